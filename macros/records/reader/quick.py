"""The quick pass, for a file without faults: values without positions."""

from __future__ import annotations

from itertools import islice
from sys import intern
from typing import Any

import yaml

from .characters import FORBIDDEN
from .events import DIRECTIVE, ERRORS, MAX_DEPTH, MAX_EVENTS, TIGHT_COMMENT, Value, events
from .leniencies import ODD, leniencies, outdented
from .quotes import CLOSING, OPENING

SHORT = 48
"""Records say the same short things over and over: texts below this length are kept once."""
_ODD_PLAIN = frozenset({"", "-", "~", "Null", "NULL", "<<"})


def built(clean: str) -> tuple[Value, tuple[int, ...]] | None:
    """Build the value and the starts of a file without faults; None at the first odd thing."""
    try:
        odd = "%" in clean and DIRECTIVE.match(clean)
        odd = odd or (("#" in clean or "?" in clean) and ODD.search(clean))
        return None if odd else _built(clean)
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
    # Of what is open: the list or map around it, the key there, its column and its beginning.
    stack: list[tuple[list[Value] | None, dict[str, Value], str | None, int, int]] = []
    indent, flow = -1, -1
    event: Any
    node: Value
    for event in islice(events(clean), MAX_EVENTS):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            # Records say the same short things over and over; each is kept once.
            text: str = intern(event.value) if len(event.value) < SHORT else event.value
            node, style = text, event.style
            if not style:
                if text in _ODD_PLAIN or (text[0] in OPENING and text[-1] in CLOSING):
                    return None
                if comments and event.end_mark.index in comments:
                    return None
                if text == "null":
                    node = None
            else:
                if escapes and style == '"' and FORBIDDEN.search(text):
                    return None
                odd = style in "|>" or event.end_mark.line > event.start_mark.line
                if odd and any(leniencies(clean, event, indent)):
                    return None
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            begun = flow
            items, fields, key, indent, flow = stack.pop()
            if begun > flow == -1 and any(outdented(clean, begun, event.end_mark.index, indent)):
                return None
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
            stack.append((items, fields, key, indent, flow))
            if not event.flow_style:
                indent = event.start_mark.column
            elif flow < 0:
                flow = event.start_mark.index
            items, fields, key = (node, {}, None) if isinstance(node, list) else (None, node, None)
    whole = type(event) is yaml.StreamEndEvent
    if not whole or not top or not isinstance(top[0], (dict, list)):
        return None
    return top[0], tuple(starts[1:] or starts)  # the first is the file's own
