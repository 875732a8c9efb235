"""Rules about ids and words that one record takes from another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..evidence.desk import Desk
from ..records.fields import Ref, Word
from ..records.problems import nearest
from ..records.slips import meant
from .rule import Finding, rule

MOST_LISTED = 30
"""Words that are listed in a fix; more are not read."""


@rule("unknown-id", bad="roles: {supplier: [norlund]}", good="roles: {supplier: [norland]}")
def unknown_id(desk: Desk) -> Iterator[Finding]:
    """Every id that a record names belongs to a record of the kind that the field asks for."""
    library = desk.briefing.library
    tables = library.tables
    named = ((mark, text) for mark, texts in desk.naming.items() for text in texts)
    for mark, text in named:
        if not isinstance(mark, Ref) or text in mark.words:
            continue
        kind = library.kinds.get(text)
        if any(text in tables[one] for one in mark.kinds):
            continue  # whatever else bears the id: that is one problem, at the second record
        wanted = " or ".join(mark.kinds)
        if kind is None and library.partial.intersection(mark.kinds):
            continue  # it may stand in what is cut off: that is told already
        if kind is None:
            known = [one for one, its in library.kinds.items() if its in mark.kinds]
            sentence = f"no {wanted} has the id “{text}”"
            fix = _suggestion(text, [*known, *mark.words], f"create the {wanted} “{text}”")
            write = meant(text, [*known, *mark.words]) or ""
        elif kind not in mark.kinds:
            sentence = f"“{text}” is the id of {_an(kind)}, not of {_an(wanted)}"
            fix, write = f"name {_an(wanted)} here", ""
        else:
            continue
        for filed, (steps, _, _, key) in desk.named(mark, text):
            yield Finding(filed, steps, sentence, fix, key, write=write)


@rule("unknown-word", bad="type: shipments", good="type: shipment")
def unknown_word(desk: Desk) -> Iterator[Finding]:
    """Every word that a record takes from the vocabulary stands in data/vocabulary.yml."""
    library = desk.briefing.library
    if library.vocabulary is None:
        return
    named = ((mark, text) for mark, texts in desk.naming.items() for text in texts)
    for mark, text in named:
        if not isinstance(mark, Word):
            continue
        known: dict[str, Any] = getattr(library.vocabulary.record, mark.table)
        if text in known:
            continue
        table = mark.table.replace("_", " ")
        fix = _suggestion(text, list(known), _listed(mark.table, known))
        for filed, (steps, _, _, key) in desk.named(mark, text):
            yield Finding(
                filed,
                steps,
                f"“{text}” is none of the vocabulary's {table}",
                fix,
                key,
                write=meant(text, known) or "",
            )


@rule(
    "unknown-thread",
    bad="data/claims/lampoil.yml   # no such thread in vocabulary.yml",
    good="data/claims/lamp-oil.yml",
    of=("claim", "vocabulary"),
)
def unknown_thread(desk: Desk) -> Iterator[Finding]:
    """Every file of claims is a thread of the vocabulary, with a label and a definition."""
    vocabulary = desk.briefing.library.vocabulary
    if vocabulary is None:
        return
    known = vocabulary.record.threads
    for thread, claims in desk.briefing.library.threads.items():
        if claims and thread not in known:
            yield Finding(
                desk.briefing.library.claims[claims[0]],
                (),
                f"the file's name “{thread}” is no thread of the vocabulary",
                _suggestion(thread, list(known), "add it to threads in vocabulary.yml"),
            )


def _an(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aei" else f"a {noun}"


def _listed(table: str, known: dict[str, Any]) -> str:
    """Return what to write where nothing is near: one of a few words, or a new one."""
    one_of = f"write one of: {', '.join(known)}; or " if len(known) <= MOST_LISTED else ""
    return f"{one_of}add it to {table} in vocabulary.yml"


def _suggestion(text: str, known: list[str], otherwise: str) -> str:
    near = nearest(text, known)
    if not near:
        return otherwise
    return "did you mean " + " or ".join(f"“{one}”" for one in near) + "?"


REFERENCE_RULES = (unknown_id, unknown_word, unknown_thread)
