"""Rules that keep a source's text out of the project."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from ..evidence.desk import Desk
from ..evidence.fold import fold
from ..records.evidence import When
from ..records.kept import Records, fact
from ..records.problems import Place, Problem, Severity
from ..records.references import Part
from .rule import EVERYTHING, Finding, Rule, Subject, rule

WARNED, ALLOWED = 0.15, 0.20
RUN = 12
HALF = RUN // 2
_SKIPPED = {"site", "texts", "node_modules", "__pycache__"}
_HIDDEN = {".github", ".ci"}
_LARGEST = 2_000_000
_WORD = re.compile(r"[^\W_]+")
# The same for ASCII, many times as fast: lower-case letters and digits, and spaces for the rest.
_SPACED = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256)
)
_VERBATIM = ("start", "end", "prefix", "suffix", "hedge_words", "by_words", "quote", "words")


@rule(
    "quotation-budget",
    bad="(locators, hedges and quotations of one source add up to 21 % of its words)",
    good="(shorter starts, no ends where the sentence ends the passage: 14 %)",
    of=(*EVERYTHING, "ledger"),
)
def quotation_budget(desk: Desk) -> Iterator[Finding]:
    """What is copied from one source, locators included, is at most 20 % of its words."""
    yield from _over(desk, ALLOWED, None)


@rule(
    "quotation-budget-near",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="(locators, hedges and quotations of one source add up to 16 % of its words)",
    good="(14 %)",
    of=(*EVERYTHING, "ledger"),
)
def quotation_budget_near(desk: Desk) -> Iterator[Finding]:
    """What is copied from one source, locators included, stays below 15 % of its words."""
    yield from _over(desk, WARNED, ALLOWED)


def _over(desk: Desk, limit: float, upper: float | None) -> Iterator[Finding]:
    for source, (used, total) in budget(desk).items():
        if used > limit * total and (upper is None or used <= upper * total):
            yield Finding(
                desk.briefing.library.sources[source],
                ("id",),
                f"{used} of its {total} words are copied in records ({used / total:.1%}); "
                f"at most {limit:.0%}",
                "use three-word starts, leave out ends, and quote less",
            )


@lru_cache(maxsize=1)  # two rules ask for it
def budget(desk: Desk) -> dict[str, tuple[int, int]]:
    """Return how many words of a source the records copy, and how many it has.

    Only of sources of which enough may be copied for a warning.
    """
    totals = {source: one.words for source, one in desk.evidence.items()}
    totals |= {source: text.words for source, text in desk.texts.items()}
    at_most: Counter[str] = Counter()
    for document, filed in desk.files.items():
        at_most.update(copied(document, filed))
    found: dict[str, dict[str, int]] = {
        source: {}
        for source, total in totals.items()
        if total and at_most[source] > WARNED * total and source in desk.briefing.library.sources
    }
    for document, filed in desk.files.items() if found else ():
        if found.keys() & copied(document, filed).keys():
            for source, words in _copied(filed):
                if source in found:
                    found[source][fold(words)] = len(words.split())
    return {source: (_union(those), totals[source]) for source, those in found.items()}


@fact
def copied(filed: Records) -> dict[str, int]:
    """Return how many words of each source records copy, each as often as they do."""
    found: dict[str, int] = {}
    for source, words in _copied(filed):
        found[source] = found.get(source, 0) + len(words.split())
    return found


def _union(found: dict[str, int]) -> int:
    """Count words, those of a copy inside a longer copy once."""
    kept, count = "", 0
    for words in sorted(found, key=len, reverse=True):
        if words not in kept:
            kept += words + "\n"
            count += found[words]
    return count


def _copied(filed: Records) -> Iterator[tuple[str, str]]:
    """Yield (source, words) of everything that records copy."""
    for one in filed:
        record = one.record
        yield from _copied_in(one.parts)
        assertions = getattr(record, "assertions", ())
        when = getattr(record, "when", None)
        if isinstance(when, When) and when.words and assertions:
            yield assertions[0].cite.source, when.words


def _copied_in(found: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """Yield (source, words) of what the parts of a record copy; each part cites its source."""
    sources: dict[tuple[str | int, ...], str] = {}
    for steps, part in found:
        names, cites = _verbatim(type(part))
        own: Any = getattr(part, cites) if cites else None
        source = (own if isinstance(own, str) else own and own.source) or sources.get(steps[:-1])
        sources[steps] = source or ""
        if source and "boilerplate" not in steps:
            for name in names:
                words = getattr(part, name)
                if words:
                    yield source, words


@cache
def _verbatim(model: Any) -> tuple[tuple[str, ...], str]:
    """Return the fields of a model that hold words of a source, and the one that names it."""
    fields = model.model_fields
    names = tuple(name for name in _VERBATIM if name in fields)
    return names, next((name for name in ("cite", "source") if name in fields), "")


@rule(
    "copied-text",
    Severity.ERROR,
    Subject.EVIDENCE,
    bad="note: (twelve or more words in a row as the source prints them)",
    good="note: (the same in our own words)",
    needs_text=True,
    of=(*EVERYTHING, "page"),
)
def copied_text(desk: Desk) -> Iterator[Problem]:
    """No run of 12 or more words of a source stands in the project, its title and recorded
    quotations apart."""
    runs: dict[tuple[str, ...], str] = {}
    for source, text in desk.texts.items():
        body = text.raw.split("\n", 1)[-1]
        words = [fold(word) for word in _WORD.findall(body)]
        apart = [text.source.title, *_quotations(desk, source)]
        allowed = [tuple(fold(word) for word in _WORD.findall(one)) for one in apart]
        for index in range(len(words) - RUN + 1):
            run = tuple(words[index : index + RUN])
            if not any(_within(run, one) for one in allowed):
                runs.setdefault(run, source)
    if not runs:
        return
    halves = {run[start : start + HALF] for run in runs for start in range(HALF + 1)}
    for shown, lines in project_texts(desk):
        yield from _runs_in(shown, lines, runs, halves)


def _quotations(desk: Desk, source: str) -> Iterator[str]:
    """Yield the quotations of named speakers that records take from a source."""
    for filed in desk.claims:
        for assertion in filed.record.assertions:
            if assertion.quote and assertion.cite.source == source:
                yield assertion.quote


def project_texts(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every text file of the project, from the data folder's parent."""
    paths = {filed.path for filed in desk.briefing.library.everything()}
    root = desk.root
    if root is None:
        for filed_path in sorted(paths):
            document = next(
                filed.document
                for filed in desk.briefing.library.everything()
                if filed.path == filed_path
            )
            yield filed_path, document.text
        return
    for file in sorted(_files(root)):
        try:
            yield file.relative_to(root).as_posix(), file.read_text("utf-8")
        except (UnicodeDecodeError, OSError):
            continue


