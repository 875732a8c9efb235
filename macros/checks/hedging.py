"""Rules against making a sentence firmer than its passage, or its author its speaker."""

from __future__ import annotations

from collections.abc import Iterator

from ..briefing import parties
from ..evidence.desk import Cited, Desk
from ..evidence.passage import Passage
from ..records.claim import Assertion, Claim
from ..status import POSITIVE
from . import lexicon
from .passages import paragraph_of
from .rule import Finding, Rule, language


def _asserted(desk: Desk) -> Iterator[tuple[Cited, Claim, Assertion, Passage]]:
    """Yield every assertion of a claim that stands in a passage at hand."""
    for cited in desk.passages:
        claim, assertion = cited.claim, cited.assertion
        if cited.passage is not None and claim is not None and assertion is not None:
            yield cited, claim, assertion, cited.passage


@language(
    "hedge-missing",
    bad="by: [author]   # the passage: “Norland has allegedly shipped …”",
    good="by: [author]\n  hedge: alleged\n  hedge_words: allegedly",
)
def hedge_missing(desk: Desk) -> Iterator[Finding]:
    """Where a passage hedges, its assertion hedges: an allegation is never worded as a fact."""
    kinds = desk.briefing.vocabulary.claim_types
    for cited, claim, assertion, passage in _asserted(desk):
        found = lexicon.hedges(passage.text)
        if claim.type in kinds and kinds[claim.type].denial:
            found.pop("alleged", None)  # what is denied is often called an allegation
        kept = lexicon.content(claim.text)
        found = {
            kind: word for kind, word in found.items() if not lexicon.content(word) & kept - {""}
        }
        if assertion.hedge == "none" and assertion.stance in POSITIVE and found:
            kind, word = next(iter(found.items()))
            yield Finding(
                cited.filed,
                (*cited.steps[:2], "cite"),
                f"the passage hedges (“{word}”), the assertion does not",
                f"add  hedge: {kind}  and  hedge_words: {word}\n"
                "or end the passage before it, or waive the rule if the hedge belongs to "
                "another part of the sentence",
                key=True,
            )


@language(
    "hedge-kind",
    bad="hedge: possible\n  hedge_words: allegedly",
    good="hedge: alleged\n  hedge_words: allegedly",
    needs_text=False,
)
def hedge_kind(desk: Desk) -> Iterator[Finding]:
    """The kind of a hedge is that of its words."""
    for filed in desk.claims:
        for index, assertion in enumerate(filed.record.assertions):
            if assertion.hedge_words:
                kinds = lexicon.hedges(assertion.hedge_words)
                if kinds and assertion.hedge not in kinds:
                    kind = next(iter(kinds))
                    yield Finding(
                        filed,
                        ("assertions", index, "hedge"),
                        f"“{assertion.hedge_words}” is no hedge of the kind “{assertion.hedge}”",
                        f"write  hedge: {kind}",
                    )


@language(
    "judgement-as-fact",
    bad="mode: fact   # the passage: “will inevitably …”, “evidence is scant”",
    good="mode: judgement",
)
def judgement_as_fact(desk: Desk) -> Iterator[Finding]:
    """A prediction, a motive, an evaluation or a statement about evidence is no fact."""
    seen: set[str] = set()
    for filed in desk.claims:
        match = lexicon.JUDGEMENTS.search(filed.record.text)
        if filed.record.mode == "fact" and match:
            seen.add(filed.record.id)
            yield Finding(
                filed,
                ("mode",),
                f"the text judges (“{match.group()}”), the claim is recorded as a fact",
                "write  mode: judgement  or leave the judging word out",
            )
    for cited, claim, assertion, passage in _asserted(desk):
        match = lexicon.JUDGEMENTS.search(passage.text)
        if (
            claim.mode == "fact"
            and assertion.stance in POSITIVE
            and match
            and (claim.id not in seen)
        ):
            seen.add(claim.id)
            yield Finding(
                cited.filed,
                ("mode",),
                f"the passage judges (“{match.group()}”), the claim is recorded as a fact",
                "write  mode: judgement  or waive the rule if the word belongs to another part",
            )


