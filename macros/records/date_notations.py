"""How people write dates, and the same in our notation, whether or not it is on the calendar."""

from __future__ import annotations

import re

# A simple date as the project writes it.
SIMPLE = re.compile(r"([12][0-9]{2})X|([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>[0-9]{4})"
# What people write for a simple date; the groups are year, month and day.
_OTHERS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
        rf"{_YEAR},? {_MONTH}(?: {_DAY})?",
        rf"{_YEAR}[-/.](?P<n>[0-9]{{1,2}})(?:[-/.]{_DAY})?",
        rf"{_YEAR}(?P<n>[0-9]{{2}}){_DAY}",
        rf"{_YEAR}-(?P<n>[0-9]{{2}})-{_DAY}[ T].*",
        rf"{_DAY}[-/.](?P<n>0?[1-9]|1[0-2])[-/.]{_YEAR}",
        rf"(?P<n>0?[1-9]|1[0-2])[-/.]{_DAY}[-/.]{_YEAR}",
    )
)
# What people write around simple dates; each {} stands for one of them.
_AROUND = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), template)
    for pattern, template in (
        (r"(?:about|around|circa|ca?\.?|~) ?(.+)", "{}~"),
        (r"(.+?) ?(?:\(unsure\)|\(\?\)|\?)", "{}?"),
        (r"(?:since|from) (.+)", "{}/.."),
        (r"([0-9]{4}) ?[-–—]|([^/]+)/(?:\.\.)?", "{}/.."),
        (r"until (.+)|(?:\.\.)?/([^/]+)", "../{}"),
        (r"(?:by|before|no later than) (.+)|\[\.\.(.+)\]", "[..{}]"),
        (r"(?:(?:in|on) or )?after (.+)|\[(.+)\.\.\]", "[{}..]"),
        (r"between (.+) and (.+)", "[{}..{}]"),
        (r"(?:from )?(.+?) (?:to|until) (.+)", "{}/{}"),
        (r"([0-9]{4}) ?[-–—] ?([0-9]{4})", "{}/{}"),
        (r"([^/]+)/([^/]+)", "{}/{}"),
        (r"\[?(.+?)\.\.(.+?)\]?", "[{}..{}]"),
        (r"\[([^.\[\]]+)\]", "{}"),
    )
)
# Words that say when from another day.
RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|last|next|this|ago|earlier|recently|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?:([0-9]{4})[- ]?q([1-4])|q([1-4])[- ]([0-9]{4}))", re.IGNORECASE)


def guess(text: str) -> str | None:
    """Return what was probably meant, in our form but not yet checked, or None."""
    text = " ".join(text.split())
    simple = _guess_simple(text)
    if simple:
        return simple
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        year, number = quarter[1] or quarter[4], int(quarter[2] or quarter[3])
        return f"[{year}-{number * 3 - 2:02}..{year}-{number * 3:02}]"
    for pattern, template in _AROUND:
        found = pattern.fullmatch(text)
        if found:
            sides = [_guess_simple(side) for side in found.groups() if side]
            if all(sides):
                return template.format(*sides)
    return None


def _guess_simple(text: str) -> str | None:
    """Return a simple date in our form for one written as people do, or None."""
    text = text.strip()
    if SIMPLE.fullmatch(text.rstrip("~?")):
        return text
    decade = re.fullmatch(r"(?:the )?([12][0-9]{2})(?:0'?s|x)", text, re.IGNORECASE)
    if decade:
        return f"{decade[1]}X"
    for pattern in _OTHERS:
        found = pattern.fullmatch(text)
        if found:
            groups = found.groupdict()
            month = int(groups.get("n") or _MONTHS.index(groups["m"].lower()) + 1)
            day = f"-{int(groups['d']):02}" if groups.get("d") else ""
            return f"{groups['y']}-{month:02}{day}"
    return None


def both_orders(text: str) -> list[str]:
    """Return the readings of a date like 03/04/2023, day first and month first."""
    found = re.fullmatch(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", text.strip())
    if not found:
        return []
    one, two, year = int(found[1]), int(found[2]), found[3]
    return list(dict.fromkeys((f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}")))
