"""What is made from what: noted while it is read, never declared.

A preview makes the same pages again and again while one record changes. Tables of a briefing note
who looks up what in them; what was made from entries that are still the same need not be made
again. Without `Notes` nothing is noted, and everything is made once.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Hashable,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    ValuesView,
)
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self, TypeVar

from .equality import same

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")
Read = tuple[str, Hashable]
"""A table's name, and the key that was looked up, or one of the two below; or what was made."""
MADE = "what was made"
KEYS, ALL = "the keys themselves", "everything in it"
Name = tuple[str, str]
"""Of what is made once: what it is, and of which record."""


_MOST = 1 << 12
"""Things of one name that are remembered at once where nobody notes anything."""


class Notes:
    """Notes what is read, for whoever is making something at the moment; and who has read what."""

    __slots__ = ("_now", "_readers")
    follows = True
    """Whether a next state will be asked for here; if not, nobody need know who has read what."""

    def __init__(self) -> None:
        self._now: set[Read] | None = None
        # Whoever was ever made of something: it may be too many, and never too few.
        self._readers: dict[Read, set[Read]] = {}

    def add(self, table: str, key: Hashable) -> None:
        """Note that something was looked up."""
        if self._now is not None:
            self._now.add((table, key))

    def heard(self, reads: Iterable[Read]) -> None:
        """Note what something was made of that is used again."""
        if self._now is not None:
            self._now.update(reads)

    @contextmanager
    def taken(self) -> Iterator[set[Read]]:
        """Gather what is read meanwhile; whoever was reading before reads what is made of it."""
        before, self._now = self._now, set()
        try:
            yield self._now
        finally:
            self._now = before

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Note nothing: what is looked up says nothing that could change."""
        before, self._now = self._now, None
        try:
            yield
        finally:
            self._now = before

    def keep(self, made: Read, reads: Iterable[Read]) -> None:
        """Note of what something was made."""
        readers = self._readers
        for read in reads:
            known = readers.get(read)
            if known is None:
                readers[read] = {made}
            else:
                known.add(made)

    def readers(self, read: Read) -> Iterable[Read]:
        """Return what may have been made of something."""
        return self._readers.get(read, ())

    def doubtful(self, changed: Iterable[Read], known: Collection[str]) -> set[Read]:
        """Return what may have been made of what has changed, or of what was made of that.

        `known` are the tables of which it is known already what has changed in them.
        """
        found: set[Read] = set()
        waiting = list(changed)
        while waiting:
            for read in self._readers.get(waiting.pop(), ()):
                if read not in found and read[0] not in known:
                    found.add(read)
                    waiting.append(read)
        return found


class Reads(Notes):
    """Notes what is read of one state alone: a later command will ask whether it is the same."""

    __slots__ = ()
    follows = False


class Noted(dict[K, V]):
    """A table that notes what is looked up in it."""

    __slots__ = ("_name", "_notes", "inputs")

    def __init__(
        self, name: str, content: Mapping[K, V], notes: Notes, inputs: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(content)
        self._name = name
        self._notes = notes
        self.inputs = inputs
        """The tables that it was made of, where it was made of them as a whole."""

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

    def plain(self) -> dict[K, V]:
        """Return a copy that notes nothing."""
        return dict(dict.items(self))  # `dict.copy` would look up one after the other

    def changed(self, before: Noted[K, V], among: Iterable[K] | None = None) -> Iterator[Read]:
        """Yield what would be read otherwise than in an earlier state of the table.

        `among` are the keys of which it is known that no others can be.
        """
        found, known = dict.keys(self), dict.keys(before)
        moved = list(found) != list(known)
        if moved:
            other = {*(found if among is None else among), *(known - found)}
            yield self._name, KEYS
        elif among is None:
            beside = zip(found, dict.values(self), dict.values(before), strict=True)
            other = {key for key, one, another in beside if one is not another}
        else:
            other = set(among)
        now, then = partial(dict.get, self), partial(dict.get, before)
        different = [key for key in other if not same(now(key, KEYS), then(key, KEYS))]
        for key in different:
            yield self._name, key
        if moved or different:
            yield self._name, ALL


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was made, and what it was made of."""

    value: Any
    reads: frozenset[Read]
    make: Callable[[Any, str], Any] | None
    """How it is made again; not known where that would hold something of an earlier state."""


