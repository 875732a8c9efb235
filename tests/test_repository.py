"""What the repository itself must keep: good records, and no article's text anywhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from macros.briefing import Briefing
from macros.records.library import FOLDERS
from macros.records.schema import schemas
from tests.projects import ROOT

ARTICLES = ROOT.parent / "shared" / "articles"
RUN = 12  # words in a row that may not be an article's
RECORDS = [
    ROOT / "data" / "briefing.yml",
    ROOT / "data" / "vocabulary.yml",
    *(file for folder in FOLDERS for file in sorted((ROOT / "data" / folder).glob("*.yml"))),
]
SCHEMAS = {name: name.removesuffix("s") for name in FOLDERS} | {
    "entities": "entity",
    "claims": "claims",
    "sanctions": "sanctions",
}


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", RECORDS, ids=shown)
def test_a_record_file_loads(file: Path, shipped: Briefing) -> None:
    library, path = shipped.library, shown(file)
    assert [one.text() for one in library.problems if one.place.path == path] == []
    assert any(filed.path == path for filed in library.everything())


@pytest.mark.parametrize("file", RECORDS, ids=shown)
def test_a_record_file_names_its_schema(file: Path) -> None:
    inside = file.parent.name in SCHEMAS
    schema = f"../schema/{SCHEMAS[file.parent.name]}" if inside else f"schema/{file.stem}"
    first = file.read_text("utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={schema}.json"
    assert (file.parent / f"{schema}.json").is_file()


SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))


@pytest.mark.parametrize("file", RECORDS, ids=shown)
def test_vs_code_takes_the_same_schema_without_that_line(file: Path) -> None:
    [schema] = [
        name for name, glob in SETTINGS["yaml.schemas"].items() if fnmatch(shown(file), glob)
    ]
    named = file.read_text("utf-8").split("\n", 1)[0].rpartition("=")[2]
    assert ROOT / schema == (file.parent / named).resolve()


def test_vs_code_knows_every_schema_and_asks_nobody_else() -> None:
    assert set(SETTINGS["yaml.schemas"]) == {f"data/schema/{name}" for name in schemas()}
    assert SETTINGS["yaml.schemaStore.enable"] is False
    extensions = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))
    assert "redhat.vscode-yaml" in extensions["recommendations"]
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"!.vscode/settings.json", "!.vscode/extensions.json"} <= set(ignored)


def tracked() -> list[Path]:
    """Return the files that are or would be committed."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("no git checkout here: its files cannot be listed")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("’", "'").replace("'", ""))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(RUN)), strict=False)


def test_no_article_is_copied_into_the_repository() -> None:
    texts = sorted(ARTICLES.glob("*.txt"))
    if not texts:
        pytest.skip(f"no articles at {ARTICLES}: nothing to compare with")
    theirs: dict[tuple[str, ...], str] = {}
    for file in texts:
        title, _, rest = file.read_text("utf-8").partition("\n")
        allowed = set(runs(title))
        theirs |= {run: file.name for run in runs(rest) if run not in allowed}
    copied = []
    for file in tracked():
        data = file.read_bytes()
        if b"\0" not in data[:1024]:
            ours = runs(data.decode("utf-8", "replace"))
            copied += [
                f"{shown(file)}: {' '.join(run)} ({theirs[run]})" for run in ours if run in theirs
            ]
    assert copied == []


def test_nothing_that_is_made_is_tracked() -> None:
    made = ("site/", "/site/", "__pycache__/", ".new/", ".old/")
    paths = [f"/{shown(file)}" for file in tracked()]
    assert [path for path in paths if any(part in path for part in made)] == []


def test_texts_of_sources_are_ignored() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"/texts/", "/site/", "/.venv/"} <= set(ignored)
