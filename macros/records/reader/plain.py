"""The plain pass, for the forms in which nearly every file is written, read line by line.

Each key is a word on a line of its own, each value a text on that line or in brackets there. At
anything else, and at anything that could be meant otherwise, it gives up, for the parser to read.
"""

from __future__ import annotations

import re
from sys import intern

from .characters import plain
from .events import MAX_EVENTS, Value
from .quotes import OPENING

SHORT = 48
"""Records say the same short things over and over: texts below this length are kept once."""
_DEEPEST = 8
"""Lists and maps inside each other; a second limit of the same size is for those in brackets."""
_MOST = 6
"""Events that the parser makes of a line, or of what follows a bracket or comma, at most."""

_KEY = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_WORDS = rf"\[({_KEY}(?:, {_KEY})*)\]"
_QUOTED = r"\"([^\"\\]*)\"|'([^']*)'"
# What a text without quotes does not begin with here; some of it YAML would let pass.
_SIGNS = r"?:,\[\]{}#&*!|>'\"%@`~<= " + OPENING
_TEXT = rf"((?:[^\-{_SIGNS}]|-(?=[0-9]))[^:#]*+(?:(?::(?=[^ ])|(?<! )#)[^:#]*+)*+(?<! ))"
_INNER_TEXT = rf"([^\-{_SIGNS}][^:#?,\[\]{{}}]*+(?<! ))"
# A line: its indentation, a dash, a key, and a value: a text, words in brackets, other brackets.
_LINE = re.compile(
    rf"( *)(- )?(?:({_KEY}):(?: |\Z))?(?:{_TEXT}|{_WORDS}|([\[{{].*[\]}}])|{_QUOTED})?"
)
# In a map in brackets: a key, its value, unless that has brackets of its own, and what follows.
_ENTRY = re.compile(rf"({_KEY}): (?:(?:{_INNER_TEXT}|{_WORDS}|{_QUOTED})(, |\}}))?")
# In a list there: the same in the same groups, but no key.
_ITEM = re.compile(rf"(){{0}}(?:{_INNER_TEXT}|{_WORDS}|{_QUOTED})(, |\])")
_NOTHING = (None,) * _ITEM.groups
_NULLS = frozenset({"null", "Null", "NULL"})


class _Odd(Exception):
    """What is left to the parser."""


def read_plainly(clean: str) -> tuple[Value, tuple[int, ...]] | None:
    """Build the value and the starts of a file in plain forms; None at anything else."""
    if not plain(clean):
        return None
    if _MOST * len(clean) > MAX_EVENTS and _MOST * sum(map(clean.count, "\n,[{")) > MAX_EVENTS:
        return None
    try:
        return _read(clean)
    except _Odd:
        return None


def _read(clean: str) -> tuple[Value, tuple[int, ...]] | None:
    root: list[Value] | dict[str, Value] | None = None
    starts: list[int] = []
    # The innermost list or map that is open, its column, and those around it.
    node, column, around = root, -1, list[tuple[list[Value] | dict[str, Value] | None, int]]()
    key: str | None = None  # the one whose value begins on the next line
    for number, line in enumerate(clean.split("\n"), 1):
        found = _LINE.fullmatch(line)
        if found is None:
            if line.lstrip(" ").startswith("#"):
                continue
            return None
        if not line:
            continue
        spaces, dash, name, text, *values = found.groups()
        indent = len(spaces)
        if key is not None or root is None:
            opened: list[Value] | dict[str, Value] = [] if dash else {}
            if indent <= column or len(around) > _DEEPEST:
                return None
            if isinstance(node, dict) and key is not None:
                node[key] = opened
                key = None
            else:
                root, starts = opened, [] if dash else [number]
            around.append((node, column))
            node, column = opened, indent
        else:
            while indent < column:
                node, column = around.pop()
            if indent != column:
                return None
        if dash:
            if not isinstance(node, list):
                return None
            if node is root:
                starts.append(number)
            if name is None:
                if found.lastindex == 2:
                    return None
                node.append(_value(text, *values))
                continue
            inner: dict[str, Value] = {}
            node.append(inner)
            around.append((node, column))
            node, column = inner, indent + 2
        if name is None or not isinstance(node, dict) or name in node or name in _NULLS:
            return None
        if found.lastindex == 3:
            key = intern(name)
        elif text is not None and text not in _NULLS:
            node[intern(name)] = intern(text) if len(text) < SHORT else text
        else:
            node[intern(name)] = _value(text, *values)
    if root is None or key is not None:
        return None
    return root, tuple(starts)


def _value(
    text: str | None,
    words: str | None,
    brackets: str | None,
    double: str | None,
    single: str | None,
) -> Value:
    """Return the value that stands on a line."""
    if brackets is None:
        return _simple(text, words, double, single)
    value, end = _bracketed(brackets, 0, 1)
    if end != len(brackets):
        raise _Odd
    return value


def _simple(text: str | None, words: str | None, double: str | None, single: str | None) -> Value:
    if text is not None:
        if text in _NULLS:
            if text != "null":
                raise _Odd
            return None
    elif words is not None:
        if ", " not in words:
            return [_simple(words, None, None, None)]
        return [_simple(word, None, None, None) for word in words.split(", ")]
    else:
        text = single if double is None else double
        assert text is not None
    return intern(text) if len(text) < SHORT else text


def _bracketed(line: str, at: int, depth: int) -> tuple[Value, int]:
    """Read a list or map from the bracket that opens it; return it and where it ends."""
    if depth > _DEEPEST:
        raise _Odd
    is_map = line[at] == "{"
    close = "}" if is_map else "]"
    items: list[Value] = []
    fields: dict[str, Value] = {}
    value: Value
    at += 1
    if line.startswith(close, at):
        return fields if is_map else items, at + 1
    while True:
        found = (_ENTRY if is_map else _ITEM).match(line, at)
        name, text, words, double, single, sign = found.groups() if found else _NOTHING
        if is_map and (name is None or name in fields or name in _NULLS):
            raise _Odd
        if found:
            at = found.end()
        if sign:
            value = _simple(text, words, double, single)
        else:
            if not line.startswith(("[", "{"), at):
                raise _Odd
            value, at = _bracketed(line, at, depth + 1)
            sign = ", " if line.startswith(", ", at) else line[at : at + 1]
            at += len(sign)
        if name:
            fields[intern(name)] = value
        else:
            items.append(value)
        if sign == close:
            return fields if is_map else items, at
        if sign != ", ":
            raise _Odd
