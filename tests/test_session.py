"""A session of `brief serve`: whatever becomes of the files, it ends up right and goes on."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.live.server import OWN
from tests.projects import ROOT, SAMPLE, Project, contents, project

PATIENCE = 60.0
"""Seconds after which a test gives up what it waits for; nothing is measured."""
NORLAND = "data/entities/norland.yml"
PAGE = "/entities/norland/"
SETTINGS = "mkdocs.yml"
METHOD = "docs/method.md"


@dataclass(frozen=True, slots=True)
class Session:
    """A running `brief serve`."""

    project: Project
    process: subprocess.Popen[str]
    port: int
    said: Path
    """What it says on its error output."""

    def page(self, path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    @property
    def problems(self) -> str:
        return str(json.loads(self.page(f"{OWN}changes?since=x"))["problems"])

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, as long as the session lives."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < end, f"{self.problems}\n{self.said.read_text()}"
            time.sleep(0.02)

    def shows(self, path: str, words: str) -> None:
        """Wait until a page holds words and nothing is wrong."""
        self.wait(lambda: words in self.page(path) and not self.problems)


@contextlib.contextmanager
def begun(
    made: Project, limit: Callable[[], None] | None = None, **variables: str
) -> Iterator[Session]:
    """Serve a project, and stop as a reader does."""
    said = made.root.parent / "said"
    with said.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "macros", "--project", str(made.root), "serve", "--port", "0"],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **variables},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            preexec_fn=limit,
        )
    assert process.stdout is not None
    with process.stdout as out:
        try:
            ports = (re.search(r"the site is at http://127\.0\.0\.1:(\d+)/", one) for one in out)
            port = next((int(found[1]) for found in ports if found), None)
            assert port is not None, said.read_text()
            yield Session(made, process, port, said)
            process.send_signal(signal.SIGINT)
            assert out.read().endswith("\nbrief serve: stopped\n")
            assert process.wait() == 0
            assert "Traceback" not in said.read_text()
        finally:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One session for many tests, each of which leaves the project whole."""
    with begun(project(SAMPLE, tmp_path_factory.mktemp("session") / "project")) as found:
        yield found


def renamed(name: str) -> str:
    """Return the sample's Norland by another name."""
    text = (SAMPLE / NORLAND).read_text("utf-8")
    assert "name: Norland" in text
    return text.replace("name: Norland", f"name: {name}")


def put(file: Path, text: str) -> None:
    """Write a file as many editors do: beside it, and then in its place."""
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(file)


@pytest.mark.parametrize("folder", ["data", "data/entities"])
def test_a_folder_that_is_moved_away_and_back_is_followed(folder: str, session: Session) -> None:
    place, away = session.project.root / folder, session.project.root.parent / "away"
    place.rename(away)
    session.wait(lambda: bool(session.problems))
    assert "Norland" in session.page(PAGE), "the last good pages are still shown"
    (session.project.root / "away").mkdir()  # what happens beside it is none of its business
    (session.project.root / "away").rmdir()
    away.rename(place)
    session.wait(lambda: not session.problems)
    (session.project.root / NORLAND).write_text(renamed(f"Moved {folder}"), "utf-8")
    session.shows(PAGE, f"Moved {folder}")


@pytest.mark.parametrize("folder", ["data", "docs"])
def test_a_folder_that_is_removed_and_made_anew_is_followed(
    folder: str, session: Session, tmp_path: Path
) -> None:
    place = session.project.root / folder
    shutil.copytree(place, tmp_path / folder)
    shutil.rmtree(place)
    session.wait(lambda: bool(session.problems))
    shutil.copytree(tmp_path / folder, place)
    session.wait(lambda: not session.problems)
    # Each change is one in the new folder, and the second is heard of if the first was.
    for name in ("Anew", "Anew again"):
        if folder == "data":
            (session.project.root / NORLAND).write_text(renamed(name), "utf-8")
            session.shows(PAGE, name)
        else:
            text = (SAMPLE / METHOD).read_text("utf-8")
            (session.project.root / METHOD).write_text(f"{text}\n{name}\n", "utf-8")
            session.shows("/method/", name)


