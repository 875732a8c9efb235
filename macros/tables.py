"""Tables of a briefing: how each is made, and how its next state follows from the one before.

There are three: one made as a whole (`table`), one made entry by entry for the keys of another
(`each`), and one that turns a table of tuples round (`turned`). Whatever a change leaves as it was
is taken over; the rest is made by the same code that makes a table at first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Generic, overload

from .notes import ALL, KEYS, MADE, K, Noted, Notes, Read, Reads, Remembering, V

Marks = defaultdict[str, set[Any]]
"""Keys by table."""


class Table(Generic[K, V]):
    """A table of a `Remembering` object: made once, and noting where that is wanted."""

    name: str

    def __set_name__(self, owner: type[Any], name: str) -> None:
        """Be called as one's owner calls one."""
        self.name = name

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> Table[K, V]: ...
    @overload
    def __get__(self, owner: object, kind: type[Any]) -> dict[K, V]: ...
    def __get__(self, owner: Any, kind: type[Any]) -> Table[K, V] | dict[K, V]:
        """Return the table, made when it is first asked for."""
        if owner is None:
            return self
        made: dict[K, V]
        if owner.notes is None:
            made = self._plain(owner)
        elif owner.notes.follows:
            made = self._noted(owner, owner.notes)
        else:  # what it was made of will be seen in what it holds
            made = self._heard(owner, owner.notes)
        owner.__dict__[self.name] = made  # from now on it is found there, without asking here
        return made

    def follow(
        self, now: Any, before: Any, changed: Marks, doubtful: Collection[Any]
    ) -> Iterator[Read]:
        """Make the table of a state from that of the state before; yield what is other in it.

        `changed` are the keys by which earlier tables are other, and `doubtful` the entries of this
        one that were made of those.
        """
        raise NotImplementedError

    def _plain(self, owner: Any) -> dict[K, V]:
        raise NotImplementedError

    def _noted(self, owner: Any, notes: Notes) -> Noted[K, V]:
        return self._heard(owner, notes)

    def _heard(self, owner: Any, notes: Notes) -> Noted[K, V]:
        with notes.unheard():
            return Noted(self.name, self._plain(owner), notes)

    def _same(self, now: Any, before: Any) -> None:
        now.__dict__[self.name] = before.__dict__[self.name]

    def _other(
        self, now: Any, before: Any, content: dict[K, V], among: Iterable[K]
    ) -> Iterator[Read]:
        now.__dict__[self.name] = made = Noted(self.name, content, now.notes)
        return made.changed(before.__dict__[self.name], among)


