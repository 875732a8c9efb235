"""Pages of the build before: taken over where they would be made so again, and nowhere else."""

from __future__ import annotations

import contextlib
import datetime
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import pytest
from markupsafe import Markup

from macros.briefing import open_briefing
from macros.cache import VARIABLE
from macros.evidence.desk import Desk
from macros.inert import written
from macros.notes import MADE
from macros.records.dates import Date
from macros.records.library import load
from macros.render import Links, render
from macros.sums import Sums, Totals, Unsummed
from macros.views.parts import ClaimRow, row_anew
from tests.counts import count
from tests.cut import cut
from tests.edits import CLAIMS, EDITS, NEW_CLAIM, NORLAND, random_edit
from tests.projects import ROOT, SAMPLE, Project, contents, lay, project

EMBARGO = "data/claims/embargo.yml"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented briefing, built once with nothing kept."""
    made = project(SAMPLE, tmp_path_factory.mktemp("earlier") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(made.root.parent / "kept"))
        assert made.build().code == 0
    return made


@pytest.fixture
def built(first: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A copy of it in a folder of its own, whose next build finds what was kept.

    It is built as a large one, where all hands make rows and sums before the pages.
    """
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr("macros.building.site.WORTHWHILE", 0)
    copied = first.copy(tmp_path / "project")
    assert copied.build().code == 0  # things are kept for a folder, and this is another
    return copied


def taken(before: Project) -> tuple[int, set[str]]:
    """Build again; return how that ended, and the files that are those of the site before."""
    files = {path: (before.site / path).stat().st_ino for path in before.built()}
    with contextlib.ExitStack() as held:
        for path in files:  # so that no other file can come by the same number
            held.enter_context((before.site / path).open("rb"))
        code = before.build().code
    after = before.built()
    return code, {path for path in after if (before.site / path).stat().st_ino == files.get(path)}


def built_again(built: Project) -> set[str]:
    """Build again, and hold the site against one that is made with nothing kept."""
    code, found = taken(built)
    assert code == 0
    assert built.built() == cold(built)
    return found


def cold(built: Project) -> dict[str, bytes]:
    """Return the site as it is where nothing is kept, and nothing made before it is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "")
        patch.setattr("macros.building.site.WORTHWHILE", 1 << 30)
        folder = built.root.parent / "cold"
        shutil.rmtree(folder, ignore_errors=True)
        copied = project(built.root, folder)
        assert copied.build().code == 0
        return copied.built()


def pages(files: set[str]) -> set[str]:
    return {path for path in files if path.endswith("index.html")}


def test_where_nothing_changes_every_record_page_is_taken_over(built: Project) -> None:
    found = built_again(built)
    folders = {"entities", "sources", "instruments", "claims"}
    records = {path for path in pages(set(built.built())) if path.split("/")[0] in folders}
    records = {path for path in records if path.count("/") == 2}
    assert len(records) > 8
    assert records <= found
    assert {path for path in built.built() if path.startswith("figures/entities/")} <= found


@pytest.mark.parametrize("what", EDITS)
def test_after_an_edit_the_site_is_what_a_cold_build_makes(what: str, built: Project) -> None:
    edits, _ = EDITS[what]
    for path, (before, after) in edits.items():
        built.replace(path, before, after)
    found = built_again(built)
    count("pages that an edit leaves", taken=len(pages(found)), of=len(pages(set(built.built()))))


def test_what_does_not_show_a_change_is_taken_over(built: Project) -> None:
    built.replace(CLAIMS, "has shipped lamp oil", "has sent lamp oil")
    found = built_again(built)
    assert "entities/norland/index.html" not in found
    assert "claims/lamp-oil/index.html" not in found
    assert "claims/embargo/index.html" in found


SEEDS = (3, 13, 34)
LONG = 8
"""Edits in a row."""


@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits_make_what_a_cold_build_makes(
    seed: int, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)  # noqa: S311
    made = refused = 0
    files: set[str] = set()
    monkeypatch.setattr("macros.views.chronology.SPLIT_BEYOND", 3)
    with cut(2, 3):  # so that there are sheets, too
        assert built.build().code == 0
        for _ in range(LONG):
            before = contents(built.root / "data")
            random_edit(rng, built.root)
            code, found = taken(built)
            if code == 1:
                refused += 1
                lay(
                    built.root / "data",
                    dict.fromkeys(contents(built.root / "data").keys() - before),
                )
                lay(built.root / "data", before)
                continue
            made += 1
            files |= pages(found)
            assert built.built() == cold(built)
    count("random edits with a build before", built=made, refused=refused, taken=len(files))
    assert made > LONG / 4
    assert files


def _another(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"Norland", b"Nowhere", 1))


def _longer(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"\n")


def _gone(file: Path) -> None:
    file.unlink()


def _a_link(file: Path) -> None:
    moved = file.with_name("moved")
    file.rename(moved)
    file.symlink_to(moved)


def _a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _immense(file: Path) -> None:
    with file.open("ab") as stream:
        stream.truncate(1 << 43)


def _a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


SPOILT = [_another, _longer, _gone, _a_link, _a_folder, _immense, _a_pipe]


@pytest.mark.parametrize("spoil", SPOILT)
@pytest.mark.parametrize("path", ["entities/norland/index.html", "figures/entities/norland.svg"])
def test_a_file_that_is_not_what_was_written_is_made_anew(
    path: str, spoil: Callable[[Path], None], built: Project
) -> None:
    found = {file for file in built.built() if "sudmark" in file}
    inodes = {file: (built.site / file).stat().st_ino for file in found}
    spoil(built.site / path)
    assert built.build().code == 0
    assert built.built() == cold(built)
    assert not (built.site / path).is_symlink()
    assert {file: (built.site / file).stat().st_ino for file in found} == inodes


def _elsewhere(file: Path, aside: Path) -> Path:
    """Let the file's folder be a link to another place; return the file there."""
    file.parent.rename(aside)
    file.parent.symlink_to(aside)
    return aside / file.name


