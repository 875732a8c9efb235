"""Sums: what tells whether things that were read once would be read so again.

A later command has the same tables, made anew. What was made of some entries of theirs need not be
made again where all of these have the sum that they had. A sum follows from what a thing holds, and
from nothing else: neither from the run, nor from where in memory it lies.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Any

from .cache import SIZE, digest
from .equality import compared
from .evidence.desk import Desk
from .evidence.ledger import LEDGERS
from .hands import batches, shared
from .notes import ALL, KEYS, MADE, Read
from .records.dates import Date
from .records.fields import Record
from .records.filed import Filed

ByTable = dict[str, tuple[Hashable, ...]]
"""What was read, by tables."""
_ATOMS = {str, int, float, bool, bytes, type(None), datetime.date}
_NOTHING = digest(b"nothing")
_NOWHERE: tuple[Mapping[Any, int], bytes] = {}, b""
_AHEAD = {"claims": ("claims", "standing", "verdicts", "_order"), "entities": ("entities",)}
"""Tables from which nearly all pages read, by the one whose keys they have."""
_OF_KIND = {"claim": "claims", "entity": "entities"}
"""Of these, where records of a kind stand."""
_BATCH = 64
"""Entries whose sums are made in one go."""


class Unsummed(TypeError):
    """A thing of a kind that has no sum; whatever was made of it is made again."""


def by_table(reads: Iterable[Read]) -> ByTable:
    """Return what was read by tables."""
    found: dict[str, list[Hashable]] = defaultdict(list)
    for table, key in reads:
        found[table].append(key)
    return {table: tuple(keys) for table, keys in found.items()}


class Totals:
    """The sums of things; a record's is made once, as many things hold it."""

    def __init__(self, known: Callable[[Filed[Any]], bytes | None] = lambda _: None) -> None:
        """Begin; `known` knows the sums of some filed records that were made before."""
        self._known = known
        self._plain_of: dict[type[Any], Callable[[Any], Any]] = {}
        self._records: dict[int, tuple[object, bytes]] = {}

    def of(self, thing: object) -> bytes:
        """Return the sum of a thing: 16 bytes. Raises `Unsummed`."""
        known = self._records.get(id(thing))
        if known is None:
            known = thing, digest(repr(self._plain(thing)).encode())
            if isinstance(thing, Record):  # held, so that nothing else can come to lie in its place
                self._records[id(thing)] = known
        return known[1]

    def _plain(self, thing: Any) -> Any:
        """Return a thing as tuples, and values that are told apart by how Python writes them."""
        kind = thing.__class__
        if kind in _ATOMS:
            return thing
        form = self._plain_of.get(kind)
        if form is None:
            form = self._plain_of[kind] = self._form(kind)
        return form(thing)

    def _form(self, kind: Any) -> Callable[[Any], Any]:
        """Return what makes tuples of the things of a class, by all that they are compared by."""
        name, plain = f"{kind.__module__}.{kind.__qualname__}", self._plain
        names = compared(kind)
        if issubclass(kind, Enum):
            return lambda one: (name, one.name)
        if issubclass(kind, str):
            return lambda one: (name, str(one))
        if issubclass(kind, Filed):  # whether it was made or stands for one that will be
            known = self._known
            return lambda one: ("filed", one.path, one.line, known(one) or self.of(one.record))
        if issubclass(kind, Date):
            return lambda one: (name, one.text)
        if issubclass(kind, Mapping):
            return lambda one: (name, *[(plain(key), plain(one[key])) for key in one])
        if issubclass(kind, (tuple, list)):
            return lambda one: (name, *map(plain, one))
        if issubclass(kind, (set, frozenset)):
            return lambda one: (name, *sorted(repr(plain(each)) for each in one))
        if issubclass(kind, Record):
            names = tuple(kind.model_fields)
        if not names:
            raise Unsummed(name)
        if len(names) == 1:
            [only] = names
            return lambda one: (name, plain(getattr(one, only)))
        values = attrgetter(*names)
        return lambda one: (name, *map(plain, values(one)))


