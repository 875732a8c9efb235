"""What a run of the tests has counted, printed at its end."""

from __future__ import annotations

_lines: dict[str, dict[str, int]] = {}


def count(what: str, **numbers: int) -> None:
    """Add to the numbers of one line of the summary; an underscore in a name is a space."""
    line = _lines.setdefault(what, {})
    for name, number in numbers.items():
        line[name] = line.get(name, 0) + number


def counted() -> dict[str, dict[str, int]]:
    """Return what was counted here, for another process to add to its own."""
    return _lines


def add(lines: dict[str, dict[str, int]]) -> None:
    """Add what another process has counted."""
    for what, numbers in lines.items():
        count(what, **numbers)


def lines() -> list[str]:
    """Return the summary's lines."""
    return [
        f"{what}: " + ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in numbers.items())
        for what, numbers in sorted(_lines.items())
    ]
