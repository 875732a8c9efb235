"""Which pages of the site differ, in what they say; where a link leads is no part of that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path

from ..contents import KINDS, SECTIONS
from ..pages import DeadLink, Pages
from ..views.citation import NOWHERE

DOCS = "docs"
_CALL = re.compile(r"\{\{\s*(\w+)\s*\(([^{}]*)\)\s*\}\}")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# Where a record is written: it moves with every line above it, and says nothing.
_PLACE = re.compile(r"(\.yml)(?::|, line )\d+")
_WORDS = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_INLINE = set(
    "a abbr b bdi bdo cite code em i kbd mark q s small span strong sub sup time u".split()
)
_UNSAID = {"script", "style", "svg", "template"}
_PAGE_MACROS = {f"{kind}_page": kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page, as it was and as it is; empty where it was or is not there."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A page that differs."""

    url: str
    what: str
    """added, removed or changed."""
    passages: tuple[Passage, ...] = ()


def touched(base: Pages, head: Pages, roots: tuple[Path, Path]) -> Iterator[Touched]:
    """Yield every page that differs, hand-written ones last; `roots` are the two projects."""
    for url in dict.fromkeys((*head.records, *base.records)):
        if url not in base.records:
            yield Touched(url, "added")
        elif url not in head.records:
            yield Touched(url, "removed")
        elif _view(base, url) != _view(head, url):  # most pages are told apart without drawing them
            differences = tuple(_passages(_said(_body(base, url)), _said(_body(head, url))))
            if differences:
                yield Touched(url, "changed", differences)
    yield from _written(base, head, roots)


def _written(base: Pages, head: Pages, roots: tuple[Path, Path]) -> Iterator[Touched]:
    before, after = (_sources(root / DOCS) for root in roots)
    for path in dict.fromkeys((*after, *before)):
        url = _url(path)
        if path not in before:
            yield Touched(url, "added")
        elif path not in after:
            yield Touched(url, "removed")
        elif before[path] != after[path] or not _same_calls(after[path], base, head):
            old, new = _filled(before[path], base, url), _filled(after[path], head, url)
            if differences := tuple(_passages(old, new)):
                yield Touched(url, "changed", differences)


def _same_calls(text: str, base: Pages, head: Pages) -> bool:
    """Tell whether a page calls nothing but sections of which both briefings make the same."""
    return all(
        call.group(1) in SECTIONS
        and SECTIONS[call.group(1)][0](base.desk) == SECTIONS[call.group(1)][0](head.desk)
        for call in _CALL.finditer(text)
    )


def _sources(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {
        file.relative_to(folder).as_posix(): _FRONT.sub(
            "", file.read_text("utf-8", errors="replace")
        )
        for file in sorted(folder.rglob("*.md"))
        if file.is_file() and not file.is_symlink()
    }


def _url(path: str) -> str:
    page = path.removesuffix(".md")
    return page.removesuffix("index") if page.endswith("index") else f"{page}/"


def _filled(text: str, pages: Pages, url: str) -> list[str]:
    """Return what a hand-written page says, its macros filled in."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        rest = 0
        said = ""
        for call in _CALL.finditer(paragraph):
            said += paragraph[rest : call.start()]
            rest = call.end()
            body = _called(pages, call.group(1), _arguments(call.group(2)), url)
            blocks = _said(body) if body is not None else [call.group()]
            said += blocks[0] if len(blocks) == 1 else ""
            found += blocks if len(blocks) > 1 else []
        said = " ".join((said + paragraph[rest:]).split())
        found += [said] if said else []
    return found


def _arguments(text: str) -> list[str]:
    return [one or other for one, other in _WORDS.findall(text)]


def _called(pages: Pages, name: str, words: list[str], url: str) -> str | None:
    """Return the HTML of a macro's call, or None where it is none of ours."""
    try:
        if name in SECTIONS:
            return pages.section(name, url)
        if name == "claim" and words:
            return pages.sentence(words[0], url)
        if name == "claims":
            return pages.claims(words, url)
        if name in _PAGE_MACROS and words:
            return pages.body(_PAGE_MACROS[name], words[0], url)
        if name in ("entity", "source", "instrument", "thread") and words:
            return pages.mention(name, words[0], words[1] if len(words) > 1 else None, url)
        return words[0] if name == "editor" and words else None
    except DeadLink as dead:
        return str(dead)


def _view(pages: Pages, url: str) -> object:
    kind, record_id = pages.records[url]
    return KINDS[kind].view(pages.desk, record_id, NOWHERE)


def _body(pages: Pages, url: str) -> str:
    kind, record_id = pages.records[url]
    return pages.body(kind, record_id, url)


def _passages(before: list[str], after: list[str]) -> Iterator[Passage]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            for index in range(max(b - a, d - c)):
                old = before[a + index] if a + index < b else ""
                new = after[c + index] if c + index < d else ""
                yield Passage(old, new)


def _said(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


@dataclass
class _Reader(HTMLParser):
    """Collects the text of a page by blocks."""

    blocks: list[str] = field(default_factory=list)
    _text: str = ""
    _unsaid: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, unless the element stands inside a line."""
        if tag in _UNSAID:
            self._unsaid += 1
        elif tag not in _INLINE:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in _UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        elif tag not in _INLINE:
            self.end_block()

    def handle_data(self, data: str) -> None:
        """Take up text."""
        if not self._unsaid:
            self._text += data

    def end_block(self) -> None:
        """Keep what was read as one block."""
        said = _PLACE.sub(r"\1", " ".join(self._text.split()))
        if said:
            self.blocks.append(said)
        self._text = ""
