"""`brief draft`: every sentence is there once, and every cite that it offers is found."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.drafting.sentences import locator, sentences
from macros.evidence.fold import fold, folded
from macros.evidence.passage import Passage, locate
from macros.records.evidence import Cite
from tests.commands.repositories import CLAIMS, SOURCE, brief, sample
from tests.projects import Project, contents

FINE, FOUND, USAGE = 0, 1, 2
GAZETTE = "gazette-2031-doe"
TEXT = f"texts/{GAZETTE}.txt"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The sample with its text."""
    monkeypatch.delenv("BRIEF_TEXTS", raising=False)
    return sample(tmp_path / "project")


def drafted(on: Project, *arguments: str) -> dict[str, dict[str, object]]:
    """Return what is shown of each sentence, by its first words."""
    outcome = brief(on, "draft", GAZETTE, "--format", "json", *arguments)
    assert outcome.code == FINE
    lines = json.loads(outcome.out)["lines"]
    return {" ".join(line["sentence"].split()[:3]): line for line in lines}


def unused(line: dict[str, object]) -> set[tuple[str, str]]:
    signs = line["unused"]
    assert isinstance(signs, list)
    return {(sign["kind"], sign["words"]) for sign in signs}


def test_every_sentence_is_shown_once(project: Project) -> None:
    text = (project.root / TEXT).read_text("utf-8")
    outcome = brief(project, "draft", GAZETTE, "--format", "json")
    whole = json.loads(outcome.out)
    assert fold("".join(line["sentence"] for line in whole["lines"])) == fold(text)
    assert outcome.err == (
        f"brief draft: {whole['covered']} of {whole['sentences']} sentences covered; "
        f"{whole['waiting']} carry something that no record uses\n"
    )


def test_what_is_covered_and_by_what(project: Project) -> None:
    lines = drafted(project)
    by = {start: line["records"] for start, line in lines.items() if line["records"]}
    assert by == {
        "Norland has allegedly": ["oil-to-sudmark"],
        "The harbour office": ["norland-denies-oil"],
        "Ann Roe, a": ["ann-roe"],
        "Roe said that": ["barrels-counted"],
        "A captain of": ["roe-same-name"],
        "Norland has since": ["barrels-counted"],
        "More is likely,": ["more-oil-likely"],
    }
    assert unused(lines["Norland has allegedly"]) == set()
    assert unused(lines["On 10 June"]) == {("date", "2031"), ("date", "June")}
    assert ("name", "Grey Gull") in unused(lines["A captain of"])
    assert ("name", "Südmark") in unused(lines["In the taverns"])


# An edit of a record → the sentence, and what it now carries that no record uses.
LOST = {
    "a hedge": (
        ("      hedge: alleged\n      hedge_words: allegedly\n", ""),
        "Norland has allegedly",
        ("hedge", "allegedly"),
    ),
    "a party": (
        ("short: Lamp oil to Sudmark\n  roles: {supplier: [norland], recipient: [sudmark]}",
         "short: Lamp oil\n  roles: {supplier: [norland]}"),
        "Norland has allegedly",
        ("name", "Sudmark"),
    ),
    "a denial": (
        ("- id: norland-denies-oil\n  type: denial", "- id: norland-denies-oil\n  type: outlook"),
        "The harbour office",
        ("denial", "denies"),
    ),
    "a speaker": (("by: [ann-roe]", "by: [author]"), "Roe said that", ("speech", "said")),
}  # fmt: skip


@pytest.mark.parametrize("name", LOST)
def test_what_a_record_leaves_out(name: str, project: Project) -> None:
    (old, new), sentence, sign = LOST[name]
    assert sign not in unused(drafted(project)[sentence])
    if name == "a party":
        project.replace(CLAIMS, "lamp oil to Sudmark\n", "lamp oil\n")
    project.replace(CLAIMS, old, new)
    assert sign in unused(drafted(project)[sentence])


def test_boilerplate_is_no_sentence(project: Project) -> None:
    project.replace(
        SOURCE, "held: a copy of our own", "held: x\nboilerplate: [{start: Share this article}]"
    )
    assert "Share this article" not in drafted(project)


def test_every_cite_that_is_offered_is_found(project: Project) -> None:
    text = folded((project.root / TEXT).read_text("utf-8"))
    lines = drafted(project)
    assert all(line["cite"] for line in lines.values())
    for line in lines.values():
        found = locate(Cite.model_validate(line["cite"]), text)
        assert isinstance(found, Passage)
        assert fold(found.text) == fold(str(line["sentence"]))