def _twice(file: Path, aside: Path) -> Path:
    os.link(file, aside)
    return aside


@pytest.mark.parametrize("share", [_elsewhere, _twice])
def test_the_new_site_shares_no_file_with_another_place(
    share: Callable[[Path, Path], Path], built: Project, tmp_path: Path
) -> None:
    path = "entities/norland/index.html"
    other = share(built.site / path, tmp_path / "aside")
    assert built.build().code == 0
    other.write_text("changed", "utf-8")
    assert built.built() == cold(built)
    assert not (built.site / path).parent.is_symlink()


def test_the_new_site_allows_what_a_cold_one_does(built: Project) -> None:
    path = built.site / "entities/norland/index.html"
    mode = path.stat().st_mode
    path.chmod(0o600)
    assert built.build().code == 0
    assert path.stat().st_mode == mode


def test_without_a_site_all_is_made(built: Project) -> None:
    shutil.rmtree(built.site)
    assert built.build().code == 0
    assert built.built() == cold(built)


def test_where_a_file_can_have_one_name_only_it_is_written_again(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("macros.building.earlier.os.link", refuse)
    assert built.build().code == 0
    assert built.built() == cold(built)


# What is around the pages, by file: what stands in the place of what.
AROUND: dict[str, tuple[str, str, str]] = {
    "the site's name": ("mkdocs.yml", "site_name: ", "site_name: Another "),
    "the site's address": ("mkdocs.yml", "https://example.org/", "https://example.com/"),
    "the navigation": ("mkdocs.yml", "Briefing: index.md", "Beginning: index.md"),
}


@pytest.mark.parametrize("what", AROUND)
def test_nothing_is_taken_over_into_another_frame(what: str, built: Project) -> None:
    built.replace(*AROUND[what])
    found = built_again(built)
    assert not pages(found)


def test_a_build_that_is_refused_spoils_nothing(built: Project) -> None:
    built.replace(CLAIMS, "has shipped lamp oil", "has sent lamp oil")
    built.replace(NORLAND, "name: Norland", "nam: Norland")
    assert built.build().code == 1
    built.replace(NORLAND, "nam: Norland", "name: Norland")
    found = built_again(built)
    assert "claims/embargo/index.html" in found
    assert "claims/lamp-oil/index.html" not in found


def test_a_build_that_breaks_off_after_its_pages_spoils_nothing(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    built.replace(CLAIMS, "has shipped lamp oil", "has sent lamp oil")
    with monkeypatch.context() as patch:
        patch.setattr("macros.building.whole.swap", _full)
        assert built.build().code == 1
    built.replace(CLAIMS, "has sent lamp oil", "has shipped lamp oil")
    built_again(built)


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("again", [False, True])
def test_a_page_that_another_process_has_begun_is_written_here(
    again: bool, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what stopped that one is told, not that its page stands in the way."""
    first, write = os.getpid(), Path.write_bytes

    def full(file: Path, content: bytes) -> int:
        if file.name == "sudmark.svg" and (again or os.getpid() != first):
            _full()
        return write(file, content)

    before = built.built()
    built.replace(CLAIMS, "has shipped lamp oil", "has sent lamp oil")
    with monkeypatch.context() as patch:
        patch.setattr("macros.hands._possible", lambda: True)
        patch.setattr("macros.building.site.WORTHWHILE", 1)
        patch.setattr("macros.building.site.BATCH", 1)
        patch.setattr(Path, "write_bytes", full)
        outcome = built.build()
    if again:
        assert outcome.code == 1
        assert "No space left on device" in outcome.err
        assert built.built() == before
    else:
        assert outcome.code == 0
        assert built.built() == cold(built)


@pytest.mark.parametrize("what", ["as it is", "cut", "of another"])
def test_a_sentence_made_ahead_stands_on_no_page_unless_it_is_whole(
    what: str, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(template: str, row: ClaimRow, links: Links) -> Markup:
        html = render(template, row, links)
        half = written(f"{str(html)[: html.rindex('<')]} and so on</span>")
        return {"as it is": html, "cut": half, "of another": written("<p>Nothing.</p>")}[what]

    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.setattr("macros.building.ahead.render", made)
    assert built.build().code == 0
    assert built.built() == cold(built)


@pytest.mark.parametrize("part", [None, *range(16)])
def test_a_claim_that_moves_takes_its_links_along(
    part: int | None, built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even on a page that shows nothing else of where a claim stands, and after a build that could
    leave only a part of what the next one was to know."""
    threads = "  embargo: {label: The embargo, definition: What the League imposed.}\n"
    third = "  markets: {label: Markets, definition: Where oil was sold.}\n"
    built.replace("data/vocabulary.yml", threads, threads + third)
    built.replace(CLAIMS, "  compare: [oil-to-sudmark]\n", "  compare: [oil-in-jars]\n")
    text = (built.root / CLAIMS).read_text("utf-8")
    built.change({EMBARGO: f"{(built.root / EMBARGO).read_text('utf-8')}{NEW_CLAIM}"})
    assert built.build().code == 0
    before = built.page("claims/lamp-oil")
    built.replace(EMBARGO, NEW_CLAIM, "").change({"data/claims/markets.yml": NEW_CLAIM})
    if part is not None:
        with monkeypatch.context() as patch:
            patch.setattr("macros.building.whole.swap", _full)
            replace = Path.replace

            def replaced(file: Path, target: Path) -> Path:
                if target.name == f"pages-{part}":
                    _full()
                return replace(file, target)

            patch.setattr(Path, "replace", replaced)
            assert built.build().code == 1
    built_again(built)
    assert (built.root / CLAIMS).read_text("utf-8") == text
    assert built.page("claims/lamp-oil") == before.replace(
        "claims/embargo/#oil-in-jars", "claims/markets/#oil-in-jars"
    )


# Sums


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Pair(NamedTuple):
    one: object
    other: object


@dataclass(frozen=True)
class Box:
    held: object
    label: str = field(default="", compare=False)


@dataclass(frozen=True)
class Other:
    held: object
    label: str = ""


@dataclass(frozen=True, eq=False)
class Itself:
    held: object


ALIKE: dict[str, tuple[object, object]] = {
    "texts": ("".join(("oi", "l")), "oil"),
    "tuples": ((1, "a"), (1, "a")),
    "sets in any order": ({"a", "b", "c"}, {"c", "b", "a"}),
    "what nobody compares": (Box(1, "a"), Box(1, "b")),
    "dates": (Date.parse("2031-05"), Date.parse("2031-05")),
    "enums": (Colour.RED, Colour("red")),
}
DIFFERENT: dict[str, tuple[object, object]] = {
    "a text and a number": ("1", 1),
    "a truth and a number": (True, 1),
    "nothing and its name": (None, "None"),
    "a text and what prints alike": ("a", Markup("a")),
    "a text and two": (("a", "b"), ("a, b",)),
    "a text that looks like two": (("a', 'b",), ("a", "b")),
    "a tuple in a tuple": ((("a",), "b"), ("a", ("b",))),
    "a tuple and a list": (("a",), ["a"]),
    "a tuple and a pair": ((1, 2), Pair(1, 2)),
    "two classes": (Box(1), Other(1)),
    "a mapping in another order": ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    "a mapping and its items": ({"a": 1}, (("a", 1),)),
    "deep inside": ((Box({"a": (Pair(1, 2),)}),), (Box({"a": (Pair(1, 3),)}),)),
    "enums": (Colour.RED, Colour.BLUE),
    "an enum and its value": (Colour.RED, "red"),
    "dates": (Date.parse("2031-05"), Date.parse("2031-06")),
    "days": (datetime.date(2031, 5, 1), datetime.date(2031, 5, 2)),
    "sets": ({"a"}, {"b"}),
    "a set and a frozen one": ({"a"}, frozenset({"a"})),
    "texts that code alike": ("\udc80", "\\udc80"),
}


@pytest.mark.parametrize("what", ALIKE)
def test_things_that_are_alike_have_one_sum(what: str) -> None:
    one, other = ALIKE[what]
    assert Totals().of(one) == Totals().of(other)


@pytest.mark.parametrize("what", DIFFERENT)
def test_things_that_differ_have_two(what: str) -> None:
    one, other = DIFFERENT[what]
    assert Totals().of(one) != Totals().of(other)


@pytest.mark.parametrize("thing", [Itself(1), object(), (1, Itself(1)), len, {"a": Itself(1)}])
def test_what_is_equal_to_itself_alone_has_none(thing: object) -> None:
    with pytest.raises(Unsummed):
        Totals().of(thing)


def test_every_field_of_a_record_counts() -> None:
    """A record that differs in any one field from another has another sum."""
    filed = [*load(SAMPLE / "data").everything()]
    seen = set()
    for one in filed:
        record = one.record
        for name in type(record).model_fields:
            other = record.model_copy(update={name: "another"})
            assert Totals().of(other) != Totals().of(record), (type(record), name)
            seen.add((type(record), name))
    assert len(seen) > 50


SUMS = """\
import sys
from pathlib import Path
from macros.records.library import load
from macros.sums import Totals
totals = Totals()
for one in load(Path(sys.argv[1])).everything():
    print(totals.of(one).hex())
"""


@pytest.mark.parametrize("whole", [True, False])
def test_sums_made_ahead_are_those_that_are_made_when_asked_for(whole: bool) -> None:
    def summed(*, ahead: bool) -> list[bytes]:
        briefing = open_briefing(SAMPLE / "data", drafts=whole)
        briefing.makers["row"] = row_anew
        sums = Sums(Desk.lay(briefing, SAMPLE / "data", None))
        if ahead:
            sums.ahead()
            keys = list(briefing.claims)
            rows = b"".join(sums.total(row_anew(briefing, key)) for key in keys)
            sums.take("row", {key: at for at, key in enumerate(keys)}, rows)
        asked: dict[str, Sequence[Hashable]] = {
            **{one: [*briefing.claims] for one in ("claims", "standing", "verdicts", "_order")},
            "entities": [*briefing.entities],
            "_filed": [("claim", key) for key in briefing.library.claims]
            + [("entity", key) for key in briefing.entities]
            + [("source", key) for key in briefing.sources],
            "citing": [*briefing.sources],
            MADE: [("row", key) for key in [*briefing.claims, "nobody"]],
        }
        return [
            sums.of({table: (key,)})
            for table, keys in asked.items()
            for key in [*keys, "nobody"]
            if table != MADE or key != "nobody"
        ]

    assert summed(ahead=True) == summed(ahead=False)
    assert len(set(summed(ahead=True))) > 5 * len(open_briefing(SAMPLE / "data").claims)


def test_a_sum_is_the_same_in_every_run() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", SUMS, str(SAMPLE / "data")],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert len(found.pop().split()) > 10
