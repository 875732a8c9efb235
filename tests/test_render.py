"""Contributed text is text: whatever a record holds comes out inert, in every place of a page."""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from xml.etree.ElementTree import Element

import html5lib
import jinja2
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from macros import render as renderer
from macros.briefing import Briefing
from macros.contents import KINDS, SECTIONS
from macros.evidence.desk import Desk
from macros.inert import address, text
from macros.pages import Pages
from macros.render import TEMPLATES, render

HOSTILE = [
    "<script>alert(1)</script>",
    "</p></div></body><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    "`onmouseover=alert(1)`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "<!-- comment -->",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<https://evil.example>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "{# comment #}",
    "{: onclick=alert(1) }",
    "**bold** _em_ `code` ~~gone~~ ==mark==",
    "# heading\n\n## heading",
    "    code\n\tcode",
    "- item\n- item",
    "1. item",
    "| a | b |\n|---|---|",
    "!!! note\n    text",
    "[^1]: note",
    "*[HTML]: words",
    "\\*escaped\\*",
    "$x$ :smile: ++ins++ ^^sup^^",
    "a\u2028b\u2029c",
    "e\u0301 \u212b",
    "https://evil.example/?a=1&b=2",
    "AT&T; &amp; &copy",
]


Template = Callable[..., Markup]


NO_LINKS = renderer.Links(lambda kind, record_id: "#", 0)


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Template]:
    """Render a template's text with a context."""
    monkeypatch.setattr(renderer, "TEMPLATES", tmp_path)
    renderer._environment.cache_clear()

    def write(source: str, context: object = None) -> Markup:
        (tmp_path / "one.html.jinja").write_text(source, "utf-8")
        renderer._environment.cache_clear()
        return render("one.html.jinja", context, NO_LINKS)

    yield write
    renderer._environment.cache_clear()


def parsed(html: str) -> Element:
    tree: Element = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    return tree


def plain(value: str) -> str:
    """Return a text as it is shown: composed, with one space between words."""
    return " ".join(unicodedata.normalize("NFC", value).split())


