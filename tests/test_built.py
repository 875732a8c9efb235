"""The check of a built site: planted faults, and exactly those are found."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import html5lib
import pytest

from macros.built import CODES, Built, Fault, faults, read
from macros.built.page import ADDRESSES
from macros.policy import digest
from tests.projects import Files, Project, lay

BASE = "https://example.org/base/"


def page(url: str, body: str) -> str:
    return (
        f'<!doctype html><title>x</title><link rel="canonical" href="{BASE}{url}">'
        f'<h1 id="top">{body}</h1><p id="p">text</p>'
    )


GOOD: Files = {
    "index.html": page("", '<a href="a/">a</a> <a href="a/#p">p</a> <a href=".">home</a>'),
    "a/index.html": page(
        "a/",
        '<a href="..">up</a> <a href="../#top">top</a> <a href="#p">p</a> <a href="../b.png">b</a>'
        '<a href="https://example.org/x">out</a> <a href="mailto:a@example.org">mail</a>'
        '<img src="../b.png"> <a href="/base/a/">root</a> <a href="./#:~:text=words">words</a>'
        '<a href="https://example.org/base/a/#p">whole</a> <a href="">here</a>'
        '<a href="../%61/#p">encoded</a> <a href="?q=1">query</a> <code>{{ x }}</code>',
    ),
    "b.png": b"PNG",
    "404.html": '<h1 id="top"><a href="/base/">home</a></h1>',
    "s.css": "/* url(gone.png) */ a { background: url(b.png) } b { background: url('data:,x') }",
}


def found_in(site: Path, *expected: str) -> list[Fault]:
    return faults(Built.open(site, BASE), expected)


PLANTED = {
    "a dead link": ('<a href="../nowhere/">x</a>', ["“../nowhere/” leads nowhere"]),
    "a link to a folder without its slash": ('<a href="../a">x</a>', ["“../a” leads nowhere"]),
    "a missing picture": ('<img src="c.png">', ["“c.png” leads nowhere"]),
    "a missing anchor here": (
        '<a href="#gone">x</a>',
        ["“#gone”: there is no “#gone” on that page"],
    ),
    "a missing anchor there": (
        '<a href="../#gone">x</a>',
        ["“../#gone”: there is no “#gone” on that page"],
    ),
    "an id that stands twice": ('<p id="p"></p>', ["the id “p” stands twice"]),
    "an id that stands three times": ('<p id="p"></p><i id="p"></i>', ["the id “p” stands twice"]),
    "a link out of the site": ('<a href="../../x">x</a>', ["“../../x” leads out of the site"]),
    "a link beside the base": ('<a href="/other/">x</a>', ["“/other/” leads out of the site"]),
    "a script address": ('<a href="javascript:x()">x</a>', ["“javascript:x()” is no web address"]),
    "a data address": ('<img src="data:x">', ["“data:x” is no web address"]),
    "an address without a scheme": (
        '<script src="//cdn.example/x.js"></script>',
        ["“//cdn.example/x.js” is no web address"],
    ),
    "no address at all": ('<a href="https://[x">x</a>', ["“https://[x” is no address"]),
    "a script from elsewhere": (
        '<script src="https://cdn.example/x.js"></script>',
        ["<script> loads https://cdn.example/x.js from another server"],
    ),
    "a picture from elsewhere": (
        '<img src="https://cdn.example/x.png">',
        ["<img> loads https://cdn.example/x.png from another server"],
    ),
    "a style from elsewhere": (
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        ["<link> loads https://cdn.example/x.css from another server"],
    ),
    "a font service from elsewhere": (
        '<link rel="stylesheet" href="https://fonts.example/css?family=Roboto">',
        ["<link> loads https://fonts.example/css?family=Roboto from another server"],
    ),
    "a picture from elsewhere, in sizes": (
        '<img src="../b.png" srcset="https://cdn.example/x.png 2x">',
        ["<img> loads https://cdn.example/x.png from another server"],
    ),
    "a frame from elsewhere": (
        '<iframe src="https://video.example/"></iframe>',
        ["<iframe> loads https://video.example/ from another server"],
    ),
    "an address of our own that is not there": (
        '<a href="https://example.org/base/gone/">x</a>',
        ["“https://example.org/base/gone/” leads nowhere"],
    ),
    "a form that leads nowhere": (
        '<form action="../gone/"><button formaction="#gone"></form>',
        ["“#gone”: there is no “#gone” on that page", "“../gone/” leads nowhere"],
    ),
    "a page that moves on to nowhere": (
        '<meta http-equiv="refresh" content="0; url=../gone/">',
        ["“../gone/” leads nowhere"],
    ),
    "a link in another case of letters": (
        '<a href="../A/">x</a>',
        ["“../A/” leads nowhere"],
    ),
    "a second canonical address": (
        '<link rel="canonical" href="https://example.org/base/a/">',
        ["it names 2 canonical addresses"],
    ),
    "what only looks like a tag": (
        '<!-- <a href="gone/"> --><script>"<a href=\'gone/\'>"</script><b title="<a href=gone/>">',
        [],
    ),
    "an attribute without quotes": ("<a href=gone/>x</a>", ["“gone/” leads nowhere"]),
    "an attribute in large letters": ("<A HREF='gone/'>x</A>", ["“gone/” leads nowhere"]),
    "the first of two attributes counts": ('<a href="../" href="gone/">x</a>', []),
    "a macro left over": (
        "<p>{{ claim() }}</p>",
        [
            "“{{” was left in the text: something was not rendered",
            "“}}” was left in the text: something was not rendered",
        ],
    ),
    "a link left over": (
        "<p>[x](y.md)</p>",
        ["“](” was left in the text: something was not rendered"],
    ),
    "a macro's error": (
        "<p>Macro Rendering Error</p>",
        ["“Macro Rendering Error” was left in the text: something was not rendered"],
    ),
    "a script without a policy": ("<script>x()</script>", []),
    "a record's own braces": ("<p>&#123;&#123; x &#125;&#125; &#91;x&#93;(y)</p>", []),
    "code may show anything": ("<pre>{{ x }} <b>[x](y)</b></pre><script>{{ x }}</script>", []),
}


@pytest.mark.parametrize(("html", "expected"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault(html: str, expected: list[str], tmp_path: Path) -> None:
    before = str(GOOD["a/index.html"])
    lay(tmp_path, {**GOOD, "a/index.html": before + html})
    found = found_in(tmp_path, "a/")
    assert [str(one) for one in found] == [f"a/index.html: {sentence}" for sentence in expected]


def test_a_good_site_has_no_fault(tmp_path: Path) -> None:
    assert found_in(lay(tmp_path, GOOD), "", "a/") == []


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            **GOOD,
            "c/index.html": page("c/", '<a href="../d/">d</a> <a href="../a/#gone">a</a>'),
            "e/f/index.html": page("e/f/", '<i id="top"></i> <a href="../../../x">x</a>'),
        },
    )
    assert [str(one) for one in found_in(tmp_path, "", "a/", "missing/")] == [
        "c/index.html: “../a/#gone”: there is no “#gone” on that page",
        "c/index.html: “../d/” leads nowhere",
        "e/f/index.html: the id “top” stands twice",
        "e/f/index.html: “../../../x” leads out of the site",
        "missing/: the page is missing",
    ]


def test_a_record_stands_where_it_is_expected(tmp_path: Path) -> None:
    lay(tmp_path, GOOD)
    assert [str(one) for one in found_in(tmp_path, "a/#p", "a/#gone", "missing/#p")] == [
        "a/index.html: there is no “#gone” on it, where its record should stand",
        "missing/: the page is missing",
    ]


LISTS: dict[str, tuple[Files, list[str]]] = {
    "a sitemap that lists every page": (
        {"sitemap.xml": f"<urlset><loc>{BASE}</loc>\n<loc>{BASE}a/</loc></urlset>"},
        [],
    ),
    "a sitemap that leaves a page out": (
        {"sitemap.xml": f"<urlset><loc>{BASE}</loc></urlset>"},
        [f"sitemap.xml: the page {BASE}a/ is missing from it"],
    ),
    "a sitemap that lists what is not there": (
        {"sitemap.xml": f"<loc>{BASE}</loc><loc>{BASE}a/</loc><loc>{BASE}gone/</loc>"},
        [f"sitemap.xml: “{BASE}gone/” leads nowhere"],
    ),
    "a packed sitemap that lists what is not there": (
        {"sitemap.xml.gz": gzip.compress(f"<loc>{BASE}gone/</loc>".encode())},
        [f"sitemap.xml.gz: “{BASE}gone/” leads nowhere"],
    ),
    "a feed": (
        {"feed.xml": f'<feed><id>{BASE}a/#p</id><link href="{BASE}a/?x=1&amp;y=2#p"/></feed>'},
        [],
    ),
    "a feed entry that leads nowhere": (
        {"feed.xml": f'<feed><link href="{BASE}gone/"/><id>{BASE}a/#gone</id></feed>'},
        [
            f"feed.xml: “{BASE}a/#gone”: there is no “#gone” on that page",
            f"feed.xml: “{BASE}gone/” leads nowhere",
        ],
    ),
    "an export that leads nowhere": (
        {"api/v1/x.json": json.dumps({"url": f"{BASE}a/", "page": f"{BASE}gone/"})},
        [f"api/v1/x.json: “{BASE}gone/” leads nowhere"],
    ),
    "a find of the search that leads nowhere": (
        {
            "search/search_index.json": json.dumps(
                {"docs": [{"location": "a/#p"}, {"location": "a/#gone"}, {"location": "b/"}]}
            )
        },
        [
            "search/search_index.json: “a/#gone”: there is no “#gone” on that page",
            "search/search_index.json: “b/” leads nowhere",
        ],
    ),
    "a picture of a style sheet": (
        {"c/d.css": "a { background: url( '../b.png' ) } b { background: url(gone.png) }"},
        ["c/d.css: “gone.png” leads nowhere"],
    ),
    "two files that are one on other systems": (
        {"B.png": b"PNG"},
        ["b.png: it differs from B.png only in the case of letters, or in how they are coded"],
    ),
    "a page without an address": (
        {"d/index.html": '<h1 id="top">d</h1>'},
        [f"d/index.html: it names no canonical address; it should name {BASE}d/"],
    ),
    "a page with another page's address": (
        {"d/index.html": page("a/", "d")},
        [f"d/index.html: its canonical address is {BASE}a/, but it stands at {BASE}d/"],
    ),
}


ALLOWED = "x()"
POLICY = f"script-src 'self' {digest(ALLOWED)}; style-src 'self'"
INLINE = "stands in the page itself, where no browser will heed it"
GUARDED = {
    "an allowed script": (f"<script>{ALLOWED}</script>", []),
    "another script": ("<script>y()</script>", [f"a script or style {INLINE}"]),
    "a script with a space more": (
        f"<SCRIPT> {ALLOWED}</SCRIPT >",
        [f"a script or style {INLINE}"],
    ),
    "an unclosed script": ("<script>y()", [f"a script or style {INLINE}"]),
    "data": ('<script type="application/json">{}</script>', []),
    "a style": ("<style>a{}</style>", [f"a script or style {INLINE}"]),
    "a handler": ('<b onclick="x()">x</b>', [f"“onclick” {INLINE}"]),
    "a style in a tag": ('<b style="color:red">x</b>', [f"“style” {INLINE}"]),
    "a second policy": (
        '<meta http-equiv="Content-Security-Policy" content="script-src \'unsafe-inline\'">'
        "<script>y()</script>",
        [f"a script or style {INLINE}"],
    ),
}


@pytest.mark.parametrize(("html", "expected"), GUARDED.values(), ids=GUARDED)
def test_code_that_the_policy_does_not_allow(
    html: str, expected: list[str], tmp_path: Path
) -> None:
    meta = f'<meta http-equiv="content-security-policy" content="{POLICY}">'
    files = {path: meta + str(text) for path, text in GOOD.items() if path.endswith(".html")}
    files["a/index.html"] += html
    found = found_in(lay(tmp_path, {**GOOD, **files}))
    assert [one.sentence for one in found] == expected
    assert {one.code for one in found} <= {"inline-code"}


def test_a_page_without_a_policy_beside_others_with_one(tmp_path: Path) -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    found = found_in(lay(tmp_path, {**GOOD, "index.html": meta + str(GOOD["index.html"])}))
    assert {(one.page, one.code) for one in found} == {
        ("404.html", "no-policy"),
        ("a/index.html", "no-policy"),
    }


@pytest.mark.parametrize(("files", "expected"), LISTS.values(), ids=LISTS)
def test_a_fault_of_a_list(files: Files, expected: list[str], tmp_path: Path) -> None:
    assert [str(one) for one in found_in(lay(tmp_path, {**GOOD, **files}))] == expected


def test_every_kind_of_fault_says_what_mends_it(tmp_path: Path) -> None:
    lay(tmp_path, GOOD)
    for html, _ in PLANTED.values():
        before = str(GOOD["a/index.html"])
        assert {
            one.code for one in found_in(lay(tmp_path, {"a/index.html": before + html}))
        } <= set(CODES)


# The reading is our own, for speed: it is held against a parser that reads as browsers do.


def by_a_browser(html: str) -> tuple[list[str], list[str]]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    named = {"{http://www.w3.org/1999/xlink}href": "xlink:href"}
    ids, links = [], []
    for element in tree.iter():
        found = {named.get(name, name): value for name, value in element.attrib.items()}
        ids += [found["id"]] if "id" in found else []
        links += [found[name] for name in ADDRESSES if name in found]
        links += [one.split()[0] for one in found.get("srcset", "").split(",") if one.split()]
    return ids, sorted(links)


TRICKY = [
    '<a href="a&amp;b#c">x</a>',
    "<a href='a\"b' id=c>x</a>",
    '<a title="a > b" href="c">x</a>',
    "<a href=a/b/ id=c>x</a>",
    '<A\nHREF = "a"\tID="b">x</A>',
    '<a href="">x</a><a href>y</a>',
    '<a href="a" href="b" id="c" id="d">x</a>',
    '<!-- <a href="a"> --><p id="b">',
    '<script src="a">document.write("<a href=\'b\'>")</script><p id="c">',
    '<style>a::after { content: "<a href=b>" }</style><p id="c">',
    '<p>1 < 2 and <b id="c">3 > 2</b>',
    '<svg><use xlink:href="#a"/><image href="b"/></svg>',
    '<img srcset="a 1x, b 2x" src="c">',
    '<video poster="a" src="b"></video><object data="c"></object>',
    '<form action="a"><button formaction="b"></button></form>',
    '<p id="ü&nbsp;">&lt;a href="b"&gt;',
    "<p id='a'><p id=\"b\"><br/><hr id=c />",
]


@pytest.mark.parametrize("html", TRICKY)
def test_a_page_is_read_as_a_browser_reads_it(html: str) -> None:
    whole = f"<!doctype html><title>x</title><body>{html}"
    found = read(whole)
    ours = [one for _, one in found.ids], sorted(link.address for link in found.links)
    assert ours == by_a_browser(whole)


def test_built_pages_are_read_as_a_browser_reads_them(sample_site: Project) -> None:
    files = sorted(sample_site.site.rglob("*.html"))
    for file in files:
        html = file.read_text("utf-8")
        found = read(html)
        ours = [one for _, one in found.ids], sorted(link.address for link in found.links)
        assert ours == by_a_browser(html), file
    assert len(files) > 20


def test_a_page_of_one_unclosed_tag_is_read_in_no_time() -> None:
    # Linear: a reading that tried again from each quote or bracket would not end in our lifetime.
    assert read('<a "' * 200_000).links == []
    assert read("<!--" * 200_000).links == []
    assert read("<script>" * 100_000).links == []
