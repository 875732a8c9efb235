"""The one Jinja environment: sandboxed, escaping, strict. Contributed text is text.

Every value that a template prints goes through `inert.text`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from keyword import iskeyword
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from .compiled import Compiled
from .figures import FIGURES
from .inert import address, text, written

TEMPLATES = Path(__file__).parent / "templates"
# Macros whose outcome follows from their arguments, and which many pages call alike.
_KEPT = frozenset("badge cite glyph name names refs sentence when".split())
_MOST = 1 << 14
"""Pieces that are kept at once."""
# These filters would print a value without the escape above.
_BANNED = ["safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr", "striptags"]


class Links:
    """Where a template's links lead, seen from all pages of one depth in the site.

    Holds the pieces already made for these pages, since their links look the same on each.
    """

    __slots__ = ("_address", "_base", "_made", "ahead", "kept")

    def __init__(self, address: Callable[[str, str], str], depth: int) -> None:
        """Take `address`, which knows where a record or page stands from the site's root."""
        self._address = address
        self._base = "../" * depth
        self._made: dict[tuple[str, str], Markup] = {}
        self.kept: dict[Hashable, Any] = {}
        self.ahead: dict[str, Markup] = {}
        """Claims' sentences that were made before the pages that show them."""

    def told(self, claim_id: str) -> Markup | None:
        """Return a claim's sentence with its links, if it was made before."""
        return self.ahead.get(claim_id)

    def __call__(self, kind: str, record_id: str = "") -> Markup:
        """Return the relative address of a record, or of a page of the site."""
        known = self._made.get((kind, record_id))
        if known is None:
            step = self._base + self._address(kind, record_id)
            # Made of ids, which are letters and hyphens.
            known = self._made[kind, record_id] = written(step or "./")
        return known


def read_again() -> None:
    """Let templates be read anew, as a whole build in a long life has to."""
    _environment.cache_clear()


def render(template: str, context: object, links: Links) -> Markup:
    """Render a template with its one context, `page`, and the links of the page around it."""
    html = _environment().get_template(template).render(page=context, link=links)
    return written(html)  # escaped by the environment


class _Generator(CodeGenerator):
    """Writes templates' code without detours that lead nowhere.

    Where Jinja no longer asks for a part of it as here, its own code does the same, more slowly.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """Take an attribute that is open from the object itself, others as the sandbox does."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(_of.{node.attr} if {node.attr!r} in environment.open[(_of := ")
        self.visit(node.node, frame)
        self.write(f").__class__] else environment.getattr(_of, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        # What `_printed` returns is escaped: Jinja's own escape would make a copy of it.
        self.write(f"({finalize.src}")


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which does not look twice at the parts of our own contexts."""

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kept: dict[Hashable, Any] = {}
        self.open = _Open()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute: a template's own macro at once, others as the sandbox does."""
        if obj.__class__ is TemplateModule and attribute[:1] != "_":
            macro = obj.__dict__.get(attribute)
            if macro.__class__ is Macro:
                return macro
        return super().getattr(obj, attribute)

    # The names are Jinja's: they cannot meet an argument of the macro's own.
    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro or function; small pieces that stand on many pages are made once.

        A piece follows from its arguments alone, and its links from the page's place in the site.
        """
        if __obj.__class__ is not Macro:
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)  # Jinja's own, on what stands around the call
        kwargs.pop("_block_vars", None)
        if __obj.name not in _KEPT:
            return __obj(*args, **kwargs)
        kept = __self._kept
        for one in args:
            if one.__class__ is Links:
                kept = one.kept
        # Markup and a text of the same letters are equal, and are not printed alike.
        key = (__obj, args, *map(type, args))
        if kwargs:
            key = (*key, *kwargs.items(), *map(type, kwargs.values()))
        piece = kept.get(key)
        if piece is None:
            if len(kept) > _MOST:
                kept.clear()
            piece = kept[key] = __obj(*args, **kwargs)
        return piece


class _Open(dict[type, frozenset[str]]):
    """The names in each class that a template may ask for without the sandbox.

    The fields and properties of our frozen dataclasses and named tuples are data by construction,
    and a template's loops are Jinja's own; methods, modules, text and whatever else a template
    could come by go through the sandbox.
    """

    def __missing__(self, kind: type) -> frozenset[str]:
        names: set[str] = set()
        ours = kind.__module__.startswith(f"{__package__}.")
        if kind is LoopContext or (ours and (is_dataclass(kind) or hasattr(kind, "_fields"))):
            found = [name for base in kind.__mro__ for name in _given(base)]
            names.update(name for name in found if not name.startswith("_"))
        self[kind] = frozenset(names)
        return self[kind]


def _given(kind: type) -> Iterator[str]:
    """Yield the names of the fields and properties that a class itself gives its objects."""
    if is_dataclass(kind):
        yield from (one.name for one in fields(kind))
    yield from getattr(kind, "_fields", ())  # of a named tuple
    yield from (name for name, one in vars(kind).items() if isinstance(one, property))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = _Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    for name in _BANNED:
        environment.filters[name] = _refuse
    environment.filters["address"] = address
    environment.globals.update(FIGURES)
    environment.bytecode_cache = Compiled(environment)
    return environment


def _printed(value: Any) -> Markup:
    if value.__class__ is Markup:
        return value
    if isinstance(value, StrictUndefined):
        str(value)  # raises, and says what is not defined
    return text(value)


def _refuse(*_: Any, **__: Any) -> Any:
    raise TypeError("this filter would print a value unescaped; print it as it is")
