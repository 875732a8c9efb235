"""How a page is cited: three forms, the data's own date, and text that stays text in each."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest

from macros.briefing import Briefing
from macros.records.dates import Date
from macros.views.citation import (
    NOWHERE,
    Imprint,
    _published,
    bibtex,
    citation,
    wiki_address,
    wiki_text,
)

ADDRESS = "https://example.org/briefing/entities/norland/"


def test_the_three_forms(sample: Briefing) -> None:
    found = citation(sample, "Norland", "norland", Imprint(ADDRESS))
    title, [editor] = sample.settings.title, sample.settings.editors
    as_of = sample.settings.as_of
    day = as_of.words()
    assert found.plain == f"{editor}: “Norland”. {title}, records as of {day}."
    assert found.address == ADDRESS
    assert found.bibtex[0] == f"@misc{{norland-{as_of.text},"
    assert f"author = {{{{{editor}}}}}," in found.bibtex
    assert "title = {{Norland}}," in found.bibtex
    assert f"note = {{Records as of {day}}}," in found.bibtex
    assert f"url = {{{ADDRESS}}}," in found.bibtex
    assert found.bibtex[-1] == "}"
    assert found.wiki.startswith(f"{{{{cite web |url={ADDRESS} |title=Norland |website={title} |")
    assert found.wiki.endswith(f"|date={day}}}}}")


def test_without_an_address_none_is_made_up(sample: Briefing) -> None:
    found = citation(sample, "Norland", "norland", NOWHERE)
    assert found.address == ""
    assert not any("url" in line for line in found.bibtex)
    assert "url" not in found.wiki


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Kim Jong Un", "Kim Jong Un"),
        ("50% of A & B, #1_2", r"50\% of A \& B, \#1\_2"),
        ("a{b}c", r"a\textbraceleft{}b\textbraceright{}c"),
        ("{", r"\textbraceleft{}"),
        ("\\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("~/x^2 $1", r"\textasciitilde{}/x\textasciicircum{}2 \$1"),
        ("two\nlines", "two lines"),
        ("김정은 Шойгу", "김정은 Шойгу"),
    ],
)
def test_bibtex(text: str, printed: str) -> None:
    assert bibtex(text) == printed
    assert bibtex(text).count("{") == bibtex(text).count("}")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Kim's visit", "Kim's visit"),
        ("a | b", "a &#124; b"),
        ("{{delete}}", "&#123;&#123;delete&#125;&#125;"),
        ("[[File:x]]", "&#91;&#91;File:x&#93;&#93;"),
        ("''italic'' and __TOC__", "&#39;&#39;italic&#39;&#39; and &#95;&#95;TOC&#95;&#95;"),
        ("<ref>x</ref> & ~~~~", "&#60;ref&#62;x&#60;/ref&#62; &#38; &#126;&#126;&#126;&#126;"),
        ("김정은\n* x", "김정은 * x"),
    ],
)
def test_wiki_text(text: str, printed: str) -> None:
    assert wiki_text(text) == printed


def test_an_address_ends_no_template() -> None:
    assert wiki_address("https://x.example/a|b}}[c]'d") == (
        "https://x.example/a%7Cb%7D%7D%5Bc%5D%27d"
    )


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        ("2026-11-21", {"year": "2026", "month": "nov"}),
        ("2026-11", {"year": "2026", "month": "nov"}),
        ("2026", {"year": "2026"}),
        ("2025-12/2026-01", {}),
        ("[..2026-01-01]", {}),
    ],
)
def test_a_date_is_never_more_precise_than_it_is(date: str, fields: dict[str, str]) -> None:
    assert _published(Date.parse(date)) == fields


def test_where_a_record_is_edited_and_reported() -> None:
    imprint = Imprint(ADDRESS, "https://github.com/example/briefing")
    assert imprint.edit("data/claims/a b.yml", 12) == (
        "https://github.com/example/briefing/edit/main/data/claims/a%20b.yml#L12"
    )
    assert imprint.view("data/claims/a.yml", 12) == (
        "https://github.com/example/briefing/blob/main/data/claims/a.yml?plain=1#L12"
    )
    nowhere = NOWHERE.upkeep("x", "a.yml", 1)
    assert (nowhere.place, nowhere.view, nowhere.edit, nowhere.report) == ("a.yml:1", "", "", "")
    assert NOWHERE.report_broken("x", "https://example.org/") == ""


def test_the_address_of_a_form_carries_its_answers_letter_for_letter() -> None:
    imprint = Imprint(ADDRESS, "https://github.com/example/briefing")
    opened = "https://example.org/a?b=c&d=%20#e+f/ü"
    address = urlsplit(imprint.report_broken("a-source", opened))
    assert address.path == "/example/briefing/issues/new"
    assert address.fragment == ""
    assert dict(parse_qsl(address.query, strict_parsing=True)) == {
        "template": "broken-source.yml",
        "title": "Broken source: a-source",
        "source": "a-source",
        "address": opened,
    }
    asked = parse_qsl(urlsplit(imprint.report("x", "data/a.yml", 7, "x")).query)
    assert dict(asked)["page"] == f"{ADDRESS}#x"
    assert dict(asked)["record"] == "x (data/a.yml:7)"


def test_keys_are_fit_for_bibtex(briefing: Briefing) -> None:
    for key in briefing.entities:
        first = citation(briefing, "x", key, NOWHERE).bibtex[0]
        assert re.fullmatch(r"@misc\{[a-z0-9-]+,", first)
