"""Which files are known to be clean: there a command before found nothing, and waived nothing.

That holds as long as all is the same that a rule may look at which goes from record to record: the
file, the files of whatever its records name, with their evidence, and what all files share: the
vocabulary, the settings and the names. Where anything is found, or waived, it is looked for again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from ..cache import digest, shelf
from ..evidence.desk import Desk
from ..records.kept import named
from ..records.library import Filed
from ..records.reader import Document
from .rule import EVERYTHING, Rule

_YES = True
LEDGER = "ledger"


class Clean:
    """What need not be looked at again on a desk, and what need not from now on."""

    def __init__(self, desk: Desk, rules: Sequence[Rule]) -> None:
        """Take the rules that are to be applied."""
        self._desk = desk
        self._rules = rules
        self._shelf = shelf("clean")

    @property
    def told(self) -> bool:
        """Whether anything can be told at all: with texts at hand, or records that cannot be read,
        all is looked at; and where somebody has chosen what is looked at, that is."""
        desk = self._desk
        sound = not (desk.texts or desk.briefing.library.problems)
        return sound and desk.focus is None and self._shelf.keeps

    def doubtful(self) -> tuple[Filed[Any], ...]:
        """Return the records of all files that may not be clean."""
        known = self._shelf
        return tuple(
            one
            for document, filed in self._desk.files.items()
            if not known.get(self._keys[document])
            for one in filed
        )

    def settled(self, one: Rule) -> bool:
        """Tell whether a rule that compares records would find nothing, as before."""
        return _compares_records(one) and bool(self._shelf.get(self._compared(one)))

    def note(self, wrong: Collection[Document], found: Collection[str]) -> None:
        """Note the files in which something was found or waived, and the rules that found it."""
        for document, key in self._keys.items():
            if document not in wrong:
                self._shelf.put(key, _YES)
        for one in self._rules:
            if _compares_records(one) and one.code not in found:
                self._shelf.put(self._compared(one), _YES)

    @cached_property
    def _keys(self) -> dict[Document, bytes]:
        """By file: a digest of whatever a rule may look at that finds something in it."""
        evidence = {source: one.key for source, one in self._desk.evidence.items()}
        homes = self._desk.briefing.library.homes
        there = {who: home[0].key + evidence.get(who, b"") for who, home in homes.items()}
        shared = self._shared
        return {
            document: digest(shared + document.key + b"".join(near))
            for document, those in self._desk.files.items()
            for near in ((there.get(one, b"-") for one in named(document, those)),)
        }

    @cached_property
    def _shared(self) -> bytes:
        """A digest of what rules may look at in any file, and of the rules."""
        desk = self._desk
        briefing = desk.briefing
        said = (
            [one.code for one in self._rules],
            desk.called,
            briefing.drafts,
            desk.fingerprints,
            desk.root is None,
        )
        topic = self._by_kind["settings"] + self._by_kind["vocabulary"]
        return digest(repr(said).encode() + topic)

    def _compared(self, one: Rule) -> bytes:
        """Return a digest of whatever a rule compares."""
        return digest(
            b"".join((one.code.encode(), self._shared, *(self._by_kind[kind] for kind in one.of)))
        )

    @cached_property
    def _by_kind(self) -> defaultdict[str, bytes]:
        """A digest of the files with records of each kind, and of the ledgers."""
        files: defaultdict[str, list[bytes]] = defaultdict(list)
        for document, filed in self._desk.files.items():
            for kind in {one.kind for one in filed}:
                files[kind].append(document.key)
        files[LEDGER] = [one.key for one in self._desk.evidence.values()]
        return defaultdict(bytes, {kind: digest(b"".join(keys)) for kind, keys in files.items()})


def _compares_records(one: Rule) -> bool:
    """Tell whether a rule compares records and ledgers, and looks at nothing else."""
    return bool(one.of) and {*EVERYTHING, "vocabulary", LEDGER}.issuperset(one.of)
