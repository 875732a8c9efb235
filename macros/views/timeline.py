"""The timeline: claims and acts as marks in lanes, as many as a figure can hold.

Where there are more than that, they are taken in this order, which knows nothing of the topic:

1. contested claims (disputed, alleged), those with a date of their own or of their saying first,
   up to three fifths of the figure;
2. events: other claims whose date is more than an open “by …”, as every fact has that was true
   when its source was written, and what became of instruments;
3. events of designations, of which a list may bring dozens;
4. claims with nothing but such a “by …”, and contested ones for which there was no room;
5. other claims without a date, all of them or none.

Lanes take turns, so that none fills the figure alone, each in the order above; where it has more
of a kind than there is room for, what is taken lies evenly over time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import NamedTuple, Protocol, TypeVar

from ..briefing import Briefing, in_order, moment, parties, voices
from ..records.dates import Date
from ..status import Status
from .parts import claim_dated, count, dated, sentence
from .steps import Step, steps

LIMIT = 50
GLANCE = 32
"""How many marks the first page shows; the chronology has more."""
CONTESTED = (Status.DISPUTED, Status.ALLEGED)


class Placed(Protocol):
    """What of a mark its place in a figure follows from, and whether there is one."""

    @property
    def key(self) -> str:
        """Unlike any other mark's."""

    @property
    def of(self) -> str:
        """The kind of record that it belongs to."""

    @property
    def status(self) -> str:
        """A status of the alphabet, or “act”."""

    @property
    def lane(self) -> str:
        """The lane's id."""

    @property
    def date(self) -> Date | None:
        """None for what our sources leave undated."""


P = TypeVar("P", bound=Placed)


class Spot(NamedTuple):
    """The same alone, and the year: of a claim this changes less often than its words."""

    key: str
    of: str
    status: str
    lane: str
    date: Date | None
    year: str = ""


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """One mark: a claim, or an event in the life of an instrument or a designation."""

    key: str
    """Unlike any other mark's: a claim's id, or the anchor of a step."""
    kind: str
    """claim or act."""
    record: str
    """The kind of thing that it links to: a claim, or a step, which is a row."""
    id: str
    """That claim's or step's id."""
    label: str
    """A few words; long ones are shortened by the figure."""
    title: str
    """The claim's attributed sentence as plain text, or the act in words."""
    status: str
    """A status of the alphabet, or “act”."""
    word: str
    """The status as a word."""
    lane: str
    date: Date | None
    """None for what our sources leave undated."""
    short: str
    """The date as pages print it."""
    note: str
    """How we came by the date; empty where the source states it."""
    basis: str
    """stated, resolved, inferred or undated."""
    said: bool
    """Whether the date is that of the statement, the event being undated."""
    classes: tuple[str, ...]
    """What filters know it by: its year, and everybody who has a part in it or speaks of it."""
    of: str = "claim"
    """The kind of record that it belongs to: claim, instrument or designation."""
    group: str = ""
    """Marks of one group stand in rows of their own; under a mark with this id hang the others."""


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Marks in order of time, and the lanes that have any, in the vocabulary's order."""

    title: str
    marks: tuple[TimelineMark, ...]
    lanes: tuple[tuple[str, str], ...]
    """(id, label) of each lane."""
    left_out: str
    """How many marks there was no room for, as a sentence; empty for none."""
    told: str = "The chronology's table holds the same in words."
    """Where those who cannot see the figure find the same."""
    beside_rows: bool = False
    """Whether each mark's id is the anchor of a row on the page where the figure stands."""


def timeline_view(
    briefing: Briefing, claim_ids: Iterable[str] | None = None, limit: int = LIMIT
) -> TimelineView:
    """Return the timeline of all standing claims and all acts, or of the claims given."""
    acts: dict[str, TimelineMark] = {}
    if claim_ids is None:
        acts = {mark.key: mark for mark in _all_acts(briefing)}
        drawn, rest = briefing.settled(f"drawn {limit}", "", lambda one, _: _drawn(one, limit))
    else:
        keys = briefing.in_time(key for key in claim_ids if key in briefing.standing)
        drawn, rest = _fitting(briefing, [spot(briefing, key) for key in keys], limit)
    shown = [acts.get(key) or briefing.settled("mark", key, _claim) for key in drawn]
    used = {mark.lane for mark in shown}
    return TimelineView(
        f"Timeline of {briefing.settings.title}",
        tuple(shown),
        tuple((key, term.label) for key, term in briefing.vocabulary.lanes.items() if key in used),
        rest,
    )


def spot(briefing: Briefing, claim_id: str) -> Spot:
    """Return where a claim stands in figures, and by what it can be chosen."""
    return briefing.settled("spot", claim_id, _spot)


def _spot(briefing: Briefing, key: str) -> Spot:
    # Not from its row: spots are wanted of all claims at once, and all rows would take much room.
    claim, status = briefing.claims[key], str(briefing.status(key))
    year = claim_dated(briefing, claim).year
    return Spot(key, "claim", status, briefing.lane(claim), briefing.dates[key], year)


def spots(briefing: Briefing) -> tuple[Spot, ...]:
    """Return where all claims that stand do so in figures, in order of time."""
    return briefing.settled("spots", "", _spots)


def _spots(briefing: Briefing, _: str) -> tuple[Spot, ...]:
    return tuple(spot(briefing, key) for key in briefing.chronicle)


def _drawn(briefing: Briefing, limit: int) -> tuple[tuple[str, ...], str]:
    """Return the marks of all standing claims and all acts that are drawn, and what is left out."""
    acts = [Spot(one.key, one.of, one.status, one.lane, one.date) for one in _all_acts(briefing)]
    return _fitting(briefing, [*spots(briefing), *acts], limit)


