"""`brief links`: the faults that the field's own tools are compared by, each at its place."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import ROOT, SAMPLE, Outcome, Project, lay, project, run

# The ten faults of the study, as somebody writes them into a page. Six of them MkDocs itself
# never sees: it looks neither at HTML nor at what a macro prints.
TEN = {
    "a missing page": "[x](gone.md)",
    "an anchor missing on this page": "[x](#gone-here)",
    "an anchor missing on another page": "[x](about.md#gone-there)",
    "an anchor missing, in HTML": '<a href="../about/#gone-html">x</a>',
    "a missing page, in HTML": '<a href="../gone-html/">x</a>',
    "a dead link that a macro makes": "{{ '<a href=\"../entities/nobody/\">x</a>' }}",
    "an absolute link beside the site": '<a href="/beside/">x</a>',
    "a missing picture": '<img src="../gone.png" alt="">',
    "another case of letters": '<a href="../About/">x</a>',
    "an id that stands twice": '<i id="twice"></i><i id="twice"></i>',
}
LOOKED_FOR = [
    "gone.md", "#gone-here", "gone-there", "#gone-html", "../gone-html/", "../entities/nobody/",
    "/beside/", "../gone.png", "../About/", "twice",
]  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample with ten faults in one page, built by MkDocs with its eyes shut."""
    made = project(SAMPLE, tmp_path_factory.mktemp("planted") / "project")
    page = (made.root / "docs" / "method.md").read_text("utf-8")
    lay(made.root, {"docs/method.md": page + "\n" + "\n\n".join(TEN.values()) + "\n"})
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict", "--site-dir", "site"],
        cwd=made.root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
    )
    return made


def links(made: Project, *arguments: str) -> Outcome:
    return run("--project", str(made.root), "links", *arguments)


def test_the_ten_planted_faults_are_found_each_on_its_line(planted: Project) -> None:
    outcome = links(planted, "--format", "json")
    assert outcome.code == 1
    found = json.loads(outcome.out)
    lines = (planted.root / "docs" / "method.md").read_text("utf-8").split("\n")
    shown = sorted((one["line"], one["path"], one["code"]) for one in found)
    first = lines.index(next(iter(TEN.values()))) + 1
    codes = ["dead-link"] * 9 + ["same-id"]
    assert shown == [(first + 2 * n, "docs/method.md", code) for n, code in enumerate(codes)]
    for one, words in zip(sorted(found, key=lambda one: one["line"]), LOOKED_FOR, strict=True):
        start = one["column"] - 1
        assert lines[one["line"] - 1][start : start + one["width"]].endswith(words)


def test_for_github_each_is_an_annotation(planted: Project) -> None:
    outcome = links(planted, "--format", "github")
    assert outcome.out.count("::error file=docs/method.md,line=") == 9
    assert "::error::and 1 more" in outcome.out


def test_a_sound_site_ends_with_one_line(sample_site: Project) -> None:
    outcome = links(sample_site)
    assert outcome.code == 0, outcome.out
    closing = r"brief links: no faults among [\d,]+ links of \d+ pages \(\d+\.\d\d s\)\n"
    assert re.fullmatch(closing, outcome.out)


def test_records_that_cannot_be_read_hide_no_fault(planted: Project, tmp_path: Path) -> None:
    made = planted.copy(tmp_path / "copy")
    lay(made.root, {"data/briefing.yml": "title: [", "data/vocabulary.yml": None})
    outcome = links(made, "--format", "json")
    assert len(json.loads(outcome.out)) == 10
    assert "Traceback" not in outcome.err


def test_without_a_site_it_says_what_to_run(tmp_path: Path) -> None:
    outcome = links(project(SAMPLE, tmp_path / "project"))
    assert (outcome.code, outcome.out) == (2, "")
    assert "run  brief build  first" in outcome.err


# Faults of record pages, which nobody can write: the built page is altered. Each is traced to the
# claim under whose heading it stands, or to the record whose page it is.
ALTERED = [
    (
        "claims/lamp-oil/",
        'id="barrels-counted"',
        'id="barrels-uncounted"',
        [("data/claims/lamp-oil.yml", "barrels-counted")],
    ),
    (
        "entities/norland/",
        'href="../../sources/gazette-2031-doe/"',
        'href="../../sources/gazette-2031-dough/"',
        [("data/entities/norland.yml", "id: norland")],
    ),
    (
        "sources/gazette-2031-doe/",
        'href="https://gazette.example/lamps"',
        'href="https://example.org/briefing/gone/"',
        [("data/sources/gazette-2031-doe.yml", "id: gazette-2031-doe")],
    ),
]


@pytest.mark.parametrize(("url", "old", "new", "expected"), ALTERED, ids=[a[0] for a in ALTERED])
def test_a_fault_of_a_record_page_is_traced_to_its_record(
    url: str,
    old: str,
    new: str,
    expected: list[tuple[str, str]],
    sample_site: Project,
    tmp_path: Path,
) -> None:
    made = sample_site.copy(tmp_path / "copy")
    html = made.page(url)
    assert old in html
    lay(made.site, {f"{url}index.html": html.replace(old, new)})
    found = json.loads(links(made, "--format", "json").out)
    places = {
        (one["path"], (made.root / one["path"]).read_text("utf-8").split("\n")[one["line"] - 1])
        for one in found
    }
    for path, words in expected:
        assert any(path == at and words in line for at, line in places), places


def test_a_build_refuses_a_dead_link_and_says_where_it_is_written(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    lay(made.root, {"docs/about.md": '# About\n\n<a href="../abuot/">x</a>\n'})
    outcome = made.build()
    assert outcome.code == 1
    assert "docs/about.md:3:10: error dead-link: “../abuot/” leads nowhere" in outcome.err
    assert not made.site.exists()


def test_an_address_of_our_own_in_a_record_must_be_there(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    made.replace(
        "data/sources/gazette-2031-doe.yml",
        "URL: https://gazette.example/lamps",
        "URL: https://example.org/briefing/lamps/",
    )
    outcome = made.build()
    assert "data/sources/gazette-2031-doe.yml:9:6: error dead-link: " in outcome.err
