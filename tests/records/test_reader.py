"""The strict reader: what is text, what is refused, where things stand, and that it never fails."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.records.problems import Severity
from macros.records.reader import (
    CODES,
    MAX_BYTES,
    MAX_PROBLEMS,
    Document,
    Value,
    events,
    parse,
    read,
)
from macros.records.reader.careful import Careful
from macros.records.reader.quick import built
from macros.records.reader.text import Text
from tests.fuzz.targets import holds

LOADERS = [
    pytest.param(yaml.SafeLoader, id="pure"),
    pytest.param(
        getattr(yaml, "CSafeLoader", None),
        id="libyaml",
        marks=pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml"),
    ),
]


@pytest.fixture(params=LOADERS)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a test with each of the two parsers."""
    monkeypatch.setattr(events, "LOADER", request.param)
    return request.param


def found(document: Document) -> list[tuple[int, int, int, str]]:
    """Return line, column, width and code of each problem."""
    return [
        (each.place.line, each.place.column, each.place.width, each.code)
        for each in document.problems
    ]


CLEAN: list[tuple[str, Value]] = [
    ("a: NO\n", {"a": "NO"}),
    ("a: 012\nb: 1.10\nc: 1_000\nd: 12:30:45\n", {"a": "012", "b": "1.10", "c": "1_000",
     "d": "12:30:45"}),
    ("a: 2023-08\nb: 2023-08-30\n", {"a": "2023-08", "b": "2023-08-30"}),
    ("a: true\nb: on\nc: 0x1F\nd: .inf\n", {"a": "true", "b": "on", "c": "0x1F", "d": ".inf"}),
    ("on: a\nyes: b\n1: c\n", {"on": "a", "yes": "b", "1": "c"}),
    ("a: null\nb: 'null'\nc: nULL\n", {"a": None, "b": "null", "c": "nULL"}),
    ("a: ''\nb: '~'\n", {"a": "", "b": "~"}),
    ("[a, null, {b: c}, [], {}]\n", ["a", None, {"b": "c"}, [], {}]),
    ("- a\n- - b\n  - c\n", ["a", ["b", "c"]]),
    ("a:\n- b\n- c\nd: e\n", {"a": ["b", "c"], "d": "e"}),
    ("a: |\n  one\n  two\nb: >-\n  three\n  four\n", {"a": "one\ntwo\n", "b": "three four"}),
    ("a: one\n  two\n", {"a": "one two"}),
    ('a: "b\\n\\"c\\" \\u00e9\\_"\n', {"a": 'b\n"c" é\u00a0'}),
    ("a: 'it''s'\n", {"a": "it's"}),
    ("a: b # a comment\n# another #one\nc: d\n", {"a": "b", "c": "d"}),
    ("a: b #\nc: d ## e\n", {"a": "b", "c": "d"}),
    ("a: [\n  b, # c\n# d\n\n  e # f\n  ]\n", {"a": ["b", "e"]}),
    ("a: 'b\n\n  # c'\nd: \"e \\\n  f\"\n", {"a": "b\n# c", "d": "e f"}),
    ("[a,\nb]\n", ["a", "b"]),
    ("a:\n- [b,\n c]\n", {"a": [["b", "c"]]}),
    ("a: |\n\n  b\n\n  # c\n# d\n", {"a": "\nb\n\n# c\n"}),
    ("a: b?c#d\ne: f ? g\nh: {i: -j, k: l-}\n", {"a": "b?c#d", "e": "f ? g",
     "h": {"i": "-j", "k": "l-"}}),
    ("a: '[b]#c'\n'd:#': e\n", {"a": "[b]#c", "d:#": "e"}),
    ("a: |\n  [b]#c\n", {"a": "[b]#c\n"}),
    ("a: b#c\nd: 'e #f'\n", {"a": "b#c", "d": "e #f"}),
    ("a: <<\nb: said “so” and ‘so’\n", {"a": "<<", "b": "said “so” and ‘so’"}),
    ("? a\n: b\n", {"a": "b"}),
    ("---\na: b\n...\n", {"a": "b"}),
    ("a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
    ("\ufeffa: b\n", {"a": "b"}),
    ("a: 名前 é \u200c 𝒳\n", {"a": "名前 é \u200c 𝒳"}),
    ("a: http://example.org/b:c\n", {"a": "http://example.org/b:c"}),
    ("- " * 20 + "a\n", [[[[[[[[[[[[[[[[[[[["a"]]]]]]]]]]]]]]]]]]]]),
    ("a: =======\n", {"a": "======="}),
]  # fmt: skip


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("text", "value"), CLEAN)
def test_reads_text(text: str, value: Value) -> None:
    """Every scalar is the text that was written; both passes agree."""
    document = parse(text, "x.yml")
    assert document.problems == ()
    assert document.value == value
    assert document.ok
    assert Careful(Text("x.yml", text.removeprefix("\ufeff"))).value == value


