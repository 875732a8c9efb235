"""Every rule finds what breaks it, at its place and nothing else, and lets pass what keeps it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from macros.briefing import open_briefing
from macros.checks import RULES, Report, check, inspect
from macros.evidence.desk import Desk
from macros.records.problems import Severity
from tests.checks.cases import (
    RULES_FOLDER,
    Case,
    first_lines,
    read_cases,
    read_golden,
    sample_files,
    write_golden,
)
from tests.projects import SAMPLE, lay

CASES = read_cases()
GOOD = [case for case in CASES if case.good]
BAD = [case for case in CASES if not case.good]
CODES = {rule.code: rule for rule in RULES}


FAILS = {  # by the worst that is found: without --strict, with it
    Severity.ERROR: (True, True),
    Severity.WARNING: (False, True),
    Severity.HINT: (False, False),
}


@pytest.fixture(scope="session")
def files() -> Mapping[str, str]:
    """The sample's files by path."""
    return sample_files()


@pytest.mark.parametrize("case", BAD, ids=str)
def test_bad(
    case: Case, files: Mapping[str, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    report = case.report(tmp_path, files)
    lines = first_lines(report)
    if request.config.getoption("--update-golden"):
        write_golden(case, lines)
    assert list(lines) == read_golden(case.golden).get(str(case))
    assert case.code in {problem.code for problem in report.problems}
    severities = {problem.severity for problem in report.problems}
    worst = next(severity for severity in Severity if severity in severities)
    assert (report.fails(strict=False), report.fails(strict=True)) == FAILS[worst]
    for problem in report.problems:
        assert problem.severity is CODES[problem.code].severity
        assert problem.fix
        assert problem.sentence[-1] not in ".:"
        assert_place(problem.place.path, problem.place.line, problem.place.column, tmp_path)


def assert_place(path: str, line: int, column: int, root: Path) -> None:
    """Assert that a problem points at a character that is there."""
    file = root / path
    if file.is_file() and file.suffix in (".yml", ".md"):
        shown = file.read_text("utf-8").splitlines()[line - 1]
        assert shown[column - 1 : column].strip(), f"{path}:{line}:{column}"


@pytest.mark.parametrize("case", GOOD, ids=str)
def test_good(case: Case, files: Mapping[str, str], tmp_path: Path) -> None:
    assert first_lines(case.report(tmp_path, files)) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_a_bad_and_a_good_case(code: str) -> None:
    kinds = {case.good for case in CASES if case.code == code}
    assert kinds == {True, False}, f"add a bad and a good row for {code} to tests/checks/rules/"


def test_every_case_belongs_to_a_rule() -> None:
    assert {case.code for case in CASES} <= set(CODES)
    assert len({str(case) for case in CASES}) == len(CASES)
    for file in RULES_FOLDER.glob("*.txt"):
        known = {str(case) for case in BAD if case.golden == file}
        assert set(read_golden(file)) == known, file.name


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_what_it_is(code: str) -> None:
    rule = CODES[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-Z“])", rule.text)
    assert 1 <= len(sentences) <= 2, rule.text
    assert rule.text[0].isupper()
    assert rule.text.endswith(".")
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good


def test_no_two_rules_have_one_code() -> None:
    assert len(CODES) == len(RULES)


def test_the_sample_is_clean(files: Mapping[str, str], tmp_path: Path) -> None:
    lay(tmp_path, files)
    data = tmp_path / "data"
    assert first_lines(inspect(data, tmp_path / "texts", root=tmp_path)) == ()
    assert first_lines(inspect(data, root=tmp_path)) == ()
    assert first_lines(inspect(data)) == ()


def test_a_rule_that_needs_the_text_says_so(files: Mapping[str, str], tmp_path: Path) -> None:
    """What a bad case of such a rule finds with the text, it does not find without it."""
    cases = {case.code: case for case in BAD if case.hand == "texts"}
    for code, case in cases.items():
        if CODES[code].needs_text:
            without = replace(case, hand="nothing").report(tmp_path / code, files)
            assert code not in {problem.code for problem in without.problems}, case


# Waivers.


def waiver(code: str) -> Mapping[str, str]:
    """Return the edit that waives a rule in the claim roe-same-name."""
    old = "- id: roe-same-name"
    new = f"{old}\n  waive: [{{code: {code}, reason: A case of the tests.}}]"
    return {"in": "data/claims/lamp-oil.yml", "for": old, "put": new}


def waived(files: Mapping[str, str], tmp_path: Path, code: str, *more: Mapping[str, str]) -> Report:
    """Check the sample with edits and a waiver."""
    return Case("any", "waived", False, (waiver(code), *more), "texts", Path()).report(
        tmp_path, files
    )


HEDGED = {
    "in": "texts/gazette-2031-doe.txt",
    "for": "that name steers",
    "put": "that name reportedly steers",
}
WRONG = {
    "in": "data/claims/lamp-oil.yml",
    "for": "start: A captain of that",
    "put": "start: A pilot of that",
}
INVENTED = {
    "in": "data/claims/lamp-oil.yml",
    "for": "text: a ship's captain bears",
    "put": "text: a smuggler bears",
}
WAIVED = [
    ("hedge-missing", [HEDGED], []),
    ("judgement-as-fact", [HEDGED], ["hedge-missing", "idle-waiver"]),
    ("hedge-missing", [], ["idle-waiver"]),
    ("cite-not-found", [WRONG], ["cite-not-found"]),
    ("cite-not-found", [], ["idle-waiver"]),
    ("no-such-rule", [], ["idle-waiver"]),
    ("unverified", [], ["idle-waiver"]),
]


@pytest.mark.parametrize(("code", "edits", "codes"), WAIVED)
def test_a_waiver_suppresses_a_warning_only(
    code: str,
    edits: list[Mapping[str, str]],
    codes: list[str],
    files: Mapping[str, str],
    tmp_path: Path,
) -> None:
    report = waived(files, tmp_path, code, *edits)
    assert sorted(problem.code for problem in report.problems) == codes


def test_what_was_not_verified_cannot_be_waived(files: Mapping[str, str], tmp_path: Path) -> None:
    """Else a contributor could wave an invented claim through a gate without texts."""
    case = Case("any", "waived", False, (waiver("unverified"), INVENTED), "evidence", Path())
    report = case.report(tmp_path, files)
    assert [problem.code for problem in report.problems] == ["idle-waiver", "unverified"]
    assert report.fails(strict=True)


def test_a_waiver_holds_for_its_own_record_only(files: Mapping[str, str], tmp_path: Path) -> None:
    other = {
        "in": "data/claims/lamp-oil.yml",
        "for": "      hedge: alleged\n      hedge_words: allegedly\n",
        "put": "",
    }
    report = waived(files, tmp_path, "hedge-missing", HEDGED, other)
    assert [(problem.code, problem.place.line) for problem in report.problems] == [
        ("hedge-missing", 10)
    ]


def test_problems_come_in_the_order_of_the_files_and_once(files: Mapping[str, str]) -> None:
    desk = Desk.lay(open_briefing(SAMPLE / "data"), SAMPLE / "nowhere", None)
    report = check(desk)
    assert [problem.code for problem in report.problems] == ["unverified"] * 7
    assert list(report.problems) == sorted(report.problems, key=lambda one: one.place)
    assert len(set(report.problems)) == len(report.problems)
