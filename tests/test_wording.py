"""The attributed sentence: golden sentences, and what holds of every claim's sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.briefing import Briefing, open_briefing
from macros.checks import inspect
from macros.records.claim import Claim
from macros.records.problems import Severity
from macros.status import POSITIVE
from macros.wording import attributed_text, compose, name_pieces
from tests.conftest import DataDir
from tests.literals import claim_fields, value
from tests.projects import SAMPLE, lay

GOLDEN = value((Path(__file__).parent / "golden" / "wording.yml").read_text("utf-8"))
HERALD = """
id: herald
kind: article
title: Lamps
short: Herald
definite: true
issued: {date: 2031-06-25}
held: a copy
"""
PARTS = {"supplier": ["norland"], "recipient": ["sudmark"]}


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    """The sample's briefing with the golden claims as a thread of their own."""
    claims = []
    for case in GOLDEN:
        claims.append(claim_fields({"roles": PARTS, **case["claim"], "id": case["case"]}))
        for index, other in enumerate(case.get("also", ())):
            claims.append(claim_fields({**other, "id": f"{case['case']}-{index + 1}"}))
    folder = tmp_path_factory.mktemp("golden") / "data"
    shutil.copytree(SAMPLE / "data", folder, ignore=shutil.ignore_patterns("evidence"))
    lay(folder, {"claims/embargo.yml": json.dumps(claims), "sources/herald.yml": HERALD})
    found = inspect(folder)
    assert [one.text() for one in found.problems if one.severity is Severity.ERROR] == []
    return open_briefing(folder)


@pytest.mark.parametrize("case", GOLDEN, ids=[case["case"] for case in GOLDEN])
def test_golden_sentence(case: dict[str, Any], golden: Briefing) -> None:
    assert attributed_text(golden, golden.claims[case["case"]]) == case["sentence"]


def test_every_claim_says_who_says_it_and_who_denies_it(briefing: Briefing) -> None:
    missing = [
        f"{key}: {name} is not in {sentence}"
        for key, claim in briefing.claims.items()
        for sentence in [attributed_text(briefing, claim)]
        for assertion in (
            *claim.assertions,
            *(denial.assertion for denial in briefing.verdicts[key].denials),
        )
        for who in assertion.by
        for name in ["".join(piece.text for piece in name_pieces(briefing, who, assertion))]
        if name not in sentence
    ]
    assert missing == []


FORMS: dict[str, Callable[[Claim, str], bool]] = {
    "holds the claim's text": lambda claim, text: claim.text in text,
    "begins with a capital": lambda claim, text: text[0].isupper(),
    "is longer than the claim": lambda claim, text: not text.startswith(claim.text),
    "ends with one full stop": lambda claim, text: text.endswith(".") and not text.endswith(".."),
    "has single spaces": lambda claim, text: text == " ".join(text.split()),
    "has no space before a mark": lambda claim, text: not any(f" {m}" in text for m in ",;."),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_sentence(form: str, briefing: Briefing) -> None:
    holds = FORMS[form]
    sentences = [(claim, attributed_text(briefing, claim)) for claim in briefing.claims.values()]
    assert [text for claim, text in sentences if not holds(claim, text)] == []


def test_no_sentence_is_firmer_than_its_record(briefing: Briefing, golden: Briefing) -> None:
    found = [
        text
        for one in (briefing, golden)
        for claim in one.claims.values()
        if hedged(claim)
        for text in [attributed_text(one, claim)]
        if text.startswith(("By ", "As recorded"))
        or (text.startswith("According to ") and " passed on by " not in text.split(", ")[0])
    ]
    assert found == []


def test_every_hedge_is_shown_in_the_words_of_its_source(briefing: Briefing) -> None:
    missing = [
        f"{claim.id}: “{assertion.hedge_words}” is not in {text}"
        for claim in briefing.claims.values()
        for text in [attributed_text(briefing, claim)]
        for assertion in claim.assertions
        if assertion.hedge_words and assertion.hedge_words not in text
    ]
    assert missing == []


def hedged(claim: Claim) -> bool:
    """Tell whether everybody who asserts a claim hedges it."""
    return all(a.hedge != "none" for a in claim.assertions if a.stance in POSITIVE)


def test_pieces_lead_to_records(briefing: Briefing) -> None:
    for claim in briefing.claims.values():
        for piece in compose(briefing, claim).pieces:
            if piece.kind:
                assert piece.id in briefing.library.tables[piece.kind], piece


def test_a_speaker_without_a_record_keeps_the_id(data_dir: DataDir) -> None:
    folder = data_dir({"entities/ann-roe.yml": None})
    briefing = open_briefing(folder)
    sentence = attributed_text(briefing, briefing.claims["barrels-counted"])
    assert sentence.startswith("According to ann-roe for Sudmark, ")
