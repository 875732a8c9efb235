"""Pages seen at a glance: nothing is overlooked that reading tag by tag would find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.briefing import open_briefing
from macros.built import Around, Built, Glance, faults, glance, read
from macros.built.addresses import split
from macros.built.page import Link, Page
from macros.evidence.desk import Desk
from macros.pages import Pages
from tests.bench.synthetic import Synthetic
from tests.projects import SAMPLE

SENTENCES = {"one": "A says that it went.", "two": "B & C “say” it."}
ONE = '<span data-claim="one">A <a href="../../a/">says</a> that it <span>went</span>.</span>'


def careful(html: str) -> Page:
    """Return a body read tag by tag."""
    page = read(html)
    said = [one for one in page.said if one.text != SENTENCES.get(one.claim)]
    own = {f"#{one}" for _, one in page.ids}
    links = [one for one in page.links if one.address not in own]
    return Page(page.ids, links, said, page.unrendered, page.canonical, page.inline)


def leads_out(link: Link) -> bool:
    """Tell whether a link is one that nothing on other pages can make wrong."""
    leads = link.element in ("a", "use") and link.address.startswith(("https://", "http://"))
    return leads and split(link.address) is not None


def ids(page: Page) -> list[str]:
    """Return every id of a page."""
    return [*page.around, *page.once.split("\0")[1:-1], *(one for _, one in page.ids)]


def told(page: Page) -> tuple[Sequence[object], ...]:
    """Return what a page tells, each thing once, wherever it stands.

    A link out of the site is left out, unless something may be wrong with its address.
    """
    links = {(one.element, one.attribute, one.address) for one in page.links if not leads_out(one)}
    return (
        sorted(ids(page)),
        sorted(links),
        sorted((one.claim, one.text) for one in page.said),
        sorted(page.unrendered),
        sorted(page.inline),
    )


PIECES = (
    *('<p id="a">', "</p>", '<p id="b" class="x">', '<a href="#a">', '<a href="#c">', "</a>"),
    *('<a href="../../x/">', '<a href="../y/#z" data-preview>', '<a href="https://x.example/">'),
    *('<use xlink:href="#g"/>', '<img src="../../x.png">', "<img src=x onload=run()>", "<br>"),
    *("<script>run()</script>", "<style>p{}</style>", '<p style="color:red">', "<!-- id='c' -->"),
    *('<span data-claim="one">', '<span data-claim="two"/>', "</span>", "<span>", "A says"),
    *(ONE, '<span data-claim="two">B &amp; C “say” it.</span>', "<span/>", '<b data-claim="one">'),
    *(
        "A says that it went.",
        ' id="t"',
        'x="y"',
        "<",
        ">",
        '"',
        "{{ x }}",
        "](",
        "<code>",
        "</code>",
    ),
    *('<a HREF="../../big/">', "<a href='../../single/'>", '<a\nhref="../../line/">', "<p id>"),
    *('<svg viewBox="0 0 1 1">', "</svg>", '<link href="../../s.css" rel="stylesheet">', "&lt;"),
    *(
        '<a href="../../q/?a=1&amp;b=2">',
        '<p id="&#97;">',
        '<p id="a&amp;b">',
        '<area href="../g">',
    ),
    *('<object data="../../o">', '<form action="../../f">', '<a href="../../p/" ping="x">', "\n"),
    *('<meta http-equiv="refresh" content="0;url=../../m/">', '<input formaction="../../i">'),
    *('<p data="x">', '<p onclick="run()">', '<iframe srcdoc="x" src="../../f">', "<p a=b>"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_glance_sees_what_a_reader_sees(html: str) -> None:
    assert told(Glance(SENTENCES).page(html)) == told(careful(html))


PLAIN_PIECES = [
    *(piece for piece in PIECES if glance.is_plain(piece)),
    *('<a href="https://[x/">', '<a href="http://x.example:y/">', '<a href="../../there/">'),
]


@given(st.lists(st.sampled_from(PLAIN_PIECES), min_size=1, max_size=8).map("".join))
def test_a_glance_sees_what_a_reader_sees_where_all_is_plain(html: str) -> None:
    assert glance.is_plain(html)
    assert told(Glance(SENTENCES).page(html)) == told(careful(html))
    there = ("a", "href", "../../there/")
    seen = told(Glance(SENTENCES, there={"there/"}).page(html))[1]
    assert {*seen, there} == {*told(careful(html))[1], there}


OUT = {
    "https://x.example/": True,
    "https://x.example/a#:~:text=b": True,
    "https://own.example/site/a/": False,
    "https://own.example/site": False,
    "https://own.example/other/": True,
    "https://[own": False,
    "https://x.example:y/": False,
}


@pytest.mark.parametrize("address", OUT)
def test_a_link_out_of_the_site_is_looked_at_on_its_page(address: str) -> None:
    page = Glance({}, "https://own.example/site/").page(f'<a href="{address}">x</a>')
    assert (page.links == ()) is OUT[address]


@given(st.text(st.sampled_from("<>/=\"'ab &#;!-iIdD \nhrefsc:"), max_size=40))
def test_a_glance_sees_what_a_reader_sees_in_any_text(html: str) -> None:
    assert told(Glance(SENTENCES).page(html)) == told(careful(html))


PLAIN = {
    "a link": '<p>x <a class="x" href="../../a/">a</a>, <a href="#x" data-preview>b</a></p>',
    "a sentence": f"<p>{ONE}</p>",
    "a picture of ours": '<svg viewBox="0 0 1 1"><use xlink:href="#g"/><path d="M1 2"/></svg>',
}
NOT_PLAIN = {
    "an attribute in a text": '<p> id="x"</p>',
    "other quotes": "<a href='../../a/'>a</a>",
    "capitals": '<a HREF="../../a/">a</a>',
    "a comment": '<!-- <a href="../../a/"> --><p>x</p>',
    "a style": '<p style="color: red">x</p>',
    "code": '<p onclick="run()">x</p>',
    "a picture of others": '<img src="../../a.png">',
    "a mark": "<p>{{ x }}</p>",
    "a bracket": "<p>a > b</p>",
    "a cut sentence": '<p><span data-claim="one">A says that</span> it went.</p>',
    "an id twice": '<p id="a"></p><p id="a"></p>',
}


@pytest.mark.parametrize(
    ("html", "plain"),
    [*((one, True) for one in PLAIN.values()), *((one, False) for one in NOT_PLAIN.values())],
    ids=[*PLAIN, *NOT_PLAIN],
)
def test_only_what_is_plain_is_looked_at_in_passing(
    html: str, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(text: str) -> Page:
        asked.append(text)
        return read(text)

    monkeypatch.setattr(glance, "read", noted)
    Glance(SENTENCES).page(html)
    assert asked == ([] if plain else [html])


def test_a_link_is_left_to_the_first_page_that_has_it() -> None:
    look = Glance({})
    html = '<a href="../../a/">a</a> <a href="b/">b</a> <a href="https://x.example/">x</a>'
    first, second = look.page(html), look.page(html + '<a href="../../c/">c</a>')
    assert [one.address for one in first.links] == ["../../a/", "b/"]
    assert [one.address for one in second.links] == ["b/", "../../c/"]


def test_a_page_that_may_be_taken_over_alone_says_all_that_it_links_to() -> None:
    html = '<a href="../../claims/oil/#jars">a</a><a href="../../claims/oil/">b</a>'
    look = Glance({}, there={"claims/oil/"}, alone=True)
    for _ in range(2):
        assert [one.address for one in look.page(html).links] == ["../../claims/oil/#jars"]


def test_a_place_that_will_be_seen_to_needs_no_link() -> None:
    html = '<a href="../../claims/oil/#jars">a</a><a href="../../claims/oil/#lids">b</a>'
    look = Glance({}, there={"claims/oil/#jars"}, alone=True)
    assert [one.address for one in look.page(html).links] == ["../../claims/oil/#lids"]


def test_a_link_is_one_of_its_own_name_only() -> None:
    html = '<a data-href="a/" href="b/">b</a> <use xlink:href="#c"/><p data-xhref="d/">d</p>'
    assert [one.address for one in Glance({}).page(html).links] == ["b/", "#c"]


def test_what_others_have_looked_at_is_gathered_once() -> None:
    """Of pages that several processes looked at, the first that has a link keeps it."""
    near, there = '<a href="b/">b</a>', '<a href="../../c/">c</a>'
    picture = '<img src="https://x.example/x.png">'
    pages = [Glance({}).page(html) for html in (there + near, near + there + picture, picture)]
    look = Glance({})
    found = [look.gathered(page, Around()) for page in pages]
    assert [[one.address for one in page.links] for page in found] == [
        ["../../c/", "b/"],
        ["b/", "https://x.example/x.png"],
        [],
    ]
    other = Glance({}).page('<object data="https://x.example/x.png"></object>')
    assert list(look.gathered(other, Around()).links) == list(other.links) != []


def test_no_anchor_is_found_between_two_ids() -> None:
    page = Glance({}).page('<p id="a"></p><p id="b"></p>')
    assert "a" in page and "b" in page
    assert not any(one in page for one in ("", "a\0b", "\0", "a\0"))


def test_a_sentence_that_goes_on_is_not_the_one_that_was_whole() -> None:
    look = Glance(SENTENCES)
    assert not look.page(f"<p>{ONE}</p>").said
    (said,) = look.page(f"<p>{ONE.removesuffix('</span>')} Truly.</span></p>").said
    assert said.text == f"{SENTENCES['one']} Truly."


def test_what_loads_is_looked_at_wherever_the_same_address_is_a_link() -> None:
    look = Glance({})
    look.page('<a href="https://x.example/x.png">x</a>')
    found = look.page('<img src="https://x.example/x.png">')
    assert [one.element for one in found.links] == ["img"]


def test_what_stands_around_a_page_belongs_to_it() -> None:
    whole, body = read('<p id="top"></p><p id="a">x</p>'), read('<p id="a">x</p>')
    around = Around.of(whole, body)
    assert around.ids == ("top",)
    page = Glance({}).page('<p id="b"><a href="#top">x</a></p>', around)
    assert ids(page) == ["top", "b"] and not page.links
    assert "top" in page and "b" in page and "c" not in page
    twice = Glance({}).page('<p id="top"></p>', around)
    assert [one.code for one in faults(_site(twice))] == ["same-id"]


def _site(page: Page) -> Built:
    empty = Built.open(Path(__file__).parent / "nothing")
    return Built(empty.shelf, {"x/y/index.html": page})


def _bodies(folder: Path) -> Iterable[tuple[Pages, str, str]]:
    Synthetic.of(40).write(folder)
    for data in (SAMPLE / "data", folder / "data"):
        pages = Pages(Desk(open_briefing(data)), "https://example.org/")
        for url, (kind, _) in pages.records.items():
            yield pages, kind, pages.page(url).body


def test_our_own_pages_are_plain_and_hold_nothing_else(tmp_path: Path) -> None:
    plain = set()
    for pages, kind, body in _bodies(tmp_path):
        found = read(body)
        own = {f"#{one}" for _, one in found.ids}
        seen = Glance(pages.sentences).page(body)
        assert ids(seen) == ids(found)
        others = [one for one in found.links if one.address not in own and not leads_out(one)]
        assert {one.address for one in seen.links} == {one.address for one in others}
        assert not seen.said and bool(found.said) == ("data-claim" in body)
        if glance.is_plain(body):
            plain.add(kind)
        else:
            assert kind == "year"  # its filters are a form, and bring a style sheet along
    assert plain >= {"entity", "thread", "source", "instrument"}


def test_a_sentence_that_was_seen_whole_is_looked_at_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    within = glance._within

    def noted(html: str, tag: int) -> tuple[int, str]:
        asked.append(tag)
        return within(html, tag)

    monkeypatch.setattr(glance, "_within", noted)
    known = Glance(SENTENCES, told={"one": ONE}.get)
    assert not known.page(f"<p>{ONE}</p>").said and asked == []
    # Another form of it, one that goes on, and a claim of which nothing is known are looked at.
    other = ONE.replace("<span>went</span>", "<i>went</i>")
    assert other != ONE and not known.page(f"<p>{other}</p>").said
    (said,) = known.page(f"<p>{ONE.removesuffix('</span>')} Truly.</span></p>").said
    assert said.text == f"{SENTENCES['one']} Truly."
    assert asked
