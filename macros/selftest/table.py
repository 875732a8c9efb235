"""The table that a self-test prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .fault import Fault
from .faults import FAULTS
from .run import CAUGHT_TARGET, PLACED_TARGET, Mode, Outcome, Result

HEADS: dict[Mode, str] = {
    "texts": "with texts",
    "fingerprints": "without texts",
    "neither": "no fingerprints",
}


def table(result: Result, faults: Sequence[Fault] = FAULTS, *, missed: bool = False) -> str:
    """Return the table: a line a class, what is not checkable last, and the sum.

    With `missed` it names every checkable fault that was not caught, or not where it is.
    """
    return "\n".join(_lines(result, faults, missed=missed))


def _lines(result: Result, faults: Sequence[Fault], *, missed: bool) -> Iterator[str]:
    heads = "".join(f"{HEADS[mode]:>22}" for mode in result.modes)
    under = "".join(f"{'caught':>12}{'in place':>10}" for _ in result.modes)
    width = max(len(one.name) for one in faults) + 2
    yield f"{'class':<{width}}{'planted':>8}{heads}"
    yield f"{'':<{width}}{'':>8}{under}"
    for fault in faults:
        if fault.checkable:
            yield _line(result, fault.name, result.of(fault), width)
    unseen = [one for one in faults if not one.checkable]
    if unseen:
        yield ""
        yield "No check of words can be relied on to see these; they are left to the reviewer:"
    for fault in unseen:
        yield _line(result, fault.name, result.of(fault), width)
    if missed:
        yield from _missed(result)
    if result.unspoilt:
        yield ""
        yield f"The unspoilt briefing is reported on {len(result.unspoilt)} times:"
        for problem in result.unspoilt:
            at = problem.place
            yield f"  {at.path}:{at.line}: {problem.code}: {problem.sentence}"
    yield ""
    yield from _sum(result)


def _line(result: Result, name: str, outcomes: Sequence[Outcome], width: int) -> str:
    counts = "".join(
        f"{_part(result.count(outcomes, mode), outcomes):>12}"
        f"{_part(result.count(outcomes, mode, placed=True), outcomes):>10}"
        for mode in result.modes
    )
    return f"{name:<{width}}{len(outcomes):>8}{counts}"


def _part(count: int, outcomes: Sequence[Outcome]) -> str:
    return f"{count}" if outcomes else "–"


def _missed(result: Result) -> Iterator[str]:
    mode = result.modes[0]
    for outcome in result.checkable:
        seen = outcome.seen[mode]
        if not seen.placed:
            lead = f"elsewhere ({', '.join(seen.codes)})" if seen.caught else "missed"
            at = outcome.planting.places[0]
            yield ""
            yield f"{outcome.fault.name}: {lead}: {at.path}:{at.first}-{at.last}"
            yield f"  {outcome.planting.what}"


def _sum(result: Result) -> Iterator[str]:
    mode, planted = result.modes[0], len(result.checkable)
    placed = result.count(result.checkable, mode, placed=True)
    caught = result.count(result.checkable, mode)
    yield (
        f"{HEADS[mode]}, in {result.seconds:.0f} s: "
        f"{_share(caught, planted)} caught (at least {CAUGHT_TARGET:.0%} asked for), "
        f"{_share(placed, planted)} at the right file and line (at least {PLACED_TARGET:.0%}), "
        f"{len(result.unspoilt)} reported on the unspoilt data"
    )
    yield f"caught {caught} of {planted}"


def _share(count: int, whole: int) -> str:
    return f"{count / whole:.1%}" if whole else "none"
