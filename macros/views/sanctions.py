"""The sanctions chronology: every act in time as a figure and a table, and who is on whose list.

Rows can be chosen by authority, state, programme, target, measure and year, without a script: see
`filters`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..wording import Piece
from .filters import Filters, chooser, tokens
from .listings import Listed, authorities, side_by_side, targets
from .parts import count, named
from .series import Long, Series
from .steps import IN_LIFE, LISTED, Step, steps
from .timeline import TimelineMark, TimelineView, act, left_out, spread

MARKS = 90
"""As many acts as the figure holds; instruments go before designations."""
NO_PROGRAM = "None named"
NONE = "-none"
"""In a class of what has no value: no id begins with a hyphen."""


@dataclass(frozen=True, slots=True)
class ActRow:
    """One act as a row of the table."""

    step: Step
    classes: str
    """What the filters know it by."""


@dataclass(frozen=True, slots=True)
class SanctionsChronology:
    """Every act, oldest first, and every target with its state by authority."""

    total: str
    rows: Long[ActRow]
    """All acts; of very many those that the figure shows."""
    authorities: tuple[Piece, ...]
    filters: Filters
    figure: TimelineView
    listed: Long[Listed]


def sanctions_chronology(desk: Desk) -> SanctionsChronology:
    """Return every step of every instrument and designation, oldest first."""
    return desk.briefing.once("sanctions", "", lambda *_: _chronology(desk))


def _chronology(desk: Desk) -> SanctionsChronology:
    briefing = desk.briefing
    everything = steps(briefing)
    figure = _figure(briefing, everything, _words(briefing))
    drawn = {mark.key for mark in figure.marks}
    shown = ACTS.shown(desk, few=(step for step in everything if step.anchor in drawn))
    instruments, designations = len(briefing.instruments), len(briefing.designations)
    return SanctionsChronology(
        f"{count(len(everything), 'act')}, in the lives of {count(instruments, 'instrument')} and "
        f"{count(designations, 'designation')}",
        shown,
        tuple(named(briefing, key) for key in authorities(briefing)),
        _filters(briefing, [row.step for row in shown]),
        figure,
        TARGETS.shown(desk),
    )


def filters(desk: Desk) -> Filters:
    """Return what the acts that the page shows can be chosen by."""
    return sanctions_chronology(desk).filters


def acts(desk: Desk) -> tuple[ActRow, ...]:
    """Return every act as a row, oldest first."""
    return _acts(desk, "", ACTS.all_keys(desk))


def page_of_step(desk: Desk) -> dict[str, str]:
    """Return the sheet that each step's row stands on; empty where all stand on one page."""
    if not ACTS.sheets(desk):
        return {}
    keys = ACTS.all_keys(desk)
    return {step.anchor: ACTS.sheet_of(desk, "", index) for index, step in enumerate(keys)}


def _acts(desk: Desk, _: str, several: Sequence[Step]) -> tuple[ActRow, ...]:
    words = _words(desk.briefing)
    return tuple(ActRow(step, " ".join(words.classes(step))) for step in several)


ACTS: Series[Step, ActRow] = Series(
    "acts",
    "acts",
    lambda *_: "Acts of sanctions in time",
    lambda desk, _: steps(desk.briefing),
    _acts,
    lambda _, step: step.when.short,
    lambda *_: Piece("Sanctions", "page", "sanctions"),
    whole=MARKS,
    size=MARKS,
)
TARGETS: Series[str, Listed] = Series(
    "listed",
    "matrix",
    lambda *_: "Who is on whose list",
    lambda desk, _: targets(desk.briefing),
    lambda desk, _, keys: side_by_side(desk.briefing, keys),
    lambda desk, key: desk.briefing.entities[key].name,
    lambda *_: Piece("Sanctions", "page", "sanctions"),
)


