"""Faults in the words of a claim: figures, names, and what is called a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from .edits import Planting
from .fault import fault, unseen
from .ground import Ground
from .printed import MONTHS, NUMBER_WORDS, fold, names_word

_YEAR = re.compile(r"(?<![\d,.])(?:1[89]|20)\d\d(?![\d,.]\d|\d)")
_FIGURE = re.compile(rf"(?<![\w.,])(?:\d+(?:[.,]\d+)*|{'|'.join(NUMBER_WORDS)})(?![\w])")
# What data/README.md calls a judgement, as far as one word of a passage shows it. Words that hedge
# show none: a fact may be hedged, and often they belong to another part of the sentence.
_MARK = re.compile(
    r"(?i)\b(?:will|would|expects?|predicts?|warn(?:s|ed)?|(?:this|which) suggests|"
    r"scant|little (?:evidence|sign|proof|doubt)|hardly|sign|worst|best|"
    r"(?<!at )(?:most|least) [a-z]+|"
    r"(?:cheap|strong|weak|great|large|small|high|low|bad|strange)est)\b"
)
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")


def figures(text: str) -> Iterator[re.Match[str]]:
    """Yield the figures of a text, digits or words, its years left out."""
    for found in _FIGURE.finditer(text):
        if not _YEAR.fullmatch(found[0]):
            yield found


def other_figure(figure: str, near: str, rng: Random) -> str | None:
    """Return a figure like another one that does not stand in a text, or None."""
    if figure in NUMBER_WORDS:
        index = NUMBER_WORDS.index(figure)
        choices = [NUMBER_WORDS[index + step] for step in (-3, -2, 2, 3) if 0 <= index + step < 18]
    else:
        value = int(figure.replace(",", "").replace(".", ""))
        whole = "." not in figure
        values = [value * 2, value * 10, value + 3, value + 20] if whole else []
        choices = [f"{one:,}" if one > 999 else str(one) for one in values]
    rng.shuffle(choices)
    return next((one for one in choices if not names_word(near.casefold(), one)), None)


@fault("number")
def number(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A figure in a claim's text is another one, which the source does not print."""
    for filed in ground.printed_claims():
        text = filed.record.text
        near = " ".join((*ground.claim_passages(filed), str(filed.record.when)))
        for found in figures(text):
            other = other_figure(found[0], near, rng)
            if other is not None:
                changed = text[: found.start()] + other + text[found.end() :]
                yield from ground.planting(
                    filed,
                    f"{found[0]} → {other}: {changed}",
                    ground.sheet(filed).put(changed, "text"),
                )


@fault("name")
def name(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A claim's text names another entity than its source does."""
    for filed in ground.claims:
        text = filed.record.text
        near = " ".join(one.around for one in ground.voices_of(filed))
        parts = {who for ids in filed.record.roles.values() for who in ids}
        for entity in ground.named_in(text):
            kind = ground.library.entities[entity].record.type
            others = [
                one
                for one, record in ground.library.entities.items()
                if record.record.type == kind
                and one not in parts
                and ground.names[one] != ground.names[entity]
                and not ground.speaks_of(near, one)
                and not ground.speaks_of(text, one)
            ]
            if others:
                other = ground.names[rng.choice(others)]
                changed = text.replace(ground.names[entity], other, 1)
                yield from ground.planting(
                    filed,
                    f"{ground.names[entity]} → {other}: {changed}",
                    ground.sheet(filed).put(changed, "text"),
                )


@fault("met misspelling")
def met_misspelling(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A claim's text takes over a misspelling that a source prints."""
    for filed in ground.claims:
        text = filed.record.text
        for entity in ground.named_in(text):
            right = ground.names[entity]
            wrong = [
                one.name
                for one in ground.library.entities[entity].record.spellings
                if _slips(right, one.name)
            ]
            if wrong:
                taken = rng.choice(wrong)
                yield from ground.planting(
                    filed,
                    f"{right} → {taken}",
                    ground.sheet(filed).put(text.replace(right, taken, 1), "text"),
                )


def _slips(right: str, wrong: str) -> bool:
    """Tell whether one name is another with a slip of the pen, a letter or two being off."""
    one, two = fold(right), fold(wrong)
    if one == two or len(right.split()) != len(wrong.split()) or wrong.isupper():
        return False
    return abs(len(one) - len(two)) <= 1 and len(set(one) ^ set(two)) <= 3 and one[0] == two[0]


@fault("mistyped name")
def mistyped_name(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A name in a claim's text has a letter too many, one too few, or two exchanged."""
    for filed in ground.claims:
        text = filed.record.text
        for entity in ground.named_in(text):
            right = ground.names[entity]
            long = [word for word in right.split() if len(word) >= 5 and word.isalpha()]
            if not long:
                continue
            word = rng.choice(long)
            at = rng.randrange(1, len(word) - 2)
            forms = [word[:at] + word[at + 1 :], word[: at + 1] + word[at:]]
            if word[at] != word[at + 1]:
                forms.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
            wrong = right.replace(word, rng.choice(forms), 1)
            yield from ground.planting(
                filed,
                f"{right} → {wrong}",
                ground.sheet(filed).put(text.replace(right, wrong, 1), "text"),
            )


@fault("month in text")
def month_in_text(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A claim's text names another month or year than its source does."""
    for filed in ground.printed_claims():
        text = filed.record.text
        near = " ".join(ground.claim_passages(filed))
        for pattern in (_MONTH, _YEAR):
            for found in pattern.finditer(text):
                if found[0].isdigit():
                    choices = [str(int(found[0]) + step) for step in (-3, -2, -1, 1, 2)]
                else:
                    choices = list(MONTHS)
                choices = [one for one in choices if one != found[0] and one not in near]
                other = rng.choice(choices)
                changed = text[: found.start()] + other + text[found.end() :]
                yield from ground.planting(
                    filed,
                    f"{found[0]} → {other}: {changed}",
                    ground.sheet(filed).put(changed, "text"),
                )


@fault("judgement as fact")
def judgement_as_fact(ground: Ground, rng: Random) -> Iterator[Planting]:
    """What its source marks as a prediction, an evaluation or an inference is called a fact."""
    yield from _called_facts(ground, marked=True)


@unseen("unmarked judgement as fact")
def unmarked_judgement(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A motive or an evaluation is called a fact, and no word of the passage gives it away."""
    yield from _called_facts(ground, marked=False)


def _called_facts(ground: Ground, *, marked: bool) -> Iterator[Planting]:
    for filed in ground.printed_claims():
        words = " ".join(ground.claim_passages(filed))
        if filed.record.mode == "judgement" and bool(_MARK.search(words)) is marked:
            yield from ground.planting(
                filed,
                f"called a fact: {filed.record.text}",
                ground.sheet(filed).put("fact", "mode"),
            )
