"""What is asked of a new record: as questions on a terminal, as flags everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..briefing import Briefing
from ..records.claim import HEDGES, MODES, STANCES
from ..records.entity import ENTITY_TYPES
from ..records.evidence import BASES
from ..records.source import SOURCE_KINDS

CLOSED: Mapping[str, tuple[str, ...]] = {
    "source kind": tuple(SOURCE_KINDS),
    "entity type": tuple(ENTITY_TYPES),
    "mode": tuple(MODES),
    "stance": tuple(STANCES),
    "hedge": tuple(HEDGES),
    "basis": tuple(BASES),
}
"""Words of which a field takes one, whatever the topic is."""
_DATE = "2031, 2031-06 or 2031-06-20, as precise as the source"


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a new record."""

    flag: str
    text: str
    needed: bool = False
    """Whether no stub can be written without it."""
    asked: bool = True
    """Whether it is asked on a terminal; otherwise it is a flag only."""
    many: bool = False
    of: str = ""
    """Of which words the answer is one: of a closed list, or of the briefing's own."""
    proposal: str = ""
    """What Enter takes, where a text proposes nothing."""


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "source": (
        Question("url", "its address"),
        Question("title", "the title as printed"),
        Question("kind", "what kind of source it is", of="source kind", proposal="article"),
        Question("outlet", "the outlet that printed it"),
        Question("author", "who wrote it, given name first", many=True),
        Question("issued", f"when it appeared ({_DATE})"),
        Question("short", "how pages refer to it, such as Jane Doe (The Gazette)"),
        Question("held", "which copy you read, and whose, such as The text of the page, as saved"),
    ),
    "entity": (
        Question("name", "the usual English name", needed=True),
        Question("type", "what it is", needed=True, of="entity type"),
        Question("native", "the name in its own script, where a source gives it"),
        Question("lang", "the language of that script: ru, ko", asked=False),
        Question("side", "the editors' group for the network", of="sides"),
    ),
    "claim": (
        Question("thread", "the file of claims that it belongs to", needed=True, of="threads"),
        Question("source", "the source that says it", needed=True, of="source"),
        Question(
            "text", "the bare proposition in your own words, after “according to …, ”", needed=True
        ),
        Question("type", "what kind of claim it is", of="claim_types"),
        Question("mode", "fact, or judgement: a prediction, motive or evaluation", of="mode"),
        Question("short", "the same in at most 28 characters, for charts"),
        Question("role", "who plays which part, as role=id", many=True),
        Question("by", "who says so: an id, author, or unnamed", many=True),
        Question("by-words", "how the source calls whoever says so: traders", asked=False),
        Question("hedge", "how the speaker hedges it", of="hedge"),
        Question("hedge-words", "the hedging words of the passage, as printed", asked=False),
        Question("stance", "what the speaker does", asked=False, of="stance"),
        Question(
            "answers", "for a denial: the claims that it contradicts, and no others", many=True
        ),
        Question("start", "the passage's first three to five words, as printed"),
        Question("entry", "the entry of a register, in place of a passage", asked=False),
        Question("date", f"when it happened ({_DATE})"),
        Question("words", "the words of the source that give the date", asked=False),
        Question("basis", "where the date comes from", asked=False, of="basis"),
    ),
    "designation": (
        Question("target", "who was designated", needed=True, of="entity"),
        Question("authority", "the authority that did it", needed=True, of="entity"),
        Question("list", "the register that holds the entry", of="source"),
        Question("date", f"when ({_DATE})"),
        Question("source", "the source that says so", of="source"),
        Question("start", "the passage's first three to five words, as printed", asked=False),
        Question("entry", "the entry of the register"),
        Question("words", "the words of the source that give the date", asked=False),
        Question("basis", "where the date comes from", asked=False, of="basis"),
    ),
}


def open_to(question: Question, answers: Mapping[str, object], briefing: Briefing) -> bool:
    """Tell whether a question is asked after the answers so far: only a denial answers claims."""
    if question.flag != "answers":
        return question.asked
    kind = briefing.vocabulary.claim_types.get(str(answers.get("type")))
    return kind is not None and kind.denial


def choices(question: Question, briefing: Briefing) -> tuple[str, ...]:
    """Return the words of which an answer is one; none where any answer will do."""
    if not question.of:
        return ()
    if question.of in CLOSED:
        return CLOSED[question.of]
    if question.of in briefing.library.tables:
        kinds = briefing.library.kinds  # stubs with gaps included
        return tuple(key for key, kind in kinds.items() if kind == question.of)
    return tuple(getattr(briefing.vocabulary, question.of))
