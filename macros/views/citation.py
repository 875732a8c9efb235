"""How a page is cited, and where its records are edited.

A citation carries the data's own date and the page's permanent address, in three forms. What a
record holds is text there as well: BibTeX and wiki text read other marks than HTML does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ..briefing import Briefing
from ..records.dates import Date

BRANCH = "main"
"""The branch that is published, on which links to records lead."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Where a record is kept, and where it is read, changed and found fault with."""

    place: str
    """Its file and line."""
    view: str
    """The address of that line; empty where no repository is known, as the others are."""
    edit: str
    report: str
    """The form to report a problem with, filled in as far as the record tells."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Where a page stands for good and where its records are kept; both may be unknown."""

    address: str = ""
    """The page's whole address; empty where the site has none yet."""
    repository: str = ""
    """The repository's address on GitHub; empty for none."""

    def edit(self, path: str, line: int) -> str:
        """Return where a record is edited, down to its line."""
        return f"{self._at('edit', path)}#L{line}" if self.repository else ""

    def view(self, path: str, line: int) -> str:
        """Return where a record's line is shown as it is written."""
        return f"{self._at('blob', path)}?plain=1#L{line}" if self.repository else ""

    def report(self, record: str, path: str, line: int, anchor: str = "") -> str:
        """Return the form for a problem with a record, which knows the record and its page.

        `anchor` is where the record stands on the page.
        """
        return self._form(
            "problem",
            title=f"Problem: {record}",
            record=f"{record} ({path}:{line})",
            page=f"{self.address}#{anchor}" if self.address and anchor else self.address,
        )

    def report_broken(self, source: str, opened: str) -> str:
        """Return the form for a source whose address, `opened`, no longer leads to it."""
        return self._form(
            "broken-source", title=f"Broken source: {source}", source=source, address=opened
        )

    def upkeep(self, record: str, path: str, line: int, anchor: str = "") -> Upkeep:
        """Return where a record is kept and changed."""
        return Upkeep(
            f"{path}:{line}",
            self.view(path, line),
            self.edit(path, line),
            self.report(record, path, line, anchor),
        )

    def _at(self, verb: str, path: str) -> str:
        return f"{self.repository}/{verb}/{BRANCH}/{quote(path)}"

    def _form(self, form: str, **answers: str) -> str:
        """Return the address of an issue form; its questions take answers by their ids."""
        if not self.repository:
            return ""
        given = "".join(f"&{name}={quote(text, safe='')}" for name, text in answers.items() if text)
        return f"{self.repository}/issues/new?template={form}.yml{given}"


NOWHERE = Imprint()


@dataclass(frozen=True, slots=True)
class Citation:
    """How to cite a page."""

    plain: str
    address: str
    """Behind the plain form; empty where the site has no address."""
    bibtex: tuple[str, ...]
    """The first line, the fields and the last line."""
    wiki: str


MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "$&#_%"},
}
# Marks of wiki text inside a template's parameter; quotes and underscores only in runs.
_WIKI = re.compile(r"[&<>\[\]{}|~]|'{2,}|_{2,}")
_UNSAFE = re.compile(r"[^A-Za-z0-9:/?#@!$&()*+,;=.~_%-]")


def citation(briefing: Briefing, title: str, key: str, imprint: Imprint) -> Citation:
    """Return how to cite the page of a record: `key` is its id."""
    settings = briefing.settings
    editors, as_of = settings.editors, settings.as_of
    url = _UNSAFE.sub(lambda match: quote(match[0]), imprint.address)
    fields = {
        "author": " and ".join(f"{{{bibtex(one)}}}" for one in editors),
        "title": f"{{{bibtex(title)}}}",
        "howpublished": bibtex(settings.title),
        **_published(as_of),
        "note": f"Records as of {bibtex(as_of.words())}",
        **({"url": url} if url else {}),
    }
    wiki = {
        "title": title,
        "website": settings.title,
        **{f"author{n}": one for n, one in enumerate(editors, 1)},
        "date": as_of.words(),
    }
    return Citation(
        f"{', '.join(editors)}: “{title}”. {settings.title}, records as of {as_of.words()}.",
        url,
        (
            f"@misc{{{key}-{_digits(as_of)},",
            *(
                f"{name} = {value}," if name == "month" else f"{name} = {{{value}}},"
                for name, value in fields.items()
            ),
            "}",
        ),
        "{{cite web |"
        + (f"url={wiki_address(url)} |" if url else "")
        + " |".join(f"{name}={wiki_text(value)}" for name, value in wiki.items())
        + "}}",
    )


def bibtex(text: str) -> str:
    """Return a text as BibTeX and LaTeX print it letter for letter, its braces balanced."""
    return "".join(_BIBTEX.get(mark, mark) for mark in " ".join(text.split()))


def wiki_text(text: str) -> str:
    """Return a text that wiki markup leaves as it is, fit for a template's parameter."""
    return _WIKI.sub(
        lambda match: "".join(f"&#{ord(mark)};" for mark in match[0]), " ".join(text.split())
    )


def wiki_address(url: str) -> str:
    """Return an address fit for a template's parameter."""
    return "".join(f"%{ord(mark):02X}" if mark in "|[]{}<>'" else mark for mark in url)


def _digits(as_of: Date) -> str:
    return re.sub(r"[^0-9-]", "", as_of.text)


def _published(as_of: Date) -> Mapping[str, str]:
    """Return the year, and the month where the date is that precise."""
    first, last = as_of.earliest, as_of.latest
    if first is None or last is None or first.year != last.year:
        return {}
    year = {"year": f"{first.year}"}
    return {**year, "month": MONTHS[first.month - 1]} if first.month == last.month else year