def test_a_folder_that_is_another_at_once_is_followed(session: Session, tmp_path: Path) -> None:
    root = session.project.root
    shutil.copytree(root / "data", root / "other")
    (root / "other" / NORLAND.removeprefix("data/")).write_text(renamed("Otherland"), "utf-8")
    (root / "data").rename(tmp_path / "data")
    (root / "other").rename(root / "data")
    session.shows(PAGE, "Otherland")
    (root / NORLAND).write_text(renamed("Another Otherland"), "utf-8")
    session.shows(PAGE, "Another Otherland")


def test_a_file_that_is_replaced_by_rename_is_followed(session: Session) -> None:
    for name in ("Once", "Twice"):
        put(session.project.root / NORLAND, renamed(name))
        session.shows(PAGE, name)
    text = (session.project.root / SETTINGS).read_text("utf-8")
    [site_name] = re.findall(r"^site_name: (.*)$", text, re.MULTILINE)
    for name in ("First name", "Second name"):
        put(session.project.root / SETTINGS, text.replace(site_name, name, 1))
        session.shows(PAGE, f"- {name}</title>")


def test_a_file_that_is_written_in_two_halves_ends_up_whole(session: Session) -> None:
    text = renamed("Half Land")
    middle = text.index("Half") + 2
    with (session.project.root / NORLAND).open("w", encoding="utf-8") as file:
        file.write(text[:middle])
        file.flush()
        time.sleep(0.05)  # longer than a save is waited for
        file.write(text[middle:])
    session.shows(PAGE, "Half Land")


def test_a_file_that_vanishes_and_comes_back_is_followed(session: Session) -> None:
    file = session.project.root / NORLAND
    file.unlink()
    session.wait(lambda: "norland" in session.problems)
    file.write_text(renamed("Back Land"), "utf-8")
    session.shows(PAGE, "Back Land")


def test_files_that_come_and_go_all_the_time_end_up_right(session: Session) -> None:
    file = session.project.root / NORLAND
    for number in range(60):
        file.unlink(missing_ok=True)
        put(file, renamed(f"Land number {number}"))
        time.sleep(0.01)
    session.shows(PAGE, "Land number 59")


def test_a_build_beside_a_preview_is_in_nobodys_way(session: Session) -> None:
    before = session.page(PAGE)
    done = subprocess.run(
        [sys.executable, "-m", "macros", "--project", str(session.project.root), "build"],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert session.page(PAGE) == before
    assert "/_brief/" not in (session.project.site / "entities/norland/index.html").read_text()


# Where the preview's own folder fails


def test_no_room_for_the_preview_is_told_and_the_session_goes_on(
    sample_site: Project, tmp_path: Path
) -> None:
    """No simulation: the system itself refuses files beyond a size, and then takes them again."""
    made = sample_site.copy(tmp_path / "project")
    before, private = contents(made.site), tmp_path / "private"
    private.mkdir()
    no_room, room = ((size, resource.RLIM_INFINITY) for size in (5_000, resource.RLIM_INFINITY))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, no_room)

    with begun(made, limit, TMPDIR=str(private)) as session:
        assert "File too large" in session.problems
        assert "there are no pages yet" in session.said.read_text()
        for name in ("Room Land", "Much Room Land"):
            resource.prlimit(session.process.pid, resource.RLIMIT_FSIZE, room)
            put(made.root / NORLAND, renamed(name))
            session.shows(PAGE, name)
            resource.prlimit(session.process.pid, resource.RLIMIT_FSIZE, no_room)
            put(made.root / NORLAND, renamed("No Room Land"))
            session.wait(lambda: "File too large" in session.problems)
            assert name in session.page(PAGE)
    assert contents(made.site) == before
    assert list(private.iterdir()) == [], "what is private goes with the session"


def test_no_folder_for_the_preview_is_told_in_a_line(sample_site: Project, tmp_path: Path) -> None:
    made = sample_site.copy(tmp_path / "project")
    script = (
        "import sys, tempfile; from macros.cli import main; "
        f"tempfile.tempdir = {str(tmp_path / 'nowhere')!r}; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--project", str(made.root), "serve", "--port", "0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("brief serve: no folder can be made for the preview: ")
    assert done.stderr.endswith("; name another place with TMPDIR\n")
    assert done.stderr.count("\n") == 1