def test_a_cite_can_be_pasted(project: Project) -> None:
    shown = brief(project, "draft", GAZETTE).out
    [cite] = re.findall(r"^✗ An embargo has.*?(cite: \{.*?\})$", shown, re.MULTILINE | re.DOTALL)
    old = "cite: {source: gazette-2031-doe, start: Norland has allegedly shipped}"
    project.replace(CLAIMS, old, cite)
    verified = brief(project, "verify")
    assert "7 of 7 cites found in 1 texts" in verified.out


def test_only_what_is_left(project: Project) -> None:
    everything, left = drafted(project), drafted(project, "--left")
    assert set(left) < set(everything)
    assert "Norland has allegedly" not in left
    assert all(line["unused"] or not line["records"] for line in left.values())


def test_nothing_is_written(project: Project) -> None:
    before = contents(project.root)
    brief(project, "draft", GAZETTE)
    brief(project, "draft", GAZETTE, "--format", "json")
    assert contents(project.root) == before


MISSING = [
    ("herald", USAGE, "there is no source “herald”; it is one of: "),
    ("gazete-2031-doe", USAGE, "did you mean “gazette-2031-doe”?"),
    ("harbour-register", FOUND, "the text of harbour-register is not at hand"),
    ("league-report-2030", FOUND, "or name its folder in BRIEF_TEXTS"),
]


@pytest.mark.parametrize(("source", "code", "said"), MISSING)
def test_no_text(source: str, code: int, said: str, project: Project) -> None:
    outcome = brief(project, "draft", source)
    assert (outcome.code, outcome.out) == (code, "")
    assert said in outcome.err


def test_a_text_in_another_folder_or_encoding(project: Project) -> None:
    (project.root / "texts").rename(project.root / "elsewhere")
    assert "is not at hand; put it at texts/" in brief(project, "draft", GAZETTE).err
    elsewhere = str(project.root / "elsewhere")
    assert brief(project, "draft", GAZETTE, "--texts", elsewhere).code == FINE
    (project.root / "elsewhere" / f"{GAZETTE}.txt").write_bytes("Südmark".encode("latin-1"))
    assert "is not in UTF-8" in brief(project, "draft", GAZETTE, "--texts", elsewhere).err


def test_a_source_with_gaps(project: Project) -> None:
    project.replace(SOURCE, "held: a copy of our own", "held: TODO")
    outcome = brief(project, "draft", GAZETTE)
    assert outcome.code == USAGE
    assert "cannot be read yet: run  brief check" in outcome.err


# Sentences and their words.

SPLIT = [
    ("One. Two!  Three?\n\nFour", ["One.", "Two!", "Three?", "Four"]),
    ("Mr. A. Holm read. He left.", ["Mr. A. Holm read.", "He left."]),
    ("“Stop!” he said. “No.”", ["“Stop!” he said.", "“No.”"]),
    ("…\nOne", ["One"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), SPLIT)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert [one.text for one in sentences(text)] == wanted


LOCATED = [
    ("Oil went north. Oil went north again.", 1, {"start": "Oil went north again"}),
    ("Oil went north by night. Oil went north by night.", 0, None),
    ("In May oil went north. In June oil went north.", 1, {"start": "In June oil"}),
    ("He left. Oil went north. She left. Oil went north.", 1, None),
    ("“Oil,” he said, “went north.”", 0, {"start": "Oil,” he said"}),
    ("Yes. Oil went.", 0, None),
]


@pytest.mark.parametrize(("text", "index", "wanted"), LOCATED)
def test_a_locator(text: str, index: int, wanted: dict[str, str] | None) -> None:
    one = list(sentences(text))[index]
    assert locator(folded(text), "x", one.start, one.end) == wanted


WORDS = st.text(st.sampled_from("ab .,!“”\n…é"), max_size=120)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_sentences_lose_nothing_and_locators_hold(text: str) -> None:
    found = list(sentences(text))
    assert fold("".join(one.text for one in found)) == fold(text)
    for one in found:
        fields = locator(folded(text), "x", one.start, one.end)
        if fields:
            place = locate(Cite.model_validate({"source": "x", **fields}), folded(text))
            assert isinstance(place, Passage)
            assert fold(place.text).startswith(fold(one.text))
