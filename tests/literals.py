"""Claims written short: a table's row says what matters, the rest is filled in."""

from __future__ import annotations

from typing import Any

from macros.records.claim import Claim
from macros.records.reader import parse
from macros.records.source import Source

CLAIM = {
    "id": "case",
    "type": "shipment",
    "mode": "fact",
    "text": "Norland has shipped oil",
    "short": "Oil",
    "added": "2031-06-21",
}
SOURCE = {"title": "A title", "held": "a copy"}


def value(text: str) -> Any:
    """Return what a YAML text holds, as the project's own reader reads it."""
    document = parse(text, "literal.yml")
    assert document.ok, "\n".join(problem.text() for problem in document.problems)
    return document.value


def claim_fields(short: dict[str, Any], **more: str) -> dict[str, Any]:
    """Return a claim's fields, defaults filled in and `in: source` turned into a cite."""
    fields = {**CLAIM, **more, **short}
    fields["assertions"] = [_assertion(one) for one in fields["assertions"]]
    return fields


def _assertion(short: dict[str, Any]) -> dict[str, Any]:
    fields = dict(short)
    where, _, entry = str(fields.pop("in")).partition("#")
    fields["cite"] = {
        "source": where,
        **({"entry": entry} if entry else {"start": "some words of"}),
    }
    if fields.get("hedge", "none") != "none":
        fields.setdefault("hedge_words", "as it were")
    return fields


def claim(text: str, **more: str) -> Claim:
    """Return the claim that a short literal stands for."""
    return Claim.model_validate(claim_fields(value(text), **more))


def sources(text: str) -> dict[str, Source]:
    """Return sources by id from a mapping of short literals."""
    return {
        key: Source.model_validate({"id": key, "short": key, **SOURCE, **fields})
        for key, fields in value(text).items()
    }
