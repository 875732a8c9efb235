"""The rules that records keep among themselves: one generator each, listed in one tuple."""

from __future__ import annotations

from ..briefing import Briefing
from ..records.problems import Problem
from .claims import answers_of_denial, cite_of_register, compare_itself, unseen_source
from .references import unknown_id, unknown_thread, unknown_word
from .rule import Rule

RULES: tuple[Rule, ...] = (
    unknown_id,
    unknown_word,
    unknown_thread,
    unseen_source,
    cite_of_register,
    answers_of_denial,
    compare_itself,
)


def check(briefing: Briefing) -> list[Problem]:
    """Return everything that is wrong with a briefing, its reading included, in file order."""
    library = briefing.library
    problems = list(library.problems)
    if library.vocabulary is not None:
        for rule in RULES:
            problems += rule.problems(briefing)
    return sorted(problems, key=lambda problem: (problem.place, problem.code))
