"""Ledgers: what is written can be read, and a fingerprint covers what a source must carry."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from macros.briefing import open_briefing
from macros.evidence.desk import Desk, cite_key, write_ledgers
from macros.evidence.ledger import (
    LEDGERS,
    Evidence,
    Ledger,
    Ledgers,
    fingerprint,
    ledger_text,
    read_ledger,
    verified,
)
from macros.notes import KEYS, Read, Reads
from macros.records.claim import Claim
from macros.records.dates import Date
from macros.records.designation import Designation, NotListed
from macros.records.entity import Entity
from macros.records.instrument import Instrument
from tests.literals import value
from tests.projects import SAMPLE, lay

DATA, TEXTS = SAMPLE / "data", SAMPLE / "texts"
SHA = "0" * 64
WRITTEN = DATA / "evidence" / "gazette-2031-doe.json"


def sample_desk(data: Path = DATA) -> Desk:
    return Desk.lay(open_briefing(data), data, TEXTS)


def sound(file: Path) -> Ledger:
    """Return what a file holds with which nothing is wrong."""
    evidence = read_ledger(file)
    assert isinstance(evidence, Evidence), evidence
    return evidence.ledger


# What is written.


def test_what_is_written_is_what_lies_there() -> None:
    [ledger] = sample_desk().new_ledgers().values()
    assert ledger_text(ledger) == WRITTEN.read_text("utf-8")
    assert sound(WRITTEN) == ledger


def test_a_ledger_survives_the_round_trip(tmp_path: Path) -> None:
    [ledger] = sample_desk().new_ledgers().values()
    odd = ledger.model_copy(update={"boilerplate": ((0, 10), (20, 30)), "cites": {}})
    for one in (ledger, odd):
        file = tmp_path / "gazette-2031-doe.json"
        file.write_text(ledger_text(one), "utf-8")
        assert sound(file) == one
        assert json.loads(ledger_text(one)) == one.model_dump(mode="json")


def test_every_cite_has_a_line_of_its_own() -> None:
    lines = WRITTEN.read_text("utf-8").splitlines()
    desk = sample_desk()
    keys = sorted(cite_key(filed, steps) for filed, steps, cite in desk.cites if cite.start)
    assert [line.split('"')[1] for line in lines if line.startswith("  ")] == keys
    assert keys


def test_every_cite_has_a_key_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    lists = (
        ("harbour-register", "2031-04-01"),
        ("harbour-register", "2031-05-01"),
        ("other", "2031"),
    )
    rows = "".join(
        f"  - {{entity: norland, list: {name}, as_of: {{date: {date}}}, "
        "cite: {source: gazette-2031-doe, start: the League keeps a}}\n"
        for name, date in lists
    )
    lay(tmp_path, {"data/sanctions/more.yml": f"not_listed:\n{rows}"})
    desk = sample_desk(tmp_path / "data")
    keys = [cite_key(filed, steps) for filed, steps, _ in desk.cites]
    assert len(keys) == len(set(keys))


def test_the_order_of_files_and_records_does_not_matter(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    file = tmp_path / "data" / "claims" / "lamp-oil.yml"
    claims = file.read_text("utf-8").split("\n- ")
    first, *rest = claims
    turned = [part.rstrip("\n") for part in (*reversed(rest), first.removeprefix("- "))]
    text = "".join(f"- {part}\n" for part in turned)
    lay(tmp_path, {"data/claims/a-last.yml": text, "data/claims/lamp-oil.yml": None})
    [ledger] = sample_desk(tmp_path / "data").new_ledgers().values()
    assert ledger_text(ledger) == WRITTEN.read_text("utf-8")


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    data = tmp_path / "data"
    assert write_ledgers(sample_desk(data), data) == []
    file = data / "evidence" / WRITTEN.name
    for content in (b"{}", WRITTEN.read_bytes().replace(b"\n", b"\r\n"), "é".encode("utf-16")):
        file.write_bytes(content)
        assert write_ledgers(sample_desk(data), data) == [file]
        assert file.read_bytes() == WRITTEN.read_bytes()
    shutil.rmtree(data / "evidence")
    assert write_ledgers(sample_desk(data), data) == [file]


# What cannot be read.

NOT_OURS = "it is not what brief verify writes"
UNREADABLE: dict[str, tuple[bytes | dict[str, Any], str]] = {
    "empty": (b"", NOT_OURS),
    "no JSON": (b"verified: yes", NOT_OURS),
    "cut off": (WRITTEN.read_bytes()[:-40], NOT_OURS),
    "a list": (b"[]", NOT_OURS),
    "not UTF-8": ("{}".encode("utf-16"), NOT_OURS),
    "binary": (bytes(range(256)), NOT_OURS),
    "deep": (b"[" * 100_000, NOT_OURS),
    "a merge left open": (b"<<<<<<< ours\n" + WRITTEN.read_bytes(), NOT_OURS),
    "an unknown field": ({"verified": True}, NOT_OURS),
    "a missing field": ({"words": None}, NOT_OURS),
    "words in words": ({"words": "many"}, NOT_OURS),
    "a short hash": ({"sha256": "00"}, NOT_OURS),
    "no base64": ({"sketch": "…"}, NOT_OURS),
    "an empty sketch": ({"sketch": ""}, NOT_OURS),
    "a place of one": ({"cites": {"a": {"place": [1], "fingerprint": "0" * 16}}}, NOT_OURS),
    "no fingerprint": ({"cites": {"a": {"place": [1, 2], "fingerprint": ""}}}, NOT_OURS),
    "another source": ({"source": "herald"}, "it speaks of “herald”"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read(name: str, tmp_path: Path) -> None:
    content, why = UNREADABLE[name]
    file = tmp_path / WRITTEN.name
    if isinstance(content, dict):
        content = json.dumps(json.loads(WRITTEN.read_bytes()) | content).encode()
    file.write_bytes(content)
    assert read_ledger(file) == why


def test_a_folder_in_its_place_cannot_be_read(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == "it cannot be read: Is a directory"
    assert read_ledger(tmp_path / "x.json") == "it cannot be read: No such file or directory"


# What a fingerprint covers. Records in which every field is set:

FULL: dict[type[BaseModel], str] = {
    Claim: """
        id: case
        type: shipment
        mode: judgement
        text: Norland has shipped oil
        short: Oil
        roles: {supplier: [norland], recipient: [sudmark]}
        when: {date: 2031-05, words: last month, basis: resolved}
        assertions:
          - by: [norland]
            for: [sudmark]
            via: [league-report-2030]
            by_words: its office
            medium: a letter
            stance: confirms
            hedge: alleged
            hedge_words: allegedly
            likelihood: likely
            said: {date: 2031-06-01, words: last week, basis: inferred}
            quote: three barrels
            cite: {source: gazette, start: one two three, end: four five six}
          - by: [sudmark]
            stance: denies
            cite: {source: gazette, start: seven eight nine}
        answers: [another]
        compare: [a-third]
        note: A note.
        waive: [{code: hedge-missing, reason: A reason.}]
        draft: true
        added: 2031-06-21
        corrections: [{date: 2031-06-22, was: this, why: that}]
        withdrawn: {date: 2031-06-23, why: over}
    """,
    Entity: """
        id: norland
        type: Country
        name: Norland
        definite: true
        native: Нурланд
        lang: ru
        spellings: [{name: Norlund, source: gazette}]
        facts:
          - property: country
            value: Sudmark
            entity: sudmark
            when: {date: 2031-05, words: last month, basis: resolved}
            cite: {source: gazette, start: one two three}
        position: {latitude: "1.5", longitude: "-2.5", cite: {source: register, entry: "42"}}
        side: north
        identifiers: [{scheme: number, value: "42", cite: {source: register, entry: "42"}}]
        possibly_same_as: [{entity: norrland, claim: case}]
        distinct_from: [nurland]
        formerly: [the-norland]
    """,
    Instrument: """
        id: league-resolution-7
        type: act
        name: Resolution 7
        symbol: L/7
        issuer: the-league
        events:
          - kind: amended
            when: {date: 2029-03, words: in March, basis: inferred}
            votes: {yes: 9, no: 1, abstained: 2}
            by: [league-resolution-8]
            what: the seas as well
            cite: {source: gazette, start: one two three}
        imposes: [{measure: embargo, text: no oil, cite: {source: gazette, start: one two three}}]
        program: OIL
        target: norland
        amends: [league-resolution-6]
        note: A note.
    """,
    Designation: """
        id: league-2030-05-roe
        target: ann-roe
        authority: the-league
        list: harbour-register
        events:
          - kind: amended
            when: {date: 2030-05, words: in May, basis: inferred}
            effective: {date: 2030-06}
            act: Act 5
            instrument: league-resolution-7
            programs: [OIL]
            what: The name was mended.
            cite: {source: gazette, start: one two three}
        measures: [oil-embargo]
        grounds: [case]
        identifiers: [{scheme: number, value: "42", cite: {source: register, entry: "42"}}]
        note: A note.
    """,
    NotListed: """
        entity: norland
        list: harbour-register
        as_of: {date: 2031-06-01, words: on 1 June, basis: inferred}
        cite: {source: gazette, start: one two three}
    """,
}
# What may change without a new verification, with the reason why.
UNCOVERED = {
    ("Claim", "compare"): "which claims stand beside it is for the editors to choose",
    ("Claim", "note"): "the editors' own words",
    ("Claim", "waive"): "the editors' own decision",
    ("Claim", "draft"): "whether it is shown, not what it says",
    ("Claim", "added"): "a date of the record, not of the source",
    ("Claim", "corrections"): "what the record said before",
    ("Claim", "withdrawn"): "the editors' own decision",
    ("Entity", "side"): "the editors' own grouping",
    ("Entity", "distinct_from"): "the editors' own reading",
    ("Entity", "formerly"): "ids of the record",
}


def full(model: type[BaseModel]) -> BaseModel:
    text = FULL[model]
    margin = len(text) - len(text.lstrip()) - 1
    return model.model_validate(value("\n".join(line[margin:] for line in text.splitlines())))


def others(field: Any) -> Any:
    """Return something else in the place of a field's value."""
    match field:
        case bool():
            return not field
        case int():
            return field + 1
        case str():
            return field + "x"
        case Date():
            return Date.parse("1999")
        case tuple():
            return field[:-1]
        case dict():
            return dict(list(field.items())[:-1])
        case _:
            return None