# text, then line, column, width and code of each problem
FAULTS: list[tuple[str, list[tuple[int, int, int, str]]]] = [
    # structure
    ("a: b\nc: d\na: e\n", [(3, 1, 1, "duplicate-key")]),
    ("- x: {ab: 1, c: 2, ab: 3}\n", [(1, 20, 2, "duplicate-key")]),
    ("a: 1\n'a': 2\na: 3\n", [(2, 1, 3, "duplicate-key"), (3, 1, 1, "duplicate-key")]),
    ("a: &x b\nc: *x\n", [(1, 4, 2, "anchor"), (2, 4, 2, "alias")]),
    ("a: &x [*x]\n", [(1, 4, 2, "anchor"), (1, 8, 2, "alias")]),
    ("a: &x\n  b: c\n", [(1, 4, 2, "anchor")]),
    ("a: &x\n", [(1, 4, 2, "anchor")]),
    ("&x a: b\n", [(1, 1, 2, "anchor")]),
    ("- *x\n", [(1, 3, 2, "alias")]),
    ("*x : b\n", [(1, 1, 2, "alias")]),
    ("a:\n  <<: *x\n", [(2, 3, 2, "merge-key")]),
    ("a: !foo b\nc: !!str d\ne: ! f\n", [(1, 4, 4, "tag"), (2, 4, 5, "tag"), (3, 4, 1, "tag")]),
    ("a: !!python/object/apply:os.system [id]\n", [(1, 4, 31, "tag")]),
    ("a: !x &y [b]\n", [(1, 4, 2, "tag"), (1, 7, 2, "anchor")]),
    ("%YAML 1.2\n---\na: b\n", [(1, 1, 9, "directive")]),
    ("# c\n\n%TAG ! x\n---\na: b\n", [(3, 1, 8, "directive")]),
    ("%FOO x\n---\na: b\n", [(1, 1, 6, "directive")]),
    ("a:\nb: c\n", [(1, 1, 1, "no-value")]),
    ("a: b\nlong:   # later\n", [(2, 1, 4, "no-value")]),
    ("a: #b\n", [(1, 1, 1, "no-value")]),
    ("- a\n-\n- - b\n  -\n", [(2, 1, 1, "no-value"), (4, 3, 1, "no-value")]),
    ("a: {b: 1, c}\n", [(1, 11, 1, "no-value")]),
    ("a: {b:c}\n", [(1, 5, 3, "no-value")]),
    ("a: ~\nb: Null\nc: NULL\n", [(1, 4, 1, "null-spelling"), (2, 4, 4, "null-spelling"),
     (3, 4, 4, "null-spelling")]),
    ("[a]: b\n", [(1, 1, 1, "key-not-text")]),
    ("- {a: b}: c\n  d: e\n", [(1, 3, 1, "key-not-text")]),
    ("? - a\n: b\n", [(1, 3, 1, "key-not-text")]),
    ("? a: b\n", [(1, 3, 1, "key-not-text")]),
    ("null: a\n~: b\n", [(1, 1, 4, "key-not-text"), (2, 1, 1, "key-not-text")]),
    ("'': a\n", [(1, 1, 2, "empty-key")]),
    (": a\n", [(1, 1, 1, "empty-key")]),
    ("just words\n", [(1, 1, 10, "root-is-text")]),
    ("'words'\n", [(1, 1, 7, "root-is-text")]),
    ("title:Words\n", [(1, 1, 11, "root-is-text")]),
    ("null\n", [(1, 1, 4, "root-is-text")]),
    ("a: b\n---\nc: d\n", [(2, 1, 3, "several-documents")]),
    ("words\n---\nc: d\n", [(2, 1, 3, "several-documents")]),
    ("", [(1, 1, 1, "empty-file")]),
    ("\n\n# only this\n", [(1, 1, 1, "empty-file")]),
    ("---\n...\n", [(1, 1, 1, "empty-file")]),
    ("\ufeff", [(1, 1, 1, "empty-file")]),
    ("- " * 21 + "a\n", [(1, 41, 1, "too-deep")]),
    ("[" * 100_000, [(1, 21, 1, "too-deep")]),
    ("{a: " * 1000, [(1, 81, 1, "too-deep")]),
    ("[" + "a," * 200_000 + "]", [(1, 399_996, 1, "too-many")]),
    # characters
    ("a:\tb\n", [(1, 3, 1, "tab")]),
    ("a:\n\tb: c\n", [(2, 1, 1, "tab")]),
    ("a: b # c\td\n", [(1, 9, 1, "tab")]),
    ("a: |\n  b\n\t\tc\n", [(3, 1, 2, "tab")]),
    ("a: b\x07c\n", [(1, 5, 1, "control-character")]),
    ("a: b\x00c\n", [(1, 5, 1, "control-character")]),
    ("a: b\x7fc\x9bd\n", [(1, 5, 1, "control-character"), (1, 7, 1, "control-character")]),
    ("a: b\rc: d\n", [(1, 5, 1, "line-separator")]),
    ("a: b\u2028c\u2029d\x85e\n", [(1, 5, 1, "line-separator"), (1, 7, 1, "line-separator"),
     (1, 9, 1, "line-separator")]),
    ("a: b\u2028\nc: ~\n", [(1, 5, 1, "line-separator"), (2, 4, 1, "null-spelling")]),
    ("a: \u202eb\u2066\n", [(1, 4, 1, "bidi-control"), (1, 6, 1, "bidi-control")]),
    ("# \u202a\na: b\n", [(1, 3, 1, "bidi-control")]),
    ("a: b\n\ufeffc: d\n", [(2, 1, 1, "hidden-character")]),
    ("\ufeff\ufeffa: b\n", [(1, 1, 1, "hidden-character")]),
    ("a: b\U000e0041\U000e0042\n", [(1, 5, 1, "hidden-character"), (1, 6, 1, "hidden-character")]),
    ("a: b\ufdd0\uffff\U0010ffff\n", [(1, 5, 1, "noncharacter"), (1, 6, 1, "noncharacter"),
     (1, 7, 1, "noncharacter")]),
    ("a: \ud800\n", [(1, 4, 1, "lone-surrogate")]),
    ('a: "b\\0\\x1b\\e"\n', [(1, 6, 2, "control-character"), (1, 8, 4, "control-character"),
     (1, 12, 2, "control-character")]),
    ('a: "\\\\0 \\u202e"\n', [(1, 9, 6, "bidi-control")]),
    ('a: "\\t \\r\\N"\n', [(1, 5, 2, "tab"), (1, 8, 2, "line-separator"),
     (1, 10, 2, "line-separator")]),
    ('a: "\\U000E0041"\n', [(1, 5, 10, "hidden-character")]),
    ('"\\0": b\n', [(1, 2, 2, "control-character")]),
    ('a: "b\n  \\x07"\n', [(2, 3, 4, "control-character")]),
    # what YAML would read otherwise than meant
    ("a: “b”\n", [(1, 4, 3, "typographic-quotes")]),
    ("a: ‘b c’\n", [(1, 4, 5, "typographic-quotes")]),
    ("“a”: b\n", [(1, 1, 3, "typographic-quotes")]),
    ("a: “b: c”\n", [(1, 4, 1, "typographic-quotes")]),
    ("title: Foo #bar\n", [(1, 12, 4, "cut-by-comment")]),
    ("a: [b #c\n  ]\n", [(1, 7, 2, "cut-by-comment")]),
    ("a: b\n  c #d\n", [(2, 5, 2, "cut-by-comment")]),
    # syntax
    ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n", [(2, 1, 7, "conflict-marker"),
     (4, 1, 7, "conflict-marker"), (6, 1, 7, "conflict-marker")]),
    ("name: Novatek: gas producer\n", [(1, 14, 1, "colon-in-value")]),
    ("- x: http://y: z\n", [(1, 14, 1, "colon-in-value")]),
    ("a: {b: c: d}\n", [(1, 9, 1, "colon-in-value")]),
    ("a: @b\n", [(1, 4, 1, "reserved-start")]),
    ("a: %b\n", [(1, 4, 1, "reserved-start")]),
    ("- `b`\n", [(1, 3, 1, "reserved-start")]),
    ("a: * b\n", [(1, 4, 1, "reserved-start")]),
    ("a: & b\n", [(1, 4, 1, "reserved-start")]),
    ("a: !b!c d\n", [(1, 4, 1, "reserved-start")]),
    ("a: |> b\n", [(1, 4, 1, "reserved-start")]),
    ("a: >5%\n", [(1, 4, 1, "reserved-start")]),
    ("a: ]\n", [(1, 4, 1, "reserved-start")]),
    ("a: ? b\n", [(1, 4, 1, "reserved-start")]),
    ('a: b\nc: "d\ne: f\n', [(2, 4, 2, "unclosed-quote")]),
    ('a: "b\nc: "d"\n', [(1, 4, 2, "unclosed-quote")]),
    ("a: 'b", [(1, 4, 2, "unclosed-quote")]),
    ('a: "', [(1, 4, 1, "unclosed-quote")]),
    ("a: 'it's fine'\n", [(1, 8, 7, "text-after-quote")]),
    ('a: "b" c\n', [(1, 8, 1, "text-after-quote")]),
    ('- "b" c\n', [(1, 7, 1, "text-after-quote")]),
    ("a: [b, c\nd: e\n", [(1, 4, 1, "unclosed-bracket")]),
    ("a: {b\n", [(1, 4, 1, "unclosed-bracket")]),
    ("a: [b,,c]\n", [(1, 7, 1, "unclosed-bracket")]),
    ('a: "b\\qc"\n', [(1, 6, 2, "bad-escape")]),
    ('a: "b\\xzz"\n', [(1, 6, 2, "bad-escape")]),
    ('a: "C:\\Users"\n', [(1, 7, 2, "bad-escape")]),
    ('a: "\\ud800"\n', [(1, 5, 6, "lone-surrogate")]),
    ("a: b\nc\nd: e\n", [(2, 1, 1, "missing-colon")]),
    ("a b\nd: e\n", [(1, 1, 3, "missing-colon")]),
    ("a: b\nc:d\n", [(2, 1, 3, "missing-colon")]),
    ('"a":b\n', [(1, 4, 1, "missing-colon")]),
    ("a: b\n  c: d\n", [(2, 3, 1, "bad-indentation")]),
    ("a:\n  b: c\n d: e\n", [(3, 2, 4, "bad-indentation")]),
    ("a:\n  - b\n - c\n", [(3, 2, 3, "bad-indentation")]),
    ("- a: 1\n   b: 2\n", [(2, 4, 1, "bad-indentation")]),
    ("- a\nb: c\n", [(2, 1, 4, "mixed-list-and-map")]),
    ("a: b\n- c\n", [(2, 1, 3, "mixed-list-and-map")]),
    ("a: - b\n", [(1, 4, 1, "list-beside-key")]),
    ("a: [b]c\n", [(1, 7, 1, "yaml-syntax")]),
    ("a: b\n...\nc\n", [(3, 1, 1, "yaml-syntax")]),
    # what the parser lets pass and YAML 1.2 does not
    ("a: [b]#c\n", [(1, 7, 1, "tight-comment")]),
    ("a: [b,#c\n  d]\n", [(1, 7, 1, "tight-comment")]),
    ('a: "b"#c\n', [(1, 7, 1, "tight-comment")]),
    ("a: [-]\n", [(1, 5, 1, "reserved-start")]),
    ("- [-, -]\n", [(1, 4, 1, "reserved-start"), (1, 7, 1, "reserved-start")]),
    ("a: [?b]\n", [(1, 5, 1, "reserved-start"), (1, 6, 1, "no-value")]),
    ("a: [b,\nc]\n", [(2, 1, 1, "bad-indentation")]),
    ("a: [b,\n  c\n]\n", [(3, 1, 1, "bad-indentation")]),
    ("- a: {b: c\n  , d: e}\n", [(2, 3, 1, "bad-indentation")]),
    ('a: "b\n\nc"\n', [(3, 1, 1, "bad-indentation")]),
    ("- a: 'b\n  c'\n", [(2, 3, 1, "bad-indentation")]),
    ("a:\n|\n b\n", [(2, 1, 1, "bad-indentation")]),
    ("a: |\n", [(1, 4, 1, "no-value")]),
    ("a: >\n \n   \n # b\n", [(1, 4, 1, "no-value")]),
    ("a: |\n  b", [(2, 1, 3, "unfinished-line")]),
    ("a: |+\n  b\n  ", [(3, 1, 2, "unfinished-line")]),
    # one fault, one message; several faults, several messages
    ("a:\n\tb: c\n    d: e\n", [(2, 1, 1, "tab")]),
    ("a: *x : b\n", [(1, 4, 2, "alias")]),
    ("a: ~\nb: &x c\nb: !y d\ne: @\n", [(1, 4, 1, "null-spelling"), (2, 4, 2, "anchor"),
     (3, 1, 1, "duplicate-key"), (3, 4, 2, "tag"), (4, 4, 1, "reserved-start")]),
    ("é𝒳: [a, ~]\r\nb: ~\r\n", [(1, 9, 1, "null-spelling"), (2, 4, 1, "null-spelling")]),
    ("\ufeffa: ~\n", [(1, 4, 1, "null-spelling")]),
]  # fmt: skip


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(("text", "problems"), FAULTS)
def test_refuses(text: str, problems: list[tuple[int, int, int, str]]) -> None:
    """Each fault is told at its place, with its own code, a sentence and a fix."""
    document = parse(text, "x.yml")
    assert found(document) == problems
    for problem in document.problems:
        assert problem.code in CODES
        assert problem.sentence and problem.fix
        assert problem.place.path == "x.yml"
        assert problem.excerpt == document.excerpt(problem.place.line)
        warned = problem.code == "cut-by-comment"
        assert (problem.severity is Severity.WARNING) is warned
    assert document.ok == all(code == "cut-by-comment" for *_, code in problems)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "sentence", "fix"),
    [
        ("a: b\nc: d\na: e\n", "the first is on line 1", "keep one"),
        ("a:\n", "“a” has no value", "write null if it is not known, or remove the line"),
        ("a: #b\n", "is a comment", "quotes"),
        ("a: {b:c}\n", "“b:c”", "space after the colon"),
        ("a: ~\n", "~", "write null if it is not known, or remove the line"),
        ("name: Novatek: gas\n", "“: ”", 'write  name: "Novatek: gas"'),
        ('- name: say "x": y\n', "“: ”", "write  - name: 'say \"x\": y'"),
        ("a: it's: so\n", "“: ”", 'write  a: "it\'s: so"'),
        ("a: @b\n", "start with @", 'write  a: "@b"'),
        ("- @b\n", "start with @", 'write  - "@b"'),
        ("a: 'it's fine'\n", "follows the closing quote", 'write "it\'s fine"'),
        ('a: "say "hi" now"\n', "follows the closing quote", "write 'say \"hi\" now'"),
        ("a: 'b\n", "the quote ' that opens here", "'' for an apostrophe"),
        ("title: Foo #bar\n", "starts a comment", 'write "Foo #bar"'),
        ("a: “b”\n", "become part", 'write "b", or "“b”"'),
        ("a: b\nc:d\n", "no space follows the colon", "write  c: d"),
        ("title:Words\n", "only a text", "space after the colon in title:"),
        ("a:\n  b: c\n d: e\n", "1 space left of line 2", "1 or 3"),
        ("a:\n    - b\n  - c\n", "2 spaces left of line 2", "1 or 5"),
        ("- a: 1\n   b: 2\n", "continued the value on line 1", "column 3"),
        ("a: [b, c\nd: e\n", "[", "] after the last"),
        ('a: "\\u202e"\n', "the escape \\u202e", "delete it"),
        ("a: \u202e\n", "U+202E", "delete it"),
        ("a: *bold\n", "*bold", '"*bold" in quotes'),
        ("a: *bold*\n", "start with *", 'write  a: "*bold*"'),
    ],
)
def test_speaks_to_the_contributor(text: str, sentence: str, fix: str) -> None:
    """The words name what was written, and the fix is what to type."""
    problem = parse(text, "x.yml").problems[0]
    assert sentence in problem.sentence
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\na: 2\nb: 3\n", {"a": "1", "b": "3"}),
        ("a: *x\nb: c\n", {"a": None, "b": "c"}),
        ("a: b\u202ec\n", {"a": "b\ufffdc"}),
        ('a: "\\0b"\n', {"a": "\ufffdb"}),
        ("[x]: {y: z}\nb: c\n", {"b": "c"}),
        ("a: @\n", None),
        ("a: b\n---\nc: d\n", None),
    ],
)
def test_best_reading(text: str, value: Value) -> None:
    """With faults the value holds what is certain, and never a refused character."""
    document = parse(text, "x.yml")
    assert document.value == value
    assert not document.ok


