"""What a browser's parser makes of a page: its elements, and the text that they hold."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

TOKEN = re.compile(r"(?:https://example\.org/)?zq\d+f\d+z(?:/| one two)?")
"""A harmless text, as `briefing.harmless` makes them."""
Shape = tuple[str, str, tuple[str, ...]]
"""An element: its parent's name, its own, and the names of its attributes."""

# Addresses hold texts in a coding of their own.
_ADDRESSES = {"href", "src", "xlink:href", "content"}
# Where a figure puts a text depends on its length; a citation is coded for another program.
_UNCOMPARED = {"text", "tspan", "code", "pre"}
_WORDS = {"class", "value"}
_WORD = re.compile(r"[\w -]*", re.ASCII)
_MEASURES = {"viewBox", "viewbox", "width", "height"}


@dataclass(slots=True)
class Tree:
    """One page, its elements counted and its texts by where they stand."""

    shapes: Counter[Shape] = field(default_factory=Counter)
    drawn: set[tuple[str, str]] = field(default_factory=set)
    """(element, attribute) in figures, where how many there are depends on the texts."""
    texts: Counter[str] = field(default_factory=Counter)


def shown(text: str) -> str:
    """Return a text as a page shows it: composed, with one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """Return a shown text without case, as some words begin a sentence, and others end one."""
    return re.sub(r"\.{2,}", ".", shown(text).casefold())


def plain(address: str) -> str:
    """Return an address without its coding; a text in it may be coded by itself."""
    return unquote(unquote(address)).replace("#:~:", ":~:")  # of which one may be there already


def tree(html: str) -> Tree:
    """Parse a page."""
    found = Tree()
    root = LexborHTMLParser(html).root
    assert root is not None
    for node, parent, in_figure in walk(root, "", False):
        if node.tag == "-text":
            text = folded(node.text_content or "")
            if text and parent not in _UNCOMPARED:
                found.texts[text] += 1
        elif node.tag == "-comment":
            found.shapes[(parent, "comment", ())] += 1
        else:
            attributes = node.attributes
            shape = (parent, node.tag or "", tuple(sorted(attributes)))
            if in_figure:
                found.drawn.update((node.tag or "", name) for name in ("", *attributes))
            else:
                found.shapes[shape] += 1
            for name, value in attributes.items():
                if name in _MEASURES or (in_figure and name != "aria-label"):
                    continue
                if name in _WORDS and _WORD.fullmatch(value or ""):
                    value = "words"  # made of a text, and no more than words
                if value:
                    value = plain(value) if name in _ADDRESSES else value
                    found.texts[f"{name}={folded(value)}"] += 1
    return found


def walk(node: LexborNode, parent: str, in_figure: bool) -> Iterator[tuple[LexborNode, str, bool]]:
    """Yield every node with its parent's name, and whether it is drawn in a figure."""
    waiting = [(node, parent, in_figure)]
    while waiting:
        one, above, drawn = waiting.pop()
        yield one, above, drawn
        inside = drawn or one.tag == "svg"
        child = one.child
        while child is not None:
            waiting.append((child, one.tag or "", inside))
            child = child.next


def differences(mine: Tree, expected: Tree, drawn: set[tuple[str, str]]) -> list[str]:
    """Return what a page has more or less than another."""
    found = [
        f"<{n}> in <{p}> {a} ×{count}"
        for (p, n, a), count in (mine.shapes - expected.shapes).items()
    ]
    found += [
        f"no <{n}> in <{p}> {a} ×{c}" for (p, n, a), c in (expected.shapes - mine.shapes).items()
    ]
    found += [f"draws {shape}" for shape in mine.drawn - drawn]
    found += [f"shows {text[:200]!r}" for text in mine.texts - expected.texts]
    found += [f"does not show {text[:200]!r}" for text in expected.texts - mine.texts]
    return found


def exchanged(page: Tree, texts: dict[str, str]) -> Tree:
    """Return a harmless page as it must be with other texts in the places of its tokens."""

    def with_texts(text: str) -> str:
        into = TOKEN.sub(lambda found: texts.get(found[0], found[0]), text)
        return folded(plain(into) if text.partition("=")[0] in _ADDRESSES else into)

    into: Counter[str] = Counter()
    for text, count in page.texts.items():
        into[with_texts(text) if "zq" in text else text] += count
    return Tree(page.shapes, page.drawn, into)