PLACES = {
    "element": "<p>{{ page.value }}</p>",
    "double-quoted attribute": '<p title="{{ page.value }}">x</p>',
    "single-quoted attribute": "<p title='{{ page.value }}'>x</p>",
    "textarea": "<textarea>{{ page.value }}</textarea>",
    "title": "<title>{{ page.value }}</title>",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_is_inert(value: str, place: str, template: Template) -> None:
    html = template(PLACES[place], SimpleNamespace(value=value))
    [element] = parsed(html)
    attributes = element.attrib if "attribute" in place else {"title": element.text}
    assert len(element) == 0
    assert plain(attributes["title"] or "") == plain(value)
    assert set(element.attrib) <= {"title"}


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_survives_markdown_as_text(value: str) -> None:
    """A body may stand in a hand-written page, where Markdown and macros read it once more."""
    html = markdown.markdown(
        f"<div>\n<p>{text(value)}</p>\n</div>\n\nAnd {text(value)} inside a line.",
        extensions=["admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"],
    )
    [div, paragraph] = list(parsed(html))
    assert [child.tag for child in div] == ["p"]
    assert len(div[0]) == len(paragraph) == 0
    assert plain(div[0].text or "") == plain(value)
    assert plain(paragraph.text or "") == plain(f"And {value} inside a line.")


@given(st.text())
def test_any_text_is_inert(value: str) -> None:
    html = f'<p title="{text(value)}">{text(value)}</p>'
    assert re.fullmatch(r'<p title="[^<>"]*">[^<>]*</p>', html)
    assert not re.search(r"[*_`~\[\]{}|\\^+!$@%]", html)


REFUSED = [None, True, False, 1.5, [], ["a"], (), {}, {"a": 1}, object(), b"bytes"]


@pytest.mark.parametrize("value", REFUSED, ids=lambda one: type(one).__name__)
def test_what_is_no_text_is_not_printed(value: object, template: Template) -> None:
    with pytest.raises(TypeError, match="a template printed"):
        template("{{ page.value }}", SimpleNamespace(value=value))


PRINTED = [(0, "0"), (13, "13"), ("", ""), (Markup("<b>x</b>"), "<b>x</b>"), ("a  b\n c", "a b c")]


@pytest.mark.parametrize(("value", "html"), PRINTED)
def test_what_is_printed(value: object, html: str) -> None:
    assert text(value) == html


@pytest.mark.parametrize(
    "name", "safe e escape forceescape tojson urlize xmlattr striptags".split()
)
def test_filters_that_print_unescaped_are_refused(name: str, template: Template) -> None:
    with pytest.raises(TypeError, match="unescaped"):
        template(f"{{{{ page.value | {name} }}}}", SimpleNamespace(value="<b>"))


FAILING = [
    ("{{ page.nothing }}", jinja2.UndefinedError),
    ("{{ nothing }}", jinja2.UndefinedError),
    ("{% if page.nothing %}x{% endif %}", jinja2.UndefinedError),
    ("{% for x in nothing %}x{% endfor %}", jinja2.UndefinedError),
    ("{{ page.__class__.__mro__ }}", SecurityError),
    ("{{ ''.__class__.__base__.__subclasses__() }}", SecurityError),
    ("{{ page.items.append(1) }}", SecurityError),
    ("{{ page.value | upcase }}", jinja2.TemplateAssertionError),
    ("{% include 'other.html' %}", jinja2.TemplateNotFound),
    ("{% include '../secret.html' %}", jinja2.TemplateNotFound),
]


@pytest.mark.parametrize(("source", "error"), FAILING)
def test_a_template_that_reaches_too_far_fails(
    source: str, error: type[Exception], template: Template
) -> None:
    with pytest.raises(error):
        template(source, SimpleNamespace(value="x", items=["a"]))


ADDRESSES = [
    "https://example.org/",
    "http://example.org/a?b=1&c=2#d",
    "https://example.org/x#:~:text=two%20words,-end",
    "https://example.org/%E2%80%9C",
]
NO_ADDRESSES = [
    "",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " https://example.org/",
    "https://example.org/ onclick=alert(1)",
    "data:text/html,x",
    "//example.org/",
    "/path",
    "ftp://example.org/",
    'https://example.org/"onclick="alert(1)',
    "https://example.org/'x",
    "https://example.org/<script>",
    "https://example.org/`x",
    "https://example.org/\\x",
    "https://example.org/\n",
    "https://example.org/\u2028x",
    "https://",
    "mailto:a@example.org",
    "file:///etc/passwd",
    "vbscript:x",
]


@pytest.mark.parametrize("value", ADDRESSES)
def test_a_web_address_is_kept(value: str, template: Template) -> None:
    html = template('<a href="{{ page.value | address }}">x</a>', SimpleNamespace(value=value))
    assert parsed(html)[0].attrib == {"href": value}


@pytest.mark.parametrize("value", NO_ADDRESSES)
def test_what_is_no_web_address_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        address(value)


# The templates themselves

FILES = sorted(TEMPLATES.glob("*"), key=lambda file: file.name)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_template_begins_with_its_context(file: Path) -> None:
    first = file.read_text("utf-8").splitlines()[0]
    assert file.name.endswith(".html.jinja")
    assert re.fullmatch(r"\{# .* #\}", first)
    assert "Context: " in first or file.name in ("_parts.html.jinja", "_lists.html.jinja")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_templates_context_is_there(file: Path) -> None:
    for module, name in re.findall(r"views\.(\w+)\.(\w+)", file.read_text("utf-8").split("\n")[0]):
        assert hasattr(importlib.import_module(f"macros.views.{module}"), name)


def test_every_template_is_used() -> None:
    named = {kind.template for kind in KINDS.values()} | {name for _, name in SECTIONS.values()}
    for file in (*TEMPLATES.parent.rglob("*.py"), *FILES):
        named |= set(re.findall(r"\w+\.html\.jinja", file.read_text("utf-8")))
    assert [file.name for file in FILES if file.name not in named] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_template_quotes_its_attributes_and_runs_no_script(file: Path) -> None:
    source = re.sub(r"\{[#%].*?[#%]\}", "", file.read_text("utf-8"))
    assert not re.search(r"=\{\{", source), "an attribute without quotes"
    alone = file.name == "review.html.jinja"  # a file by itself, with its style sheet in it
    source = re.sub(r"<style>[^{<]*\{[^<]*</style>", "", source) if alone else source
    assert not re.search(r"<(script|style|iframe|object|embed)|\son\w+=|\sstyle=", source)
    links = re.findall(r'(?:href|src)="(\{\{.*?\}\})"', source)
    assert all(re.search(r"\blink\(|\| address", one) for one in links), links


def test_a_piece_that_many_pages_show_is_made_once_for_each_depth(
    template: Template, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def address(kind: str, record_id: str) -> str:
        asked.append(record_id)
        return f"entities/{record_id}/"

    (tmp_path / "parts.jinja").write_text(
        '{% macro name(piece, link) %}<a href="{{ link("entity", piece) }}">{{ piece }}</a>'
        "{% endmacro %}{% macro other(piece, link) %}{{ link(piece, piece) }}{% endmacro %}",
        "utf-8",
    )
    (tmp_path / "two.jinja").write_text(
        '{% import "parts.jinja" as part %}{% for who in page %}{{ part.name(who, link) }} '
        "{{ part.other(who, link) }} {% endfor %}",
        "utf-8",
    )
    renderer._environment.cache_clear()
    near, far = renderer.Links(address, 1), renderer.Links(address, 2)
    pages = [render("two.jinja", ("a", "b", "a"), links) for links in (near, far, near)]
    # Each address of each macro once for each depth.
    first = ["a", "a", "b", "b"]
    assert asked == [*first, *first]
    assert pages[0] == pages[2]
    assert 'href="../entities/a/"' in pages[0]
    assert 'href="../../entities/a/"' in pages[1]


def test_templates_are_written_without_detours() -> None:
    # Where this fails, Jinja no longer asks for what `_Generator` changes; pages stay the same.
    environment = renderer._environment()
    for file in TEMPLATES.iterdir():
        code = environment.compile(file.read_text("utf-8"), raw=True)
        assert "escape(" not in code.partition("\n")[2], file.name
        assert code.count("environment.getattr(") == code.count(" in environment.open["), file.name


def test_without_our_generator_pages_are_the_same(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bodies() -> list[str]:
        pages = Pages(Desk(Briefing(briefing.library)))
        return [str(pages.page(url).body) for url in pages.records]

    quick = bodies()
    monkeypatch.setattr(renderer._Environment, "code_generator_class", CodeGenerator)
    renderer._environment.cache_clear()
    try:
        assert bodies() == quick
    finally:
        renderer._environment.cache_clear()


@pytest.mark.parametrize(("attribute", "shown"), [("from", "x"), ("kind", "y"), ("gone", "")])
def test_an_attribute_may_be_called_as_pythons_words_are(attribute: str, shown: str) -> None:
    template = renderer._environment().from_string(f"{{{{ page.{attribute} | default('') }}}}")
    assert template.render(page={"from": "x", "kind": "y"}) == shown
