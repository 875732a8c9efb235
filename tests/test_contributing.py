"""The page for contributors: its example is a good record, and its commands are there."""

from __future__ import annotations

import re

import pytest

from macros.checks import inspect
from macros.cli import COMMANDS
from tests.conftest import DataDir
from tests.projects import ROOT, SAMPLE

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
TARGETS = (ROOT / "Makefile").read_text("utf-8")


def test_its_worked_example_has_no_fault(data_dir: DataDir) -> None:
    example = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]
    rest = (SAMPLE / "data" / "claims" / "lamp-oil.yml").read_text("utf-8")
    others = rest[rest.index("- id: barrels-counted") :]
    data = data_dir({"claims/lamp-oil.yml": example + others})
    found = inspect(data, SAMPLE / "texts").problems
    assert [one.text() for one in found if one.severity.value == "error"] == []


@pytest.mark.parametrize("line", re.findall(r"^\|.*(?:make|python).*\|$", PAGE, re.MULTILINE))
def test_each_row_names_commands_that_are_there(line: str) -> None:
    for target in re.findall(r"`make ([a-z-]+)`", line):
        assert re.search(rf"^{target}:", TARGETS, re.MULTILINE), target
    for command in re.findall(r"-m macros (\w+)", line):
        assert command in COMMANDS


def test_every_command_named_in_it_is_there() -> None:
    assert set(re.findall(r"python -m macros (\w+)", PAGE)) <= set(COMMANDS)
    assert set(re.findall(r"`make ([a-z-]+)`", PAGE)) <= set(
        re.findall(r"^([a-z-]+):", TARGETS, re.MULTILINE)
    )


def test_it_names_the_forms_and_no_jargon() -> None:
    assert "Suggest a fact" in PAGE
    for word in ("schema validation", "linter", "CI/CD", "upstream", "rebase", "squash"):
        assert word not in PAGE
