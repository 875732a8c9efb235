"""Faults that no check of words can be relied on to see; planted to say how few of them it sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from .edits import Change, Planting, Span, scalar
from .fault import unseen
from .ground import Ground
from .of_passages import cited
from .of_voices import SPEAK, named
from .of_words import figures
from .printed import names_word

_VERB = re.compile(r"\b(has|have|is|are|was|were|will|can)\b(?! not| never)")
_OPPOSITE = (("supplier", "recipient"), ("party", "counterpart"), ("issuer", "target"))
_OTHER_HEDGES = ("reported", "alleged", "assessed", "possible")


@unseen("supplier and recipient exchanged")
def roles_exchanged(ground: Ground, rng: Random) -> Iterator[Planting]:
    """Who gives and who takes are exchanged in a claim's roles."""
    for filed in ground.claims:
        roles = filed.record.roles
        for one, other in _OPPOSITE:
            if one in roles and other in roles:
                sheet = ground.sheet(filed)
                yield from ground.planting(
                    filed,
                    f"{one} ↔ {other}: {filed.record.text}",
                    sheet.put_list(roles[other], "roles", one),
                    sheet.put_list(roles[one], "roles", other),
                )


@unseen("parties exchanged")
def parties_exchanged(ground: Ground, rng: Random) -> Iterator[Planting]:
    """Two parties change places in a claim's text."""
    for filed in ground.claims:
        text = filed.record.text
        parties = [one for one in ground.named_in(text) if _speaks(ground, one)][:2]
        if len(parties) == 2:
            one, other = (ground.names[key] for key in parties)
            changed = text.replace(one, "\0").replace(other, one).replace("\0", other)
            yield from ground.planting(filed, changed, ground.sheet(filed).put(changed, "text"))


def _speaks(ground: Ground, entity: str) -> bool:
    return ground.library.entities[entity].record.type in SPEAK


