"""What may be thrown at the reader, at dates, at locators and at folding, and what must hold then.

A target makes an input from a source of chance, and asserts what is true of any input. It knows
two things for sure: nothing but the project's own error may be raised, and what is read must be
what another reader of YAML 1.2 gives, or what the text itself says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import yaml12
from pydantic import ValidationError

from macros.evidence.fold import fold, folded
from macros.evidence.passage import Fault, locate
from macros.records.dates import PATTERN, Date, DateError
from macros.records.evidence import Cite, When
from macros.records.reader import CODES, Document, Value, parse
from macros.records.reader.careful import Careful
from macros.records.reader.characters import FORBIDDEN
from macros.records.reader.quick import built
from macros.records.reader.text import Text

Chance = random.Random


@dataclass(frozen=True, slots=True)
class Target:
    """Something to throw inputs at."""

    make: Callable[[Chance], str]
    hold: Callable[[str], None]
    """Asserts what must hold of an input."""
    share: int
    """How many of a hundred inputs it gets."""


def _joined(pieces: list[str], longest: int) -> Callable[[Chance], str]:
    def make(chance: Chance) -> str:
        return "".join(chance.choices(pieces, k=chance.randint(1, longest)))

    return make


# The reader

# Words only, so that a reader that guesses types reads them as text, too.
_MARKS = [
    *("a", "b", "x y", "é", "名", "null", ": ", ":", "- ", "-", "a: ", "- a: ", "\n", "\n  "),
    *("\n ", "\n    ", "\n- ", "\na: ", "\n  b: ", "\n\n", "\r\n", " ", "  ", "#", " #"),
    *(" # c\n", "|\n  ", ">\n  ", "|", ">", "|-\n  ", ">+\n ", "|2-\n", "[", "]", "{", "}"),
    *(",", ", ", "? ", "?", "'", '"', "''", "\\", "\\n", "\\\n", '"a"', "'b'", "[a, b]", "{a: b}"),
    *("a#b", "a:b", "---", "..."),
]
_TRAPS = [
    *(
        "\t",
        "\r",
        "&x ",
        "*x",
        "!t ",
        "!!str ",
        "!<",
        "<<: ",
        "%YAML 1.2\n",
        "~",
        "“",
        "”",
        "@",
        "`",
    ),
    *("\ufeff", "\u202e", "\u2028", "\x85", "\0", "\x07", "\ud800", "\ufdd0", "\U000e0041"),
    *("\\x00", "\\u202e", "\\ud800", "\\UFFFFFFFF", "\\x", "=======\n", "<<<<<<< a\n", "\n...\n"),
    *("\n--- ", "NO", "012", "1.10", "\u00a0", "\u200d", "𝒳"),
]
_FEW = _joined(_MARKS, 14)
_MANY = _joined(_MARKS + _TRAPS, 30)


def _yaml(chance: Chance) -> str:
    return (_FEW if chance.random() < 0.6 else _MANY)(chance)


def _reader(text: str) -> None:
    document = parse(text, "x.yml")
    holds(document)
    if not document.problems:
        careful = Careful(Text("x.yml", document.text))
        assert not careful.faults
        quick = built(Text("x.yml", document.text).clean)
        assert quick in (None, (careful.value, careful.starts))
    if document.ok and not _GUESSED.search(text):
        try:
            other = yaml12.parse_yaml(document.text)
        except ValueError as error:
            raise AssertionError(f"read, and refused by YAML 1.2: {error}") from error
        assert _same(document.value, other), f"{document.value!r}, in YAML 1.2 {other!r}"


# What the other reader takes for a number, a date or nothing.
_GUESSED = re.compile(r"[0-9~\u00a0\u2028\u2029\x85]|\.(?:inf|nan)|true|false", re.IGNORECASE)


def _same(mine: Value, other: object) -> bool:
    if isinstance(mine, dict):
        return isinstance(other, dict) and (
            [(key, True) for key in mine]
            == [(key, _same(mine.get(key), value)) for key, value in other.items()]
        )
    if isinstance(mine, list):
        return isinstance(other, list) and (
            len(mine) == len(other) and all(map(_same, mine, other))
        )
    return mine == other


def holds(document: Document) -> None:
    """Assert what is true of every document."""
    lines = document.text.split("\n")
    for problem in document.problems:
        assert problem.code in CODES
        if document.text:
            assert 1 <= problem.place.line <= len(lines)
            assert problem.excerpt in ("", document.excerpt(problem.place.line))
        assert 1 <= problem.place.column <= len(problem.excerpt) + 1
        assert problem.place.width >= 1
        assert problem.text().encode("utf-8")
    waiting: list[tuple[Value, tuple[str | int, ...]]] = [(document.value, ())]
    while waiting:
        value, steps = waiting.pop()
        place = document.place(*steps)
        assert 1 <= place.line <= len(lines)
        if isinstance(value, str):
            assert not FORBIDDEN.search(value)
        elif isinstance(value, list):
            waiting += [(item, (*steps, index)) for index, item in enumerate(value)]
        elif value is not None:
            assert all(type(key) is str and key for key in value)
            waiting += [(item, (*steps, key)) for key, item in value.items()]
    if document.value is None:
        assert document.problems


# Dates

_DATES = _joined(
    [
        *(
            "2023",
            "1",
            "0",
            "9",
            "19",
            "197X",
            "X",
            "-",
            "-02",
            "-08",
            "-30",
            "-31",
            "/",
            "..",
            "[",
            "]",
        ),
        *(
            "~",
            "?",
            " ",
            "about ",
            "since ",
            "to ",
            "between ",
            " and ",
            "Q1",
            "May ",
            "3 May 2023",
        ),
        *(
            "12/03/2023",
            "0000",
            "9999",
            "{",
            "}",
            "{fix}",
            "١",
            "²",
            "\n",
            "é",
            "Sept. ",
            "200",
            "0s",
        ),
    ],
    8,
)


def _date(text: str) -> None:
    try:
        date = Date.parse(text)
    except DateError as error:
        assert error.sentence and error.fix
        _refused(text)
        return
    assert re.fullmatch(PATTERN, text)
    assert str(date) == text == When(date=date).date.text
    assert date.words() and date.short()
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
    years = set(re.findall("[0-9]{4}", text))
    assert set(re.findall("[0-9]{4}", date.words())) >= {
        year for year in years if date.words().count("s") or year
    } - {year for year in years if f"{year}s" in date.words()}
    assert not date < date
    assert Date.parse(text) == date


def _refused(text: str) -> None:
    try:
        When.model_validate({"date": text})
    except ValidationError as error:
        assert all(one["msg"] for one in error.errors())
    else:
        raise AssertionError("a model takes what the notation refuses")


# Folding and locators

_WORDS = [
    *("one", "two", "Three", "l’eau", "co-\noperate", "“so”", "ﬁve", "İst", "ß", "é", "e\u0301"),
    *("Ω", "ǆ", "ﷺ", "한", "\u1112\u1161", "\u0345", "\u00ad", "\u200d", "½", "①", "Ⅷ", "ẞ", "ΐ"),
    *("a.b", "U.S.", "Mr.", "1,000", "–", "—", "…", "!", "?", ".", "\n", "\u00a0", "𝔘", "\u0307"),
]
_SPACES = [" ", " ", " ", " ", "\n", "  ", "\u00a0", "-", ""]


def _prose(chance: Chance) -> str:
    count = chance.randint(1, 30)
    words = (chance.choice(_WORDS) + chance.choice(_SPACES) for _ in range(count))
    return "".join(words)


def _folding(text: str) -> None:
    once, kept = fold(text), folded(text)
    assert fold(once) == once
    assert kept.text == once, f"{kept.text!r} by characters, {once!r} as a whole"
    assert len(kept.places) == len(kept.text)
    assert all(0 <= one <= other < len(text) for one, other in pairwise(kept.places))
    for place in range(len(text) + 1):
        at = kept.at(place)
        assert at == len(kept.places) or kept.places[at] >= place


def _locator(text: str) -> None:
    """Cite a stretch of the text in its own words: it is found where it stands, or told why."""
    words = text.split()
    for length in (3, 5):
        for begin in range(0, max(1, len(words) - length), 3):
            start = " ".join(words[begin : begin + length])
            end = " ".join(words[begin + 2 : begin + 2 + length]) or None
            for last in (None, end):
                try:
                    cite = Cite(source="a", start=start, end=last)
                except ValidationError:
                    continue
                found = locate(cite, folded(text))
                if isinstance(found, Fault):
                    assert found.sentence and found.fix
                    continue
                assert found.text == text[found.start : found.end]
                assert fold(found.text).startswith(fold(start))
                assert not last or fold(found.text).endswith(fold(last))


TARGETS = {
    "reader": Target(_yaml, _reader, 45),
    "dates": Target(_DATES, _date, 30),
    "folding": Target(_prose, _folding, 15),
    "locators": Target(_prose, _locator, 10),
}