def variants(record: BaseModel) -> Iterator[tuple[tuple[str, str], tuple[str, ...], BaseModel]]:
    """Yield ((model, field), way to it, the record with something else there) of every field."""
    for name in type(record).model_fields:
        old = getattr(record, name)
        yield (
            (type(record).__name__, name),
            (name,),
            record.model_copy(update={name: others(old)}),
        )
        inner = old[0] if isinstance(old, tuple) and old else old
        if isinstance(inner, BaseModel):
            for mark, way, changed in variants(inner):
                new = (changed, *old[1:]) if isinstance(old, tuple) else changed
                yield mark, (name, *way), record.model_copy(update={name: new})


def models(annotation: Any) -> set[type[BaseModel]]:
    """Return a model and all that its fields hold."""
    if not isinstance(annotation, type) or get_origin(annotation):
        return {one for inner in get_args(annotation) for one in models(inner)}
    if not issubclass(annotation, BaseModel):
        return set()
    fields = annotation.model_fields.values()
    return {annotation, *(one for field in fields for one in models(field.annotation))}


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
def test_every_field_is_set_in_the_full_record(model: type[BaseModel]) -> None:
    """A field that is new has to be given a value in FULL, and so a decision here."""
    missing = {(one.__name__, name) for one in models(model) for name in one.model_fields}
    for mark, way, changed in variants(full(model)):
        del way
        if changed != full(model):
            missing.discard(mark)
    missing -= {("Cite", "entry"), ("Cite", "end"), ("Cite", "prefix"), ("Cite", "suffix")}
    assert missing == set()


