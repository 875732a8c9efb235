"""Tables for spreadsheets: a table as a page prints it, as a file that no program runs.

The file's cells are the text of the page's cells, so the two cannot differ. As on paper, a link
that leads out of the site gives its address.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from html.parser import HTMLParser

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""
BOM = "\ufeff"
"""By which Excel knows that the letters are UTF-8."""


def spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV (RFC 4180, UTF-8), each cell made safe."""
    text = io.StringIO(BOM, newline="")
    text.seek(0, io.SEEK_END)
    # All cells are quoted: where the system's separator is a semicolon, none is split by its own.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def safe(cell: str) -> str:
    """Return a cell that a spreadsheet shows and never runs: an apostrophe stands before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def table(html: str, name: str, address: Callable[[str], str]) -> list[list[str]]:
    """Return the rows of the table with the id `name`, its head first.

    A first column gives the `address` of each row, found by its id; cells that carry a date in EDTF
    have it in a column after them.
    """
    reader = _Reader(name)
    reader.feed(html)
    reader.close()
    head, *rows = reader.rows
    dated = {place for row in rows for place, cell in enumerate(row.cells) if cell.edtf}
    found = [["Row", *_spread([(one.text, f"{one.text} (EDTF)") for one in head.cells], dated)]]
    for row in rows:
        pairs = [(one.text, one.edtf) for one in row.cells]
        found.append([address(row.name) if row.name else "", *_spread(pairs, dated)])
    return found


def _spread(pairs: Sequence[tuple[str, str]], dated: set[int]) -> list[str]:
    cells: list[str] = []
    for place, (text, more) in enumerate(pairs):
        cells += [text, more] if place in dated else [text]
    return cells


class _Cell:
    def __init__(self, edtf: str) -> None:
        self.edtf = edtf
        self.parts: list[str] = []

    @property
    def text(self) -> str:
        """The cell's text on one line; what stands in lines of its own is set off by semicolons."""
        lines = "".join(self.parts).split("\n")
        return "; ".join(" ".join(line.split()) for line in lines if line.strip())


class _Row:
    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: list[_Cell] = []


class _Reader(HTMLParser):
    """Collects the text of one table's cells."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[_Row] = []
        self._name = name
        self._inside = False
        self._cell: _Cell | None = None
        self._outward = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._inside = given.get("id") == self._name
        elif not self._inside:
            return
        elif tag == "tr":
            self.rows.append(_Row(given.get("id") or ""))
        elif tag in ("td", "th"):
            self._cell = _Cell(given.get("data-edtf") or "")
            self.rows[-1].cells.append(self._cell)
        elif tag == "small":
            self._say("\n")
        elif tag == "a" and "out" in (given.get("class") or "").split():
            self._outward = given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._inside = False
        elif tag in ("td", "th"):
            self._cell = None
        elif tag == "small":
            self._say("\n")
        elif tag == "a" and self._outward:
            self._say(f" ({self._outward})")
            self._outward = ""

    def handle_data(self, data: str) -> None:
        self._say(" ".join(data.split("\n")))

    def _say(self, text: str) -> None:
        if self._cell is not None:
            self._cell.parts.append(text)