class table(Table[K, V]):  # noqa: N801 - used as a decorator
    """A table that is made as a whole, anew when anything changes in those that it is made of."""

    def __init__(self, make: Callable[[Any], dict[K, V]]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def follow(
        self, now: Any, before: Any, changed: Marks, doubtful: Collection[Any]
    ) -> Iterator[Read]:
        """Make it again if anything is other in what it was made of."""
        known = before.__dict__[self.name]
        if known.inputs.isdisjoint(changed):
            self._same(now, before)
        else:
            getattr(now, self.name)
            yield from now.__dict__[self.name].changed(known)

    def _plain(self, owner: Any) -> dict[K, V]:
        return self._make(owner)

    def _noted(self, owner: Any, notes: Notes) -> Noted[K, V]:
        with notes.taken() as reads:
            content = self._make(owner)
        return Noted(self.name, content, notes, _of_tables(reads))


def each(source: str) -> Callable[[Callable[[Any, K], V]], Each[K, V]]:
    """Let a method make a table: the entry for each key of another one, in that one's order."""
    return lambda make: Each(source, make)


class Each(Table[K, V]):
    """A table with an entry for each key of another: see `each`."""

    def __init__(self, source: str, make: Callable[[Any, K], V]) -> None:
        self._source = source
        self._make = make
        self.__doc__ = make.__doc__

    def follow(
        self, now: Any, before: Any, changed: Marks, doubtful: Collection[Any]
    ) -> Iterator[Read]:
        """Make those entries again that were made of something other, and those of new keys."""
        moved = KEYS in changed[self._source]
        if not moved and not doubtful:
            self._same(now, before)
            return
        keys = dict.keys(getattr(now, self._source))
        content: dict[K, V] = before.__dict__[self.name].plain()
        again = {key for key in doubtful if key in keys}
        if moved:
            again |= keys - content.keys()
        for key in again:
            content[key] = self._entry(now, key)
        if moved:
            content = {key: content[key] for key in keys}
        yield from self._other(now, before, content, again)

    def _plain(self, owner: Any) -> dict[K, V]:
        return {key: self._make(owner, key) for key in getattr(owner, self._source)}

    def _noted(self, owner: Any, notes: Notes) -> Noted[K, V]:
        keys = dict.keys(getattr(owner, self._source))
        return Noted(self.name, {key: self._entry(owner, key) for key in keys}, notes)

    def _entry(self, owner: Any, key: K) -> V:
        notes: Notes = owner.notes
        with notes.taken() as reads:
            made = self._make(owner, key)
        _of_tables(reads)
        notes.keep((self.name, key), reads)
        return made


class turned(Table[K, tuple[V, ...]]):  # noqa: N801 - like the other two
    """A table turned round: by each value, the keys of the entries that have it.

    They come in the order of that table, or in that of another one's entries, no two of which are
    equal; what has no entry there is left out.
    """

    def __init__(self, source: str, values: Callable[[Any], Iterable[K]], order: str = "") -> None:
        self._source = source
        self._values = values
        """What an entry has; it looks at nothing else."""
        self._order = order

    def follow(
        self, now: Any, before: Any, changed: Marks, doubtful: Collection[Any]
    ) -> Iterator[Read]:
        """Gather again the keys by whatever came, went or has a key that stands elsewhere now."""
        table, known = getattr(now, self._source), getattr(before, self._source)
        mixed = KEYS in changed[self._source]
        came: dict[K, set[V]] = defaultdict(set)
        went: dict[K, set[V]] = defaultdict(set)
        for key in changed[self._source] - {KEYS, ALL}:
            old, new = self._of(known, key), self._of(table, key)
            mixed |= old != new
            for value in new:
                came[value].add(key)
            for value in old:
                went[value].add(key)
        again = {value for value in came.keys() | went.keys() if came[value] != went[value]}
        if self._order:
            again.update(*(self._of(table, key) for key in changed[self._order] - {KEYS, ALL}))
        elif KEYS in changed[self._source] and not _in_turn(known, table):
            again |= {value for key in dict.keys(table) for value in self._of(table, key)}
        if not again and not mixed:
            self._same(now, before)
            return
        content = before.__dict__[self.name].plain()
        order = self._ranks(now)
        for value in again:
            keys = {*content.get(value, ())} - went[value] | came[value]
            content[value] = _sorted(keys, order)
        if mixed:  # they come as they are met, and go with their last key
            met = dict.fromkeys(value for key in dict.keys(table) for value in self._of(table, key))
            content = {value: content[value] for value in met}
        yield from self._other(now, before, content, again)

    def _of(self, table: dict[V, Any], key: V) -> tuple[K, ...]:
        """Return what an entry has, each once; nothing where there is none."""
        entry = dict.get(table, key)
        return () if entry is None else tuple(dict.fromkeys(self._values(entry)))

    def _ranks(self, owner: Any) -> dict[V, Any]:
        if self._order:
            return dict(dict.items(getattr(owner, self._order)))
        return {key: rank for rank, key in enumerate(dict.keys(getattr(owner, self._source)))}

    def _plain(self, owner: Any) -> dict[K, tuple[V, ...]]:
        found: dict[K, dict[V, None]] = defaultdict(dict)
        for key, entry in dict.items(getattr(owner, self._source)):
            for value in self._values(entry):
                found[value][key] = None
        if not self._order:
            return {value: tuple(keys) for value, keys in found.items()}
        order = self._ranks(owner)
        return {value: _sorted(keys, order) for value, keys in found.items()}


def note_from_now(known: Remembering, notes: Reads) -> None:
    """Let it be noted what is looked up from now on, where nothing was noted before."""
    for name, made in vars(known).items():
        if isinstance(getattr(type(known), name, None), Table):
            vars(known)[name] = Noted(name, made, notes)
    known.note_from_now(notes)


def follow_tables(now: Remembering, before: Remembering, changed: set[Read]) -> tuple[str, ...]:
    """Make the tables of a state from those of the one before; add what is other in them.

    Return their names. A table was made after all those that it was made of, and so follows them.
    """
    assert before.notes is not None
    marks: Marks = defaultdict(set)
    doubtful: Marks = defaultdict(set)
    names = tuple(name for name, one in vars(before).items() if isinstance(one, Noted))
    new: Collection[Read] = changed
    for name in ("", *names):
        if name:
            of: Table[Any, Any] = getattr(type(now), name)
            new = set(of.follow(now, before, marks, doubtful[name]))
            changed |= new
        for read in new:
            marks[read[0]].add(read[1])
            for reader, key in before.notes.readers(read):
                doubtful[reader].add(key)
    return names


def _of_tables(reads: Iterable[Read]) -> frozenset[str]:
    """Return the tables that were read; tables are made before everything that is made once."""
    names = frozenset(name for name, _ in reads)
    if MADE in names:
        raise TypeError("a table is made of what is made of tables")
    return names


def _sorted(keys: Iterable[V], order: dict[V, Any]) -> tuple[V, ...]:
    return tuple(sorted((key for key in keys if key in order), key=order.__getitem__))


def _in_turn(before: dict[K, Any], now: dict[K, Any]) -> bool:
    """Tell whether all keys that stay are in the order in which they were."""
    known, found = dict.keys(before), dict.keys(now)
    stay = [key for key in found if key in known]
    return stay == (list(known) if len(stay) == len(known) else [k for k in known if k in found])
