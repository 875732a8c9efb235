"""The sketch: it refutes no true cite, refutes most invented ones, and gives no text away."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.evidence import sketch as module
from macros.evidence.fold import fold
from macros.evidence.sketch import RUN, Sketch
from tests.evidence.attack import (
    BEAM,
    WORDS,
    AgainstShingles,
    AgainstSketch,
    Outcome,
    attack,
    word_list,
)
from tests.evidence.texts import ARTICLES, own_texts, windows

TEXTS = own_texts()
LONG = sorted(source for source, text in TEXTS.items() if len(text.split()) > 800)


def sketch_of(source: str) -> Sketch:
    return Sketch.of(source, fold(TEXTS[source]))


@pytest.mark.parametrize("source", TEXTS)
def test_no_true_words_are_refuted(source: str) -> None:
    sketch, text = sketch_of(source), TEXTS[source]
    for size in (1, 2, 3, 4, 5, 40):
        for window in windows(text, size):
            assert sketch.may_hold(" ".join(window)), window
    assert sketch.may_hold(text)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=80), st.data())
def test_no_part_of_any_text_is_refuted(text: str, data: st.DataObject) -> None:
    whole = fold(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    sketch = Sketch.of("any", whole)
    assert sketch.may_hold(whole[start:end])
    assert Sketch.read("any", str(sketch)) == sketch


def test_a_sketch_has_one_bit_a_character() -> None:
    for source, text in TEXTS.items():
        assert 0 <= 8 * len(sketch_of(source).bits) - len(fold(text)) < 8
    assert len(Sketch.of("empty", "").bits) == 1


def test_a_sketch_is_keyed_by_its_source() -> None:
    text = fold(TEXTS[LONG[0]])
    assert Sketch.of("one", text).bits != Sketch.of("other", text).bits
    assert Sketch.of("one", text) == Sketch.of("one", text)


UNREADABLE = ["", "….", "AA", "A===", "AAA\n=", "é", "{}", "AA==BB", "A A="]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_sketch(text: str) -> None:
    with pytest.raises(ValueError, match="the sketch is"):
        Sketch.read("any", text)


# How much passes that is not there. “Invented”: two runs of four words of another text, which
# stands for whatever somebody makes up on the same subject; both must pass.


@cache
def invented(source: str, other: str) -> float:
    sketch, text = sketch_of(source), fold(TEXTS[source])
    foreign = [" ".join(window) for window in windows(TEXTS[other], 4)]
    foreign = [words for words in foreign if fold(words) not in text]
    passing = mean(sketch.may_hold(words) for words in foreign)
    return passing * passing


def near_misses(source: str, words: list[str]) -> float:
    sketch, text, dice = sketch_of(source), fold(TEXTS[source]), random.Random(source)  # noqa: S311
    changed = []
    for window in windows(TEXTS[source], 4):
        for at in range(4):
            wrong = " ".join((*window[:at], dice.choice(words), *window[at + 1 :]))
            if fold(wrong) not in text:
                changed.append(wrong)
    return mean(sketch.may_hold(wrong) for wrong in changed)


@cache
def near_misses_by_word(source: str, other: str) -> float:
    """Any word of another text in the place of one: mostly a word of substance."""
    return near_misses(source, sorted(set(TEXTS[other].split())))


@cache
def near_misses_as_met(source: str, other: str) -> float:
    """A word of another text as often as it stands there: mostly a short one."""
    return near_misses(source, TEXTS[other].split())


PAIRS = list(itertools.permutations(LONG, 2))


def test_how_many_invented_cites_pass() -> None:
    """Our own texts have the short words that pass most easily; the articles are at 1 in 1,000."""
    rates = {pair: invented(*pair) for pair in PAIRS}
    print("invented cites that pass:", {pair: f"{rate:.2%}" for pair, rate in rates.items()})
    assert 0.003 < mean(rates.values()) < 0.008
    assert max(rates.values()) < 0.012


NEAR = [(near_misses_by_word, 0.06, 0.12), (near_misses_as_met, 0.11, 0.17)]


@pytest.mark.parametrize(("measure", "least", "most"), NEAR)
def test_how_many_near_misses_pass(
    measure: Callable[[str, str], float], least: float, most: float
) -> None:
    rates = {pair: measure(*pair) for pair in PAIRS}
    print("cites with one wrong word that pass:", {p: f"{rate:.1%}" for p, rate in rates.items()})
    assert least < mean(rates.values()) < most


def test_how_many_pass_on_the_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = {file.stem: file.read_text("utf-8") for file in ARTICLES.glob("*.txt")}
    if len(articles) < 2:
        pytest.skip(f"no two articles at {ARTICLES}: nothing to measure")
    for source, text in articles.items():
        monkeypatch.setitem(TEXTS, source, text)
    pairs = list(itertools.permutations(articles, 2))
    rates = [mean(measure(*pair) for pair in pairs) for measure in (invented, near_misses_by_word)]
    print("on the articles: invented {:.2%}, near misses {:.1%}".format(*rates))
    assert 0.0005 < rates[0] < 0.003
    assert 1 / 18 < rates[1] < 1 / 11


def test_the_documented_figures_are_those() -> None:
    said = " ".join((module.__doc__ or "").split())
    found = re.search(
        r"one invented cite in (\d+) to ([\d,]+) .* one in (\w+) to (\w+) with a single wrong word",
        said,
    )
    assert found, said
    often, seldom = (int(figure.replace(",", "")) for figure in found.groups()[:2])
    rates = [invented(*pair) for pair in PAIRS]
    assert 1 / seldom < min(rates) < max(rates) < 1 / often
    in_words = {"six": 6, "seven": 7, "eight": 8, "sixteen": 16, "seventeen": 17, "eighteen": 18}
    often, seldom = (in_words[word] for word in found.groups()[2:])
    assert abs(1 / mean(near_misses_as_met(*pair) for pair in PAIRS) - often) < 1
    assert often < 1 / mean(near_misses_by_word(*pair) for pair in PAIRS) < seldom


# The attack by which the text might be rebuilt.

STARTS = 8
ATTACKED = max(LONG, key=lambda source: len(TEXTS[source]))


def starts(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return locators of four words over the whole text, each with the eight words behind it."""
    words = tuple(word for word in map(fold, text.split()) if word)
    places = [(2 * index + 1) * len(words) // (2 * STARTS) for index in range(STARTS)]
    return [(words[at : at + 4], words[at + 4 : at + 12]) for at in places]


def shown(what: str, outcomes: list[Outcome]) -> None:
    survivors = [outcome.survivors for outcome in outcomes]
    kept = [outcome.kept for outcome in outcomes]
    print(
        f"{what}: {survivors} words survive the first step; words kept in a beam of {BEAM}: {kept}"
    )


def test_the_text_cannot_be_rebuilt_from_its_sketch() -> None:
    text = TEXTS[ATTACKED]
    words = word_list(text)
    assert len(words) >= WORDS
    against = AgainstSketch(sketch_of(ATTACKED), words)
    outcomes = [attack(against, *start) for start in starts(text)]
    shown("sketch", outcomes)
    assert len(outcomes) >= 8
    assert sum(outcome.kept >= 3 for outcome in outcomes) == 0
    assert mean(outcome.survivors for outcome in outcomes) > 500


def test_the_same_attack_rebuilds_a_text_from_hashes_of_five_words() -> None:
    text = TEXTS[ATTACKED]
    against = AgainstShingles(text, word_list(text))
    outcomes = [attack(against, locator, true[:5]) for locator, true in starts(text)]
    shown("hashes of five words", outcomes)
    assert sum(outcome.kept == 5 for outcome in outcomes) >= 7
    assert max(outcome.survivors for outcome in outcomes) <= 2


def test_the_same_attack_rebuilds_a_text_from_eight_bits_a_character() -> None:
    text = fold(TEXTS[ATTACKED])
    key, bits = blake2b(ATTACKED.encode()).digest()[:32], bytearray(len(text))
    for at in range(len(text) - RUN + 1):
        run = text[at : at + RUN].encode()
        place = int.from_bytes(blake2b(run, key=key, digest_size=8).digest(), "big")
        place %= 8 * len(bits)
        bits[place >> 3] |= 1 << (place & 7)
    against = AgainstSketch(Sketch(ATTACKED, bytes(bits)), word_list(TEXTS[ATTACKED]))
    places = starts(TEXTS[ATTACKED])
    outcomes = [attack(against, locator, true[:3]) for locator, true in places]
    shown("eight bits a character", outcomes)
    assert sum(outcome.kept == 3 for outcome in outcomes) >= 7
