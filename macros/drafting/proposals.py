"""What an article's text says of itself: title, author, outlet, date, and what is no part of it.

Everything here is a proposal for a person to confirm. Nothing is fetched, nothing is guessed from
elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..evidence.fold import folded
from ..records.date_notations import guess
from ..records.dates import Date, DateError
from ..records.source import Source
from .sentences import LONGEST, SHORTEST, locator

HEAD = 15
"""Lines at the top in which an article names its title, author and day."""
MOST_WORDS = 80
"""Words of a stretch that is no part of the article: a passage has no more."""

_MONTHS = "january february march april may june july august september october november december"
_MONTH = "|".join(rf"{name}|{name[:3]}\.?" for name in _MONTHS.split())
_DATES = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH}),? \d{{4}}|(?:{_MONTH}) \d{{1,2}},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:written )?by:? (.{3,80})", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,4}")
_PROMPT = re.compile(
    r"(?:\d+\. )?(?:share|follow|subscribe|sign up|read more|read also|related|advertis\w+"
    r"|photo|image|picture|caption|credit|copyright|©|tags?|topics?|edited by|published|updated"
    r"|last updated|print|comments?|newsletter|skip to|menu|log ?in|donate|support us|listen"
    r"|more on this|watch|copy link|whatsapp|facebook|twitter|telegram|e-?mail"
    r"|\d+ min(?:ute)?s? read)\b",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…:;]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Proposals:
    """What was found; empty where nothing was."""

    title: str = ""
    author: tuple[dict[str, str], ...] = ()
    outlet: str = ""
    issued: str = ""
    """The date in the project's notation."""
    words: str = ""
    """The words that give it, as printed."""
    boilerplate: tuple[dict[str, str], ...] = ()
    uncited: tuple[str, ...] = field(default=())
    """Lines that seem no part of the article, but are too short or too common to be located."""


def proposals(text: str, source: str) -> Proposals:
    """Read what a text says of itself; `source` is the id that its record will have."""
    lines = [(m.start(), m.group().strip()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    head = [line for _, line in lines[:HEAD]]
    title = next((line for line in head if _is_title(line)), "")
    author = next((found for line in head if (found := _author(line))), ())
    issued, words, outlet = _issued(head)
    boilerplate, uncited = _boilerplate(text, lines, source, title)
    return Proposals(title, author, outlet, issued, words, boilerplate, uncited)


def _is_title(line: str) -> bool:
    ends = line.endswith((".", ",", ":", ";"))
    short = SHORTEST <= len(line.split()) <= 25 and len(line) <= 280
    return short and not ends and not _PROMPT.match(line) and not _DATES.search(line)


def _author(line: str) -> tuple[dict[str, str], ...]:
    found = _BY.fullmatch(line)
    names = re.split(r",| and | & ", found[1]) if found else []
    people = [" ".join(name.split()) for name in names if _NAME.fullmatch(name.strip())]
    return tuple(
        {"family": name.rpartition(" ")[2], "given": name.rpartition(" ")[0]} for name in people
    )


def _issued(head: list[str]) -> tuple[str, str, str]:
    """Return date, its words, and the outlet that stands beside it."""
    for line in head:
        found = _DATES.search(line)
        if found is None:
            continue
        meant = guess(found.group())
        try:
            date = Date.parse(meant or found.group())
        except DateError:
            continue
        beside = line[: found.start()].strip(" ,|–—-·")
        outlet = beside if beside and not _PROMPT.match(beside) and len(beside) <= 60 else ""
        return date.text, found.group(), "" if outlet.islower() else outlet
    return "", "", ""


def _boilerplate(
    text: str, lines: list[tuple[int, str]], source: str, title: str
) -> tuple[tuple[dict[str, str], ...], tuple[str, ...]]:
    """Locate the runs of lines that are no sentences of the article."""
    whole = folded(text)
    found: list[dict[str, str]] = []
    uncited: list[str] = []
    run: list[tuple[int, str]] = []
    for start, line in [*lines, (len(text), "")]:
        if line and _is_no_part(line, title) and _words(run) + len(line.split()) <= MOST_WORDS:
            run.append((start, line))
            continue
        if run:
            first, last = run[0], run[-1]
            begin = first[0] + text[first[0] :].find(first[1])
            end = last[0] + text[last[0] :].find(last[1]) + len(last[1])
            cite = locator(whole, source, begin, end)
            if cite and "prefix" not in cite:
                found.append(cite)
            else:
                uncited += [one for _, one in run]
        run = [(start, line)] if line and _is_no_part(line, title) else []
    return tuple(found), tuple(uncited)


def _is_no_part(line: str, title: str) -> bool:
    if line == title or _BY.fullmatch(line):
        return True
    whole = _ENDS_SENTENCE.search(line)
    if found := _PROMPT.match(line):  # “Share prices fell.” is a sentence, “Photo: a lamp.” is none
        return not whole or line[found.end() :].lstrip().startswith(":")
    return not whole and len(line.split()) <= 3 * LONGEST


def _words(run: list[tuple[int, str]]) -> int:
    return sum(len(line.split()) for _, line in run)


def source_fields(found: Proposals) -> dict[str, object]:
    """Return the fields of a source that the proposals fill."""
    fields: dict[str, object] = {}
    if found.title:
        fields["title"] = found.title
    if found.author:
        fields["author"] = [*found.author]
    if found.outlet:
        fields["container-title"] = found.outlet
    if found.author and found.outlet:
        first, more = found.author[0], " and others" if len(found.author) > 1 else ""
        fields["short"] = f"{first['given']} {first['family']}{more} ({found.outlet})"
    if found.issued:
        fields["issued"] = {"date": found.issued, "words": found.words}
    if found.boilerplate:
        fields["boilerplate"] = [*found.boilerplate]
    assert set(fields) <= {one.alias or name for name, one in Source.model_fields.items()}
    return fields
