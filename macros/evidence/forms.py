"""How entities, instruments and sources are called: their names, and spellings met in sources."""

from __future__ import annotations

from ..briefing import Briefing
from ..records.entity import Entity
from ..records.instrument import Instrument
from ..records.kept import Records, fact
from ..records.source import Source
from .names import Names

Called = tuple[str, ...]
"""A record's kind, its id, its name, and other spellings."""


@fact
def called(filed: Records) -> tuple[Called, ...]:
    """Return how each record is called that has a name."""
    found: list[Called] = []
    for one in filed:
        match one.record:
            case Entity() as record:
                spellings = (spelling.name for spelling in record.spellings)
                found.append((one.kind, record.id, record.name, *spellings))
            case Instrument() as record:
                found.append((one.kind, record.id, record.name))
            case Source() as record:
                found.append((one.kind, record.id, record.short))
    return tuple(found)


def everything(briefing: Briefing) -> tuple[Called, ...]:
    """Return how all entities, instruments and sources are called."""
    return briefing.once("called", "", _everything)


def _everything(briefing: Briefing, _: str) -> tuple[Called, ...]:
    library = briefing.records
    tables = (library.entities, library.instruments, library.sources)
    if briefing.notes:  # it changes with these alone
        for records in (briefing.entities, briefing.instruments, briefing.sources):
            records.values()
    return tuple(
        name
        for table in tables
        for filed in table.values()
        for name in called(filed.document, [filed])
    )


def names(briefing: Briefing, _: str) -> Names:
    """Return the entities' names, ready to be found."""
    found = everything(briefing)
    return Names((name, who) for kind, who, name, *_ in found if kind == "entity")


def forms(briefing: Briefing, _: str) -> Names:
    """Return the entities' names and their other spellings, ready to be found."""
    found = everything(briefing)
    return Names((form, who) for kind, who, *all_ in found if kind == "entity" for form in all_)


def of_everything(briefing: Briefing) -> tuple[tuple[str, str], ...]:
    """Return every form of every name with the id of its bearer."""
    return briefing.once("all forms", "", _of_everything)


def _of_everything(briefing: Briefing, _: str) -> tuple[tuple[str, str], ...]:
    return tuple((form, who) for _, who, *all_ in everything(briefing) for form in all_)


def every_name(briefing: Briefing, _: str) -> Names:
    """Return every form of every name, ready to be found."""
    return Names(of_everything(briefing))
