"""The truth table: a test for each row and for each hard case, and what goes with a status."""

from __future__ import annotations

from typing import get_args

import pytest

from macros.records.claim import Claim, Hedge
from macros.records.topic import Role
from macros.status import MEANINGS, ROWS, Case, Status, Verdict, judge
from tests.literals import claim, sources

SOURCES = sources("""
gazette: {kind: article, issued: {date: 2031-06-20}}
herald: {kind: article, issued: {date: 2031-06-25}}
echo: {kind: article, issued: {date: 2031-06-26}}
study: {kind: report, issued: {date: 2031-01}}
register: {kind: register, issued: {date: 2031-06-01}}
record: {kind: official-record, issued: {date: 2031-05-01}}
""")
ROLES = {
    "supplier": Role(label="Supplier", definition="Who ships.", conduct=True),
    "recipient": Role(label="Recipient", definition="Who receives.", conduct=True),
    "target": Role(label="Target", definition="At whom it is aimed."),
}
PARTS = "roles: {supplier: [norland], recipient: [sudmark], target: [eastmark]}\n"

DISPUTED, ON_RECORD, REPORTED = Status.DISPUTED, Status.ON_RECORD, Status.REPORTED
ALLEGED, ASSESSED = Status.ALLEGED, Status.ASSESSED


def verdict(assertions: str, general: str = "", mode: str = "fact") -> Verdict:
    """Judge a claim of shipment by its assertions and by denials in general terms."""
    text = f"mode: {mode}\n{PARTS}assertions:\n"
    answers: tuple[Claim, ...] = ()
    if general:
        own = "roles: {denier: [norland]}\nanswers: [case]\nassertions:\n"
        answers = (claim(own + general, id="denial", type="denial"),)
    return judge(Case(claim(text + assertions), SOURCES, ROLES, answers))


ROWS_OF_THE_TABLE = [
    pytest.param(
        """
        - {by: [author], in: gazette}
        - {by: [norland], stance: denies, in: gazette}
        """,
        "fact",
        "denied by a party",
        DISPUTED,
        id="disputed",
    ),
    pytest.param(
        """
        - {by: [author], in: gazette}
        - {by: [norland], stance: confirms, in: gazette}
        """,
        "fact",
        "confirmed or recorded",
        ON_RECORD,
        id="on-record",
    ),
    pytest.param(
        "- {by: [author], in: gazette}", "judgement", "a judgement", ASSESSED, id="judgement"
    ),
    pytest.param(
        "- {by: [author], in: gazette}", "fact", "stated without hedge", REPORTED, id="reported"
    ),
    pytest.param(
        "- {by: [roe], in: gazette}",
        "fact",
        "asserted of another, or as an allegation",
        ALLEGED,
        id="alleged",
    ),
    pytest.param(
        "- {by: [author], hedge: possible, in: gazette}",
        "fact",
        "asserted only as likely or possible",
        ASSESSED,
        id="assessed",
    ),
]


@pytest.mark.parametrize(("assertions", "mode", "row", "status"), ROWS_OF_THE_TABLE)
def test_each_row(assertions: str, mode: str, row: str, status: Status) -> None:
    judged = verdict(assertions, mode=mode)
    assert (judged.row, judged.status) == (row, status)


def test_every_row_has_a_test_in_its_order() -> None:
    tested = [(param.values[2], param.values[3]) for param in ROWS_OF_THE_TABLE]
    assert tested == [(name, status) for name, status, _ in ROWS]


