"""Rules about ids and words that one record takes from another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..briefing import Briefing
from ..records.fields import Ref, Word
from ..records.problems import nearest
from ..records.references import references
from .rule import Finding, rule


@rule("unknown-id")
def unknown_id(briefing: Briefing) -> Iterator[Finding]:
    """Every id that a record names belongs to a record of the kind that the field asks for."""
    library = briefing.library
    for filed in library.everything():
        for steps, mark, text, key in references(filed.record):
            if not isinstance(mark, Ref) or text in mark.words:
                continue
            kind = library.kinds.get(text)
            wanted = " or ".join(mark.kinds)
            if kind is None:
                known = [one for one, its in library.kinds.items() if its in mark.kinds]
                yield Finding(
                    filed,
                    steps,
                    f"no {wanted} has the id “{text}”",
                    _suggestion(text, [*known, *mark.words], f"create the {wanted} “{text}”"),
                    key,
                )
            elif kind not in mark.kinds:
                yield Finding(
                    filed,
                    steps,
                    f"“{text}” is the id of a {kind}, not of a {wanted}",
                    f"name a {wanted} here",
                    key,
                )


@rule("unknown-word")
def unknown_word(briefing: Briefing) -> Iterator[Finding]:
    """Every word that a record takes from the vocabulary stands in data/vocabulary.yml."""
    library = briefing.library
    if library.vocabulary is None:
        return
    for filed in library.everything():
        for steps, mark, text, key in references(filed.record):
            if isinstance(mark, Word):
                known: dict[str, Any] = getattr(library.vocabulary.record, mark.table)
                if text not in known:
                    table = mark.table.replace("_", " ")
                    yield Finding(
                        filed,
                        steps,
                        f"“{text}” is none of the vocabulary's {table}",
                        _suggestion(text, list(known), f"add it to {mark.table} in vocabulary.yml"),
                        key,
                    )


@rule("unknown-thread")
def unknown_thread(briefing: Briefing) -> Iterator[Finding]:
    """Every file of claims is a thread of the vocabulary, with a label and a definition."""
    vocabulary = briefing.library.vocabulary
    if vocabulary is None:
        return
    known = vocabulary.record.threads
    for thread, claims in briefing.library.threads.items():
        if claims and thread not in known:
            yield Finding(
                briefing.library.claims[claims[0]],
                (),
                f"the file's name “{thread}” is no thread of the vocabulary",
                _suggestion(thread, list(known), "add it to threads in vocabulary.yml"),
            )


def _suggestion(text: str, known: list[str], otherwise: str) -> str:
    near = nearest(text, known)
    if not near:
        return otherwise
    return "did you mean " + " or ".join(f"“{one}”" for one in near) + "?"
