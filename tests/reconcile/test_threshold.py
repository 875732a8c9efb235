"""What the prose says of reconciling is what the code does."""

from __future__ import annotations

import re

import pytest

from macros.evidence.names import SAME_NAME
from tests.projects import ROOT, Project


@pytest.mark.parametrize("file", ["README.md", ".github/MAINTAINING.md"])
def test_the_command_is_told_of(file: str) -> None:
    assert "brief reconcile LIST" in (ROOT / file).read_text("utf-8")


def test_the_threshold_in_the_prose_is_that_of_the_code() -> None:
    prose = (ROOT / ".github" / "MAINTAINING.md").read_text("utf-8")
    assert set(re.findall(r"score of (0\.\d+)", prose)) == {f"{SAME_NAME}"}


def test_the_method_page_has_it_from_the_code(site: Project) -> None:
    assert f"likeness of {SAME_NAME} on" in site.page("method")