SAID_BEFORE = "- {by: [norland], stance: denies, said: {date: 2031-06-01}, in: gazette}"
DENIED = "- {by: [norland], stance: denies, said: {date: 2031-06-22}, in: herald}"
CONFIRMED = "- {by: [norland], stance: confirms, said: {date: 2031-06-24}, in: herald}"
HARD_CASES = {
    # Denials that count, and denials that do not
    "a denial from before the first assertion": (
        ["- {by: [author], in: gazette}", SAID_BEFORE],
        REPORTED,
    ),
    "a denial from after an earlier assertion, printed before a later one": (
        [
            "- {by: [roe], said: {date: 2031-05}, in: gazette}",
            "- {by: [author], in: herald}",
            SAID_BEFORE,
        ],
        DISPUTED,
    ),
    "a denial in the month of the assertion may be later": (
        [
            "- {by: [author], in: gazette}",
            "- {by: [norland], stance: denies, said: {date: 2031-06}, in: gazette}",
        ],
        DISPUTED,
    ),
    "an undated denial in the same source": (
        ["- {by: [author], in: gazette}", "- {by: [norland], stance: denies, in: gazette}"],
        DISPUTED,
    ),
    "an undated denial in another source": (
        ["- {by: [author], in: gazette}", "- {by: [norland], stance: denies, in: herald}"],
        REPORTED,
    ),
    "a third party's denial": (
        ["- {by: [author], in: gazette}", "- {by: [roe], stance: denies, in: gazette}"],
        REPORTED,
    ),
    "a denial by a party of another's conduct": (
        ["- {by: [author], in: gazette}", "- {by: [eastmark], stance: denies, in: gazette}"],
        DISPUTED,
    ),
    "a denial by a person on behalf of a party": (
        [
            "- {by: [author], in: gazette}",
            "- {by: [roe], for: [norland], stance: denies, in: gazette}",
        ],
        DISPUTED,
    ),
    "an unnamed denier on behalf of a party": (
        [
            "- {by: [author], in: gazette}",
            "- {by: [unnamed], by_words: aides, for: [norland], stance: denies, in: gazette}",
        ],
        DISPUTED,
    ),
    "a doubt of a party is no denial": (
        ["- {by: [author], in: gazette}", "- {by: [norland], stance: doubts, in: gazette}"],
        REPORTED,
    ),
    "a judgement that a party denies": (
        ["- {by: [author], hedge: possible, in: gazette}", DENIED],
        DISPUTED,
    ),
    # Denials taken back, and confirmations taken back
    "a denial, taken back later": (["- {by: [author], in: gazette}", DENIED, CONFIRMED], ON_RECORD),
    "a denial, taken back by a person for the party": (
        [
            "- {by: [author], in: gazette}",
            DENIED,
            "- {by: [roe], for: [norland], stance: confirms, in: echo}",
        ],
        ON_RECORD,
    ),
    "a denial, while another party confirms later": (
        ["- {by: [author], in: gazette}", DENIED, "- {by: [sudmark], stance: confirms, in: echo}"],
        DISPUTED,
    ),
    "a confirmation, taken back later": (
        ["- {by: [norland], stance: confirms, said: {date: 2031-06-21}, in: herald}", DENIED],
        DISPUTED,
    ),
    "denied, confirmed and denied again": (
        [
            "- {by: [author], in: gazette}",
            DENIED,
            CONFIRMED,
            "- {by: [norland], stance: denies, said: {date: 2031-06-25}, in: echo}",
        ],
        DISPUTED,
    ),
    "confirmed and denied in one source, both undated": (
        [
            "- {by: [norland], stance: confirms, in: gazette}",
            "- {by: [norland], stance: denies, in: gazette}",
        ],
        DISPUTED,
    ),
    "a third party's confirmation": (
        ["- {by: [roe], in: gazette}", "- {by: [gov], stance: confirms, in: gazette}"],
        ALLEGED,
    ),
    "a confirmation with a hedge": (
        [
            "- {by: [roe], in: gazette}",
            "- {by: [norland], stance: confirms, hedge: possible, in: gazette}",
        ],
        ALLEGED,
    ),
    # Official records and registers
    "a register in its own voice": (["- {by: [author], in: 'register#7'}"], ON_RECORD),
    "an official record in its own voice": (["- {by: [author], in: record}"], ON_RECORD),
    "a report in its own voice": (["- {by: [author], in: study}"], REPORTED),
    "grounds that an authority gives in a register": (
        ["- {by: [the-league], in: 'register#7'}"],
        ALLEGED,
    ),
    "grounds that an official record hedges": (
        ["- {by: [author], hedge: assessed, in: record}"],
        ASSESSED,
    ),
    # Own conduct, and that of others
    "a party on its own conduct": (["- {by: [norland], in: gazette}"], REPORTED),
    "a person for a party, on its own conduct": (
        ["- {by: [roe], for: [norland], in: gazette}"],
        REPORTED,
    ),
    "a party on another's conduct": (["- {by: [eastmark], in: gazette}"], ALLEGED),
    "a party on its own conduct, hedged": (
        ["- {by: [norland], hedge: possible, in: gazette}"],
        ASSESSED,
    ),
    "a stranger on others' conduct": (["- {by: [roe], in: gazette}"], ALLEGED),
    "somebody unnamed, without a hedge": (
        ["- {by: [unnamed], by_words: traders, in: gazette}"],
        ALLEGED,
    ),
    # Hedges
    "an author's reportedly": (["- {by: [author], hedge: reported, in: gazette}"], ALLEGED),
    "an author's allegedly": (["- {by: [author], hedge: alleged, in: gazette}"], ALLEGED),
    "an author's believed": (["- {by: [author], hedge: assessed, in: gazette}"], ASSESSED),
    "only assessed and possible": (
        [
            "- {by: [roe], hedge: assessed, in: gazette}",
            "- {by: [author], hedge: possible, in: herald}",
        ],
        ASSESSED,
    ),
    "assessed by one and alleged by another": (
        [
            "- {by: [roe], hedge: assessed, in: gazette}",
            "- {by: [author], hedge: alleged, in: herald}",
        ],
        ALLEGED,
    ),
    "assessed by one and said flatly by another of others": (
        ["- {by: [author], hedge: assessed, in: gazette}", "- {by: [roe], in: herald}"],
        ALLEGED,
    ),
    "alleged by one and stated flatly by another author": (
        ["- {by: [author], hedge: alleged, in: gazette}", "- {by: [author], in: herald}"],
        REPORTED,
    ),
}


