"""A list beside a briefing: for every entity and designation, where the two agree and differ."""

from __future__ import annotations

from collections.abc import Iterator

from ..briefing import Briefing
from ..records.dates import Date
from . import proposal
from .designated import designations
from .finding import Finding, Kind
from .linking import Near, link, nearest
from .nationality import PROPERTY, States
from .register import Register
from .row import Listing, Row
from .subject import Subject, entry

SHOWN_NEAR = 5
"""Of many entries that come near, only the first are named."""


def findings(
    briefing: Briefing, register: Register, listing: Listing, as_of: Date
) -> Iterator[Finding]:
    """Yield what there is to say of each entity, in the records' order."""
    links, states = link(register, listing), States(briefing)
    for who, filed in briefing.library.entities.items():
        subject = Subject(register, listing, as_of, links, who, filed)
        if who in links.unclear:
            yield _ambiguous(subject)
        elif rows := links.rows(who):
            for row in rows:
                yield from _of_name(subject, row)
                yield from _of_nationality(subject, row, states)
            yield from _lacking(subject)
            yield from designations(subject, rows)
            yield from _denied(subject, rows[0])
        else:
            yield from _absent(subject)


def _of_name(subject: Subject, row: Row) -> Iterator[Finding]:
    near = subject.links.by_name.get(subject.who)
    register, filed = subject.register, subject.filed
    numbers = register.numbers(filed)
    if near is None:
        place = next(number.place for number in numbers if number.uid == row.uid)
        yield subject.found("match", place, f"{entry(row)} has the record's number", row)
    else:
        kind: Kind = "other-identifier" if numbers else "missing-identifier"
        lacks = f"the record has no number in {register.scheme}"
        if numbers:
            lacks = f"{', '.join(one.uid for one in numbers)}, the record's, is not on the list"
        yield subject.found(
            kind,
            numbers[0].place if numbers else filed.place("name"),
            f"{entry(row)}{_also(near)} bears the name “{near.form}”; {lacks}",
            row,
            near.score,
            subject.paste(
                proposal.identifier(register.scheme, register.source, row.uid),
                filed.path,
                f"only if this is the same: {entry(row)} (score {near.score:.2f})",
            ),
        )
    yield from _of_spelling(subject, row)


def _of_spelling(subject: Subject, row: Row) -> Iterator[Finding]:
    near = nearest(subject.filed.record, row)
    if near.score == 1:
        return
    unlike = "" if near.score else "; these are not alike, so the number should be looked at"
    yield subject.found(
        "other-spelling",
        subject.filed.place("name"),
        f"the list writes “{row.name}”, the record “{near.form}”{unlike}",
        row,
        near.score or None,
        subject.paste(
            proposal.spelling(subject.register.source, row.name),
            subject.filed.path,
            f"the form of {row.uid}",
        ),
    )


def _of_nationality(subject: Subject, row: Row, states: States) -> Iterator[Finding]:
    for index, fact in enumerate(subject.filed.record.facts):
        if fact.property != PROPERTY or not row.nationality:
            continue
        said = f"the list says “{', '.join(row.nationality)}”, the record “{fact.value}”"
        place = subject.filed.place("facts", index, "value")
        match states.agree(row.nationality, fact):
            case False:
                yield subject.found("other-nationality", place, said, row)
            case None:
                said += "; the briefing has no state of the list's name to compare"
                yield subject.found("nationality-unclear", place, said, row)


def _lacking(subject: Subject) -> Iterator[Finding]:
    """Yield the numbers of a record that the list lacks, though it has another of its numbers.

    Those of designations are told with them.
    """
    told = {
        number.uid
        for filed in subject.register.on_it.get(subject.who, ())
        for number in subject.register.own_numbers(filed)
    }
    for number in subject.register.own_numbers(subject.filed):
        if subject.score is None and number.uid not in subject.listing.rows.keys() | told:
            said = f"the list does not have {number.uid}{subject.doubt}"
            yield subject.unread(number) or subject.found("not-on-list", number.place, said)


def _denied(subject: Subject, row: Row) -> Iterator[Finding]:
    if row.removed:
        return
    for filed in subject.register.absent.get(subject.who, ()):
        listed = f", listed {row.listed[0].words()}" if row.listed else ""
        as_of = filed.record.as_of.date.words()
        said = f"the list holds {entry(row)}{listed}; the record says not listed as of {as_of}"
        yield subject.found("listed-after-all", filed.place("entity"), said, row, subject.score)


def _absent(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    numbers = register.numbers(subject.filed)
    for number in numbers:
        if unread := subject.unread(number):
            yield unread
            return
    neither = "has neither its number nor a name like it" if numbers else "has no name like it"
    neither += subject.doubt
    on_it = register.on_it.get(subject.who, ())
    for filed in on_it:
        events = subject.events(filed)
        name, place = filed.record.id, filed.place("id")
        if not events:
            yield subject.later(filed)
        elif events[-1].kind == "delisted":
            yield subject.found("match", place, f"{name}: delisted, and not on the list")
        else:
            yield subject.found("not-on-list", place, f"{name}: the list {neither}")
    if numbers and not on_it:
        yield subject.found("not-on-list", numbers[0].place, f"the list {neither}")
    for absent in register.absent.get(subject.who, ()):
        said = "not on the list, as the record has it"
        yield subject.found("match", absent.place("entity"), said)


def _ambiguous(subject: Subject) -> Finding:
    near = subject.links.unclear[subject.who]
    said = "near are " + ", ".join(
        f"{entry(one.row)}{_also(one)} ({one.score:.2f})" for one in near[:SHOWN_NEAR]
    )
    if len(near) > SHOWN_NEAR:
        said += f" and {len(near) - SHOWN_NEAR} more"
    if rivals := subject.links.rivals[subject.who]:
        said += f"; near the same: {', '.join(rivals)}"
    place = subject.filed.place("name")
    return subject.found("ambiguous", place, said, near[0].row, near[0].score)


def _also(near: Near) -> str:
    return f", also “{near.listed_as}”," if near.listed_as != near.row.name else ""
