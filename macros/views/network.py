"""The network: who is said to do what with whom, as a figure and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..briefing import Briefing, Relation
from ..evidence.desk import Desk
from ..wording import Piece
from .entity import RelationRow, relation_row
from .lines import Line, Node, merged, node
from .parts import SHOWN_ORDER, count, named
from .series import Long, Series, claim_begins

CORE = 25
"""How many parties the figure draws at most."""
NO_SIDE = "No side given"


@dataclass(frozen=True, slots=True)
class Party:
    """An entity in the network's list, by side."""

    side: str
    names: tuple[Piece, ...]
    """Of very many, those that the figure draws."""
    more: int
    """How many others there are."""


@dataclass(frozen=True, slots=True)
class Band:
    """A group of parties and where the figure draws it."""

    place: str
    """left, between, right, above; below for parties without a side."""
    label: str


@dataclass(frozen=True, slots=True)
class Network:
    """Who is said to do what with whom."""

    total: str
    relations: Long[RelationRow]
    """Of very many, those that the figure draws."""
    sides: tuple[Party, ...]
    bands: tuple[Band, ...]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    positions: str
    """What a party's place in the figure means, as a sentence."""
    statuses: tuple[tuple[str, str], ...]
    """The alphabet of status, (status, word), for the legend."""
    left_out: str
    """How many parties and relations only the table holds, as a sentence; else empty."""
    offices: bool = False
    """Whether some lines stand for offices and memberships alone, and are thin."""


def network(desk: Desk) -> Network:
    """Return the lines between parties, as a figure's parts and as a table."""
    briefing = desk.briefing
    relations = briefing.relations
    ends = dict.fromkeys(who for line in relations for who in (line.start, line.end))
    sides: dict[str, list[str]] = {key: [] for key in briefing.vocabulary.sides}
    for who in ends:
        entity = briefing.entities.get(who)
        if entity and entity.side in sides:
            sides[entity.side].append(who)
    shown = core(briefing)
    drawn = [one for one in relations if one.start in shown and one.end in shown]
    bands, nodes = _placed(briefing, shown, drawn)
    lines = merged(briefing, drawn)
    return Network(
        count(len(relations), "relation"),
        RELATIONS.shown(desk, few=drawn[: RELATIONS.whole]),
        tuple(_party(briefing, key, names, shown) for key, names in sides.items() if names),
        bands,
        nodes,
        lines,
        _positions(bands),
        tuple((status.value, status.word) for status in SHOWN_ORDER),
        _left_out(
            len(ends) - len(shown), len(relations) - len(drawn), cut=bool(RELATIONS.sheets(desk))
        ),
        any(line.office for line in lines),
    )


def _party(briefing: Briefing, side: str, ends: list[str], shown: Iterable[str]) -> Party:
    kept = ends if len(ends) <= RELATIONS.few else [who for who in ends if who in set(shown)]
    names = tuple(named(briefing, who) for who in kept)
    return Party(briefing.vocabulary.sides[side].label, names, len(ends) - len(kept))


RELATIONS: Series[Relation, RelationRow] = Series(
    "network",
    "relations",
    lambda *_: "Relations between the parties",
    lambda desk, _: desk.briefing.relations,
    lambda desk, _, keys: tuple(relation_row(desk.briefing, one) for one in keys),
    lambda desk, line: claim_begins(desk, line.claim),
    lambda *_: Piece("Network", "page", "network"),
)


def core(briefing: Briefing) -> tuple[str, ...]:
    """Return the parties that the figure draws, those with most relations first.

    Of the groups of parties that hang together, the one with most relations is drawn, and every
    other that joins two sides or more: what stays on one side passes nothing between them. Of
    those the figure takes the parties with most relations, first met first among equals, and of
    these the ones that have a relation to another that is drawn.
    """
    relations = briefing.relations
    weight = Counter(who for one in relations for who in (one.start, one.end))
    groups = sorted(_groups(relations), key=lambda group: -sum(weight[who] for who in group))
    wanted = [
        who
        for index, group in enumerate(groups)
        if index == 0 or len({_side(briefing, who) for who in group}) > 1
        for who in group
    ]
    order = {who: index for index, who in enumerate(weight)}
    chosen = set(sorted(wanted, key=lambda who: (-weight[who], order[who]))[:CORE])
    tied = {
        who
        for one in relations
        if one.start in chosen and one.end in chosen
        for who in (one.start, one.end)
    }
    return tuple(sorted(tied, key=lambda who: (-weight[who], order[who])))


def _groups(relations: Iterable[Relation]) -> list[list[str]]:
    """Return the parties in groups that hang together, as they are met."""
    beside: dict[str, dict[str, None]] = defaultdict(dict)
    for one in relations:
        beside[one.start][one.end] = None
        beside[one.end][one.start] = None
    seen: set[str] = set()
    groups = []
    for start in beside:
        group, queue = [], [start]
        while queue:
            who = queue.pop()
            if who not in seen:
                seen.add(who)
                group.append(who)
                queue += beside[who]
        if group:
            groups.append(group)
    return groups


def _side(briefing: Briefing, who: str) -> str:
    entity = briefing.entities.get(who)
    side = entity.side if entity else None
    return side if side is not None and side in briefing.vocabulary.sides else ""


def _placed(
    briefing: Briefing, shown: Iterable[str], drawn: Iterable[Relation]
) -> tuple[tuple[Band, ...], tuple[Node, ...]]:
    """Return the groups that are drawn, in the vocabulary's order, and the parties in them.

    Without any side, whoever a line starts from more often than it ends at stands left.
    """
    side_of = {who: _side(briefing, who) for who in shown}
    if not any(side_of.values()):
        flow: Counter[str] = Counter()
        for one in drawn:
            flow[one.start] += 1
            flow[one.end] -= 1
        places = ("left", "between", "right")
        bands = tuple(Band(place, "") for place in places)
        where = {who: (flow[who] < 0) + (flow[who] <= 0) for who in side_of}
    else:
        used = [key for key in (*briefing.vocabulary.sides, "") if key in side_of.values()]
        bands = tuple(
            Band(briefing.vocabulary.sides[key].place, briefing.vocabulary.sides[key].label)
            if key
            else Band("below", NO_SIDE)
            for key in used
        )
        where = {who: used.index(side) for who, side in side_of.items()}
    return bands, tuple(node(briefing, who, where[who]) for who in side_of)


_WHERE = {"left": "left", "between": "in the middle", "right": "right", "above": "above"}


def _positions(bands: tuple[Band, ...]) -> str:
    said = [f"{band.label} {_WHERE.get(band.place, 'below')}" for band in bands if band.label]
    if said:
        return f"Position has meaning: {', '.join(said)}."
    return "Left stand those from whom more lines start than end, right those at whom more end."


def _left_out(parties: int, relations: int, *, cut: bool) -> str:
    if not relations:
        return ""
    who = f"{count(parties, 'party', 'parties')} and " if parties else ""
    stand = "stands" if relations == 1 and not parties else "stand"
    where = "the whole list" if cut else "the table"
    return f"{who}{count(relations, 'relation')} {stand} in {where} only."
