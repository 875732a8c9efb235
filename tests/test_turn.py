"""Several builds of one site at once: one after the other, and whatever a killed one left."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.building import turn as turns
from macros.building.turn import LOCKLESS, WAITING, turn
from tests.counts import count
from tests.projects import ROOT, Project, lay

KEPT = ["data", "docs", "macros", "mkdocs.yml", "site"]
TOLD = f"brief build: {WAITING}\n"
AT_ONCE = 3


@pytest.fixture
def standing(sample_site: Project, tmp_path: Path) -> Project:
    """The sample with its built site, and a record that was changed since."""
    made = sample_site.copy(tmp_path / "project")
    return made.replace("data/entities/norland.yml", "name: Norland", "name: Nordland")


@pytest.fixture(scope="module")
def anew(sample_site: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the site holds after that change."""
    made = sample_site.copy(tmp_path_factory.mktemp("anew") / "project")
    made.replace("data/entities/norland.yml", "name: Norland", "name: Nordland")
    good = start(made)
    assert (good.communicate()[1], good.returncode) == ("", 0)
    assert made.built() != sample_site.built()
    return made.built()


def start(made: Project) -> subprocess.Popen[str]:
    """Start a build in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "macros", "--project", str(made.root), "build"],
        cwd=ROOT,
        env={**os.environ, "BRIEF_REPO_URL": "", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def names(made: Project) -> list[str]:
    return sorted(one.name for one in made.root.iterdir())


def await_(found: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something holds, as long as a process runs."""
    while not found() and process.poll() is None:
        time.sleep(0.001)
    assert process.poll() is None, process.communicate()


def test_builds_that_are_started_at_once_make_one_good_site(
    standing: Project, anew: dict[str, bytes]
) -> None:
    for _ in range(AT_ONCE):
        running = [start(standing) for _ in range(3)]
        said = [one.communicate()[1] for one in running]
        assert [one.returncode for one in running] == [0, 0, 0], said
        assert set(said) <= {"", TOLD}
        assert standing.built() == anew
        assert names(standing) == KEPT
    count("builds at once", builds=3 * AT_ONCE)


def test_a_second_build_waits_and_says_so(standing: Project, anew: dict[str, bytes]) -> None:
    before = standing.built()
    with turn(standing.root / "site.lock", print):
        second = start(standing)
        assert second.stderr is not None
        assert second.stderr.readline() == TOLD
        assert standing.built() == before
        assert names(standing) == [*KEPT, "site.lock"]
    assert second.communicate()[1] == ""
    assert second.returncode == 0
    assert standing.built() == anew
    assert names(standing) == KEPT


def test_whoever_waits_may_give_up(standing: Project) -> None:
    before = standing.built()
    with turn(standing.root / "site.lock", print):
        second = start(standing)
        assert second.stderr is not None
        assert second.stderr.readline() == TOLD
        second.send_signal(signal.SIGINT)
        assert second.communicate()[1] == "\nbrief: stopped\n"
        assert second.returncode == 1
        assert names(standing) == [*KEPT, "site.lock"], "the other's turn is still its own"
    assert standing.built() == before


def test_a_build_that_was_killed_is_in_nobodys_way(
    standing: Project, anew: dict[str, bytes]
) -> None:
    before, staged = standing.built(), standing.root / "site.new"
    reached = ["site.lock", "site.new", "site.new/index.html", "site.new/sitemap.xml"]
    for path in reached:
        killed = start(standing)
        await_((standing.root / path).exists, killed)
        killed.kill()
        killed.communicate()
        assert killed.returncode == -signal.SIGKILL
        assert standing.built() == before
        assert (standing.root / "site.lock").exists()
    assert staged.is_dir()
    good = start(standing)
    assert good.communicate()[1] == ""
    assert good.returncode == 0
    assert standing.built() == anew
    assert names(standing) == KEPT


def test_a_turn_that_was_given_back_is_taken_anew(tmp_path: Path) -> None:
    """Who waited has a file open that is no longer there: to hold that would be to hold nothing."""
    lock = tmp_path / "site.lock"
    took: list[int] = []

    def take(file: int) -> bool:
        took.append(file)
        if len(took) == 1:
            lock.unlink()
        return real(file)

    real = turns._took
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turns, "_took", take)
        with turn(lock, print):
            assert len(took) == 2
            other = os.open(lock, os.O_RDWR)
            with pytest.raises(BlockingIOError):
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.close(other)
    assert not lock.exists()


def test_where_there_are_no_locks_it_is_said_and_built(
    standing: Project, anew: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(file: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    monkeypatch.setenv("BRIEF_REPO_URL", "")
    outcome = standing.build()
    assert (outcome.code, outcome.err) == (0, f"brief build: {LOCKLESS}\n")
    assert standing.built() == anew
    assert names(standing) == KEPT


# By what stands where a build works: how it gets there, and what the build says of it.
def _linked(name: str) -> Callable[[Path, Path], None]:
    def put(root: Path, outside: Path) -> None:
        (root / name).symlink_to(outside, target_is_directory=True)

    return put


def _moved(root: Path, outside: Path) -> None:
    (root / "site").rename(outside / "site")
    (root / "site").symlink_to(outside / "site", target_is_directory=True)


def _file(root: Path, outside: Path) -> None:
    (root / "site").rename(outside / "site")
    (root / "site").write_text("mine", "utf-8")


IN_THE_WAY: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "a link for the new site": (_linked("site.new"), ""),
    "a link for the old site": (_linked("site.old"), ""),
    "a file for the new site": (lambda root, _: (root / "site.new").touch(), ""),
    "a file for the old site": (lambda root, _: (root / "site.old").touch(), ""),
    "a folder for the lock": (lambda root, _: (root / "site.lock").mkdir(), "Is a directory"),
    "a link for the site": (_moved, "site is a link to another place, where a folder belongs"),
    "a file for the site": (_file, "site is a file, where a folder belongs"),
}


@pytest.mark.parametrize(("put", "words"), IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_what_stands_in_the_way_is_removed_or_told_and_nothing_behind_a_link_is_touched(
    put: Callable[[Path, Path], None], words: str, standing: Project, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    lay(outside, {"index.html": "theirs", "deep/er.html": "theirs"})
    put(standing.root, outside)
    kept = sorted(outside.rglob("*"))
    outcome = standing.build()
    assert sorted(outside.rglob("*")) == kept
    assert (outside / "deep/er.html").read_text("utf-8") == "theirs"
    assert "Traceback" not in outcome.err
    if words:
        assert outcome.code == 1
        assert words in outcome.err
        assert outcome.err.count("\n") == 2
    else:
        assert (outcome.code, outcome.err) == (0, "")
        assert names(standing) == KEPT
        assert not standing.site.is_symlink()
