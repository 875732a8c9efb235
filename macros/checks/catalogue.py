"""All rules in one tuple, and the one way in which they are applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..briefing import open_briefing
from ..evidence.desk import Desk
from ..records.codes import CODES
from ..records.library import Filed, Read
from ..records.problems import Problem, Severity, visible
from ..records.reader import read
from .claims import CLAIM_RULES
from .content import CONTENT_RULES
from .dating import DATING_RULES
from .denials import DENIAL_RULES
from .hedging import HEDGING_RULES
from .identity import IDENTITY_RULES
from .ledgers import LEDGER_RULES
from .names import NAME_RULES
from .passages import PASSAGE_RULES
from .prose import PROSE_RULES
from .quotations import QUOTATION_RULES
from .references import REFERENCE_RULES
from .rule import Explanation, Finding, Rule, Subject, rule
from .upkeep import UPKEEP_RULES, idle_waivers


@rule(
    "idle-waiver",
    Severity.WARNING,
    bad="waive: [{code: hedge-missing, reason: …}]   # and the passage hedges no more",
    good="(no waiver)",
)
def idle_waiver(_: Desk) -> Iterator[Finding]:
    """Every waiver waives something."""
    # Found once all other rules have been applied: see `_apply`.
    return iter(())


def _seen(example: str) -> str:
    """Return an example with everything in sight that a page or terminal would not show."""
    return "\n".join(visible(line) for line in example.split("\n"))


RULES: tuple[Rule, ...] = (
    *REFERENCE_RULES,
    *CLAIM_RULES,
    *PASSAGE_RULES,
    *LEDGER_RULES,
    *HEDGING_RULES,
    *CONTENT_RULES,
    *NAME_RULES,
    *DENIAL_RULES,
    *DATING_RULES,
    *IDENTITY_RULES,
    *QUOTATION_RULES,
    *UPKEEP_RULES,
    *PROSE_RULES,
    idle_waiver,
)


EXPLANATIONS: tuple[Explanation, ...] = (
    *(
        Explanation(code, one.severity, Subject.FORM, one.rule, _seen(one.bad), _seen(one.good))
        for code, one in CODES.items()
    ),
    *(one.explanation for one in RULES),
)
"""Every code that a problem can have, in the order in which records are read and checked."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    desk: Desk
    problems: tuple[Problem, ...]

    def without(self, code: str) -> Report:
        """Return the report without the problems of one rule."""
        return Report(self.desk, tuple(one for one in self.problems if one.code != code))

    def fails(self, *, strict: bool) -> bool:
        """Tell whether the check fails: on errors, and on warnings where it is strict."""
        failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(problem.severity in failing for problem in self.problems)


def check(desk: Desk) -> Report:
    """Apply every rule to a briefing on its desk; problems come in the order of the files."""
    library = desk.briefing.library
    problems = list(library.problems)
    problems += _apply(desk)
    unique = dict.fromkeys(problems)
    return Report(desk, tuple(sorted(unique, key=lambda one: (one.place, one.code, one.sentence))))


def _apply(desk: Desk) -> list[Problem]:
    catalogue = {one.code: one for one in RULES}
    found: list[tuple[Filed[Any] | None, Problem]] = []
    used: set[tuple[int, str]] = set()
    for one in RULES:
        if one is idle_waiver:
            continue
        for finding in one.find(desk):
            if isinstance(finding, Problem):
                found.append((None, finding))
                continue
            waivers = getattr(finding.filed.record, "waive", ()) if one.waivable else ()
            if any(waiver.code == one.code for waiver in waivers):
                used.add((id(finding.filed), one.code))
            else:
                found.append((finding.filed, one.problem(finding)))
    for filed, index, sentence, fix in idle_waivers(desk, used, catalogue):
        finding = Finding(filed, ("waive", index), sentence, fix)
        found.append((filed, idle_waiver.problem(finding)))
    return _once(found, catalogue)


def _once(
    found: list[tuple[Filed[Any] | None, Problem]], catalogue: dict[str, Rule]
) -> list[Problem]:
    """Tell one fault once: a dangling id is no name without a part as well, and what is wrong
    anyway is neither unverified nor waived in vain."""
    errors = [(id(filed), one) for filed, one in found if one.severity is Severity.ERROR]
    wrong = {key for key, _ in errors}
    broken = {key for key, one in errors if catalogue[one.code].subject is Subject.STRUCTURE}
    return [
        one
        for filed, one in found
        if one.severity is Severity.ERROR
        or (
            id(filed) not in broken
            and (one.code not in ("unverified", "idle-waiver") or id(filed) not in wrong)
        )
    ]


def inspect(
    data: Path,
    texts: Path | None = None,
    *,
    fingerprints: bool = True,
    root: Path | None = None,
    read: Read = read,
) -> Report:
    """Read and check a data folder, with the texts of a folder if there is one.

    `root` is the project's folder, searched for copied text; without it only records are.
    """
    briefing = open_briefing(data, read=read)
    return check(Desk.lay(briefing, data, texts, fingerprints=fingerprints, root=root))
