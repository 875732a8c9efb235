"""The page of measurements: what it shows of figures, whatever they are."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from macros.briefing import open_briefing
from macros.evidence.desk import Desk
from macros.pages import Pages
from tests.bench import plainly, rivals
from tests.bench.page import Measured, page
from tests.bench.synthetic import Synthetic
from tests.bench.usage import Failed, Usage, run
from tests.projects import Project


def measured(size: int, *, plain: bool = True, again: bool = False) -> Measured:
    ways = {"ours": 1.0, "trivial": 2.0, "hugo": 0.5} | ({"plain": 10.0} if plain else {})
    ways |= {"again": 0.25} if again else {}
    usage = {name: Usage(size * share, size * share / 2, size / 10) for name, share in ways.items()}
    counts = dict.fromkeys(ways, size)
    return Measured(
        size=size,
        claims=5 * size,
        pages=counts,
        files=counts,
        bytes=dict.fromkeys(ways, size * 1000),
        words=dict.fromkeys(ways, size * 10_000),
        usage=usage | dict.fromkeys(("check", "recheck"), Usage(size / 10, size / 20, size / 20)),
        reload=0.25,
        page=12_345,
        largest=250_000,
        search=9_876,
    )


def rows(text: str, head: str) -> list[list[str]]:
    """Return the cells of the table whose head holds some words."""
    lines = iter(text.splitlines())
    next(line for line in lines if line.startswith("|") and head in line)
    next(lines)
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def test_every_way_that_was_measured_is_a_row() -> None:
    text = page([measured(100), measured(1000, plain=False)], "one core", 3)
    found = rows(text, "processor, s | clock")
    assert [(row[0], row[1]) for row in found] == [
        ("100", "brief build"),
        ("100", "as many trivial pages"),
        ("100", "the plain way"),
        ("100", "Hugo"),
        ("1,000", "brief build"),
        ("1,000", "as many trivial pages"),
        ("1,000", "Hugo"),
    ]
    assert found[0][2:] == ["100.0", "50.0", "10", "100", "100", "0.1", "1.00"]


def test_ratios_stand_beside_what_they_are_of() -> None:
    text = page([measured(100, again=True), measured(1000, plain=False)], "one core", 3)
    assert rows(text, "÷") == [
        ["100", "10.00", "40.00", "0.50", "2.00", "0.50"],
        ["1,000", "–", "–", "0.50", "2.00", "–"],
    ]


def test_limits_are_drawn_out_from_two_sizes_well_apart() -> None:
    """And no farther than what was measured carries."""
    text = page([measured(10), measured(100), measured(300), measured(1000)], "one core", 3)
    assert "Drawn out from 100 and 1,000 entities" in text
    found = rows(text, "at about so many")
    assert [row[1:] for row in found] == [
        ["1.00", "more than 10,000"],
        ["1.00", "1,200"],
        ["1.00", "600"],
        ["1.00", "more than 10,000"],
        ["1.00", "1,200"],
    ]
    near = page([measured(100), measured(200)], "one core", 3)
    assert "Drawn out from 100 and 200 entities" in near
    assert "How far" not in page([measured(100)], "one core", 3).partition("go\n")[2]


def test_the_plain_way_shows_what_ours_does(tmp_path: Path) -> None:
    """Else it would be no measure: nearly every word of a page of records, and every sentence."""
    root, plain = tmp_path / "ours", tmp_path / "plain"
    Synthetic.of(20).write(root)
    outcome = Project(root).build()
    assert outcome.code == 0, outcome.err
    pages = Pages(Desk.lay(open_briefing(root / "data"), root / "data", None), plainly.SITE)
    rivals.plain(plain, root / "data", pages)
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--strict"]
    run(command, plain, tmp_path / "log.txt", quiet)
    all_words = shown = 0
    for url, (kind, record_id) in pages.records.items():
        ours, theirs = (
            (where / "site" / url / "index.html").read_text() for where in (root, plain)
        )
        all_words += len(rivals.words(ours))
        shown += (Counter(rivals.words(ours)) & Counter(rivals.words(theirs))).total()
        if kind == "thread":
            text = " ".join(rivals.words(theirs))
            for claim in pages.briefing.threads[record_id]:
                assert (
                    " ".join(rivals.words(f"<article>{pages.sentences[claim]}</article>")) in text
                )
    assert shown / all_words > 0.8


def test_the_plot_holds_every_line_within_its_box() -> None:
    text = page([measured(100), measured(1000)], "one core", 3)
    svg = text[text.index("<svg") : text.index("</svg>")]
    assert svg.count('stroke-width="2"') == 4 and svg.count("<circle") == 8


def test_a_small_command_takes_little_whatever_measures_it(tmp_path: Path) -> None:
    """What the measuring process holds is not counted with it."""
    held = bytearray(300_000_000)
    used = run([sys.executable, "-c", "print('said')"], tmp_path, tmp_path / "log.txt", {})
    assert 1 < used.peak < len(held) / 2**20 / 2
    assert 0 < used.cpu < 60 and 0 < used.wall < 60
    assert (tmp_path / "log.txt").read_text("utf-8") == "said\n"


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ended with 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, tmp_path / "log.txt", {})
