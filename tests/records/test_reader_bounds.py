"""What a file may cost: work that grows as the file does, and memory that has an end.

Work is counted, never timed: the calls that the reader makes for a file, and for one twice as
large. What happens inside one call, as in a pattern that tries again and again, is not counted;
the largest files would then stop the whole suite.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
import yaml

from macros.records.reader import MAX_BYTES, parse
from tests.counts import count

pytestmark = pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml")


def again(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Return a maker of texts of a size, mostly of one piece over and over."""
    return lambda size: before + piece * ((size - len(before + after)) // len(piece)) + after


SHAPES: dict[str, Callable[[int], str]] = {
    "newlines": again("\n"),
    "spaces": again(" "),
    "hashes": again(" #"),
    "comments": again("#\n", after="%a"),
    "tight comments": again("a: b #c\n"),
    "touching comments": again('- "a"#\n'),
    "touching hashes": again("#", "- [a]"),
    "many keys": lambda size: "".join(f"k{number}: v\n" for number in range(size // 12)),
    "long keys": lambda size: "".join(f"{'k' * 900}{n}: v\n" for n in range(size // 910)),
    "one key": again("a", after=": b\n"),
    "one key over and over": again("a: b\n"),
    "one line": again("b", "a: "),
    "one word a line": again("b\n  ", "a: "),
    "flow items": again("a,", "[", "]"),
    "flow lists": again("[],", "[", "]"),
    "flow pairs": again("a: b,", "[", "]"),
    "flow lines": again("\n  [b,\n  c],", "a: [", "]"),
    "flow lines too far left": again("[\n],", "a: [", "]"),
    "question marks": again("- ?a\n"),
    "flow question marks": again("?a,", "[", "]"),
    "commas": again(",", "["),
    "anchors": again("- &a b\n"),
    "aliases": again("- *a\n"),
    "tags": again("- !a b\n"),
    "documents": again("--- a\n"),
    "nulls": again("- ~\n"),
    "items without value": again("-\n"),
    "keys without value": again("a:\n"),
    "escapes": again("\\0", 'a: "', '"'),
    "backslashes": again("\\\\", 'a: "', '"'),
    "double quotes": again('"'),
    "single quotes": again("''", "a: '", "'"),
    "quoted lines": again("\nb", 'a: "', '"'),
    "quoted lines, many": again('- "a\n  b"\n'),
    "typographic quotes": again("- “a”\n"),
    "colons": again("a: "),
    "explicit keys": again("? "),
    "dashes": again("- "),
    "brackets": again("["),
    "question brackets": again("[? "),
    "texts": again("- |\n  a\n"),
    "texts without an end": again("- |\n  a\n", after="- |\n  a  "),
    "blank text": again(" \n", "a: |\n"),
    "spaces behind a text": again(" ", "a: |\n  b\n"),
    "deeper and deeper": lambda size: "".join(" " * n + "a:\n" for n in range(int(size**0.5))),
    "tabs": again("\t"),
    "carriage returns": again("a\r"),
    "line breaks of Windows": again("- a\r\n"),
    "byte order marks": again("\ufeff"),
    "directives": again("%a\n"),
    "conflicts": again("<<<<<<< a\n"),
    "bad at the end": again("- a\n", after="b: c\n"),
    "comments, then bad": again("#\n", "a: b\n", "c\n"),
}  # fmt: skip
SIZE = 3_000


def calls(text: str) -> int:
    """Return how many calls of functions reading a text takes, built-in ones included."""
    made = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        parse(text, "x.yml").place("a", 0, "b")
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_as_the_file_does(shape: str) -> None:
    one, two = (calls(SHAPES[shape](size)) for size in (SIZE, 2 * SIZE))
    assert two <= 2.2 * one + 500
    assert one <= 70 * SIZE
    count("reader", shapes_of_hostile_files=1)


@pytest.mark.parametrize("shape", SHAPES)
def test_memory_has_an_end(shape: str) -> None:
    text = SHAPES[shape](SIZE * 2)
    tracemalloc.start()
    try:
        parse(text, "x.yml").place("a", 0, "b")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 500 * len(text.encode()) + 1_000_000


@pytest.mark.parametrize(
    "shape",
    ["newlines", "hashes", "comments", "escapes", "brackets", "quoted lines", "one word a line"],
)
def test_the_largest_file_is_survived(shape: str) -> None:
    """Quadratic work inside one call would take hours here."""
    text = SHAPES[shape](MAX_BYTES)
    document = parse(text, "x.yml")
    document.place("a", 0, "b")
    assert document.value is not None or document.problems
    assert all(len(problem.text()) < 5000 for problem in document.problems)
