"""OFAC's sdn.csv: twelve columns without a header, `-0-` for nothing.

https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..row import BadRow, Row
from .cells import checked, kind_of, split

COLUMNS = 12
_NUMBER = re.compile(r"[0-9]{1,9}")
_NATIONALITY = re.compile(r"\b(?:nationality|citizen) ([^\W\d][^\d;.()]{1,59})")


def is_row(cells: Sequence[str]) -> bool:
    """Tell whether cells look like a row of this list."""
    return len(cells) == COLUMNS and _NUMBER.fullmatch(cells[0]) is not None


def row(line: int, cells: Sequence[str]) -> Row:
    """Read a row; of its remarks, only nationalities are kept."""
    if len(cells) != COLUMNS:
        raise BadRow(f"its columns are {len(cells)}, not {COLUMNS}")
    said = ["" if cell == "-0-" else cell for cell in cells]
    uid, name, kind, programs, remarks = said[0], said[1], said[2], said[3], said[11]
    if not _NUMBER.fullmatch(uid):
        raise BadRow("it has no number")
    checked(uid, name)
    return Row(
        line,
        uid,
        name,
        kind_of(kind) if kind else "body",
        programs=split(programs.strip("[] "), "] ["),
        nationality=tuple(dict.fromkeys(one.strip() for one in _NATIONALITY.findall(remarks))),
    )
