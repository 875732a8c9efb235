"""The desk on which records lie beside their sources: every cite with its passage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ..briefing import Briefing
from ..records.claim import Assertion, Claim
from ..records.designation import NotListed
from ..records.evidence import Cite, When
from ..records.library import Filed
from ..records.references import Found, Part, parts, references
from .ledger import FOLDER, Entry, Ledger, fingerprint, ledger_text, read_ledger, verified
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
    unread: tuple[tuple[str, str], ...] = ()
    """Ledgers that cannot be used: (path, why)."""
    faults: tuple[tuple[str, str], ...] = ()
    """Texts that cannot be used: (why, what to do)."""
    fingerprints: bool = True
    """Whether ledgers are asked at all; the gate's self-test switches them off."""
    root: Path | None = None
    """The project's folder, searched for copied text; without it only records are searched."""
    _contents: dict[int, str] = field(default_factory=dict, repr=False)

    @classmethod
    def lay(
        cls,
        briefing: Briefing,
        data: Path,
        texts: Path | None,
        *,
        fingerprints: bool = True,
        root: Path | None = None,
    ) -> Desk:
        """Lay a briefing beside the texts in a folder and the ledgers in its data folder."""
        found, faults = read_texts(texts, briefing.sources.values()) if texts else ({}, [])
        ledgers: dict[str, Ledger] = {}
        unread = []
        folder = data / FOLDER
        for file in sorted(folder.glob("*.json")) if folder.is_dir() else []:
            ledger = read_ledger(file)
            if isinstance(ledger, Ledger):
                ledgers[ledger.source] = ledger
            else:
                unread.append((f"{data.name}/{FOLDER}/{file.name}", ledger))
        return cls(briefing, found, ledgers, tuple(unread), tuple(faults), fingerprints, root)

    @cached_property
    def passages(self) -> tuple[Cited, ...]:
        """Every cite of a source whose text is at hand."""
        return tuple(self._passages())

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
        return tuple(
            (filed, steps, cite)
            for filed, found in self.parts
            for steps, cite in found
            if isinstance(cite, Cite)
        )

    @cached_property
    def parts(self) -> tuple[tuple[Filed[Any], tuple[Part, ...]], ...]:
        """Every record with every model inside it, outer ones first."""
        return tuple(
            (filed, tuple(parts(filed.record))) for filed in self.briefing.library.everything()
        )

    @cached_property
    def dates(self) -> tuple[tuple[Filed[Any], tuple[Step, ...], When], ...]:
        """Every date of every record that has words and a basis, with its place in it."""
        return tuple(
            (filed, steps, when)
            for filed, found in self.parts
            for steps, when in found
            if isinstance(when, When)
        )

    @cached_property
    def references(self) -> tuple[tuple[Filed[Any], Found], ...]:
        """Every id and word of the vocabulary that a record names."""
        return tuple(
            (filed, found)
            for filed in self.briefing.library.everything()
            for found in references(filed.record)
        )

    @cached_property
    def names(self) -> Names:
        """The entities' names."""
        entities = self.briefing.entities
        return Names((entity.name, who) for who, entity in entities.items())

    @cached_property
    def forms(self) -> Names:
        """The entities' names and every other spelling met in sources."""
        return Names(
            (form, who)
            for who, entity in self.briefing.entities.items()
            for form in (entity.name, *(spelling.name for spelling in entity.spellings))
        )

    @cached_property
    def all_forms(self) -> tuple[tuple[str, str], ...]:
        """Every form of every name: of entities, instruments and sources."""
        briefing = self.briefing
        return (
            *(
                (form, who)
                for who, entity in briefing.entities.items()
                for form in (entity.name, *(spelling.name for spelling in entity.spellings))
            ),
            *((item.name, who) for who, item in briefing.instruments.items()),
            *((source.short, who) for who, source in briefing.sources.items()),
        )

    @cached_property
    def every_name(self) -> Names:
        """Every form of every name, ready to be found."""
        return Names(self.all_forms)

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
        """Return what is verified of a record, made once for all of its cites."""
        if id(filed) not in self._contents:
            self._contents[id(filed)] = verified(filed.record)
        return self._contents[id(filed)]

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
