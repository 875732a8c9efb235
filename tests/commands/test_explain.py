"""Every code is explained, and every example of a file's form does what is said of it."""

from __future__ import annotations

import re

import pytest

from macros.checks import EXPLANATIONS, RULES, Explanation, Subject
from macros.records.codes import CODES, OF_RECORDS
from macros.records.reader import CODES as OF_FILES
from macros.records.reader import parse
from tests.projects import SAMPLE, Project, run

FINE, USAGE = 0, 2
# What no short text can show: these examples speak of a file on a disk, or of a very long one.
ON_DISK = {
    "missing-file", "unreadable-file", "folder", "symlink", "special-file", "too-large",
    "too-many", "not-utf-8", "utf-16", "more-problems",
}  # fmt: skip


def explain(*arguments: str) -> str:
    outcome = run("--project", str(SAMPLE), "explain", *arguments)
    assert (outcome.code, outcome.err) == (FINE, "")
    return outcome.out


def test_the_list_names_every_code_once() -> None:
    listed = re.findall(r"^  ([a-z0-9-]+)  \((?:error|warning|hint)\)$", explain(), re.MULTILINE)
    assert sorted(listed) == sorted(one.code for one in EXPLANATIONS)
    assert len(set(listed)) == len(listed)


def test_every_code_is_explained() -> None:
    assert [one.code for one in EXPLANATIONS] == [*CODES, *(rule.code for rule in RULES)]
    assert not set(OF_FILES) & set(OF_RECORDS)


HEAD = (
    r"(error|warning|hint), (form|structure|evidence|language); needs (no text|the source's text); "
    r"(it cannot be waived|a record can waive it with a reason)"
)


@pytest.mark.parametrize("one", EXPLANATIONS, ids=lambda one: one.code)
def test_an_explanation_is_whole(one: Explanation) -> None:
    shown = explain(one.code)
    assert re.fullmatch(f"{one.code}: {HEAD}", shown.splitlines()[0])
    assert re.search(r"breaks it:\n    \S.*\n(    .*\n)*  keeps it:\n    \S", shown)
    assert all(character.isprintable() or character == "\n" for character in shown)


@pytest.mark.parametrize("code", sorted(set(OF_FILES) - ON_DISK))
def test_a_files_example_breaks_its_rule_and_keeps_it(code: str) -> None:
    bad = OF_FILES[code].bad
    # Of one rule the fault is that no line break follows.
    found = {one.code for end in ("\n", "") for one in parse(bad + end, "x.yml").problems}
    assert code in found
    good = parse(OF_FILES[code].good + "\n", "x.yml")
    assert good.problems == ()


CALLS = [
    ("hedge-mising", "there is no rule “hedge-mising”; did you mean “hedge-missing”"),
    ("zzz", "there is no rule “zzz”; brief explain  lists them all"),
]


@pytest.mark.parametrize(("code", "said"), CALLS)
def test_an_unknown_code(code: str, said: str) -> None:
    outcome = run("--project", str(SAMPLE), "explain", code)
    assert (outcome.code, outcome.out) == (USAGE, "")
    assert said in outcome.err


def test_the_method_page_shows_the_same_table(sample_site: Project) -> None:
    page = sample_site.page("method")
    assert [code for code in CODES if f'id="{code}"' not in page] == []
    assert [one.value for one in Subject if f'id="rules-{one.value}"' not in page] == []
