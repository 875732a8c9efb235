"""Words as they sound: what different ways of writing a foreign name in Latin letters share.

`slavic` follows the usual romanisations of Cyrillic and the habits of English, German and French;
`korean` those of Korean (McCune-Reischauer, Revised, that of North Korea). Both are coarse: that
two words agree in them says that they may be one word, not that they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

VOWELS = frozenset("aeiouy")

_SLAVIC = {
    **{"shch": "s", "stsch": "s", "tsch": "c", "tch": "c", "sch": "s", "zh": "z", "kh": "h"},
    **{"ch": "c", "sh": "s", "ts": "c", "tz": "c", "gh": "g", "ph": "f", "ck": "k", "x": "ks"},
    **{"ya": "a", "ia": "a", "ja": "a", "ye": "e", "ie": "e", "je": "e", "yo": "o", "io": "o"},
    **{"yu": "u", "iu": "u", "ju": "u", "ou": "u", "iy": "i", "yi": "i", "ij": "i", "ii": "i"},
    **{"y": "i", "j": "i", "w": "v", "q": "k"},
}
_KOREAN = {
    **{"eo": "o", "eu": "u", "oo": "u", "ee": "i", "ou": "o", "oi": "oe", "woo": "u", "ng": "ng"},
    **{"tch": "c", "ch": "c", "j": "c", "sh": "s", "g": "k", "b": "p", "d": "t", "l": "r"},
}


# Пётр is Pyotr and Petr; a Korean's Hyok and Myong are left alone.
_YO = re.compile(r"(?<=[^aeiouy])[yj]o(?![nk])")
_DOUBLED = re.compile(r"(.)\1+")


def _rewriter(table: Mapping[str, str]) -> Callable[[str], str]:
    longest_first = sorted(table, key=len, reverse=True)
    pattern = re.compile("|".join(longest_first))
    return lambda word: pattern.sub(lambda found: table[found[0]], word)


_slavic, _korean = _rewriter(_SLAVIC), _rewriter(_KOREAN)


@lru_cache(maxsize=131_072)
def slavic(word: str) -> str:
    """Return a word as romanisations of Cyrillic agree on it."""
    return _DOUBLED.sub(r"\1", _slavic(_YO.sub("e", word))) if word.isalpha() else word


@lru_cache(maxsize=131_072)
def korean(word: str) -> str:
    """Return a syllable or two as romanisations of Korean agree on it."""
    return _korean(word) if word.isalpha() else word


_SYLLABLE = (
    r"(?:ch|kk|pp|tt|ss|jj|sh|[bdghjklmnprst])?"
    r"(?:yeo|yae|wae|weo|[wy][aeiou]|[aeo]e|eo|eu|ui|oi|oo|ee|ou|[aeiou])"
    r"(?:ng|[bdgklmnpt])?"
)
_KOREAN_WORD = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")
_KOREAN_FAMILIES = frozenset(
    """
    ahn an baek bae bak byon byun cha chae chang cho choe choi chong chu chun eom ha ham han heo
    hong ho hwang hyon im jang jeon jeong ji jin jo jon jong joo ju kang kim ko koo kwak kwon ku
    lee li lim ma mun moon min myong na nam no noh o oh om pae paek pak park ra rang rho ri rim ro
    roh ryang ryom ryu seo shin sim shim sin so son song suh sung tae tong u um woo yang yi yim yon
    yoo yoon yu yun
    """.split()
)


@lru_cache(maxsize=131_072)
def is_korean(words: tuple[str, ...]) -> bool:
    """Tell whether the words could be a Korean's name: a family name and one or two syllables."""
    return (
        2 <= len(words) <= 4
        and (words[0] in _KOREAN_FAMILIES or words[-1] in _KOREAN_FAMILIES)
        and all(_KOREAN_WORD.fullmatch(word) for word in words)
    )


@lru_cache(maxsize=131_072)
def outline(word: str) -> str:
    """Return a word's first consonant, or its first letter where it has none."""
    return next((letter for letter in word if letter not in VOWELS), word[:1])


def consonants(word: str) -> str:
    """Return a word without its vowels."""
    return "".join(letter for letter in word if letter not in VOWELS)


def vowel_apart(one: str, other: str) -> bool:
    """Tell whether two words differ only in a vowel, or two in a long word, not at the end.

    A vowel at the end makes another name: Ivanov and Ivanova.
    """
    if min(len(one), len(other)) < 6 or one[-1] != other[-1]:
        return False
    if consonants(one) != consonants(other):
        return False
    return distance(one, other, 2) <= max(1, min(len(one), len(other)) // 5)


INFLECTIONS = re.compile(r"(?:ings?|ers?|ors?|ed|es|e|s)$")


def inflected(one: str, other: str) -> bool:
    """Tell whether two English words have one stem: stevedore, stevedoring."""
    stems = {INFLECTIONS.sub("", one), INFLECTIONS.sub("", other)}
    return len(stems) == 1 and len(min(stems)) >= 4


def slipped(one: str, other: str) -> bool:
    """Tell whether two long words differ by one slip: a letter too many, or two in wrong order.

    Another letter in a letter's place is no slip but mostly another name, and so is a change at
    either end.
    """
    if one == other or min(len(one), len(other)) < 9:
        return False
    if one[:3] != other[:3] or one[-2:] != other[-2:]:
        return False
    if len(one) == len(other):
        wrong = [place for place in range(len(one)) if one[place] != other[place]]
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] == other[wrong[1]]
            and one[wrong[1]] == other[wrong[0]]
        )
    return abs(len(one) - len(other)) == 1 and distance(one, other, 1) == 1


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be changed, put in or left out, counted up to `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, theirs in enumerate(other, 1):
            now.append(
                min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != theirs))
            )
        if min(now) > most:
            return most + 1
        before = now
    return min(before[-1], most + 1)