@unseen("another figure of the passage")
def figure_beside(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A figure is taken from another place of the same passage."""
    for filed in ground.claims:
        text = filed.record.text
        near = " ".join(ground.claim_passages(filed))
        for found in figures(text):
            others = [one[0] for one in figures(near) if not names_word(text, one[0])]
            if others:
                other = rng.choice(others)
                changed = text[: found.start()] + other + text[found.end() :]
                yield from ground.planting(filed, changed, ground.sheet(filed).put(changed, "text"))


@unseen("denial too wide")
def denial_too_wide(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A denial is said to contradict a claim that it does not reach."""
    for filed in ground.claims:
        record = filed.record
        sources = {one.cite.source for one in record.assertions}
        others = [
            one.record.id
            for one in ground.claims
            if one is not filed
            and one.record.id not in record.answers
            and sources & {a.cite.source for a in one.record.assertions}
        ]
        for other in rng.sample(others, min(4, len(others))) if record.answers else ():
            yield from ground.planting(
                filed,
                f"answers {other}",
                ground.sheet(filed).put_list([*record.answers, other], "answers"),
            )


@unseen("invented claim")
def invented_claim(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A claim that no source makes cites a true sentence that names the same parties."""
    voices = [one for one in ground.voices if one.assertion.stance == "asserts"]
    for voice, printed, _, number in cited(ground):
        parties = ground.named_in(voice.claim.text)
        where = [
            (sentence, start)
            for index, sentence in enumerate(printed.sentences)
            if abs(index - number) > 1 and (start := printed.opening(sentence)) is not None
            for words in [printed.read(sentence)]
            if parties and all(ground.speaks_of(words, one) for one in parties)
        ]
        if not where or voice not in voices or len(voice.claim.assertions) > 1:
            continue
        sentence, start = rng.choice(where)
        sheet, span = ground.sheet(voice.filed), ground.sheet(voice.filed).span()
        lines = _copied(sheet.lines[span.first - 1 : span.last], voice.claim.id, start)
        if lines is None:
            continue
        last = span.last
        yield Planting(
            f"{voice.claim.text} ← {printed.read(sentence)}",
            (Change(voice.filed.path, last + 1, (), ("", *lines)),),
            (Span(voice.filed.path, last + 1, last + 1 + len(lines)),),
        )


def _copied(lines: list[str], key: str, start: str) -> tuple[str, ...] | None:
    """Return a claim's lines as those of another claim with another passage."""
    out = []
    for line in lines:
        if line.strip().startswith(("end:", "prefix:", "suffix:", "compare:", "answers:")):
            continue
        head, mark, _ = line.partition("start: ")
        out.append(head + mark + scalar(start) if mark else line.replace(key, f"{key}-b"))
    return tuple(out) if "\n".join(out).count("start: ") == 1 else None


@unseen("negated")
def negated(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A claim's text says that it did not happen."""
    for filed in ground.claims:
        text = filed.record.text
        verb = _VERB.search(text)
        if verb and " not " not in text:
            changed = f"{text[: verb.end()]} not{text[verb.end() :]}"
            yield from ground.planting(filed, changed, ground.sheet(filed).put(changed, "text"))


@unseen("another speaker of the passage")
def speaker_beside(ground: Ground, rng: Random) -> Iterator[Planting]:
    """The words are given to somebody else whom the same passage names."""
    for voice in ground.voices:
        speaker = named(voice)
        if speaker is None or not voice.asserts_in_print or not voice.words:
            continue
        others = [
            one for one in ground.named_in(voice.words) if one != speaker and _speaks(ground, one)
        ]
        if others:
            other = rng.choice(others)
            yield from ground.planting(
                voice.filed,
                f"{speaker} → {other}: {voice.words}",
                ground.sheet(voice.filed).put_list([other], *voice.steps, "by"),
            )


@unseen("look-alike id")
def look_alike_id(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A part is given to a namesake, or to a place of a similar name."""
    for entity, filed in ground.library.entities.items():
        record = filed.record
        twins = [*record.distinct_from, *(one.entity for one in record.possibly_same_as)]
        for user, steps in ground.uses.get(entity, ()):
            if twins and "roles" in steps:
                other = rng.choice(twins)
                yield from ground.planting(
                    user, f"{entity} → {other}", ground.sheet(user).put(other, *steps)
                )


@unseen("denial as assertion")
def denial_as_assertion(ground: Ground, rng: Random) -> Iterator[Planting]:
    """Somebody who denies a claim is recorded as asserting it."""
    for voice in ground.voices:
        if voice.assertion.stance == "denies":
            yield from ground.planting(
                voice.filed,
                f"asserts: {voice.words}",
                ground.sheet(voice.filed).put("asserts", *voice.steps, "stance"),
            )


@unseen("another kind of hedge")
def other_hedge(ground: Ground, rng: Random) -> Iterator[Planting]:
    """The hedging words are right and are put under another heading."""
    for voice in ground.voices:
        hedge = voice.assertion.hedge
        if hedge != "none":
            other = rng.choice([one for one in _OTHER_HEDGES if one != hedge])
            yield from ground.planting(
                voice.filed,
                f"{hedge} → {other}: {voice.assertion.hedge_words}",
                ground.sheet(voice.filed).put(other, *voice.steps, "hedge"),
            )


@unseen("whole denial dropped")
def denial_claim_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A denial in general terms is left out altogether."""
    for filed in ground.claims:
        record = filed.record
        if record.answers and not ground.uses.get(record.id):
            first, *others = (ground.library.claims[one] for one in record.answers)
            span = ground.sheet(filed).span()
            lines = tuple(ground.sheet(filed).lines[span.first - 1 : span.last])
            yield from ground.planting(
                first, record.text, Change(filed.path, span.first, lines, ()), also=[*others]
            )


@unseen("comparison dropped")
def comparison_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """Two claims that differ no longer point at each other."""
    for filed in ground.claims:
        if filed.record.compare:
            yield from ground.planting(filed, "no compare", ground.sheet(filed).drop("compare"))
