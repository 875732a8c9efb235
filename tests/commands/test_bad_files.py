"""What goes wrong with files outside of YAML's sense: one message each, and its own fix."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import inspect
from macros.records.problems import Severity
from tests.conftest import DataDir
from tests.projects import lay

NORLAND = "entities/norland.yml"
CLAIMS = "claims/lamp-oil.yml"
Change = Callable[[Path], object]


def put(path: str, old: str, new: str) -> Change:
    """Replace a text that stands in a file once, or the first time."""

    def change(data: Path) -> None:
        text = (data / path).read_text("utf-8")
        assert old in text
        (data / path).write_bytes(text.replace(old, new, 1).encode())

    return change


def turn(path: str, by: Callable[[bytes], bytes]) -> Change:
    return lambda data: (data / path).write_bytes(by((data / path).read_bytes()))


def move(path: str, to: str) -> Change:
    def change(data: Path) -> None:
        (data / to).parent.mkdir(exist_ok=True)
        (data / path).rename(data / to)

    return change


def both(*changes: Change) -> Change:
    return lambda data: [change(data) for change in changes]


MERGE = "<<<<<<< HEAD\nname: Norland\n=======\nname: Nordland\n>>>>>>> theirs"
# What is done to the sample → the code, and what its fix says.
TABLE: dict[str, tuple[Change, str, str]] = {
    "a merge that is not finished": (
        put(NORLAND, "name: Norland", MERGE), "conflict-marker", "keep one of the two versions",
    ),
    "a file cut off inside a bracket": (
        turn(CLAIMS, lambda data: data[:330]), "unclosed-bracket", "was the file saved whole?",
    ),
    "a file cut off behind a bracket": (
        turn(CLAIMS, lambda data: data[:640]), "unclosed-bracket", "was the file saved whole?",
    ),
    "a file of zeros": (turn(NORLAND, lambda _: b"\0" * 99), "empty-file", "take it back from git"),
    "a tab before a value": (put(NORLAND, "name: ", "name:\t"), "tab", "put spaces in its place"),
    "smart quotes": (
        put(NORLAND, "Norland", "“Norland”"), "typographic-quotes", 'write "Norland"',
    ),
    "smart quotes around a colon": (
        put(NORLAND, "Norland", "“Norland: a land”"), "typographic-quotes", "straight quotes",
    ),
    "a colon in a value": (
        put(NORLAND, "Norland", "Norland: a land"),
        "colon-in-value",
        'write  name: "Norland: a land"',
    ),
    "a colon in a value of a list": (
        put(CLAIMS, "short: 300 barrels", "short: Barrels: 300"),
        "colon-in-value",
        'write  short: "Barrels: 300"',
    ),
    "the line ends of old Macs": (
        turn(NORLAND, lambda data: data.replace(b"\n", b"\r")), "line-separator", "(CR LF)",
    ),
    "an id in another case": (
        put(CLAIMS, "supplier: [norland]", "supplier: [Norland]"), "bad-id", "write norland",
    ),
    "a file's name in another case": (
        move(NORLAND, "entities/Norland.yml"), "id-is-file-name", "rename the file to norland.yml",
    ),
    "two files whose names differ in case": (
        lambda data: shutil.copy(data / NORLAND, data / "entities/Norland.yml"),
        "duplicate-id",
        "delete this file if it is a copy",
    ),
    "a copy that a file manager made": (
        lambda data: shutil.copy(data / NORLAND, data / "entities/norland (1).yml"),
        "duplicate-id",
        "delete this file if it is a copy",
    ),
    "an entity among the sources": (
        move(NORLAND, "sources/norland.yml"),
        "wrong-folder",
        "move it to data/entities/norland.yml",
    ),
    "claims among the entities": (
        move("claims/embargo.yml", "entities/embargo.yml"),
        "wrong-folder",
        "move it to data/claims/, into the file of its thread",
    ),
    "designations among the claims": (
        move("sanctions/league.yml", "claims/league.yml"),
        "wrong-folder",
        "move it to data/sanctions/, into the file of the authority",
    ),
    "a record beside the folders": (
        move(NORLAND, "norland.yml"),
        "stray-file",
        "it is an entity: move it to data/entities/norland.yml",
    ),
    "another ending": (
        move(NORLAND, "entities/norland.yaml"), "stray-file", "rename it to norland.yml",
    ),
    "an ending that Windows hides": (
        move(NORLAND, "entities/norland.yml.txt"), "stray-file", "rename it to norland.yml",
    ),
    "no ending": (move(NORLAND, "entities/norland"), "stray-file", "rename it to norland.yml"),
    "what an editor left": (
        lambda data: shutil.copy(data / NORLAND, data / "entities/norland.yml~"),
        "stray-file",
        "an editor or a merge left it behind",
    ),
    "what a merge left": (
        lambda data: shutil.copy(data / NORLAND, data / "norland_BACKUP_12.yml"),
        "stray-file",
        "an editor or a merge left it behind",
    ),
    "a folder inside a folder": (
        move(NORLAND, "entities/states/norland.yml"),
        "stray-file",
        "move the records in it up to data/entities/",
    ),
    "a folder where a file should be": (
        both(lambda data: (data / NORLAND).unlink(), lambda data: (data / NORLAND).mkdir()),
        "folder",
        "move what the folder holds out of it",
    ),
    "a file where a folder should be": (
        lambda data: lay(data, {"instruments": None}) and lay(data, {"instruments": ""}),
        "stray-file",
        "must be the folder of such records",
    ),
    "a claim that is no item of a list": (
        turn("claims/embargo.yml", lambda data: data.replace(b"- id", b"  id", 1)),
        "wrong-form",
        "begin each claim with  - id",
    ),
    "a date where a mapping is wanted": (
        put(CLAIMS, "when: {date: 2031-05, words: last month, basis: resolved}", "when: 2031-05"),
        "wrong-form",
        "write  when: {date: 2031-05}",
    ),
    "one speaker where a list is wanted": (
        put(CLAIMS, "by: [ann-roe]", "by: ann-roe"), "wrong-form", "write  by: [ann-roe]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_one_message_with_its_own_fix(name: str, data_dir: DataDir) -> None:
    change, code, fix = TABLE[name]
    data = data_dir({})
    change(data)
    found = [one for one in inspect(data).problems if one.severity is Severity.ERROR]
    if code == "conflict-marker":  # one for each of its three lines
        found = found[:1] if {one.code for one in found} == {code} else found
    assert [one.code for one in found] == [code], "\n".join(one.text() for one in found)
    assert fix in found[0].fix


HARMLESS: dict[str, Change] = {
    "line ends of Windows": turn(NORLAND, lambda data: data.replace(b"\n", b"\r\n")),
    "a byte order mark": turn(NORLAND, lambda data: b"\xef\xbb\xbf" + data),
    "no line break at the end": turn(NORLAND, lambda data: data.rstrip(b"\n")),
    "a hidden file of an editor": lambda data: lay(data, {"entities/.norland.yml.swp": "x"}),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_no_harm(name: str, data_dir: DataDir) -> None:
    data = data_dir({})
    HARMLESS[name](data)
    assert [one for one in inspect(data).problems if one.severity is Severity.ERROR] == []