def _fitting(briefing: Briefing, marks: list[Spot], limit: int) -> tuple[tuple[str, ...], str]:
    shown = _chosen(briefing, marks, limit)
    return tuple(mark.key for mark in sorted(shown, key=_in_time)), left_out(marks, shown)


def _all_acts(briefing: Briefing) -> tuple[TimelineMark, ...]:
    return briefing.settled("marks of acts", "", lambda one, _: tuple(_acts(one)))


def glance(briefing: Briefing) -> TimelineView:
    """Return the timeline of the first page, which is for a look."""
    return timeline_view(briefing, limit=GLANCE)


def _claim(briefing: Briefing, key: str) -> TimelineMark:
    claim, status = briefing.claims[key], briefing.status(key)
    when = moment(claim)
    date = dated(when)
    said = claim.when is None and when is not None
    notes = ["date of the statement; the event is undated" if said else "", date.note]
    return TimelineMark(
        key,
        "claim",
        "claim",
        key,
        claim.short,
        sentence(briefing, key),
        str(status),
        status.word,
        briefing.lane(claim),
        when.date if when else None,
        date.short,
        "; ".join(note for note in notes if note),
        date.basis,
        said,
        (
            f"year-{date.year or 'undated'}",
            *(f"who-{who}" for who in dict.fromkeys((*parties(claim), *voices(claim)))),
        ),
    )


def _acts(briefing: Briefing) -> Iterator[TimelineMark]:
    """Yield the events of instruments and designations, in the lane of claims that record acts.

    A designation that such a claim tells of, with the same target and date, is not drawn twice.
    """
    types = briefing.vocabulary.claim_types
    lane = next((kind.lane for kind in types.values() if kind.act), None)
    if lane is None:
        return
    told = {
        (who, claim.when.date)
        for claim in briefing.standing.values()
        if claim.when and types[claim.type].act
        for who in parties(claim)
    }
    for step in steps(briefing):
        if step.record == "designation" and (step.subject.id, step.date) in told:
            continue
        yield act(
            step,
            f"{step.kind.capitalize()}: {step.label}",
            lane,
            (f"year-{step.when.year}", *(f"who-{who}" for who in step.actors)),
        )


def act(
    step: Step, label: str, lane: str, classes: tuple[str, ...], group: str = ""
) -> TimelineMark:
    """Return an event of an instrument or a designation as a mark."""
    return TimelineMark(
        step.anchor,
        "act",
        "step",
        step.anchor,
        label,
        f"{step.subject.text}: {step.kind} by {step.authority.text}"
        + (f" under {step.act.text}" if step.act and step.record == "designation" else "")
        + (f" ({step.what})" if step.what else "")
        + ".",
        "act",
        "Act",
        lane,
        step.date,
        step.when.short,
        step.when.note,
        step.when.basis,
        False,
        classes,
        step.record,
        group,
    )


def _chosen(briefing: Briefing, marks: list[P], limit: int) -> list[P]:
    """Return the marks that are drawn; the rule is in this module's docstring."""
    if len(marks) <= limit:
        return marks
    contested = [mark for mark in marks if mark.status in CONTESTED]
    first = _in_turn(briefing, contested)[: limit * 3 // 5]
    taken = {mark.key for mark in first}
    rest = [mark for mark in marks if mark.key not in taken]
    others = [mark for mark in rest if _rank(mark) < UNDATED]
    chosen = first + _in_turn(briefing, others)[: limit - len(first)]
    undated = [mark for mark in rest if _rank(mark) == UNDATED]
    return chosen + (undated if len(chosen) + len(undated) <= limit else [])


UNDATED = 4


def _rank(mark: Placed) -> int:
    """Return how late within its lane a mark is taken."""
    if mark.status in CONTESTED:
        return 3 if mark.date is None else 0
    if mark.date is None:
        return UNDATED
    if mark.of == "designation":
        return 2
    return 3 if mark.date.kind == "within" and mark.date.start is None else 1


def _in_turn(briefing: Briefing, marks: list[P]) -> list[P]:
    """Return marks one lane after another, so that the first so many are a fair choice."""
    lanes: dict[str, dict[int, list[P]]] = {
        key: defaultdict(list) for key in briefing.vocabulary.lanes
    }
    for mark in sorted(marks, key=_in_time):
        lanes[mark.lane][_rank(mark)].append(mark)
    queues = [
        [mark for rank in sorted(ranks) for mark in spread(ranks[rank])] for ranks in lanes.values()
    ]
    return [mark for mark in chain.from_iterable(zip_longest(*queues)) if mark]


def spread(marks: list[P]) -> list[P]:
    """Reorder marks so that the first so many of them lie evenly over the whole, ends included."""
    bits = len(marks).bit_length()
    order = sorted(range(len(marks)), key=lambda index: f"{index:0{bits}b}"[::-1])
    return [marks[index] for index in order]


def _in_time(mark: Placed) -> tuple[bool, tuple[object, ...]]:
    return mark.date is None, (*in_order(mark.date),) if mark.date else ()


def left_out(marks: Sequence[Placed], shown: Sequence[Placed]) -> str:
    """Say how many marks there was no room for; nothing where there was."""
    drawn = {mark.key for mark in shown}
    rest = [mark for mark in marks if mark.key not in drawn]
    if not rest:
        return ""
    undated = sum(mark.date is None for mark in rest)
    dates = len(rest) - undated
    parts = [f"{undated} without a date"] if undated else []
    parts += [f"{dates} with one"] if undated and dates else [f"{dates}"] if dates else []
    return f"{count(len(shown), 'mark')} of {len(marks)}; left out: {' and '.join(parts)}."
