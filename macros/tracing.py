"""From a fault of the built site back to what somebody wrote: the record's or page's file and line.

Pages carry no mark of where each link comes from. A record page knows its record, and the claims
on it stand under ids of their own; in the lines of that record the link's own words are looked
for, so that a fault is shown where a person can mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .briefing import Briefing
from .built import CODES, Built, Fault, Page, read
from .evidence.desk import Desk
from .pages import Pages
from .records.library import Filed, Library
from .records.problems import Place, Problem, Severity, nearest

DOCS = "docs"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines of a file that may be at fault."""

    path: str
    lines: tuple[str, ...]
    first: int
    """The number of the first of them in the file."""

    def find(self, words: str) -> Place | None:
        """Return where the words stand by themselves, if they do."""
        pattern = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")
        for number, line in enumerate(self.lines, self.first):
            found = pattern.search(line)
            if found:
                return Place(self.path, number, found.start() + 1, len(words))
        return None

    @property
    def start(self) -> Place:
        """The beginning of its first line that says something."""
        for number, line in enumerate(self.lines, self.first):
            if line.strip() and not line.startswith(("#", "---")):
                return Place(self.path, number, 1, max(len(line), 1))
        return Place(self.path, self.first, 1)

    def excerpt(self, line: int) -> str:
        """Return a line of it."""
        return self.lines[line - self.first] if line >= self.first else ""


@dataclass(frozen=True)
class Tracer:
    """Knows which records and hand-written pages a built page was made from."""

    pages: Pages
    root: Path
    """The project's folder."""
    site: str = "site"
    """What the site's folder is called, for faults that nobody wrote."""
    _bodies: dict[str, Page] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, briefing: Briefing, root: Path, site: str) -> Tracer:
        """Return the tracer of a project; without settings its records make no pages."""
        readable = briefing if briefing.library.settings else Briefing(Library(""))
        return cls(Pages(Desk(readable)), root, site)

    @property
    def _briefing(self) -> Briefing:
        return self.pages.briefing

    def problems(self, found: Iterable[Fault], built: Built) -> list[Problem]:
        """Return the faults as problems of the files that were written, each once."""
        traced: dict[tuple[Place, str], list[Fault]] = {}
        excerpts: dict[Place, str] = {}
        for fault in found:
            place, excerpt = self._trace(fault, built)
            traced.setdefault((place, fault.sentence), []).append(fault)
            excerpts[place] = excerpt
        return [
            self._problem(place, faults, excerpts[place]) for (place, _), faults in traced.items()
        ]

    def where(self, page: str, address: str, at: int, built: Built) -> Place:
        """Return the place at which a link of a page was written."""
        return self._trace(Fault(page, "", at, address), built)[0]

    def _problem(self, place: Place, faults: list[Fault], excerpt: str) -> Problem:
        one = faults[0]
        shown = [f"{self.site}/{fault.page}" for fault in faults]
        seen = ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")
        fix = CODES[one.code]
        if one.code == "dead-link":
            known = [*self.pages.records, *built_names(self.pages)]
            names = {name.rstrip("/").rpartition("/")[2] for name in known}
            guesses = nearest(_last(one.about), names)
            if guesses:
                fix = f"did you mean “{guesses[0]}”?"
        return Problem(
            place, Severity.ERROR, one.code, one.sentence, f"{fix}\nseen on {seen}", excerpt
        )

    def _trace(self, fault: Fault, built: Built) -> tuple[Place, str]:
        stretches = list(self._stretches(fault, built))
        for words in _wordings(fault.about):
            for stretch in stretches:
                place = stretch.find(words)
                if place:
                    return place, stretch.excerpt(place.line)
        if not stretches:
            return Place(f"{self.site}/{fault.page}", 1, 1), ""
        place = stretches[0].start
        return place, stretches[0].excerpt(place.line)

    def _stretches(self, fault: Fault, built: Built) -> Iterator[_Stretch]:
        """Yield what the fault may come from, the likeliest first."""
        url = fault.page.removesuffix("index.html")
        claim = self._claim(fault, built)
        kind, record = self.pages.records.get(url, ("", ""))
        own = self._written(kind, record) if kind else None
        if claim and (not own or kind == "thread"):
            yield self._lines(claim)
            claim = None
        if own:
            yield self._lines(own)
        page = self._page(url)
        if page:
            yield page
        if claim:
            yield self._lines(claim)

    def _claim(self, fault: Fault, built: Built) -> Filed[Any] | None:
        """Return the claim or designation under whose heading the fault stands."""
        page = self._told(fault.page, built)
        if page is None or not fault.at:
            return None
        library = self._briefing.library
        tables: tuple[Mapping[str, Filed[Any]], ...] = (library.claims, library.designations)
        before = [
            (at, table[name])
            for at, name in [*page.ids, *((one.at, one.claim) for one in page.said)]
            for table in tables
            if 0 <= at <= fault.at and name in table
        ]
        return max(before, key=lambda one: one[0])[1] if before else None

    def _told(self, file: str, built: Built) -> Page | None:
        """Return a page with everything in its place, also one that was looked at in passing."""
        page = built.pages.get(file)
        if page is None or page.whole:
            return page
        if file not in self._bodies:
            url = file.removesuffix("index.html")
            self._bodies[file] = read(self.pages.page(url).body)
        return self._bodies[file]

    def _written(self, kind: str, record: str) -> Filed[Any] | None:
        if kind == "thread":
            keys = self._briefing.threads[record]
            return self._briefing.library.claims[keys[0]]
        return self._briefing.library.tables.get(kind, {}).get(record)

    @cached_property
    def _begins(self) -> dict[str, list[int]]:
        """The lines at which records begin, by file."""
        begins: dict[str, list[int]] = {}
        for filed in self._briefing.library.everything():
            begins.setdefault(filed.path, []).append(filed.line)
        return {path: sorted(lines) for path, lines in begins.items()}

    def _lines(self, filed: Filed[Any]) -> _Stretch:
        lines = tuple(filed.document.text.split("\n"))
        later = [line for line in self._begins[filed.path] if line > filed.line]
        end = later[0] - 1 if later else len(lines)
        return _Stretch(filed.path, lines[filed.line - 1 : end], filed.line)

    def _page(self, url: str) -> _Stretch | None:
        """Return the hand-written page at an address."""
        for name in (f"{url}index.md", f"{url.rstrip('/')}.md", f"{url}README.md"):
            file = self.root / DOCS / name
            if name != ".md" and file.is_file() and not file.is_symlink():
                lines = tuple(file.read_text("utf-8", "replace").split("\n"))
                return _Stretch(f"{DOCS}/{name}", lines, 1)
        return None


def built_names(pages: Pages) -> Iterator[str]:
    """Yield the names that links may end in, beside those of record pages."""
    yield from pages.briefing.claims
    yield from pages.briefing.designations


def _wordings(about: str) -> Iterator[str]:
    """Yield what an author may have written for a link, the whole of it first."""
    try:
        address = urlsplit(about)
    except ValueError:
        yield about
        return
    name = unquote(address.path).rstrip("/").rpartition("/")[2]
    plain = address._replace(fragment="").geturl()
    candidates = [about, unquote(about), unquote(address.fragment), plain]
    if not address.netloc:
        candidates += [name.removesuffix(".html")]
    yield from (one for one in dict.fromkeys(candidates) if len(one) > 1 and one != "..")


def _last(about: str) -> str:
    path, _, anchor = about.partition("#")
    return anchor or path.rstrip("/").rpartition("/")[2]
