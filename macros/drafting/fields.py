"""From answers to the fields of a record; what was not answered stays a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..records.complaints import PLACEHOLDER
from .record import claim_id, designation_id, slug, source_id
from .roles import ids_of, roles_of

Answers = Mapping[str, str | Sequence[str]]
Fields = dict[str, Any]
One = Mapping[str, str]
Several = Mapping[str, list[str]]
ENTITY_FIELDS = ("type", "name", "native", "lang", "side")


def fields_of(kind: str, answers: Answers, today: str, found: Fields) -> tuple[Fields, str]:
    """Return the fields of a record and the id that is proposed for it.

    `found` are fields that were read off a source's text; answers go before them.
    """
    one = {key: value for key, value in answers.items() if isinstance(value, str) and value}
    many = {key: list(value) for key, value in answers.items() if not isinstance(value, str)}
    if kind == "source":
        return _source(one, many, found)
    if kind == "entity":
        given: Fields = {
            key: one[key] for key in ("type", "name", "native", "lang", "side") if key in one
        }
        return given, slug(one["name"]) or "entity"
    return _claim(one, many, today) if kind == "claim" else _designation(one)


def _source(one: One, many: Several, found: Fields) -> tuple[Fields, str]:
    fields: Fields = {"kind": one.get("kind", "article")}
    for flag, key in (("title", "title"), ("short", "short"), ("outlet", "container-title")):
        if value := one.get(flag, found.get(key)):
            fields[key] = value
    authors = [_person(name) for name in many.get("author", ())] or found.get("author")
    if authors:
        fields["author"] = authors
    issued = {"date": one["issued"]} if "issued" in one else found.get("issued")
    if issued and found.get("issued", {}).get("date") == issued["date"]:
        issued = found["issued"]  # with the words that give it
    if issued:
        fields["issued"] = issued
    if "url" in one:
        fields["URL"] = one["url"]
    if "held" in one:
        fields["held"] = one["held"]
    if found.get("boilerplate"):
        fields["boilerplate"] = found["boilerplate"]
    return fields, source_id(fields)


def _person(name: str) -> Fields:
    given, _, family = " ".join(name.split()).rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": family}


def _claim(one: One, many: Several, today: str) -> tuple[Fields, str]:
    fields: Fields = {key: one[key] for key in ("type", "mode", "text", "short") if key in one}
    if many.get("role"):
        fields["roles"] = roles_of(many["role"])
    if when := _when(one):
        fields["when"] = when
    spoken: Fields = {"by": ids_of(many.get("by", ())) or [PLACEHOLDER]}
    for flag in ("by-words", "stance", "hedge", "hedge-words"):
        if flag in one and one[flag] != "none":
            spoken[flag.replace("-", "_")] = one[flag]
    spoken["cite"] = _cite(one)
    fields["assertions"] = [spoken]
    if many.get("answers"):
        fields["answers"] = ids_of(many["answers"])
    fields["added"] = today
    return fields, claim_id(one["text"])


def _designation(one: One) -> tuple[Fields, str]:
    fields: Fields = {key: one[key] for key in ("target", "authority", "list") if key in one}
    event: Fields = {"kind": "listed", "when": _when(one) or {"date": PLACEHOLDER}}
    event["cite"] = _cite({"source": one.get("list", ""), **one})
    fields["events"] = [event]
    return fields, designation_id(fields)


def _when(one: One) -> Fields:
    when: Fields = {key: one[key] for key in ("date", "words", "basis") if key in one}
    return {"date": PLACEHOLDER, **when} if when else {}


def _cite(one: One) -> Fields:
    cite: Fields = {"source": one.get("source") or PLACEHOLDER}
    place = "entry" if "entry" in one else "start"
    return {**cite, place: one.get(place, PLACEHOLDER)}