def _filters(briefing: Briefing, everything: Sequence[Step]) -> Filters:
    words = _words(briefing)
    counts = Counter(name for step in everything for name in words.classes(step))

    def among(name: str) -> dict[str, int]:
        return {key.removeprefix(f"{name}-"): n for key, n in counts.items()}

    acting = {key: briefing.entities[key].name for key in authorities(briefing)}
    terms = briefing.vocabulary.measures
    targets = {step.target.id: step.target.text for step in everything if step.target}
    years = sorted({step.when.year for step in everything})
    return Filters(
        (
            *chooser("authority", "Authority", acting, among("authority")),
            *chooser("state", "State", _choices(words.states), among("state")),
        ),
        (
            *chooser("program", "Programme", _choices(words.programs), among("program")),
            *chooser("target", "Target", _by_name(targets), among("target")),
            *chooser(
                "measure",
                "Measure",
                _by_name({key: one.label for key, one in terms.items()}),
                among("measure"),
            ),
            *chooser("year", "Year", dict(zip(years, years, strict=True)), among("year")),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The classes of all acts' values that are no ids."""

    programs: dict[str, str]
    states: dict[str, str]

    def classes(self, step: Step) -> tuple[str, ...]:
        """Return what the filters know a step by; what it lacks has a class of no value."""
        return (
            f"authority-{step.authority.id}",
            f"state-{self.states[step.state.words]}",
            *(f"program-{self.programs[one]}" for one in step.programs or (NO_PROGRAM,)),
            f"target-{step.target.id if step.target else NONE}",
            *(f"measure-{one.id}" for one in step.measures or (Piece("", "", NONE),)),
            f"year-{step.when.year}",
        )


def _words(briefing: Briefing) -> _Words:
    return briefing.settled("words of acts", "", _worded)


def _worded(briefing: Briefing, _: str) -> _Words:
    everything = steps(briefing)
    programs = {name for step in everything for name in step.programs}
    states = [*IN_LIFE.values(), *LISTED.values()]
    return _Words(tokens([NO_PROGRAM, *sorted(programs, key=str.casefold)]), tokens(states))


def _choices(words: Mapping[str, str]) -> dict[str, str]:
    return {token: label for label, token in words.items()}


def _by_name(labels: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(labels.items(), key=lambda item: item[1].casefold()))


def _figure(briefing: Briefing, everything: Iterable[Step], words: _Words) -> TimelineView:
    """Return the acts as marks: a lane for each authority, designations under their instruments."""
    heads = {
        (step.authority.id, key)
        for step in everything
        if (key := _head(step)) and briefing.instruments[key].issuer == step.authority.id
    }
    lanes: dict[str, list[tuple[int, TimelineMark]]] = {}
    for step in everything:
        key = step.id if step.record == "instrument" else _head(step)
        hangs = (step.authority.id, key) in heads
        usual = step.kind in ("adopted", "listed")
        label = step.label if usual else f"{step.kind.capitalize()}: {step.label}"
        group = key if hangs else "" if step.record == "instrument" else "-"
        # Instruments under which nothing hangs come first, what hangs under none last.
        rank = 1 if hangs else 0 if step.record == "instrument" else 2
        mark = act(step, label, step.authority.id, words.classes(step), group)
        lanes.setdefault(step.authority.id, []).append((rank, mark))
    order = [key for key in authorities(briefing) if key in lanes]
    marks = [mark for key in order for _, mark in sorted(lanes[key], key=lambda ranked: ranked[0])]
    shown = _fitting(marks)
    used = {mark.lane for mark in shown}
    return TimelineView(
        f"Acts of sanctions by authority, in {briefing.settings.title}",
        tuple(shown),
        tuple((key, briefing.entities[key].name) for key in order if key in used),
        left_out(marks, shown),
        "The table of acts holds the same in words.",
        beside_rows=True,
    )


def _head(step: Step) -> str:
    """Return the instrument that a designation was made under."""
    return step.act.id if step.act and step.record == "designation" else ""


def _fitting(marks: list[TimelineMark]) -> list[TimelineMark]:
    """Return as many marks as there is room for: instruments first, the rest evenly over time."""
    if len(marks) <= MARKS:
        return marks
    first = spread([mark for mark in marks if mark.of == "instrument"])
    rest = spread([mark for mark in marks if mark.of != "instrument"])
    kept = {mark.key for mark in (first + rest)[:MARKS]}
    return [mark for mark in marks if mark.key in kept]
