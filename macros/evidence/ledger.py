"""What a verification leaves behind: `data/evidence/<source-id>.json`, one for each source.

It holds no words of the source: a hash, a sketch, and for each cite its place and a fingerprint of
everything that was verified with it. A later change of the record makes the fingerprint stale.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import asdict
from dataclasses import dataclass as plain_dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.dataclasses import dataclass

from ..cache import shelf
from ..notes import KEYS, Notes, Read
from ..records.claim import Claim
from ..records.fields import Many, Record
from ..records.reader import key
from .sketch import Sketch

FOLDER = "evidence"
LEDGERS = "ledgers"
"""What they are called where it is noted what is looked up."""
# Part of every fingerprint: raised when the meaning of a verification changes.
SCHEME = 1
_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
# What an editor may change without touching what the source must carry.
_UNVERIFIED = {"note", "waive", "added", "corrections", "withdrawn", "compare", "draft"}


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid", strict=True))
class Entry:
    """One verified cite; of these there are as many as cites, so that they are kept small."""

    place: Annotated[Many[int], Field(min_length=2, max_length=2)]
    """Where the passage stands: first and last character of the folded text, end exclusive."""
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """What was verified."""


class Ledger(Record):
    """What was verified against one source's text."""

    source: str
    """The source's id."""
    words: int
    """Words of the text."""
    characters: int
    """Letters and digits of the text."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of the folded text."""
    sketch: str
    """The sketch, in base64."""
    boilerplate: Many[Many[int]] = ()
    """Places of the stretches that are no part of the article."""
    cites: dict[str, Entry]
    """Verified cites by record and place in it."""

    @cached_property
    def filter(self) -> Sketch:
        """The sketch, ready to be asked."""
        return Sketch.read(self.source, self.sketch)


@plain_dataclass
class Evidence:
    """A ledger's file with which nothing is wrong: read, if it was before, when somebody asks."""

    key: bytes
    """What tells the file from any other."""
    source: str
    words: int
    data: bytes
    """What the file holds, until it is read."""

    @cached_property
    def ledger(self) -> Ledger:
        """What was verified."""
        data, self.data = self.data, b""
        return Ledger.model_validate_json(data, strict=False)


class Ledgers(Mapping[str, Ledger]):
    """Ledgers by their sources."""

    def __init__(self, files: Mapping[str, Evidence], notes: Notes | None = None) -> None:
        self._files = files
        self.notes = notes
        """Who notes what is looked up here."""

    def __getitem__(self, source: str) -> Ledger:
        self._heard(source)
        return self._files[source].ledger

    def __contains__(self, source: object) -> bool:
        self._heard(source)
        return source in self._files

    def __iter__(self) -> Iterator[str]:
        self._heard(KEYS)
        return iter(self._files)

    def __len__(self) -> int:
        self._heard(KEYS)
        return len(self._files)

    def changed(self, before: Ledgers) -> Iterator[Read]:
        """Yield what would be read otherwise than in an earlier state."""
        now, then = (
            {source: one.key for source, one in state._files.items()} for state in (self, before)
        )
        if list(now) != list(then):
            yield LEDGERS, KEYS
        for source in now.keys() | then.keys():
            if now.get(source) != then.get(source):
                yield LEDGERS, source

    def _heard(self, key: Hashable) -> None:
        if self.notes:
            self.notes.add(LEDGERS, key)


def read_ledger(file: Path) -> Evidence | str:
    """Read a ledger's file; return what is wrong with it if it cannot be used."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return f"it cannot be read: {error.strerror}"
    mark = key(file.stem, data)
    known = shelf("ledgers")
    if (told := known.get(mark)) is not None:
        source, words = told
        return Evidence(mark, source, words, data)
    try:
        ledger = Ledger.model_validate_json(data, strict=False)
        ledger.filter  # noqa: B018 - a sketch that cannot be read is found here
    except (ValidationError, ValueError):
        return "it is not what brief verify writes"
    if ledger.source != file.stem:
        return f"it speaks of “{ledger.source}”"
    if not _sensible(ledger):
        return "its figures do not fit each other"
    known.put(mark, (ledger.source, ledger.words))
    evidence = Evidence(mark, ledger.source, ledger.words, b"")
    evidence.ledger = ledger
    return evidence


def _sensible(ledger: Ledger) -> bool:
    """Tell whether words, characters, sketch and places can be those of one text.

    What is written by hand shows where it can: a text is as long as its sketch, and words have
    between two and sixteen letters on average.
    """
    size = len(ledger.filter.bits) * 8
    return (
        0 <= size - ledger.characters < 16
        and 2 * ledger.words <= ledger.characters <= 16 * max(1, ledger.words)
        and all(
            0 <= entry.place[0] < entry.place[1] <= ledger.characters
            for entry in ledger.cites.values()
        )
    )


def ledger_text(ledger: Ledger) -> str:
    """Return a ledger as it is written: one line for each cite, so that changes read well."""
    head = ledger.model_dump(mode="json", exclude={"cites"})
    lines = ",\n".join(
        f"  {json.dumps(key)}: {json.dumps(asdict(entry))}"
        for key, entry in sorted(ledger.cites.items())
    )
    body = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items())
    return "{\n" + body + ',\n "cites": {\n' + lines + "\n }\n}\n"


def verified(record: BaseModel) -> str:
    """Return as JSON the whole record as far as a source must carry it.

    All of it, so that a dropped denial shows as well as a changed word.
    """
    left_out = _UNVERIFIED if isinstance(record, Claim) else {"side", "distinct_from", "formerly"}
    content: dict[str, Any] = record.model_dump(
        mode="json", exclude=left_out, exclude_defaults=True
    )
    return _JSON.encode(content)


def fingerprint(content: str, text_sha: str, key: str) -> str:
    """Return the fingerprint of one cite of a record's verified content against one text."""
    data = f"[{SCHEME}, {_JSON.encode(text_sha)}, {_JSON.encode(key)}, {content}]"
    return blake2b(data.encode(), digest_size=8).hexdigest()
