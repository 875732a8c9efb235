"""What the models refuse, in a contributor's words and at the place where it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from .fields import NOTHING
from .problems import Problem, Severity, nearest
from .reader import Document

Step = str | int

CODES = {
    "unknown-field": "A record holds the fields of its kind and no others.",
    "missing-field": "Every field without a default is there.",
    "wrong-form": "Lists are lists, mappings are mappings, text is text.",
    "unknown-value": "A field with a closed choice of words holds one of them.",
    "too-long": "A text keeps within the length of its field.",
    "empty": "A text or list that must say something is not empty.",
    "bad-id": "An id is lower-case ASCII letters and digits joined by single hyphens.",
    "reserved-id": "An id is none of the names that the site keeps for itself.",
    "untrimmed": "A text has no space at its beginning or end.",
    "address": "A web address is complete and has http or https.",
    "number": "A count is a whole number.",
    "flag": "A flag is true or false.",
    "null": "`null` stands only where the model says what it means.",
    "date": "A date is on the calendar and in the project's notation.",
    "date-basis": "Words without a year cannot state a date.",
    "locator": "A locator is three to five words.",
    "cite-form": "A cite is a passage or an entry of a register.",
    "quotation-length": "A quotation has at most 25 words.",
    "clause": "A claim's text can follow “according to …, ”.",
    "unnamed-speaker": "An unnamed speaker has the source's words for them.",
    "hedge-words": "A hedge comes with its words from the passage.",
    "nobody-asserts": "Somebody asserts every claim.",
    "id-is-file-name": "The id of a record that has a file of its own is the file's name.",
    "duplicate-id": "An id belongs to one record only, over all kinds.",
    "missing-file": "The briefing's settings and vocabulary are there.",
    "no-data": "The data folder is there.",
    "stray-file": "Only records lie in the data folder, each in its kind's place.",
    "unreadable": "Every folder and file of records can be read.",
}


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


def _told(detail: ErrorDetails, document: Document) -> bool:
    """Tell whether a problem follows from another: a list that is empty only of good items, a
    value that the reader refused."""
    if detail["type"] == "too_short":
        return bool(detail["input"])
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
    return at(document, (*steps, *where), code, sentence, fix, key=on_key)


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
        return (
            "bad-id",
            f"“{_shown(value)}” is no id",
            "use lower-case letters a–z, digits and single hyphens: wagner-group",
        )
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
        return "wrong-form", f"{name} must be {wanted[0]}, not {_form(value)}", wanted[1]
    return "wrong-form", f"{name}: {detail['msg']}", help_ or "see the schema of this record"


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
