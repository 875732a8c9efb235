"""Where a new record is written: a file of its own, or the end of a list, whose layout it keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..records.reader import Document, parse
from ..records.writing import items

MODELINE = "# yaml-language-server: $schema=../schema/{}.json\n"


class Misfit(Exception):
    """A file cannot take a new record as it stands; says why."""


def whole_file(schema: str, block: Sequence[str]) -> str:
    """Return a file that holds one record."""
    return MODELINE.format(schema) + "".join(f"{line}\n" for line in block)


def new_list(schema: str, block: Sequence[str], under: str = "") -> str:
    """Return a file with a list of one record, under a key or by itself."""
    listed = items(block, 2 if under else 0)
    return whole_file(schema, [f"{under}:", *listed] if under else listed)


def appended(document: Document, block: Sequence[str], under: str = "") -> str:
    """Return a file's text with a record added at the end of its list, all else as it was.

    The list is the file itself, or stands `under` a key. Raises `Misfit` if the file cannot be
    read, or if the record would not stand where it should.
    """
    if not document.ok or document.value is None:
        raise Misfit(
            f"{document.path} cannot be read as it is; run  brief check  and mend it first"
        )
    steps = (under,) if under else ()
    old = document.at(*steps)
    lines = document.text.split("\n")
    if isinstance(old, list) and old:
        indent, apart = _layout(document, steps, len(old))
        end = _end_of_list(document, under, lines)
        added = ([""] if apart else []) + items(block, indent)
    elif under and old in (None, []):
        end = _end_of_list(document, under, lines)
        if old == []:
            line = document.place(under, key=True).line - 1
            if "#" in lines[line] or not re.search(r"\[ *\] *\r?$", lines[line]):
                raise Misfit(f"{document.path}:{line + 1}: write  {under}:  and the list below it")
            lines[line] = re.sub(r" *\[ *\] *(\r?)$", r"\1", lines[line])
            added = items(block, 2)
        else:
            added = [f"{under}:", *items(block, 2)]
    else:
        raise Misfit(f"{document.path} holds no list to add to")
    ending = "\r" if document.text.count("\r\n") * 2 > document.text.count("\n") else ""
    head, tail = lines[:end], lines[end:]
    if not tail:  # the file does not end with a line break
        head[-1] += ending
    new = "\n".join([*head, *(line + ending for line in added), *(tail or [""])])
    _hold(document, parse(new, document.path), steps, old if isinstance(old, list) else [])
    return new


def _layout(document: Document, steps: tuple[str, ...], count: int) -> tuple[int, bool]:
    """Return the column of a list's dashes, and whether empty lines stand between its items."""
    starts = [_first_line(document, (*steps, index)) for index in range(count)]
    dash = re.match(r"( *)- ", document.excerpt(starts[0]))
    if dash is None:
        raise Misfit(
            f"{document.path}:{starts[0]}: its list stands in brackets; put each record on lines "
            "of its own, beginning with  - "
        )
    apart = [not document.excerpt(start - 1).strip() for start in starts[1:]]
    return len(dash[1]), sum(apart) * 2 > len(apart)


def _first_line(document: Document, steps: tuple[str | int, ...]) -> int:
    if len(steps) == 1 and isinstance(steps[0], int):
        return document.starts[steps[0]]
    return document.place(*steps).line


def _end_of_list(document: Document, under: str, lines: Sequence[str]) -> int:
    """Return the number of lines up to the end of a list; empty lines behind it are left out."""
    end = len(lines)
    if under and isinstance(document.value, dict) and under in document.value:
        start = document.place(under, key=True).line
        later = [
            document.place(key, key=True).line
            for key in document.value
            if document.place(key, key=True).line > start
        ]
        end = min(later) - 1 if later else end
    at_end = end == len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    while not at_end and end and lines[end - 1].startswith("#"):
        end -= 1  # a comment at the margin belongs to the key that follows
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _hold(old: Document, new: Document, steps: tuple[str, ...], items_: Sequence[object]) -> None:
    """Refuse a text in which anything but the one new item differs."""
    now = new.at(*steps)
    rest_then = {k: v for k, v in old.value.items() if k not in steps} if steps else None  # type: ignore[union-attr]
    rest_now = (
        {k: v for k, v in new.value.items() if k not in steps}
        if steps and isinstance(new.value, dict)
        else None
    )
    if not new.ok or not isinstance(now, list) or now[:-1] != list(items_) or rest_then != rest_now:
        raise Misfit(f"{old.path} has a layout that cannot be kept; add the record by hand")
