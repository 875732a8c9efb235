"""Rules that keep two people two, and one entity one."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

from ..briefing import Briefing, parties, voices
from ..evidence.desk import Desk
from ..evidence.fold import fold
from ..records.entity import Entity
from ..records.problems import Severity
from . import lexicon
from .passages import paragraph_of
from .rule import Finding, Rule, Subject, rule

SHORTEST = 7
"""Short names differ in one letter often enough: Iran and Iraq."""
SHOWN_ALIKE = 5
"""Of many records that are alike only the first are compared."""


@rule(
    "duplicate-entity",
    bad="name: Nоrland   # with a Cyrillic о, beside Norland",
    good="distinct_from: [norland]   # if it really is another",
    of=("entity",),
)
def duplicate_entity(desk: Desk) -> Iterator[Finding]:
    """No two records are one entity under another spelling: another Unicode form, a letter of
    another script, a transliteration, another order of names."""
    briefing = desk.briefing
    forms: dict[str, list[tuple[str, tuple[str | int, ...], str]]] = defaultdict(list)
    for who, entity in briefing.entities.items():
        for steps, form in _forms(entity):
            forms[name_key(form)].append((who, steps, form))
    for places in forms.values():
        first, _, first_form = places[0]
        for who, steps, form in places[1:]:
            if who != first and not _kept_apart(briefing, who, first):
                yield Finding(
                    briefing.library.entities[who],
                    steps,
                    f"“{form}” looks like the same as {first} (“{first_form}”)",
                    f"if it is, use {first} and add this form to its spellings; if not, add "
                    f"distinct_from: [{first}]",
                )


@rule(
    "mixed-scripts",
    bad="name: Nоrland   # its o is Cyrillic",
    good="name: Norland",
)
def mixed_scripts(desk: Desk) -> Iterator[Finding]:
    """The letters of one word of a name are of one script: a look-alike makes another name."""
    for filed in desk.of("entity"):
        for steps, form in _forms(filed.record):
            word = next((word for word in form.split() if len(_scripts(word)) > 1), None)
            if word:
                yield Finding(
                    filed,
                    steps,
                    f"“{word}” mixes letters of {' and '.join(sorted(_scripts(word)))}",
                    "write it in the letters of one script",
                )


@rule(
    "similar-entity",
    Severity.WARNING,
    bad="name: Norrland   # beside Norland",
    good="distinct_from: [norland]",
    of=("entity",),
)
def similar_entity(desk: Desk) -> Iterator[Finding]:
    """Two names of one type that differ in one letter are looked at twice."""
    briefing = desk.briefing
    near: dict[tuple[str, str], list[str]] = defaultdict(list)
    for who, entity in briefing.entities.items():
        name = fold(anyascii(entity.name))
        for form in without_one(name) if len(name) >= SHORTEST else ():
            near[entity.type, form].append(who)
    pairs = {
        (other, who)
        for group in near.values()
        for index, who in enumerate(group[:SHOWN_ALIKE])
        for other in group[:index]
    }
    for other, who in sorted(pairs):
        if name_key(briefing.entities[who].name) != name_key(
            briefing.entities[other].name
        ) and not _kept_apart(briefing, who, other):
            yield Finding(
                briefing.library.entities[who],
                ("name",),
                f"the name differs from that of {other} by one letter",
                f"if they are two, add  distinct_from: [{other}]",
            )


@rule(
    "merged-namesakes",
    Severity.ERROR,
    Subject.EVIDENCE,
    bad="roles: {subject: [ann-roe]}   # the passage: “a captain of the same name”",
    good="roles: {subject: [ann-roe, ann-roe-captain]}   # two records, possibly_same_as",
    needs_text=True,
)
def merged_namesakes(desk: Desk) -> Iterator[Finding]:
    """Where a passage speaks of a namesake, the two stay two records, joined by a citing claim."""
    briefing = desk.briefing
    for cited in desk.passages:
        claim = cited.claim
        if claim is None or cited.passage is None:
            continue
        if not lexicon.NAMESAKES.search(paragraph_of(cited.text.raw, cited.passage)):
            continue
        if not lexicon.NAMESAKES.search(cited.passage.text):
            continue
        people = [
            entity
            for who in parties(claim)
            if (entity := briefing.entities.get(who)) and entity.type in ("Person", "Vessel")
        ]
        if people and not any(person.possibly_same_as or person.distinct_from for person in people):
            yield Finding(
                cited.filed,
                ("roles",),
                f"the passage speaks of a namesake, but {people[0].name} has no second record",
                "keep two records, each with possibly_same_as and the claim that says so",
                key=True,
            )


@rule(
    "one-sided-twin",
    bad="possibly_same_as: [{entity: ann-roe-captain, claim: oil-to-sudmark}]   # another claim",
    good="possibly_same_as: [{entity: ann-roe-captain, claim: roe-same-name}]",
)
def one_sided_twin(desk: Desk) -> Iterator[Finding]:
    """The claim that says two records may be one names one of them, and neither is the other."""
    for filed in desk.of("entity"):
        for index, twin in enumerate(filed.record.possibly_same_as):
            claim = desk.claim(twin.claim)
            named = {*parties(claim), *voices(claim)} if claim else set()
            if twin.entity == filed.record.id:
                yield Finding(
                    filed,
                    ("possibly_same_as", index, "entity"),
                    "a record cannot be its own namesake",
                    "name the other record",
                )
            elif claim and not named & {filed.record.id, twin.entity}:
                yield Finding(
                    filed,
                    ("possibly_same_as", index, "claim"),
                    f"the claim “{twin.claim}” names neither of the two",
                    "name the claim in which a source speaks of both",
                )


def _forms(entity: Entity) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("name",), entity.name
    if entity.native:
        yield ("native",), entity.native


@lru_cache(2**14)
def _scripts(word: str) -> frozenset[str]:
    """Return the scripts of a word's letters, of those whose letters look alike."""
    names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    return frozenset(names) & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}


def without_one(name: str) -> set[str]:
    """Return a name, and the name without each of its letters; figures tell names apart."""
    return {name} | {
        name[:index] + name[index + 1 :]
        for index, character in enumerate(name)
        if character.isalpha()
    }


@lru_cache(2**14)
def name_key(name: str) -> str:
    """Return a name without script, accents, case and the order of its parts."""
    return "".join(sorted(fold(part) for part in anyascii(name).replace(",", " ").split()))


def _kept_apart(briefing: Briefing, one: str, other: str) -> bool:
    """Tell whether the records themselves say that they are two."""
    return any(
        theirs in (*entity.distinct_from, *(twin.entity for twin in entity.possibly_same_as))
        for mine, theirs in ((one, other), (other, one))
        if (entity := briefing.entities.get(mine))
    )


IDENTITY_RULES: tuple[Rule, ...] = (
    duplicate_entity,
    mixed_scripts,
    similar_entity,
    merged_namesakes,
    one_sided_twin,
)
