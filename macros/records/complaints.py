"""What the models refuse, in a contributor's words and at the place where it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from . import mending
from .dates import Date, DateError
from .evidence import Cite, When
from .fields import ID_PATTERN, LONGEST_ID, NOTHING
from .problems import Problem, Severity, nearest
from .reader import Document, Value
from .slips import meant

Step = str | int

PLACEHOLDER = "TODO"
"""What a stub has in the place of what is still to be found out."""
_FLAGS = {"yes": "true", "on": "true", "true": "true"} | dict.fromkeys(
    ("no", "off", "false"), "false"
)


def at(
    document: Document,
    steps: Sequence[Step],
    code: str,
    sentence: str,
    fix: str,
    *,
    key: bool = False,
) -> Problem:
    """Make an error at `steps` of a document."""
    place = document.place(*steps, key=key)
    return Problem(place, Severity.ERROR, code, sentence, fix, document.excerpt(place.line))


def of(
    error: ValidationError, model: type[BaseModel], document: Document, steps: tuple[Step, ...]
) -> list[Problem]:
    """Translate every error of a validation into a located problem, one for each fault."""
    details = [one for one in error.errors(include_url=False) if not _told(one, document)]
    meant = {_meant(detail, model) for detail in details}
    return [
        _problem(detail, model, document, steps)
        for detail in details
        if detail["type"] != "missing" or detail["loc"] not in meant
    ]


def gaps(
    document: Document, steps: tuple[Step, ...], value: Value, model: type[BaseModel]
) -> Iterator[Problem]:
    """Yield a problem for each place that a stub left open, with what belongs there."""
    for loc, on_key in _open(value):
        _, field = _field(model, loc)
        name = next((step for step in reversed(loc) if isinstance(step, str)), "the record")
        sentence = f"{name} is still to be filled in"
        if on_key:
            inside = loc[-2] if len(loc) > 1 else "the record"
            name, sentence = "it", f"a key of {inside} is still to be filled in"
        help_ = (field.description if field else "") or f"write {name}"
        yield at(document, (*steps, *loc), "to-be-filled-in", sentence, help_, key=on_key)


def _open(value: Value, loc: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], bool]]:
    """Yield (steps, whether it is a key) of each placeholder in a value."""
    if value == PLACEHOLDER:
        yield loc, False
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == PLACEHOLDER:
                yield (*loc, key), True
            yield from _open(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _open(item, (*loc, index))


def _told(detail: ErrorDetails, document: Document) -> bool:
    """Tell whether a problem follows from another: a list that is empty only of good items, a
    value that the reader refused."""
    if detail["type"] == "too_short":
        return bool(detail["input"])
    if detail["input"] == PLACEHOLDER:
        return True
    return _is_null(detail["input"]) and not document.ok


def _meant(detail: ErrorDetails, model: type[BaseModel]) -> tuple[Step, ...] | None:
    """Return where a misspelt field belongs, which then is not missing as well."""
    *parents, name = detail["loc"] or ("",)
    if detail["type"] != "extra_forbidden":
        return None
    near = nearest(str(name), _names(_field(model, parents)[0]))
    return (*parents, near[0]) if near else None


def _is_null(value: Any) -> bool:
    return value is None or value is NOTHING


def _problem(
    detail: ErrorDetails, model: type[BaseModel], document: Document, steps: tuple[Step, ...]
) -> Problem:
    loc = tuple(step for step in detail["loc"] if step != "[key]")
    on_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
    owner, field = _field(model, loc[:-1] if on_key and loc else loc)
    code, sentence, fix = _words(detail, loc, owner, field)
    where = loc[:-1] if detail["type"] == "missing" else loc
    inner = detail.get("ctx", {}).get("at")
    full = (*steps, *where, *([inner] if inner else []))
    problem = at(document, full, code, sentence, fix, key=on_key)
    return replace(problem, edits=_edits(detail, code, document, full, owner, field, on_key))


def _edits(
    detail: ErrorDetails,
    code: str,
    document: Document,
    steps: tuple[Step, ...],
    owner: type[BaseModel] | None,
    field: FieldInfo | None,
    on_key: bool,
) -> mending.Edits:
    """Return what mends an error, where only one thing can have been meant."""
    value, ctx = detail["input"], detail.get("ctx", {})
    if code == "unknown-field":
        siblings = document.at(*steps[:-1])
        taken = siblings if isinstance(siblings, dict) else {}
        name = meant(str(steps[-1]), _names(owner))
        if name is None or name in taken:
            return mending.NONE
        return mending.instead(document, steps, name, key=True)
    if code == "wrong-form" and detail["type"] in ("tuple_type", "list_type"):
        return mending.in_list(document, steps)
    if not isinstance(value, str):
        return mending.NONE
    if code == "untrimmed":
        return mending.trimmed(document, steps)
    if code == "clause":
        return mending.without_end(document, steps, ".")
    words: dict[str, Callable[[], str | None]] = {
        "unknown-value": lambda: meant(value, _choices(field)),
        "bad-id": lambda: as_id(value),
        "flag": lambda: _FLAGS.get(value.casefold()),
        "date": lambda: str(ctx.get("write", "")),
    }
    right = words[code]() if code in words else None
    return mending.instead(document, steps, right, key=on_key) if right else mending.NONE


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an id."""
    return re.fullmatch(ID_PATTERN, text) is not None and len(text) <= LONGEST_ID