PLACES = """\
- id: one
  roles:
    supplier: [state-a, state-b]
  note: >-
    words
  cites:
  - source: x
    "quoted key": y
- id: two
  empty: ''
  flow: {k: v,
    l: w}
"""


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("steps", "key", "expected"),
    [
        ((), False, (1, 1, 1)),
        ((0,), False, (1, 3, 2)),
        ((0, "id"), False, (1, 7, 3)),
        ((0, "id"), True, (1, 3, 2)),
        ((0, "roles"), False, (3, 5, 8)),
        ((0, "roles"), True, (2, 3, 5)),
        ((0, "roles", "supplier"), False, (3, 15, 18)),
        ((0, "roles", "supplier", 1), False, (3, 25, 7)),
        ((0, "roles", "supplier", 1), True, (3, 25, 7)),
        ((0, "note"), False, (4, 9, 2)),
        ((0, "cites"), False, (7, 3, 1)),
        ((0, "cites", 0), False, (7, 5, 6)),
        ((0, "cites", 0, "quoted key"), True, (8, 5, 12)),
        ((1, "empty"), False, (10, 10, 2)),
        ((1, "flow"), False, (11, 9, 6)),
        ((1, "flow", "l"), False, (12, 8, 1)),
        # not there: the nearest parent's key, or the parent where it has none
        ((0, "roles", "recipient"), False, (2, 3, 5)),
        ((0, "roles", "supplier", 9), False, (3, 5, 8)),
        ((0, "id", "deeper", 3), False, (1, 3, 2)),
        ((1, "name"), False, (9, 3, 2)),
        ((7,), False, (1, 1, 1)),
        (("id",), True, (1, 1, 1)),
    ],
)
def test_places(steps: tuple[str | int, ...], key: bool, expected: tuple[int, int, int]) -> None:
    """A path leads to its value or key, or as near to it as the file goes."""
    document = parse(PLACES, "x.yml")
    place = document.place(*steps, key=key)
    assert (place.line, place.column, place.width) == expected
    assert document.excerpt(place.line) == PLACES.splitlines()[place.line - 1]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (PLACES, (1, 9)),
        ("# c\n\na: b\n", (3,)),
        ("-\n  a: b\n- c\n", (2, 3)),
        ("# c\n[]\n", (2,)),
        ("# c\n{}\n", (2,)),
        ("a: [b, c]\n", (1,)),
        ("- a\n- ~\n- {b: ~}\n", (1, 2, 3)),
        ("# c\na: ~\n", (2,)),
        ("a: @\n", ()),
        ("", ()),
    ],
)
def test_starts(text: str, starts: tuple[int, ...]) -> None:
    """The first line of each item, or of the map."""
    assert parse(text, "x.yml").starts == starts