def _files(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        hidden = entry.name.startswith((".", "site.")) and entry.name not in _HIDDEN
        if hidden or entry.is_symlink() or entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            yield from _files(entry)
        elif entry.is_file() and entry.stat().st_size <= _LARGEST:
            yield entry


def _runs_in(
    shown: str, text: str, runs: dict[tuple[str, ...], str], halves: set[tuple[str, ...]]
) -> Iterator[Problem]:
    if text.isascii():
        words = text.encode().translate(_SPACED).decode().split()
    else:
        words = [word if word.isascii() else fold(word) for word in _WORD.findall(text.lower())]
    # Every run of twelve words holds a block of six that begins at a multiple of six.
    blocks = zip(*(words[start::HALF] for start in range(HALF)), strict=False)
    if halves.isdisjoint(blocks):
        return
    index = 0
    while index <= len(words) - RUN:
        source = runs.get(tuple(words[index : index + RUN]))
        if source is None:
            index += 1
            continue
        place = next(islice(_WORD.finditer(text.lower()), index, None)).start()
        line = text.count("\n", 0, place) + 1
        column = place - (text.rfind("\n", 0, place) + 1) + 1
        yield Problem(
            Place(shown, line, column, 1),
            Severity.ERROR,
            "copied-text",
            f"{RUN} or more words in a row stand like this in {source}",
            "say it in your own words, or cut it to a locator of three to five words",
            text.split("\n")[line - 1],
        )
        index += RUN


def _within(run: tuple[str, ...], title: tuple[str, ...]) -> bool:
    return any(title[i : i + RUN] == run for i in range(len(title) - RUN + 1))


QUOTATION_RULES: tuple[Rule, ...] = (quotation_budget, quotation_budget_near, copied_text)
