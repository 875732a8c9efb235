"""The dates a source can give: reading, refusing with a fix, sorting and saying them."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from macros.records.dates import PATTERN, Date, DateError


def day(text: str) -> datetime.date | None:
    """Read a day of a row, “-” being an open end."""
    return None if text == "-" else datetime.date.fromisoformat(text)


WORDS = [
    # text, kind, earliest, latest, words, short
    ("2023", "point", "2023-01-01", "2023-12-31", "2023", "2023"),
    ("2023-08", "point", "2023-08-01", "2023-08-31", "August 2023", "Aug 2023"),
    ("2023-08-30", "point", "2023-08-30", "2023-08-30", "30 August 2023", "30 Aug 2023"),
    ("2023-08-03", "point", "2023-08-03", "2023-08-03", "3 August 2023", "3 Aug 2023"),
    ("2024-02-29", "point", "2024-02-29", "2024-02-29", "29 February 2024", "29 Feb 2024"),
    ("2023-02", "point", "2023-02-01", "2023-02-28", "February 2023", "Feb 2023"),
    ("1000", "point", "1000-01-01", "1000-12-31", "1000", "1000"),
    ("2999-12-31", "point", "2999-12-31", "2999-12-31", "31 December 2999", "31 Dec 2999"),
    ("197X", "point", "1970-01-01", "1979-12-31", "the 1970s", "1970s"),
    ("2023~", "point", "2023-01-01", "2023-12-31", "about 2023", "about 2023"),
    ("2022?", "point", "2022-01-01", "2022-12-31", "2022 (unsure)", "2022 (unsure)"),
    ("197X~", "point", "1970-01-01", "1979-12-31", "about the 1970s", "about 1970s"),
    ("2016/2021", "lasting", "2016-01-01", "2021-12-31", "2016 to 2021", "2016–2021"),
    ("2009/..", "lasting", "2009-01-01", "-", "since 2009", "since 2009"),
    ("../2021", "lasting", "-", "2021-12-31", "until 2021", "until 2021"),
    ("2024-06/2024-08", "lasting", "2024-06-01", "2024-08-31", "June to August 2024",
     "Jun – Aug 2024"),
    ("2023-12-30/2024-01-02", "lasting", "2023-12-30", "2024-01-02",
     "30 December 2023 to 2 January 2024", "30 Dec 2023 – 2 Jan 2024"),
    ("196X/197X", "lasting", "1960-01-01", "1979-12-31", "the 1960s to the 1970s",
     "1960s–1970s"),
    ("2016~/2021?", "lasting", "2016-01-01", "2021-12-31", "about 2016 to 2021 (unsure)",
     "about 2016 – 2021 (unsure)"),
    ("2023/2023-05", "lasting", "2023-01-01", "2023-05-31", "2023 to May 2023", "2023 – May 2023"),
    ("[..2024-06-26]", "within", "-", "2024-06-26", "by 26 June 2024", "by 26 Jun 2024"),
    ("[2020..]", "within", "2020-01-01", "-", "in or after 2020", "in or after 2020"),
    ("[2024-06-07..]", "within", "2024-06-07", "-", "on or after 7 June 2024",
     "on or after 7 Jun 2024"),
    ("[2024-06-07..2024-06-26]", "within", "2024-06-07", "2024-06-26",
     "between 7 June and 26 June 2024", "between 7 Jun and 26 Jun 2024"),
    ("[2019..2021]", "within", "2019-01-01", "2021-12-31", "between 2019 and 2021",
     "between 2019 and 2021"),
    ("[2024-06?..2024-08]", "within", "2024-06-01", "2024-08-31",
     "between June 2024 (unsure) and August 2024", "between Jun 2024 (unsure) and Aug 2024"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "earliest", "latest", "words", "short"), WORDS)
def test_reads_and_says(
    text: str, kind: str, earliest: str, latest: str, words: str, short: str
) -> None:
    """A date keeps its text, spans the days it can mean, and is said at its own precision."""
    date = Date.parse(text)
    assert (date.text, str(date), date.kind) == (text, text, kind)
    assert (date.earliest, date.latest) == (day(earliest), day(latest))
    assert (date.words(), date.short()) == (words, short)
    assert re.search(PATTERN, text)


@pytest.mark.parametrize(
    ("text", "precision", "about", "unsure"),
    [
        ("2023-08-30", "day", False, False),
        ("2023-08~", "month", True, False),
        ("2023?", "year", False, True),
        ("197X", "decade", False, False),
        ("2023-08-30/2024", "year", False, False),
        ("[196X..2023-01-01]", "decade", False, False),
        ("2016~/2021?", "year", True, True),
        ("2009/..", "year", False, False),
    ],
)
def test_precision_and_hedges(text: str, precision: str, about: bool, unsure: bool) -> None:
    """The coarsest part decides; a hedge of any part is a hedge of the whole."""
    date = Date.parse(text)
    assert (date.precision, date.about, date.unsure) == (precision, about, unsure)


CALENDAR = "is not on the calendar"
FORM = "is not in the form used here"
MONTH_ONLY = "if the source gives only the month"
REFUSED = [
    # text, part of the sentence, part of the fix
    ("2023-02-30", f"“2023-02-30” {CALENDAR}", f"write 2023-02 {MONTH_ONLY}"),
    ("2023-02-29", CALENDAR, f"write 2023-02 {MONTH_ONLY}"),
    ("2023-08-00", CALENDAR, f"write 2023-08 {MONTH_ONLY}"),
    ("2023-30-08", CALENDAR, "write 2023-08-30"),
    ("2023-20-20", CALENDAR, "01 to 12"),
    ("10002020", CALENDAR, "01 to 12"),
    ("2023-13", CALENDAR, "01 to 12"),
    ("2023-00-10", CALENDAR, "01 to 12"),
    ("[2023-02-30..2024]", CALENDAR, "write 2023-02"),
    ("0987", "1000 and 2999", "check the year"),
    ("3020-01", "1000 and 2999", "check the year"),
    ("2023~?", "about and unsure", "write 2023~"),
    ("2023?~", "about and unsure", "write 2023~"),
    ("2023%", "about and unsure", "or 2023?"),
    ("2021/2016", "ends before it begins", "write 2016/2021"),
    ("[2021..2016]", "ends before it begins", "write [2016..2021]"),
    ("2023/2023", "are the same", "write 2023"),
    ("[2023-08..2023-08~]", "are the same", "write 2023-08"),
    ("../..", "no date at either end", "that is known"),
    ("[..]", "no date at either end", "that is known"),
    ("", "missing", "write 2023"),
    ("  ", "missing", "write 2023"),
    (" 2023", FORM, "write 2023"),
    ("2023/", FORM, "write 2023/.."),
    ("/2023", FORM, "write ../2023"),
    ("[2020]", FORM, "write 2020"),
    ("2020..2021", FORM, "write [2020..2021]"),
    ("[2020..2021", FORM, "write [2020..2021]"),
    ("30 August 2023", FORM, "write 2023-08-30"),
    ("August 30th, 2023", FORM, "write 2023-08-30"),
    ("5 Sept. 2023", FORM, "write 2023-09-05"),
    ("30 February 2023", CALENDAR, f"write 2023-02 {MONTH_ONLY}"),
    ("Aug 2023", FORM, "write 2023-08"),
    ("2023/08/30", FORM, "write 2023-08-30"),
    ("2023/08", FORM, "write 2023-08"),
    ("2023-8-3", FORM, "write 2023-08-03"),
    ("2023-8-3/2024-1-1", FORM, "write 2023-08-03/2024-01-01"),
    ("20230830", FORM, "write 2023-08-30"),
    ("2023-08-30T10:00:00Z", FORM, "write 2023-08-30"),
    ("30/08/2023", FORM, "write 2023-08-30"),
    ("08/30/2023", FORM, "write 2023-08-30"),
    ("03/04/2023", "which number is the month", "write 2023-04-03 or 2023-03-04"),
    ("04.04.2023", FORM, "write 2023-04-04"),
    ("the 1970s", FORM, "write 197X"),
    ("197x", FORM, "write 197X"),
    ("c. 2023", FORM, "write 2023~"),
    ("2023 (unsure)", FORM, "write 2023?"),
    ("since 2009", FORM, "write 2009/.."),
    ("2009-", FORM, "write 2009/.."),
    ("until 2021", FORM, "write ../2021"),
    ("2016-2021", FORM, "write 2016/2021"),
    ("2016–2021", FORM, "write 2016/2021"),
    ("2021 to 2016", "ends before it begins", "write 2016/2021"),
    ("by 26 June 2024", FORM, "write [..2024-06-26]"),
    ("after 2020", FORM, "write [2020..]"),
    ("between 7 June 2024 and 26 June 2024", FORM, "write [2024-06-07..2024-06-26]"),
    ("2023-Q3", FORM, "write [2023-07..2023-09]"),
    ("2016../2017", "not a date", "write 2023"),
    ("2023/2024/2025", "not a date", "2016/2021"),
    ("2023-08~-30", "not a date", "write 2023"),
    ("٢٠٢٣", "not a date", "write 2023"),
    ("unknown", "not a date", "write 2023"),
    ("x" * 5000, "too long", "write 2023"),
]


@pytest.mark.parametrize(("text", "sentence", "fix"), REFUSED)
def test_refuses_with_a_fix(text: str, sentence: str, fix: str) -> None:
    """What is refused is told in one sentence, with what to write."""
    with pytest.raises(DateError) as caught:
        Date.parse(text)
    assert sentence in caught.value.sentence
    assert fix in caught.value.fix
    assert str(caught.value) == f"{caught.value.sentence} | {caught.value.fix}"


@pytest.mark.parametrize(
    "texts",
    [
        ["[..2024-06-26]", "197X", "2016/2021", "2022", "2023-03", "2023-03-30", "2023-04"],
        ["2023", "2023/..", "2023-03-01", "2023-03"],
        ["2023", "2023?", "2023~"],
        ["../2020", "../2021"],
    ],
)
def test_order(texts: list[str]) -> None:
    """An open start comes first, an open end last, and equal spans are told apart by text."""
    assert [date.text for date in sorted(Date.parse(text) for text in reversed(texts))] == texts


def test_equality_and_hash() -> None:
    """Two dates are one when the same is written."""
    assert Date.parse("2023") == Date.parse("2023")
    assert len({Date.parse("2023"), Date.parse("2023"), Date.parse("2023~")}) == 2
    assert Date.parse("2023") != "2023"
    assert Date.parse("2023") >= Date.parse("2022")
    with pytest.raises(TypeError):
        assert Date.parse("2023") < 5
    with pytest.raises(AttributeError):
        Date.parse("2023").text = "2024"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2023", "2024", True),
        ("2023", "2023-12-31", False),
        ("2023-01", "2023-02-01", True),
        ("2023/..", "2024", False),
        ("[..2020]", "2021", True),
        ("2019", "[..2020]", False),
        ("2024", "2023", False),
    ],
)
def test_certainly_before(one: str, other: str, expected: bool) -> None:
    """Only when no reading of the two has them overlap."""
    assert Date.parse(one).certainly_before(Date.parse(other)) is expected


class Record(BaseModel):
    """A model with a date."""

    date: Date


def test_in_a_model() -> None:
    """A model takes a text or a date, keeps the fix in its error, and writes the text."""
    record = Record.model_validate({"date": "2023-08"})
    assert Record(date=record.date).model_dump_json() == '{"date":"2023-08"}'
    with pytest.raises(ValidationError) as caught:
        Record.model_validate({"date": "2023-8"})
    error = caught.value.errors()[0]
    assert (error["type"], error["loc"]) == ("date", ("date",))
    assert error["msg"] == f"“2023-8” {FORM} | write 2023-08"
    assert error["ctx"]["fix"] == "write 2023-08"
    with pytest.raises(ValidationError, match="written as text"):
        Record.model_validate({"date": 2023})
    assert TypeAdapter(Date).json_schema() == {
        "anyOf": [{"type": "string", "pattern": PATTERN}, {"type": "integer"}]
    }


def test_braces_in_a_text_are_only_text() -> None:
    """The message of a model is a template; the text must not become part of it."""
    with pytest.raises(ValidationError, match=re.escape("“(fix)” is not a date")):
        Record.model_validate({"date": "{fix}"})


QUICK = settings(max_examples=200, deadline=None, derandomize=True)
PIECES = st.sampled_from(
    [
        "2023", "197X", "-08", "-30", "8", "/", "..", "[", "]", "~", "?", "%", " ", "August",
        "Q3", "-", "to", "since", "by", "0", "12", "X", "\u202e", "٢", "\ud800", ".",
    ]
)  # fmt: skip


@QUICK
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=9).map("".join)))
def test_nothing_but_a_date_error(text: str) -> None:
    """Any text is a date, or refused with a fix that is itself a date where it names one."""
    try:
        date = Date.parse(text)
    except DateError as error:
        assert error.sentence and error.fix
        named = re.fullmatch(r"write (\S+)", error.fix)
        if named:
            assert Date.parse(named[1])
    else:
        assert date.text == text
        assert re.search(PATTERN, text)
        assert date.words() and date.short()


DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
PARTS = st.builds(
    lambda date, length, flag: date.isoformat()[:length] + flag,
    DAYS,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?"]),
)


@QUICK
@given(PARTS, PARTS, st.sampled_from(["{0}", "{0}/..", "../{0}", "[{0}..]", "[..{0}]", "{0}/{1}"]))
def test_never_padded(one: str, other: str, shape: str) -> None:
    """No words name a day or a month that was not written, and well-formed dates are read."""
    text = shape.format(one, other)
    try:
        date = Date.parse(text)
    except DateError as error:
        assert re.search("before it begins|are the same", error.sentence)
        return
    assert re.search(PATTERN, text)
    days = sum(part.precision == "day" for part in {date.start, date.end} if part)
    said = re.findall(r"\b[0-9]{1,2}\b", date.words())
    assert len(said) == days
    assert sorted([date, Date.parse("2000")]) == sorted([Date.parse("2000"), date])
