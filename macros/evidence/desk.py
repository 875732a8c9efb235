"""The desk on which records lie beside their sources: every cite with its passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ..briefing import Briefing
from ..following import follow
from ..notes import Read, Reads
from ..records.claim import Assertion, Claim
from ..records.designation import NotListed
from ..records.entity import Entity
from ..records.evidence import Cite, When
from ..records.fields import Ref, Word
from ..records.instrument import Instrument
from ..records.library import Filed
from ..records.reader import Document
from ..records.references import Found, Part
from ..records.source import Source
from ..tables import note_from_now
from . import forms
from .forms import Called
from .ledger import (
    FOLDER,
    Entry,
    Evidence,
    Ledger,
    Ledgers,
    fingerprint,
    ledger_text,
    read_ledger,
    verified,
)
from .names import Names
from .passage import Fault, Passage, locate
from .sketch import Sketch
from .text import SourceText, read_texts

Step = str | int


@dataclass(frozen=True, slots=True)
class Cited:
    """One cite of a record, with the passage or with why there is none."""

    filed: Filed[Any]
    steps: tuple[Step, ...]
    """Where the cite stands in the record."""
    cite: Cite
    text: SourceText
    passage: Passage | None
    fault: Fault | None

    @property
    def claim(self) -> Claim | None:
        """The claim, if the record is one."""
        return self.filed.record if isinstance(self.filed.record, Claim) else None

    @property
    def assertion(self) -> Assertion | None:
        """The assertion that the cite belongs to, if the record is a claim."""
        claim = self.claim
        return claim.assertions[int(self.steps[1])] if claim else None


@dataclass(frozen=True, eq=False)
class Desk:
    """A briefing with whatever is at hand to check it: texts, and ledgers of verifications."""

    briefing: Briefing
    texts: Mapping[str, SourceText] = field(default_factory=dict)
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """The ledgers' files, by source."""
    unread: tuple[tuple[str, str], ...] = ()
    """Ledgers that cannot be used: (path, why)."""
    faults: tuple[tuple[str, str], ...] = ()
    """Texts that cannot be used: (why, what to do)."""
    fingerprints: bool = True
    """Whether ledgers are asked at all; the gate's self-test switches them off."""
    root: Path | None = None
    """The project's folder, searched for copied text; without it only records are searched."""
    focus: tuple[Filed[Any], ...] | None = None
    """The records that are looked at; all of them where nothing is said."""
    _content: dict[int, str] = field(default_factory=dict, repr=False)
    _read: dict[Path, tuple[tuple[int, int, int], Evidence | str]] = field(
        default_factory=dict, repr=False
    )
    """Ledgers by their files, with what tells whether a file is another since."""

    @classmethod
    def lay(
        cls,
        briefing: Briefing,
        data: Path,
        texts: Path | None,
        *,
        fingerprints: bool = True,
        root: Path | None = None,
        before: Desk | None = None,
    ) -> Desk:
        """Lay a briefing beside the texts in a folder and the ledgers in its data folder.

        Of an earlier desk, ledgers whose files stay are kept.
        """
        found, faults = read_texts(texts, briefing.sources.values()) if texts else ({}, [])
        evidence: dict[str, Evidence] = {}
        read: dict[Path, tuple[tuple[int, int, int], Evidence | str]] = {}
        unread = []
        folder = data / FOLDER
        for file in sorted(folder.glob("*.json")) if folder.is_dir() else []:
            state = file.lstat()
            mark = state.st_mtime_ns, state.st_size, state.st_ino
            known = before._read.get(file) if before else None
            found_there = known[1] if known and known[0] == mark else read_ledger(file)
            read[file] = mark, found_there
            if isinstance(found_there, Evidence):
                evidence[found_there.source] = found_there
            else:
                unread.append((f"{data.name}/{FOLDER}/{file.name}", found_there))
        return cls(
            briefing,
            texts=found,
            ledgers=Ledgers(evidence, briefing.notes),
            evidence=evidence,
            unread=tuple(unread),
            faults=tuple(faults),
            fingerprints=fingerprints,
            root=root,
            _read=read,
        )

    def followed(self, before: Desk) -> set[Read]:
        """Take over what was made of an earlier state and is still right; return what changed."""
        seen: set[Read] = set()
        if isinstance(self.ledgers, Ledgers) and isinstance(before.ledgers, Ledgers):
            seen |= set(self.ledgers.changed(before.ledgers))
        return follow(self.briefing, before.briefing, seen)

    def note_from_now(self, notes: Reads) -> None:
        """Let it be noted what is looked up on the desk from now on."""
        if isinstance(self.ledgers, Ledgers):
            self.ledgers.notes = notes
        note_from_now(self.briefing, notes)

    def narrowed(self, focus: Iterable[Filed[Any]]) -> Desk:
        """Return the same desk, on which some records alone are looked at, beside all the rest."""
        return replace(self, focus=tuple(focus))

    @cached_property
    def filed(self) -> tuple[Filed[Any], ...]:
        """The records that are looked at, in the order of kinds and files."""
        everything = self.briefing.library.everything()
        if self.focus is None:
            return tuple(everything)
        chosen = {id(one) for one in self.focus}
        return tuple(one for one in everything if id(one) in chosen)

    def of(self, kind: str) -> Iterator[Filed[Any]]:
        """Yield the records of one kind that are looked at."""
        return (one for one in self.filed if one.kind == kind)

    @cached_property
    def claims(self) -> tuple[Filed[Claim], ...]:
        """The claims that are looked at."""
        return tuple(self.of("claim"))

    @cached_property
    def files(self) -> dict[Document, list[Filed[Any]]]:
        """Every file with its records, whether they are looked at or not."""
        found: dict[Document, list[Filed[Any]]] = {}
        for one in self.briefing.library.everything():
            found.setdefault(one.document, []).append(one)
        return found

    # One record, whether it is looked at or not: no other need be read for it.

    def source(self, record_id: str) -> Source | None:
        """Return a source, None where there is none."""
        filed = self.briefing.library.sources.get(record_id)
        return filed.record if filed else None

    def entity(self, record_id: str) -> Entity | None:
        """Return an entity, None where there is none."""
        filed = self.briefing.library.entities.get(record_id)
        return filed.record if filed else None

    def instrument(self, record_id: str) -> Instrument | None:
        """Return an instrument, None where there is none."""
        filed = self.briefing.library.instruments.get(record_id)
        return filed.record if filed else None

    def claim(self, record_id: str) -> Claim | None:
        """Return a claim of the briefing, None where there is none."""
        filed = self.briefing.library.claims.get(record_id)
        shown = filed and (self.briefing.drafts or not filed.record.draft)
        return filed.record if filed and shown else None

    def standing(self, record_id: str) -> Claim | None:
        """Return a claim that has not been withdrawn, None where there is none."""
        claim = self.claim(record_id)
        return None if claim is None or claim.withdrawn else claim

    @cached_property
    def passages(self) -> tuple[Cited, ...]:
        """Every cite of a source whose text is at hand."""
        return tuple(self._passages()) if self.texts else ()

    def _passages(self) -> Iterator[Cited]:
        found: dict[tuple[str, Cite], Passage | Fault] = {}
        for filed, steps, cite in self.cites:
            text = self.texts.get(cite.source)
            if text is None or cite.start is None:
                continue
            place = found.get((cite.source, cite))
            if place is None:
                place = found[cite.source, cite] = locate(cite, text.folded)
            if isinstance(place, Passage):
                yield Cited(filed, steps, cite, text, place, None)
            else:
                yield Cited(filed, steps, cite, text, None, place)

    @cached_property
    def cites(self) -> tuple[tuple[Filed[Any], tuple[Step, ...], Cite], ...]:
        """Every cite of every record, with its place in it."""
        return tuple((filed, steps, cite) for filed in self.filed for steps, cite in filed.cites)

    @property
    def parts(self) -> Iterator[tuple[Filed[Any], Sequence[Part]]]:
        """Every record with every model inside it, outer ones first."""
        return ((filed, filed.parts) for filed in self.filed)

    @property
    def dates(self) -> Iterator[tuple[Filed[Any], tuple[Step, ...], When]]:
        """Every date of every record that has words and a basis, with its place in it."""
        return (
            (filed, steps, when)
            for filed, found in self.parts
            for steps, when in found
            if isinstance(when, When)
        )

    @cached_property
    def naming(self) -> dict[Ref | Word, dict[str, list[Filed[Any]]]]:
        """The records that name an id or word of the vocabulary, by what it refers to and by it."""
        found: dict[Ref | Word, dict[str, list[Filed[Any]]]] = defaultdict(dict)
        for filed in self.filed:
            for _, mark, text, _ in filed.references:
                those = found[mark].setdefault(text, [])
                if not those or those[-1] is not filed:
                    those.append(filed)
        return found

    def named(self, mark: Ref | Word, text: str) -> Iterator[tuple[Filed[Any], Found]]:
        """Yield every place where an id or word is named."""
        for filed in self.naming[mark][text]:
            for found in filed.references:
                if found[1:3] == (mark, text):
                    yield filed, found

    @property
    def called(self) -> tuple[Called, ...]:
        """Kind, id, name and other spellings of every entity, instrument and source."""
        return forms.everything(self.briefing)

    @property
    def names(self) -> Names:
        """The entities' names."""
        return self.briefing.once("names", "", forms.names)

    @property
    def forms(self) -> Names:
        """The entities' names and every other spelling met in sources."""
        return self.briefing.once("forms", "", forms.forms)

    @property
    def all_forms(self) -> tuple[tuple[str, str], ...]:
        """Every form of every name: of entities, instruments and sources."""
        return forms.of_everything(self.briefing)

    @property
    def every_name(self) -> Names:
        """Every form of every name, ready to be found."""
        return self.briefing.once("every name", "", forms.every_name)

    def place(
        self, filed: Filed[Any], steps: tuple[Step, ...], cite: Cite
    ) -> tuple[int, int] | None:
        """Return where a cite stands in the folded text, if its record is what was verified."""
        ledger = self.ledgers.get(cite.source)
        key = cite_key(filed, steps)
        entry = ledger.cites.get(key) if ledger else None
        if ledger is None or entry is None:
            return None
        if entry.fingerprint != fingerprint(self._verified(filed), ledger.sha256, key):
            return None
        return entry.place[0], entry.place[1]

    def _verified(self, filed: Filed[Any]) -> str:
        """Return what is verified of a record; of the last one it is kept, for its other cites."""
        if id(filed) not in self._content:
            self._content.clear()
            self._content[id(filed)] = verified(filed.record)
        return self._content[id(filed)]

    def new_ledgers(self) -> dict[str, Ledger]:
        """Return the ledgers of the texts at hand, with every cite that was found."""
        entries: dict[str, dict[str, Entry]] = {source: {} for source in self.texts}
        for cited in self.passages:
            if cited.passage is not None:
                key = cite_key(cited.filed, cited.steps)
                text = cited.text.folded
                entries[cited.cite.source][key] = Entry(
                    place=(text.at(cited.passage.start), text.at(cited.passage.end)),
                    fingerprint=fingerprint(self._verified(cited.filed), cited.text.sha256, key),
                )
        return {
            source: Ledger(
                source=source,
                words=text.words,
                characters=len(text.folded.text),
                sha256=text.sha256,
                sketch=str(Sketch.of(source, text.folded.text)),
                boilerplate=tuple(
                    (text.folded.at(one.start), text.folded.at(one.end)) for one in text.boilerplate
                ),
                cites=entries[source],
            )
            for source, text in self.texts.items()
        }


def cite_key(filed: Filed[Any], steps: tuple[Step, ...]) -> str:
    """Return the name of a cite in a ledger: the record's id and the way to the cite in it."""
    record = filed.record
    if isinstance(record, NotListed):  # it has no id, and an entity may be on none of many lists
        name = f"not-listed/{record.entity}/{record.list}/{record.as_of.date}"
    else:
        name = record.id
    return "/".join([name, *(str(step) for step in steps if step != "cite")])


def write_ledgers(desk: Desk, data: Path) -> list[Path]:
    """Write what was verified for every text at hand; return the files that changed."""
    folder = data / FOLDER
    folder.mkdir(exist_ok=True)
    written = []
    for source, ledger in desk.new_ledgers().items():
        file, text = folder / f"{source}.json", ledger_text(ledger)
        if not file.is_file() or file.read_bytes() != text.encode():
            file.write_bytes(text.encode())
            written.append(file)
    return written
