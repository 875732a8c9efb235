"""The whole of what a branch changes: records, statuses, sentences, pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ..briefing import Briefing
from ..evidence.desk import Desk
from ..pages import Pages
from ..status import ROWS, Verdict
from ..wording import attributed_text
from .pages import Touched, touched
from .records import Change, changes

LONGEST_WHY = 3
"""Denials and assertions that are named as the reason of a flip."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A claim whose status is another."""

    claim: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: `same`, `gone` or `new`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """A sentence of the site as it was and as it is; empty where it was or is not there."""

    claim: str
    before: str
    after: str

    @property
    def old(self) -> tuple[Piece, ...]:
        """The sentence as it was, what is gone marked."""
        return tuple(one for one in pieces(self.before, self.after) if one.kind != "new")

    @property
    def new(self) -> tuple[Piece, ...]:
        """The sentence as it is, what is new marked."""
        return tuple(one for one in pieces(self.before, self.after) if one.kind != "gone")


@dataclass(frozen=True, slots=True)
class Review:
    """What a branch changes."""

    base: str
    """What it is compared with, as a reader knows it."""
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    rewordings: tuple[Rewording, ...]
    pages: tuple[Touched, ...]

    @property
    def closing(self) -> str:
        """The whole in one line."""
        counts = Counter((one.kind, one.what) for one in self.changes)
        parts = [
            f"{kind} {what}"
            if kind in ("settings", "vocabulary")
            else f"{number} {kind if number == 1 else _plural(kind)} {what}"
            for (kind, what), number in counts.items()
        ]
        flips, pages = len(self.flips), len(self.pages)
        parts += [f"{flips} status{'' if flips == 1 else 'es'} changed"] if flips else []
        parts.append(f"{pages} page{'' if pages == 1 else 's'} touched")
        return f"against {self.base}: {', '.join(parts)}"


def review(base: Briefing, head: Briefing, roots: tuple[Path, Path], name: str) -> Review:
    """Compare two briefings; `roots` are the folders of their projects, `name` tells the base."""
    both = (Pages(Desk(base)), Pages(Desk(head)))
    return Review(
        name,
        tuple(changes(base, head)),
        tuple(_flips(base, head)),
        tuple(_rewordings(base, head)),
        tuple(touched(*both, roots)),
    )


def pieces(before: str, after: str) -> list[Piece]:
    """Return two texts laid over each other word by word."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        found += [Piece("gone", "".join(old[a:b]))] if b > a else []
        found += [Piece("new", "".join(new[c:d]))] if d > c else []
    return found


def _flips(base: Briefing, head: Briefing) -> Iterator[Flip]:
    for key in head.standing:
        if key in base.standing and base.status(key) is not head.status(key):
            was, now = base.verdicts[key], head.verdicts[key]
            yield Flip(key, was.status.word, now.status.word, _why(base, head, key, was, now))


def _why(base: Briefing, head: Briefing, key: str, was: Verdict, now: Verdict) -> str:
    """Return the row of the truth table that holds now, and what moved the claim there."""
    holds = next(one for name, _, one in ROWS if name == now.row)
    meaning = " ".join((holds.__doc__ or "").split())
    moved: list[str] = []
    old = {(one.claim, one.by) for one in was.denied_by}
    new = {(one.claim, one.by) for one in now.denied_by}
    moved += [f"{', '.join(by)} denies it in {claim}" for claim, by in sorted(new - old)]
    moved += [f"{', '.join(by)} no longer denies it in {claim}" for claim, by in sorted(old - new)]
    if not moved and base.claims[key].assertions != head.claims[key].assertions:
        moved.append("its assertions changed")
    if not moved and base.claims[key].mode != head.claims[key].mode:
        moved.append(f"it is a {head.claims[key].mode} now")
    shown = "; ".join(moved[:LONGEST_WHY]) or "what it rests on changed"
    return f"{shown}. {meaning}"


def _rewordings(base: Briefing, head: Briefing) -> Iterator[Rewording]:
    before = {key: attributed_text(base, one) for key, one in base.standing.items()}
    after = {key: attributed_text(head, one) for key, one in head.standing.items()}
    for key in dict.fromkeys((*after, *before)):
        if before.get(key) != after.get(key):
            yield Rewording(key, before.get(key, ""), after.get(key, ""))


def _plural(kind: str) -> str:
    return {"entity": "entities", "not listed": "not listed"}.get(kind, f"{kind}s")
