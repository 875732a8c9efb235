"""What the parser lets pass and YAML 1.2 does not: read otherwise elsewhere, so refused here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .events import Span, span_of
from .faults import Fault
from .quotes import QUOTE_IT
from .text import Text

# Where a comment may touch what stands before it, and where a question mark may be lost; what is
# text there is told apart later.
ODD = re.compile(r"[\[\]{},\"'?:-]#|[|>][-+0-9]*#|(?<![^\s,\[{])\?(?=\S)")
_COMMENT = re.compile(r"#[^\n]*")
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*#")
_REST = re.compile(r" *\Z")
_LINE = re.compile(r"\n( *)(?=[^ \r\n])(?!#)")
_LINE_OF_TEXT = re.compile(r"\n( *)(?=[^ \r\n])")


def leniencies(clean: str, event: Any, indent: int) -> Iterator[Fault]:
    """Find what is lenient in a scalar.

    `indent` is the column of the innermost list or map that is written without brackets, -1 for
    none; what belongs to it stands further right.
    """
    start, end = span_of(event)
    if start and clean[start - 1] == "?":
        yield _sign(start - 1)
    style = event.style
    if not style:
        if event.value == "-":
            yield _sign(start)
    elif style in "|>":
        yield from _block(clean, event, indent)
    elif event.end_mark.line > event.start_mark.line:
        yield from outdented(clean, start, end, indent, in_text=True)


def outdented(
    clean: str, start: int, end: int, indent: int, *, in_text: bool = False
) -> Iterator[Fault]:
    """Find the first line of a quoted text, or of a list or map in brackets, too far left."""
    for found in (_LINE_OF_TEXT if in_text else _LINE).finditer(clean, start, end):
        if len(found[1]) <= indent:
            yield _outdented(found.end(), indent)
            return


def tight_comments(text: Text, texts: Iterable[Span]) -> Iterator[Fault]:
    """Find the comments that touch what stands before them; `texts` are the spans of scalars."""
    behind = 0
    for start, end in (*texts, (len(text.clean), 0)):
        for found in _COMMENT.finditer(text.clean, behind, start):
            if found.start() and text.clean[found.start() - 1] not in " \r\n":
                yield _tight(found.start())
        header = _HEADER_COMMENT.match(text.clean, start)
        if header:
            yield _tight(header.end() - 1)
        behind = end


def _block(clean: str, event: Any, indent: int) -> Iterator[Fault]:
    start, end = span_of(event)
    if event.start_mark.column <= indent:
        yield _outdented(start, indent)
    elif not event.value.strip(" \n"):
        sentence = f"no text follows this {event.style}"
        yield Fault(start, start + 1, "no-value", sentence, "write the text, or remove the line")
    elif clean[-1] != "\n" and _REST.match(clean, end):
        sentence, fix = "the file ends before this line does", "put a line break at its end"
        at = clean.rindex("\n") + 1
        yield Fault(at, len(clean), "unfinished-line", sentence, fix)


def _sign(at: int) -> Fault:
    sentence = "a value cannot start with this sign unless it is in quotes"
    return Fault(at, at + 1, "reserved-start", sentence, QUOTE_IT)


def _outdented(at: int, indent: int) -> Fault:
    sentence = "this line belongs to a value that begins further right"
    fix = f"start it in column {indent + 2} or further right"
    return Fault(at, at + 1, "bad-indentation", sentence, fix)


def _tight(at: int) -> Fault:
    sentence = "no space stands before this #"
    fix = "put a space before it if it starts a comment, or put the value in quotes"
    return Fault(at, at + 1, "tight-comment", sentence, fix)