@pytest.mark.parametrize("model", FULL, ids=lambda model: model.__name__)
def test_a_fingerprint_covers_every_field_but_those_listed(model: type[BaseModel]) -> None:
    record = full(model)
    before = fingerprint(verified(record), SHA, "key")
    for mark, way, changed in variants(record):
        if changed == record:
            continue  # a field of a cite that this one leaves out
        covered = fingerprint(verified(changed), SHA, "key") != before
        listed = mark in UNCOVERED or (model.__name__, way[0]) in UNCOVERED
        assert covered != listed, f"{'.'.join(way)}: {'covered' if covered else 'not covered'}"


def test_what_is_listed_as_uncovered_is_there() -> None:
    known = {(model.__name__, name) for model in FULL for name in model.model_fields}
    assert set(UNCOVERED) <= known


def test_a_fingerprint_covers_the_whole_of_a_cite() -> None:
    record = full(Claim)
    assert isinstance(record, Claim)
    cite = record.assertions[0].cite
    for field in ("start", "end", "prefix", "suffix", "source"):
        other = cite.model_copy(update={field: "other words of it"})
        changed = record.assertions[0].model_copy(update={"cite": other})
        new = record.model_copy(update={"assertions": (changed, *record.assertions[1:])})
        assert fingerprint(verified(new), SHA, "key") != fingerprint(
            verified(record), SHA, "key"
        ), field


