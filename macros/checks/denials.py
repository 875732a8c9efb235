"""Rules that keep an accusation and its denial together."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence.desk import Cited, Desk
from ..evidence.passage import Passage, sentence_end, sentence_start
from ..records.claim import Claim
from ..records.filing import thread_of
from ..records.problems import Severity
from ..status import POSITIVE, speakers
from . import lexicon
from .rule import Finding, Rule, Subject, language, rule

NEAR = 1200
"""Characters before a paragraph in which an accusation is looked for that it denies."""


@rule(
    "denial-unanswered",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="answers: []   # Norland's general denial, beside a claim that accuses Norland",
    good="answers: [oil-to-sudmark]",
)
def denial_unanswered(desk: Desk) -> Iterator[Finding]:
    """Where a party denies in a source, every claim of the thread and source about what it did or
    does either holds the denial, is named in an `answers`, or says why it is not reached; what is
    only foretold, and what tells of the denial itself, is not denied."""
    library, kinds = desk.briefing.library, desk.briefing.vocabulary.claim_types
    for thread in dict.fromkeys(thread_of(filed.path) for filed in desk.claims):
        keys = library.threads[thread]
        claims = [one for key in keys if (one := desk.standing(key)) and one.type in kinds]
        denials = [one for one in claims if kinds[one.type].denial]
        for claim in claims:
            if kinds[claim.type].denial or (
                claim.mode == "judgement" and lexicon.UNDENIED.search(claim.text)
            ):
                continue
            for denial in denials:
                deniers = _deniers(denial) & _accused(desk, claim)
                if (
                    deniers
                    and _sources(claim) & _sources(denial)
                    and claim.id not in denial.answers
                    and not any(
                        a.stance == "denies" and speakers(a) & deniers for a in claim.assertions
                    )
                    and not _own(claim, deniers)
                ):
                    denier = desk.entity(min(deniers))
                    name = denier.name if denier else min(deniers)
                    yield Finding(
                        library.claims[claim.id],
                        ("id",),
                        f"{name} denies in this source (“{denial.short}”), and this claim neither "
                        "holds the denial nor is answered by it",
                        f"add it to answers of {denial.id} if the denial reaches it, "
                        "or waive the rule with the reason why it does not",
                    )
                    break


@rule(
    "denial-without-answers",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="type: denial   # and no answers",
    good="type: denial\n  answers: [oil-to-sudmark]",
)
def denial_without_answers(desk: Desk) -> Iterator[Finding]:
    """A denial in general terms names the claims that it contradicts."""
    kinds = desk.briefing.vocabulary.claim_types
    for filed in desk.claims:
        claim = filed.record
        if claim.type in kinds and kinds[claim.type].denial and not claim.answers:
            yield Finding(
                filed,
                ("type",),
                "the denial names no claim that it contradicts",
                "add  answers: [<claim ids>],  or waive the rule if no claim here is denied by it",
            )


@language(
    "denial-of-author",
    bad="type: denial\n  assertions: [{by: [author], cite: …}]",
    good="type: denial\n  assertions: [{by: [norland], cite: …}]",
    needs_text=False,
)
def denial_of_author(desk: Desk) -> Iterator[Finding]:
    """A denial is the word of the party that denies, not of the article that tells of it."""
    kinds = desk.briefing.vocabulary.claim_types
    for filed in desk.claims:
        claim = filed.record
        if claim.type not in kinds or not kinds[claim.type].denial:
            continue
        for index, assertion in enumerate(claim.assertions):
            source = desk.source(assertion.cite.source)
            if "author" in assertion.by and source and source.kind == "article":
                yield Finding(
                    filed,
                    ("assertions", index, "by"),
                    "the denial is given to the author of the article",
                    "name who denies in by",
                )


@language(
    "denial-left-out",
    bad="(the passage: “… oil, which Norland denies”, and no assertion with  stance: denies)",
    good="- by: [norland]\n  stance: denies",
    of=("claim",),
)
def denial_left_out(desk: Desk) -> Iterator[Finding]:
    """Where a text tells of a denial, a denying assertion or a claim about the denial cites it."""
    kinds = desk.briefing.vocabulary.claim_types
    told: dict[str, list[tuple[int, int]]] = {}
    claims: dict[str, list[tuple[Cited, Passage]]] = {}
    for cited in desk.passages:
        claim, assertion, passage = cited.claim, cited.assertion, cited.passage
        if claim is None or assertion is None or passage is None:
            continue
        is_denial = claim.type in kinds and kinds[claim.type].denial
        if assertion.stance == "denies" or is_denial or lexicon.DENIALS.search(claim.text):
            told.setdefault(cited.cite.source, []).append((passage.start, passage.end))
        else:
            claims.setdefault(cited.cite.source, []).append((cited, passage))
    for source, places in claims.items():
        raw = desk.texts[source].raw
        for match in lexicon.DENIALS.finditer(raw):
            start, end = sentence_start(raw, match.start()), sentence_end(raw, match.end())
            if any(a < end and start < b for a, b in told.get(source, ())):
                continue
            line = raw.rfind("\n", 0, start) + 1
            near = [(one, p) for one, p in places if line <= p.start < end] or [
                max(before, key=lambda item: item[1].start)
                for before in [[(one, p) for one, p in places if line - NEAR < p.start < line]]
                if before
            ]
            over = [(one, p) for one, p in near if p.end > start]
            for cited, _ in over or near[-1:]:
                yield Finding(
                    cited.filed,
                    ("assertions",),
                    f"beside it a denial is told (“{match.group()}”) that no record cites",
                    "add an assertion with  stance: denies,  or a claim of type denial",
                    key=True,
                )


def _deniers(denial: Claim) -> frozenset[str]:
    """Return who denies, and whom they speak for."""
    found: frozenset[str] = frozenset()
    for assertion in denial.assertions:
        if assertion.stance in POSITIVE:
            found |= speakers(assertion)
    return found - {"author", "unnamed"}


def _accused(desk: Desk, claim: Claim) -> frozenset[str]:
    """Return the parties whose conduct the claim describes; a judgement's are all it is about."""
    roles = desk.briefing.vocabulary.roles
    return frozenset(
        who
        for role, ids in claim.roles.items()
        if claim.mode == "judgement" or (role in roles and roles[role].conduct)
        for who in ids
    )


def _own(claim: Claim, parties_: frozenset[str]) -> bool:
    """Tell whether the party says it of itself."""
    return any(speakers(a) & parties_ for a in claim.assertions if a.stance in POSITIVE)


def _sources(claim: Claim) -> set[str]:
    return {assertion.cite.source for assertion in claim.assertions}


DENIAL_RULES: tuple[Rule, ...] = (
    denial_unanswered,
    denial_without_answers,
    denial_of_author,
    denial_left_out,
)
