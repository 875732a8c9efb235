"""A row of a CSV with a header: cells by the names of their columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..row import BadRow


class Columns:
    """The cells of one row by column; a column that a list has not is empty."""

    def __init__(self, header: tuple[str, ...], cells: tuple[str, ...]) -> None:
        if len(cells) < len(header) or any(cells[len(header) :]):
            raise BadRow(f"its columns are {len(cells)}, not {len(header)}")
        self._cells = dict(zip(header, cells, strict=False))

    def __getitem__(self, name: str) -> str:
        """Return the cell of a column."""
        return self._cells.get(name, "")

    @staticmethod
    def named(cells: Sequence[str]) -> tuple[str, ...]:
        """Return the names of columns as they are compared, without empty ones at the end."""
        names = [cell.lower().replace("_", " ") for cell in cells]
        while names and not names[-1]:
            names.pop()
        return tuple(names)
