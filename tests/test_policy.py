"""The Content-Security-Policy: on every page, in files for servers, without a loophole."""

from __future__ import annotations

import re
from html import unescape

import pytest

from macros.policy import digest, policy, server_files
from tests.projects import SAMPLE, Project, project

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL)
SHELL = (
    '<script>way("../..")</script><script id="a" type="application/json">{"base": "../.."}</script>'
    '<script src="../../x.js"></script><script async>other()</script>'
)


def directives(policy: str) -> dict[str, list[str]]:
    parts = (one.split() for one in policy.split(";"))
    return {name: sources for name, *sources in parts}


def test_a_policy_allows_the_themes_scripts_on_pages_of_every_depth() -> None:
    sources = directives(policy(SHELL, "../..", [".", "..", "/x/"]))["script-src"]
    ways = [digest(f'way("{way}")') for way in (".", "..", "/x/")]
    assert sorted(sources) == sorted(["'self'", digest("other()"), *ways])


def test_a_hash_is_what_a_browser_computes() -> None:
    # Of the specification's example.
    assert digest("alert('Hello, world.');") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    )


def test_every_page_says_the_same_policy_before_anything_is_loaded(site: Project) -> None:
    said = set()
    for file in site.site.rglob("*.html"):
        html = file.read_text("utf-8")
        [found] = META.finditer(html)
        said.add(unescape(found[1]))
        assert not re.search(r"<(?:script|style|link[^>]*stylesheet)", html[: found.start()])
    [only] = said
    assert "unsafe" not in only
    assert {name for name, sources in directives(only).items() if sources == ["'none'"]} == {
        "default-src", "base-uri", "form-action",
    }  # fmt: skip
    loaded = {one for sources in directives(only).values() for one in sources}
    assert {one for one in loaded if not one.startswith("'sha256-")} == {
        "'none'",
        "'self'",
        "data:",
    }


def test_the_policy_knows_the_inline_scripts_of_every_page(site: Project) -> None:
    used = set()
    for file in site.site.rglob("*.html"):
        html = file.read_text("utf-8")
        known = directives(unescape(META.findall(html)[0]))["script-src"]
        hashes = {digest(one) for one in INLINE.findall(html)}
        assert hashes <= set(known), file
        used |= hashes
        assert not re.search(r"\s(?:style|on\w+)=", re.sub(r"<script.*?</script>", "", html))
    assert used == {one for one in known if one != "'self'"}, "a hash that no page needs"


SERVERS = {
    "_headers": r"^  ([\w-]+): (.*)$",
    ".htaccess": r'^  Header always set ([\w-]+) "([^"]*)"$',
    "headers.nginx.conf": r'^add_header ([\w-]+) "([^"]*)" always;$',
}


@pytest.mark.parametrize("path", SERVERS)
def test_a_file_for_servers_says_all_that_a_page_says_and_more(path: str, site: Project) -> None:
    text = (site.site / path).read_text("utf-8")
    headers = dict(re.findall(SERVERS[path], text, re.MULTILINE))
    page = directives(unescape(META.findall(site.page(""))[0]))
    header = directives(headers["Content-Security-Policy"])
    assert header.pop("frame-ancestors") == ["'none'"]
    style = header.pop("style-src")
    assert {**header, "style-src": page["style-src"]} == page
    styles = [
        one
        for file in site.site.rglob("*.svg")
        for one in re.findall(r"<style>(.*?)</style>", file.read_text("utf-8"), re.DOTALL)
    ]
    assert set(style) == {"'self'", *map(digest, styles)}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_files_for_servers_are_these() -> None:
    assert {path for path, _ in server_files("style-src 'self'", [])} == set(SERVERS)


ADDED = {
    "a script": "<script>alert(1)</script>",
    "a handler": '<p onclick="alert(1)">x</p>',
    "a style": "<style>body { display: none }</style>",
    "a style of one element": '<p style="color: red">x</p>',
}


@pytest.mark.parametrize("html", ADDED.values(), ids=ADDED)
def test_code_in_a_hand_written_page_stops_the_build(
    html: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A policy made from the built pages would have blessed it."""
    made = project(SAMPLE, tmp_path_factory.mktemp("added") / "project")
    page = made.root / "docs/method.md"
    made.change({"docs/method.md": f"{page.read_text('utf-8')}\n{html}\n"})
    outcome = made.build()
    assert outcome.code == 1
    assert "stands in the page itself, where no browser will heed it" in outcome.err
    assert "docs/method.md:" in outcome.err
