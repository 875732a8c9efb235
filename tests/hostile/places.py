"""Every place where a template prints something, found in the templates themselves.

An extension of Jinja wraps each `{{ … }}` as the template is read, so a place that somebody adds
is known as soon as it is written. A value printed there as text can be exchanged for another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from macros import render as renderer
from macros.render import TEMPLATES

Exchange = Callable[[str, str], str]
"""Takes a place and the text that is printed there; returns the text to print."""


class _Marked(Extension):
    """Hands everything that is printed to `printed`, with its place."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Write `{{ x }}` as `{{ printed("file:line:number", (x)) }}`."""
        number = 0
        for token in stream:
            yield token
            if token.type == "variable_begin":
                number += 1
                line, place = token.lineno, f"{Path(str(stream.name)).name}:{token.lineno}:{number}"
                yield Token(line, "name", "printed")
                yield Token(line, "lparen", "(")
                yield Token(line, "string", place)
                yield Token(line, "comma", ",")
                yield Token(line, "lparen", "(")
                stream_of = stream
                for inner in stream_of:
                    if inner.type == "variable_end":
                        yield Token(inner.lineno, "rparen", ")")
                        yield Token(inner.lineno, "rparen", ")")
                        yield inner
                        break
                    yield inner


@cache
def marked() -> Environment:
    """Return the renderer's environment with every place marked."""
    environment = renderer._environment.__wrapped__()
    environment.add_extension(_Marked)
    environment.globals["printed"] = _printed
    return environment


def places() -> set[str]:
    """Return every place of every template."""
    environment = marked()
    found: set[str] = set()
    for file in TEMPLATES.iterdir():
        tree = environment.parse(file.read_text("utf-8"), file.name)
        for call in tree.find_all(_call()):
            if getattr(call.node, "name", None) == "printed":
                found.add(call.args[0].value)
    return found


def _call() -> Any:
    from jinja2 import nodes

    return nodes.Call


_now: list[tuple[Exchange, dict[str, set[str]]]] = []
"""What is exchanged now; templates that were imported keep the function that asks it."""


def _printed(place: str, value: Any) -> Any:
    exchange, seen = _now[-1]
    if isinstance(value, StrictUndefined):
        return value
    kind = "text" if isinstance(value, str) and not isinstance(value, Markup) else "made"
    seen.setdefault(place, set()).add(kind)
    return exchange(place, value) if kind == "text" else value


@contextmanager
def exchanged(exchange: Exchange, seen: dict[str, set[str]]) -> Iterator[None]:
    """Print other texts; note in `seen` what kinds of values each place prints."""
    _now.append((exchange, seen))
    try:
        with pytest.MonkeyPatch.context() as patch:
            environment = marked()
            patch.setattr(renderer, "_environment", lambda: environment)
            patch.setattr(renderer, "_KEPT", frozenset())  # each piece is printed anew
            yield
    finally:
        _now.pop()
