"""The lines of a file, decoded one by one, and the faults of a file as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .row import Unreadable

HEAD = 65_536
"""How much of a file is looked at to tell what it is."""
LONGEST = 1_000_000
"""Bytes of one line; a longer one belongs to no list."""
LARGEST = 300_000_000
"""Bytes of a file; the fullest list of today has some thirty million."""

_AGAIN = "download the list again, as its issuer publishes it"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"
)
# What a text has and a list has not: anything below the space but a tab, a line's end, a page's
# end, and the sign (SUB) with which OFAC ends its file.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def head_of(path: Path) -> str:
    """Return the beginning of a file, or say why it is no list."""
    if path.is_dir():
        raise Unreadable("this is a folder, not a list", "name the file of the list itself")
    if not path.exists():
        raise Unreadable("there is no such file", "check the path")
    if not path.is_file():
        raise Unreadable("this is no file, but a device or a pipe", "save the list as a file first")
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"the file has more than {LARGEST:,} bytes", _AGAIN)
    with path.open("rb") as file:
        start = file.read(HEAD)
    if start.startswith(_UTF_16):
        raise Unreadable("the list is in UTF-16", "save it as UTF-8")
    if _CONTROL.search(start):
        raise Unreadable("this is no text, but some other kind of file", _AGAIN)
    text = start.decode("utf-8", "ignore").removeprefix("\ufeff")
    if not text.strip():
        if start.strip():
            raise _not_utf_8(1)
        raise Unreadable("the file is empty", _AGAIN)
    if _HTML.match(text.lower()):
        raise Unreadable("this is a web page (HTML), not the list", _AGAIN)
    return text


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file with their ends."""
    with path.open("rb") as file:
        for number, line in enumerate(_raw(file), 1):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                raise _not_utf_8(number) from None
            yield text.removeprefix("\ufeff") if number == 1 else text


def broken_off(line: int) -> Unreadable:
    """Return the fault of a list that ends in the middle of an entry."""
    return Unreadable(f"the list breaks off in line {line}", _AGAIN)


def malformed(line: int) -> Unreadable:
    """Return the fault of a list whose form cannot be followed."""
    return Unreadable(f"the list is malformed from line {line} on", _AGAIN)


def _raw(file: BinaryIO) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise Unreadable(f"line {number} has more than {LONGEST:,} bytes", _AGAIN)
        yield line


def _not_utf_8(line: int) -> Unreadable:
    return Unreadable(
        f"the list is not in UTF-8: line {line} cannot be decoded (Latin-1?)", "save it as UTF-8"
    )
