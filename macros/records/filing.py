"""The records of one document, each validated and filed, or told what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from . import complaints, naming, placing
from .claim import Claim
from .compact import compacted
from .designation import Designation, NotListed, Sanctions
from .entity import Entity
from .filed import Filed, Head, Step
from .instrument import Instrument
from .problems import Problem
from .reader import Document, Value
from .source import Source
from .topic import Settings, Vocabulary

if TYPE_CHECKING:
    from .library import Library

MODELS: dict[str, TypeAdapter[Any]] = {
    "settings": TypeAdapter(Settings),
    "vocabulary": TypeAdapter(Vocabulary),
    "source": TypeAdapter(Source),
    "entity": TypeAdapter(Entity),
    "instrument": TypeAdapter(Instrument),
    "claim": TypeAdapter(Claim),
    "designation": TypeAdapter(Designation),
    "not_listed": TypeAdapter(NotListed),
    "sanctions": TypeAdapter(Sanctions),
}
Sound = Mapping[Document, list[Filed[Any]]]
Before = Mapping[tuple[Step, ...], Filed[Any]]


def file_records(library: Library, kind: str, document: Document, known: Sound) -> None:
    """File the records of a document, and say what is wrong with it; `known` were filed before."""
    library.problems += document.problems
    value = document.value
    other = placing.kind_of(value)
    if value is None or (other and kind in placing.HOMES and other != kind):
        naming.note_unread(library, other or kind, document)
        if other:
            library.problems.append(placing.elsewhere(document, other))
        return
    if not document.whole:
        naming.note_unread(library, kind, document)
    before = {one.steps: one for one in known.get(document, ())}
    if kind == "claim":
        sound = _file_thread(library, document, before)
    elif kind == "sanctions":
        sound = _file_sanctions(library, document, before)
    else:
        sound = _file_record(library, kind, document, (), before)
    if sound and not document.problems:
        document.let_go()


def _file_thread(library: Library, document: Document, before: Before) -> bool:
    value = document.value
    if not isinstance(value, list):
        library.problems.append(
            complaints.at(
                document,
                (),
                "wrong-form",
                "a file of claims is a list",
                "begin each claim with  - id: …  at the left margin",
            )
        )
        return False
    library.threads.setdefault(thread_of(document.path), [])
    sound = True
    for index in range(len(value)):
        sound &= _file_record(library, "claim", document, _way(index), before)
    return sound


def _file_sanctions(library: Library, document: Document, before: Before) -> bool:
    value, sound = document.value, True
    if isinstance(value, dict):
        for kind, part in (("designation", "designations"), ("not_listed", "not_listed")):
            items = value.get(part)
            for index in range(len(items) if isinstance(items, list) else 0):
                sound &= _file_record(library, kind, document, _way(part, index), before)
        # The lists are checked item by item above; here only the file's own form.
        value = {key: [] if isinstance(item, list) else item for key, item in value.items()}
    try:
        MODELS["sanctions"].validate_python(value)
    except ValidationError as error:
        library.problems += complaints.of(error, Sanctions, document, ())
        return False
    return sound


def _file_record(
    library: Library, kind: str, document: Document, steps: tuple[Step, ...], before: Before
) -> bool:
    """Validate one record and file it, or say what is wrong; note its id in either case."""
    value: Value = document.value
    for step in steps:
        value = value[step]  # type: ignore[index]
    found = value.get("id") if isinstance(value, dict) else None
    naming.note_record(library, kind, document, steps, found)
    filed = before.get(steps) or _checked(library, kind, document, steps, value)
    if filed is None:
        return False
    library.sound.setdefault(document, []).append(filed)
    _enter(library, kind, filed, filed.id)
    return True


def heads(filed: Iterable[Filed[Any]]) -> tuple[Head, ...]:
    """Return under what records are filed."""
    return tuple((one.kind, one.id, one.steps) for one in filed)


def file_again(
    library: Library, kind: str, document: Document, filed: Sequence[Filed[Any]]
) -> bool:
    """File the records of a document in which nothing was wrong, without looking at them.

    Tell so, unless another record has an id of theirs; then nothing is filed.
    """
    ids = [one.id for one in filed]
    if not library.kinds.keys().isdisjoint(ids):
        return False
    thread = library.threads.setdefault(thread_of(document.path), []) if kind == "claim" else []
    library.sound[document] = list(filed)
    tables = library.tables
    for one, record_id in zip(filed, ids, strict=True):
        if not record_id:
            _enter(library, one.kind, one, "")
            continue
        library.kinds[record_id] = one.kind
        library.homes[record_id] = document, naming.id_in(one.steps)
        tables[one.kind][record_id] = one
        thread.append(record_id)
    return True


def _enter(library: Library, kind: str, filed: Filed[Any], record_id: str) -> None:
    if kind == "settings":
        library.settings = filed
    elif kind == "vocabulary":
        library.vocabulary = filed
    elif kind == "not_listed":
        library.not_listed.append(filed)
    else:
        library.add(kind, record_id, filed)
    if kind == "claim":
        library.threads.setdefault(thread_of(filed.path), []).append(record_id)


@lru_cache(maxsize=1)
def thread_of(path: str) -> str:
    """Return the thread of a file of claims."""
    return Path(path).stem


def _checked(
    library: Library, kind: str, document: Document, steps: tuple[Step, ...], value: Value
) -> Filed[Any] | None:
    """Return a record as filed, or None after saying what is wrong with it."""
    gaps: list[Problem] = []
    if _is_stub(document):
        gaps = list(complaints.gaps(document, steps, value, _model(kind)))
        library.problems += gaps
    try:
        record = MODELS[kind].validate_python(value)
    except ValidationError as error:
        library.problems += complaints.of(error, _model(kind), document, steps)
        return None
    return None if gaps else Filed(compacted(record), document, steps, kind)


@lru_cache(maxsize=1)
def _is_stub(document: Document) -> bool:
    """Tell whether anything in a file may still be to be filled in; asked for each record of it."""
    return complaints.PLACEHOLDER in document.text


@lru_cache(maxsize=4096)
def _way(*steps: Step) -> tuple[Step, ...]:
    """Return steps, the same object for the same ones: files have them in common."""
    return steps


def _model(kind: str) -> type[BaseModel]:
    model = MODELS[kind]._type
    assert isinstance(model, type)
    return model
