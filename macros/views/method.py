"""What the method, about and home pages take from the code's own definitions and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..briefing import Briefing
from ..checks import EXPLANATIONS, Explanation, Subject
from ..evidence.desk import Desk
from ..evidence.names import SAME_NAME
from ..records.claim import HEDGES, LIKELIHOODS, MODES, STANCES
from ..records.evidence import BASES
from ..records.source import SOURCE_KINDS
from ..records.topic import Term
from ..status import MEANINGS, ROWS
from ..wording import Piece
from .parts import SHOWN_ORDER, Share, count, whole_bar
from .series import Long, Series


@dataclass(frozen=True, slots=True)
class Definition:
    """A word and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A row of the truth table."""

    status: str
    word: str
    holds: str


@dataclass(frozen=True, slots=True)
class Statuses:
    """The alphabet of statuses, from the firmest to the most contested."""

    rows: tuple[tuple[str, str, str], ...]
    """(status, word, meaning)."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule with its examples, and what is proved of it where no text is at hand."""

    code: str
    text: str
    severity: str
    without_text: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A source whose text was read by the program."""

    source: Piece
    words: str
    cites: str
    hash: str


@dataclass(frozen=True, slots=True)
class Method:
    """Statuses, words and rules, generated from the code's own definitions."""

    rows: tuple[StatusRow, ...]
    tables: tuple[tuple[str, str, tuple[Definition, ...]], ...]
    """(anchor, heading, definitions)."""
    rules: tuple[tuple[str, tuple[RuleRow, ...]], ...]
    """(subject, its rules)."""
    verified: Long[Verified]
    same_name: str
    """From which likeness on two spellings are taken for one name, of 1."""
    lists: tuple[tuple[Piece, str], ...]
    """(official list, its date) of all that designations, or searches in vain, rest on."""


@dataclass(frozen=True, slots=True)
class About:
    """Who edits the briefing, how to reach them, and on what terms."""

    title: str
    question: str
    editors: tuple[str, ...]
    contact: str
    license: str
    license_href: str
    corrections: str
    as_of: str
    counts: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The home page's evidence bar and counts."""

    bar: tuple[Share, ...]
    claims: str
    entities: str
    sources: str
    as_of: str


def statuses(_: Briefing) -> Statuses:
    """Return every status with its meaning."""
    return Statuses(tuple((one.value, one.word, MEANINGS[one]) for one in SHOWN_ORDER))


def method(desk: Desk) -> Method:
    """Return the definitions that the code itself works by."""
    briefing = desk.briefing
    vocabulary = briefing.vocabulary
    terms: list[tuple[str, str, Mapping[str, Term]]] = [
        ("claim-types", "Kinds of claims", vocabulary.claim_types),
        ("roles", "Parts that parties play", vocabulary.roles),
        ("lanes", "Lanes of the chronology", vocabulary.lanes),
        ("sides", "Groups of the network (the editors' own)", vocabulary.sides),
        ("measures", "Sanctions measures", vocabulary.measures),
    ]
    own: list[tuple[str, str, Mapping[str, str]]] = [
        ("stances", "What a speaker does", STANCES),
        ("hedges", "How firmly", HEDGES),
        ("likelihoods", "Likelihood, only where the source uses such a word", LIKELIHOODS),
        ("modes", "Facts and judgements", MODES),
        ("bases", "Where a date comes from", BASES),
        ("source-kinds", "Kinds of sources", SOURCE_KINDS),
    ]
    return Method(
        tuple(StatusRow(s.value, s.word, _sentence(holds.__doc__)) for _, s, holds in ROWS),
        tuple(
            (anchor, heading, tuple(Definition(word, meaning) for word, meaning in table.items()))
            for anchor, heading, table in own
        )
        + tuple(
            (
                anchor,
                heading,
                tuple(Definition(term.label, term.definition) for term in table.values()),
            )
            for anchor, heading, table in terms
        ),
        tuple(
            (subject.value, tuple(_rule(one) for one in EXPLANATIONS if one.subject is subject))
            for subject in Subject
        ),
        VERIFIED.shown(desk),
        f"{SAME_NAME}",
        tuple(
            (Piece(source.title, "source", key), source.issued.date.short())
            for key, source in briefing.sources.items()
            if key in _lists(briefing)
        ),
    )


def _lists(briefing: Briefing) -> set[str]:
    held = {one.list for one in briefing.designations.values() if one.list}
    return held | {one.list for one in briefing.not_listed}


def _rule(rule: Explanation) -> RuleRow:
    if not rule.needs_text:
        without = "the same"
    elif rule.subject is Subject.EVIDENCE and rule.code.startswith("cite-not-found"):
        without = "the sketch refutes most invented words; a change since is reported as unverified"
    else:
        without = "a change since it was verified is reported as unverified"
    return RuleRow(rule.code, rule.text, rule.severity.value, without, rule.bad, rule.good)


def _verified(desk: Desk, source: str) -> Verified:
    ledger = desk.ledgers[source]
    return Verified(
        Piece(desk.briefing.sources[source].title, "source", source),
        f"{ledger.words:,}",
        f"{len(ledger.cites)}",
        ledger.sha256[:16],
    )


VERIFIED: Series[str, Verified] = Series(
    "verified",
    "verified",
    lambda *_: "Sources that the program read",
    lambda desk, _: (key for key in desk.ledgers if key in desk.briefing.sources),
    lambda desk, _, keys: tuple(_verified(desk, key) for key in keys),
    lambda desk, key: desk.briefing.sources[key].short,
    lambda *_: Piece("Method", "page", "method"),
    laid=True,
)


def about(briefing: Briefing) -> About:
    """Return who answers for the briefing, and what it holds."""
    settings = briefing.settings
    tables: dict[str, Mapping[str, object]] = {
        "Claims": briefing.standing,
        "Entities": briefing.entities,
        "Sources": briefing.sources,
        "Instruments": briefing.instruments,
        "Designations": briefing.designations,
    }
    return About(
        settings.title,
        settings.question,
        settings.editors,
        settings.contact,
        settings.license.name,
        settings.license.URL,
        settings.corrections,
        settings.as_of.short(),
        tuple(Definition(label, f"{len(table)}") for label, table in tables.items()),
    )


def overview(briefing: Briefing) -> Overview:
    """Return the whole briefing's evidence bar and counts."""
    return Overview(
        whole_bar(briefing),
        count(len(briefing.standing), "claim"),
        count(len(briefing.entities), "entity", "entities"),
        count(sum(source.seen for source in briefing.sources.values()), "source"),
        briefing.settings.as_of.short(),
    )


def _sentence(docstring: str | None) -> str:
    return " ".join((docstring or "").split())
