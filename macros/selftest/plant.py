"""Which faults are planted: a sample of every class, the same for the same seed."""

from __future__ import annotations

from random import Random

from .edits import Planting
from .fault import Fault
from .ground import Ground


def sample(fault: Fault, ground: Ground, seed: int, size: int) -> list[Planting]:
    """Return at most `size` plantings of a class, at different spots as far as there are some."""
    rng = Random(f"{seed} {fault.name}")  # noqa: S311 - a sample, no secret
    found = list(fault.plant(ground, rng))
    rng.shuffle(found)
    spots: dict[tuple[str, int], int] = {}
    turns: list[tuple[int, int, Planting]] = []
    for index, planting in enumerate(found):
        turn = spots.get(planting.spot, 0)
        spots[planting.spot] = turn + 1
        turns.append((turn, index, planting))
    return [planting for _, _, planting in sorted(turns, key=lambda one: one[:2])[:size]]
