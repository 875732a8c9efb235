"""A name taken apart: its words in Latin letters, its family name, its legal form.

Nothing here is guessed from meaning. Script, accents, case, apostrophes and commas vanish; words
and their order stay, since the order of a name's parts tells people apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from anyascii import anyascii

from ..evidence.fold import fold
from .spelling import korean, outline, slavic

LEGAL_FORMS = {
    **{"company": "co", "corporation": "corp", "incorporated": "inc", "limited": "ltd"},
    **{
        form: form
        for form in """
            ab ag ao as bhd bv cjsc co corp cv eood fze fzco fzllc gmbh inc jsc kft kk lc llc llp lp
            ltd nv oao ojsc ooo oy pao pjsc plc pt pte pty pvt sa sal sarl sas sdn se sl spa sro
            srl too uab zao
        """.split()
    },
}
"""Words that only say in which legal form a body exists, each with its shortest form."""
_LONG_FORMS = {
    "pjsc": r"public joint[ -]stock (?:company|society)",
    "ojsc": r"open joint[ -]stock (?:company|society)",
    "cjsc": r"closed joint[ -]stock (?:company|society)",
    "jsc": r"joint[ -]stock (?:company|society)",
    "llc": r"(?:company with )?limited[ -]liability company",
    "llp": r"limited[ -]liability partnership",
    "ao": r"(?:publichnoe |otkrytoe |zakrytoe )?aktsionernoe obshchestvo",
    "ooo": r"obshchestvo s ogranichennoy otvetstvennostyu",
}
_LONG_FORM = {form: re.compile(rf"\b{pattern}\b") for form, pattern in _LONG_FORMS.items()}
_DOTTED = re.compile(r"\b(?:[a-z]\. ?)+[a-z]\b\.?")
_QUALIFIER = re.compile(r"(.*\S)\s*\(([^()]+)\)\s*", re.DOTALL)
_APOSTROPHES = re.compile(r"['’‘`ʼʹ]")
_SYLLABLES = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HUMBLE = frozenset({"the", "and"})
_PATRONYMIC = re.compile(r".{2,}(?:[aeiouy]vi(?:ch|c|tch|tsch)|[knmly]ich|[aeioy]vna|i(?:ch|ni)na)")
_BETWEEN_GENERATIONS = frozenset("ogly oglu ogli kyzy kizi qizi uulu uly".split())


@dataclass(frozen=True)
class Name:
    """One form of a name."""

    written: str
    """As it stands in a record or on a list."""
    words: tuple[str, ...]
    """Its words in Latin letters, legal form and bracketed qualifier aside."""
    family: tuple[str, ...] = ()
    """The words of the family name, where the form marks it by a comma or capitals."""
    legal: frozenset[str] = frozenset()
    """Its legal form."""
    qualifier: str = ""
    """What stands behind it in brackets."""
    foreign: bool = False
    """Whether it is written in letters other than Latin ones."""

    @cached_property
    def joined(self) -> str:
        """All its letters, without the breaks between words."""
        return "".join(self.words)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What names of which one may be the other have in common: one key at least."""
        return frozenset((*self.spelled[0], *self.spelled[1], *self.run_on, self.joined))

    @cached_property
    def spelled(self) -> tuple[list[str], list[str]]:
        """The words in both spellings."""
        return [slavic(word) for word in self.words], [korean(word) for word in self.words]

    @cached_property
    def run_on(self) -> tuple[str, str]:
        """All letters in both spellings."""
        return "".join(self.spelled[0]), "".join(self.spelled[1])

    @cached_property
    def outlines(self) -> tuple[str, str]:
        """The first consonant of each word, sorted, in both spellings."""
        one, other = self.spelled
        return "".join(sorted(map(outline, one))), "".join(sorted(map(outline, other)))

    @cached_property
    def letters(self) -> tuple[str, str]:
        """All letters in both spellings, sorted."""
        one, other = self.run_on
        return "".join(sorted(one)), "".join(sorted(other))

    def may_be(self, other: Name) -> bool:
        """Tell in passing whether a closer look at two names can find them alike.

        Their words begin alike, spare ones aside, or all their letters are the same.
        """
        return (
            _within(self.outlines[0], other.outlines[0])
            or _within(self.outlines[1], other.outlines[1])
            or self.letters[0] == other.letters[0]
            or self.letters[1] == other.letters[1]
        )


@lru_cache(maxsize=65_536)
def named(written: str, person: bool) -> Name:
    """Take a name apart, as that of a person or of anything else."""
    text, qualifier = written, ""
    if written.rstrip().endswith(")") and (found := _QUALIFIER.fullmatch(written)):
        text, qualifier = found.groups()
    latin, foreign = text, False
    if not text.isascii():
        latin = anyascii(text)
        foreign = any(character > "\u024f" and character.isalpha() for character in text)
        latin = _SYLLABLES.sub(" ", latin) if foreign else latin
    latin = _APOSTROPHES.sub("", latin)
    family: tuple[str, ...] = ()
    legal: frozenset[str] = frozenset()
    if person:
        last, comma, first = latin.partition(",")
        if comma and first.strip():
            words, family = _words(f"{last} {first}".lower()), _words(last.lower())
        else:
            words, family = _words(latin.lower()), _capitals(latin)
    else:
        words, legal = _without_legal_form(latin.lower())
    return Name(written, words, family, legal, fold(anyascii(qualifier)), foreign)


def is_patronymic(word: str) -> bool:
    """Tell whether a word looks like the middle name made from a father's."""
    return len(word) >= 5 and _PATRONYMIC.fullmatch(word) is not None


def is_dispensable(word: str) -> bool:
    """Tell whether a person's name is often written without this word."""
    return len(word) == 1 or word in _BETWEEN_GENERATIONS or is_patronymic(word)


def _within(one: str, other: str) -> bool:
    """Tell whether the fewer of some sorted letters are among the others."""
    if len(one) == len(other):
        return one == other
    shorter, longer = (one, other) if len(one) < len(other) else (other, one)
    rest = iter(longer)
    return all(letter in rest for letter in shorter)


def _words(latin: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+|[0-9]+", latin))


def _capitals(latin: str) -> tuple[str, ...]:
    """Return the family name of “ROE Ann Marie” and “Ann Marie ROE”; none where it is unclear."""
    parts = latin.replace("-", " ").split()
    loud = [part.isupper() and len(part.strip(".")) > 1 for part in parts]
    if all(loud) or not any(loud) or loud != sorted(loud, reverse=loud[0]):
        return ()
    return _words(" ".join(part for part, high in zip(parts, loud, strict=True) if high).lower())


def _without_legal_form(latin: str) -> tuple[tuple[str, ...], frozenset[str]]:
    text = _DOTTED.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", latin)
    legal = set()
    for form, pattern in _LONG_FORM.items():
        text, count = pattern.subn(" ", text)
        legal |= {form} if count else set()
    plain = _words(text)
    legal |= {LEGAL_FORMS[word] for word in plain if word in LEGAL_FORMS}
    words = tuple(word for word in plain if word not in LEGAL_FORMS and word not in _HUMBLE)
    return (words, frozenset(legal)) if words else (_words(latin), frozenset())
