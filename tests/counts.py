"""What a run of the tests has counted, printed at its end."""

from __future__ import annotations

_lines: dict[str, dict[str, int]] = {}


def count(what: str, **numbers: int) -> None:
    """Add to the numbers of one line of the summary; an underscore in a name is a space."""
    line = _lines.setdefault(what, {})
    for name, number in numbers.items():
        line[name] = line.get(name, 0) + number


def lines() -> list[str]:
    """Return the summary's lines."""
    return [
        f"{what}: " + ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in numbers.items())
        for what, numbers in sorted(_lines.items())
    ]
