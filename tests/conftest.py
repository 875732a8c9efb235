"""What several modules of tests share: the two briefings, their built sites, and data folders."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.briefing import Briefing, open_briefing
from macros.building import Site
from macros.cache import VARIABLE
from tests import counts
from tests.hostile.building import Sites
from tests.projects import REPOSITORY, ROOT, SAMPLE, Files, Project, lay, project

DataDir = Callable[[Files], Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that writes golden files anew."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew, for review"
    )


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start, and let commands keep nothing, unless a test says where.

    A shell lets what it runs in the background ignore Ctrl-C, and every child inherits that.
    """
    os.environ[VARIABLE] = ""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what one of several processes has counted to that which prints."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        output["counted"] = counts.counted()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what one of several processes has counted."""
    counts.add(getattr(node, "workeroutput", {}).get("counted", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how much was tried."""
    if counted := counts.lines():
        terminalreporter.section("what was tried")
        for line in counted:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def sample() -> Briefing:
    """The invented briefing."""
    return open_briefing(SAMPLE / "data")


@pytest.fixture(scope="session")
def shipped() -> Briefing:
    """The briefing that the repository ships."""
    return open_briefing(ROOT / "data")


@pytest.fixture(params=["sample", "shipped"])
def briefing(request: pytest.FixtureRequest) -> Briefing:
    """Each of the two briefings in turn."""
    found: Briefing = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    """A builder of data folders: the sample's, with some files written over or removed.

    What was verified stays behind, as it no longer fits the records.
    """

    def build(files: Files) -> Path:
        folder = tmp_path / "data"
        shutil.copytree(SAMPLE / "data", folder, ignore=shutil.ignore_patterns("evidence"))
        return lay(folder, files)

    return build


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented briefing, built."""
    return _built(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The shipped briefing, built."""
    return _built(ROOT, tmp_path_factory.mktemp("shipped"))


@pytest.fixture(params=["sample_site", "shipped_site"])
def site(request: pytest.FixtureRequest) -> Project:
    """Each of the two built sites in turn."""
    found: Project = request.getfixturevalue(request.param)
    return found


def _built(source: Path, folder: Path) -> Project:
    made = project(source, folder / "project")
    write = Site.write

    def write_and_note(site: Site) -> None:
        for url in site.pages.records:
            made.rendered[url] = site.rendered(site.pages.page(url))
        write(site)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Site, "write", write_and_note)
        patch.setenv("BRIEF_REPO_URL", REPOSITORY)
        outcome = made.build()
    assert outcome.code == 0, outcome.err
    return made


@pytest.fixture(scope="session")
def hostile_sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The sites of the hostile corpus, each built when it is first asked for."""
    return Sites(tmp_path_factory.mktemp("hostile"))
