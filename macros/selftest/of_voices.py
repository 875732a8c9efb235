"""Faults in who says it and how firmly: speakers, relays, hedges and denials."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from ..records.claim import Claim
from ..records.library import Filed
from .edits import Planting
from .fault import fault, unseen
from .ground import Ground, Voiced
from .printed import names_word

SPEAK = ("Person", "Organization", "Company", "PublicBody", "Country")
HEDGES = (
    *("reportedly", "allegedly", "is believed", "could", "may", "possibly", "apparently"),
    *("is suspected", "is said", "perhaps", "presumably"),
)
STRANGERS = (
    *("a senior diplomat", "people close to the talks", "two former officers", "a radio amateur"),
    *("a court clerk", "intelligence circles", "a shipping magazine", "an anonymous caller"),
)


def named(voice: Voiced) -> str | None:
    """Return the one entity that speaks, or None where several do, or nobody named."""
    by = voice.assertion.by
    return by[0] if len(by) == 1 and by[0] not in ("author", "unnamed") else None


@fault("accuser")
def accuser(ground: Ground, rng: Random) -> Iterator[Planting]:
    """The words of one speaker are given to another, whom the source does not name there."""
    for voice in ground.voices:
        speaker = named(voice)
        if speaker is None or not voice.asserts_in_print:
            continue
        taken = {who for ids in voice.claim.roles.values() for who in ids}
        taken |= {*voice.assertion.by, *voice.assertion.for_, *voice.assertion.via}
        others = [
            key
            for key, filed in ground.library.entities.items()
            if filed.record.type in SPEAK
            and key not in taken
            and not ground.speaks_of(voice.around, key)
        ]
        if others:
            other = rng.choice(others)
            yield from ground.planting(
                voice.filed,
                f"{speaker} → {other}",
                ground.sheet(voice.filed).put_list([other], *voice.steps, "by"),
            )


@fault("author for speaker")
def author_for_speaker(ground: Ground, rng: Random) -> Iterator[Planting]:
    """The words of a named speaker are given out as the source's own."""
    for voice in ground.voices:
        speaker = named(voice)
        if speaker is None or not voice.asserts_in_print:
            continue
        sheet, one = ground.sheet(voice.filed), voice.assertion
        gone = {"for": one.for_, "via": one.via, "by_words": one.by_words, "quote": one.quote}
        yield from ground.planting(
            voice.filed,
            f"{speaker} → author: {voice.words}",
            sheet.put_list(["author"], *voice.steps, "by"),
            *(sheet.drop(*voice.steps, field) for field, value in gone.items() if value),
        )


@fault("denial dropped")
def denial_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A party's denial of this very claim is left out."""
    for voice in ground.voices:
        if voice.assertion.stance == "denies":
            yield from ground.planting(
                voice.filed,
                f"{', '.join(voice.assertion.by)}: {voice.words}",
                ground.sheet(voice.filed).drop_item(*voice.steps),
            )


@fault("answer dropped")
def answer_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A party's denial in general terms no longer names a claim that it contradicts."""
    yield from _answers_dropped(ground, by_party=True)


@unseen("outsider's answer dropped")
def outsiders_answer_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """The same of a denial by one who is no party to the claim, or who also denies it itself."""
    yield from _answers_dropped(ground, by_party=False)


def _answers_dropped(ground: Ground, *, by_party: bool) -> Iterator[Planting]:
    for filed in ground.claims:
        answers = filed.record.answers
        for gone in answers:
            answered = ground.library.claims.get(gone)
            if answered is None or _reaches_party(ground, filed, answered) is not by_party:
                continue
            rest = [one for one in answers if one != gone]
            yield from ground.planting(
                filed,
                f"without {gone}",
                ground.sheet(filed).put_list(rest, "answers"),
                also=[answered],
            )


def _reaches_party(ground: Ground, denial: Filed[Claim], answered: Filed[Claim]) -> bool:
    """Tell whether a party to a claim denies it nowhere else, in one thread and source."""
    parties = {who for ids in answered.record.roles.values() for who in ids}
    sources = {one.cite.source for one in answered.record.assertions}
    deniers = {
        who
        for one in denial.record.assertions
        if one.cite.source in sources
        for who in (*one.by, *one.for_)
        if who in parties
    }
    others = [
        one
        for filed in ground.claims
        if filed is not denial and answered.record.id in filed.record.answers
        for one in filed.record.assertions
    ]
    own = [one for one in answered.record.assertions if one.stance == "denies"]
    elsewhere = {who for one in (*others, *own) for who in (*one.by, *one.for_)}
    return denial.path == answered.path and bool(deniers - elsewhere)


@fault("hedge dropped")
def hedge_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """What a source hedges is recorded as said flatly."""
    for voice in ground.voices:
        if voice.assertion.hedge != "none":
            sheet = ground.sheet(voice.filed)
            fields = ["hedge", "hedge_words"]
            if voice.assertion.likelihood:
                fields.append("likelihood")
            yield from ground.planting(
                voice.filed,
                f"without “{voice.assertion.hedge_words}”: {voice.words}",
                *[sheet.drop(*voice.steps, field) for field in fields],
            )


@fault("hedge words")
def hedge_words(ground: Ground, rng: Random) -> Iterator[Planting]:
    """The hedging words are weaker or stronger than those of the passage."""
    for voice in ground.voices:
        words = voice.assertion.hedge_words
        if words is None:
            continue
        others = [one for one in HEDGES if not names_word(f"{voice.words} {words}".casefold(), one)]
        other = rng.choice(others)
        yield from ground.planting(
            voice.filed,
            f"{words} → {other}: {voice.words}",
            ground.sheet(voice.filed).put(other, *voice.steps, "hedge_words"),
        )


@fault("speaker's words")
def by_words(ground: Ground, rng: Random) -> Iterator[Planting]:
    """The source does not call the speaker so."""
    for voice in ground.voices:
        words = voice.assertion.by_words
        if words is None or voice.assertion.cite.entry:
            continue
        whole = voice.printed.text if voice.printed else ""
        other = rng.choice([one for one in STRANGERS if one not in whole])
        yield from ground.planting(
            voice.filed,
            f"{words} → {other}",
            ground.sheet(voice.filed).put(other, *voice.steps, "by_words"),
        )


@fault("relay dropped")
def relay_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A mouth between the speaker and the source is left out, though the source names it."""
    for voice in ground.voices:
        via = voice.assertion.via
        spoken = [
            one
            for one in via
            if one in ground.library.entities
            and (not voice.printed or ground.speaks_of(voice.words, one))
        ]
        for gone in spoken:
            rest = [one for one in via if one != gone]
            yield from ground.planting(
                voice.filed,
                f"without {gone}: {voice.words}",
                ground.sheet(voice.filed).put_list(rest, *voice.steps, "via"),
            )
        if len(via) > 1 and spoken:
            yield from ground.planting(
                voice.filed,
                f"without {' and '.join(via)}: {voice.words}",
                ground.sheet(voice.filed).drop(*voice.steps, "via"),
            )
