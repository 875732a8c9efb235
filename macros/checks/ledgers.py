"""Rules that need no text: what was verified, what was changed since, what the sketch refutes."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence.desk import Desk
from ..records.problems import Place, Problem, Severity
from .rule import Finding, Rule, Subject, rule


@rule(
    "unverified",
    Severity.WARNING,
    Subject.EVIDENCE,
    bad="(a claim that was changed after brief verify last ran)",
    good="(the same after brief verify, with data/evidence/ committed)",
)
def unverified(desk: Desk) -> Iterator[Finding]:
    """Every cite of a passage was verified against its source, as the record now stands."""
    if not desk.fingerprints:
        return
    for filed, steps, cite in desk.cites:
        source = desk.source(cite.source)
        if cite.start is None or source is None or not source.seen or source.by_entry:
            continue
        if cite.source in desk.texts or desk.place(filed, steps, cite):
            continue
        known = cite.source in desk.ledgers
        yield Finding(
            filed,
            steps,
            "this was not verified against its source as it now stands"
            if known
            else f"nothing was ever verified against {cite.source}",
            f"run  brief verify  with the text at texts/{cite.source}.txt, "
            "or ask a maintainer who holds it",
            key=True,
        )


@rule(
    "cite-refuted",
    Severity.ERROR,
    Subject.EVIDENCE,
    bad="start: words that the source lacks   # whatever data/evidence says",
    good="start: words of the source",
)
def cite_refuted(desk: Desk) -> Iterator[Finding]:
    """No cite is refuted by the sketch of its source, whatever its fingerprint says."""
    for filed, steps, cite in desk.cites:
        ledger = desk.ledgers.get(cite.source)
        if ledger is None or cite.source in desk.texts:
            continue
        for field in ("prefix", "start", "end", "suffix"):
            words = getattr(cite, field)
            if words and not ledger.filter.may_hold(words):
                yield Finding(
                    filed,
                    (*steps, field),
                    f"“{words}” does not stand in {cite.source}, as its sketch shows",
                    "copy the words as printed in the source, then run  brief verify",
                )


@rule(
    "text-changed",
    Severity.ERROR,
    Subject.EVIDENCE,
    bad="(texts/gazette-2031-doe.txt is not the text that was verified before)",
    good="(brief verify, after looking at what changed)",
    needs_text=True,
    of=("file",),
)
def text_changed(desk: Desk) -> Iterator[Finding]:
    """The text at hand is the one that was verified before."""
    for source, text in desk.texts.items():
        ledger = desk.ledgers.get(source)
        if ledger is not None and ledger.sha256 != text.sha256:
            yield Finding(
                desk.briefing.library.sources[source],
                ("id",),
                f"the text of {source} changed since it was verified "
                f"({ledger.words} words then, {text.words} now)",
                "compare the two; if the new one is right, run  brief verify --renew",
            )


@rule(
    "evidence-unreadable",
    Severity.ERROR,
    Subject.EVIDENCE,
    bad="data/evidence/gazette-2031-doe.json   # edited by hand",
    good="(removed, and written again by brief verify)",
    of=("file",),
)
def evidence_unreadable(desk: Desk) -> Iterator[Problem]:
    """What brief verify wrote is what is there."""
    for path, why in desk.unread:
        yield Problem(
            Place(path, 1, 1),
            Severity.ERROR,
            "evidence-unreadable",
            f"the evidence file cannot be used: {why}",
            "remove it and run  brief verify  with the source's text at hand",
        )
    for source in sorted(set(desk.ledgers) - set(desk.briefing.library.kinds)):
        yield Problem(
            Place(f"{desk.briefing.library.folder}/evidence/{source}.json", 1, 1),
            Severity.ERROR,
            "evidence-unreadable",
            f"there is no source “{source}”",
            "remove the file, or rename it with its source and verify again",
        )


@rule(
    "text-unreadable",
    Severity.ERROR,
    Subject.EVIDENCE,
    bad="texts/gazette-2031-doe.txt   # in UTF-16",
    good="texts/gazette-2031-doe.txt   # in UTF-8",
    needs_text=True,
    of=("file",),
)
def text_unreadable(desk: Desk) -> Iterator[Problem]:
    """Every text at hand can be read."""
    for fault, fix in desk.faults:
        yield Problem(Place("texts", 1, 1), Severity.ERROR, "text-unreadable", fault, fix)


LEDGER_RULES: tuple[Rule, ...] = (
    unverified,
    cite_refuted,
    text_changed,
    evidence_unreadable,
    text_unreadable,
)
