"""The one function that puts a claim into words: who says it, what, and who denies it.

A claim's text is never shown alone. Pages, search, previews, feeds, exports and long chart labels
all take the sentence from here, so none of them can be firmer than the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .briefing import Briefing
from .records.claim import Assertion, Claim
from .records.entity import Entity
from .records.source import Source
from .status import OWN_RECORD, POSITIVE, Denial

HEDGE_ORDER = ("none", "reported", "alleged", "assessed", "possible")
# How a denial or a doubt that is hedged itself goes on; it is never told as flat.
HEDGED = {
    "none": "",
    "reported": ", as reported",
    "alleged": ", as alleged",
    "assessed": ", as an assessment",
    "possible": ", as a possibility",
}
PLURAL_TYPES = ("Person",)
UNNAMED = "unnamed speakers"


class Piece(NamedTuple):
    """A stretch of a sentence; with `kind` and `id` it names a record and can be linked."""

    text: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """An attributed sentence in pieces."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def compose(briefing: Briefing, claim: Claim) -> Sentence:
    """Compose a claim's sentence: attribution, proposition, denial."""
    verdict = briefing.verdicts[claim.id]
    pieces = [*_attribution(briefing, claim), Piece(claim.text, "claim", claim.id)]
    confirmed = [a for a in claim.assertions if _confirms(a)]
    if confirmed:
        names = _speakers(briefing, confirmed)
        pieces += [Piece("; "), *_list(names), Piece(_verb(names, " confirms it", " confirm it"))]
    for general, earlier in ((False, False), (True, False), (False, True), (True, True)):
        denials = [d for d in verdict.denials if (d.general, d.earlier) == (general, earlier)]
        pieces += _denial(briefing, denials, "in general terms" if general else "", earlier)
    doubts = [a for a in claim.assertions if a.stance == "doubts"]
    for doubted in _by_hedge(doubts):
        names = _speakers(briefing, doubted)
        end = _verb(names, " doubts it", " doubt it") + _hedged(doubted)
        pieces += [Piece("; "), *_list(names), Piece(end)]
    pieces.append(Piece("."))
    return Sentence(tuple(_capitalised(pieces)))


def attributed_text(briefing: Briefing, claim: Claim) -> str:
    """Return the sentence as plain text."""
    return str(compose(briefing, claim))


def name_pieces(briefing: Briefing, who: str, assertion: Assertion | None = None) -> list[Piece]:
    """Name a speaker: an entity, a source, the cited source's author, or somebody unnamed."""
    words = assertion.by_words if assertion else None
    if who == "unnamed":
        return [Piece(f"{UNNAMED} (“{words}”)" if words else UNNAMED)]
    if who == "author" and assertion is not None:
        source = briefing.sources.get(assertion.cite.source)
        return [Piece(in_text(source) if source else who, "source", assertion.cite.source)]
    if entity := briefing.entities.get(who):
        aside = [Piece(f" (“{words}”)")] if words else []
        return [Piece(in_text(entity), "entity", who), *aside]
    if source := briefing.sources.get(who):
        return [Piece(in_text(source), "source", who)]
    return [Piece(who)]


def in_text(record: Entity | Source) -> str:
    """Return a name as running text has it: “the United States”."""
    name = record.name if isinstance(record, Entity) else record.short
    return f"the {name}" if record.definite else name


def _attribution(briefing: Briefing, claim: Claim) -> list[Piece]:
    """Return “According to A, and in the assessment of B, ”."""
    positive = [a for a in claim.assertions if a.stance in POSITIVE]
    phrases: list[list[Piece]] = []
    recorded = [a for a in positive if _is_record(briefing, claim, a)]
    if recorded:
        phrases.append([Piece("as recorded in "), *_list(_speakers(briefing, recorded))])
    for hedge in HEDGE_ORDER:
        group = [a for a in positive if a.hedge == hedge and a not in recorded]
        group = [a for a in group if not _confirms(a)] or (group if not phrases else [])
        if group:
            phrases.append(_phrase(briefing, claim, hedge, group))
    pieces: list[Piece] = []
    for index, phrase in enumerate(phrases):
        pieces += ([Piece(", and ")] if index else []) + phrase
    return [*pieces, Piece(", ")]


def _confirms(assertion: Assertion) -> bool:
    """Tell whether somebody but the source itself confirms flatly; a hedge stays in sight."""
    flat = assertion.hedge == "none" and "author" not in assertion.by
    return assertion.stance == "confirms" and flat


