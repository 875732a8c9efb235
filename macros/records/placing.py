"""What lies in the wrong place: which kind of record it is, and where it belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from .claim import Claim
from .designation import Sanctions
from .entity import Entity
from .instrument import Instrument
from .problems import Place, Problem, Severity
from .reader import Document, Value
from .source import Source

HOMES = {
    "source": ("a source", "sources"),
    "entity": ("an entity", "entities"),
    "instrument": ("an instrument", "instruments"),
    "claim": ("a file of claims", "claims"),
    "sanctions": ("a file of designations", "sanctions"),
}
"""What a file of each kind is called, and the folder in which it lies."""
_MODELS: dict[str, type[BaseModel]] = {
    "source": Source,
    "entity": Entity,
    "instrument": Instrument,
    "claim": Claim,
    "sanctions": Sanctions,
}
_OTHER_ENDING = re.compile(r"(.+)\.(?:ya?ml|yml\.txt|ya?ml\.txt)", re.IGNORECASE)
_LEFT_BEHIND = re.compile(
    r"~$|\.(?:bak|orig|rej|swp|swo|tmp|part|old|save)$|_(?:BACKUP|BASE|LOCAL|REMOTE)_|^#.*#$",
    re.IGNORECASE,
)


def kind_of(value: Value) -> str:
    """Return the one kind of record whose fields a file's value has, or nothing."""
    if isinstance(value, list):
        items = [item for item in value if isinstance(item, dict)]
        return "claim" if items and all("assertions" in item for item in items) else ""
    if not isinstance(value, dict) or not value:
        return ""
    keys = set(value)
    fitting = [kind for kind, model in _MODELS.items() if keys <= _fields(model)]
    if len(fitting) > 1:
        fitting = [kind for kind in fitting if _fields(_MODELS[kind], needed=True) <= keys]
    return fitting[0] if len(fitting) == 1 else ""


def elsewhere(document: Document, kind: str) -> Problem:
    """Say that a file belongs to another kind's folder."""
    name, folder = HOMES[kind]
    data, lies, file = document.path.split("/")
    name = "a claim" if kind == "claim" and isinstance(document.value, dict) else name
    return misplaced(
        document.path,
        "wrong-folder",
        f"this is {name}, but it lies in {lies}/",
        _move(data, folder, file, kind),
    )


def homeless(entry: Path, shown: str, kind: str, folders: Mapping[str, str]) -> Problem:
    """Say that something lies beside the folders of records."""
    data = shown.split("/")[0]
    listed = ", ".join(f"{name}/" for name in folders)
    sentence, fix = (
        f"{shown} is not where a record belongs",
        f"records live in {listed} under {data}/",
    )
    if entry.name in folders:
        what = "a link" if entry.is_symlink() else "a file"
        fix = f"it is {what}, and must be the folder of such records"
    elif _LEFT_BEHIND.search(entry.name):
        fix = "an editor or a merge left it behind: delete it"
    elif kind:
        fix = f"it is {HOMES[kind][0]}: " + _move(data, HOMES[kind][1], entry.name, kind)
    return misplaced(shown, "stray-file", sentence, fix)


def stray(file: Path, shown: str, folder: str) -> Problem:
    """Say why something in a folder of records is none."""
    other = _OTHER_ENDING.fullmatch(file.name) or re.fullmatch(r"([a-z0-9-]+)", file.name)
    fix = "move it out of the data folder"
    if file.is_dir():
        fix = f"folders in {folder}/ are not read: move the records in it up to {folder}/"
    elif _LEFT_BEHIND.search(file.name):
        fix = "an editor or a merge left it behind: delete it"
    elif other:
        fix = f"rename it to {other[1].lower()}.yml"
    return misplaced(shown, "stray-file", f"{shown} is no record", fix)


def misplaced(shown: str, code: str, sentence: str, fix: str) -> Problem:
    """Make an error about a file as a whole."""
    return Problem(Place(shown, 1, 1), Severity.ERROR, code, sentence, fix)


def _move(data: str, folder: str, file: str, kind: str) -> str:
    if kind in ("claim", "sanctions"):
        named = "its thread" if kind == "claim" else "the authority"
        return f"move it to {data}/{folder}/, into the file of {named}"
    return f"move it to {data}/{folder}/{file}"


@cache
def _fields(model: type[BaseModel], *, needed: bool = False) -> frozenset[str]:
    return frozenset(
        field.alias or name
        for name, field in model.model_fields.items()
        if not needed or field.is_required()
    )
