"""The theme's style sheet without what no page can use, and with all that one can."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.slim import classes, named, slim, slim_theme, tight
from tests.projects import Project

KNOWN = {"a", "b", "c"}


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{x:y}", ".a{x:y}"),
        (".z{x:y}", ""),
        (".a .z{x:y}", ""),
        (".a,.z,p{x:y}", ".a,p{x:y}"),
        ("p>[data-x].a:not(.z){x:y}", "p>[data-x].a:not(.z){x:y}"),
        (":is(.a,.z) .b{x:y}", ":is(.a,.z) .b{x:y}"),
        (".a--more{x:y}", ".a--more{x:y}"),
        (".z--more{x:y}", ""),
        ("@media print{.a{x:y}.z{x:y}}", "@media print{.a{x:y}}"),
        ("@media print{.z{x:y}}", ""),
        ("@keyframes z{0%{x:y}to{x:z}}", "@keyframes z{0%{x:y}to{x:z}}"),
        ('@charset "UTF-8";.a{x:y}', '@charset "UTF-8";.a{x:y}'),
        (".a{content:'}.z{'}", ".a{content:'}.z{'}"),
        ("/* .z{ */.a{x:y}", ".a{x:y}"),
        (".a\\:b{x:y}", ""),
        ("[dir=ltr] .a{x:y}", "[dir=ltr] .a{x:y}"),
        (":root{--p:1;--q:url('data:;{}');--r:2}.a{x:var(--p)}", ":root{--p:1;}.a{x:var(--p)}"),
        (":root{--p:var(--q);--q:2}.a{x:var(--p)}", ":root{--p:var(--q);--q:2}.a{x:var(--p)}"),
        (":root{--p:var(--q);--q:2;x:y}", ":root{x:y}"),
        (":root{--p:rgba(var(--q),1);--r:2}", ":root{}"),
        ("[dir=rtl] .a{x:y}", ""),
        (
            "[data-md-color-primary=a]{x:y}[data-md-color-primary=z]{x:y}",
            "[data-md-color-primary=a]{x:y}",
        ),
        (".a--top:hover{x:y;z:y}.a{x:y}", ".a--top:hover{x:y;z:y}.a{x:y}"),
    ],
)
def test_slim(css: str, kept: str) -> None:
    assert slim(css, KNOWN) == kept


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        ("/* so */\n.a { x: y; z: 1px 2px; }\n", ".a{x:y;z:1px 2px}\n"),
        (".a :is(.b, .c) { x: y; }", ".a :is(.b,.c){x:y}\n"),
        ('.a::after { content: " : ; {  "; }', '.a::after{content:" : ; {  "}\n'),
        (
            "@media (x: 1px) and (y: 2px) {\n  .a { x: y; }\n}",
            "@media (x: 1px) and (y: 2px){.a{x:y}}\n",
        ),
        (".a { x: calc(1px + 2px); --y: a, b; }", ".a{x:calc(1px + 2px);--y:a,b}\n"),
    ],
)
def test_our_own_sheets_keep_what_they_say(css: str, kept: str) -> None:
    assert tight(css) == kept


def test_rules_of_features_that_are_off_go_unless_a_page_has_them(tmp_path: Path) -> None:
    for folder in ("stylesheets", "javascripts"):
        (tmp_path / "assets" / folder).mkdir(parents=True)
    (tmp_path / "assets/javascripts/x.min.js").write_text('"md-version__list","md-dialog"')
    sheet = tmp_path / "assets/stylesheets/main.css"
    for known, kept in ((set(), ".md-dialog{x:y}"),
                        ({"md-version"}, ".md-version__list{x:y}.md-dialog{x:y}")):  # fmt: skip
        sheet.write_text(".md-version__list{x:y}.md-dialog{x:y}")
        slim_theme(tmp_path, known)
        assert sheet.read_text() == kept


def test_what_others_ask_for_stays() -> None:
    assert slim(":root{--p:1}", KNOWN, ".x{y:var(--p)}") == ":root{--p:1}"


def test_classes_of_a_page_and_of_its_scripts() -> None:
    html = '<p class="a b"><i class=c>x</i><script>e.add("d");q(".e")</script>'
    assert classes(html) >= {"a", "b", "c", "d"}
    assert "e" not in classes(html)


def test_a_scripts_own_words() -> None:
    assert named("x('md-a md-b',`c`);y(\".d>.e\")") == {"md-a", "md-b", "c"}


def test_the_themes_sheet_loses_nothing_that_every_class_could_need(site: Project) -> None:
    sheets = list((site.site / "assets" / "stylesheets").glob("main.*.css"))
    assert len(sheets) == 1
    text = sheets[0].read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert slim(text, set(re.findall(r"[\w-]+", text)), text) == text, "it is read as it is written"
    for needed in (".md-header", ".md-search-result__item", ".md-tooltip2", ".md-typeset details"):
        assert needed in text
    original = sum(one.stat().st_size for one in _theme().glob("assets/stylesheets/main.*.css"))
    assert len(text.encode()) < 0.7 * original


def _theme() -> Path:
    import material

    return Path(material.__file__).parent / "templates"
