"""Faults in cites and in what is copied from a source."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from .edits import Change, Planting, scalar
from .fault import fault
from .ground import Ground, Voiced
from .of_voices import named
from .printed import Printed, Stretch

TOO_LONG, LONGEST = 84, 170
RUN = 12
COPIED = 0.21
_SIGNS = '“”–—"()'


def recited(ground: Ground, voice: Voiced, start: str, end: str | None) -> list[Change | None]:
    """Return the changes that make an assertion cite another passage."""
    sheet, steps, cite = ground.sheet(voice.filed), (*voice.steps, "cite"), voice.assertion.cite
    changes: list[Change | None] = []
    if start != cite.start:
        changes.append(sheet.put(start, *steps, "start"))
    if end is None:
        changes += [sheet.drop(*steps, "end")] if cite.end else []
    elif cite.end:
        changes.append(sheet.put(end, *steps, "end"))
    else:
        changes.append(sheet.add([f"end: {scalar(end)}"], *steps, "start"))
    for field, value in (("prefix", cite.prefix), ("suffix", cite.suffix)):
        changes += [sheet.drop(*steps, field)] if value else []
    return changes


def cited(ground: Ground) -> Iterator[tuple[Voiced, Printed, Stretch, int]]:
    """Yield the assertions whose passage is at hand, with the number of its first sentence."""
    for voice in ground.voices:
        if voice.printed and voice.passage:
            number = voice.printed.sentence_at(voice.passage.start)
            if number is not None:
                yield voice, voice.printed, voice.passage, number


def _recite(
    ground: Ground, voice: Voiced, what: str, start: str, end: str | None = None
) -> Iterator[Planting]:
    yield from ground.planting(
        voice.filed,
        f"{what}: {start}{f' … {end}' if end else ''}",
        *recited(ground, voice, start, end),
    )


@fault("cite dropped")
def cite_dropped(ground: Ground, rng: Random) -> Iterator[Planting]:
    """An assertion cites nothing."""
    for voice in ground.voices:
        yield from ground.planting(
            voice.filed, "no cite", ground.sheet(voice.filed).drop(*voice.steps, "cite")
        )


@fault("invented passage")
def invented_passage(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A cite gives words that the source does not print."""
    for voice, printed, _, _ in cited(ground):
        words = [word for word in printed.text.split() if word.isalpha() and len(word) > 3]
        start = " ".join(rng.sample(words, 3))
        if not printed.holds(start):
            yield from _recite(ground, voice, "invented", start)


