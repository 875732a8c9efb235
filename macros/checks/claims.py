"""Rules about what a claim's parts say together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evidence.desk import Desk
from .rule import Finding, language, rule

_FRAGILE = re.compile('["“”„‘’«»–—\u00a0\u2011]')


@rule(
    "unseen-source",
    bad="cite: {source: league-report-2030, start: …}   # held: none",
    good="via: [league-report-2030]\n  cite: {source: gazette-2031-doe, start: …}",
)
def unseen_source(desk: Desk) -> Iterator[Finding]:
    """Nothing is cited from a document that we have not seen (`held: none`)."""
    for filed, steps, cite in desk.cites:
        source = desk.source(cite.source)
        if source and not source.seen:
            yield Finding(
                filed,
                (*steps, "source"),
                f"“{source.id}” was not seen (held: none), so no passage of it can be cited",
                "cite the source that tells of it, and name this one in by or via",
            )


@rule(
    "cite-of-register",
    bad="cite: {source: harbour-register, start: the ship is}",
    good='cite: {source: harbour-register, entry: "0042"}',
)
def cite_of_register(desk: Desk) -> Iterator[Finding]:
    """A register is cited by its entries, an article by a passage, an official record by either."""
    for filed, steps, cite in desk.cites:
        source = desk.source(cite.source)
        if (
            source
            and source.by_entry != (cite.entry is not None)
            and (source.kind != "official-record")
        ):
            wanted = "entry: <number>" if source.by_entry else "start: <words>"
            yield Finding(
                filed, steps, f"“{source.id}” is of kind {source.kind}", f"cite it by  {wanted}"
            )


@rule(
    "answers-of-denial",
    bad="type: shipment\n  answers: [oil-to-sudmark]",
    good="type: denial\n  answers: [oil-to-sudmark]",
)
def answers_of_denial(desk: Desk) -> Iterator[Finding]:
    """Only a denial in general terms has `answers`, and it answers other claims than itself."""
    for filed in desk.claims:
        claim = filed.record
        kind = desk.briefing.vocabulary.claim_types.get(claim.type)
        if claim.answers and kind and not kind.denial:
            yield Finding(
                filed,
                ("answers",),
                f"a claim of type {claim.type} answers nothing",
                "make its type a denial, or use compare for claims to be read beside it",
                key=True,
            )
        for index, answered in enumerate(claim.answers):
            if answered == claim.id:
                yield Finding(
                    filed,
                    ("answers", index),
                    "a denial cannot answer itself",
                    "name the claims that it contradicts",
                )


@rule("compare-itself", bad="compare: [this-very-claim]", good="compare: [another-claim]")
def compare_itself(desk: Desk) -> Iterator[Finding]:
    """A claim is compared with other claims, not with itself."""
    for filed in desk.claims:
        for index, other in enumerate(filed.record.compare):
            if other == filed.record.id:
                yield Finding(
                    filed,
                    ("compare", index),
                    "the claim is compared with itself",
                    "name another claim, or remove it",
                )


@language(
    "fragile-locator",
    bad="start: said “three barrels” went",
    good="start: three barrels went",
    needs_text=False,
)
def fragile_locator(desk: Desk) -> Iterator[Finding]:
    """A locator has no quotation mark, dash or no-break space: a link to the passage breaks on
    them, since a browser compares them as printed."""
    for filed, steps, cite in desk.cites:
        for field in ("start", "end"):
            found = _FRAGILE.search(getattr(cite, field) or "")
            if found:
                yield Finding(
                    filed,
                    (*steps, field),
                    f"the locator holds “{found.group()}”, which copies print differently",
                    "choose words beside it",
                )


CLAIM_RULES = (fragile_locator, unseen_source, cite_of_register, answers_of_denial, compare_itself)
