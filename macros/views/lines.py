"""Lines of a figure: relations between the same two parties, merged by direction and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..briefing import Briefing, Relation
from ..status import Status
from ..wording import Piece
from .parts import SHOWN_ORDER, named


@dataclass(frozen=True, slots=True)
class Node:
    """A party as a figure draws it."""

    id: str
    name: Piece
    type: str
    """An entity type in small letters; empty for what is no entity."""
    band: int = 0
    """The group that it stands in, an index of the network's bands."""


@dataclass(frozen=True, slots=True)
class Line:
    """Every relation of one status from one party to another."""

    start: str
    end: str
    status: str
    word: str
    words: tuple[tuple[str, int], ...]
    """What is said to go between them and how often, most frequent first."""
    count: int
    """How many relations it stands for; as many rows of the table."""
    claims: tuple[Piece, ...]
    """The claims that they rest on, in order of time; the line leads to the first."""
    office: bool = False
    """Whether all it stands for are offices and memberships, which are drawn as a thin line."""


def merged(briefing: Briefing, relations: Iterable[Relation]) -> tuple[Line, ...]:
    """Merge relations into lines: pairs as they are met, directions together, firmest first."""
    groups: dict[tuple[str, str], dict[Status, list[Relation]]] = {}
    for one in relations:
        groups.setdefault((one.start, one.end), {}).setdefault(
            briefing.status(one.claim), []
        ).append(one)
    pairs = dict.fromkeys((min(pair), max(pair)) for pair in groups)
    return tuple(
        Line(
            *ends,
            str(status),
            status.word,
            tuple(Counter(one.words for one in found).most_common()),
            len(found),
            tuple(
                Piece(briefing.claims[key].short, "claim", key)
                for key in dict.fromkeys(one.claim for one in found)
            ),
            all(_is_office(briefing, one) for one in found),
        )
        for pair in pairs
        for ends in (pair, pair[::-1])
        if (of_all := groups.get(ends))
        for status in SHOWN_ORDER
        if (found := of_all.get(status))
    )


def _is_office(briefing: Briefing, relation: Relation) -> bool:
    return briefing.vocabulary.claim_types[briefing.claims[relation.claim].type].office


def node(briefing: Briefing, who: str, band: int = 0) -> Node:
    """Return a party as a node."""
    entity = briefing.entities.get(who)
    return Node(who, named(briefing, who), entity.type.lower() if entity else "", band)


MOST = 12
"""How many neighbours a figure draws."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """An entity with those whom relations tie to it."""

    centre: Node
    incoming: tuple[tuple[Node, tuple[Line, ...]], ...]
    """Neighbours from whom lines come, with the lines; those with most relations first."""
    outgoing: tuple[tuple[Node, tuple[Line, ...]], ...]
    more: str
    """“and 3 more” neighbours that only the table holds; else empty."""


def neighbourhood(briefing: Briefing, who: str) -> Neighbourhood | None:
    """Return an entity's neighbourhood, or None where it has no relations."""
    relations = briefing.relations_of.get(who, ())
    if not relations:
        return None
    weight = Counter(one.end if one.start == who else one.start for one in relations)
    drawn = [other for other, _ in weight.most_common(MOST)]
    lines = merged(briefing, relations)

    def beside(ends: Iterable[tuple[str, Line]]) -> tuple[tuple[Node, tuple[Line, ...]], ...]:
        pairs = list(ends)
        found = ((one, tuple(line for end, line in pairs if end == one)) for one in drawn)
        return tuple((node(briefing, one), those) for one, those in found if those)

    left_out = len(weight) - len(drawn)
    return Neighbourhood(
        node(briefing, who),
        beside((line.start, line) for line in lines if line.end == who),
        beside((line.end, line) for line in lines if line.start == who),
        f"and {left_out} more" if left_out else "",
    )
