"""The page that shows what was measured: a table, and a plot of the same beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .usage import Usage

NAMES = {
    "ours": "brief build",
    "again": "brief build after an edit",
    "trivial": "as many trivial pages",
    "plain": "the plain way",
    "hugo": "Hugo",
}
# By whom it was built what the row counts.
SITES = {"again": "ours"}
DASHES = {"ours": "", "again": "1 3", "trivial": "2 4", "plain": "8 4", "hugo": "8 3 2 3"}
WIDTH, HEIGHT, MARGIN, LINE = 640, 320, 56, 14


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured for one size of briefing."""

    size: int
    """Entities."""
    claims: int
    pages: Mapping[str, int]
    """Pages by way of building."""
    files: Mapping[str, int]
    bytes: Mapping[str, int]
    words: Mapping[str, int]
    """Words that its pages' articles show, figures left out."""
    usage: Mapping[str, Usage]
    """By way of building, `check`, and `again` and `recheck` after an edit: medians."""
    reload: float
    """Seconds from a saved record to its pages in the preview."""
    page: int
    """Bytes of an entity's page, compressed, without style sheets and scripts."""
    largest: int
    """Bytes of the largest page, as written."""
    search: int
    """Bytes of the search index, all files of it, compressed one by one."""


def page(found: Sequence[Measured], machine: str, runs: int) -> str:
    """Return the page in Markdown."""
    rows = "\n".join(row for one in found for row in _rows(one))
    ratios = "\n".join(_ratio_row(one) for one in found)
    sizes = "\n".join(_size_row(one) for one in found)
    several = f"medians of {runs} runs, of one run where that takes minutes"
    often = several if runs > 1 else "one run of each"
    return f"""\
---
title: Speed
topic: false
description: How long briefings of several sizes take to check, build and follow.
---
# How fast it is, and how far it goes

Written by `make bench` on one machine ({machine}): all ways in turn on the same data,
{often}. Processor times move with whatever else the
machine does, easily by half; what was measured in one run compares better than what was not.
A command of ours begins with nothing kept from one before, unless it is said to come after an edit:
then one word of one claim is another; records, templates and maps are at hand as they were left,
and so is the site. `brief serve` follows the edit in its copy.

Briefings are synthetic, made from a seed: of N entities come 5 N claims of one to three assertions,
N/20 sources with texts, and N/5 designations. The clock of `brief build` runs from the records to
the swapped-in site: reading, checking, every page, figure, search index and link check. “Trivial”
is a site of the same theme with as many pages as ours, each a heading and a line. “The plain way”
is a stub page for each page of records, whose macro reads YAML with the safe loader and prints
Markdown tables, lists and footnotes with what ours shows, figures left out; nothing is checked.
Hugo writes pages with the same sentences and as many bytes. Memory is that of the largest process;
words are those that articles show.

{_plot(found)}

| entities | way | processor, s | clock, s | memory, MiB | pages | files | MB written \
| million words |
|---|---|---|---|---|---|---|---|---|
{rows}

Side by side: how often our processor time goes into that of the plain way, how much of that of the
trivial pages it is, and our clock against Hugo’s. The others begin anew after an edit, as they do
at first; ours takes over every page that would be made so again, which its reader cannot tell from
one that was made.

| entities | plain way ÷ ours, processor | plain way ÷ ours after an edit | ours ÷ trivial pages, \
processor | ours ÷ Hugo, clock | ours after an edit ÷ Hugo |
|---|---|---|---|---|---|
{ratios}

## What a reader and a contributor feel

| entities | claims | check, s | check after an edit, s | saved record to preview, s \
| entity page, kB compressed | largest page, kB | whole search index, kB compressed |
|---|---|---|---|---|---|---|---|
{sizes}

{_beyond(found)}"""


LIMITS: tuple[tuple[str, float, Callable[[Measured], float]], ...] = (
    ("a site of 1 GB, which is what GitHub Pages publishes", 1e9, lambda one: one.bytes["ours"]),
    ("10 minutes on the clock for one build", 600, lambda one: one.usage["ours"].wall),
    ("as much of the processor’s time", 600, lambda one: one.usage["ours"].cpu),
    ("16 GB of memory, as a hosted runner has", 16 * 1024, lambda one: one.usage["ours"].peak),
    ("a minute for one check", 60, lambda one: one.usage["check"].wall),
)
"""What ends first: in words, as a figure, and what is measured of it."""
APART = 5
"""By how often two sizes differ whose growth is more than the machine’s moods."""
FAR = 10
"""How often the largest size goes into the largest of which anything is said."""


def _beyond(found: Sequence[Measured]) -> str:
    """Say how far one machine goes, drawn out from two sizes well apart, and what is past it."""
    if len(found) < 2:
        return ""
    large = found[-1]
    small = next((one for one in found[-2::-1] if one.size * APART <= large.size), found[0])
    rows = "\n".join(
        f"| {words} | {growth:.2f} | {_reached(small, large, limit, of)} |"
        for words, limit, of in LIMITS
        if (growth := _growth(small, large, of)) > 0
    )
    return f"""\
## How far one machine goes

Drawn out from {small.size:,} and {large.size:,} entities: a figure that grows as N to the power in
the second column reaches its limit at about so many entities, each with five claims. Nothing on a
page grows with the briefing, so a reader notices none of it.

| limit | grows as N to the | at about so many entities |
|---|---|---|
{rows}

Past that, by means that exist:

* **The site is too large for its host.** It is a folder of files and needs no program where it
  stands: any web server or object store takes it whole, and `_headers`, `.htaccess` and
  `headers.nginx.conf` come with it.
* **The build takes too long, or too much memory.** Split the briefing by topic: each part is a
  project with a data folder, a vocabulary and an address of its own, built by its own job, and a
  hand-written page or a note of a claim links from one to another. What two parts share (entities,
  official lists) stands in a folder that both take over with Git's submodules or a copy in CI; ids
  stay the same, so addresses stay alike.
* **Many people write at once.** Records are files: the check runs on each branch by itself, and
  two branches meet only where they touch the same file.
"""