def test_places_in_a_file_that_cannot_be_read() -> None:
    """Even then something can be pointed at."""
    assert parse("", "x.yml").place("a", 1) == parse("a: [", "x.yml").place()
    assert parse("a: b\nc: @\n", "x.yml").place("a").column == 4
    assert parse("a: b", "x.yml").excerpt(0) == parse("a: b", "x.yml").excerpt(9) == ""


def test_many_problems_are_cut() -> None:
    """A file of nothing but faults does not fill the screen."""
    for text in ("a: ~\n" * 1000, "\x00\x01" * 10_000, "<<<<<<<\n" * 1000):
        problems = parse(text, "x.yml").problems
        assert len(problems) == MAX_PROBLEMS + 1
        assert problems[-1].code == "more-problems"
        assert problems[-1].severity is Severity.HINT


# --- files ----------------------------------------------------------------------------------------


def write(folder: Path, data: bytes) -> Path:
    """Write a file to read."""
    file = folder / "x.yml"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"a: b\n", []),
        (b"\xef\xbb\xbfa: b\r\n", []),
        (b"a: b\nc: d\xe9\n", [(2, 5, 1, "not-utf-8")]),
        ("é: ".encode() + b"\xff\n", [(1, 4, 1, "not-utf-8")]),
        (b"a: \xed\xa0\x80\n", [(1, 4, 1, "not-utf-8")]),
        (b"a: \xc0\xaf\n", [(1, 4, 1, "not-utf-8")]),
        ("a: b\n".encode("utf-16"), [(1, 1, 1, "utf-16")]),
        ("a: b\n".encode("utf-16-le"), [(1, 1, 1, "utf-16")]),
        ("a: b\n".encode("utf-16-be"), [(1, 1, 1, "utf-16")]),
        (b"", [(1, 1, 1, "empty-file")]),
        (b"a: '" + b"b" * MAX_BYTES + b"'", [(1, 1, 1, "too-large")]),
        (b"a: '" + b"b" * (MAX_BYTES - 5) + b"'", []),
    ],
)
def test_bytes(tmp_path: Path, data: bytes, problems: list[tuple[int, int, int, str]]) -> None:
    """Bytes become text, or a problem that says where they do not."""
    assert found(read(write(tmp_path, data), "x.yml")) == problems


