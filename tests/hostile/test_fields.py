"""Every input in every text field of every kind of record: refused with a reason, or shown as text.

A briefing is built with harmless texts, and again and again with the corpus in their places. A
browser's parser must find the same elements on each page, and the inputs as text.
"""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from html import unescape
from pathlib import Path

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.counts import count
from tests.hostile import trees
from tests.hostile.briefing import KINDS, fields, records
from tests.hostile.building import BATCHES, Built, Sites
from tests.hostile.corpus import CORPUS, INPUTS

EACH_BATCH = pytest.mark.parametrize("batch", range(len(BATCHES)))


def test_the_corpus_is_large_enough() -> None:
    assert len(INPUTS) >= 150
    assert all(len(texts) >= 3 for texts in CORPUS.values())
    assert len({text for _, text in INPUTS}) == len(INPUTS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_field_is_filled(kind: str) -> None:
    _, leaves = records(1)
    assert {leaf.field for leaf in leaves if leaf.kind == kind} == set(fields(kind))


def test_every_input_is_taken_or_refused(hostile_sites: Sites) -> None:
    found = hostile_sites.fitted
    tried = len(found.texts) + len(found.refused)
    assert tried == len(INPUTS) * sum(len(fields(kind)) for kind in KINDS)
    assert len(found.texts) > tried / 2, "a model that refuses all would pass"
    numbers = {"inputs": len(INPUTS), "fields": tried // len(INPUTS), "tried": tried}
    count("hostile texts", **numbers, refused=len(found.refused))


@EACH_BATCH
def test_pages_hold_the_inputs_as_text(batch: int, hostile_sites: Sites) -> None:
    harmless, hostile = hostile_sites.harmless, hostile_sites.hostile(batch)
    pages = files(harmless, ".html")
    assert pages == files(hostile, ".html")
    expected = {path: trees.tree(read(harmless, path)) for path in pages}
    drawn = {shape for one in expected.values() for shape in one.drawn}
    faults = {}
    for path, page in expected.items():
        mine = trees.tree(read(hostile, path))
        if found := trees.differences(mine, trees.exchanged(page, hostile.texts), drawn):
            faults[path] = found
    assert faults == {}
    count("hostile texts", pages_parsed=len(pages), violations=0)


def test_another_parser_finds_the_same_elements(hostile_sites: Sites) -> None:
    """Of one page of each kind, as the other is slow."""
    hostile = hostile_sites.hostile(0)
    for path in ("index.html", *(f"{one}-3/index.html" for one in (
        "entities/first", "claims/thread", "instruments/act", "sources/an-article",
    ))):  # fmt: skip
        html = read(hostile, path)
        other = html5lib.parse(html, namespaceHTMLElements=False)
        root = LexborHTMLParser(html).root
        assert root is not None
        mine = [node.tag for node, _, _ in trees.walk(root, "", False)]
        theirs = [
            str(one.tag).rpartition("}")[2] for one in other.iter() if isinstance(one.tag, str)
        ]
        ours = [one for one in mine if one and one[0] != "-"]
        assert Counter(map(str.lower, theirs)) == Counter(map(str.lower, ours))


# What is no page. A new kind of file has a test here, or this module fails.

EXCHANGED = {".json": "search", ".csv": "tables", ".svg": "figures", ".xml": "lists"}
SAME = {".html", ".css", ".js", ".map", ".png", ".gz", ".conf", ".htaccess", "", ".ico", ".txt"}


def files(site: Built, suffix: str) -> list[str]:
    root = site.project.site
    found = (one for one in root.rglob("*") if one.is_file() and one.suffix == suffix)
    return sorted(one.relative_to(root).as_posix() for one in found)


def read(site: Built, path: str) -> str:
    return (site.project.site / path).read_text("utf-8-sig")


def test_every_kind_of_file_is_looked_at(hostile_sites: Sites) -> None:
    root = hostile_sites.harmless.project.site
    suffixes = {one.suffix for one in root.rglob("*") if one.is_file()}
    assert suffixes <= EXCHANGED.keys() | SAME


def texts(value: object) -> list[str]:
    """Return every text of a JSON file, keys included."""
    if isinstance(value, dict):
        return [one for key, inner in value.items() for one in (key, *texts(inner))]
    if isinstance(value, list):
        return [one for inner in value for one in texts(inner)]
    return [value] if isinstance(value, str) else []


def exchanged(found: list[str], hostile: Built) -> Counter[str]:
    """Return harmless texts as they must be with the corpus in their places."""
    return Counter(
        trees.folded(trees.TOKEN.sub(lambda one: hostile.texts.get(one[0], one[0]), text))
        for text in found
    )


@EACH_BATCH
def test_json_holds_the_inputs_as_text(batch: int, hostile_sites: Sites) -> None:
    hostile = hostile_sites.hostile(batch)
    for path in files(hostile, ".json"):
        mine = texts(json.loads(read(hostile, path)))
        theirs = texts(json.loads(read(hostile_sites.harmless, path)))
        if path.startswith("search/"):  # holds HTML, which a browser shows as it is found
            for text in mine:
                assert "zq" not in text or not re.search(r"<[^/>]*[a-z]", text)
            mine, theirs = [unescape(one) for one in mine], [unescape(one) for one in theirs]
        words = [one for one in mine if len(one) < 5_000]  # pages of docs/ are one text
        should = [one for one in theirs if len(one) < 5_000]
        more = Counter(map(trees.folded, words)) - exchanged(should, hostile)
        assert [one for one in more if len(one) < 1_000] == [], path


@EACH_BATCH
def test_tables_hold_the_inputs_and_no_formula(batch: int, hostile_sites: Sites) -> None:
    for path in files(hostile_sites.harmless, ".csv"):
        mine, theirs = (
            list(csv.reader(read(site, path).splitlines(keepends=True), strict=True))
            for site in (hostile_sites.hostile(batch), hostile_sites.harmless)
        )
        assert [len(row) for row in mine] == [len(row) for row in theirs]
        cells = [cell for row in mine for cell in row]
        assert [cell for cell in cells if re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell)] == []


@EACH_BATCH
def test_figures_hold_no_more_than_harmless_ones(batch: int, hostile_sites: Sites) -> None:
    for path in files(hostile_sites.harmless, ".svg"):
        mine, theirs = (
            {(one.tag, name) for one in ET.fromstring(read(site, path)).iter()  # noqa: S314
             for name in ("", *one.attrib)}
            for site in (hostile_sites.hostile(batch), hostile_sites.harmless)
        )  # fmt: skip
        measured = {(tag, name) for tag, name in mine if name in ("textLength", "lengthAdjust")}
        assert mine - theirs - measured == set(), path
        for link in re.findall(r'href="([^"]*)"', read(hostile_sites.hostile(batch), path)):
            assert re.match(r"https://example\.org/briefing/|#|\.\./", unescape(link)), link


@EACH_BATCH
def test_lists_of_pages_are_the_same(batch: int, hostile_sites: Sites) -> None:
    for path in files(hostile_sites.harmless, ".xml"):
        mine, theirs = (
            ET.fromstring(read(site, path))  # noqa: S314
            for site in (hostile_sites.hostile(batch), hostile_sites.harmless)
        )
        assert [one.tag for one in mine.iter()] == [one.tag for one in theirs.iter()], path
        if path == "sitemap.xml":
            assert [one.text for one in mine.iter()] == [one.text for one in theirs.iter()]


@EACH_BATCH
def test_style_sheets_hold_no_text(batch: int, hostile_sites: Sites) -> None:
    css = read(hostile_sites.hostile(batch), "assets/filters.css")
    assert re.fullmatch(r"[\w\s.,:;#>~+*()\[\]{}=\"'/-]*", css, re.ASCII)
    assert not re.search(r"url\(|expression\(", css)


def test_the_oracle_sees_what_is_not_escaped(hostile_sites: Sites) -> None:
    """Each of these would have passed unseen otherwise."""
    html = read(hostile_sites.harmless, "claims/thread-3/index.html")
    tree = trees.tree(html)
    drawn = tree.drawn
    [token] = {one[0] for one in trees.TOKEN.finditer(html) if one[0].startswith("zq3f500")} and [
        next(one[0] for one in trees.TOKEN.finditer(html) if one[0].startswith("zq3f50"))
    ]
    for planted in ("<b>x</b>", "<!-- x -->", "x", '" onclick="x', "<img src=x>", "&lt;"):
        assert trees.differences(trees.tree(html.replace(token, planted, 1)), tree, drawn), planted


def test_folders_are_those_of_the_harmless_site(hostile_sites: Sites) -> None:
    """No text becomes a file's name."""
    sites = (hostile_sites.harmless, *map(hostile_sites.hostile, range(len(BATCHES))))
    names = [
        sorted(one.relative_to(site.project.site) for one in site.project.site.rglob("*"))
        for site in sites
    ]
    assert all(one == names[0] for one in names)
    assert all(isinstance(one, Path) for one in names[0])
