"""Rules that hold a claim's words against its passages: figures, dates, names, sense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..briefing import Briefing, parties, voices
from ..evidence.desk import Cited, Desk
from ..evidence.passage import Passage
from ..records.claim import Claim
from ..records.evidence import When
from ..records.library import Filed
from ..records.problems import Severity, nearest
from ..records.references import dates, references
from ..status import POSITIVE
from . import lexicon
from .passages import paragraph_of
from .rule import Finding, Rule, Subject, language, rule

SHARED = 0.34
"""The part of a claim's content words that its passages must carry."""


def _by_claim(desk: Desk) -> Iterator[tuple[Cited, Claim, list[tuple[Cited, Passage]]]]:
    """Yield each claim whose positive assertions all stand in passages at hand."""
    found: dict[str, list[tuple[Cited, Passage]]] = {}
    for cited in desk.passages:
        claim, assertion = cited.claim, cited.assertion
        if claim and assertion and assertion.stance in POSITIVE and cited.passage:
            found.setdefault(claim.id, []).append((cited, cited.passage))
    for places in found.values():
        claim = places[0][0].claim
        if claim is not None:
            yield places[0][0], claim, places


@language(
    "number-not-in-passage",
    bad="text: Norland sent Sudmark 300 barrels   # the passage: “three barrels”",
    good="text: Norland sent Sudmark three barrels",
)
def number_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """Every figure in a claim's text stands in its passage, or follows from its dates."""
    for cited, claim, places in _by_claim(desk):
        text = desk.every_name.blank(claim.text)
        carried = set(_dated_numbers(claim))
        for _, passage in places:
            carried |= set(lexicon.numbers(passage.text))
        for value, written in lexicon.numbers(text).items():
            if value not in carried and value.removesuffix("s") not in carried:
                if _same_amount(value, carried):
                    continue
                yield Finding(
                    cited.filed,
                    ("text",),
                    f"the figure “{written}” stands neither in the passage nor in the claim's date",
                    "write the figure as the passage has it, or cite the passage that has it",
                )


@language(
    "month-not-in-passage",
    bad="text: Norland stopped in June   # the passage: “in May”",
    good="text: Norland stopped in May",
)
def month_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """Every month in a claim's text stands in its passage, or follows from its dates."""
    for cited, claim, places in _by_claim(desk):
        carried = {part for when in _whens(claim) for part in _months_of(when)}
        for _, passage in places:
            carried |= lexicon.months(passage.text)
        for month in sorted(lexicon.months(claim.text) - carried):
            name = next(name for name, number in lexicon.MONTHS.items() if number == month)
            yield Finding(
                cited.filed,
                ("text",),
                f"the month “{name.capitalize()}” stands neither in the passage nor in the date",
                "write the month as the passage has it",
            )


@language(
    "date-not-in-passage",
    bad="when: {date: 2031-05}   # the passage names no May and no 2031",
    good="when: {date: 2031-05, words: last month, basis: resolved}",
)
def date_not_in_passage(desk: Desk) -> Iterator[Finding]:
    """A stated date is the passage's: its year, month and day stand there; so do the month and day
    of a date of which only the year was supplied."""
    for filed, parts in _by_record(desk):
        around = {
            one.cite.source: " ".join(
                paragraph_of(other.text.raw, other.passage)
                for other in parts
                if other.passage and other.cite.source == one.cite.source
            )
            for one in parts
        }
        for steps, when in dates(filed.record):
            text = _text_of(steps, parts, around)
            missing = _missing_parts(when, text) if text else ""
            if missing:
                yield Finding(
                    filed,
                    (*steps, "date"),
                    f"{missing} of the date stands neither in the passage nor in its paragraph",
                    "correct the date, or say how you came by it: resolved or inferred",
                )


@language(
    "passage-without-claim",
    bad="start: a sentence about something else",
    good="start: the sentence that carries the proposition",
)
def passage_without_claim(desk: Desk) -> Iterator[Finding]:
    """A passage carries its claim: it shares the claim's words, names counted by any spelling."""
    for cited, claim, places in _by_claim(desk):
        wanted = _claim_content(desk, claim)
        carried: set[str] = set()
        for _, passage in places:
            carried |= lexicon.content(passage.text)
            carried |= {f"@{who}" for who in _named_in(desk, passage)}
        if len(wanted) >= 2 and len(wanted & carried) < SHARED * len(wanted):
            yield Finding(
                cited.filed,
                (*cited.steps[:2], "cite"),
                f"the passage shares {len(wanted & carried)} of the claim's {len(wanted)} words",
                "cite the sentence that carries the claim, or use the passage's own terms",
                key=True,
            )


