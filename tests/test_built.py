"""The check of a built site: planted faults, and exactly those are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.built import faults
from tests.projects import Files, lay

PAGE = '<!doctype html><title>x</title><h1 id="top">{}</h1><p id="p">text</p>'
GOOD: Files = {
    "index.html": PAGE.format('<a href="a/">a</a> <a href="a/#p">p</a> <a href=".">home</a>'),
    "a/index.html": PAGE.format(
        '<a href="..">up</a> <a href="../#top">top</a> <a href="#p">p</a> <a href="../b.png">b</a>'
        '<a href="https://example.org/x">out</a> <a href="mailto:a@example.org">mail</a>'
        '<img src="../b.png"> <a href="/base/a/">root</a> <a href="./#:~:text=words">words</a>'
        '<link rel="canonical" href="https://example.org/base/a/"> <a href="">here</a>'
        '<a href="../%61/#p">encoded</a> <a href="?q=1">query</a> <code>{{ x }}</code>'
    ),
    "b.png": b"PNG",
    "404.html": PAGE.format('<a href="/base/">home</a>'),
}

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
    "a record's own braces": ("<p>&#123;&#123; x &#125;&#125; &#91;x&#93;(y)</p>", []),
    "code may show anything": ("<pre>{{ x }} <b>[x](y)</b></pre><script>{{ x }}</script>", []),
}


@pytest.mark.parametrize(("html", "expected"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault(html: str, expected: list[str], tmp_path: Path) -> None:
    page = str(GOOD["a/index.html"])
    lay(tmp_path, {**GOOD, "a/index.html": page + html})
    found = faults(tmp_path, ["a/"], "/base/")
    assert [str(one) for one in found] == [f"a/index.html: {sentence}" for sentence in expected]


def test_a_good_site_has_no_fault(tmp_path: Path) -> None:
    assert faults(lay(tmp_path, GOOD), ["", "a/"], "/base/") == []


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            **GOOD,
            "c/index.html": PAGE.format('<a href="../d/">d</a> <a href="../a/#gone">a</a>'),
            "e/f/index.html": PAGE.format('<i id="top"></i> <a href="../../../x">x</a>'),
        },
    )
    assert [str(one) for one in faults(tmp_path, ["", "a/", "missing/"], "/base/")] == [
        "c/index.html: “../a/#gone”: there is no “#gone” on that page",
        "c/index.html: “../d/” leads nowhere",
        "e/f/index.html: the id “top” stands twice",
        "e/f/index.html: “../../../x” leads out of the site",
        "missing/: the page is missing",
    ]
