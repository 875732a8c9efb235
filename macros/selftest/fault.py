"""What a class of faults is, and the mark that makes one of a generator of plantings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from .edits import Planting
from .ground import Ground

Plant = Callable[[Ground, Random], Iterator[Planting]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One class of faults: how to plant it, and whether a check of text and records can see it."""

    name: str
    text: str
    """The class in one sentence."""
    checkable: bool
    plant: Plant


def fault(name: str) -> Callable[[Plant], Fault]:
    """Make a class of faults that a check can see, its docstring being its sentence."""
    return lambda plant: Fault(name, _sentence(plant), True, plant)


def unseen(name: str) -> Callable[[Plant], Fault]:
    """Make a class of faults that no check of text sees, or sees only now and then."""
    return lambda plant: Fault(name, _sentence(plant), False, plant)


def _sentence(plant: Plant) -> str:
    return " ".join((plant.__doc__ or "").split())