def test_a_fingerprint_covers_the_text_and_the_place_in_the_record() -> None:
    record = full(Claim)
    marks = {
        fingerprint(verified(record), SHA, "case/assertions/0"),
        fingerprint(verified(record), SHA, "case/assertions/1"),
        fingerprint(verified(record), "1" * 64, "case/assertions/0"),
    }
    assert len(marks) == 3


def test_two_ways_of_writing_one_record_have_one_fingerprint() -> None:
    short = {"by": ["author"], "cite": {"source": "gazette", "start": "one two three"}}
    fields = {
        "id": "case", "type": "shipment", "mode": "fact", "text": "it is so", "short": "So",
        "added": "2031-06-21",
    }  # fmt: skip
    one = Claim.model_validate({**fields, "roles": {"a": ["x"], "b": ["y"]}, "assertions": [short]})
    other = Claim.model_validate(
        {
            "assertions": [{**short, "stance": "asserts", "hedge": "none", "via": []}],
            "roles": {"b": ["y"], "a": ["x"]},
            "answers": [],
            **fields,
        }
    )
    assert fingerprint(verified(one), SHA, "key") == fingerprint(verified(other), SHA, "key")


def test_a_dropped_denial_shows() -> None:
    record = full(Claim)
    assert isinstance(record, Claim)
    without = record.model_copy(update={"assertions": record.assertions[:1]})
    flat = record.assertions[1].model_copy(update={"stance": "asserts"})
    turned = record.model_copy(update={"assertions": (record.assertions[0], flat)})
    unanswered = record.model_copy(update={"answers": ()})
    marks = {
        fingerprint(verified(one), SHA, "key") for one in (record, without, turned, unanswered)
    }
    assert len(marks) == 4


def test_a_stale_fingerprint_gives_no_place(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    file = tmp_path / "data" / "claims" / "lamp-oil.yml"
    file.write_text(file.read_text("utf-8").replace("300 barrels in", "three hundred barrels in"))
    desk = sample_desk(tmp_path / "data")
    places = {
        cite_key(filed, steps): desk.place(filed, steps, cite)
        for filed, steps, cite in desk.cites
        if cite.start
    }
    stale = {key for key, place in places.items() if place is None}
    assert stale == {"barrels-counted/assertions/0", "barrels-counted/assertions/1"}
    ledger = sound(WRITTEN)
    assert isinstance(ledger, Ledger)
    assert all(places[key] == ledger.cites[key].place for key in set(places) - stale)


def test_what_has_changed_in_ledgers_is_told() -> None:
    one, same, other = (Evidence(mark, "a", 1, b"") for mark in (b"1", b"1", b"2"))

    def changed(before: dict[str, Evidence], now: dict[str, Evidence]) -> set[Read]:
        return set(Ledgers(now).changed(Ledgers(before)))

    assert changed({"a": one}, {"a": same}) == set()
    assert changed({"a": one}, {"a": other}) == {(LEDGERS, "a")}
    assert changed({}, {"a": one}) == {(LEDGERS, KEYS), (LEDGERS, "a")}
    assert changed({"a": one}, {}) == {(LEDGERS, KEYS), (LEDGERS, "a")}
    assert changed({"a": one, "b": one}, {"b": one, "a": one}) == {(LEDGERS, KEYS)}


def test_what_is_looked_up_in_ledgers_is_noted() -> None:
    notes = Reads()
    ledgers = Ledgers({}, notes)
    with notes.taken() as reads:
        assert ledgers.get("a") is None
        assert "b" not in ledgers
        assert list(ledgers) == []
    assert reads == {(LEDGERS, "a"), (LEDGERS, "b"), (LEDGERS, KEYS)}
