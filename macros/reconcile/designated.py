"""The designations of an entity that is on the list: present, dated and programmed alike?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from ..records.dates import Date
from ..records.designation import Designation, DesignationEvent
from ..records.library import Filed
from . import proposal
from .dates import can_be_one, narrower
from .finding import Finding
from .programmes import Programmes, told_apart
from .row import Row
from .subject import Subject, entry


def designations(subject: Subject, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield what there is to say of each designation, and of one that is missing."""
    recorded = subject.designations()
    present = [row for row in rows if row.removed is None]
    if not recorded and present:
        yield _undesignated(subject, present[0])
    compared: dict[str, list[Filed[Designation]]] = {}
    for filed in recorded:
        mine, missing = _rows_of(subject, filed, rows)
        if missing:
            yield missing
        elif not (events := subject.events(filed)):
            yield subject.later(filed, mine[0])
        elif events[-1].kind == "delisted" or all(row.removed for row in mine):
            yield _of_removal(subject, filed, mine, events[-1])
        else:
            compared.setdefault(mine[0].uid, []).append(filed)
            yield from _of_date(subject, filed, events, mine)
    for uid, together in compared.items():
        yield from _of_programmes(subject, together, subject.listing.rows[uid])


def _rows_of(
    subject: Subject, filed: Filed[Designation], rows: Sequence[Row]
) -> tuple[Sequence[Row], Finding | None]:
    """Return the entries of a designation, or that the list lacks the one it gives."""
    own = subject.register.own_numbers(filed)
    mine = [row for row in rows if row.uid in {one.uid for one in own}]
    if mine or not own or subject.score is not None:
        return mine or rows, None
    if unread := subject.unread(own[0]):
        return [], unread
    events = subject.events(filed)
    place, numbers = filed.place("id"), ", ".join(one.uid for one in own)
    if not events:
        return [], subject.later(filed)
    if events[-1].kind == "delisted":
        said = f"{filed.record.id}: delisted, and {numbers} is not on the list"
        return [], subject.found("match", place, said)
    said = f"{filed.record.id}: the list does not have {numbers}{subject.doubt}"
    return [], subject.found("not-on-list", place, said)


def _of_date(
    subject: Subject,
    filed: Filed[Designation],
    events: Sequence[DesignationEvent],
    rows: Sequence[Row],
) -> Iterator[Finding]:
    listings = [event for event in events if event.kind in ("listed", "relisted")]
    dates = [(row, date) for row in rows for date in row.listed]
    name = filed.record.id
    if not listings or not dates:
        said = f"{name}: on the list, which gives no date to compare"
        yield subject.found("match", filed.place("id"), said, rows[0], subject.score)
        return
    ours = [when.date for event in listings for when in (event.when, event.effective) if when]
    words = " and ".join(dict.fromkeys(date.words() for date in ours))
    alike = [(one, *pair) for pair in dates for one in ours if can_be_one(one, pair[1])]
    row, theirs = alike[0][1:] if alike else dates[0]
    if any(not narrower(theirs, one) for one, _, theirs in alike):
        said = f"{name}: on the list, and the dates agree"
        yield subject.found("match", filed.place("id"), said, row, subject.score)
        return
    first = listings[0]
    yield subject.found(
        "finer-date" if alike else "other-date",
        filed.place("events", filed.record.events.index(first), "when", "date"),
        f"{name}: {first.kind}: the list says {theirs.words()}, the record {words}",
        row,
        subject.score,
        subject.paste_event(filed, first.kind, theirs, row),
    )


def _of_programmes(
    subject: Subject, together: Sequence[Filed[Designation]], row: Row
) -> Iterator[Finding]:
    """Compare the programmes of all designations that one entry stands for."""
    ours = Programmes.of(event for filed in together for event in subject.events(filed))
    theirs_only, ours_only = told_apart(ours, row.programs)
    said = []
    if theirs_only:
        said.append(f"the list names {_and(theirs_only)}, which the record does not")
    if ours_only:
        said.append(f"the record names {_and(ours_only)}, which the list does not")
    if not said:
        return
    name = together[0].record.id
    yield subject.found(
        "other-programme",
        together[0].place("events"),
        f"{name}: {'; '.join(said)}",
        row,
        subject.score,
        subject.paste(
            {"programs": list(row.programs)},
            together[0].path,
            f"programmes of {row.uid}, for the event of {name} that brought them",
        ),
    )


def _of_removal(
    subject: Subject, filed: Filed[Designation], rows: Sequence[Row], last: DesignationEvent
) -> Finding:
    row = next((row for row in rows if row.removed is None), rows[0])
    place = filed.place("events", filed.record.events.index(last), "kind")
    name = filed.record.id
    if row.removed is None:
        said = f"{name}: the record ends with a delisting, and the list holds {entry(row)}"
        return subject.found("still-on-list", place, said, row, subject.score)
    if last.kind == "delisted":
        if can_be_one(last.when.date, row.removed):
            said = f"{name}: taken off the list, and the dates agree"
            return subject.found("match", place, said, row, subject.score)
        said = f"{name}: taken off: the list says {row.removed.words()}, the record "
        said += last.when.date.words()
        proposed = subject.paste_event(filed, "delisted", row.removed, row)
        return subject.found("other-date", place, said, row, subject.score, proposed)
    said = f"{name}: {entry(row)} was taken off the list: {row.removed.words()}"
    proposed = subject.paste_event(filed, "delisted", row.removed, row)
    return subject.found("not-on-list", place, said, row, subject.score, proposed)


def _undesignated(subject: Subject, row: Row) -> Finding:
    """Say that a designation is missing, and propose one after the pattern of the others."""
    register = subject.register
    known = [filed for all_ in register.on_it.values() for filed in all_]
    authority, path = "the-authority", ""
    if known:
        authority = Counter(filed.record.authority for filed in known).most_common(1)[0][0]
        path = known[0].path
    date = row.listed[0] if row.listed else Date.parse(f"[..{subject.as_of}]")
    month = f"{date.latest:%Y-%m}-" if row.listed and date.latest else ""
    stem = PurePosixPath(path).stem or authority
    events = [proposal.event("listed", date, row.programs, register.source, row.uid)]
    comments = [f"{entry(row)}; check the authority, and add measures and grounds where seen"]
    if not row.listed:
        comments.append(
            "the list does not tell when it was listed, only that it was by its own day"
        )
    return subject.found(
        "not-in-briefing",
        subject.filed.place("id"),
        f"the list holds {entry(row)}; the briefing has no designation on it",
        row,
        subject.score,
        subject.paste(
            proposal.designation(
                f"{stem}-{month}{subject.who}"[:60].rstrip("-"),
                subject.who,
                authority,
                register,
                events,
                row.uid,
            ),
            path,
            *comments,
        ),
    )


def _and(words: Sequence[str]) -> str:
    return " and ".join(f"“{word}”" for word in words)
