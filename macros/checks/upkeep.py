"""Rules that keep the collection in order: nothing orphaned, nothing withdrawn still in use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..briefing import parties
from ..evidence.desk import Desk
from ..records.fields import Ref
from ..records.kept import named
from ..records.problems import Severity
from ..records.reader import Document
from .rule import EVERYTHING, Finding, Rule, rule


@rule(
    "orphan",
    Severity.WARNING,
    bad="id: westmark   # an entity that no claim, designation or instrument names",
    good="roles: {recipient: [westmark]}   # in some claim",
    of=EVERYTHING,
)
def orphan(desk: Desk) -> Iterator[Finding]:
    """Every entity, source and instrument is used by another record."""
    library = desk.briefing.library
    if library.refused or library.partial:
        return  # what cannot be read may use it
    names = {document: named(document, filed) for document, filed in desk.files.items()}
    used = {text for those in names.values() for text in those}
    # A resolution is at home in the sanctions chronology of whomever the briefing speaks of.
    for key in library.instruments.keys() - used:
        item = desk.instrument(key)
        naming = [document for document, those in names.items() if item and item.target in those]
        if item and _spoken_of(desk, naming, item.target):
            used.add(key)
    for kind in ("entity", "source", "instrument"):
        for key, filed in library.tables[kind].items():
            if key not in used:
                yield Finding(
                    filed,
                    ("id",),
                    f"no record uses the {kind} “{key}”",
                    "use it in a claim, or remove the file",
                )


@rule(
    "withdrawn-in-use",
    bad="compare: [old-claim]   # withdrawn in 2031",
    good="compare: [new-claim]",
)
def withdrawn_in_use(desk: Desk) -> Iterator[Finding]:
    """A withdrawn claim is named by no other record."""
    claims = desk.briefing.library.claims
    for mark, texts in desk.naming.items():
        if not isinstance(mark, Ref) or "claim" not in mark.kinds:
            continue
        for text in texts:
            if text not in claims or not claims[text].record.withdrawn:
                continue
            for filed, (steps, _, _, _) in desk.named(mark, text):
                yield Finding(
                    filed,
                    steps,
                    f"the claim “{text}” was withdrawn",
                    "remove it here, or name the claim that took its place",
                )


def _spoken_of(desk: Desk, documents: Iterable[Document], who: str | None) -> bool:
    """Tell whether a claim that stands in one of some files is about somebody."""
    return any(
        claim is not None and who in parties(claim)
        for document in documents
        for filed in desk.files[document]
        if filed.kind == "claim"
        for claim in (desk.standing(filed.record.id),)
    )


def idle_waivers(
    desk: Desk, used: set[tuple[int, str]], numbers: dict[int, int], rules: dict[str, Rule]
) -> Iterator[tuple[int, int, str, str]]:
    """Yield (number of the claim, index, sentence, fix) of waivers that waive nothing.

    `numbers` are those of the records by identity, `used` what was waived: (number, code).

    A waiver of a rule that needs the source's text is idle only if all texts of the claim are at
    hand.
    """
    for filed in desk.claims:
        number = numbers[id(filed)]
        for index, waiver in enumerate(filed.record.waive):
            waived = rules.get(waiver.code)
            texts = {a.cite.source for a in filed.record.assertions if a.cite.start}
            if waived is None:
                yield number, index, f"there is no rule “{waiver.code}”", "brief explain lists them"
            elif not waived.waivable:
                yield (
                    number,
                    index,
                    f"the rule “{waiver.code}” cannot be waived",
                    "correct the record; only language rules can be waived",
                )
            elif (number, waiver.code) not in used and (
                not waived.needs_text or texts <= set(desk.texts)
            ):
                yield number, index, "this waiver waives nothing any more", "remove it"


UPKEEP_RULES: tuple[Rule, ...] = (orphan, withdrawn_in_use)