@language(
    "name-left-out",
    bad="via: []   # the passage: “…, the League report said, quoting traders”",
    good="via: [league-report-2030]",
)
def name_left_out(desk: Desk) -> Iterator[Finding]:
    """Whoever a passage names has a part in, speaks in, or is named by a claim that cites it."""
    used: dict[tuple[str, int], set[str]] = {}
    first: dict[tuple[str, int], tuple[Cited, Passage]] = {}
    for cited in desk.passages:
        if cited.passage is None:
            continue
        key = (cited.cite.source, cited.passage.start)
        place = used.setdefault(key, set())
        if cited.claim is None:  # a lasting property of an entity, with the entity it names
            place |= {text for _, _, text, _ in references(cited.filed.record)}
            place.add(getattr(cited.filed.record, "id", ""))
            continue
        first.setdefault(key, (cited, cited.passage))
        place |= {*parties(cited.claim), *voices(cited.claim)}
        place |= mentioned(desk, cited.claim.text + " " + (cited.claim.note or ""))
    for key, (cited, passage) in first.items():
        around = {
            who
            for other, names in used.items()
            if other[0] == key[0] and passage.start <= other[1] < passage.end
            for who in names
        }
        for who in sorted(_named_in(desk, passage) - used[key] - around):
            yield Finding(
                cited.filed,
                (*cited.steps[:2], "cite"),
                f"the passage names {_name(desk.briefing, who)}, but no claim that cites it does",
                "give them their part in roles, by, for or via, or a claim of their own",
                key=True,
            )


@rule(
    "name-without-part",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="text: Norland has shipped oil to Sudmark\n  roles: {supplier: [norland]}",
    good="roles: {supplier: [norland], recipient: [sudmark]}",
)
def name_without_part(desk: Desk) -> Iterator[Finding]:
    """Every entity whose name stands in a claim's text has a part in the claim."""
    for filed in desk.briefing.library.claims.values():
        claim = filed.record
        known = {*parties(claim), *voices(claim)}
        for who in tuple(known):  # a namesake's text bears the name of the other one
            entity = desk.briefing.entities.get(who)
            if entity:
                others = (*entity.distinct_from, *(t.entity for t in entity.possibly_same_as))
                known |= {other for other in others if _namesakes(desk, entity.name, other)}
        for who in sorted(
            min(named.bearers) for named in desk.names.find(claim.text) if not named.bearers & known
        ):
            yield Finding(
                filed,
                ("text",),
                f"the text names {_name(desk.briefing, who)}, who has no part in roles",
                f"add {who} to roles, or name the one who is meant",
            )


@rule(
    "misspelling",
    bad="text: Südmark has bought lamp oil",
    good="text: Sudmark has bought lamp oil",
)
def misspelling(desk: Desk) -> Iterator[Finding]:
    """A claim's text uses an entity's name, not another spelling that a source prints."""
    names = {entity.name for entity in desk.briefing.entities.values()}
    for filed in desk.briefing.library.claims.values():
        for named in desk.forms.find(filed.record.text):
            if named.form not in names:
                right = " or ".join(
                    f"“{_name(desk.briefing, who)}”" for who in sorted(named.bearers)
                )
                yield Finding(
                    filed,
                    ("text",),
                    f"“{named.form}” is a spelling met in a source, not the name",
                    f"write {right}",
                )


@rule(
    "mistyped-name",
    Severity.WARNING,
    Subject.LANGUAGE,
    bad="text: Norlland has shipped lamp oil",
    good="text: Norland has shipped lamp oil",
)
def mistyped_name(desk: Desk) -> Iterator[Finding]:
    """A name in a claim's text is not nearly that of an entity."""
    words = {word for form, _ in desk.all_forms for word in re.findall(r"\w{4,}", form)}
    known = {word for word in words if not word.isupper()}
    folded = {word.lower() for word in words}
    for filed in desk.briefing.library.claims.values():
        text = desk.every_name.blank(filed.record.text)
        for match in re.finditer(r"(?<![\w-])[A-Z]\w{3,}", text):
            word = match.group()
            near = nearest(word, known, 0.8) if word.lower() not in folded else []
            stems = {lexicon.stem(one.lower()) for one in near}
            if near and lexicon.stem(word.lower()) not in stems and not _inflected(word, near):
                yield Finding(
                    filed,
                    ("text",),
                    f"“{word}” is nearly “{near[0]}”",
                    f"write “{near[0]}”, or make an entity of the other name",
                )


@rule(
    "unknown-name",
    Severity.HINT,
    Subject.LANGUAGE,
    bad="text: Norland has shipped oil to Westmark   # no such record",
    good="text: Norland has shipped oil to Sudmark",
)
def unknown_name(desk: Desk) -> Iterator[Finding]:
    """A name in a claim's text is that of an entity, as far as capitals tell."""
    forms = [name for name, _ in desk.all_forms]
    stems = {
        word[:4].lower()
        for form in forms
        for word in re.findall(r"\w+", form)
        if word[:1].isupper()
    }
    for filed in desk.briefing.library.claims.values():
        text = desk.every_name.blank(filed.record.text)
        for match in re.finditer(r"(?<![\w-])[A-Z]\w+(?: [A-Z]\w+)*", text):
            name = match.group()
            parts = name.split()
            if parts[0].lower() in lexicon.MONTHS or all(
                part[:4].lower() in stems for part in parts
            ):
                continue
            yield Finding(
                filed, ("text",), f"“{name}” is the name of no entity",
                "make an entity of it if it plays a part",
            )  # fmt: skip


