"""The timeline: every date drawn as what it is, nothing over anything, whatever records hold."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.briefing import Briefing
from macros.drawings import ASSETS, FIGURE_STYLES
from macros.figures.advances import advance
from macros.figures.lanes import LONGEST, NARROW, PILL, WIDE, Style, laid
from macros.figures.packing import APART, Body, pack
from macros.figures.readout import key, readout
from macros.figures.scale import PIECES, scale
from macros.figures.standalone import palette, standalone
from macros.figures.timeline import READ, drawing, timeline
from macros.records.dates import Date
from macros.views.timeline import CONTESTED, TimelineMark, TimelineView, timeline_view
from tests.figures.graphs import golden, link, parsed

STYLES = pytest.mark.parametrize("style", [WIDE, NARROW], ids=lambda style: style.name)
STATUSES = ("on-record", "reported", "assessed", "alleged", "disputed", "act")
LABELS = (
    "Shells by rail",
    "A label that goes on and on, far beyond what any chart has room for",
    "W" * 60,
    "김정은 국무위원장의 방문",
    "زيارة الوزير إلى بيونغ يانغ",
    "Жёсткие шлюзы и щиты",
    "e\u0301" * 40,
    "X",
)
DATES = (
    *("2024-06-26", "2024-06", "2023", "2024", "197X", "2016/2021", "2009/..", "../2006"),
    *("[2022-08-30..2023-09-05]", "[..2024-06-26]", "[2019..]", "2022-11~", "2017?"),
)


def mark(number: int, date: str | None = "2024-06-26", **fields: object) -> TimelineMark:
    """Return a mark; what is not given is as plain as can be."""
    known = Date.parse(date) if date else None
    plain = TimelineMark(
        *(f"mark-{number}", "claim", "claim", f"mark-{number}", f"Mark {number}"),
        *(f"According to somebody, mark {number}.", "reported", "Reported", "one", known),
        *(known.short() if known else "undated", "", "stated" if known else "undated", False),
        ("year-2024", "who-somebody"),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def view(marks: Sequence[TimelineMark]) -> TimelineView:
    """Return a timeline of marks."""
    lanes = dict.fromkeys(one.lane for one in marks)
    return TimelineView("Timeline", tuple(marks), tuple((key, key) for key in lanes), "")


def crowd(count: int, seed: int, lanes: int = 4, dates: Sequence[str] = DATES) -> TimelineView:
    """Return so many marks of a seed, many of them on one day, some undated."""
    chance = random.Random(seed)  # noqa: S311 - the same marks each time
    marks = []
    for number in range(count):
        day = f"20{chance.randint(20, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        date = chance.choice([*dates, day, day, day, "2024-06-26", None])
        status = chance.choice(STATUSES)
        one = mark(number, date, label=f"{chance.choice(LABELS)}", lane=f"lane-{number % lanes}")
        marks.append(
            replace(
                one,
                status=status,
                basis="inferred" if chance.random() < 0.3 else one.basis,
                said=chance.random() < 0.2,
            )
        )
    return view(marks)


def drawn(shown: TimelineView, style: Style = WIDE) -> Element:
    return parsed(drawing(shown, link, "t", style))


def boxes(anchor: Element, style: Style) -> tuple[tuple[float, ...], list[tuple[float, ...]]]:
    """Return the box that a mark owns, and the boxes of all that is drawn for it."""
    inner: list[tuple[float, ...]] = []
    own: tuple[float, ...] = ()
    for part in anchor:
        x, y = float(part.get("x") or 0), float(part.get("y") or 0)
        if part.tag in ("rect", "use"):
            box = (x, y, x + float(part.get("width") or 0), y + float(part.get("height") or 0))
            if part.get("class") == "hit":
                own = box
            else:
                inner.append(box)
        elif part.tag == "text":
            text = (part.text or "").strip("\u2068\u2069")
            length = float(part.get("textLength") or advance(text, style.type))
            left = x - length if part.get("class") == "left" else x
            inner.append((left, y - 10, left + length, y + 4))
    return own, inner


def apart(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    slack = 0.11  # coordinates are written with one decimal
    return (
        one[2] <= other[0] + slack
        or other[2] <= one[0] + slack
        or one[3] <= other[1] + slack
        or other[3] <= one[1] + slack
    )


@STYLES
@pytest.mark.parametrize("count", [10, 50, 150, 300])
@pytest.mark.parametrize("lanes", [1, 6])
def test_nothing_overlaps(count: int, lanes: int, style: Style) -> None:
    tree = drawn(crowd(count, seed=count + lanes, lanes=lanes), style)
    _, _, wide, high = map(float, (tree.get("viewBox") or "").split())
    owned = []
    for anchor in tree.iter("a"):
        own, inner = boxes(anchor, style)
        owned.append(own)
        assert own[0] >= 0 and own[1] >= 0 and own[2] <= wide + 0.1 and own[3] <= high
        assert own[2] - own[0] >= 24 and own[3] - own[1] >= 24, "a mark is large enough to hit"
        for box in inner:
            assert box[0] >= own[0] - 0.2 and box[2] <= own[2] + 0.2, (own, box)
            assert box[1] >= own[1] - 0.1 and box[3] <= own[3] + 0.1, (own, box)
    assert len(owned) == count
    assert all(apart(a, b) for a, b in combinations(owned, 2))
    for name in tree.findall(".//text[@class='lane__name']"):
        x, y = float(name.get("x") or 0), float(name.get("y") or 0)
        box = (x, y - 11, x + advance(name.text or "", style.type), y + 3)
        assert all(apart(box, one) for one in owned), name.text


@given(
    st.lists(
        st.tuples(st.floats(0, 1000), st.floats(24, 700), st.floats(0, 250), st.floats(0, 600)),
        max_size=60,
    )
)
def test_packing_keeps_bodies_and_labels_apart(
    wanted: list[tuple[float, float, float, float]],
) -> None:
    bodies = [
        Body(left, min(left + wide, 1200), label, inner) for left, wide, label, inner in wanted
    ]
    spots, rows = pack(bodies, 0, 1200)
    assert len(spots) == len(bodies) and {spot.row for spot in spots} == set(range(rows))
    for body, spot in zip(bodies, spots, strict=True):
        assert spot.left <= body.left and body.right <= spot.right
        if spot.side in ("left", "right"):
            assert spot.left >= 0 and spot.right <= 1200
    for one, other in combinations(spots, 2):
        if one.row == other.row:
            assert one.right + APART <= other.left or other.right + APART <= one.left


SHAPES = [
    ("2024-06-26", "stated", "day", "", 16),
    ("2024-06-26", "resolved", "day", "", 16),
    ("2024-06-26", "inferred", "pill", "dashed", PILL),
    ("2024-06-26~", "stated", "pill", "dotted", PILL),
    ("2023-09", "stated", "pill", "", None),
    ("2023-09", "resolved", "pill", "", None),
    ("2023-09", "inferred", "pill", "dashed", None),
    ("2017", "stated", "pill", "", None),
    ("197X", "stated", "pill", "", None),
    ("[2022-08-30..2023-09-05]", "inferred", "pill", "dashed", None),
    ("2016/2021", "stated", "bar", "", None),
    ("2009/..", "stated", "since", "", WIDE.fade + 8),
    ("../2016", "stated", "until", "", WIDE.fade + 8),
    ("[..2024-06-26]", "inferred", "before", "dashed", WIDE.fade + 8),
    ("[2019..]", "stated", "after", "", WIDE.fade + 8),
]


@pytest.mark.parametrize(("date", "basis", "form", "line", "wide"), SHAPES)
def test_a_date_is_drawn_as_what_it_is(
    date: str, basis: str, form: str, line: str, wide: float | None
) -> None:
    others = [mark(index, one) for index, one in enumerate(DATES)]
    layout = laid(view([mark(99, date, basis=basis), *others]), WIDE)
    shape = layout.lanes[0].marks[0].shape
    assert (shape.form, shape.line) == (form, line)
    known = Date.parse(date)
    if wide is None:
        assert known.earliest and known.latest
        span = [
            layout.axis.x(known.earliest.toordinal()),
            layout.axis.x(known.latest.toordinal() + 1),
        ]
        assert [shape.left, shape.right] == span or span[1] - span[0] < shape.right - shape.left
        assert shape.right - shape.left >= PILL - 0.01
    else:
        assert shape.right - shape.left == pytest.approx(wide)
    assert shape.left <= shape.glyph <= shape.right


def test_an_undated_mark_stands_before_the_axis() -> None:
    layout = laid(view([mark(1), mark(2, None)]), WIDE)
    dated, undated = layout.lanes[0].marks
    assert undated.shape.right < layout.start <= layout.axis.pieces[0].left < dated.shape.left
    assert "left edge" in key(view([mark(2, None)]), "t")
    tree = drawn(view([mark(2, None)]))
    assert len(list(tree.iter("a"))) == 1 and "undated" in [one.text for one in tree.iter("text")]


def test_the_date_of_a_statement_has_a_tail() -> None:
    shown = view([mark(1, said=True), mark(2)])
    assert len(drawn(shown).findall(".//path[@class='tail']")) == 1
    assert "day of the statement" in key(shown, "t")
    assert "day of the statement" not in key(view([mark(2)]), "t")


CUTS = [
    (["2023-01-01"], 0, 0),
    (["2001", "2003", "2007"], 0, 0),
    (["1985", "2023"], 1, 0),
    (["197X", "198X", "2023-05"], 1, 0),
    (["2006", "2017", *(f"2023-{month:02}" for month in range(1, 13))], 2, 1),
    ([f"20{year:02}-{month:02}" for year in range(10, 24) for month in range(1, 13)], 0, 1),
    ([f"{year}" for year in range(1000, 2000, 50)], PIECES - 1, 0),
]


@pytest.mark.parametrize(("dates", "cuts", "stretched"), CUTS)
def test_quiet_years_are_cut_and_busy_ones_stretched(
    dates: list[str], cuts: int, stretched: int
) -> None:
    axis = scale(map(Date.parse, dates), 100, 1100)
    assert (len(axis.cuts), sum(piece.stretched for piece in axis.pieces)) == (cuts, stretched)
    assert axis.pieces[0].left == 100 and axis.pieces[-1].right == pytest.approx(1100)
    assert bool(axis.words()) == bool(cuts)


@given(st.lists(st.dates(), min_size=1, max_size=40))
def test_the_axis_runs_forward_and_holds_every_date(days: list[object]) -> None:
    texts = [str(day) for day in days if 1000 <= int(str(day)[:4]) <= 2999]
    dates = sorted(Date.parse(text) for text in texts)
    axis = scale(dates, 50, 350)
    places = [axis.x(date.earliest.toordinal() + 0.5) for date in dates if date.earliest]
    assert places == sorted(places)
    assert all(50 <= place <= 350.01 for place in places)
    ticks = [tick.x for tick in axis.ticks(40)]
    assert ticks == sorted(ticks)


@STYLES
def test_a_long_label_is_shortened_and_whole_in_the_title(style: Style) -> None:
    label = "A label that goes on and on, far beyond what any chart has room for"
    tree = drawn(view([mark(1, label=label, title=f"Somebody says: {label}.")]), style)
    anchor = next(tree.iter("a"))
    assert label in (anchor.findtext("title") or "") and label in (anchor.get("aria-label") or "")
    shown = [one.text or "" for one in anchor.findall("text")]
    if style is WIDE:
        assert shown[0].endswith("…") and advance(shown[0], style.type) <= LONGEST
    else:
        assert shown == []


HOSTILE = ["</svg><script>alert(1)</script>", '" onload="alert(1)', "AT&T; <b>'x'</b>", "]]>&lt;"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    shown = view([mark(1, label=text, title=text, note=text, word=text)])
    shown = replace(shown, title=text, lanes=(("one", text),))
    tree = drawn(shown)
    assert tree.findtext("title") == text
    assert (next(tree.iter("a")).findtext("text") or "") == text
    assert {one.tag for one in tree.iter()} <= set(
        "svg title desc defs g path text a rect use linearGradient stop mask".split()
    )
    assert not [key for one in tree.iter() for key in one.attrib if key.startswith("on")]


def test_figures_suit_the_theme() -> None:
    markup = timeline(crowd(40, 1), link, "t")
    assert not re.search(r"\shref=|\sstyle=|<script", markup), "only xlink:href works in the theme"
    known = parsed(readout(crowd(40, 1), "t"))
    told = {one.get("id") or "" for one in known.iter("p") if one.get("id")}
    tree = parsed(f"<div>{markup}</div>")  # type: ignore[arg-type]
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for svg in tree.iter("svg"):
        assert svg.get("role") == "group"
        assert set((svg.get("aria-labelledby") or "").split()) <= set(ids)
    for anchor in tree.iter("a"):
        assert anchor.get("role") == "link" and anchor.get("aria-label") and anchor.get("link")
        assert set((anchor.get("aria-describedby") or "nothing").split()) <= told
    assert len(told) == 40


@pytest.mark.parametrize("count", [1, READ, READ + 30])
def test_every_mark_is_told_of_by_the_readout_or_by_its_title(count: int) -> None:
    shown = view([mark(number) for number in range(count)])
    told = {one.get("id"): "".join(one.itertext()) for one in parsed(readout(shown, "t")).iter("p")}
    drawings = parsed(f"<div>{timeline(shown, link, 't')}</div>")  # type: ignore[arg-type]
    for anchor in drawings.iter("a"):
        describer = anchor.get("aria-describedby")
        known = told[describer] if describer else anchor.findtext("title")
        number = (anchor.get("link") or "").split("-")[1].rstrip("/")
        assert known and f"According to somebody, mark {number}." in known
        assert "Reported" in known and "26 Jun 2024" in known
    css = "".join((ASSETS / name).read_text("utf-8") for name in FIGURE_STYLES)
    for place in range(min(count, READ)):
        assert f".m-{place}:is(:hover, :focus-visible)) .r-{place}" in css


def test_the_key_shows_each_shape_that_is_drawn_and_no_other() -> None:
    everything = view(
        [mark(n, date) for n, date in enumerate((*DATES, None))]
        + [mark(50, "2024-06", basis="inferred"), mark(51, "2024", said=True)]
    )
    words = "".join(parsed(f"<div>{key(everything, 't')}</div>").itertext())  # type: ignore[arg-type]
    for part in ("exact day", "within", "end to end", "by this", "on or after", "until", "since",
                 "inference", "about", "statement", "undated"):  # fmt: skip
        assert part in words, part
    assert "".join(parsed(key(view([mark(1)]), "t")).itertext()) == "an exact day"
    assert key(view([]), "t") == ""


def test_the_same_marks_make_the_same_picture() -> None:
    assert timeline(crowd(60, 3), link, "t") == timeline(crowd(60, 3), link, "t")


def hanging(count: int) -> list[TimelineMark]:
    """Return acts of one lane: two heads with what hangs under them, and what hangs nowhere."""
    plain = replace(mark(0), lane="lane-0", kind="act", status="act", of="designation")
    heads = [
        replace(plain, key=key, id=key, label=key, of="instrument", group=key, date=Date.parse(day))
        for key, day in (("act-1", "2006-10-14"), ("act-2", "2014"))
    ]
    days = [Date.parse(f"{2005 + n % 19}-0{1 + n % 9}-17") for n in range(count)]
    groups = ("act-1", "act-2", "-")
    return heads + [
        replace(plain, key=f"m-{n}", id=f"m-{n}", label=f"No. {n}", date=day, group=groups[n % 3])
        for n, day in enumerate(days)
    ]


@STYLES
@pytest.mark.parametrize("count", [1, 12, 90])
def test_what_was_done_under_an_act_hangs_under_it(count: int, style: Style) -> None:
    tree = drawn(view(hanging(count)), style)
    owned = [boxes(anchor, style)[0] for anchor in tree.iter("a")]
    assert len(owned) == count + 2 and all(apart(a, b) for a, b in combinations(owned, 2))
    lane = laid(view(hanging(count)), style).lanes[0]
    for head in ("act-1", "act-2"):
        group = [one for one in lane.marks if one.mark.group == head]
        top = next(one for one in group if one.mark.id == head)
        under = [one for one in group if one is not top]
        assert (top.stem is not None) == bool(under)
        if top.stem:
            assert top.stem.x == top.shape.glyph
            assert {y for y, _, _ in top.stem.branches} == {one.y for one in under}
        others = {one.y for one in lane.marks if one.mark.group != head}
        assert not others & {one.y for one in group}, "a group has its rows for itself"
    assert len(tree.findall(".//path[@class='stem']")) == min(count, 2)
    assert ("hangs from a rule" in key(view(hanging(count)), "t")) == (count > 0)


def test_without_what_hangs_there_is_no_rule() -> None:
    assert "hangs from a rule" not in key(view([mark(1), mark(2)]), "t")
    assert drawn(view(hanging(0))).findall(".//path[@class='stem']") == []


@STYLES
def test_acts_of_sanctions_are_the_golden_picture(
    style: Style, request: pytest.FixtureRequest
) -> None:
    marks = hanging(14)
    marks[1] = replace(marks[1], basis="inferred")
    markup = drawing(view(marks), link, "t", style)
    update = request.config.getoption("--update-golden")
    golden(f"acts-{style.name}.svg", markup, update=update)


@STYLES
def test_the_picture_is_the_golden_one(style: Style, request: pytest.FixtureRequest) -> None:
    marks = [
        mark(index, date, label=label, lane=f"lane-{index % 2}", status=STATUSES[index % 6])
        for index, (date, label) in enumerate(zip((*DATES, None), LABELS * 2, strict=False))
    ]
    marks += [mark(30 + n, f"2024-0{n}-11", lane="lane-0", basis="inferred") for n in range(1, 7)]
    marks.append(mark(40, "2022-09", lane="lane-1", said=True, status="disputed"))
    markup = drawing(view(marks), link, "t", style)
    golden(f"timeline-{style.name}.svg", markup, update=request.config.getoption("--update-golden"))


def test_a_file_of_its_own_needs_nothing_else() -> None:
    css = "".join((ASSETS / name).read_text("utf-8") for name in FIGURE_STYLES)
    content = standalone(drawing(crowd(40, 2), link, "t", WIDE), css).decode()
    tree = parsed(content.partition("\n")[2])  # type: ignore[arg-type]
    assert "var(" not in content and "@media" not in content and ":hover" not in content
    names = {one.get("id") for one in tree.iter() if one.get("id")}
    assert {f"g-{status}" for status in STATUSES} <= names
    assert set(re.findall(r"url\(#([^)]+)\)", content)) <= names
    style = tree.findtext(".//{http://www.w3.org/2000/svg}style") or ""
    assert palette(css)["--disputed"] in style and ".glyphs .ink" in style


# What is drawn


def test_everything_is_drawn_where_there_is_room(sample: Briefing) -> None:
    shown = timeline_view(sample)
    assert {one.id for one in shown.marks if one.kind == "claim"} == set(sample.standing)
    assert shown.left_out == ""


def test_contested_claims_come_first_and_every_lane_has_its_turn(shipped: Briefing) -> None:
    contested = [key for key in shipped.standing if shipped.status(key) in CONTESTED]
    shown = timeline_view(shipped, limit=50)
    assert len(shown.marks) <= 50
    drawn_contested = {one.id for one in shown.marks if one.status in CONTESTED}
    assert len(drawn_contested) >= min(30, len(contested))
    dated = {key for key in contested if shipped.standing[key].when}
    assert dated <= drawn_contested
    assert {key for key, _ in shown.lanes} == set(shipped.vocabulary.lanes)
    assert shown.left_out.startswith(f"{len(shown.marks)} marks of ")


def test_marks_are_in_time_and_say_who_says_it(briefing: Briefing) -> None:
    shown = timeline_view(briefing)
    ends = [one.date.earliest or one.date.latest for one in shown.marks if one.date]
    assert ends == sorted(ends, key=str)
    for one in shown.marks:
        if one.kind == "claim":
            assert briefing.claims[one.id].text in one.title != briefing.claims[one.id].text
            assert one.said == (briefing.claims[one.id].when is None and one.date is not None)


def test_only_the_claims_asked_for_are_drawn(shipped: Briefing) -> None:
    keys = list(shipped.standing)[:7]
    assert sorted(one.id for one in timeline_view(shipped, keys).marks) == sorted(keys)


def test_acts_stand_in_the_lane_of_claims_that_record_acts(shipped: Briefing) -> None:
    lanes = {kind.lane for kind in shipped.vocabulary.claim_types.values() if kind.act}
    acts = [one for one in timeline_view(shipped, limit=10_000).marks if one.kind == "act"]
    assert acts and {one.lane for one in acts} <= lanes
    assert {one.of for one in acts} == {"instrument", "designation"}
