"""The command: exit codes, help, closing lines, and no traceback whatever it finds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.records.schema import schemas
from tests.conftest import DataDir
from tests.projects import ROOT, SAMPLE, Outcome, lay, project, run

NEEDED = {
    "check": None, "explain": None, "new": "entity", "draft": "gazette-2031-doe", "diff": None,
    "verify": None, "build": None, "serve": None, "links": None, "schema": None,
    "reconcile": "list",
}  # fmt: skip
"""Every command, in the order in which help lists them, with what it must be given."""
COMMANDS = list(NEEDED)
FINE, FOUND, USAGE = 0, 1, 2


def on_sample(*arguments: str) -> Outcome:
    return run("--project", str(SAMPLE), *arguments)


CALLS = [
    (["check"], FINE),
    (["check", "--strict", "--data", "nowhere"], FOUND),
    (["verify", "--texts", "nowhere"], USAGE),
    ([], USAGE),
    (["paint"], USAGE),
    (["check", "--colour"], USAGE),
    (["check", "extra"], USAGE),
    (["serve", "--port", "many"], USAGE),
    (["check", "--data", "nowhere"], FOUND),
    (["build", "--data", "nowhere"], FOUND),
    (["check", "--data", "mkdocs.yml"], FOUND),
]


@pytest.mark.parametrize(("arguments", "code"), CALLS)
def test_exit_code(arguments: list[str], code: int) -> None:
    outcome = on_sample(*arguments)
    assert outcome.code == code, outcome.err
    assert "Traceback" not in outcome.out + outcome.err


@pytest.mark.parametrize("command", COMMANDS)
def test_outside_a_project(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    call = [command, *filter(None, [NEEDED[command]])]
    outcome = run(*call)
    assert outcome.code == USAGE
    assert "no mkdocs.yml here or above" in outcome.err
    assert run("--project", str(tmp_path / "nowhere"), *call).code == USAGE


def test_the_project_is_found_from_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLE / "data" / "claims")
    assert run("check").code == FINE


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str) -> None:
    outcome = on_sample(*([command] if command else []), "--help")
    assert (outcome.code, outcome.err) == (FINE, "")
    assert outcome.out.startswith("usage: brief")
    if command:
        assert re.search(rf"^example: .*brief {command}\b", outcome.out, re.MULTILINE)
    else:
        assert all(re.search(rf"^ +{one} ", outcome.out, re.MULTILINE) for one in COMMANDS)


def test_every_command_is_tested() -> None:
    [listed] = re.findall(r"^ +(\{.*\}|COMMAND)$", on_sample("--help").out, re.MULTILINE) or [""]
    assert listed
    names = re.findall(r"^    (\w+) ", on_sample("--help").out, re.MULTILINE)
    assert names == COMMANDS


SUMMARY = re.compile(r"brief check: (.+) in (\d+ \w+, )+\d+ \w+ \(\d+\.\d\d s\)\n")


def test_a_fine_check_ends_with_one_line() -> None:
    outcome = on_sample("check")
    last = outcome.out.splitlines(keepends=True)[-1]
    assert SUMMARY.fullmatch(last)
    assert " in 3 sources, 5 entities, 1 instrument, 6 claims, 1 designation (" in last


def test_a_check_shows_every_problem_and_counts_them(data_dir: DataDir) -> None:
    folder = data_dir({"entities/norland.yml": "id: norland\ntype: Stat\n", "x.txt": ""})
    shutil.copy(SAMPLE / "mkdocs.yml", folder.parent)
    outcome = run("--project", str(folder.parent), "check")
    last = outcome.out.splitlines()[-1]
    assert outcome.code == FOUND
    assert outcome.out.count(": error ") == 3
    assert last.startswith("brief check: 3 errors")
    assert SUMMARY.search(outcome.out)


UNREADABLE = {
    "empty.yml": b"",
    "latin.yml": "name: Südmark".encode("latin-1"),
    "utf16.yml": "name: Norland".encode("utf-16"),
    "binary.yml": bytes(range(256)) * 8,
    "deep.yml": b"[" * 10_000,
    "huge.yml": b"a: b\n" * 300_000,
    "bomb.yml": b"a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
    "tabs.yml": b"\tid: x\n",
    "merge.yml": b"<<<<<<< ours\nid: x\n=======\nid: y\n>>>>>>> theirs\n",
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("folder", ["entities", "claims", "sanctions"])
def test_what_cannot_be_read_is_a_problem(name: str, folder: str, data_dir: DataDir) -> None:
    data = data_dir({f"{folder}/{name}": UNREADABLE[name]})
    shutil.copy(SAMPLE / "mkdocs.yml", data.parent)
    outcome = run("--project", str(data.parent), "check")
    assert outcome.code == FOUND
    assert f"data/{folder}/{name}:" in outcome.out
    assert "Traceback" not in outcome.out + outcome.err


def test_schema_writes_beside_the_records(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    first = run("--project", str(made.root), "schema")
    again = run("--project", str(made.root), "schema")
    assert (first.code, again.code) == (FINE, FINE)
    assert {file.name for file in (made.root / "data" / "schema").iterdir()} == {
        *schemas(),
        "ids.json",
    }
    assert again.out == "schemas: 0 written\n"
    assert run("--project", str(made.root), "check").code == FINE


def test_a_schema_that_cannot_be_written_is_no_traceback(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    lay(made.root, {"data/schema": "a file"})
    outcome = run("--project", str(made.root), "schema")
    assert outcome.code == FOUND
    assert outcome.err.startswith("brief: ")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_in_any_encoding(encoding: str, data_dir: DataDir) -> None:
    data = data_dir({"entities/norland.yml": "id: norland\nname: Нурланд\n"})
    shutil.copy(SAMPLE / "mkdocs.yml", data.parent)
    done = subprocess.run(
        [sys.executable, "-m", "macros", "--project", str(data.parent), "check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == FOUND
    assert b"Traceback" not in done.stderr
    assert b"error missing-field" in done.stdout
