"""The search index of a large site: whole, in small files, the same each time."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from macros.building import site as building
from macros.search import LARGE, SearchEntry, their_entries, whole_index
from macros.shards import OF_ENTRIES, OF_WORDS, START, shards, words
from tests.hostile.corpus import INPUTS
from tests.projects import SAMPLE, Project, project

VISIT = 105_000
"""Bytes of a first visit without an index, packed, with room; tests/test_weight.py bounds it."""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Lot 42, of lamp-oil_barrels", ["lot", "42", "of", "lamp", "oil", "barrels"]),
        ("Südmark ÉTÉ", ["sudmark", "ete"]),
        ("Нурланд", ["нурланд"]),
        ("سَليم", ["سليم"]),
        ("山水田", ["山水", "水田", "田"]),
        ("abc山", ["abc", "山"]),
        ("½ ﬁsh", ["1", "2", "fish"]),
    ],
)
def test_a_text_has_these_words(text: str, found: list[str]) -> None:
    assert list(words(text)) == found


def entries(number: int) -> list[SearchEntry]:
    drawn = random.Random(7)  # noqa: S311 - nothing secret is drawn
    names = ["".join(drawn.choices("aeioukrstvwz가山Ü", k=6)) for _ in range(number // 5 + 5)]
    return [
        SearchEntry(
            f"claims/thread-{at // 20}/#deal-{at}" if at % 5 else f"entities/one-{at}/",
            f"Lot {at}",
            f"The Courier says that {drawn.choice(names)} sent salt to {drawn.choice(names)}",
        )
        for at in range(number)
    ]


def read(files: dict[str, bytes]) -> tuple[dict[str, tuple[list[int], list[int]]], list[list[str]]]:
    """Read an index back: the words with their numbers, and the entries in order."""
    start = json.loads(files[START])
    folder = f"search/{start['folder']}"
    of_words = [json.loads(files[f"{folder}words-{at}.json"]) for at in range(len(start["words"]))]
    assert [rows[0][0] for rows in of_words] == start["words"]
    found = {}
    for word, *steps in (row for rows in of_words for row in rows):
        assert word not in found
        numbers = [[sum(one[: at + 1]) for at in range(len(one))] for one in steps]
        found[word] = numbers[0], numbers[1]
    rows: list[list[str]] = []
    while f"{folder}entries-{len(rows) // OF_ENTRIES}.json" in files and not len(rows) % OF_ENTRIES:
        rows += json.loads(files[f"{folder}entries-{len(rows) // OF_ENTRIES}.json"])
    assert len(files) == 1 + len(of_words) + -(-len(rows) // OF_ENTRIES)
    return found, rows


def test_every_word_leads_to_every_entry_that_holds_it() -> None:
    made = entries(500)
    found, rows = read(dict(shards(made)))
    assert sorted(row[0] for row in rows) == sorted(one.location for one in made)
    for number, (location, title, text, *_) in enumerate(rows):
        assert SearchEntry(location, title, text) in made
        assert all(number in found[word][0] for word in words(title))
        assert all(number in found[word][1] for word in words(text))
    assert list(found) == sorted(found, key=lambda word: word.encode("utf-16-be"))


def test_pages_come_first_and_what_stands_on_one_names_it() -> None:
    page = SearchEntry("claims/a/", "Thread A", "")
    files = dict(shards([SearchEntry("claims/a/#one", "One", "x"), page]))
    assert json.loads(files[START])["pages"] == 1
    assert read(files)[1] == [
        ["claims/a/", "Thread A", ""],
        ["claims/a/#one", "One", "x", "Thread A"],
    ]


def test_a_word_of_most_texts_finds_titles_only() -> None:
    made = [*entries(2_000), SearchEntry("entities/salt/", "Salt", "A mineral")]
    files = dict(shards(made))
    found, rows = read(files)
    assert "salt" in json.loads(files[START])["common"]
    assert [rows[number][0] for number in found["salt"][0]] == ["entities/salt/"]
    assert found["salt"][1] == []


def test_files_stay_small_and_are_the_same_each_time() -> None:
    files = dict(shards(entries(3_000)))
    assert files == dict(shards(entries(3_000)))
    ordinary = [one for one in files.values() if not one.startswith(b'[["lot"')]
    assert max(map(len, ordinary)) <= OF_WORDS + 2
    other = dict(shards(entries(3_001)))
    assert not {*files} & {*other} - {START}, "another index lies in another folder"


def test_nothing_at_all_is_an_index_too() -> None:
    assert read(dict(shards([])))[1] == []


def test_what_is_large_no_longer_fits_the_bound(site: Project) -> None:
    index = (site.site / "search/search_index.json").read_bytes()
    docs = json.loads(index)["docs"]
    ours = [one for one in docs if one["location"].startswith(("claims/", "entities/"))]
    each = len(gzip.compress(json.dumps(ours, ensure_ascii=False).encode())) / len(ours)
    assert VISIT + LARGE * each < 300_000


def test_what_the_theme_found_becomes_plain_text() -> None:
    theirs = {"docs": [{"location": "a/", "title": "A &amp; B", "text": "<p>x&lt;y</p><p>z</p>"}]}
    assert their_entries(theirs) == [SearchEntry("a/", "A & B", "x<y z")]
    held = json.loads(whole_index(theirs, [SearchEntry("b/", "<b>", "&")]))["docs"]
    assert held[0] == theirs["docs"][0]
    assert not {"<", ">"} & set(held[1]["title"])


def test_every_text_that_a_file_can_hold_comes_back() -> None:
    texts = [text for _, text in INPUTS if text.isascii()]
    made = [SearchEntry(f"of/{at}/", text, text) for at, text in enumerate(texts)]
    assert [row[1] for row in read(dict(shards(made)))[1]] == texts


def test_a_large_site_is_built_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = project(SAMPLE, tmp_path / "project")
    small = made.build()
    assert small.code == 0, small.err
    before = made.built()
    docs = json.loads(before["search/search_index.json"])["docs"]
    assert b"assets/search/large.js" not in before["index.html"]
    assert START not in before
    monkeypatch.setattr(building, "LARGE", 1)
    outcome = made.build()
    assert outcome.code == 0, outcome.err
    after = made.built()
    assert json.loads(after["search/search_index.json"])["docs"] == []
    assert all(b"assets/search/large.js" in after[path] for path in after if path.endswith(".html"))
    files = {path: one for path, one in after.items() if path.startswith("search/")}
    del files["search/search_index.json"]
    _, rows = read(files)
    assert sorted(row[0] for row in rows) == sorted(one["location"] for one in docs)
    # The policy is the same: nothing more may run.
    assert before["_headers"] == after["_headers"]
    assert made.build().code == 0
    assert made.built() == after
