"""The quick pass, for a file without faults: values without positions."""

from __future__ import annotations

from typing import Any

import yaml

from .characters import FORBIDDEN
from .events import DIRECTIVE, ERRORS, MAX_DEPTH, TIGHT_COMMENT, Value, events
from .quotes import CLOSING, OPENING

_ODD_PLAIN = frozenset({"", "~", "Null", "NULL", "<<"})


def built(clean: str) -> tuple[Value, tuple[int, ...]] | None:
    """Build the value and the starts of a file without faults; None at the first odd thing."""
    try:
        return None if "%" in clean and DIRECTIVE.match(clean) else _built(clean)
    except ERRORS:
        return None


def _built(clean: str) -> tuple[Value, tuple[int, ...]] | None:
    comments = {found.start() for found in TIGHT_COMMENT.finditer(clean)} if " #" in clean else ()
    escapes = "\\" in clean
    top: list[Value] = []
    starts: list[int] = []
    items: list[Value] | None = top
    fields: dict[str, Value] = {}
    key: str | None = None
    stack: list[tuple[list[Value] | None, dict[str, Value], str | None]] = []
    event: Any
    node: Value
    for event in events(clean):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            text: str = event.value
            node, style = text, event.style
            if not style:
                if text in _ODD_PLAIN or (text[0] in OPENING and text[-1] in CLOSING):
                    return None
                if comments and event.end_mark.index in comments:
                    return None
                if text == "null":
                    node = None
            elif escapes and style == '"' and FORBIDDEN.search(text):
                return None
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            items, fields, key = stack.pop()
            continue
        elif kind is yaml.MappingStartEvent:
            node = {}
        elif kind is yaml.SequenceStartEvent:
            node = []
        elif kind is yaml.AliasEvent or (kind is yaml.DocumentStartEvent and top):
            return None
        else:
            continue
        if event.tag is not None or event.anchor is not None:
            return None
        if items is not None:
            items.append(node)
            if len(stack) < 2:
                starts.append(event.start_mark.line + 1)
        elif key is not None:
            fields[key] = node
            key = None
        elif isinstance(node, str) and node and node not in fields:
            key = node
        else:
            return None
        if isinstance(node, (dict, list)):
            if len(stack) >= MAX_DEPTH:
                return None
            stack.append((items, fields, key))
            items, fields, key = (node, {}, None) if isinstance(node, list) else (None, node, None)
    if not top or not isinstance(top[0], (dict, list)):
        return None
    return top[0], tuple(starts[1:] or starts)  # the first is the file's own
