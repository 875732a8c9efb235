"""A claim: one proposition in our own words, and everybody who asserts or denies it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from .dates import Date
from .evidence import Cite, When
from .fields import (
    ClaimId,
    ClaimTypeWord,
    EntityId,
    Flag,
    Id,
    Label,
    Line,
    Many,
    PartyId,
    Prose,
    Record,
    RelayId,
    RoleWord,
    SpeakerId,
    Trimmed,
    fault,
)

STANCES = {
    "asserts": "Says that the proposition holds.",
    "confirms": "A party admits it, or an official record holds it.",
    "denies": "Says that this very proposition does not hold.",
    "doubts": "Calls it into question without denying it.",
}
HEDGES = {
    "none": "Said flatly.",
    "reported": "Passed on as something reported: “reportedly”, “has been reported as”.",
    "alleged": "Passed on as an accusation: “allegedly”, “is accused of”.",
    "assessed": "Held to be likely: “believed”, “suggests”, “likely”, “is considered”.",
    "possible": "Held to be possible: “could”, “may”, “potentially”.",
}
LIKELIHOODS = {
    "almost-no-chance": "The source's own word is of this strength: almost no chance, remote.",
    "very-unlikely": "Very unlikely, highly improbable.",
    "unlikely": "Unlikely, improbable.",
    "roughly-even-chance": "A roughly even chance.",
    "likely": "Likely, probable.",
    "very-likely": "Very likely, highly probable.",
    "almost-certain": "Almost certain, nearly certain.",
}
MODES = {
    "fact": "Something that happened, holds or was said; it can be checked.",
    "judgement": (
        "A prediction, a motive, an evaluation, or a statement about evidence "
        "(“scant”, “little”); whoever makes it, it stays a judgement."
    ),
}

Stance = Literal["asserts", "confirms", "denies", "doubts"]
Hedge = Literal["none", "reported", "alleged", "assessed", "possible"]
Likelihood = Literal[
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even-chance",
    "likely",
    "very-likely",
    "almost-certain",
]
Mode = Literal["fact", "judgement"]


def _quotation(text: str) -> str:
    if len(text.split()) > 25:
        raise fault(
            "quotation-length",
            f"a quotation has at most 25 words, this one has {len(text.split())}",
            "keep the words that matter and drop the rest",
        )
    return text


def _clause(text: str) -> str:
    if text.endswith("."):
        raise fault(
            "clause",
            "the text ends with a full stop, but it stands inside a longer sentence",
            "remove the full stop: the text follows “according to …, ”",
        )
    return text


Quotation = Annotated[
    str, StringConstraints(min_length=1, max_length=240), AfterValidator(_quotation)
]
"""Words of a named speaker as printed, at most 25."""

Clause = Annotated[Line, AfterValidator(_clause)]
"""A clause that can follow “according to …, ”: lower-case unless a name opens it, no full stop."""

Short = Annotated[str, StringConstraints(min_length=1, max_length=28), Trimmed]
"""A label for charts, at most 28 characters."""


class Assertion(Record):
    """What one speaker, or several together, say of the proposition, and where it is printed."""

    by: Annotated[Many[SpeakerId], Field(min_length=1)]
    """Who speaks: ids, `author` for the source's own voice, or `unnamed` with `by_words`."""
    for_: Many[EntityId] = Field(default=(), alias="for")
    """On whose behalf they speak, where the source says so."""
    via: Many[RelayId] = ()
    """Who passed it on before the cited source did, nearest to us first."""
    by_words: Label | None = None
    """How the source calls the speaker: “its foreign ministry”, “analysts”."""
    medium: Label | None = None
    """What is shown or referred to: satellite imagery, a message on Telegram, a report."""
    stance: Stance = "asserts"
    """asserts, confirms, denies or doubts the proposition."""
    hedge: Hedge = "none"
    """How the speaker hedges it; never firmer than the passage."""
    hedge_words: Label | None = None
    """The hedging words of the passage, as printed."""
    likelihood: Likelihood | None = None
    """Only where the passage itself uses such a word."""
    said: When | None = None
    """When it was said, where that is not the source's own date."""
    quote: Quotation | None = None
    """Words of a named speaker as printed, at most 25."""
    cite: Cite
    """The passage or entry where this stands."""

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        """An unnamed speaker has words of the source; a hedge and its words come together."""
        if "unnamed" in self.by and not self.by_words:
            raise fault(
                "unnamed-speaker",
                "an unnamed speaker needs the source's words for them",
                "add  by_words: <as the source calls them, e.g. analysts>",
            )
        if (self.hedge == "none") != (self.hedge_words is None):
            raise fault(
                "hedge-words",
                "a hedge comes with its words from the passage, and no words without a hedge",
                "give both hedge and hedge_words, or neither",
            )
        return self


class Correction(Record):
    """What a claim said before, since when it does not, and why."""

    date: Date
    """The day of the correction."""
    was: Line
    """What stood here before."""
    why: Line
    """Why it was changed."""


class Withdrawal(Record):
    """The end of a claim that stays at its address with the reason."""

    date: Date
    """The day of the withdrawal."""
    why: Line
    """Why it was withdrawn."""


class Waiver(Record):
    """An editor's decision that a language rule does not fit this record."""

    code: Id
    """The code of the rule, as the message prints it."""
    reason: Line
    """Why the rule does not fit here."""


class Claim(Record):
    """One proposition, who asserts it, who denies it, how firmly, since when, and where."""

    id: Id
    """The permanent id, also the anchor on the thread's page."""
    type: ClaimTypeWord
    """A claim type of the vocabulary."""
    mode: Mode
    """fact or judgement; predictions, motives and evaluations are judgements."""
    text: Clause
    """The bare proposition in our own words, without any hedge, fit to follow “according to …,”."""
    short: Short
    """The same in at most 28 characters, for charts."""
    roles: dict[RoleWord, Annotated[Many[PartyId], Field(min_length=1)]]
    """Who plays which part: a role of the vocabulary, and the ids of the parties."""
    when: When | None = None
    """When it happened or held; left out where no source says."""
    assertions: Annotated[Many[Assertion], Field(min_length=1)]
    """Everybody who asserts, confirms, denies or doubts it."""
    answers: Many[ClaimId] = ()
    """For a denial: the claims that it contradicts, and no others."""
    compare: Many[ClaimId] = ()
    """Claims that say nearly the same, or differ in a figure, a date or a name."""
    note: Prose | None = None
    """What a reader should know: a difference between sources, an oddity of the passage."""
    waive: Many[Waiver] = ()
    """Language rules that do not fit here, each with a reason."""
    draft: Flag = False
    """A draft shows in the preview only."""
    added: Date
    """The day on which this record was added."""
    corrections: Many[Correction] = ()
    """Every later change of substance."""
    withdrawn: Withdrawal | None = None
    """Set when the claim no longer stands; the record stays."""

    @model_validator(mode="after")
    def _somebody_asserts(self) -> Self:
        """A claim that nobody asserts has no status: a bare denial is a claim of type denial."""
        if not any(a.stance in ("asserts", "confirms") for a in self.assertions):
            raise fault(
                "nobody-asserts",
                "nobody asserts this claim, so it has no status",
                "add who asserts it, or write the denial as a claim of type denial",
            )
        return self