@fault("wrong source")
def wrong_source(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A cite names another source than the one that prints its words."""
    for voice, _, _, _ in cited(ground):
        cite = voice.assertion.cite
        others = [
            key
            for key, printed in ground.printed.items()
            if key != cite.source and cite.start and not printed.holds(cite.start)
        ]
        if others:
            other = rng.choice(others)
            yield from ground.planting(
                voice.filed,
                f"{cite.source} → {other}",
                ground.sheet(voice.filed).put(other, *voice.steps, "cite", "source"),
            )


@fault("neighbouring sentence")
def neighbouring_sentence(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A cite gives the sentence before or after the one that carries the claim."""
    for voice, printed, passage, number in cited(ground):
        taken = [one.passage for one in ground.voices_of(voice.filed) if one.passage]
        for step in rng.sample((-1, 1), 2):
            if not 0 <= number + step < len(printed.sentences):
                continue
            beside = printed.sentences[number + step]
            start = printed.opening(beside)
            touched = any(one.start < beside.end and beside.start < one.end for one in taken)
            if start and not touched and abs(beside.start - passage.end) < 600:
                yield from _recite(ground, voice, f"{printed.read(beside)} ←", start)
                break


@fault("ends exchanged")
def ends_exchanged(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A passage ends before it begins."""
    for voice, printed, passage, _ in cited(ground):
        cite = voice.assertion.cite
        end = cite.end or printed.closing(passage)
        if end and cite.start and not cite.prefix and end != cite.start:
            yield from _recite(ground, voice, "exchanged", end, cite.start)


@fault("ambiguous passage")
def ambiguous_passage(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A cite begins with words that stand more than once in the source."""
    for voice, printed, passage, _ in cited(ground):
        inside = printed.read(passage)
        here = [words for words in printed.repeated if words in inside]
        if here or printed.repeated:
            yield from _recite(ground, voice, "ambiguous", rng.choice(here or [*printed.repeated]))


@fault("boilerplate")
def boilerplate(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A cite gives a heading, a caption, a credit or a share prompt."""
    for voice, printed, _, _ in cited(ground):
        starts = [
            start
            for stretch in printed.boilerplate
            for start in [printed.opening(stretch)]
            if start is not None
        ]
        if starts:
            yield from _recite(ground, voice, "boilerplate", rng.choice(starts))


@fault("too long a passage")
def too_long(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A passage has more than eighty words."""
    for voice, printed, passage, number in cited(ground):
        ends = []
        for later in printed.sentences[number + 1 :]:
            stretch = Stretch(passage.start, later.end)
            end = printed.closing(later)
            if TOO_LONG <= len(printed.words(stretch)) <= LONGEST and end:
                ends.append(end)
        cite = voice.assertion.cite
        if ends and cite.start and not cite.prefix:
            yield from _recite(ground, voice, "too long", cite.start, rng.choice(ends))


@fault("quotation")
def quotation(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A quotation has another word than the source prints."""
    for voice, printed, _, _ in cited(ground):
        quote = voice.assertion.quote
        words = quote.split() if quote else []
        long = [index for index, word in enumerate(words) if len(word) > 3 and word.isalpha()]
        pool = [word for word in printed.text.split() if len(word) > 3 and word.isalpha()]
        for index in rng.sample(long, min(2, len(long))):
            other = rng.choice([word for word in pool if word.islower() and word not in words])
            changed = " ".join((*words[:index], other, *words[index + 1 :]))
            yield from ground.planting(
                voice.filed,
                f"“{quote}” → “{changed}”",
                ground.sheet(voice.filed).put(changed, *voice.steps, "quote"),
            )


@fault("copied run")
def copied_run(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A note repeats twelve or more words of a source in a row."""
    texts = list(ground.printed.values())
    for filed in ground.claims if texts else ():
        printed = rng.choice(texts)
        sentence = rng.choice([one for one in printed.sentences if len(printed.words(one)) > 15])
        words = printed.words(sentence)
        size = rng.randrange(RUN + 1, 16)
        at = rng.randrange(len(words) - size + 1)
        run = " ".join(words[at : at + size])
        sheet = ground.sheet(filed)
        change = (
            sheet.put(run, "note")
            if filed.record.note
            else sheet.add([f"note: {scalar(run)}"], "short")
        )
        yield from ground.planting(filed, run, change)


@fault("quotation budget")
def quotation_budget(ground: Ground, rng: Random) -> Iterator[Planting]:
    """Locators and quotations copy more than a fifth of a source's words."""
    for key, printed in ground.printed.items():
        for _ in range(4):
            voices = [v for v in cited(ground) if v[0].assertion.cite.source == key]
            used = {word for voice, _, _, _ in voices for word in _taken(printed, voice)}
            rng.shuffle(voices)
            limit = COPIED * len(printed.text.split())
            changes: list[Change | None] = []
            touched: dict[str, Voiced] = {}
            seen: set[int] = set()
            for voice, _, _, number in voices:
                cite = voice.assertion.cite
                ends = _long_ends(printed, printed.sentences[number])
                if number in seen or cite.end or cite.prefix or not ends or len(used) > limit:
                    continue
                changes += recited(ground, voice, *ends)
                copied = [*ends]
                middle = _middle(printed, printed.sentences[number])
                if middle and named(voice) and not voice.assertion.quote:
                    copied.append(middle)
                    quote = [f"quote: {scalar(middle)}"]
                    changes.append(ground.sheet(voice.filed).add(quote, *voice.steps, "by"))
                used |= {word for words in copied for word in _word_numbers(printed, words)}
                touched[voice.claim.id] = voice
                seen.add(number)
            if len(used) > limit:
                yield from ground.planting(
                    ground.library.sources[key],
                    f"{len(touched)} longer cites of {key}",
                    *changes,
                    also=[voice.filed for voice in touched.values()],
                )


def _middle(printed: Printed, sentence: Stretch) -> str | None:
    """Return what stands between the ends of a sentence, if it can be quoted."""
    words = printed.words(sentence)[5:-5][:20]
    text = " ".join(words).strip(",;:")
    return text if len(words) > 2 and not any(sign in text for sign in _SIGNS) else None


def _long_ends(printed: Printed, sentence: Stretch) -> tuple[str, str] | None:
    """Return the first five and the last five words of a sentence, as locators."""
    words = printed.words(sentence)
    if len(words) < 14:
        return None
    start = printed.opening(Stretch(sentence.start, sentence.end))
    first, last = " ".join(words[:5]), " ".join(words[-5:]).rstrip(".!?")
    plain = '“”–—"()'
    if start is None or any(sign in first + last for sign in plain):
        return None
    return (first, last) if len(first) <= 80 and len(last) <= 80 else None


def _taken(printed: Printed, voice: Voiced) -> Iterator[int]:
    cite, one = voice.assertion.cite, voice.assertion
    for words in (cite.start, cite.end, one.quote):
        if words:
            yield from _word_numbers(printed, words)


def _word_numbers(printed: Printed, words: str) -> Iterator[int]:
    """Yield the numbers of the words of a text that a run of words covers."""
    all_words, wanted = printed.text.split(), words.split()
    for index in range(len(all_words) - len(wanted) + 1):
        if all_words[index].strip("“”‘’\"'.,;:!?") == wanted[0].strip("“”‘’\"'.,;:!?") and (
            all_words[index : index + len(wanted) - 1][1:] == wanted[1:-1]
        ):
            yield from range(index, index + len(wanted))
            return
