"""What need not be looked at again: after any edit, a check finds what one of everything finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from macros.cache import VARIABLE, Cache, kept
from macros.checks import RULES, inspect
from macros.checks.catalogue import check
from macros.checks.clean import Clean
from macros.records.problems import Problem
from tests import counts
from tests.checks.cases import PARTS, Case, read_cases, sample_files
from tests.projects import lay

# With the evidence as it is, so that an edit reaches no more than it has to.
CASES = [replace(case, hand="evidence") for case in read_cases()]
Found = tuple[Problem, ...]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place in which commands keep their things."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture(scope="module")
def files() -> Mapping[str, str]:
    """The sample's files by path."""
    return sample_files()


@pytest.fixture(scope="module")
def before(files: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What a check of the sample leaves behind."""
    folder = tmp_path_factory.mktemp("before")
    lay(folder, dict(files))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(folder / "kept"))
        looked_at_again(folder)
        yield of(folder)


def of(root: Path) -> Path:
    """Return where things are kept for a project."""
    folder = Cache.of(root / "data").folder
    assert folder is not None
    return folder


def looked_at_again(root: Path) -> Found:
    """Check a project with what was kept, and keep what was found."""
    with kept(root / "data") as cache:
        found = inspect(root / "data", root=root).problems
        cache.whole = True
    return found


def laid(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Lay a project out, and nothing else."""
    for part in PARTS:
        shutil.rmtree(root / part, ignore_errors=True)
    lay(root, dict(files))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_edit_there_and_back(
    case: Case, files: Mapping[str, str], before: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    laid(root, files)
    shutil.copytree(before, of(root), dirs_exist_ok=True)
    whole = inspect(root / "data", root=root).problems
    assert looked_at_again(root) == whole
    laid(root, {**files, **case.edited(files)})
    assert looked_at_again(root) == inspect(root / "data", root=root).problems
    laid(root, files)
    assert looked_at_again(root) == whole
    counts.count("checks with what was kept", edits_there_and_back=1)


# Edits of one file by which another one is no longer right: file, for, put, and the rule broken.
NORLAND, CLAIMS = "data/entities/norland.yml", "data/claims/lamp-oil.yml"
REACHING = (
    (NORLAND, "name: Norland", "name: Nordland", "mistyped-name"),
    (NORLAND, "id: norland\n", "id: norland\ndraft: true\n", "unknown-field"),
    ("data/entities/sudmark.yml", "name: Südmark", "name: lamp oil", "misspelling"),
    ("data/entities/the-league.yml", "name: League", "name: barrels", "name-without-part"),
    ("data/sources/gazette-2031-doe.yml", "2031-06-20", "2031-06-09", "said-after-source"),
    ("data/sources/gazette-2031-doe.yml", "held: a copy of our own", "held: none", "unseen-source"),
    ("data/vocabulary.yml", "  shipment:", "  delivery:", "unknown-word"),
    (CLAIMS, "id: oil-to-sudmark", "id: oil-for-sudmark", "unknown-id"),
    ("data/evidence/gazette-2031-doe.json", '"words": ', '"words": 9', "evidence-unreadable"),
    ("data/evidence/gazette-2031-doe.json", '"fingerprint": "', '"fingerprint": "0', "unreadable"),
)


@pytest.mark.parametrize(("path", "old", "new", "code"), REACHING)
def test_an_edit_reaches_other_files(
    path: str,
    old: str,
    new: str,
    code: str,
    files: Mapping[str, str],
    before: Path,
    tmp_path: Path,
) -> None:
    root = tmp_path / "project"
    assert old in files[path]
    laid(root, {**files, path: files[path].replace(old, new, 1)})
    shutil.copytree(before, of(root), dirs_exist_ok=True)
    found = looked_at_again(root)
    assert found == inspect(root / "data", root=root).problems
    assert any(code in problem.code for problem in found), [one.code for one in found]


def test_a_record_that_came_or_went(files: Mapping[str, str], before: Path, tmp_path: Path) -> None:
    """Whoever names it, or its name, is looked at again."""
    root, gone = tmp_path / "project", dict(files)
    laid(root, files)
    shutil.copytree(before, of(root), dirs_exist_ok=True)
    for path in [one for one in files if one.startswith("data/") and one.count("/") == 2]:
        text = gone.pop(path)
        laid(root, gone)
        assert looked_at_again(root) == inspect(root / "data", root=root).problems, path
        gone[path] = text
        laid(root, gone)
        assert looked_at_again(root) == inspect(root / "data", root=root).problems, path


def test_only_what_an_edit_reaches_is_read(
    files: Mapping[str, str], before: Path, tmp_path: Path
) -> None:
    """A record of another file stays packed."""
    root = tmp_path / "project"
    laid(root, files)
    shutil.copytree(before, of(root), dirs_exist_ok=True)
    with kept(root / "data"):
        report = inspect(root / "data", root=root)
        unread = [one for one in report.desk.briefing.library.everything() if not one.made]
        assert len(unread) > len(list(report.desk.briefing.library.everything())) / 2
        assert check(report.desk) == report


def test_with_texts_at_hand_everything_is_looked_at(
    tmp_path: Path, files: Mapping[str, str]
) -> None:
    laid(tmp_path, files)
    with kept(tmp_path / "data") as cache:
        report = inspect(tmp_path / "data", tmp_path / "texts", root=tmp_path)
        assert not Clean(report.desk, RULES).told
        cache.whole = True
    assert looked_at_again(tmp_path) == inspect(tmp_path / "data", root=tmp_path).problems
