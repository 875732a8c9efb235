"""Questions on a terminal; where there is none, nothing is asked."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..briefing import Briefing
    from ..drafting.questions import Question

Fields = dict[str, Any]


def terminal() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, proposal: str = "", choices: tuple[str, ...] = ()) -> str:
    """Ask for one line; Enter takes the proposal. Raises EOFError where the input ends."""
    listed = f" ({', '.join(choices)})" if choices else ""
    offered = f" [{proposal}]" if proposal else ""
    while True:
        answer = input(f"{question}{listed}{offered}: ").strip() or proposal
        if not answer or not choices or answer in choices:
            return answer
        print(f"“{answer}” is none of: {', '.join(choices)}")


def agree(question: str, *, otherwise: bool) -> bool:
    """Ask for yes or no."""
    answer = input(f"{question} [{'Y/n' if otherwise else 'y/N'}] ").strip().lower()
    return answer.startswith("y") if answer else otherwise


def answers_of(
    options: argparse.Namespace, briefing: Briefing, found: Fields
) -> dict[str, Any] | list[str]:
    """Return what was given or answered, or the flags without which there is no record."""
    from ..drafting.questions import QUESTIONS, choices, open_to
    from ..drafting.record import known
    from ..drafting.roles import roles_of

    answers: dict[str, Any] = {}
    missing = []
    for question in QUESTIONS[options.kind]:
        name = "name" if question.flag == "name" else f"answer_{question.flag}"
        given = getattr(options, name)
        words = choices(question, briefing)
        if given is None and terminal() and open_to(question, answers, briefing):
            given = _asked(question, words, found)
        elif words and isinstance(given, str):
            known(question.flag, given, words)
        if given:
            if question.flag == "role":
                for role in roles_of(given):
                    known("role", role, briefing.vocabulary.roles)
            answers[question.flag] = given
        elif question.needed:
            missing.append("NAME" if question.flag == "name" else f"--{question.flag}")
    if options.kind == "source" and not {"url", "title"} & set(answers) and "title" not in found:
        missing.append("--url or --title")
    return missing or answers


def _asked(question: Question, words: tuple[str, ...], found: Fields) -> str | list[str] | None:
    """Ask one question until the answer will do."""
    from ..drafting.record import Refused, known

    if question.flag == "author" and "author" in found:
        shown = " and ".join(f"{one['given']} {one['family']}" for one in found["author"])
        if agree(f"written by {shown}?", otherwise=True):
            return None
        del found["author"]
    if question.many:
        return _several(question)
    proposal = found.get({"outlet": "container-title"}.get(question.flag, question.flag), "")
    if isinstance(proposal, dict):
        proposal = proposal.get("date", "")
    proposal = proposal or question.proposal
    while True:
        answer = ask(question.text, str(proposal), words if len(words) <= 20 else ())
        if not answer and question.needed:
            continue
        try:
            return known(question.flag, answer, words) if answer and words else answer or None
        except Refused as why:
            print(why)


def _several(question: Question) -> list[str]:
    """Ask until an answer is empty."""
    answers: list[str] = []
    while answer := ask("  and" if answers else f"{question.text} (Enter when done)"):
        answers.append(answer)
    return answers


def confirmed(stretches: list[dict[str, str]], raw: str) -> list[dict[str, str]]:
    """Ask of each stretch whether it is no part of the article."""
    from ..evidence.fold import folded
    from ..evidence.passage import Passage, locate
    from ..records.evidence import Cite

    kept = []
    for stretch in stretches:
        place = locate(Cite.model_validate({"source": "new", **stretch}), folded(raw))
        shown = " / ".join(place.text.split("\n")) if isinstance(place, Passage) else str(stretch)
        if agree(f"no part of the article: “{shown}”?", otherwise=True):
            kept.append(stretch)
    return kept
