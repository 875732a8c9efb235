"""Whatever stops a build, and whatever a contributor puts into a folder: a whole site stays."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.counts import count
from tests.hostile.corpus import CORPUS
from tests.projects import ROOT, Files, Project

POINTS = {"kill": 14, "full": 5, "read-only": 5}


@pytest.fixture
def standing(sample_site: Project, tmp_path: Path) -> Project:
    """The sample with its built site."""
    return sample_site.copy(tmp_path / "project")


def interrupted(standing: Project, way: str) -> list[dict[str, Any]]:
    """Interrupt builds in a process of its own, as these may not be forked from the tests'."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.interrupted", str(standing.root), way, str(POINTS[way])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["found"]
    assert len(found) == POINTS[way]
    count("builds interrupted", **{way.replace("-", "_"): len(found)})
    return found


def test_a_build_that_is_killed_loses_nothing(standing: Project) -> None:
    found = interrupted(standing, "kill")
    assert {one["code"] for one in found} == {-9}
    # Between the two renames there is none.
    assert {one["left"] for one in found} <= {"old", "new", "none"}
    # The next build runs as if nothing had been: nobody has to help, or hears of it.
    assert {(one["recovered"], one["said"]) for one in found} == {("new", "")}
    assert [one["left"] for one in found].count("none") <= 1
    lefts = [one["left"] for one in found]
    assert lefts == sorted(lefts, key=["old", "none", "new"].index), "the swap is one moment"
    assert lefts.count("old") >= 8
    assert "new" in lefts


WORDS = {"full": "No space left on device", "read-only": "Read-only file system"}


@pytest.mark.parametrize("way", WORDS)
def test_a_disk_that_fails_loses_nothing_and_is_told(way: str, standing: Project) -> None:
    for one in interrupted(standing, way):
        assert one["left"] in ("old", "new"), one
        if one["code"] == 0:  # all that was left to do was to tidy up
            assert one["left"] == "new"
            continue
        assert one["code"] == 1, one
        assert WORDS[way] in one["said"]
        assert "Traceback" not in one["said"]
        assert one["said"].rstrip().endswith("not built; the site that was there is untouched")


def test_a_limit_of_the_system_loses_nothing(standing: Project) -> None:
    """No simulation: the system itself refuses files beyond a size."""
    before = standing.built()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [sys.executable, "-m", "macros", "--project", str(standing.root), "build"],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert standing.built() == before


def test_a_build_leaves_nothing_in_the_temporary_folder(standing: Project, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "macros", "--project", str(standing.root), "build"],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert list(temporary.iterdir()) == []


# What is put into a folder

ABOUT = "---\ntopic: false\ntitle: Another\n---\n# Another\n"
NAV = "      - about.md\n"
PLACED: dict[str, tuple[Files, tuple[str, ...], str]] = {
    "two pages with one address": (
        {"docs/about/index.md": ABOUT}, ("about/index.md",), "would both stand at about/index.html",
    ),
    "two pages that differ in case": (
        {"docs/About.md": ABOUT}, ("About.md",), "differ only in the case of letters",
    ),
    "two pages that differ in the coding of a letter": (
        {"docs/\u00fcber.md": ABOUT, "docs/u\u0308ber.md": ABOUT},
        ("\u00fcber.md", "u\u0308ber.md"), "how these are coded",
    ),
    "a file that differs in case from one of ours": (
        {"docs/Sitemap.xml": "x"}, (), "it differs from Sitemap.xml only in the case of letters",
    ),
    "a file in the place of one of ours": (
        {"docs/_headers": "x"}, (), "a file of docs/ or the theme stands at _headers,",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "pages", "words"), PLACED.values(), ids=PLACED)
def test_what_would_write_over_a_page_stops_the_build(
    files: Files, pages: tuple[str, ...], words: str, standing: Project
) -> None:
    before = standing.built()
    standing.change(files)
    standing.replace("mkdocs.yml", NAV, NAV + "".join(f"      - {one}\n" for one in pages))
    outcome = standing.build()
    assert outcome.code == 1
    assert words in outcome.err
    assert standing.built() == before


LINKED = {
    "a file in docs/": ("docs/leak.md", "secret.md"),
    "a picture in docs/": ("docs/leak.png", "secret.md"),
    "a folder in docs/": ("docs/leak", "."),
    "a loop in docs/": ("docs/loop", "docs"),
    "a dangling link in docs/": ("docs/leak.md", "nowhere"),
    "a record": ("data/entities/leak.yml", "secret.md"),
    "a folder of records": ("data/leak", "."),
    "a dangling record": ("data/entities/leak.yml", "nowhere"),
}


@pytest.mark.parametrize(("link", "target"), LINKED.values(), ids=LINKED)
def test_a_link_publishes_nothing(link: str, target: str, standing: Project) -> None:
    before = standing.built()
    outside = standing.root.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("# s3cret\n", "utf-8")
    aim = standing.root / target if target == "docs" else outside / target
    (standing.root / link).symlink_to(aim, target_is_directory=aim.is_dir())
    outcome = standing.build()
    assert outcome.code == 1
    assert link in outcome.err
    assert "link" in outcome.err or "error stray-file" in outcome.err
    assert standing.built() == before


IDS = [text for text in CORPUS["path and id"] if text.isprintable() and text != "title"] + [
    "Norland", "norland ", "norland-", "no--rland", "nörland", "no_rland", "norland.yml", "unnamed",
]  # fmt: skip


@pytest.mark.parametrize("record_id", [one for one in IDS if one not in ("title", "rows")])
def test_an_id_that_is_none_writes_nothing(record_id: str, standing: Project) -> None:
    before = standing.built()
    record = (standing.root / "data/entities/sudmark.yml").read_text("utf-8")
    quoted = json.dumps(record_id, ensure_ascii=False)
    standing.change({"data/entities/new.yml": record.replace("id: sudmark", f"id: {quoted}")})
    outcome = standing.build()
    assert outcome.code == 1
    assert "data/entities/new.yml:1:" in outcome.err
    assert standing.built() == before
    assert sorted(one.name for one in standing.root.parent.iterdir()) == ["project"]


NAMES = ["Norland.yml", "NORLAND.yml", "con.yml", "a b.yml", "é.yml", "x.YML", "..yml", "a..yml"]


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_that_is_no_id_is_told(name: str, standing: Project) -> None:
    before = standing.built()
    record = (standing.root / "data/entities/norland.yml").read_text("utf-8")
    stem = name.rpartition(".")[0]
    standing.change({f"data/entities/{name}": record.replace("id: norland", f"id: {stem}")})
    outcome = standing.build()
    if name.startswith("."):
        assert outcome.code == 0, "a hidden file is no record"
        return
    assert outcome.code == 1
    assert f"data/entities/{name}" in outcome.err
    assert standing.built() == before
