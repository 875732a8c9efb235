"""What is wrong with a data folder: complete lists, right places, one message a fault, no crash."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks import inspect
from macros.records.problems import Problem, Severity
from tests.conftest import DataDir
from tests.projects import SAMPLE, Files, lay

BAD = Path(__file__).parent / "bad_records"


def problems(folder: Path) -> list[Problem]:
    """Return the errors of a data folder; warnings have tests of their own."""
    return [one for one in inspect(folder).problems if one.severity is Severity.ERROR]


def lines(found: list[Problem]) -> list[str]:
    return [problem.text().splitlines()[0] for problem in found]


def codes(found: list[Problem]) -> list[str]:
    return [problem.code for problem in found]


def compare(found: list[Problem], golden: Path, *, update: bool) -> None:
    text = "".join(f"{line}\n" for line in lines(found))
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


# Specimens: a folder each, laid over the sample's records.

SPECIMENS = sorted(folder.name for folder in BAD.iterdir() if any(folder.rglob("*.yml")))


def specimen(name: str) -> dict[str, bytes]:
    return {
        file.relative_to(BAD / name).as_posix(): file.read_bytes()
        for file in (BAD / name).rglob("*.yml")
    }


@pytest.mark.parametrize("name", SPECIMENS)
def test_bad_record(name: str, data_dir: DataDir, request: pytest.FixtureRequest) -> None:
    found = problems(data_dir(specimen(name)))
    update = request.config.getoption("--update-golden")
    compare(found, BAD / name / "expected.txt", update=update)


def test_the_sample_has_no_error(data_dir: DataDir) -> None:
    assert lines(problems(data_dir({}))) == []


# Faults of the folder, which a repository cannot hold as files.


def _link(folder: Path) -> None:
    (folder / "entities" / "norland.yml").rename(folder.parent / "elsewhere.yml")
    (folder / "entities" / "norland.yml").symlink_to(folder.parent / "elsewhere.yml")


def _linked_folder(folder: Path) -> None:
    (folder / "sanctions").rename(folder.parent / "elsewhere")
    (folder / "sanctions").symlink_to(folder.parent / "elsewhere")


def _latin_1(folder: Path) -> None:
    file = folder / "entities" / "sudmark.yml"
    file.write_bytes(file.read_text("utf-8").encode("latin-1"))


def _utf_16(folder: Path) -> None:
    file = folder / "entities" / "sudmark.yml"
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))


def _missing_everything(folder: Path) -> None:
    shutil.rmtree(folder)


def _a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("data", "utf-8")


def _without(*names: str) -> Callable[[Path], None]:
    def remove(folder: Path) -> None:
        lay(folder, dict.fromkeys(names))

    return remove


def _with(files: Files) -> Callable[[Path], None]:
    def add(folder: Path) -> None:
        lay(folder, files)

    return add


FOLDER_FAULTS: dict[str, Callable[[Path], None]] = {
    "empty-file": _with({"entities/norland.yml": ""}),
    "folder-named-as-file": _with({"entities/nowhere.yml/keep": ""}),
    "latin-1": _latin_1,
    "missing-briefing": _without("briefing.yml"),
    "missing-both": _without("briefing.yml", "vocabulary.yml"),
    "missing-data": _missing_everything,
    "data-is-a-file": _a_file,
    "missing-folder": _without("instruments"),
    "only-a-comment": _with({"claims/embargo.yml": "# nothing yet\n"}),
    "stray-files": _with(
        {
            "notes.txt": "",
            "people/jane.yml": "",
            "entities/norland.yaml": "",
            "entities/NORLAND.YML": "",
            "entities/photo.png": b"\x89PNG",
            "entities/.hidden": "",
            ".hidden": "",
            "README.md": "",
            "schema/entity.json": "{}",
        }
    ),
    "symlink": _link,
    "symlinked-folder": _linked_folder,
    "text-for-a-list": _with({"claims/embargo.yml": "id: league-embargo\n"}),
    "list-for-a-record": _with({"entities/norland.yml": "- id: norland\n"}),
    "utf-16": _utf_16,
}


@pytest.mark.parametrize("name", FOLDER_FAULTS)
def test_bad_folder(name: str, data_dir: DataDir, request: pytest.FixtureRequest) -> None:
    folder = data_dir({})
    FOLDER_FAULTS[name](folder)
    update = request.config.getoption("--update-golden")
    compare(problems(folder), BAD / name / "expected.txt", update=update)


@pytest.mark.parametrize("path", ["entities/norland.yml", "entities", "."])
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_what_may_not_be_read(path: str, data_dir: DataDir) -> None:
    folder = data_dir({})
    (folder / path).chmod(0)
    try:
        assert {"unreadable", "unreadable-file"} & set(codes(problems(folder)))
    finally:
        (folder / path).chmod(0o755)


# Where the carets point.

CARETS = [
    ("source", "unknown-value", "magazine"),
    ("source", "unknown-field", "authors"),
    ("source", "null", "null"),
    ("source", "date", "2031-02-30"),
    ("source", "address", "gazette.example/lamps"),
    ("source", "locator", "Share"),
    ("source", "flag", "yes"),
    ("source", "untrimmed", '" Lamps"'),
    ("entity", "id-is-file-name", "terrible-one"),
    ("entity", "unknown-value", "Human"),
    ("entity", "reserved-id", "index"),
    ("entity", "bad-id", "Two--Hyphens"),
    ("instrument", "number", "nine"),
    ("instrument", "date", "2029-13"),
    ("claims", "too-long", "A label that is much too long for any chart"),
    ("claims", "empty", "[]"),
    ("claims", "clause", "the League has barred oil."),
    ("claims", "unknown-value", "says"),
    ("sanctions", "unknown-field", "designation"),
    ("sanctions", "bad-id", "League"),
    ("sanctions", "null", "null"),
    ("vocabulary", "bad-id", "Oil Lane"),
    ("references", "unknown-id", "the-leage"),
    ("references", "unknown-word", "issuers"),
    ("references", "duplicate-id", "norland"),
    ("references", "unseen-source", "league-report-2030"),
    ("references", "compare-itself", "league-embargo"),
    ("syntax", "alias", "*roe"),
    ("syntax", "duplicate-key", "side"),
]


@pytest.mark.parametrize(("name", "code", "token"), CARETS)
def test_carets_stand_below_the_token(name: str, code: str, token: str, data_dir: DataDir) -> None:
    found = problems(data_dir(specimen(name)))
    marked = [marked_text(problem) for problem in found if problem.code == code]
    assert token in marked


def marked_text(problem: Problem) -> str:
    """Return the text above the carets of a printed problem."""
    _, _, shown, below, *_ = problem.text().splitlines()
    start = below.index("^")
    return shown[start : start + below.count("^")]


# One fault makes one message.

# In a file of the sample, one text takes another's place.
ONE_FAULT = {
    "a dangling id": (
        "entities/ann-roe.yml",
        "claim: roe-same-name",
        "claim: roe-name",
        "unknown-id",
    ),
    "a record that others name is refused": (
        ("entities/norland.yml", "type: Country", "type: State", "unknown-value")
    ),
    "a record that others name has no id": (
        ("entities/norland.yml", "id: norland\n", "", "missing-field")
    ),
    "a record that others name is no YAML": (
        ("entities/norland.yml", "name: Norland", "name: [", "unclosed-bracket")
    ),
    "a record that others name is a list": (
        ("entities/norland.yml", None, "- id: norland\n", "wrong-form")
    ),
    "a record that others name is empty": ("entities/norland.yml", None, "", "empty-file"),
    "a source that others cite has another id": (
        ("sources/gazette-2031-doe.yml", "id: gazette-2031-doe", "id: gazette", "id-is-file-name")
    ),
    "a claim that others name is refused": (
        ("claims/lamp-oil.yml", "  short: Lamp oil to Sudmark\n", "", "missing-field")
    ),
    "claims that others name are no YAML": (
        ("claims/lamp-oil.yml", "  short: Lamp oil", "    short: Lamp oil", "bad-indentation")
    ),
    "a role that claims name is refused": (
        ("vocabulary.yml", "definition: Who ships.", "definiton: Who ships.", "unknown-field")
    ),
    "a field's name is misspelt": (
        "entities/sudmark.yml",
        "name: Sud",
        "nane: Sud",
        "unknown-field",
    ),
    "an item of a list is refused": (
        ("sanctions/league.yml", "kind: listed", "kind: sanctioned", "unknown-value")
    ),
    "a null that says nothing": ("entities/norland.yml", "lang: ru", "lang: null", "null"),
    "a null in another spelling": ("entities/norland.yml", "lang: ru", "lang: ~", "null-spelling"),
    "a value behind an alias": ("entities/norland.yml", "lang: ru", "lang: *ru", "alias"),
    "a key that stands twice": (
        ("entities/norland.yml", "lang: ru", "lang: ru\nlang: no", "duplicate-key")
    ),
    "one id in two records": (
        ("claims/embargo.yml", "id: league-embargo", "id: norland", "duplicate-id")
    ),
}


@pytest.mark.parametrize(("path", "old", "new", "code"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_one_fault_makes_one_message(
    path: str, old: str | None, new: str, code: str, data_dir: DataDir
) -> None:
    text = (SAMPLE / "data" / path).read_text("utf-8")
    assert old is None or text.count(old) == 1
    found = problems(data_dir({path: new if old is None else text.replace(old, new)}))
    assert codes(found) == [code]


def test_a_record_keeps_all_its_problems_beside_a_null(data_dir: DataDir) -> None:
    folder = data_dir({"entities/ann-roe.yml": "id: ann-roe\ntype: Human\nname: null\nage: 40\n"})
    found = problems(folder)
    assert [(one.code, one.place.line) for one in found] == [
        ("unknown-value", 2), ("null", 3), ("unknown-field", 4),
    ]  # fmt: skip


# Whatever stands in the files, checking ends with a list of problems.

SEED, VARIANTS = 20310701, 300
FILES = sorted(file for file in (SAMPLE / "data").rglob("*.yml"))
WORDS = [
    "", "null", "~", "- ", "  ", "[", "{", "}", "]", ": ", "\t", "'", '"', "&a", "*a", "!!int 3",
    "<<: *a", "---", "...", "? x", "# no", "\u202e", "\x00", "\ufeff", "NO", "0x1f", "1e9", "id: x",
    "- - - -", "by: author", "when: {date: 2031-13}", "assertions:", "roles: []", "é" * 300,
]  # fmt: skip


def spoilt(text: str, chance: random.Random) -> str:
    """Delete, repeat, replace, move or indent some lines of a text."""
    rows = text.split("\n")
    for _ in range(chance.randint(1, 4)):
        index = chance.randrange(len(rows))
        word = chance.choice(WORDS)
        row = rows[index]
        middle = chance.randint(0, len(row))
        match chance.randrange(6):
            case 0 if len(rows) > 1:
                del rows[index]
            case 1:
                rows.insert(index, row)
            case 2:
                rows[index] = word
            case 3:
                rows[index] = row[:middle] + word + row[middle:]
            case 4:
                rows[index] = " " * chance.randint(1, 5) + row
            case _:
                rows[index] = row[:middle]
    return "\n".join(rows)


def test_nothing_makes_the_check_raise(data_dir: DataDir) -> None:
    chance = random.Random(SEED)  # noqa: S311
    folder = data_dir({})
    silent = 0
    for _ in range(VARIANTS):
        file = chance.choice(FILES)
        original = file.read_text("utf-8")
        copy = folder / file.relative_to(SAMPLE / "data")
        copy.write_text(spoilt(original, chance), "utf-8")
        found = problems(folder)
        silent += not found
        for problem in found:
            assert_place(problem, folder)
        copy.write_text(original, "utf-8")
    assert silent < VARIANTS / 4  # most variants have something wrong with them


def assert_place(problem: Problem, folder: Path) -> None:
    """Hold that a problem stands in a file of the folder, on a line and in columns of it."""
    place = problem.place
    file = folder.parent / place.path
    assert file.is_file(), problem.text()
    rows = [row.removesuffix("\r") for row in file.read_bytes().decode("utf-8").split("\n")]
    assert 1 <= place.line <= len(rows), problem.text()
    row = rows[place.line - 1].removeprefix("\ufeff") if place.line == 1 else rows[place.line - 1]
    assert 1 <= place.column <= len(row) + 1, problem.text()
    assert place.column - 1 + place.width <= max(len(row), place.column), problem.text()
    assert problem.sentence and problem.fix and problem.code
