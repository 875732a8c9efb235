"""The folded text: what vanishes, what stays, and that every character knows its place."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.evidence.fold import fold, folded
from tests.evidence.texts import own_texts, windows

FOLDS = [
    ("", ""),
    ("Norland", "norland"),
    ("A 3-year, $1,000 deal!", "a3year1000deal"),
    ("“Curly” and ‘single’", "curlyandsingle"),
    ("no\u00a0break and\u202fnarrow", "nobreakandnarrow"),
    ("hyphen\u00adation", "hyphenation"),
    ("dash—dash–dash‑dash", "dashdashdashdash"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("Südmark", "sudmark"),
    ("Su\u0308dmark", "sudmark"),
    ("Straße", "strasse"),
    ("ﬁne ﬂax", "fineflax"),
    ("№ 5", "no5"),
    ("½", "12"),
    ("x²", "x2"),
    ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
    ("Нурланд", "нурланд"),
    ("İstanbul", "istanbul"),
    ("北の国 ７", "北の国7"),
    ("one\ntwo\r\n\tthree", "onetwothree"),
]


@pytest.mark.parametrize(("text", "wanted"), FOLDS)
def test_fold(text: str, wanted: str) -> None:
    assert fold(text) == wanted


# text, words, the stretches of the text that they are found as
FINDS = [
    ("One two three. One two.", "one two", ["One two", "One two"]),
    ("One two three. One two.", "TWO - THREE", ["two three"]),
    ("One two three", "on", []),
    ("One two three", "ne two", []),
    ("One two three", "two thre", []),
    ("say “three barrels” now", "three barrels", ["three barrels"]),
    ("the league's report", "league's report", ["league's report"]),
    ("the league’s report", "league's report", ["league’s report"]),
    ("the league’s report", "the league", ["the league"]),
    ("a well-known port", "known port", ["known port"]),
    ("no\u00a0break here", "no break here", ["no\u00a0break here"]),
    ("Südmark wins", "Sudmark wins", ["Südmark wins"]),
    ("Su\u0308dmark wins", "Südmark wins", ["Su\u0308dmark wins"]),
    ("glued wordsand more", "words and more", ["wordsand more"]),
    ("glued wordsand more", "glued words", []),
    ("glued words and more", "gluedwords and", ["glued words and"]),
    ("hyphen-\nated word", "hyphenated word", ["hyphen-\nated word"]),
    ("300,000 shells", "300 000 shells", ["300,000 shells"]),
    ("300,000 shells", "000 shells", ["000 shells"]),
    ("3000 shells", "000 shells", []),
    ("aaa aaa aaa", "aaa aaa", ["aaa aaa", "aaa aaa"]),
    ("one two", "", []),
    ("one two", "…", []),
    ("", "one", []),
    ("the end", "the end", ["the end"]),
]


@pytest.mark.parametrize(("text", "words", "wanted"), FINDS)
def test_find(text: str, words: str, wanted: list[str]) -> None:
    where = folded(text)
    stretches = [
        text[where.places[start] : where.places[end - 1] + 1] for start, end in where.find(words)
    ]
    assert stretches == wanted


@pytest.mark.parametrize("source", own_texts())
def test_every_character_knows_its_place(source: str) -> None:
    text = own_texts()[source]
    where = folded(text)
    assert where.text == fold(text)
    assert len(where.places) == len(where.text)
    assert list(where.places) == sorted(where.places)
    for character, place in zip(where.text, where.places, strict=True):
        assert character in fold(text[place])
    for place in range(len(text) + 1):
        assert where.at(place) == bisect_left(where.places, place)


@pytest.mark.parametrize("source", own_texts())
@pytest.mark.parametrize("size", [3, 4, 5])
def test_every_window_that_stands_once_is_found_at_its_place(source: str, size: int) -> None:
    text = own_texts()[source]
    where = folded(text)
    place, found, all_windows = 0, 0, windows(text, size)
    for window in all_windows:
        place = text.index(window[0], place)
        places = where.find(" ".join(window))
        assert where.at(place) in [start for start, _ in places], window
        found += len(places) == 1
        place += len(window[0])
    assert found > 0.9 * len(all_windows)


TEXTS = st.text(max_size=60) | st.text(alphabet="aßSſİıﬁ½e\u0301\u00a0’-–1²Σς\u0345 ", max_size=20)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(TEXTS)
def test_fold_is_idempotent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert all(character.isalnum() for character in once)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(TEXTS)
def test_fold_does_not_see_the_unicode_form(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(apart)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(TEXTS)
def test_a_text_is_folded_character_by_character(text: str) -> None:
    assert folded(text).text == fold(text)


ODD = "a I an of 5 1,000 “the” well-known U.S. don’t ﬁne Südmark ½ x² –so… (aa) aaa aa".split()
WORDS = st.lists(st.sampled_from(ODD), min_size=3, max_size=30)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(WORDS, st.integers(3, 5), st.data())
def test_a_window_of_any_text_is_found_at_its_place(
    words: list[str], size: int, data: st.DataObject
) -> None:
    size = min(size, len(words))
    first = data.draw(st.integers(0, len(words) - size))
    text = " ".join(words)
    where = folded(text)
    start = where.at(len(" ".join(words[:first])) + (1 if first else 0))
    end = where.at(len(" ".join(words[: first + size])))
    assert (start, end) in where.find(" ".join(words[first : first + size]))
