"""Which records a new one looks like: they may be one and the same, and a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..briefing import Briefing, parties
from ..checks import lexicon
from ..checks.documents import normal_address
from ..checks.identity import SHORTEST, name_key, without_one
from ..evidence.fold import fold
from ..reconcile.likeness import likeness
from ..reconcile.names import named

SHARED = 0.75
"""The part of their content words that two claims share which say much the same."""


@dataclass(frozen=True, slots=True)
class Like:
    """A record that a new one resembles, and how."""

    id: str
    how: str
    same: bool = False
    """Whether it is the same for certain: one address, one entry of one list."""


def like_source(briefing: Briefing, url: str, title: str) -> Iterator[Like]:
    """Yield sources at the same address, or with the same title."""
    for key, source in briefing.sources.items():
        if url and source.URL and normal_address(source.URL) == normal_address(url):
            yield Like(key, f"it stands at the same address, {source.URL}", same=True)
        elif title and len(fold(title)) >= SHORTEST and fold(source.title) == fold(title):
            yield Like(key, f"it has the same title, {source.issued.date.short()}")


def like_entity(briefing: Briefing, name: str, type_: str) -> Iterator[Like]:
    """Yield entities whose name, in any form or script, is this one or nearly this one."""
    person = type_ == "Person"
    wanted, key, near = named(name, person), name_key(name), without_one(fold_name(name))
    for who, entity in briefing.entities.items():
        forms = [entity.name, *([entity.native] if entity.native else ())]
        forms += [spelling.name for spelling in entity.spellings]
        for form in dict.fromkeys(forms):
            if name_key(form) == key:
                yield Like(who, f"its name “{form}” is the same, script and order aside")
            elif likeness(wanted, named(form, person), person=person):
                yield Like(who, f"its name “{form}” may be another form of it")
            elif min(len(fold_name(form)), len(fold_name(name))) >= SHORTEST and (
                without_one(fold_name(form)) & near
            ):
                yield Like(who, f"its name “{form}” differs by one letter")
            else:
                continue
            break


def fold_name(name: str) -> str:
    """Return a name's Latin letters and digits, in order."""
    return fold(" ".join(named(name, False).words) or name)


def like_claim(briefing: Briefing, text: str, involved: Iterable[str]) -> Iterator[Like]:
    """Yield claims that say much the same of somebody who has a part in both."""
    words, people = lexicon.content(text), set(involved)
    for key, claim in briefing.claims.items():
        theirs = lexicon.content(claim.text)
        shared = len(words & theirs) / max(len(words | theirs), 1)
        if fold(claim.text) == fold(text):
            yield Like(key, "its text is the same")
        elif shared >= SHARED and (not people or people & set(parties(claim))):
            yield Like(key, f"its text is nearly the same: “{claim.text}”")


def like_designation(
    briefing: Briefing, target: str, authority: str, register: str | None
) -> Iterator[Like]:
    """Yield designations of the same target by the same authority."""
    for key, one in briefing.designations.items():
        if (one.target, one.authority) == (target, authority):
            same = one.list == register
            on = f"on {one.list}" if one.list else "on no named list"
            yield Like(key, f"it is {authority}'s entry of {target} {on}", same=same)
