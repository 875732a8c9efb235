"""Choosing rows without a script: a form's inputs, the classes of rows, and the rules between them.

A row carries a class `<prefix>-<value>` for each of its values. Of several values, a chooser leaves
out those that are unchecked; of one, it keeps those that are chosen. A figure's marks with the same
classes follow the same choice. `stylesheet` writes the rules for all forms of a site together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OFF = ".brief:has([name={}][value='{}']:not(:checked)) :is(tr,.mark,g).{}-{}{{display:none}}"
ONLY = (
    ".brief:has([name={0}][value='{1}']:checked) :is(#rows tbody tr,.mark[class*={0}-])"
    ":not(.{0}-{1}){{display:none}}"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that rows can be chosen by."""

    value: str
    """A word of letters, digits and hyphens, which is part of a class and of an address."""
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Chooser:
    """One thing that rows can be chosen by."""

    name: str
    """The inputs' name."""
    title: str
    choices: tuple[Choice, ...]
    prefix: str = ""
    """With which its classes begin, where that is not the name."""

    def rules(self, several: bool) -> Iterable[str]:
        """Yield the style sheet's rules, for checkboxes or for buttons of which one holds."""
        for one in self.choices:
            if several:
                yield OFF.format(self.name, one.value, self.prefix or self.name, one.value)
            else:
                yield ONLY.format(self.name, one.value)


@dataclass(frozen=True, slots=True)
class Filters:
    """A form: choosers of which several values hold at once, and choosers of which one does."""

    several: tuple[Chooser, ...]
    one: tuple[Chooser, ...]

    def but(self, name: str) -> Filters:
        """Return the form without one chooser."""
        return Filters(
            tuple(each for each in self.several if each.name != name),
            tuple(each for each in self.one if each.name != name),
        )

    @property
    def folded(self) -> str:
        """What can be chosen in the part that opens: “Actor and year”."""
        *first, last = (each.title for each in self.one)
        words = f"{', '.join(first)} and {last.lower()}" if first else last
        return words[:1] + words[1:].lower()


def chooser(
    name: str, title: str, labels: Mapping[str, str], counts: Mapping[str, int], prefix: str = ""
) -> tuple[Chooser, ...]:
    """Return a chooser of the values that occur; none where they leave no choice."""
    found = tuple(
        Choice(value, label, counts[value]) for value, label in labels.items() if counts.get(value)
    )
    return (Chooser(name, title, found, prefix),) if len(found) > 1 else ()


def stylesheet(forms: Iterable[Filters]) -> str:
    """Return the rules by which the inputs of some forms hide rows and marks, each once."""
    lines = {
        line: None
        for form in forms
        for several, choosers in ((True, form.several), (False, form.one))
        for each in choosers
        for line in each.rules(several)
    }
    return "\n".join(lines) + "\n"


def tokens(labels: Iterable[str]) -> dict[str, str]:
    """Return a word for each label, fit for a class: “E.O. 14024” becomes “e-o-14024”."""
    found: dict[str, str] = {}
    for label in dict.fromkeys(labels):
        word = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-") or "other"
        taken, number = set(found.values()), 1
        token = word
        while token in taken:
            number += 1
            token = f"{word}-{number}"
        found[label] = token
    return found
