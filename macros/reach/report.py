"""What a check of the outside found: problems at their lines, and the text of one issue."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from ..records.problems import Problem, Severity
from .answer import Answer, Outcome
from .memory import STRIKES, Memory
from .written import Written

LONGEST = 60_000
"""Characters; the text of an issue may have a few more."""
_ROWS = 100


def recalled(file: Path) -> Memory:
    """Return what the report of the last check remembers; raises ValueError, OSError."""
    return Memory.read(file.read_text("utf-8")) if file.is_file() else Memory({})


def problems(
    places: Iterable[Written], answers: Mapping[str, Answer], memory: Memory
) -> list[Problem]:
    """Return what a maintainer can do something about, each at its line."""
    found = []
    for one in places:
        answer = answers[one.address]
        strikes = memory.strikes.get(one.address)
        if strikes and strikes.dead:
            sentence = (
                f"“{one.address}” is dead: {answer.why}, {strikes.count} times since "
                f"{strikes.first.isoformat()}"
            )
            found.append(_problem(one, Severity.ERROR, "dead-source", sentence, _instead(one)))
        elif answer.outcome is Outcome.MOVED:
            fix = f"write the new address: {answer.leads_to}"
            sentence = f"“{one.address}” has moved for good"
            found.append(_problem(one, Severity.HINT, "moved-source", sentence, fix))
        elif answer.outcome is Outcome.GONE:
            count = strikes.count if strikes else 1
            sentence = f"“{one.address}” was not there: {answer.why} ({count} of {STRIKES})"
            fix = "nothing yet: it counts as dead after three weeks"
            found.append(_problem(one, Severity.HINT, "gone-source", sentence, fix))
        elif answer.outcome is Outcome.REFUSED:
            sentence = f"“{one.address}” was not asked: {answer.why}"
            fix = "write a public address that begins with https://"
            found.append(_problem(one, Severity.WARNING, "refused-source", sentence, fix))
    return found


def _problem(one: Written, severity: Severity, code: str, sentence: str, fix: str) -> Problem:
    return Problem(one.place, severity, code, sentence, fix, one.excerpt)


def _instead(one: Written) -> str:
    if one.archive:
        return f"readers find the archived copy on the source’s page: {one.archive}"
    return (
        f"look for a copy at {_archive(one.address)} and name it as archive-URL, "
        "or write where the page stands now"
    )


def _archive(address: str) -> str:
    return f"https://web.archive.org/web/*/{address}"


def markdown(
    places: Sequence[Written],
    answers: Mapping[str, Answer],
    memory: Memory,
    today: datetime.date,
    repository: str = "",
) -> str:
    """Return the issue's text: what is dead, what is watched, and the memory for the next time."""
    by_code: dict[str, list[Problem]] = {}
    for one in problems(places, answers, memory):
        by_code.setdefault(one.code, []).append(one)
    counts = Counter(answer.outcome for answer in answers.values())
    told = ", ".join(f"{counts[one]} {one.value}" for one in Outcome if counts[one])
    parts = [f"Checked on {today.isoformat()}: {len(answers)} addresses; {told or 'none'}."]
    for code, heading in (
        ("dead-source", "Dead: gone three times in at least two weeks"),
        ("moved-source", "Moved for good"),
        ("refused-source", "Not asked"),
        ("gone-source", "Watched: gone this time"),
    ):
        rows = by_code.get(code, [])
        if rows:
            parts.append(f"### {heading}\n\n" + _rows(rows, repository))
    closed = [
        f"- {_code(address)}: {_plain(answer.why)}"
        for address, answer in answers.items()
        if answer.outcome in (Outcome.BLOCKED, Outcome.UNSURE)
    ]
    if closed:
        listing = "\n".join(closed[:_ROWS]) + _more(len(closed))
        parts.append(
            "<details><summary>No clear answer, which is no sign of death: "
            f"{len(closed)}</summary>\n\n{listing}\n\n</details>"
        )
    text, kept = "\n\n".join(parts), memory.written()
    room = LONGEST - len(kept) - 100
    if len(text) > room:
        text = text[:room].rpartition("\n")[0] + "\n\n… and more; `brief links --external` has all."
    return f"{text}\n\n{kept}\n"


def _rows(rows: Sequence[Problem], repository: str) -> str:
    lines = []
    for one in rows[:_ROWS]:
        where = f"{one.place.path}:{one.place.line}"
        if repository:
            path = f"{quote(one.place.path)}?plain=1#L{one.place.line}"
            where = f"[{where}]({repository}/blob/main/{path})"
        lines.append(f"- {where}: {_shown(one.sentence)}. {_shown(one.fix)}")
    return "\n".join(lines) + _more(len(rows))


def _more(count: int) -> str:
    return f"\n- and {count - _ROWS} more" if count > _ROWS else ""


def _shown(text: str) -> str:
    """Return a sentence with its addresses as code, so that nothing in them is Markdown."""
    words = []
    for word in text.split(" "):
        start = word.find("http")
        if start < 0:
            words.append(_plain(word))
            continue
        end = len(word.rstrip("”,;:."))
        words.append(f"{_plain(word[:start])}{_code(word[start:end])}{_plain(word[end:])}")
    return " ".join(words)


def _code(address: str) -> str:
    return f"`{address.replace('`', '%60')}`"


def _plain(text: str) -> str:
    return "".join(f"&#{ord(mark)};" if mark in "<>&[]()*_`#@|!~\\" else mark for mark in text)
