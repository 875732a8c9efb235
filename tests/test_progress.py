"""How far a build is, on a terminal: shown, cleared whatever comes of it, and nowhere else."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.building.progress import BARE, WHOLE
from tests.projects import ROOT, SAMPLE, Project, project

MAKING = b"making pages"
ENVIRONMENT = {**os.environ, "TERM": "xterm", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a command wrote to a terminal."""

    code: int
    raw: str

    @property
    def screen(self) -> list[str]:
        """What is left on the terminal, line by line."""
        lines, column = [""], 0
        for part in re.findall(r"\r|\n|\x1b\[[?\d]*[A-Za-z]|[^\r\n\x1b]+", self.raw):
            if part == "\n":
                lines.append("")
            elif part == "\x1b[K":
                lines[-1] = lines[-1][:column]
            elif part not in ("\r", "\x1b[?25l", "\x1b[?25h"):
                assert not part.startswith("\x1b"), f"{part!r} is not for every terminal"
                lines[-1] = lines[-1][:column] + part + lines[-1][column + len(part) :]
                column += len(part)
                continue
            column = 0 if part in ("\r", "\n") else column
        return lines

    @property
    def drawn(self) -> list[str]:
        """Return each line as it was drawn and written over."""
        return [re.sub(r"\x1b\[[?\d]*[A-Za-z]", "", line) for line in self.raw.split("\r")]


def on_terminal(
    *command: str, columns: int = 80, stop: bytes | None = None, **variables: str
) -> Seen:
    """Run `brief` with a terminal for its errors; interrupt it once `stop` was seen there."""
    terminal, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "macros", *command],
        cwd=ROOT,
        env=ENVIRONMENT | variables,
        stdout=its if stop else subprocess.DEVNULL,
        stderr=its,
        start_new_session=True,
    )
    os.close(its)
    raw = b""
    while chunk := _read(terminal):
        raw += chunk
        if stop and stop in raw:
            os.killpg(process.pid, signal.SIGINT)
            stop = None
    os.close(terminal)
    return Seen(process.wait(), raw.decode())


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody has it open any more
        return b""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project to be built again and again, with nothing wrong in it."""
    return project(SAMPLE, tmp_path_factory.mktemp("terminal") / "project")


def build(made: Project, **options: str | int) -> Seen:
    return on_terminal("--project", str(made.root), "build", **options)  # type: ignore[arg-type]


def test_a_build_shows_how_far_it_is_and_clears_it(shown: Project) -> None:
    seen = build(shown, NO_COLOR="1")
    assert seen.code == 0
    percents = [int(one) for one in re.findall(r"making pages .* (\d+)%", "\n".join(seen.drawn))]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)
    assert len(set(percents)) > 10
    stages = [line.split("  ")[0].strip() for line in seen.drawn if "%" in line]
    assert list(dict.fromkeys(stages)) == ["reading records", "making pages", "checking links"]
    assert seen.screen == [""]
    assert seen.raw.rindex("\x1b[?25h") > seen.raw.rindex("\x1b[?25l"), "the cursor is hidden"


@pytest.mark.parametrize("columns", [WHOLE, WHOLE - 1, BARE])
def test_no_line_is_longer_than_the_terminal(columns: int, shown: Project) -> None:
    seen = build(shown, columns=columns)
    assert seen.screen == [""]
    assert any("100%" in line for line in seen.drawn)
    assert any("[#" in line for line in seen.drawn) == (columns == WHOLE)
    assert max(map(len, seen.drawn)) <= columns


NOWHERE: dict[str, dict[str, str | int]] = {
    "a terminal that can only go on": {"TERM": "dumb"},
    "a terminal too narrow for a line": {"columns": BARE - 1},
}


@pytest.mark.parametrize("options", NOWHERE.values(), ids=NOWHERE)
def test_nothing_is_drawn_where_it_could_not_be_cleared(
    options: dict[str, str | int], shown: Project
) -> None:
    seen = build(shown, **options)
    assert (seen.code, seen.raw) == (0, "")


def test_nothing_is_drawn_without_a_terminal(shown: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "macros", "--project", str(shown.root), "build"],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert b"%" not in done.stdout


def test_a_build_that_fails_says_why_on_a_clean_terminal(
    sample_site: Project, tmp_path: Path
) -> None:
    made = sample_site.copy(tmp_path / "project")
    made.replace("docs/method.md", "# Method\n", "# Method\n\n[x](nowhere.md)\n")
    seen = build(made)
    assert seen.code == 1
    assert any(line.startswith("making pages") for line in seen.drawn)
    assert not any("%" in line for line in seen.screen)
    assert seen.screen[-2:] == [
        "brief build: not built; the site that was there is untouched", "",
    ]  # fmt: skip


def test_a_build_that_is_stopped_leaves_a_clean_terminal_and_the_old_site(
    sample_site: Project, tmp_path: Path
) -> None:
    made = sample_site.copy(tmp_path / "project")
    before = made.built()
    made.replace("data/entities/norland.yml", "name: Norland", "name: Nordland")
    seen = build(made, stop=MAKING)  # type: ignore[arg-type]
    assert seen.code == 1
    assert seen.screen == ["", "brief: stopped", ""]
    assert "\x1b[?25h" in seen.raw[seen.raw.rindex("\x1b[K") :]
    assert made.built() == before
    assert sorted(one.name for one in made.root.iterdir()) == [
        "data", "docs", "macros", "mkdocs.yml", "site",
    ]  # fmt: skip


def test_the_first_build_of_a_preview_is_shown_too(shown: Project) -> None:
    seen = on_terminal("--project", str(shown.root), "serve", "--port", "0", stop=b"Ctrl-C stops")
    assert seen.code == 0
    assert any(line.startswith("making pages") for line in seen.drawn)
    assert not any("%" in line for line in seen.screen)
    assert [line for line in seen.screen if line][-1] == "brief serve: stopped"