@pytest.mark.parametrize(("assertions", "status"), HARD_CASES.values(), ids=HARD_CASES)
def test_hard_case(assertions: list[str], status: Status) -> None:
    assert verdict("\n".join(assertions)).status is status


@pytest.mark.parametrize(
    ("assertion", "status"),
    [
        ("{by: [norland], in: gazette}", ASSESSED),
        ("{by: [author], in: gazette}", ASSESSED),
        ("{by: [author], in: 'register#7'}", ASSESSED),
        ("{by: [roe], hedge: alleged, in: gazette}", ASSESSED),
    ],
)
def test_a_judgement_stays_one_whoever_makes_it(assertion: str, status: Status) -> None:
    assert verdict(f"- {assertion}", mode="judgement").status is status


@pytest.mark.parametrize(
    ("assertion", "general", "status", "counts"),
    [
        ("{by: [author], in: gazette}", "{by: [norland], in: gazette}", DISPUTED, [True]),
        (
            "{by: [author], in: gazette}",
            "{by: [roe], for: [norland], said: {date: 2031-07}, in: herald}",
            DISPUTED,
            [True],
        ),
        # Before the claim was made, in another source without a date, or by a stranger
        (
            "{by: [author], in: gazette}",
            "{by: [norland], said: {date: 2031-05}, in: gazette}",
            REPORTED,
            [False],
        ),
        ("{by: [author], in: gazette}", "{by: [norland], in: herald}", REPORTED, [False]),
        ("{by: [author], in: gazette}", "{by: [roe], in: gazette}", REPORTED, [False]),
        # An opponent's remark that a party denies is not the party's denial
        (
            "{by: [author], in: gazette}",
            "{by: [norland], stance: doubts, in: gazette}\n- {by: [roe], in: gazette}",
            REPORTED,
            [False],
        ),
        (
            "{by: [norland], stance: confirms, said: {date: 2031-06-24}, in: herald}",
            "{by: [norland], said: {date: 2031-06-22}, in: herald}",
            ON_RECORD,
            [False],
        ),
    ],
)
def test_denials_in_general_terms(
    assertion: str, general: str, status: Status, counts: list[bool]
) -> None:
    judged = verdict(f"- {assertion}", f"- {general}")
    assert judged.status is status
    assert [denial.counts for denial in judged.denials] == counts
    assert all(denial.general and denial.claim == "denial" for denial in judged.denials)


def test_a_strangers_denial_is_shown_and_does_not_count() -> None:
    judged = verdict("- {by: [author], in: gazette}\n- {by: [roe], stance: denies, in: gazette}")
    [denial] = judged.denials
    assert (denial.by, denial.parties, denial.counts) == (("roe",), (), False)
    assert judged.denied_by == ()


@pytest.mark.parametrize(
    ("assertions", "earlier"),
    [
        (["- {by: [author], in: gazette}", SAID_BEFORE], True),
        (["- {by: [author], in: gazette}", DENIED], False),
        (["- {by: [author], in: gazette}", DENIED, CONFIRMED], True),
        (
            ["- {by: [author], in: gazette}", "- {by: [norland], stance: denies, in: herald}"],
            False,  # undated, so nobody can tell
        ),
    ],
)
def test_a_denial_that_came_first_is_known_as_such(assertions: list[str], earlier: bool) -> None:
    [denial] = verdict("\n".join(assertions)).denials
    assert denial.earlier is earlier


def test_who_denies_on_whose_behalf_is_kept() -> None:
    judged = verdict(
        "- {by: [author], in: gazette}\n"
        "- {by: [roe], for: [norland], stance: denies, in: gazette}\n"
        "- {by: [sudmark], stance: denies, in: gazette}\n"
        "- {by: [eastmark], stance: denies, in: herald}"
    )
    told = [(denial.by, denial.parties, denial.general) for denial in judged.denied_by]
    assert told == [(("roe",), ("norland",), False), (("sudmark",), ("sudmark",), False)]


