"""Passages: where a cite begins and ends, and what is said when it has no passage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.evidence.fold import fold, folded
from macros.evidence.passage import (
    LONGEST,
    Fault,
    Passage,
    locate,
    nearest_passage,
    sentence_end,
    sentence_start,
)
from macros.records.evidence import Cite
from tests.evidence.texts import own_folded, own_texts, windows
from tests.literals import value

# A text with marks: | begins a sentence, and each is found from every place in it.
SENTENCES = [
    "|The ship lay still. |Nobody knew why.",
    "|Is it so? |It is! |So… |Then it began.",
    "|A line without a stop\n|and the next line",
    "|One.\n\n|Two.",
    "|Mr. Holm read it. |Mrs. Roe and Dr. Poe left.",
    "|Gen. Holm and Prof. Roe met Lt. Poe. |They spoke.",
    "|It was seen on Jan. 5 and Sept. 9. |Then no more.",
    "|J. D. Roe wrote it. |U.S. officials read it.",
    "|Ships, e.g. the Gull, lay there. |Others left.",
    "|It weighed 3.5 tons. |No. 7 was heavier.",
    "|He said “yes.” |She said ‘no.’ |They left.",
    '|He said "yes." |She left (at once.) |Then it rained.',
    "|«Oui.» |Non.",
    "|What?! |Nothing... |Truly.",
    "|“Stop!” he said. |“Why?” she asked… and left.",
    "|It ended.\u00a0|A no-break space follows.",
    "|It ended. \u00a0 |Several spaces follow.",
    "|No stop at all",
    "|See briefing.example/oil and 2.0 of it. |Done.",
    "|St. Anne vs. the League, No. 4. |It was settled.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    starts: list[tuple[int, int]] = []
    for part in marked.split("|")[1:]:
        start = starts[-1][1] if starts else 0
        starts.append((start, start + len(part)))
    for start, after in starts:
        end = start + len(text[start:after].rstrip("\n \u00a0"))
        for place in range(start, end):
            if text[place].isalnum():
                assert sentence_start(text, place) == start, (place, text[place:])
                assert sentence_end(text, place) == end, (place, text[place:])


GOLDEN = value((Path(__file__).parent / "passages.yml").read_text("utf-8"))
TEXT: str = GOLDEN["text"]


@pytest.mark.parametrize(
    "case", GOLDEN["cites"], ids=lambda case: " … ".join(case["cite"].values())
)
def test_passage(case: dict[str, Any]) -> None:
    cite = case["cite"]
    place = locate(Cite.model_validate({"source": "paper", **cite}), folded(TEXT))
    if isinstance(place, Fault):
        kind, field, *more = case["fault"].split()
        assert (place.kind, place.field) == (kind, field), place
        assert cite[field] in place.sentence
        assert all(cite.get(word, word) in place.sentence for word in more)
        assert place.fix
    else:
        assert place.text == case["passage"]
        assert TEXT[place.start : place.end] == place.text


LENGTHS = [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)]


@pytest.mark.parametrize(("words", "fits"), LENGTHS)
@pytest.mark.parametrize("with_end", [True, False])
def test_a_passage_has_at_most_eighty_words(words: int, fits: bool, with_end: bool) -> None:
    text = " ".join(f"w{index}x" for index in range(words)) + ". Then it ends."
    end = " ".join(f"w{index}x" for index in range(words - 3, words)) if with_end else None
    fields = {"source": "paper", "start": "w0x w1x w2x", **({"end": end} if end else {})}
    cite = Cite.model_validate(fields)
    place = locate(cite, folded(text))
    if fits:
        assert isinstance(place, Passage)
        assert place.words == words
    else:
        assert isinstance(place, Fault)
        assert (place.kind, place.field) == ("passage-too-long", "end" if with_end else "start")
        assert str(words) in place.sentence


def test_the_prefix_that_is_offered_finds_a_passage() -> None:
    fault = locate(Cite(source="paper", start="the ship Grey Gull"), folded(TEXT))
    assert isinstance(fault, Fault)
    offered = fault.fix.split("prefix: ")[1].split("  (")[0]
    cite = Cite(source="paper", start="the ship Grey Gull", prefix=offered)
    assert isinstance(locate(cite, folded(TEXT)), Passage)


NEAREST = [
    ("Norland has openly shipped", "Norland has “quietly” shipped"),
    ("the ship Gray Gull", "The ship Grey Gull"),
    ("Nobody knew where the ship", "Nobody knows wherethe ship went"),
    ("well known light house", "for the well-known lighthouse."),
    ("", ""),
]


@pytest.mark.parametrize(("words", "wanted"), NEAREST)
def test_nearest_passage(words: str, wanted: str) -> None:
    near, likeness = nearest_passage(folded(TEXT), words)
    assert near == wanted
    assert (0.6 < likeness < 1) if words else likeness == 0


def test_the_nearest_passage_of_nothing() -> None:
    assert nearest_passage(folded(""), "Norland has shipped") == ("", 0.0)
    near, likeness = nearest_passage(folded("too short"), "Norland has shipped")
    assert (near, likeness < 0.6) == ("too short", True)


def test_what_is_near_is_named_and_what_is_not_is_not() -> None:
    near = locate(Cite(source="paper", start="Norland has quietly sold"), folded(TEXT))
    far = locate(Cite(source="paper", start="zebras juggle xylophones"), folded(TEXT))
    assert isinstance(near, Fault)
    assert isinstance(far, Fault)
    assert "nearest words there are “Norland has “quietly” shipped”" in near.fix
    assert "nearest" not in far.fix


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.sampled_from(sorted(own_texts())), st.integers(3, 5), st.data())
def test_a_window_that_stands_once_is_a_passage(
    source: str, size: int, data: st.DataObject
) -> None:
    text = own_texts()[source]
    found = windows(text, size)
    words = " ".join(found[data.draw(st.integers(0, len(found) - 1))])
    if len(words) > 80 or not fold(words):
        return
    place = locate(Cite(source="paper", start=words), own_folded(source))
    if isinstance(place, Fault):
        assert place.kind in ("cite-not-unique", "passage-too-long")
    else:
        assert fold(place.text).startswith(fold(words))
        assert text[place.start : place.end] == place.text
        assert "\n" not in place.text[len(words) :]
        assert sentence_start(text, place.start) <= place.start < place.end


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="Aab.!?…”)’ \n\u00a0Mr", max_size=60), st.data())
def test_sentences_of_any_text(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    start, end = sentence_start(text, place), sentence_end(text, place)
    assert 0 <= start <= place <= end <= len(text)
    assert "\n" not in text[place:end]