def test_not_utf_8_says_the_byte(tmp_path: Path) -> None:
    """The number of the byte helps where the editor cannot show it."""
    problem = read(write(tmp_path, b"a: b\nc: d\xe9\n"), "x.yml").problems[0]
    assert problem.sentence == "byte 10 of the file (0xe9) is not UTF-8"
    assert problem.excerpt == "c: d\ufffd"


def not_a_file(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make something that cannot be read as a file."""
    file = folder / "x.yml"
    match kind:
        case "missing":
            return file
        case "below a file":
            return write(folder, b"a: b\n") / "y.yml"
        case "folder":
            file.mkdir()
        case "symlink":
            file.symlink_to(write(folder, b"a: b\n").rename(folder / "y.yml"))
        case "dangling":
            file.symlink_to(folder / "nowhere")
        case "loop":
            file.symlink_to(file)
        case "fifo":
            os.mkfifo(file)
        case "device":
            return Path("/dev/zero")
        case "long name":
            return folder / ("x" * 5000)
        case "null in name":
            return folder / "x\0.yml"
        case "not permitted":
            write(folder, b"a: b\n")

            def refuse(*_: object) -> int:
                raise PermissionError

            monkeypatch.setattr(os, "open", refuse)
        case "swapped":  # for a pipe, between the look and the opening
            os.mkfifo(folder / "pipe")
            write(folder, b"a: b\n")
            opened = os.open
            monkeypatch.setattr(os, "open", lambda _, flags: opened(folder / "pipe", flags))
    return file


NOT_FILES = [
    ("missing", "missing-file"),
    ("below a file", "missing-file"),
    ("folder", "folder"),
    ("symlink", "symlink"),
    ("dangling", "symlink"),
    ("loop", "symlink"),
    ("fifo", "special-file"),
    ("device", "special-file"),
    ("swapped", "special-file"),
    ("long name", "unreadable-file"),
    ("null in name", "unreadable-file"),
    ("not permitted", "unreadable-file"),
]


@pytest.mark.skipif(os.name != "posix", reason="pipes, devices and links as on POSIX")
@pytest.mark.parametrize(("kind", "code"), NOT_FILES)
def test_not_a_file(tmp_path: Path, kind: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is no ordinary file is a problem, is not followed and does not block."""
    document = read(not_a_file(tmp_path, kind, monkeypatch), "data/x.yml")
    assert found(document) == [(1, 1, 1, code)]
    assert (document.value, document.text, document.starts) == (None, "", ())
    assert document.place("a").path == "data/x.yml"


def test_every_code_has_a_row() -> None:
    """The table of codes is neither short nor long."""
    rows = {code for _, problems in FAULTS for *_, code in problems}
    files = {code for _, code in NOT_FILES} | {"not-utf-8", "utf-16", "too-large"}
    assert rows | files | {"more-problems"} == set(CODES)
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", code) for code in CODES)


# --- bounds ---------------------------------------------------------------------------------------

CLAIM = """\
- id: claim-{number}
  type: transfer
  text: Words of claim {number} here
  said: 2023-08
  cites: [a, b]
"""


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml")
def test_ten_thousand_claims_are_read() -> None:
    text = "".join(CLAIM.format(number=number) for number in range(10_000))
    document = parse(text[:MAX_BYTES].rpartition("- id")[0], "x.yml")
    assert document.ok
    assert isinstance(document.value, list)
    assert len(document.value) == len(document.starts) > 9000
    last = len(document.value) - 1
    assert document.place(last, "id").line == document.starts[-1]


# --- anything -------------------------------------------------------------------------------------

QUICK = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PIECES = st.sampled_from(
    [
        "a", "b", ": ", ":", "- ", "-", "\n", "\n  ", "\n ", "\r\n", "\r", "\t", " ", "  ", "#",
        " #c", '"', "'", "\\", "\\u202e", "\\xq", "\\0", "[", "]", "{", "}", ",", "? ", "|", ">",
        ">-\n  ", "&x", "*x", "!t ", "!", "!!", "%Y", "%YAML 9.9", "---", "...", "<<", "<<: *a",
        "~", "null", "“", "”", "@", "`", "=======\n", "\ufeff", "\u202e", "\u2028", "\x85", "\0",
        "\ud800", "é", "\\UFFFFFFFF", "\\ud800", "!<", "%TAG ! ", "\n\n", "NO", "012", "|2-",
        "\n- ", "\na: ",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@pytest.mark.usefixtures("loader")
@QUICK
@given(TEXTS)
def test_never_raises(text: str) -> None:
    """Any text is a document; the two passes never differ on a clean one."""
    document = parse(text, "x.yml")
    holds(document)
    quick = built(Text("x.yml", document.text).clean)
    if quick and document.ok and not document.problems:
        careful = Careful(Text("x.yml", document.text))
        assert (careful.value, careful.starts) == quick
        assert not careful.faults


@QUICK
@given(TEXTS)
def test_the_two_parsers_agree(text: str) -> None:
    """What libyaml finds clean reads the same without it, and the other way about."""
    if not yaml.__with_libyaml__:
        pytest.skip("PyYAML without libyaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "LOADER", yaml.SafeLoader)
        pure = parse(text, "x.yml")
    fast = parse(text, "x.yml")
    if pure.ok and fast.ok:
        assert (pure.value, pure.starts) == (fast.value, fast.starts)


@QUICK
@given(st.one_of(st.binary(max_size=80), TEXTS.map(lambda text: text.encode("utf-8", "ignore"))))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    """Any file is a document."""
    holds(read(write(tmp_path, data), "x.yml"))