class Sums:
    """The sums of whatever is read on a desk, each made when it is first asked for."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk; its briefing says how settled things are made, if anybody has asked."""
        self._desk = desk
        self.total = Totals(self._filed).of
        """The sum of a thing, whatever it is read as."""
        self._known: dict[str, dict[Hashable, bytes]] = defaultdict(dict)
        self._ahead: dict[str, tuple[Mapping[Any, int], bytes]] = {}
        """Sums that were made before anybody asked, by tables: the place of each entry's sum by
        its key, and all of them, one after the other."""

    def ahead(self) -> None:
        """Make the sums of the tables from which nearly all pages read, by all hands.

        Whoever makes pages begins with them, and together they take little room.
        """
        for source, tables in _AHEAD.items():
            keys = list(dict.keys(self._content(source)))
            pieces = batches(keys, _BATCH)
            at = {key: number for number, key in enumerate(keys)}
            with suppress(Unsummed):
                made = list(shared(pieces, partial(self._made, tables), aside=len(pieces)))
                for table, sums in zip(tables, zip(*made, strict=True), strict=bool(made)):
                    self._ahead[table] = at, b"".join(sums)

    def take(self, name: str, at: Mapping[str, int], sums: bytes) -> None:
        """Take the sums of what is settled under a name from whoever has made it; `at` knows the
        place of each by its key."""
        self._ahead[name] = at, sums

    def _made(self, tables: Sequence[str], keys: Sequence[Hashable]) -> list[bytes]:
        return [b"".join(self._sum(table, key) for key in keys) for table in tables]

    def _found(self, table: str, key: Any) -> bytes | None:
        if table == MADE:
            table, key = key
        at, sums = self._ahead.get(table, _NOWHERE)
        place = at.get(key)
        return None if place is None else sums[place * SIZE : (place + 1) * SIZE]

    def _filed(self, one: Filed[Any]) -> bytes | None:
        table = _OF_KIND.get(one.kind)
        return self._found(table, one.id) if table else None

    def of(self, reads: ByTable) -> bytes:
        """Return one sum of all that was read. Raises `Unsummed`."""
        found = []
        for table, keys in reads.items():
            known = self._known[table]
            for key in keys:
                one = known.get(key) or self._found(table, key)
                if one is None:
                    one = known[key] = self._sum(table, key)
                found.append(one)
        return digest(b"".join(found))

    def _sum(self, table: str, key: Hashable) -> bytes:
        if table == MADE:
            return self._of_settled(*key)  # type: ignore[misc] # it is a Name
        if table == LEDGERS:
            return self._evidence(key)
        content = self._content(table)
        if key == ALL:
            return self.total(content)
        if key == KEYS:
            return self.total([*dict.keys(content)])
        if not dict.__contains__(content, key):
            return _NOTHING
        return self.total(dict.__getitem__(content, key))

    def _of_settled(self, name: str, key: str) -> bytes:
        briefing = self._desk.briefing
        if name not in briefing.makers:
            raise Unsummed(name)
        try:
            return self.total(briefing.settled(name, key, briefing.makers[name]))
        except LookupError:  # what it was made for has gone
            return _NOTHING

    def _evidence(self, source: Hashable) -> bytes:
        files = self._desk.evidence
        if source == KEYS:
            return self.total([(one, files[one].key) for one in files])
        return files[source].key if source in files else _NOTHING  # type: ignore[index]

    def _content(self, table: str) -> Any:
        """Return a table, or what is looked up as a whole."""
        briefing = self._desk.briefing
        match table:
            case "vocabulary":
                return briefing.vocabulary
            case "settings":
                return briefing.filed_settings
            case "library":
                raise Unsummed(table)
        return getattr(briefing, table)