def as_id(text: str) -> str | None:
    """Return the id that a text in another case, or with other joints, stands for."""
    wanted = re.sub(r"[ _-]+", "-", text.strip()).lower()
    return wanted if is_id(wanted) else None


def _words(
    detail: ErrorDetails,
    loc: tuple[Step, ...],
    owner: type[BaseModel] | None,
    field: FieldInfo | None,
) -> tuple[str, str, str]:
    """Return code, sentence and fix for one error of the model."""
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    name = next((step for step in reversed(loc) if isinstance(step, str)), "the record")
    help_ = (field.description or "") if field else ""
    if _is_null(value) and kind != "extra_forbidden":
        return "null", f"`{name}: null` says nothing here", "leave the line out if it is not known"
    if "sentence" in context and "fix" in context:
        return kind, str(context["sentence"]), str(context["fix"])
    if kind == "date":
        return kind, str(detail["msg"]), str(context.get("fix", "write a date such as 2023-08-30"))
    if kind == "extra_forbidden":
        known = _names(owner)
        near = nearest(str(loc[-1]), known)
        fix = f"did you mean “{near[0]}”?" if near else "its fields are: " + ", ".join(known)
        return "unknown-field", f"“{loc[-1]}” is no field here", fix
    if kind == "missing":
        _, missing = _field(owner, loc[-1:]) if owner else (None, None)
        about = (missing.description if missing else help_) or ""
        return "missing-field", f"the field “{name}” is missing", f"add  {name}: …  {_aside(about)}"
    if kind == "literal_error":
        words = _choices(field)
        near = nearest(value, words) if isinstance(value, str) else []
        fix = (f"did you mean “{near[0]}”?  " if near else "") + "it is one of: " + ", ".join(words)
        return "unknown-value", f"“{_shown(value)}” is no value of {name}", fix
    if kind == "string_pattern_mismatch":
        right = as_id(value)
        fix = "use lower-case letters a–z, digits and single hyphens: jane-roe"
        return "bad-id", f"“{_shown(value)}” is no id", f"write {right}" if right else fix
    if kind == "string_too_long":
        return (
            "too-long",
            f"{name} has {len(str(value))} characters, at most {context['max_length']} fit",
            "shorten it" + _aside(help_, "  "),
        )
    if kind in ("string_too_short", "too_short"):
        return "empty", f"{name} is empty", "write it, or remove the line" + _aside(help_, "  ")
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return "number", f"“{_shown(value)}” is no whole number", "write digits only: 13"
    if kind in ("bool_type", "bool_parsing"):
        return "flag", f"“{_shown(value)}” is neither true nor false", "write true or false"
    wanted = {
        "tuple_type": ("a list", "write each item on its own line, beginning with  - "),
        "list_type": ("a list", "write each item on its own line, beginning with  - "),
        "dict_type": ("a mapping", "write its fields as  name: value  on lines of their own"),
        "model_type": ("a mapping", "write its fields as  name: value  on lines of their own"),
        "string_type": ("a text", "write one text here" + _aside(help_, "  ")),
    }.get(kind)
    if wanted:
        fix = _short_form(name, owner, value, kind) or wanted[1]
        return "wrong-form", f"{name} must be {wanted[0]}, not {_form(value)}", fix
    return "wrong-form", f"{name}: {detail['msg']}", help_ or "see the schema of this record"


def _short_form(name: str, owner: type[BaseModel] | None, value: Any, kind: str) -> str:
    """Return what a single text stands for: a list of one, a date, or the source of a cite."""
    if not isinstance(value, str) or owner is None:
        return ""
    if kind in ("tuple_type", "list_type"):
        return f"write  {name}: [{_shown(value)}]"
    if owner is When:
        try:
            return f"write  {name}: {{date: {Date.parse(value).text}}}"
        except DateError:
            return ""
    return f"write  {name}: {{source: {_shown(value)}, start: …}}" if owner is Cite else ""


def _aside(text: str, lead: str = "") -> str:
    return f"{lead}({text})" if text else ""


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else _form(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _form(value: Any) -> str:
    if _is_null(value):
        return "nothing"
    forms: dict[type, str] = {str: "a text", list: "a list", dict: "a mapping"}
    return forms.get(type(value), "something else")


def _names(model: type[BaseModel] | None) -> list[str]:
    if model is None:
        return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _choices(field: FieldInfo | None) -> list[str]:
    if field is None:
        return []
    found = [arg for arg in _arguments(field.annotation) if isinstance(arg, str)]
    return list(dict.fromkeys(found))


def _arguments(annotation: Any) -> list[Any]:
    inner = get_args(annotation)
    return [annotation] if not inner else [leaf for arg in inner for leaf in _arguments(arg)]


def _field(
    model: type[BaseModel] | None, loc: Sequence[Step]
) -> tuple[type[BaseModel] | None, FieldInfo | None]:
    """Walk `loc` through the models; return the innermost model and field met."""
    field = None
    for step in loc:
        if isinstance(step, int) or model is None:
            continue
        for name, candidate in model.model_fields.items():
            if (candidate.alias or name) == step:
                field = candidate
                inner = [
                    leaf
                    for leaf in _arguments(candidate.annotation)
                    if isinstance(leaf, type) and issubclass(leaf, BaseModel)
                ]
                model = inner[0] if inner else model
                break
    return model, field
