"""All rules in one tuple, and the one way in which they are applied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from ..briefing import open_briefing
from ..cache import afterwards
from ..evidence.desk import Desk
from ..hands import shared
from ..notes import Notes
from ..records.codes import CODES
from ..records.library import Read
from ..records.problems import Problem, Severity, visible
from ..records.reader import read
from .claims import CLAIM_RULES
from .clean import Clean
from .content import CONTENT_RULES
from .dating import DATING_RULES
from .denials import DENIAL_RULES
from .documents import DOCUMENT_RULES
from .hedging import HEDGING_RULES
from .identity import IDENTITY_RULES
from .ledgers import LEDGER_RULES
from .lives import LIFE_RULES
from .names import NAME_RULES
from .passages import PASSAGE_RULES
from .prose import PROSE_RULES
from .quotations import QUOTATION_RULES
from .references import REFERENCE_RULES
from .rule import Explanation, Finding, Rule, Subject, rule
from .told_dates import TOLD_DATE_RULES
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
    *TOLD_DATE_RULES,
    *NAME_RULES,
    *DENIAL_RULES,
    *DATING_RULES,
    *LIFE_RULES,
    *IDENTITY_RULES,
    *DOCUMENT_RULES,
    *QUOTATION_RULES,
    *UPKEEP_RULES,
    *PROSE_RULES,
    idle_waiver,
)


WORTHWHILE = 2000
"""Records from which on the rules are shared with a second process."""
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


def check(
    desk: Desk, *, errors: bool = False, heard: Callable[[int], object] = lambda done: None
) -> Report:
    """Apply every rule to a briefing on its desk; problems come in the order of the files.

    Where the desk looks at some records alone, problems of others are left for another time; and
    where `errors` alone are asked for, so are rules that find nothing else. `heard` is told now and
    then that it goes on.
    """
    library = desk.briefing.library
    rules = [one for one in RULES if one.severity is Severity.ERROR or not errors]
    problems = list(library.problems)
    near = rules if desk.focus is None else [one for one in rules if not one.of]
    problems += _apply(desk, near, heard)
    if errors:
        problems = [one for one in problems if one.severity is Severity.ERROR]
    unique = dict.fromkeys(problems)
    return Report(desk, tuple(sorted(unique, key=lambda one: (one.place, one.code, one.sentence))))


# A record's number in the order of the library, which is the same in every process.
Numbered = tuple[int | None, Problem]
Waived = tuple[int, str]


def _apply(desk: Desk, rules: Sequence[Rule], heard: Callable[[int], object]) -> list[Problem]:
    catalogue = {one.code: one for one in RULES}
    filed = desk.filed
    numbers = {id(one): number for number, one in enumerate(filed)}
    clean = Clean(desk, rules)
    # One record after the other is looked at where it may not be clean; what compares records sees
    # them all.
    near = desk.narrowed(clean.doubtful() if clean.told else desk.filed)
    rules = [one for one in rules if not (clean.told and clean.settled(one))]
    worthwhile = len(near.filed) > WORTHWHILE
    if worthwhile:  # what most rules ask for is made before the work is shared
        _ = near.cites, near.naming
    # Rules of one module look up the same things, each process for itself.
    modules = [tuple(several) for _, several in groupby(rules, lambda one: one.find.__module__)]
    results = list(
        shared(
            modules,
            lambda several: [_applied(one, desk if one.of else near, numbers) for one in several],
            worthwhile=worthwhile,
            aside=len(modules),
            heard=heard,
        )
    )
    found = [one for several in results for problems, _ in several for one in problems]
    used = {one for several in results for _, waived in several for one in waived}
    for number, index, sentence, fix in idle_waivers(near, used, numbers, catalogue):
        finding = Finding(filed[number], ("waive", index), sentence, fix)
        found.append((number, idle_waiver.problem(finding)))
    looked_at = {number for number, _ in (*found, *used) if number is not None}
    wrong = {filed[number].document for number in looked_at}
    codes = {problem.code for _, problem in found} | {code for _, code in used}
    if clean.told:
        afterwards(partial(clean.note, wrong, codes))
    return _once(found, catalogue)


def _applied(one: Rule, desk: Desk, numbers: dict[int, int]) -> tuple[list[Numbered], list[Waived]]:
    """Return the problems that a rule finds, and where it found only what is waived."""
    found: list[Numbered] = []
    waived: list[Waived] = []
    for finding in one.find(desk):
        if isinstance(finding, Problem):
            found.append((None, finding))
            continue
        number = numbers.get(id(finding.filed))
        if number is None:  # of a record that is not looked at now
            continue
        waivers = getattr(finding.filed.record, "waive", ()) if one.waivable else ()
        if any(waiver.code == one.code for waiver in waivers):
            waived.append((number, one.code))
        else:
            found.append((number, one.problem(finding)))
    return found, waived


def _once(found: list[Numbered], catalogue: dict[str, Rule]) -> list[Problem]:
    """Tell one fault once: a dangling id is no name without a part as well, and what is wrong
    anyway is neither unverified nor waived in vain."""
    errors = [(number, one) for number, one in found if one.severity is Severity.ERROR]
    wrong = {number for number, _ in errors}
    broken = {number for number, one in errors if catalogue[one.code].subject is Subject.STRUCTURE}
    return [
        one
        for number, one in found
        if one.severity is Severity.ERROR
        or (
            number not in broken
            and (one.code not in ("unverified", "idle-waiver") or number not in wrong)
        )
    ]


def inspect(
    data: Path,
    texts: Path | None = None,
    *,
    fingerprints: bool = True,
    root: Path | None = None,
    drafts: bool = False,
    read: Read = read,
    notes: Notes | None = None,
) -> Report:
    """Read and check a data folder, with the texts of a folder if there is one.

    `root` is the project's folder, searched for copied text; without it only records are.
    `drafts` are checked with the rest only where they are to be shown. `notes` are for whoever will
    ask for the next state of the same folder.
    """
    briefing = open_briefing(data, drafts=drafts, read=read, notes=notes)
    return check(Desk.lay(briefing, data, texts, fingerprints=fingerprints, root=root))
