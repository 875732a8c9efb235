"""Faults in dates: another month, year or day, a reversed or impossible date, a wrong basis."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from random import Random

from .edits import Planting
from .fault import fault
from .ground import Dated, Ground, as_date
from .printed import MONTHS, names_word

_PART = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")


def _put(ground: Ground, dated: Dated, text: str, what: str) -> Iterator[Planting]:
    yield from ground.planting(
        dated.filed,
        f"{what}: {dated.when.date} → {text}",
        ground.sheet(dated.filed).put(text, *dated.steps, "date"),
    )


def _near(ground: Ground, dated: Dated) -> str:
    return " ".join((*ground.passages(dated.cites), dated.when.words or ""))


@fault("month")
def month(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A date has another month than the one that its source prints."""
    for dated in ground.dates:
        near, text = _near(ground, dated), str(dated.when.date)
        for found in _PART.finditer(text):
            old = f"{found[1]}-{found[2]}"
            if names_word(near, MONTHS[int(found[2]) - 1]):
                others = [
                    changed
                    for other in range(1, 13)
                    if not names_word(near, MONTHS[other - 1])
                    and as_date(changed := text.replace(old, f"{found[1]}-{other:02}"))
                ]
                if others:
                    yield from _put(ground, dated, rng.choice(others), "month")
                break


@fault("year")
def year(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A date has another year than the one that its source prints."""
    for dated in ground.dates:
        near, text = _near(ground, dated), str(dated.when.date)
        for found in re.finditer(r"\d{4}", text):
            if names_word(near, found[0]):
                others = [
                    changed
                    for step in (-3, -2, -1, 1)
                    if not names_word(near, other := str(int(found[0]) + step))
                    and as_date(changed := text[: found.start()] + other + text[found.end() :])
                ]
                if others:
                    yield from _put(ground, dated, rng.choice(others), "year")
                break


@fault("day")
def day(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A date has another day than the one that its source prints."""
    for dated in ground.dates:
        near, text = _near(ground, dated), str(dated.when.date)
        for found in _PART.finditer(text):
            if found[3] and names_word(near, str(int(found[3]))):
                others = [
                    text[: found.start(3)] + f"{other:02}" + text[found.end(3) :]
                    for other in range(1, 29)
                    if not names_word(near, str(other))
                ]
                good = [one for one in others if as_date(one)]
                if good:
                    yield from _put(ground, dated, rng.choice(good), "day")
                break


@fault("reversed interval")
def reversed_interval(ground: Ground, rng: Random) -> Iterator[Planting]:
    """An interval ends before it begins."""
    for dated in ground.dates:
        text = str(dated.when.date)
        ends = text.strip("[]").split("/" if "/" in text else "..")
        if len(ends) == 1 and _PART.fullmatch(text):
            before = f"{int(text[:4]) - 1}{text[4:]}"
            ends = [before, text] if as_date(before) else []
        if len(ends) == 2 and all(_PART.match(end) for end in ends):
            wrong = f"[{ends[1]}..{ends[0]}]" if "/" not in text else f"{ends[1]}/{ends[0]}"
            yield from _put(ground, dated, wrong, "reversed")


@fault("impossible date")
def impossible_date(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A date is not on the calendar."""
    for dated in ground.dates:
        text = str(dated.when.date)
        found = _PART.search(text)
        if found:
            wrong = rng.choice(["02-30", "13-01", "06-31"] if found[3] else ["13", "00"])
            changed = f"{text[: found.start(2)]}{wrong}{text[found.end() :]}"
            yield from _put(ground, dated, changed, "impossible")


@fault("inferred as stated")
def inferred_as_stated(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A date that was counted or inferred is given out as stated by the source."""
    for dated in ground.dates:
        in_print = any(cite.start for cite in dated.cites)
        if dated.when.basis != "stated" and in_print:
            sheet = ground.sheet(dated.filed)
            change = (
                sheet.put("stated", *dated.steps, "basis")
                if rng.random() < 0.5
                else sheet.drop(*dated.steps, "basis")
            )
            yield from ground.planting(
                dated.filed,
                f"{dated.when.basis} → stated: {dated.when.date} “{dated.when.words}”",
                change,
            )


@fault("said after source")
def said_after_source(ground: Ground, rng: Random) -> Iterator[Planting]:
    """Something is said after its source had appeared."""
    for dated in ground.dates:
        source = ground.library.sources.get(dated.cites[0].source)
        latest = source.record.issued.date.latest if source else None
        if not dated.said or latest is None:
            continue
        later = latest + datetime.timedelta(days=rng.choice((40, 75, 400)))
        width = {"day": 10, "month": 7}.get(dated.when.date.precision, 4)
        text = (later if width > 4 else later.replace(year=latest.year + 1)).isoformat()[:width]
        yield from _put(ground, dated, text, f"said after {latest}")