@language(
    "attribution-missing",
    bad="by: [author]   # the passage: “…”, Roe said",
    good="by: [ann-roe]",
)
def attribution_missing(desk: Desk) -> Iterator[Finding]:
    """What a passage attributes to somebody is not recorded in the author's own voice; who the
    speaker is, is the author's own word."""
    conduct = {key for key, role in desk.briefing.vocabulary.roles.items() if role.conduct}
    spoken: dict[str, list[tuple[Passage, set[str]]]] = {}
    for cited, _, assertion, passage in _asserted(desk):
        spoken.setdefault(cited.cite.source, []).append((passage, {*assertion.by}))
    for cited, claim, assertion, passage in _asserted(desk):
        match = lexicon.ATTRIBUTIONS.search(passage.text)
        if assertion.by != ("author",) or assertion.stance not in POSITIVE or not match:
            continue
        heard = {
            who
            for place, by in spoken[cited.cite.source]
            if place.start < passage.end and passage.start < place.end
            for who in by
        }
        if conduct & set(claim.roles) or not heard & set(parties(claim)):
            yield Finding(
                cited.filed,
                (*cited.steps[:2], "by"),
                f"the passage attributes its words (“{match.group()}”), the record gives them to "
                "the author",
                "name who speaks in by, or waive the rule if it speaks of something else",
            )


@language(
    "retold-accusation",
    bad="by: [author]   # the passage: “was sanctioned for shipping …”",
    good="by: [the-league]   # whose reason it is",
)
def retold_accusation(desk: Desk) -> Iterator[Finding]:
    """The reason that an authority gives for its act is the authority's word, not the author's."""
    acts = {kind for kind, term in desk.briefing.vocabulary.claim_types.items() if term.act}
    for cited, claim, assertion, passage in _asserted(desk):
        match = lexicon.RETOLD.search(passage.text)
        if (
            assertion.by == ("author",)
            and assertion.hedge == "none"
            and assertion.stance in POSITIVE
            and match
            and claim.type not in acts
        ):
            yield Finding(
                cited.filed,
                (*cited.steps[:2], "by"),
                f"the author retells an authority's reason (“{' '.join(match.group().split())}”)",
                "give the authority as the speaker, or waive the rule if this is no part of it",
            )


@language(
    "quotation-of-author",
    bad="by: [author]\n  quote: three barrels",
    good="by: [ann-roe]\n  quote: three barrels",
    needs_text=False,
)
def quotation_of_author(desk: Desk) -> Iterator[Finding]:
    """A quotation is of a named speaker; the author's own words are put in ours."""
    for filed in desk.claims:
        for index, assertion in enumerate(filed.record.assertions):
            if assertion.quote and set(assertion.by) & {"author", "unnamed"}:
                yield Finding(
                    filed,
                    ("assertions", index, "by"),
                    "a quotation is recorded, but no named speaker of it",
                    "name who is quoted, or leave the quotation out",
                )


@language(
    "speaker-not-in-passage",
    bad="by: [sudmark]   # neither the passage nor its paragraph names Sudmark",
    good="by: [norland]",
)
def speaker_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """A named speaker is named, or described in by_words, in the passage or shortly before it."""
    briefing = desk.briefing
    for cited, _, assertion, passage in _asserted(desk):
        nearby = paragraph_of(cited.text.raw, passage, before=3)
        for index, who in enumerate(assertion.by):
            names = _names(desk, who)
            if names and not any(name.lower() in nearby.lower() for name in names):
                record = briefing.entities.get(who) or briefing.sources.get(who)
                name = getattr(record, "name", None) or getattr(record, "short", who)
                yield Finding(
                    cited.filed,
                    (*cited.steps[:2], "by", index),
                    f"neither the passage nor the text shortly before it names {name}",
                    "name who speaks there, add the spelling met in the source to the entity, "
                    "or begin the passage earlier",
                )


def _names(desk: Desk, who: str) -> list[str]:
    """Return the forms by which a speaker may be named: every spelling, and the family name."""
    if entity := desk.entity(who):
        names = [entity.name, *(spelling.name for spelling in entity.spellings)]
        if entity.type == "Person":
            names.append(entity.name.split()[-1])
        return names
    if source := desk.source(who):
        return [word for word in source.short.split() if word[:1].isupper() or word.isdigit()]
    return []


HEDGING_RULES: tuple[Rule, ...] = (
    hedge_missing,
    hedge_kind,
    judgement_as_fact,
    attribution_missing,
    retold_accusation,
    quotation_of_author,
    speaker_not_in_passage,
)
