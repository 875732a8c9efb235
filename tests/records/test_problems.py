"""How a problem is printed: sentence, source line, caret, fix, and nothing a terminal obeys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.records.problems import (
    EXCERPT_LIMIT,
    Place,
    Problem,
    Severity,
    nearest,
    report,
    visible,
)


def problem(
    line: int = 3,
    column: int = 12,
    width: int = 7,
    excerpt: str = "  subject: rosnfet",
    fix: str = "did you mean “rosneft”?",
    sentence: str = "no record is called “rosnfet”",
) -> Problem:
    """Build the problem of most rows."""
    place = Place("data/claims/x.yml", line, column, width)
    return Problem(place, Severity.ERROR, "unknown-id", sentence, fix, excerpt)


HEAD = "error unknown-id: no record is called “rosnfet”"


@pytest.mark.parametrize(
    ("given_problem", "expected"),
    [
        pytest.param(
            problem(),
            f"data/claims/x.yml:3:12: {HEAD}\n"
            "   |\n"
            "  3|   subject: rosnfet\n"
            "   |            ^^^^^^^\n"
            "   = fix: did you mean “rosneft”?",
            id="plain",
        ),
        pytest.param(
            problem(line=12345),
            f"data/claims/x.yml:12345:12: {HEAD}\n"
            "     |\n"
            "12345|   subject: rosnfet\n"
            "     |            ^^^^^^^\n"
            "     = fix: did you mean “rosneft”?",
            id="wide gutter",
        ),
        pytest.param(
            problem(fix="add below it\ncites:\n  - source: x"),
            f"data/claims/x.yml:3:12: {HEAD}\n"
            "   |\n"
            "  3|   subject: rosnfet\n"
            "   |            ^^^^^^^\n"
            "   = fix: add below it\n"
            "          cites:\n"
            "            - source: x",
            id="fix of several lines",
        ),
        pytest.param(
            problem(excerpt=""),
            f"data/claims/x.yml:3:12: {HEAD}\n   = fix: did you mean “rosneft”?",
            id="no excerpt",
        ),
        pytest.param(problem(excerpt="", fix=""), f"data/claims/x.yml:3:12: {HEAD}", id="no fix"),
    ],
)
def test_text(given_problem: Problem, expected: str) -> None:
    """The whole message, line by line."""
    assert given_problem.text() == expected


@pytest.mark.parametrize(
    ("excerpt", "column", "width", "line", "carets"),
    [
        pytest.param("a: b", 4, 99, "a: b", "   ^", id="never past the end"),
        pytest.param("a: b", 99, 1, "a: b", "    ^", id="one past the end at most"),
        pytest.param("a: b", 1, 0, "a: b", "^", id="at least one caret"),
        pytest.param("名: rosnfet", 4, 7, "名: rosnfet", "    ^^^^^^^", id="wide before"),
        pytest.param("a: 名前", 4, 2, "a: 名前", "   ^^^^", id="wide token"),
        pytest.param("e\u0301: xy", 5, 2, "e\u0301: xy", "   ^^", id="combining before"),
        pytest.param("\ta: x", 5, 1, "\\ta: x", "     ^", id="tab shown"),
        pytest.param("a: \u202eb", 5, 1, "a: \\u202eb", "         ^", id="bidi shown"),
        pytest.param("a: \x1b[2J", 4, 1, "a: \\x1b[2J", "   ^^^^", id="escape shown"),
        pytest.param("\U000e0041a", 2, 1, "\\U000e0041a", "          ^", id="tag shown"),
        pytest.param("x" * 200, 1, 3, "x" * EXCERPT_LIMIT + "…", "^^^", id="cut on the right"),
        pytest.param(
            "x" * 200,
            200,
            1,
            "…" + "x" * EXCERPT_LIMIT,
            " " * EXCERPT_LIMIT + "^",
            id="cut on the left",
        ),
        pytest.param(
            "x" * 500 + "YY" + "x" * 500,
            501,
            2,
            "…" + "x" * 53 + "YY" + "x" * 105 + "…",
            " " * 54 + "^^",
            id="cut on both sides",
        ),
    ],
)
def test_caret(excerpt: str, column: int, width: int, line: str, carets: str) -> None:
    """The source line as printed, and the carets in the columns of a terminal."""
    lines = problem(excerpt=excerpt, column=column, width=width).text().split("\n")
    assert lines[2] == f"  3| {line}"
    assert lines[3] == f"   | {carets}"


def test_hostile_text_is_visible_everywhere() -> None:
    """Path, sentence and fix may come from a hostile file as well as the excerpt."""
    place = Place("a\x1b.yml", 1, 1)
    hostile = Problem(place, Severity.HINT, "x", "s\x07\ny", "f\x9b\u2066", "e\x00")
    printed = hostile.text()
    assert printed.startswith("a\\x1b.yml:1:1: hint x: s\\x07\\ny\n")
    assert "f\\x9b\\u2066" in printed
    assert all(
        character == "\n" or unicodedata.category(character) not in {"Cc", "Cf"}
        for character in printed
    )


def test_report_sorts_by_place_and_code() -> None:
    """Whatever the order of finding, the report reads down the files."""

    def at(path: str, line: int, column: int, code: str) -> Problem:
        return Problem(Place(path, line, column), Severity.ERROR, code, "s", "")

    wanted = [
        at("a.yml", 2, 9, "z"),
        at("a.yml", 10, 1, "b"),
        at("a.yml", 10, 1, "c"),
        at("a.yml", 10, 2, "a"),
        at("b.yml", 1, 1, "a"),
    ]
    assert report(reversed(wanted)) == "\n\n".join(each.text() for each in wanted)
    assert report([]) == ""


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("rosnfet", ["rosneft", "gazprom", "novatek"], ["rosneft"]),
        ("ROSNEFT", ["rosneft"], ["rosneft"]),
        ("rosneft", ["Rosneft"], ["Rosneft"]),
        ("claim-1", ["claim-2", "claim-3", "claim-4"], ["claim-4", "claim-3"]),
        ("zzz", ["rosneft"], []),
        ("", ["rosneft"], []),
        ("x" * 300, ["x" * 300], []),
    ],
)
def test_nearest(word: str, candidates: list[str], expected: list[str]) -> None:
    """Two candidates at most, and only those that look alike."""
    assert nearest(word, candidates) == expected


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(), st.text(), st.integers(-3, 400), st.integers(-3, 400), st.integers(0, 10**6))
def test_any_text_prints(excerpt: str, words: str, column: int, width: int, line: int) -> None:
    """Printing never fails, never grows lines and never passes on a control character."""
    printed = problem(line, column, width, excerpt, words.replace("\n", ""), words).text()
    assert len(printed.split("\n")) <= 5
    assert printed == "\n".join(visible(row) for row in printed.split("\n"))
    assert printed.encode("utf-8")
