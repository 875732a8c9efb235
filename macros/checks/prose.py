"""Rules about hand-written pages: every sentence on the topic is a claim's or the editors' own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..evidence.desk import Desk
from ..records.problems import Place, Problem, Severity, nearest
from . import lexicon
from .names import mentioned
from .rule import Rule, Subject, rule

PAGES = "docs"
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_OWN_PAGE = re.compile(r"^topic:\s*false\b", re.MULTILINE)
_CALL = re.compile(r"\{\{\s*(\w+)\s*\((.*?)\)\s*\}\}", re.DOTALL)
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'", re.DOTALL)
# What is no prose: comments, code, navigation, tags, attribute lists, headings and link targets.
_NO_PROSE = re.compile(
    r"<!--.*?-->|```.*?```|<nav\b.*?</nav>|<[^>]+>|\{:[^}]*\}|^#{1,6} [^\n]*$|\]\([^)]*\)",
    re.DOTALL | re.MULTILINE,
)
_SENTENCE = re.compile(r"[^\s.!?…][^.!?…\n]*(?:[.!?…]+|$|(?=\n))", re.MULTILINE)
_RECORDS = {
    "claim": "claim", "claims": "claim", "entity": "entity", "source": "source",
    "instrument": "instrument", "entity_page": "entity", "source_page": "source",
    "instrument_page": "instrument",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prose:
    """A hand-written page."""

    shown: str
    text: str

    @property
    def topical(self) -> bool:
        """Whether it is about the topic; `topic: false` marks a page about the site itself."""
        front = _FRONT.match(self.text)
        return not (front and _OWN_PAGE.search(front.group()))

    def problem(
        self, severity: Severity, code: str, place: int, width: int, sentence: str, fix: str
    ) -> Problem:
        """Make a problem at a place of the text."""
        line = self.text.count("\n", 0, place) + 1
        start = self.text.rfind("\n", 0, place) + 1
        excerpt = self.text[start:].split("\n", 1)[0]
        width = max(1, min(width, len(excerpt) - (place - start)))
        return Problem(
            Place(self.shown, line, place - start + 1, width),
            severity,
            code,
            sentence,
            fix,
            excerpt,
        )


def pages(root: Path | None) -> Iterator[Prose]:
    """Yield the hand-written pages of a project."""
    folder = root / PAGES if root else None
    for file in sorted(folder.rglob("*.md")) if folder and folder.is_dir() else []:
        if file.is_file() and not file.is_symlink() and root:
            text = file.read_text("utf-8", errors="replace")
            yield Prose(file.relative_to(root).as_posix(), text)


@rule(
    "prose-without-claim",
    Severity.ERROR,
    Subject.LANGUAGE,
    of=("page",),
    bad="Norland has shipped lamp oil to Sudmark.",
    good='{{ claim("oil-to-sudmark") }}   or   {{ editor("What follows is our reading.") }}',
)
def prose_without_claim(desk: Desk) -> Iterator[Problem]:
    """On topic pages every sentence carries a claim macro or is marked as the editors' own."""
    for page in pages(desk.root):
        if not page.topical:
            continue
        text = _blanked(page.text)
        for match in _SENTENCE.finditer(text):
            sentence = match.group()
            # A claim is a sentence of its own: words beside it would be firmer than it is.
            if re.search(r"[^\W\d_]{2}", sentence):
                yield page.problem(
                    Severity.ERROR,
                    "prose-without-claim",
                    match.start(),
                    len(sentence),
                    "this sentence shows nobody who says it",
                    'say it through  {{ claim("…") }},  mark it with  {{ editor("…") }},  '
                    "or put it into <nav> if it only tells the way",
                )


@rule(
    "prose-unknown-id",
    of=("page",),
    bad='{{ claim("oil-to-sudmarc") }}',
    good='{{ claim("oil-to-sudmark") }}',
)
def prose_unknown_id(desk: Desk) -> Iterator[Problem]:
    """Every record that a page names is there, and no page names a withdrawn claim."""
    kinds = desk.briefing.library.kinds
    for page in pages(desk.root):
        for call in _CALL.finditer(page.text):
            kind = _RECORDS.get(call.group(1))
            for word in _TEXT.finditer(call.group(2)) if kind else ():
                record_id, place = (
                    word.group(1) or word.group(2) or "",
                    call.start(2) + word.start(),
                )
                if call.group(1) not in ("claims",) and word.start() != 0:
                    continue  # the words to print
                if kinds.get(record_id) != kind:
                    known = [one for one, its in kinds.items() if its == kind]
                    near = nearest(record_id, known)
                    fix = f"did you mean “{near[0]}”?" if near else f"create the {kind}"
                    sentence = f"no {kind} has the id “{record_id}”"
                elif kind == "claim" and desk.standing(record_id) is None:
                    fix = "name the claim that took its place, or remove it"
                    sentence = f"the claim “{record_id}” was withdrawn or is a draft"
                else:
                    continue
                yield page.problem(
                    Severity.ERROR, "prose-unknown-id", place + 1, len(record_id), sentence, fix
                )


@rule(
    "editor-states-fact",
    Severity.HINT,
    Subject.LANGUAGE,
    of=("page",),
    bad='{{ editor("Norland sent 300 barrels.") }}',
    good='{{ claim("barrels-counted") }}',
)
def editor_states_fact(desk: Desk) -> Iterator[Problem]:
    """An editors' remark that names an entity and a figure may be a claim without a source."""
    for page in pages(desk.root):
        for call in _CALL.finditer(page.text):
            words = " ".join(one.group(1) or "" for one in _TEXT.finditer(call.group(2)))
            if (
                call.group(1) == "editor"
                and mentioned(desk, words)
                and (re.search(r"\d", words) or set(lexicon.numbers(words)) - {"2"})
            ):
                yield page.problem(
                    Severity.HINT,
                    "editor-states-fact",
                    call.start(),
                    call.end() - call.start(),
                    "the editors' remark names an entity and a figure",
                    "if a source says it, say it through a claim",
                )


def _blanked(text: str) -> str:
    """Return a page's prose at its own places: calls as marks, what is no prose as blanks."""
    front = _FRONT.match(text)
    if front:
        text = _spaces(front.group()) + text[front.end() :]
    text = _NO_PROSE.sub(lambda match: _spaces(match.group()), text)
    return _CALL.sub(_call_mark, text)


def _call_mark(match: re.Match[str]) -> str:
    # A claim, an editors' remark or a list is a sentence of its own; a name stands within one.
    named = match.group(1) in ("entity", "source", "instrument", "thread")
    mark = "\x01" if named else "\x00"
    return mark + _spaces(match.group())[1:-1] + ("\x01" if named else ".")


def _spaces(text: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in text)


PROSE_RULES: tuple[Rule, ...] = (prose_without_claim, prose_unknown_id, editor_states_fact)