def _growth(small: Measured, large: Measured, of: Callable[[Measured], float]) -> float:
    return math.log(of(large) / of(small)) / math.log(large.size / small.size)


def _reached(
    small: Measured, large: Measured, limit: float, of: Callable[[Measured], float]
) -> str:
    """Return the size at which a figure reaches its limit, to two digits, if it is not too far."""
    times = (limit / of(large)) ** (1 / _growth(small, large, of))
    if times > FAR:
        return f"more than {FAR * large.size:,}"
    size = large.size * times
    step = 10.0 ** (math.floor(math.log10(size)) - 1)
    return f"{round(size / step) * step:,.0f}"


def _rows(one: Measured) -> list[str]:
    return [
        f"| {one.size:,} | {NAMES[name]} | {usage.cpu:.1f} | {usage.wall:.1f} | {usage.peak:.0f} "
        f"| {one.pages[site]:,} | {one.files[site]:,} | {one.bytes[site] / 1e6:.1f} "
        f"| {one.words[site] / 1e6:.2f} |"
        for name, site in ((name, SITES.get(name, name)) for name in NAMES)
        if (usage := one.usage.get(name))
    ]


def _ratio_row(one: Measured) -> str:
    def ratio(over: str, under: str, of: Callable[[Usage], float]) -> str:
        known = over in one.usage and under in one.usage
        return f"{of(one.usage[over]) / of(one.usage[under]):.2f}" if known else "–"

    return (
        f"| {one.size:,} | {ratio('plain', 'ours', lambda usage: usage.cpu)} "
        f"| {ratio('plain', 'again', lambda usage: usage.cpu)} "
        f"| {ratio('ours', 'trivial', lambda usage: usage.cpu)} "
        f"| {ratio('ours', 'hugo', lambda usage: usage.wall)} "
        f"| {ratio('again', 'hugo', lambda usage: usage.wall)} |"
    )


def _size_row(one: Measured) -> str:
    return (
        f"| {one.size:,} | {one.claims:,} | {one.usage['check'].wall:.1f} "
        f"| {one.usage['recheck'].wall:.1f} | {one.reload:.2f} "
        f"| {one.page / 1e3:.1f} | {one.largest / 1e3:.0f} | {one.search / 1e3:.0f} |"
    )


def _plot(found: Sequence[Measured]) -> str:
    """Draw processor time against size, both in powers of ten, in the theme's own colours."""
    points = {
        name: [(one.size, one.usage[name].cpu) for one in found if name in one.usage]
        for name in NAMES
    }
    values = [value for line in points.values() for value in line]
    if not values:
        return ""
    across = _scale([size for size, _ in values], MARGIN, WIDTH - 150)
    up = _scale([cpu for _, cpu in values], HEIGHT - MARGIN, 16)
    parts: list[str] = []
    ends: list[tuple[float, float, str]] = []
    for power in _powers([cpu for _, cpu in values]):
        y = up(power)
        parts.append(
            f'<path d="M{MARGIN} {y:.1f}H{WIDTH - 150}" stroke="currentColor" opacity=".2"/>'
            f'<text x="{MARGIN - 8}" y="{y + 4:.1f}" text-anchor="end">{power:g} s</text>'
        )
    for size in sorted({size for size, _ in values}):
        x = across(size)
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">{size:,}</text>'
        )
    for name, line in points.items():
        if not line:
            continue
        places = [(across(size), up(cpu)) for size, cpu in line]
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        dash = f' stroke-dasharray="{DASHES[name]}"' if DASHES[name] else ""
        parts.append(f'<path d="M{way}" fill="none" stroke="currentColor" stroke-width="2"{dash}/>')
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="currentColor"/>' for x, y in places
        ]
        ends.append((places[-1][1] + 4, places[-1][0] + 10, NAMES[name]))
    lowest = 0.0
    for y, x, words in sorted(ends):
        lowest = max(y, lowest + LINE)  # of lines that end side by side, one below the other
        parts.append(f'<text x="{x:.1f}" y="{lowest:.1f}">{words}</text>')
    return (
        f'<svg class="figure" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-label="Processor time by number of entities; the table below holds the same figures" '
        f'font-size="12" fill="currentColor">{"".join(parts)}</svg>'
    )


def _scale(values: Sequence[float], first: float, last: float) -> Callable[[float], float]:
    low, high = math.log10(min(values)), math.log10(max(values))
    span = max(high - low, 1e-9)
    return lambda value: first + (math.log10(value) - low) / span * (last - first)


def _powers(values: Sequence[float]) -> list[float]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [
        10.0**power for power in range(low, high + 1) if min(values) <= 10.0**power <= max(values)
    ]