ORIGINS = {
    "articles that relay one official": (
        [
            "{by: [gov], in: gazette}",
            "{by: [gov], in: herald}",
            "{by: [gov], in: echo}",
            "{by: [gov], via: [herald], in: study}",
            "{by: [gov], in: record}",
        ],
        [{"gov"}],
    ),
    "two officials of one government": (
        ["{by: [roe], for: [gov], in: gazette}", "{by: [doe], for: [gov], in: herald}"],
        [{"gov"}],
    ),
    "an official, and the government itself": (
        ["{by: [roe], for: [gov], in: gazette}", "{by: [gov], in: herald}"],
        [{"gov"}],
    ),
    "an official, and her own view": (
        ["{by: [roe], for: [gov], in: gazette}", "{by: [roe], in: herald}"],
        [{"gov"}, {"roe"}],
    ),
    "two articles in their own voices": (
        ["{by: [author], in: gazette}", "{by: [author], in: herald}"],
        [{"author:gazette"}, {"author:herald"}],
    ),
    "one article twice": (
        ["{by: [author], in: gazette}", "{by: [author], hedge: alleged, in: gazette}"],
        [{"author:gazette"}],
    ),
    "unnamed speakers of one description": (
        ["{by: [unnamed], by_words: traders, in: gazette}"] * 2,
        [{"unnamed:gazette:traders"}],
    ),
    "unnamed speakers of two sources": (
        [
            "{by: [unnamed], by_words: traders, in: gazette}",
            "{by: [unnamed], by_words: traders, in: herald}",
        ],
        [{"unnamed:gazette:traders"}, {"unnamed:herald:traders"}],
    ),
    "two who speak together": (["{by: [roe, doe], in: gazette}"], [{"roe", "doe"}]),
    "deniers and doubters are none": (
        [
            "{by: [author], in: gazette}",
            "{by: [norland], stance: denies, in: gazette}",
            "{by: [doe], stance: doubts, in: gazette}",
        ],
        [{"author:gazette"}],
    ),
}


@pytest.mark.parametrize(("assertions", "origins"), ORIGINS.values(), ids=ORIGINS)
def test_origins(assertions: list[str], origins: list[set[str]]) -> None:
    judged = verdict("\n".join(f"- {one}" for one in assertions))
    assert [set(one) for one in judged.origins] == origins


@pytest.mark.parametrize(
    ("assertions", "first", "last"),
    [
        (["{by: [author], in: gazette}"], "2031-06-20", "2031-06-20"),
        (["{by: [author], in: herald}", "{by: [author], in: gazette}"], "2031-06-20", "2031-06-25"),
        (["{by: [roe], said: {date: 2030-12}, in: herald}"], "2030-12", "2030-12"),
        (
            ["{by: [roe], said: {date: 2030}, in: herald}", "{by: [author], in: study}"],
            "2030",
            "2031-01",
        ),
        (
            [
                "{by: [author], in: gazette}",
                "{by: [norland], stance: denies, said: {date: 2031-08}, in: gazette}",
            ],
            "2031-06-20",
            "2031-06-20",
        ),
        (["{by: [author], in: a-source-that-is-not-there}"], None, None),
    ],
)
def test_first_and_last_asserted(
    assertions: list[str], first: str | None, last: str | None
) -> None:
    judged = verdict("\n".join(f"- {one}" for one in assertions))
    told = [date.text if date else None for date in (judged.first, judged.last)]
    assert told == [first, last]


def test_every_status_has_its_word_and_meaning() -> None:
    assert list(MEANINGS) == list(Status)
    assert [one.word for one in Status] == [
        "Disputed", "On record", "Reported", "Alleged", "Assessed",
    ]  # fmt: skip
    assert all(one.meaning.endswith(".") for one in Status)


@pytest.mark.parametrize("hedge", get_args(Hedge))
@pytest.mark.parametrize("mode", ["fact", "judgement"])
@pytest.mark.parametrize("by", ["author", "norland", "roe"])
def test_a_hedge_never_makes_a_claim_firmer(hedge: str, mode: str, by: str) -> None:
    firmness = [ASSESSED, ALLEGED, REPORTED, ON_RECORD]
    for source in SOURCES:
        where = f"{source}#7" if source == "register" else source
        flat = verdict(f"- {{by: [{by}], in: '{where}'}}", mode=mode).status
        hedged = verdict(f"- {{by: [{by}], hedge: {hedge}, in: '{where}'}}", mode=mode).status
        assert firmness.index(hedged) <= firmness.index(flat)
