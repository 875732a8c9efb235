"""Tables that follow from those before: as if made anew, and what is other in them is told."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from macros.notes import ALL, KEYS, Noted, Notes, Read, Remembering
from macros.tables import each, follow_tables, table, turned


@dataclass(frozen=True, eq=False)
class Library(Remembering):
    """Books, each with the words of its title and a shelf."""

    books: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shelves: dict[str, float] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    """What was made for an entry of `lengths`."""

    def _noted(self, name: str) -> None:
        if self.notes:
            self.notes.add(name, ALL)

    @table
    def titles(self) -> dict[str, tuple[str, ...]]:
        self._noted("books")
        return dict(self.books)

    @table
    def places(self) -> dict[str, float]:
        self._noted("shelves")
        return {key: self.shelves[key] for key in self.titles if key in self.shelves}

    @each("titles")
    def lengths(self, key: str) -> int:
        self.made.append(key)
        return len(self.titles[key])

    by_word = turned[str, str]("titles", tuple)
    by_place = turned[str, str]("titles", tuple, "places")

    @each("by_word")
    def counts(self, word: str) -> tuple[int, ...]:
        return tuple(self.lengths[key] for key in self.by_word[word])


TABLES = ("titles", "places", "lengths", "by_word", "by_place", "counts")
BOOKS = {"a": ("red", "sea"), "b": ("sea",), "c": ("red", "fox")}
SHELVES: dict[str, float] = {"a": 3, "b": 1, "c": 2}


def plain(library: Library) -> dict[str, list[tuple[Any, Any]]]:
    """Return every table with its order."""
    return {name: list(dict.items(getattr(library, name))) for name in TABLES}


def followed(before: Library, now: Library) -> set[Read]:
    changed: set[Read] = set()
    changed |= (
        {("books", ALL)} if before.books != now.books or [*before.books] != [*now.books] else set()
    )
    changed |= {("shelves", ALL)} if before.shelves != now.shelves else set()
    follow_tables(now, before, changed)
    return {read for read in changed if read[0] in TABLES}


def differing(before: Library, now: Library) -> set[Read]:
    """Return what is other between tables that were both made as a whole."""
    found: set[Read] = set()
    for name in TABLES:
        old, new = getattr(before, name), getattr(now, name)
        keys = {key for key in {*old, *new} if old.get(key) != new.get(key)}
        found |= {(name, key) for key in keys}
        found |= {(name, KEYS)} if [*old] != [*new] else set()
        found |= {(name, ALL)} if keys or [*old] != [*new] else set()
    return found


# By what changes: books and shelves after it, and for which entries a length is made again.
CHANGES: dict[str, tuple[dict[str, tuple[str, ...]], dict[str, float], list[str]]] = {
    "nothing": (BOOKS, SHELVES, []),
    "a word": (BOOKS | {"b": ("fox",)}, SHELVES, ["b"]),
    "the order of words": (BOOKS | {"a": ("sea", "red")}, SHELVES, ["a"]),
    "a word that nobody else has": (BOOKS | {"b": ("sea", "owl")}, SHELVES, ["b"]),
    "a book that goes": ({"a": BOOKS["a"], "c": BOOKS["c"]}, SHELVES, []),
    "a book that comes": ({"d": ("fox", "owl"), **BOOKS}, SHELVES | {"d": 0}, ["d"]),
    "a book that comes without a place": ({**BOOKS, "d": ("fox",)}, SHELVES, ["d"]),
    "the order of books": (dict(reversed(BOOKS.items())), SHELVES, []),
    "a place": (BOOKS, SHELVES | {"a": 0}, []),
    "a place that goes": (BOOKS, {"a": 3, "b": 1}, []),
    "everything": ({"x": ("ash",)}, {"x": 1}, ["x"]),
    "all of it gone": ({}, {}, []),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_table_that_follows_is_the_same_as_one_made_anew(what: str) -> None:
    books, shelves, again = CHANGES[what]
    notes = Notes()
    before = Library(dict(BOOKS), dict(SHELVES), notes=notes)
    plain(before)
    now = Library(books, shelves, notes=notes)
    changed = followed(before, now)
    cold = Library(books, shelves)
    assert plain(now) == plain(cold)
    assert changed == differing(Library(dict(BOOKS), dict(SHELVES)), cold)
    assert now.made == again


def test_what_is_left_as_it_was_is_taken_over() -> None:
    notes = Notes()
    before = Library(dict(BOOKS), dict(SHELVES), notes=notes)
    plain(before)
    now = Library(dict(BOOKS), SHELVES | {"a": 0}, notes=notes)
    followed(before, now)
    kept = {name for name in TABLES if getattr(now, name) is getattr(before, name)}
    assert kept == {"titles", "lengths", "by_word", "counts"}


def test_a_table_is_not_made_of_what_is_made_of_tables() -> None:
    @dataclass(frozen=True, eq=False)
    class Wrong(Remembering):
        @table
        def numbers(self) -> dict[str, int]:
            return {"one": self.once("one", "", lambda *_: 1)}

    with pytest.raises(TypeError, match="made of tables"):
        Wrong(notes=Notes()).numbers  # noqa: B018


@pytest.mark.parametrize("seed", range(40))
def test_random_changes_in_a_row_are_followed(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    words = ("red", "sea", "fox", "owl", "ash")
    notes, books, shelves = Notes(), dict(BOOKS), dict(SHELVES)
    state = Library(dict(books), dict(shelves), notes=notes)
    plain(state)
    for _ in range(12):
        before = Library(dict(books), dict(shelves))
        for _ in range(rng.randrange(3)):
            key = rng.choice("abcdef")
            match rng.randrange(5):
                case 0:
                    books.pop(key, None)
                case 1:
                    books = dict(sorted(books.items(), key=lambda _: rng.random()))
                case 2:
                    shelves[key] = rng.random()
                case _:
                    books[key] = tuple(rng.choices(words, k=rng.randrange(4)))
                    shelves.setdefault(key, rng.random())
        now, cold = Library(dict(books), dict(shelves), notes=notes), Library(books, shelves)
        changed = followed(state, now)
        assert plain(now) == plain(cold)
        assert changed == differing(before, cold)
        state = now


def test_what_was_made_is_looked_at_again_only_where_it_was_made_of_what_changed() -> None:
    made: list[str] = []

    def long(library: Library, word: str) -> bool:
        made.append(word)
        return max(library.counts[word]) > 1

    def all_long(library: Library, _: str) -> tuple[bool, ...]:
        made.append("all")
        return tuple(library.settled("long", word, long) for word in ("red", "sea"))

    notes = Notes()
    state = Library(dict(BOOKS), dict(SHELVES), notes=notes)
    plain(state)
    # By the book that changes: what is made again before the answer stands.
    rows: tuple[tuple[str, tuple[str, ...], list[str]], ...] = (
        ("c", ("fox", "red"), []),  # as long as it was, with the same words
        ("b", ("sea", "fox", "owl"), ["sea"]),  # the answer about one word is the same
        ("a", ("sea",), ["red", "sea"]),
        ("c", ("red",), ["all", "red"]),
    )
    assert state.settled("all", "", all_long) == (True, True)
    for key, title, again in rows:
        made.clear()
        now = Library(state.books | {key: title}, dict(SHELVES), notes=notes)
        changed: set[Read] = {("books", ALL)}
        now.take_over(state, changed, follow_tables(now, state, changed))
        cold = Library(now.books)
        assert now.settled("all", "", all_long) == tuple(
            max(cold.counts[word]) > 1 for word in ("red", "sea")
        )
        assert sorted(made) == again, title
        state = now


def test_a_table_tells_nothing_where_it_is_the_same() -> None:
    notes = Notes()
    one = Noted("names", {"a": (1, {"x": 1, "y": 2})}, notes)
    assert set(one.changed(Noted("names", {"a": (1, {"x": 1, "y": 2})}, notes))) == set()
    other = Noted("names", {"a": (1, {"y": 2, "x": 1})}, notes)
    assert set(one.changed(other)) == {("names", "a"), ("names", ALL)}
