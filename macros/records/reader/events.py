"""What both passes take from the YAML parser: its events, and what they look for beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from yaml.events import Event

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Span: TypeAlias = tuple[int, int]

MAX_DEPTH = 20
MAX_EVENTS = 200_000  # a mebibyte of commas would have a million, a mebibyte of records a third

LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
# What either parser raises: its own errors, and plain ones from the pure one for absurd escapes.
ERRORS = (yaml.YAMLError, ValueError, OverflowError)
# Nothing but comments and empty lines may stand before a directive.
# Possessive, as backtracking would keep 400 MB for a file of empty lines.
DIRECTIVE = re.compile(r"(?: *+(?:#[^\n]*+)?\r?\n)*+(?=%)")
# A comment after a value with no space behind its #, which is probably part of the value.
TIGHT_COMMENT = re.compile(r"(?<=\S) +#(?=[^\s#!])")


def events(clean: str) -> Iterator[Event]:
    """Parse a text."""
    # As yaml.parse does, without the generator that asks twice for each event.
    found: Iterator[Event] = iter(LOADER(clean).get_event, None)
    return found


def span_of(event: Event) -> Span:
    """Return where a token starts and ends; both parsers always set the marks."""
    first: Any = event.start_mark
    last: Any = event.end_mark
    return first.index, last.index
