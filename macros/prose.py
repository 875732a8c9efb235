"""The macros of a hand-written page, in a sandbox: they print the briefing and reach nothing else.

A page's text may call our macros, choose and repeat. It reaches no file, no setting, no attribute
that Python keeps for itself, and no module; what the plugin that calls them would hand it is left
out.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 100_000
"""Characters of a text, or items of a list, that an expression may make by repeating."""


class MacroError(ValueError):
    """A page's macro cannot be printed; says why, and on which line of its text."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Compute a product; one that would fill the memory is refused."""
        if operator == "**":
            raise ValueError("** is not for prose")
        for one, times in ((left, right), (right, left)):
            if hasattr(one, "__len__") and isinstance(times, int) and len(one) * times > LONGEST:
                raise ValueError(f"this would repeat something more than {LONGEST:,} times")
        return super().call_binop(context, operator, left, right)


def printed(text: str, macros: Mapping[str, Callable[..., Any]]) -> str:
    """Return a page's text with its macros printed; raises `MacroError` where one cannot be."""
    environment = _Sandbox(undefined=StrictUndefined, keep_trailing_newline=True)
    environment.globals = dict(macros)
    try:
        return environment.from_string(text).render()
    except TemplateSyntaxError as error:
        raise MacroError(error.lineno, error.message or "this is no macro") from error
    except Exception as error:  # whatever a macro's arguments make of it
        raise MacroError(_line(error.__traceback__), str(error) or type(error).__name__) from error


def _line(found: TracebackType | None) -> int:
    """Return the line of the page on which a macro failed: the innermost that is a template's."""
    lines = [one.lineno or 1 for one in traceback.extract_tb(found) if one.filename == "<template>"]
    return lines[-1] if lines else 1