def _whens(claim: Claim) -> list[When]:
    said = [a.said for a in claim.assertions if a.said]
    return [claim.when, *said] if claim.when else said


def _by_record(desk: Desk) -> list[tuple[Filed[Any], list[Cited]]]:
    """Return the records of which a passage is at hand, each with its cites."""
    found: dict[int, tuple[Filed[Any], list[Cited]]] = {}
    for cited in desk.passages:
        if cited.passage is not None:
            found.setdefault(id(cited.filed), (cited.filed, []))[1].append(cited)
    return list(found.values())


def _text_of(steps: tuple[str | int, ...], parts: list[Cited], around: dict[str, str]) -> str:
    """Return the paragraphs that must carry a date: of its own part of the record, or of all.

    A date of the whole record is carried by any of its sources; where one of them is a register
    or not at hand, nothing can be said.
    """
    if len(steps) > 1:
        own = [one for one in parts if one.steps[:2] == steps[:2]]
        return " ".join(around[one.cite.source] for one in own)
    record = parts[0].filed.record
    cited = {a.cite.source for a in getattr(record, "assertions", ())}
    return " ".join(around.values()) if cited <= set(around) else ""


def _dated_numbers(claim: Claim) -> Iterator[str]:
    for when in _whens(claim):
        for year in re.findall(r"\b(\d{3}[\dX])", when.date.text):
            yield year.replace("X", "0")
            yield year.replace("X", "0s")
        if lexicon.months(claim.text):  # a day is told with its month
            for day in re.findall(r"-\d\d-(\d\d)", when.date.text):
                yield day.lstrip("0")


def _months_of(when: When) -> Iterator[int]:
    for month in re.findall(r"\d{3}[\dX]-(\d\d)", when.date.text):
        yield int(month)


def _missing_parts(when: When, text: str) -> str:
    """Return the part of a date that a text does not carry, or nothing.

    Of a date that we counted or inferred only the day can be held against the text, and only where
    the text tells a day of that month.
    """
    stated = when.basis == "stated"
    found = lexicon.numbers(text)
    for year in re.findall(r"\b(\d{4}|\d{3}X)\b", when.date.text) if stated else ():
        shown = year.replace("X", "0s") if "X" in year else year
        if shown not in found and shown.rstrip("s") not in text and f"{shown}s" not in text:
            return f"the year {shown}"
    for month in _months_of(when) if stated else ():
        if month not in lexicon.months(text):
            return "the month"
    for month, day in re.findall(r"-(\d\d)-(\d\d)", when.date.text):
        name = next(name for name, number in lexicon.MONTHS.items() if number == int(month))
        told = lexicon.days(text, name)
        meant = stated or when.words is None or int(month) in lexicon.months(when.words)
        if (
            meant
            and (told or stated)
            and int(day) not in told
            and (stated or when.date.kind == "point")
        ):
            return "the day"
    return ""


def _same_amount(value: str, carried: set[str]) -> bool:
    """Tell whether a figure is another's round form: 3000 of “3” and “thousand”."""
    scale = {"hundred": "00", "thousand": "000", "million": "000000"}
    return any(
        name in carried and value.endswith(zeros) and value[: -len(zeros)] in carried
        for name, zeros in scale.items()
    )


def _namesakes(desk: Desk, name: str, other: str) -> bool:
    """Tell whether another record bears the same name, a word in brackets apart."""
    entity = desk.briefing.entities.get(other)
    return entity is not None and entity.name.split(" (")[0] == name.split(" (")[0]


def _inflected(word: str, names: list[str]) -> bool:
    """Tell whether a word is a name's adjective or plural: “Norlandic”, “Korean” of “Korea”."""
    return any(
        word.startswith(name[: max(4, len(name) - 2)]) and len(word) > len(name) for name in names
    )


def _claim_content(desk: Desk, claim: Claim) -> set[str]:
    """Return what a claim's text is about: its stems, and the entities that it names."""
    rest = lexicon.content(desk.names.blank(claim.text))
    return rest | {f"@{who}" for who in mentioned(desk, claim.text)}


def _named_in(desk: Desk, passage: Passage) -> set[str]:
    """Return the entities that a passage names, by any form met in a source.

    “Port of Norland” does not name Norland, and a form that several entities bear names none.
    """
    return {
        who
        for named in desk.forms.find(passage.text)
        if len(named.bearers) == 1
        for who in named.bearers
    }


def mentioned(desk: Desk, text: str) -> set[str]:
    """Return the entities whose very name stands in a text of ours."""
    return {who for named in desk.names.find(text) for who in named.bearers}


def _name(briefing: Briefing, who: str) -> str:
    entity = briefing.entities.get(who)
    return entity.name if entity else briefing.sources[who].short


CONTENT_RULES: tuple[Rule, ...] = (
    number_not_in_passage,
    month_not_in_passage,
    date_not_in_passage,
    passage_without_claim,
    name_left_out,
    name_without_part,
    misspelling,
    mistyped_name,
    unknown_name,
)
