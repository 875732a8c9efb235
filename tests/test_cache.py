"""What commands leave to one another: used where it is right, and missed by nobody."""

from __future__ import annotations

import os
import pickle
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros import cache
from macros.cache import VARIABLE, Cache, kept, shelf, version
from macros.records import library
from macros.records.library import load
from macros.records.reader import Document, parse
from tests.projects import ROOT, SAMPLE, Project, contents, project, run

NEEDS_A_USER = pytest.mark.skipif(
    sys.platform != "win32" and os.getuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place in which commands keep their things."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def sample(tmp_path: Path) -> Project:
    """A copy of the invented briefing."""
    return project(SAMPLE, tmp_path / "project")


def lies(place: Path) -> dict[str, Path]:
    """Return the files that are kept, by name."""
    return {file.name: file for file in place.rglob("*") if file.is_file()}


def one(place: Path) -> Path:
    """Return the only file that is kept."""
    [file] = lies(place).values()
    return file


def put(data: Path, name: str, thing: object) -> None:
    with kept(data):
        shelf(name).put(b"key", thing)


def got(data: Path, name: str) -> object:
    with kept(data):
        return shelf(name).get(b"key")


def test_what_was_put_is_there(place: Path, tmp_path: Path) -> None:
    put(tmp_path, "lamps", ("a lamp", 1))
    assert got(tmp_path, "lamps") == ("a lamp", 1)
    assert got(tmp_path, "oars") is None
    assert got(tmp_path / "elsewhere", "lamps") is None


def test_what_was_not_used_goes(place: Path, tmp_path: Path) -> None:
    with kept(tmp_path):
        shelf("lamps").put(b"old", 1)
        shelf("lamps").put(b"older", 1)
    with kept(tmp_path) as whole:
        assert shelf("lamps").get(b"old")
        whole.whole = True
    with kept(tmp_path):
        assert shelf("lamps").get(b"old")
        assert shelf("lamps").get(b"older") is None


def test_what_nobody_has_used_for_long_goes(place: Path, tmp_path: Path) -> None:
    """Of other data folders and of commands that were stopped; nothing else that lies there."""
    data, gone, fresh = tmp_path / "data", place / ("0a" * 16), place / ("0b" * 16)
    put(data, "things", "one")
    folder = one(place).parent
    half, young = folder / "things-3.4711", folder / "things-4.4712"
    others = [place / "mine", folder / "mine.txt", place / "0a0a", place / ("0c" * 16)]
    for path in (gone / "things-0", fresh / "things-0", others[0] / "x", others[2] / "x"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    for path in (half, young, others[1]):
        path.write_bytes(b"x")
    others[3].symlink_to(others[0])  # named like one of ours
    named = [place / "report-2.5", place / ("0d" * 16) / "notes.txt"]  # in a folder of the user's
    for path in named:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    others += [*named, named[1].parent]
    long_ago = time.time() - cache._LONG - 60
    for path in (gone, half, folder, *others):
        os.utime(path, (long_ago, long_ago), follow_symlinks=False)
    assert got(data, "things") == "one"
    assert not gone.exists() and not half.exists()
    assert all(path.exists() for path in (fresh / "things-0", young, *others, others[0] / "x"))
    assert got(data, "things") == "one"


def test_a_command_that_is_stopped_leaves_all_as_it_was(place: Path, tmp_path: Path) -> None:
    put(tmp_path, "lamps", 1)
    with pytest.raises(KeyboardInterrupt), kept(tmp_path):
        shelf("lamps").put(b"key", 2)
        raise KeyboardInterrupt
    assert got(tmp_path, "lamps") == 1


def _of_another_version(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(bytes(len(version())) + data[len(version()) :])


def _half_written(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def _damaged(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[-9] ^= 1
    file.write_bytes(data)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _a_stranger_s(file: Path) -> None:
    """What a stranger would like us to unpack; without the program's own mark it is not."""
    file.write_bytes(pickle.dumps(_Trap()))


class _Trap:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return pytest.fail, ("a stranger's file was unpacked",)


SPOILT = (_of_another_version, _half_written, _damaged, _empty, _a_folder, _a_stranger_s)


@pytest.mark.parametrize("spoil", SPOILT)
def test_what_is_spoilt_is_as_good_as_not_there(
    spoil: Callable[[Path], None], place: Path, tmp_path: Path
) -> None:
    put(tmp_path, "lamps", 1)
    spoil(one(place))
    assert got(tmp_path, "lamps") is None


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_build_with_spoilt_things_is_the_same(
    spoil: Callable[[Path], None], place: Path, sample: Project
) -> None:
    assert sample.build().code == 0
    whole = sample.built()
    assert lies(place)
    for file in lies(place).values():
        spoil(file)
    outcome = sample.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert sample.built() == whole


def test_a_build_with_what_was_kept_is_the_same(place: Path, sample: Project) -> None:
    outcomes = [sample.build() for _ in range(3)]
    assert [one.code for one in outcomes] == [0, 0, 0]
    kept_site = sample.built()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "")
        assert sample.build().code == 0
    assert sample.built() == kept_site


@NEEDS_A_USER
def test_where_nothing_can_be_kept_all_is_made(place: Path, sample: Project) -> None:
    place.mkdir(mode=0o500)
    assert sample.build().code == 0
    assert not lies(place)


@pytest.mark.parametrize("why", [OSError(28, "No space left on device"), OSError(30, "Read-only")])
def test_a_full_disk_or_one_to_read_from_is_no_fault(
    why: OSError, place: Path, sample: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample.build().code == 0
    before = {name: file.read_bytes() for name, file in lies(place).items()}

    def refuse(*_: object) -> None:
        raise why

    sample.replace("data/entities/sudmark.yml", "name: Sudmark", "name: Sudmark")
    sample.replace("data/claims/embargo.yml", "added: 2031-06-21", "added: 2031-06-21 ")
    monkeypatch.setattr(Path, "replace", refuse)
    assert run("--project", str(sample.root), "check").code == 0
    assert {name: file.read_bytes() for name, file in lies(place).items()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders there are a user's own")
@pytest.mark.parametrize("mode", [stat.S_IWGRP, stat.S_IWOTH])
def test_nothing_is_taken_from_a_folder_that_others_can_write_to(
    mode: int, place: Path, tmp_path: Path
) -> None:
    put(tmp_path, "lamps", 1)
    folder = one(place).parent
    folder.chmod(0o700 | mode)
    assert Cache.of(tmp_path).folder is None
    assert got(tmp_path, "lamps") is None


@pytest.mark.skipif(sys.platform == "win32", reason="links there need a right of their own")
def test_nothing_is_taken_through_a_link(place: Path, tmp_path: Path) -> None:
    put(tmp_path, "lamps", 1)
    folder = one(place).parent
    folder.rename(place / "moved")
    folder.symlink_to(place / "moved")
    assert got(tmp_path, "lamps") is None


@pytest.mark.parametrize(("named", "ci", "keeps"), [(None, "true", False), ("", "", False)])
def test_nothing_is_kept_on_a_build_server_or_where_nobody_wants_it(
    named: str | None, ci: str, keeps: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if named is not None:
        monkeypatch.setenv(VARIABLE, named)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert (Cache.of(tmp_path).folder is not None) is keeps
    assert not (tmp_path / "home").exists()


def test_another_program_has_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any file of the program tells, templates and styles as well; so do packages."""
    program = tmp_path / "macros"
    (program / "templates").mkdir(parents=True)
    (program / "a.py").write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(cache, "_PROGRAM", program)
    found = set()
    for path, text in (("a.py", "a = 2\n"), ("b.py", "\n"), ("templates/c.jinja", "{{ c }}\n")):
        version.cache_clear()
        found.add(version())
        (program / path).write_text(text, "utf-8")
    version.cache_clear()
    found.add(version())
    version.cache_clear()
    monkeypatch.setattr(cache, "_packages", lambda: ["lamps-1.2.dist-info"])
    found.add(version())
    version.cache_clear()
    assert len(found) == 5


def test_two_commands_at_once(place: Path, sample: Project) -> None:
    """Each leaves whole files; the last one's stay."""
    told = [
        subprocess.Popen(
            [sys.executable, "-m", "macros", "--project", str(sample.root), "check"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for each in told:
        out, err = each.communicate(timeout=60)
        assert (each.returncode, err) == (0, b""), out
    names = {file.name for file in lies(place).values()}
    assert {name.partition("-")[0] for name in names} >= {"records", "clean", "ledgers"}
    assert not [name for name in names if "." in name]
    with kept(sample.root / "data"):
        assert not shelf("records").empty


def test_a_file_that_is_the_same_is_not_read_again(
    place: Path, sample: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The quick way and the whole one give the same library, record by record."""
    data = sample.root / "data"
    with kept(data):
        first = load(data)
    read: list[str] = []

    def counted(file: Path, shown: str) -> Document:
        read.append(shown)
        return parse(file.read_text("utf-8"), shown)

    with kept(data):
        again = load(data, counted)
        assert read == []
        assert [one.id for one in again.everything()] == [one.id for one in first.everything()]
        assert not any(one.made for one in again.everything())
        assert list(again.everything()) == list(first.everything())
        assert all(one.made for one in again.everything())
        assert again.kinds == first.kinds
        assert again.threads == first.threads
    sample.replace("data/entities/sudmark.yml", "name: Sudmark", "name: Sudmarch")
    with kept(data):
        load(data, counted)
    assert read == ["data/entities/sudmark.yml"]
    assert library.load(data).entities["sudmark"].record.name == "Sudmarch"


def test_nothing_lies_in_the_project(place: Path, sample: Project) -> None:
    before = set(contents(sample.root))
    assert run("--project", str(sample.root), "check").code == 0
    assert set(contents(sample.root)) == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems' names are Unicode")
def test_names_that_are_no_utf_8(place: Path, tmp_path: Path) -> None:
    """Of folders above the project, and of files in it."""
    made = project(SAMPLE, Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfc/project")))
    for _ in range(2):
        assert made.build().code == 0
    evidence = os.fsencode(made.root / "data" / "evidence") + b"/\xfc.json"
    Path(os.fsdecode(evidence)).write_text("{}", "utf-8")
    odd = os.fsencode(made.root / "data" / "entities") + b"/\xfc.yml"
    Path(os.fsdecode(odd)).write_text("id: x\n", "utf-8")
    for _ in range(2):
        assert run("--project", str(made.root), "check").code == 1
