"""How alike two names are: 1 less what each kind of difference between them costs.

The cost is fixed for each kind, so a score can be explained; what no kind covers is another name.
A score below `SAME_NAME` is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Literal

from ..evidence.names import SAME_NAME
from .names import Name, is_dispensable, is_patronymic
from .spelling import inflected, is_korean, korean, slavic, slipped, vowel_apart

Spell = Callable[[str], str]

Difference = Literal[
    "legal form", "word breaks", "transliteration", "one word", "script", "qualifier",
    "middle name", "inflection", "vowel", "slip", "another legal form",
]  # fmt: skip
COSTS: dict[Difference, int] = {
    "legal form": 2,  # “Azure Shipping LLC” and “Azure Shipping”
    "word breaks": 2,  # “Yong-Hyok” and “Yonghyok”
    "script": 2,  # written in other letters than Latin ones
    "transliteration": 3,  # “Ashot” and “Asot”, “Yevgeniy” and “Evgeny”
    "one word": 3,  # a name of one word is borne by many
    "another legal form": 5,  # “Azure Shipping LLC” and “Azure Shipping JSC”
    "qualifier": 5,  # “Azure Trading (Norland)” and “Azure Trading”
    "middle name": 6,  # a patronymic or an initial that one form lacks
    "inflection": 8,  # “stevedore” and “stevedoring”
    "vowel": 8,  # “Aleksandr” and “Alexander”
    "slip": 10,  # one letter too many in a long word, or two in wrong order
}
"""What each kind of difference takes from the score, in hundredths."""
VAGUE = frozenset({"co"})
"""Legal forms that go with any other: a company may be a limited one or a corporation."""
SHORTEST_SINGLE_WORD = 4
"""Letters of a name of one word; a person is never known by one word."""
SHORTEST_JOINED = 7
"""Letters of a name that one form writes as one word."""


def likeness(one: Name, other: Name, *, person: bool, known: bool = False) -> float:
    """Return how alike two names are, 0 where they are not one name in two forms.

    Of names that are `known` to be one entry's, the number of words says nothing.
    """
    if not one.words or not other.words or not _families_agree(one, other):
        return 0
    found: set[Difference] = set()
    if one.qualifier != other.qualifier:
        if one.qualifier and other.qualifier:
            return 0
        found.add("qualifier")
    if one.foreign != other.foreign:
        found.add("script")
    if one.legal != other.legal:
        mine, theirs = one.legal - VAGUE, other.legal - VAGUE
        nested = mine <= theirs or theirs <= mine
        found.add("legal form" if nested else "another legal form")
    if known:
        pass
    elif len(one.words) == len(other.words) == 1:
        if person or len(one.joined) < SHORTEST_SINGLE_WORD:
            return 0
        found.add("one word")
    elif min(len(one.words), len(other.words)) == 1 and len(one.joined) < SHORTEST_JOINED:
        return 0
    scores = (
        (100 - sum(COSTS[kind] for kind in found | w)) / 100 for w in _ways(one, other, person)
    )
    best = max(scores, default=0.0)
    return best if best >= SAME_NAME else 0


def _families_agree(one: Name, other: Name) -> bool:
    """Tell whether family names that both forms mark are one, as far as transliteration goes."""
    if not one.family or not other.family:
        return True
    if any(_all(spell, one.family) == _all(spell, other.family) for spell in (slavic, korean)):
        return True
    return len(one.family) == len(other.family) and all(
        _pair(mine, theirs, person=True) is not None
        for mine, theirs in zip(one.family, other.family, strict=True)
    )


def _ways(one: Name, other: Name, person: bool) -> Iterator[set[Difference]]:
    """Yield the differences of every way in which one name can be read as the other."""
    for mine, theirs, spared in _reduced(one, other, person):
        koreans = person and is_korean(mine) and is_korean(theirs)
        for turned in _turns(theirs) if person else [theirs]:
            differences = _as_a_whole(mine, turned, korean if koreans else slavic)
            if differences is None and not koreans and len(mine) == len(turned) > 1:
                differences = _word_by_word(mine, turned, person)
            if differences is not None:
                yield differences | spared


def _as_a_whole(mine: Sequence[str], theirs: Sequence[str], spell: Spell) -> set[Difference] | None:
    """Return the differences between names that are one but for script and breaks."""
    broken: set[Difference] = {"word breaks"} if len(mine) != len(theirs) else set()
    if mine == theirs:
        return set()
    if "".join(mine) == "".join(theirs):
        return {"word breaks"}
    if _all(spell, mine) == _all(spell, theirs):
        broken.add("transliteration")
        return broken
    return None


def _word_by_word(
    mine: Sequence[str], theirs: Sequence[str], person: bool
) -> set[Difference] | None:
    """Return what differs between words in pairs; one pair at most by more than transliteration."""
    found: set[Difference] = set()
    far = 0
    for one, other in zip(mine, theirs, strict=True):
        kind = _pair(one, other, person=person)
        if kind is None:
            return None
        if kind != "same":
            found.add(kind)
            far += kind != "transliteration"
    return found if far <= 1 else None


def _pair(one: str, other: str, *, person: bool) -> Difference | Literal["same"] | None:
    """Return how two words differ, None where they are two words."""
    if one == other:
        return "same"
    if not (one.isalpha() and other.isalpha()):
        return None
    mine, theirs = slavic(one), slavic(other)
    if mine == theirs:
        return "transliteration"
    if vowel_apart(mine, theirs):
        return "vowel"
    if not person and inflected(one, other):
        return "inflection"
    if slipped(one, other):
        return "slip"
    return None


def _all(spell: Spell, words: Sequence[str]) -> str:
    return "".join(spell(word) for word in words)


def _reduced(
    one: Name, other: Name, person: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], set[Difference]]]:
    """Yield the words of both names, and of a person's both without what only one has to spare."""
    yield one.words, other.words, set()
    longer, shorter = (one, other) if len(one.words) > len(other.words) else (other, one)
    spare = len(longer.words) - len(shorter.words)
    if not person or spare not in (1, 2) or len(shorter.words) < 2:
        return
    fathers = any(is_patronymic(word) for word in shorter.words)
    places = [
        place
        for place, word in enumerate(longer.words)
        if is_dispensable(word)
        and word not in longer.family
        and not (fathers and is_patronymic(word))
    ]
    for left_out in combinations(places, spare):
        rest = tuple(word for place, word in enumerate(longer.words) if place not in left_out)
        yield rest, shorter.words, {"middle name"}


def _turns(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words with each of them first, their circle kept: only the family name moves."""
    for start in range(len(words)):
        yield words[start:] + words[:start]