@dataclass(frozen=True, eq=False)
class Remembering:
    """Something of which much is made, each thing once; its next state takes over what is right."""

    notes: Notes | None = field(default=None, repr=False, kw_only=True)
    """Who notes what is looked up here; nobody where no next state will be asked for."""
    _alone: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False, kw_only=True)
    """What was made where no next state is asked for, by name and key; with what it was made of,
    where that is noted."""
    makers: dict[str, Callable[[Any, str], Any]] = field(
        default_factory=dict, repr=False, kw_only=True
    )
    """How what is settled is made, by name, as far as it was here."""
    ahead: dict[str, Callable[[str], Any]] = field(default_factory=dict, repr=False, kw_only=True)
    """Who has what was made before anybody asked for it, by name; None is what nobody made."""
    _kept: dict[Name, Kept] = field(default_factory=dict, repr=False, kw_only=True)
    _doubtful: dict[Name, Kept] = field(default_factory=dict, repr=False, kw_only=True)
    """Of the state before: what may have been made of something that has changed."""
    _changed: set[Read] = field(default_factory=set, repr=False, kw_only=True)
    """Whatever is known to be other than in the state before."""
    doubted: set[Read] = field(default_factory=set, repr=False, kw_only=True)
    """Whatever may have been made of that, kept here or elsewhere."""

    def once(self, name: str, key: str, make: Callable[[Self, str], T]) -> T:
        """Return what several pages have in common, made by the first that asks for it."""
        return self._once(name, key, make, lasting=False)

    def settled(self, name: str, key: str, make: Callable[[Self, str], T]) -> T:
        """Return what is made once, too, and is looked at again before whatever was made of it.

        Where it comes out the same, nothing of what was made of it has changed. `make` may hold
        nothing of this state, as it is asked for the next one.
        """
        return self._once(name, key, make, lasting=True)

    def _once(self, what: str, key: str, make: Callable[[Self, str], T], *, lasting: bool) -> T:
        value: T
        if self.notes is None:
            alone = self._alone.get(what)
            if alone is None:
                alone = self._alone[what] = {}
            elif key in alone:
                value = alone[key]
                return value
            elif len(alone) > _MOST:
                alone.clear()
            if lasting:
                self.makers[what] = make
            value = alone[key] = self._begun(what, key, make)
            return value
        if not self.notes.follows:
            return self._heard(what, key, make, self.notes, lasting=lasting)
        name = what, key
        self.notes.add(MADE, name)
        kept = self._kept.get(name)
        if kept is None:
            kept = self._looked_at(name) or self._made(name, make, lasting=lasting)
        value = kept.value
        return value

    def _heard(
        self, what: str, key: str, make: Callable[[Self, str], T], notes: Notes, *, lasting: bool
    ) -> T:
        """Make something once; whoever uses it reads what it was made of. What is settled for all
        is read as such, as most changes leave it as it was, and so is what was made ahead: to look
        whether it is the same takes no more than to look at what it is made of."""
        alone = self._alone.setdefault(what, {})
        if key not in alone:
            if len(alone) > _MOST:
                alone.clear()
            such = lasting and (not key or what in self.ahead)
            if such:
                self.makers[what] = make
            with notes.unheard() if such else notes.taken() as reads:
                value = self._begun(what, key, make)
            alone[key] = value, _as_such(what, key) if reads is None else tuple(reads)
        value, found = alone[key]
        notes.heard(found)
        return value

    def note_from_now(self, notes: Reads) -> None:
        """Forget what was made once, as nobody knows of what; but for what is settled for all."""
        object.__setattr__(self, "notes", notes)
        everything = {what: self._alone.get(what, {}) for what in self.makers}
        self._alone.clear()
        for what, alone in everything.items():
            if "" in alone:
                self._alone[what] = {"": (alone[""], _as_such(what, ""))}

    def _begun(self, what: str, key: str, make: Callable[[Self, str], T]) -> T:
        """Return what was made before anybody asked for it, or make it."""
        had = self.ahead.get(what)
        found: T | None = had(key) if had else None
        return make(self, key) if found is None else found

    def _looked_at(self, name: Name) -> Kept | None:
        """Return what was made for the state before, if it is still right."""
        kept = self._doubtful.get(name)
        if kept is None or not self.right(kept.reads):
            return None
        del self._doubtful[name]
        self._kept[name] = kept
        return kept

    def _made(self, name: Name, make: Callable[[Self, str], Any], *, lasting: bool) -> Kept:
        """Make something, and tell whether it is as it was in the state before."""
        assert self.notes is not None
        before = self._doubtful.pop(name, None)
        if self._changed:  # there was a state before, and this is another unless it is found not
            self._changed.add((MADE, name))
        with self.notes.taken() as reads:
            value = make(self, name[1])
        if before is not None and same(value, before.value):
            value = before.value
            self._changed.discard((MADE, name))
        self.notes.keep((MADE, name), reads - before.reads if before else reads)
        kept = self._kept[name] = Kept(value, frozenset(reads), make if lasting else None)
        return kept

    def right(self, reads: frozenset[Read]) -> bool:
        """Tell whether what was made of something in the state before would be so again."""
        changed = self._changed
        return (
            changed.isdisjoint(reads)
            and all(self._unchanged(read) for read in reads & self.doubted if read[0] == MADE)
            and changed.isdisjoint(reads)  # the first of them may have been made anew meanwhile
        )

    def _unchanged(self, read: Read) -> bool:
        """Tell whether something that was made for the state before is the same in this one."""
        name: Name = read[1]  # type: ignore[assignment]
        kept = self._doubtful.get(name)
        if kept is None:
            return name in self._kept
        if self._looked_at(name):
            return True
        if kept.make is None:
            # Whoever asks for it will make it; it counts as another until then, and after.
            del self._doubtful[name]
            self._changed.add((MADE, name))
            return False
        try:
            self._made(name, kept.make, lasting=True)
        except LookupError:  # what it was made for has gone
            return False
        return (MADE, name) not in self._changed

    def take_over(self, before: Self, changed: set[Read], known: Collection[str]) -> None:
        """Keep what was made of an earlier state, and doubt what may be made of what has changed.

        `known` are the tables of which it is known already what has changed in them. What was in
        doubt and nobody has asked for since is forgotten.
        """
        assert self.notes is not None
        self._changed.update(changed)
        self._kept.update(before._kept)
        self.doubted.update(self.notes.doubtful(changed, known))
        for table, name in self.doubted:
            if table == MADE and (kept := self._kept.pop(name, None)):  # type: ignore[call-overload]
                self._doubtful[name] = kept  # type: ignore[index]

    def reading(self) -> AbstractContextManager[set[Read]]:
        """Gather what is looked up meanwhile; nothing where nobody notes it."""
        return self.notes.taken() if self.notes else nullcontext(set())

    def unheard(self) -> AbstractContextManager[None]:
        """Let what is looked up meanwhile not be noted: it says nothing that could change."""
        return self.notes.unheard() if self.notes else nullcontext()


def _as_such(what: str, key: str) -> tuple[Read, ...]:
    return ((MADE, (what, key)),)
