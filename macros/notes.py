"""What is made from what: noted while it is read, never declared.

A preview makes the same pages again and again while one record changes. Tables of a briefing note
who looks up what in them; what was made from entries that are still the same need not be made
again. Without `Notes` a table is a plain dictionary, and nothing is noted.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Hashable,
    ItemsView,
    Iterator,
    KeysView,
    Mapping,
    ValuesView,
)
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")
Read = tuple[str, Hashable]
"""A table's name, and the key that was looked up, or one of the two below; or what was settled."""
SETTLED = "what is settled"
KEYS, ALL = "the keys themselves", "everything in it"


class Notes:
    """Notes what is read, for whoever is making something at the moment."""

    __slots__ = ("_now",)

    def __init__(self) -> None:
        self._now: set[Read] | None = None

    def add(self, table: str, key: Hashable) -> None:
        """Note that something was looked up."""
        if self._now is not None:
            self._now.add((table, key))

    def also(self, reads: frozenset[Read]) -> None:
        """Note what something was made from that is used again."""
        if self._now is not None:
            self._now |= reads

    @contextmanager
    def taken(self) -> Iterator[set[Read]]:
        """Gather what is read meanwhile; whoever was reading before has read it, too."""
        before, self._now = self._now, set()
        reads = self._now
        try:
            yield reads
        finally:
            self._now = before
            if before is not None:
                before |= reads

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Note nothing: a whole table is made, of which each entry is compared by itself."""
        before, self._now = self._now, None
        try:
            yield
        finally:
            self._now = before


class Noted(dict[K, V]):
    """A table that notes what is looked up in it."""

    __slots__ = ("_name", "_notes")

    def __init__(self, name: str, content: Mapping[K, V], notes: Notes) -> None:
        super().__init__(content)
        self._name = name
        self._notes = notes

    def __getitem__(self, key: K) -> V:
        self._notes.add(self._name, key)
        return super().__getitem__(key)

    def get(self, key: K, default: Any = None) -> Any:
        """Return an entry, or the default."""
        self._notes.add(self._name, key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._notes.add(self._name, key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[K]:
        self._notes.add(self._name, KEYS)
        return super().__iter__()

    def __len__(self) -> int:
        self._notes.add(self._name, KEYS)
        return super().__len__()

    def keys(self) -> KeysView[K]:  # type: ignore[override] # dict's own view class has no name
        """Return the keys."""
        self._notes.add(self._name, KEYS)
        return super().keys()

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        """Return the entries."""
        self._notes.add(self._name, ALL)
        return super().values()

    def items(self) -> ItemsView[K, V]:  # type: ignore[override]
        """Return the keys with their entries."""
        self._notes.add(self._name, ALL)
        return super().items()

    def changed(self, before: Mapping[Any, Any]) -> Iterator[Read]:
        """Yield what would be read otherwise than in an earlier state of the table."""
        old = dict.items(before) if isinstance(before, dict) else before.items()
        mine: dict[Any, V] = dict(dict.items(self))
        known = dict(old)
        different = False
        for key in known.keys() | mine.keys():
            one, other = known.get(key, KEYS), mine.get(key, KEYS)
            if not same(one, other):
                different = True
                yield self._name, key
        moved = list(known) != list(mine)
        if moved:
            yield self._name, KEYS
        if moved or different:
            yield self._name, ALL


class table(Generic[K, V]):  # noqa: N801 - used as a decorator
    """A table of a `Remembering` object: made once, and noting where that is wanted."""

    def __init__(self, make: Callable[[Any], dict[K, V]]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> table[K, V]: ...
    @overload
    def __get__(self, owner: object, kind: type[Any]) -> dict[K, V]: ...
    def __get__(self, owner: Any, kind: type[Any]) -> table[K, V] | dict[K, V]:
        """Return the table, made when it is first asked for."""
        if owner is None:
            return self
        if owner.notes is None:
            made = self._make(owner)
        else:
            with owner.notes.unheard():
                made = Noted(self._name, self._make(owner), owner.notes)
        owner.__dict__[self._name] = made  # from now on it is found there, without asking here
        return made


@dataclass(frozen=True, eq=False)
class Remembering:
    """Something of which much is made, each thing once; its next state takes over what is right."""

    notes: Notes | None = field(default=None, repr=False, kw_only=True)
    """Who notes what is looked up here; nobody where no next state will be asked for."""
    _kept: dict[tuple[str, str], tuple[Any, frozenset[Read]]] = field(
        default_factory=dict, repr=False, kw_only=True
    )

    _settled: dict[tuple[str, str], tuple[Any, frozenset[Read], Callable[[Any, str], Any]]] = field(
        default_factory=dict, repr=False, kw_only=True
    )

    def once(self, name: str, key: str, make: Callable[[Self, str], T]) -> T:
        """Return what several pages have in common, made by the first that asks for it."""
        kept: tuple[T, frozenset[Read]] | None = self._kept.get((name, key))
        if self.notes is None:
            if kept is None:
                kept = self._kept[name, key] = make(self, key), frozenset()
            return kept[0]
        if kept is None:
            with self.notes.taken() as reads:
                made = make(self, key)
            kept = self._kept[name, key] = made, frozenset(reads)
        self.notes.also(kept[1])
        return kept[0]

    def settled(self, name: str, key: str, make: Callable[[Self, str], T]) -> T:
        """Return what is made once, too, but compared when what it was made from has changed.

        Where it comes out the same, nothing of what was made from it has changed. `make` may hold
        nothing of this state, as it is asked for the next one.
        """
        if self.notes is None:
            return self.once(name, key, make)
        kept = self._settled.get((name, key))
        if kept is None:
            with self.notes.unheard(), self.notes.taken() as reads:
                made = make(self, key)
            kept = self._settled[name, key] = made, frozenset(reads), make
        self.notes.add(SETTLED, (name, key))
        found: T = kept[0]
        return found

    def settle(self, before: Self, changed: set[Read]) -> None:
        """Look again at what was settled, in the order in which it was; add what comes out anew."""
        for (name, key), kept in before._settled.items():
            made, reads, make = kept
            if changed.isdisjoint(reads):
                self._settled[name, key] = kept
            elif not same(self.settled(name, key, make), made):
                changed.add((SETTLED, (name, key)))

    def unheard(self) -> AbstractContextManager[None]:
        """Let what is looked up meanwhile not be noted: it says nothing that could change."""
        return self.notes.unheard() if self.notes else nullcontext()

    def take_over(
        self, before: Self, changed: set[Read], known: Collection[str] | None = None
    ) -> None:
        """Keep what was made of an earlier state from nothing that has changed.

        `known` are the tables of which it is known already what has changed; what was made from
        others waits.
        """
        for key, kept in before._kept.items():
            reads = kept[1]
            if changed.isdisjoint(reads):
                if known is None or all(name in known for name, _ in reads):
                    self._kept.setdefault(key, kept)
            elif self._kept.get(key) is kept:
                del self._kept[key]


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, with the order in their mappings: pages print in it."""
    if one is other:
        return True
    if one.__class__ is not other.__class__ or one != other:
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (tuple, list)):
        return all(map(same, one, other))
    if hasattr(one, "model_fields_set"):  # a record
        return same(vars(one), vars(other))
    return True


def tables(owner: Any) -> dict[str, Noted[Any, Any]]:
    """Return the tables of an object that have been made, by name."""
    return {name: one for name, one in vars(owner).items() if isinstance(one, Noted)}
