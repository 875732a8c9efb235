"""A claim at its permanent address, and the thread page that holds it."""

from __future__ import annotations

from dataclasses import dataclass

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..records.claim import Assertion
from ..status import POSITIVE, Denial
from ..wording import Piece, name_pieces
from .citation import NOWHERE, Citation, Imprint, Upkeep, citation
from .differences import Beside, beside
from .parts import (
    Cited,
    ClaimRow,
    Dated,
    Share,
    bar,
    cited,
    count,
    dated,
    names,
    row,
)


@dataclass(frozen=True, slots=True)
class AssertionView:
    """What one speaker says of a claim."""

    by: tuple[Piece, ...]
    behalf: tuple[Piece, ...]
    via: tuple[Piece, ...]
    stance: str
    hedge: str
    """The hedge with its words, or empty where it is said flatly."""
    likelihood: str
    said: Dated | None
    medium: str
    quote: str
    cite: Cited
    note: str
    """For a denial: whether it counts, and why not."""
    claim: Piece | None
    """For a denial in general terms: the claim that records it."""


@dataclass(frozen=True, slots=True)
class RoleView:
    """Who plays one part."""

    label: str
    names: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A correction or a withdrawal."""

    date: str
    was: str
    why: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Everything about one claim, accusers and deniers side by side."""

    row: ClaimRow
    type: str
    mode: str
    meaning: str
    """What its status says."""
    because: str
    """The row of the truth table that gave the status."""
    asserted: tuple[AssertionView, ...]
    denied: tuple[AssertionView, ...]
    """Denials and doubts, whether or not they count."""
    origins: str
    first: str
    last: str
    roles: tuple[RoleView, ...]
    answers: tuple[Piece, ...]
    compare: tuple[Beside, ...]
    grounds_of: tuple[Piece, ...]
    """Designations that give this claim as a ground."""
    note: str
    added: str
    changes: tuple[Change, ...]
    withdrawn: Change | None
    upkeep: Upkeep


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One thread: its claims, each at its permanent address."""

    id: str
    title: str
    lead: str
    """What the thread covers."""
    bar: tuple[Share, ...]
    total: str
    claims: tuple[ClaimView, ...]
    citation: Citation
    place: str


def thread_page(desk: Desk, thread: str, imprint: Imprint = NOWHERE) -> ThreadPage:
    """Return the page of a thread."""
    briefing = desk.briefing
    term = briefing.vocabulary.threads[thread]
    keys = briefing.threads[thread]
    first = briefing.filed("claim", keys[0])
    return ThreadPage(
        thread,
        term.label,
        term.definition,
        bar(briefing, [key for key in keys if key in briefing.standing]),
        count(len(keys), "claim"),
        tuple(claim_view(briefing, key, imprint) for key in keys),
        citation(briefing, term.label, thread, imprint),
        f"{first.path}:{first.line}",
    )


def claim_view(briefing: Briefing, claim_id: str, imprint: Imprint = NOWHERE) -> ClaimView:
    """Return everything about one claim."""
    claim = briefing.claims[claim_id]
    verdict = briefing.verdicts[claim_id]
    vocabulary = briefing.vocabulary
    filed = briefing.filed("claim", claim_id)
    positive = [a for a in claim.assertions if a.stance in POSITIVE]
    doubts = [a for a in claim.assertions if a.stance == "doubts"]
    withdrawn = claim.withdrawn
    return ClaimView(
        row(briefing, claim_id),
        vocabulary.claim_types[claim.type].label,
        claim.mode,
        verdict.status.meaning,
        verdict.row,
        tuple(_assertion(briefing, a) for a in positive),
        tuple(_denial(briefing, denial) for denial in verdict.denials)
        + tuple(_assertion(briefing, a) for a in doubts),
        count(len(verdict.origins), "independent origin"),
        verdict.first.short() if verdict.first else "",
        verdict.last.short() if verdict.last else "",
        tuple(
            RoleView(vocabulary.roles[role].label, names(briefing, ids))
            for role, ids in claim.roles.items()
        ),
        claim_links(briefing, claim.answers),
        beside(briefing, claim_id),
        tuple(
            Piece(designation_label(briefing, key), "designation", key)
            for key in briefing.designations_on.get(claim_id, ())
        ),
        claim.note or "",
        claim.added.short(),
        tuple(Change(c.date.short(), c.was, c.why) for c in claim.corrections),
        Change(withdrawn.date.short(), claim.text, withdrawn.why) if withdrawn else None,
        imprint.upkeep(claim_id, filed.path, filed.line, claim_id),
    )


def claim_links(briefing: Briefing, claim_ids: tuple[str, ...]) -> tuple[Piece, ...]:
    """Name claims by their short labels."""
    return tuple(
        Piece(briefing.claims[key].short, "claim", key)
        for key in claim_ids
        if key in briefing.claims
    )


def designation_label(briefing: Briefing, designation_id: str) -> str:
    """Return “US Treasury: Ashot Mkrtychev”."""
    item = briefing.designations[designation_id]
    authority, target = briefing.entities[item.authority], briefing.entities[item.target]
    return f"{authority.name}: {target.name}"


def _assertion(
    briefing: Briefing, assertion: Assertion, note: str = "", claim: Piece | None = None
) -> AssertionView:
    hedge = ""
    if assertion.hedge != "none":
        hedge = f"{assertion.hedge}: “{assertion.hedge_words}”"
    return AssertionView(
        tuple(piece for who in assertion.by for piece in name_pieces(briefing, who, assertion)),
        names(briefing, assertion.for_),
        names(briefing, assertion.via),
        assertion.stance,
        hedge,
        (assertion.likelihood or "").replace("-", " "),
        dated(assertion.said) if assertion.said else None,
        assertion.medium or "",
        assertion.quote or "",
        cited(briefing, assertion.cite),
        note,
        claim,
    )


def _denial(briefing: Briefing, denial: Denial) -> AssertionView:
    notes = []
    if denial.general:
        notes.append("in general terms")
    if not denial.parties:
        notes.append("not a party to this claim")
    elif not denial.counts:
        notes.append("said before it was asserted, or taken back since")
    other = None
    if denial.general:
        other = Piece(briefing.claims[denial.claim].short, "claim", denial.claim)
    return _assertion(briefing, denial.assertion, "; ".join(notes), other)
