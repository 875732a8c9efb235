"""What a comparison finds: one scenario a row, each kind of finding at least once."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from macros.reconcile import finding
from macros.records.reader import parse
from tests.projects import Files
from tests.reconcile.briefings import (
    CITE,
    DATED,
    absent,
    compared,
    designated,
    entity,
    kinds,
    ofac,
    table,
    un,
    un_body,
    un_person,
)

ROE = entity("Ann Roe", uid="7")
NAMELESS = entity("Ann Roe")
LISTED = designated(["listed 2031-05-30 OIL"])
ROW = '7,"ROE, Ann",individual,OIL'
DATED_ROW = '7,"ROE, Ann",individual,OIL,2031-05-30,2031-05-29,2031-06-01,'

# name: (files, list, kinds found of Ann Roe)
SCENARIOS: dict[str, tuple[list[Files], str, list[str]]] = {
    "by number, all alike": ([ROE, LISTED], table(ROW), ["match", "match"]),
    "by number of the designation": (
        [NAMELESS, designated(["listed 2031-05 OIL"], uid="7")],
        table(ROW),
        ["match", "match"],
    ),
    "by name": ([NAMELESS, LISTED], table(ROW), ["missing-identifier", "match"]),
    "another number": (
        [entity("Ann Roe", uid="8"), LISTED],
        table(ROW),
        ["other-identifier", "match"],
    ),
    "of a row that another has by its number": (
        [entity("Ann Roe"), entity("Ann Roe", who="ann-roe-captain", uid="7")],
        table(ROW),
        [],
    ),
    "two entries of one name": (
        [NAMELESS, LISTED],
        table(ROW, '9,"Roe, Ann",individual,OIL'),
        ["ambiguous"],
    ),
    "two entities of one name": (
        [NAMELESS, LISTED, entity("Ann Roe (captain)", who="ann-roe-captain")],
        table(ROW),
        ["ambiguous"],
    ),
    "a namesake of an entry known by number": (
        [ROE, LISTED],
        table(ROW, '9,"Roe, Ann",individual,OIL'),
        ["match", "match"],
    ),
    "no designation": ([ROE], table(ROW), ["match", "not-in-briefing"]),
    "no designation, by name": (
        [NAMELESS],
        table(ROW),
        ["missing-identifier", "not-in-briefing"],
    ),
    "a designation that names no list": (
        [
            NAMELESS,
            entity("Pavel Strand", who="pavel-strand", uid="9"),
            {
                "data/sanctions/more.yml": designated(["listed 2031"], who="pavel-strand")[
                    "data/sanctions/kelland.yml"
                ]
            },
            designated(["listed 2031-05"], list="null"),
        ],
        table(ROW),
        ["missing-identifier", "match", "other-programme"],
    ),
    "not on the list": ([ROE, LISTED], table('9,"DOE, Jo",individual,OIL'), ["not-on-list"]),
    "a number that is not on the list": (
        [ROE],
        table('9,"DOE, Jo",individual,OIL'),
        ["not-on-list"],
    ),
    "neither number nor designation": ([NAMELESS], table('9,"DOE, Jo",individual,OIL'), []),
    "one of two numbers": (
        [
            entity(
                "Ann Roe",
                identifiers=f'[{{scheme: kr, value: "7", cite: {CITE}}},'
                f' {{scheme: kr, value: "8", cite: {CITE}}}]',
            ),
            LISTED,
        ],
        table(ROW),
        ["match", "not-on-list", "match"],
    ),
    "the number of the designation alone is not on the list": (
        [ROE, designated(["listed 2031-05 OIL"], uid="8")],
        table(ROW),
        ["match", "not-on-list"],
    ),
    "taken off in the record, still on the list": (
        [ROE, designated(["listed 2030 OIL", "delisted 2031-05"])],
        table(ROW),
        ["match", "still-on-list"],
    ),
    "taken off in both": (
        [ROE, designated(["listed 2030 OIL", "delisted 2031-05"])],
        table('9,"DOE, Jo",individual,OIL'),
        ["match"],
    ),
    "taken off on the list": (
        [ROE, LISTED],
        table('7,"ROE, Ann",individual,OIL,,,2031-06-01,2031-06-02', header=DATED),
        ["match", "not-on-list"],
    ),
    "taken off in both, of one date": (
        [ROE, designated(["listed 2030 OIL", "delisted 2031-06-02"])],
        table('7,"ROE, Ann",individual,OIL,,,2031-06-01,2031-06-02', header=DATED),
        ["match", "match"],
    ),
    "taken off in both, of two dates": (
        [ROE, designated(["listed 2030 OIL", "delisted 2031-05"])],
        table('7,"ROE, Ann",individual,OIL,,,2031-06-01,2031-06-02', header=DATED),
        ["match", "other-date"],
    ),
    "the same date": ([ROE, LISTED], table(DATED_ROW, header=DATED), ["match", "match"]),
    "a coarser date in the record": (
        [ROE, designated(["listed 2031-05 OIL"])],
        table(DATED_ROW, header=DATED),
        ["match", "finer-date"],
    ),
    "a coarse and a fine date in the record": (
        [ROE, designated(["listed 2031-05 OIL", "listed 2031-05-30 OIL"])],
        table(DATED_ROW, header=DATED),
        ["match", "match"],
    ),
    "a finer date in the record": (
        [ROE, LISTED],
        table(
            '7,"ROE, Ann",individual,OIL,2031-05-30,2031-05-20,2031-06-01,', header=DATED
        ),
        ["match", "match"],
    ),
    "another date": (
        [ROE, designated(["listed 2031-04 OIL"])],
        table(DATED_ROW, header=DATED),
        ["match", "other-date"],
    ),
    "the date of a second listing": (
        [ROE, designated(["listed 2030 OIL", "delisted 2031-01", "relisted 2031-05-30 OIL"])],
        table(DATED_ROW, header=DATED),
        ["match", "match"],
    ),
    "later than the list": (
        [ROE, designated(["listed 2031-06-20 OIL"])],
        table(DATED_ROW, header=DATED),
        ["match", "later-than-list"],
    ),
    "later than the list, and not on it": (
        [NAMELESS, designated(["listed 2031-06-20 OIL"])],
        table('9,"DOE, Jo",individual,OIL,,,2031-06-01,', header=DATED),
        ["later-than-list"],
    ),
    "another programme": (
        [ROE, designated(["listed 2031-05 GRAIN"])],
        table(ROW),
        ["match", "match", "other-programme"],
    ),
    "programmes in several events": (
        [ROE, designated(["listed 2030 OIL", "amended 2031-05 GRAIN"])],
        table('7,"ROE, Ann",individual,OIL;GRAIN'),
        ["match", "match"],
    ),
    "programmes written otherwise": (
        [ROE, designated(["listed 2030 Oil-1"])],
        table('7,"ROE, Ann",individual,OIL1'),
        ["match", "match"],
    ),
    "a list without programmes": (
        [ROE, LISTED],
        table('7,"ROE, Ann",individual,'),
        ["match", "match"],
    ),
    "the same nationality in other words": (
        [entity("Ann Roe", uid="7", nationality="value: Norlandic, entity: norland"), LISTED],
        ofac(("7", "ROE, Ann", "individual", "OIL", "nationality Norland, People's Republic of.")),
        ["match", "match"],
    ),
    "another nationality": (
        [entity("Ann Roe", uid="7", nationality="value: Norlandic, entity: norland"), LISTED],
        ofac(("7", "ROE, Ann", "individual", "OIL", "DOB 1 May 1999; nationality Sudmark.")),
        ["match", "other-nationality", "match"],
    ),
    "a nationality that cannot be told": (
        [entity("Ann Roe", uid="7", nationality="value: Norlandic, entity: norland"), LISTED],
        ofac(("7", "ROE, Ann", "individual", "OIL", "citizen Elsewhere")),
        ["match", "nationality-unclear", "match"],
    ),
    "two nationalities, one of them the record's": (
        [entity("Ann Roe", uid="7", nationality="value: Norlandic, entity: norland"), LISTED],
        ofac(("7", "ROE, Ann", "individual", "OIL", "nationality Sudmark; citizen Norland.")),
        ["match", "match"],
    ),
    "another spelling": (
        [entity("Pyotr Karelin", uid="7"), LISTED],
        table('7,"KARELIN, Petr Ivanovich",individual,OIL'),
        ["match", "other-spelling", "match"],
    ),
    "a spelling that the record has": (
        [
            entity(
                "Pyotr Karelin",
                uid="7",
                spellings="[{name: Karelin Petr, source: kelland-register}]",
            ),
            LISTED,
        ],
        table('7,"KARELIN, Petr",individual,OIL'),
        ["match", "match"],
    ),
    "a number of somebody else": (
        [ROE, LISTED],
        table('7,"STRAND, Pavel",individual,OIL'),
        ["match", "other-spelling", "match"],
    ),
    "by a transliterated alias": (
        [entity("Pyotr Karelin"), LISTED],
        un(un_person("7", "KARELIN", "P.", "<INDIVIDUAL_ALIAS><ALIAS_NAME>Petr Karelin"
           "</ALIAS_NAME></INDIVIDUAL_ALIAS>")),
        ["missing-identifier", "other-spelling", "match"],
    ),
    "by its name in its own script": (
        [entity("The Clerk", native="Пётр Карелин"), LISTED],
        un(un_person("7", "KARELIN", "PYOTR")),
        ["missing-identifier", "other-spelling", "match"],
    ),
    "by the list's name in its own script": (
        [entity("Pyotr Karelin"), LISTED],
        un(un_person("7", "K.", "", "<NAME_ORIGINAL_SCRIPT>Карелин Петр</NAME_ORIGINAL_SCRIPT>")),
        ["missing-identifier", "other-spelling", "match"],
    ),
    "a body's name borne by a person": (
        [entity("Azure Roe", "Company"), LISTED],
        table('7,"AZURE ROE",individual,OIL'),
        ["not-on-list"],
    ),
    "a ship's name borne by a body": (
        [entity("Grey Heron", "Vessel")],
        table("7,GREY HERON,entity,OIL"),
        [],
    ),
    "a legal form": (
        [entity("Azure Shipping Co., Ltd.", "Company"), LISTED],
        un(un_body("7", "AZURE SHIPPING")),
        ["missing-identifier", "other-spelling", "match"],
    ),
    "a place": ([entity("Azure", "Place")], table("7,AZURE,vessel,OIL"), []),
    "recorded as not listed": ([ROE, absent()], table('9,"DOE, Jo",,'), ["not-on-list", "match"]),
    "recorded as not listed, and so it is": (
        [NAMELESS, absent()],
        table('9,"DOE, Jo",individual,OIL'),
        ["match"],
    ),
    "recorded as not listed, but it is": (
        [ROE, absent()],
        table(ROW),
        ["match", "not-in-briefing", "listed-after-all"],
    ),
    "a row that cannot be used": (
        [ROE, LISTED],
        table('7,"ROE, Ann",individual,OIL,31 June,,,', "8,DOE,,,,,,", header=DATED),
        ["row-unread"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_comparison_finds_what_is_there(name: str, tmp_path: Path) -> None:
    files, text, expected = SCENARIOS[name]
    result = compared(tmp_path, text, *files)
    said = "\n".join(finding.sentence for finding in result.findings)
    assert kinds(result) == expected, said


def test_every_kind_of_finding_is_tried() -> None:
    tried = {kind for _, _, expected in SCENARIOS.values() for kind in expected}
    assert tried == set(finding.KINDS) == set(get_args(finding.Kind))


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_is_proposed_can_be_pasted(name: str, tmp_path: Path) -> None:
    files, text, _ = SCENARIOS[name]
    for found in compared(tmp_path, text, *files).findings:
        document = parse(found.proposal or "x: y", "proposal.yml")
        assert document.ok, "\n".join(problem.text() for problem in document.problems)


def test_a_finding_has_its_place_and_its_row(tmp_path: Path) -> None:
    result = compared(tmp_path, table("1,X,,", ROW), ROE, LISTED)
    number, designation = result.findings
    assert (number.place.path, number.place.line, number.line) == (
        "data/entities/ann-roe.yml",
        4,
        3,
    )
    assert (designation.place.path, designation.place.line) == ("data/sanctions/kelland.yml", 2)


def test_a_score_is_shown_where_a_finding_rests_on_a_name(tmp_path: Path) -> None:
    result = compared(
        tmp_path,
        table('7,"KARELIN, Petr Ivanovich",individual,GRAIN'),
        entity("Pyotr Karelin"),
        LISTED,
    )
    scores = {found.kind: found.score for found in result.findings}
    assert scores == {
        "missing-identifier": 0.91,
        "other-spelling": 0.91,
        "match": 0.91,
        "other-programme": 0.91,
    }


def test_rows_that_were_not_read_are_said_with_what_is_not_there(tmp_path: Path) -> None:
    result = compared(tmp_path, table("9", '8,"DOE, Jo",individual,OIL'), ROE, LISTED)
    [found] = result.findings
    assert found.kind == "not-on-list"
    assert "(1 of its rows could not be used)" in found.sentence