def _is_record(briefing: Briefing, claim: Claim, assertion: Assertion) -> bool:
    source = briefing.sources.get(assertion.cite.source)
    flat = assertion.by == ("author",) and assertion.hedge == "none" and claim.mode == "fact"
    return flat and source is not None and source.kind in OWN_RECORD


def _phrase(briefing: Briefing, claim: Claim, hedge: str, group: list[Assertion]) -> list[Piece]:
    names = _list(_speakers(briefing, group))
    own = _own_account(briefing, claim, group) if hedge == "none" else None
    if own:
        return [Piece(own)]
    if hedge == "none":
        lead = "in the judgement of " if claim.mode == "judgement" else "according to "
    else:
        lead = {
            "reported": "according to reports passed on by ",
            "alleged": "according to an allegation passed on by ",
            "assessed": "in the assessment of ",
            "possible": "as a possibility raised by ",
        }[hedge]
    aside = _hedge_words(group)
    unnamed = hedge == "alleged" and all(a.by == ("author",) for a in group)
    return [Piece(lead), *names, Piece(aside + (", with no accuser named" if unnamed else ""))]


def _own_account(briefing: Briefing, claim: Claim, group: list[Assertion]) -> str | None:
    """Return “by its own account” where one party speaks of itself and the text begins with it."""
    if len(group) != 1 or len(group[0].by) != 1 or claim.mode == "judgement":
        return None
    entity = briefing.entities.get(group[0].by[0])
    if entity is None or group[0].for_ or group[0].by_words:
        return None
    if not claim.text.startswith((f"{entity.name} ", f"{in_text(entity)} ")):
        return None
    return f"by {'their' if entity.type in PLURAL_TYPES else 'its'} own account"


def _hedge_words(group: list[Assertion]) -> str:
    """Return the passages' hedging words, those left out that stand in the speaker's name."""
    words = dict.fromkeys(
        a.hedge_words for a in group if a.hedge_words and a.hedge_words not in (a.by_words or "")
    )
    return " (" + ", ".join(f"“{word}”" for word in words) + ")" if words else ""


def _denial(briefing: Briefing, denials: list[Denial], terms: str, earlier: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for group in _by_hedge([denial.assertion for denial in denials]):
        names = _speakers(briefing, group)
        end = " denied it earlier" if earlier else _verb(names, " denies it", " deny it")
        end += (f" {terms}" if terms else "") + _hedged(group)
        pieces += [Piece("; "), *_list(names), Piece(end)]
    return pieces


def _by_hedge(assertions: list[Assertion]) -> list[list[Assertion]]:
    """Group assertions by their hedge, the flat ones first."""
    groups = ([a for a in assertions if a.hedge == hedge] for hedge in HEDGE_ORDER)
    return [group for group in groups if group]


def _hedged(group: list[Assertion]) -> str:
    """Return the hedge that a group shares, with its words: “, as reported (“reportedly”)”."""
    return HEDGED[group[0].hedge] + _hedge_words(group)


def _speakers(briefing: Briefing, assertions: Iterable[Assertion]) -> list[list[Piece]]:
    """Name everybody who speaks in some assertions, each once, with whom they speak for."""
    names: dict[tuple[str, ...], list[Piece]] = {}
    for assertion in assertions:
        for who in assertion.by:
            pieces = name_pieces(briefing, who, assertion)
            others = [other for other in assertion.for_ if other not in assertion.by]
            if others:
                behalf = [name_pieces(briefing, other) for other in others]
                pieces = [*pieces, Piece(" for "), *_list(behalf)]
            names.setdefault(tuple(piece.text for piece in pieces), pieces)
    return list(names.values())


def _list(names: list[list[Piece]]) -> list[Piece]:
    """Join names as “A”, “A and B”, “A, B and C”."""
    pieces: list[Piece] = []
    for index, name in enumerate(names):
        if index:
            pieces.append(Piece(" and " if index == len(names) - 1 else ", "))
        pieces += name
    return pieces


def _verb(names: list[list[Piece]], one: str, several: str) -> str:
    return one if len(names) == 1 and not names[0][0].text.startswith(UNNAMED) else several


def _capitalised(pieces: list[Piece]) -> list[Piece]:
    first, *rest = pieces
    return [Piece(first.text[:1].upper() + first.text[1:], first.kind, first.id), *rest]
