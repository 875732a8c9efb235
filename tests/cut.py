"""Lists cut short, so that small briefings have sheets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from macros.views.sheet import SERIES


@contextmanager
def cut(whole: int = 1, size: int = 2) -> Iterator[None]:
    """Let pages hold `whole` rows of each list, and sheets `size`."""
    before = [(one, one.whole, one.few, one.size) for one in SERIES]
    try:
        for one in SERIES:
            _set(one, whole, whole, size)
        yield
    finally:
        for one, *numbers in before:
            _set(one, *numbers)


def _set(one: object, *numbers: int) -> None:
    for name, number in zip(("whole", "few", "size"), numbers, strict=True):
        object.__setattr__(one, name, number)  # they are frozen, for everyone else
