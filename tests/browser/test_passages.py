"""Links into a source's text: the browser finds the very passage that the record cites."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

import pytest

from macros.briefing import Briefing
from macros.evidence.fold import folded
from macros.evidence.fragment import passage_address
from macros.evidence.passage import Passage, locate
from macros.records.evidence import Cite
from macros.records.references import cites
from tests.browser.conftest import Open, until
from tests.projects import ROOT, SAMPLE

TEXTS = {
    "sample": SAMPLE / "texts",
    "shipped": Path(os.environ.get("BRIEF_TEXTS") or ROOT.parent / "shared" / "articles"),
}
# A line holds a few words and is as high as the window, which shows where the browser went.
PAGE = """<!doctype html><meta charset="utf-8"><title>A text</title>
<style>body {{ margin: 2000px 0; width: 30em; line-height: 300px }} p {{ margin: 0 }}</style>
{}"""
IN_SIGHT = """place => {
    const words = [...document.querySelectorAll('span')];
    const word = words.findLast(one => +one.id.slice(1) <= place);
    const box = word.getBoundingClientRect();
    return box.top > -300 && box.bottom < innerHeight + 300; }"""


def cited(briefing: Briefing, source: str) -> dict[Cite, None]:
    """Return every passage of a source that a record cites, each once."""
    return {
        cite: None
        for table in briefing.library.tables.values()
        for filed in table.values()
        for _, cite in cites(filed.record)
        if cite.source == source and cite.start is not None
    }


def paged(text: str) -> str:
    """Return a text as a page whose every word has the place where it begins as its id."""
    words = re.compile(r"\S+")
    lines, place = [], 0
    for line in text.splitlines(keepends=True):
        inner = words.sub(
            lambda word, at=place: f'<span id="w{at + word.start()}">{html.escape(word[0])}</span>',  # type: ignore[misc]
            line.rstrip("\r\n"),
        )
        lines.append(f"<p>{inner}</p>")
        place += len(line)
    return PAGE.format("\n".join(lines))


@pytest.mark.parametrize("name", ["sample", "shipped"])
def test_every_link_into_a_text_finds_its_passage(
    name: str, texts_folder: Path, visit: Open, request: pytest.FixtureRequest
) -> None:
    files = sorted(TEXTS[name].glob("*.txt"))
    if not files:
        pytest.skip(f"the full texts of the {name} briefing are not at hand in {TEXTS[name]}")
    briefing: Briefing = request.getfixturevalue(name)
    page, lost, tried = visit(width=800).page, [], 0
    for file in files:
        text = file.read_bytes().decode("utf-8")
        (texts_folder / f"{name}-{file.stem}.html").write_text(paged(text), "utf-8", newline="")
        source = briefing.sources[file.stem].model_copy(
            update={"URL": f"http://texts.example/{name}-{file.stem}.html"}
        )
        for number, cite in enumerate(cited(briefing, file.stem)):
            place = locate(cite, folded(text))
            assert isinstance(place, Passage), cite
            link = passage_address(source, cite) or ""
            page.goto(link.replace("#", f"?{number}#"), wait_until="domcontentloaded")
            try:
                until(page, "scrollY > 0", timeout=1500)
            except Exception:
                lost.append(f"not found: {link}")
                continue
            if not page.evaluate(IN_SIGHT, place.start):
                lost.append(f"found elsewhere: {link}")
            tried += 1
    assert lost == []
    assert tried > 0
