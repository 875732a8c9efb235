"""The schemas for editors: fresh, true of the shipped records, and complete."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml
from pydantic import BaseModel
from referencing import Registry
from referencing.jsonschema import DRAFT7

from macros.briefing import Briefing
from macros.records import claim, designation, entity, evidence, instrument, source, topic
from macros.records.fields import Record
from macros.records.library import FOLDERS, load
from macros.records.schema import IDS, ids, schemas, write
from tests.conftest import DataDir
from tests.projects import ROOT, SAMPLE, lay

SCHEMAS = schemas()
LIST = json.loads(ids(load(SAMPLE / "data")))
REGISTRY: Registry[Any] = Registry().with_resource(IDS, DRAFT7.create_resource(LIST))
SHIPPED = ROOT / "data" / "schema"
KINDS = {**FOLDERS, "claims": "claims"}


def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(SCHEMAS[f"{name}.json"]), registry=REGISTRY)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_shipped_schema_is_fresh(name: str) -> None:
    file = SHIPPED / name
    assert file.read_text("utf-8") == SCHEMAS[name], "run `brief schema`"


def test_no_schema_is_left_over() -> None:
    assert {file.name for file in SHIPPED.iterdir()} == {*SCHEMAS, IDS}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    library = load(SAMPLE / "data")
    assert write(tmp_path, library) == [*SCHEMAS, IDS]
    assert write(tmp_path, library) == []
    (tmp_path / "entity.json").write_text("{}", "utf-8")
    assert write(tmp_path, library) == ["entity.json"]


# The ids and words that a briefing has


ENTITY = "id: {0}\ntype: Person\nname: {0}\n"


def offered(table: str, text: str) -> dict[str, str]:
    choices = json.loads(text)["definitions"][table]["anyOf"]
    return {one["const"]: one["description"] for one in choices if "const" in one}


def test_an_editor_offers_every_id_with_its_name(sample: Briefing) -> None:
    text = ids(sample.library)
    assert offered("entity", text) == {key: one.name for key, one in sample.entities.items()}
    assert offered("claim", text) == {key: one.short for key, one in sample.claims.items()}
    assert offered("source", text).keys() == sample.sources.keys()
    assert offered("instrument", text).keys() == sample.instruments.keys()
    for table in ("lanes", "sides", "claim_types", "roles", "measures", "properties", "schemes"):
        words = getattr(sample.vocabulary, table)
        found = offered(table, text)
        assert list(found) == list(words)
        assert all(found[key].startswith(f"{one.label}: ") for key, one in words.items())


def test_a_new_record_changes_one_line_of_the_list(data_dir: DataDir) -> None:
    folder = data_dir({})
    before = ids(load(folder)).split("\n")
    lay(folder, {"entities/marro.yml": "id: marro\ntype: Person\nname: Marro\n"})
    after = ids(load(folder)).split("\n")
    assert [line for line in after if line not in before] == [
        '  {"const": "marro", "description": "Marro"},'
    ]
    assert len(after) == len(before) + 1


def test_two_branches_that_each_add_a_record_merge(tmp_path: Path) -> None:
    def with_names(*names: str) -> Path:
        entities = {f"data/entities/{one}.yml": ENTITY.format(one) for one in names}
        folder = lay(tmp_path / "-".join(names), entities) / "data"
        (folder / IDS).write_text(ids(load(folder)), "utf-8")
        return folder / IDS

    base, ours, theirs = with_names("a", "z"), with_names("a", "m", "z"), with_names("a", "n", "z")
    merged = subprocess.run(
        ["git", "merge-file", "--union", "-p", ours, base, theirs], capture_output=True, check=True
    )
    assert list(offered("entity", merged.stdout.decode())) == ["a", "m", "n", "z"]
    attributes = (ROOT / ".gitattributes").read_text("utf-8").split("\n")
    assert f"data/schema/{IDS} merge=union" in attributes


def test_records_that_cannot_be_read_leave_a_list_that_can(tmp_path: Path) -> None:
    assert offered("entity", ids(load(tmp_path / "nowhere"))) == {}


def test_every_reference_of_a_record_is_offered() -> None:
    text = "".join(SCHEMAS.values())
    asked = set(re.findall(rf'"{IDS}#/definitions/(\w+)"', text))
    assert asked == set(json.loads(ids(load(SAMPLE / "data")))["definitions"]) - {"threads"}
    assert "x-one-of" not in text


@pytest.mark.parametrize(
    ("speaker", "good"),
    [("norland", True), ("author", True), ("not-there-yet", True), ("No Id", False)],
)
def test_an_id_that_is_not_in_the_list_is_no_fault_yet(speaker: str, good: bool) -> None:
    cite = "{source: gazette-2031-doe, start: Norland has}"
    claim = (
        "- {id: a, type: shipment, mode: fact, text: t, short: s, roles: {supplier: [norland]}, "
        f"added: 2031-06-21, assertions: [{{by: [{speaker}], cite: {cite}}}]}}"
    )
    assert validator("claims").is_valid(core(claim)) is good


# What an editor reads: YAML 1.2 with its core schema, in which 2030 is a number, unlike here.


class Core(yaml.SafeLoader):
    """A loader of YAML 1.2's core schema, which the language server uses."""


