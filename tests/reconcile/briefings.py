"""A small invented briefing with a register, and lists of that register in every layout."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from macros.briefing import open_briefing
from macros.reconcile import Result, reconcile
from tests.projects import Files, lay

TODAY = datetime.date(2031, 6, 30)

CITE = "{source: kelland-register, entry: x}"
BRIEFING: Files = {
    "mkdocs.yml": "",
    "data/briefing.yml": """
title: T
question: Q
summary: S
editors: [E]
contact: C
license: {name: L, URL: "https://example.org/"}
corrections: C
as_of: 2031-06-30
""",
    "data/vocabulary.yml": """
lanes: {acts: {label: A, definition: D}}
sides: {}
claim_types: {}
roles: {}
measures: {}
properties: {nationality: {label: Nationality, definition: D}}
schemes:
  kr:
    label: KR
    definition: D
    list: kelland-register
    layouts: [ofac-sdn, un-consolidated, uk-sanctions-list, table]
  other: {label: O, definition: D}
threads: {}
""",
    "data/sources/kelland-register.yml": """
id: kelland-register
kind: register
title: The Kelland Register
short: Kelland Register
issued: {date: 2031-06-01}
held: a copy
""",
    "data/entities/kelland.yml": "id: kelland\ntype: Country\nname: Kelland\n",
    "data/entities/norland.yml": """
id: norland
type: Country
name: Norland
spellings: [{name: People’s Republic of Norland, source: kelland-register}]
""",
    "data/entities/sudmark.yml": "id: sudmark\ntype: Country\nname: Sudmark\n",
}
ROE = "data/entities/ann-roe.yml"
OF_ROE = "data/sanctions/kelland.yml"


def entity(name: str, kind: str = "Person", who: str = "ann-roe", **fields: str) -> Files:
    """Return the file of an entity, with `uid` as its number in the register."""
    lines = [f"id: {who}", f"type: {kind}", f"name: {name}"]
    if uid := fields.pop("uid", ""):
        lines.append(f'identifiers: [{{scheme: kr, value: "{uid}", cite: {CITE}}}]')
    if nationality := fields.pop("nationality", ""):
        lines.append(f"facts: [{{property: nationality, {nationality}, cite: {CITE}}}]")
    lines += [f"{key}: {value}" for key, value in fields.items()]
    return {f"data/entities/{who}.yml": "\n".join(lines)}


def designated(events: Sequence[str], who: str = "ann-roe", **fields: str) -> Files:
    """Return a file with one designation; events are written `listed 2031-05 OIL GRAIN`."""
    written = []
    for event in events:
        kind, date, *programs = event.split()
        written.append(
            f'{{kind: {kind}, when: {{date: "{date}"}}, programs: [{", ".join(programs)}],'
            f" cite: {CITE}}}"
        )
    lines = [
        "designations:",
        f"  - id: kelland-{who}",
        f"    target: {who}",
        "    authority: kelland",
        f"    list: {fields.pop('list', 'kelland-register')}",
        f"    events: [{', '.join(written)}]",
    ]
    if uid := fields.pop("uid", ""):
        lines.append(f'    identifiers: [{{scheme: kr, value: "{uid}", cite: {CITE}}}]')
    assert not fields
    return {OF_ROE: "\n".join(lines)}


def absent(who: str = "ann-roe", as_of: str = "2031-05-01") -> Files:
    """Return a file that says that the register does not hold an entity."""
    line = f"{{entity: {who}, list: kelland-register, as_of: {{date: {as_of}}}, cite: {CITE}}}"
    return {OF_ROE: f"not_listed: [{line}]"}


def table(*rows: str, header: str = "uid,name,type,programs") -> str:
    """Return a plain table."""
    return "\n".join([header, *rows, ""])


DATED = "uid,name,type,programs,first_seen,not_in_previous,last_seen,removed_by"


def ofac(*rows: tuple[str, str, str, str, str]) -> str:
    """Return a list in OFAC's layout; a row is number, name, kind, programmes, remarks."""
    lines = []
    for uid, name, kind, programs, remarks in rows:
        nulls = ",".join(["-0- "] * 7)
        lines.append(f'{uid},"{name}",{kind or "-0- "},{programs},{nulls},"{remarks or "-0- "}"')
    return "\r\n".join([*lines, "\x1a"])


def un(*entries: str, generated: str = "2031-06-01") -> str:
    """Return a list in the UN's layout, of entries that `un_person` and `un_body` make."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<CONSOLIDATED_LIST dateGenerated="{generated}T00:00:09.554Z">\n<INDIVIDUALS>\n'
        + "\n".join(entry for entry in entries if entry.startswith("<INDIVIDUAL>"))
        + "\n</INDIVIDUALS>\n<ENTITIES>\n"
        + "\n".join(entry for entry in entries if entry.startswith("<ENTITY>"))
        + "\n</ENTITIES>\n</CONSOLIDATED_LIST>\n"
    )


def un_person(uid: str, first: str, second: str = "", inside: str = "") -> str:
    """Return a person of the UN's list."""
    return (
        f"<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>{first}</FIRST_NAME>"
        f"<SECOND_NAME>{second}</SECOND_NAME><UN_LIST_TYPE>OIL</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{uid}</REFERENCE_NUMBER><LISTED_ON>2031-05-30</LISTED_ON>"
        f"{inside}</INDIVIDUAL>"
    )


def un_body(uid: str, name: str, inside: str = "") -> str:
    """Return a body of the UN's list."""
    return (
        f"<ENTITY><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>OIL</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>{uid}</REFERENCE_NUMBER>{inside}</ENTITY>"
    )


UK_SEARCH = (
    "Unique ID,OFSI Group ID,Name,Regime Name,Type,Designation source,Date Designated,"
    "Sanctions Imposed,"
)
UK_FILE = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,"
    "Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,"
    'Non-latin script language,Regime Name,"Designation Type (Individual, Entity, Ship)",'
    "Designation source,Sanctions Imposed,Other Information,Address Line 1,Date Designated,D.O.B,"
    "Nationality(/ies),National Identifier number,Passport number,Position"
)


def briefing_in(folder: Path, *files: Files) -> Path:
    """Write a briefing; return its project's folder."""
    for some in (BRIEFING, *files):
        lay(folder, some)
    return folder


def compared(folder: Path, text: str | bytes, *files: Files) -> Result:
    """Compare a list with a briefing."""
    briefing_in(folder, *files, {"list": text})
    briefing = open_briefing(folder / "data")
    assert not briefing.library.problems, "\n".join(p.text() for p in briefing.library.problems)
    return reconcile(briefing, folder / "list", TODAY)


def kinds(result: Result, who: str = "ann-roe") -> list[str]:
    """Return the kinds of what was found of an entity."""
    return [finding.kind for finding in result.findings if finding.entity == who]