Core.yaml_implicit_resolvers = {}


for tag, pattern, first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    (
        "float",
        r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
        list("-+.0123456789"),
    ),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)


def core(text: str) -> Any:
    return yaml.load(text, Core)  # noqa: S506


def record_files(folder: Path) -> Iterator[Path]:
    yield from (folder / "briefing.yml", folder / "vocabulary.yml")
    for name in FOLDERS:
        yield from sorted((folder / name).glob("*.yml"))


def schema_of(file: Path) -> str:
    parent = file.parent.name
    return KINDS.get(parent, file.stem)


FILES = [*record_files(ROOT / "data"), *record_files(SAMPLE / "data")]


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_an_editor_finds_no_fault_in_a_good_record(file: Path) -> None:
    faults = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in validator(schema_of(file)).iter_errors(core(file.read_text("utf-8")))
    ]
    assert faults == []


FAULTY = [
    ("entity", "{id: a, type: Person, name: A, age: 3}", "unknown field"),
    ("entity", "{id: a, type: Human, name: A}", "unknown value"),
    ("entity", "{id: A B, type: Person, name: A}", "bad id"),
    ("entity", "{id: a, type: Person}", "missing field"),
    ("entity", "{id: a, type: Person, name: A, facts: {}}", "no list"),
    (
        "source",
        "{id: a, kind: article, title: A, short: A, issued: {date: 30 May}, held: h}",
        "date",
    ),
    (
        "claims",
        "- {id: a, type: t, mode: fact, text: t, short: s, roles: {}, added: 2031}",
        "missing",
    ),
    ("claims", "{}", "no list"),
    ("sanctions", "{listed: []}", "unknown field"),
    ("briefing", "{title: A}", "missing fields"),
    ("vocabulary", "{lanes: []}", "no mapping"),
    ("instrument", "{id: a}", "missing fields"),
]


@pytest.mark.parametrize(("name", "text", "_why"), FAULTY)
def test_an_editor_finds_a_fault(name: str, text: str, _why: str) -> None:
    assert not validator(name).is_valid(core(text))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(SCHEMAS[name]))


# One declaration a field: its help stands beneath it, its words in one table.


def models(base: type[BaseModel] = Record) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from models(model)


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model.__name__)
def test_every_field_says_what_it_is(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []
    assert model.__doc__


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_has_its_help_in_the_editor(name: str) -> None:
    schema = json.loads(SCHEMAS[name])
    bare = [
        f"{title}.{key}"
        for title, part in [(name, schema), *schema.get("$defs", {}).items()]
        for key, field in part.get("properties", {}).items()
        if not field.get("description")
    ]
    assert bare == []


WORDS = [
    (claim.STANCES, claim.Stance),
    (claim.HEDGES, claim.Hedge),
    (claim.LIKELIHOODS, claim.Likelihood),
    (claim.MODES, claim.Mode),
    (evidence.BASES, evidence.Basis),
    (source.SOURCE_KINDS, source.SourceKind),
    (entity.ENTITY_TYPES, entity.EntityType),
    (instrument.INSTRUMENT_TYPES, instrument.InstrumentType),
    (instrument.INSTRUMENT_EVENTS, instrument.InstrumentEventKind),
    (designation.DESIGNATION_EVENTS, designation.DesignationEventKind),
    (topic.LAYOUTS, topic.Layout),
]


@pytest.mark.parametrize(("meanings", "words"), WORDS)
def test_every_word_of_a_closed_choice_is_defined(meanings: dict[str, str], words: Any) -> None:
    assert tuple(meanings) == get_args(words)
    assert all(text.endswith(".") for text in meanings.values())


def test_every_closed_choice_is_in_the_table_above() -> None:
    tested = {get_args(words) for _, words in WORDS}
    used = {
        get_args(annotation)
        for model in models()
        for field in model.model_fields.values()
        for annotation in (field.annotation, *get_args(field.annotation))
        if get_args(annotation) and all(isinstance(arg, str) for arg in get_args(annotation))
    }
    # A side's place is the network's layout, which needs no definition.
    assert used - {get_args(topic.Side.model_fields["place"].annotation)} == tested
