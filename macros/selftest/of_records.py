"""Faults in ids, in what records there are, and in their upkeep."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from random import Random

from ..records.instrument import Instrument
from ..records.library import Filed
from ..records.references import references
from .edits import Change, Planting, Span, Step, scalar
from .fault import fault
from .ground import Ground

_LOOK_ALIKES = str.maketrans("aeopcxAEOPCTKMHB", "аеорсхАЕОРСТКМНВ")
_OTHER_LATIN = (("j", "y"), ("y", "i"), ("v", "w"), ("w", "v"), ("k", "c"), ("ks", "x"), ("c", "k"))
_OTHER_FIELDS = {
    "hedge_words": "hedge_word",
    "by_words": "bywords",
    "quote": "quotation",
    "compare": "compares",
    "note": "notes",
    "answers": "answer",
    "said": "sayed",
}
_ORPHANS = (
    *("Ansel Druv", "Brenna Holt", "Corin Vashti", "Dela Marsk", "Egon Tarl"),
    *("Fenna Quist", "Goran Ild", "Hedda Sorn"),
)


@fault("dangling id")
def dangling_id(ground: Ground, rng: Random) -> Iterator[Planting]:
    """An id names no record."""
    for target, uses in ground.uses.items():
        for filed, steps in uses:
            at = rng.randrange(1, len(target))
            wrong = target[:at] + target[at + 1 :] if rng.random() < 0.5 else f"{target}-2"
            wrong = wrong.replace("--", "-").strip("-")
            if wrong not in ground.library.kinds:
                yield from ground.planting(
                    filed, f"{target} → {wrong}", ground.sheet(filed).put(wrong, *steps)
                )


@fault("id of another kind")
def wrong_kind(ground: Ground, rng: Random) -> Iterator[Planting]:
    """An id names a record of a kind that has no place there."""
    kinds = ground.library.kinds
    for filed in ground.library.everything():
        for steps, mark, name, key in references(filed.record):
            allowed = getattr(mark, "kinds", None)
            if key or allowed is None or name not in kinds:
                continue
            other = rng.choice([one for one, kind in kinds.items() if kind not in allowed])
            yield from ground.planting(
                filed, f"{name} → {other} ({kinds[other]})", ground.sheet(filed).put(other, *steps)
            )


@fault("unknown field")
def unknown_field(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A field's name is misspelt."""
    for voice in ground.voices:
        record, steps = voice.claim, voice.steps
        for field in ("hedge_words", "by_words", "quote", "said"):
            if getattr(voice.assertion, field) is not None:
                yield from ground.planting(
                    voice.filed,
                    f"{field} → {_OTHER_FIELDS[field]}",
                    ground.sheet(voice.filed).rename(_OTHER_FIELDS[field], *steps, field),
                )
        for field in ("compare", "note", "answers") if voice.index == 0 else ():
            if getattr(record, field):
                yield from ground.planting(
                    voice.filed,
                    f"{field} → {_OTHER_FIELDS[field]}",
                    ground.sheet(voice.filed).rename(_OTHER_FIELDS[field], field),
                )


@fault("namesakes merged")
def namesakes_merged(ground: Ground, rng: Random) -> Iterator[Planting]:
    """Two records of one name are made one, though no source says that they are."""
    for kept, filed in ground.library.entities.items():
        record = filed.record
        twins = [one.entity for one in record.possibly_same_as] + list(record.distinct_from)
        for gone in dict.fromkeys(twins):
            other = ground.library.entities.get(gone)
            if other is None or ground.names[gone] != ground.names[kept]:
                continue
            rewritten = _rewritten(ground, gone, kept)
            if rewritten is None:
                continue
            sheet = ground.sheet(filed)
            fields = [one for one in ("possibly_same_as", "distinct_from") if getattr(record, one)]
            dropped = [sheet.drop(field) for field in fields]
            lines = tuple(other.document.text.split("\n"))
            removed = Change(other.path, 0, lines, ())
            users = {id(user): user for user, _ in ground.uses.get(gone, ()) if user is not other}
            places = [user for user in users.values() if user is not filed]
            for moved in (False, True):
                added = [sheet.add([f"formerly: [{gone}]"], "name")] if moved else []
                yield from ground.planting(
                    filed,
                    f"{gone} is made {kept}" + (", which redirects" if moved else ""),
                    *rewritten,
                    *dropped,
                    *added,
                    removed,
                    also=places,
                )


def _rewritten(ground: Ground, gone: str, kept: str) -> list[Change | None] | None:
    """Return the changes that put one id for another wherever it stands, each once in a list."""
    changes: dict[tuple[Step, ...], Change | None] = {}
    for filed, steps in ground.uses.get(gone, ()):
        if filed.path.endswith((f"/{gone}.yml", f"/{kept}.yml")):
            continue
        *parent, last = steps
        if isinstance(last, int):
            values = _list_at(filed.record, parent)
            if values is None:
                return None
            items = list(dict.fromkeys(kept if one == gone else one for one in values))
            changes[filed.path, *filed.steps, *parent] = ground.sheet(filed).put_list(
                items, *parent
            )
        else:
            changes[filed.path, *filed.steps, *steps] = ground.sheet(filed).put(kept, *steps)
    return list(changes.values())


def _list_at(record: object, steps: list[str | int]) -> tuple[str, ...] | None:
    value: object = record
    for step in steps:
        if isinstance(value, dict | tuple):
            value = value[step]  # type: ignore[index]
        else:
            value = getattr(value, "for_" if step == "for" else str(step), None)
    return value if isinstance(value, tuple) else None


@fault("duplicate entity")
def duplicate_entity(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A second record of one entity is made, its name in other letters."""
    for entity, filed in ground.library.entities.items():
        uses = [
            (user, steps)
            for user, steps in ground.uses.get(entity, ())
            if "roles" in steps and isinstance(steps[-1], int)
        ]
        if len(uses) < 2:
            continue
        twin = f"{entity}-2"
        namesakes = [
            one
            for key, one in ground.library.entities.items()
            if ground.names[key] == ground.names[entity]
        ]
        for kind, written in _other_spellings(ground.names[entity]):
            path = f"{ground.folder}/entities/{twin}.yml"
            lines = (f"id: {twin}", f"type: {filed.record.type}", f"name: {scalar(written)}")
            user, steps = rng.choice(uses)
            yield from ground.planting(
                filed,
                f"{kind}: {filed.record.name} and {written}",
                Change(path, 0, (), lines),
                ground.sheet(user).put(twin, *steps),
                also=namesakes,
                places=[Span(path, 1, len(lines))],
            )


def _other_spellings(name: str) -> Iterator[tuple[str, str]]:
    swapped = name.translate(_LOOK_ALIKES)
    if swapped != name:
        yield "look-alike letters", swapped
    vowel = next((at for at, one in enumerate(name) if at and one in "aeiou"), None)
    if vowel is not None:
        accented = f"{name[: vowel + 1]}\u0301{name[vowel + 1 :]}"
        yield "accent", accented
        yield "composed accent", unicodedata.normalize("NFC", accented)
    for old, new in _OTHER_LATIN:
        if old in name[1:]:
            yield "transliteration", name[0] + name[1:].replace(old, new, 1)
            break
    if " " in name:
        yield "hyphen", name.replace(" ", "-")


@fault("idle waiver")
def idle_waiver(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A waiver stands where its rule finds nothing."""
    codes = sorted({one.code for filed in ground.claims for one in filed.record.waive})
    for filed in ground.claims if codes else ():
        if not filed.record.waive:
            code = rng.choice(codes)
            lines = ("waive:", f"  - code: {code}", "    reason: It was asked for once.")
            yield from ground.planting(
                filed, f"waives {code}", ground.sheet(filed).add(lines, "short")
            )


@fault("withdrawn and used")
def withdrawn_used(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A claim that other records lean on is withdrawn, and they still name it."""
    for filed in ground.claims:
        users = [user for user, _ in ground.uses.get(filed.record.id, ()) if user is not filed]
        if users:
            lines = ("withdrawn:", f"  date: {filed.record.added}", "  why: The source erred.")
            yield from ground.planting(
                filed,
                f"withdrawn, used by {len(users)} records",
                ground.sheet(filed).add(lines, "added"),
                also=users,
            )


@fault("duplicate instrument")
def duplicate_instrument(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A second record of one instrument is made, its symbol or its name in other signs."""
    for key, filed in ground.library.instruments.items():
        name, symbol = filed.record.name, filed.record.symbol
        for mark, (named, symbolled) in {
            "small letters": (f"The text of {symbol}", symbol.lower()),
            "no slashes": (f"The text of {symbol}", symbol.replace("/", " ")),
            "hyphens": (f"The text of {symbol}", symbol.replace("/", "-").replace(" ", "-")),
            "a wide space": (f"The text of {symbol}", f" {symbol}".replace(" ", "\u2003").strip()),
            "its name": (name, "Document 1"),
            "its name in capitals": (name.upper(), "Document 1"),
        }.items():
            yield from _instrument(
                ground,
                filed,
                mark,
                {"id": f"{key}-2", "name": named, "symbol": symbolled},
                places=[ground.sheet(filed).span()],
            )


@fault("orphan")
def orphan(ground: Ground, rng: Random) -> Iterator[Planting]:
    """An entity, a source or an instrument stands there that no other record needs.

    A resolution about somebody of whom the briefing speaks is none: the chronology shows it.
    """
    for name in _ORPHANS:
        key = name.lower().replace(" ", "-")
        yield from _new_files(ground, name, {f"entities/{key}.yml": _person(key, name)})
    for number, place in enumerate(_ORPHANS[:4]):
        title = f"A report by {place}"
        report = (f"id: a-report-{number}", "kind: report", f"title: {title}", f"short: {title}")
        dated = ("issued:", '  date: "2000"', "held: none")
        yield from _new_files(ground, title, {f"sources/a-report-{number}.yml": (*report, *dated)})
    for number, filed in enumerate(ground.library.instruments.values()):
        name = _ORPHANS[number % len(_ORPHANS)]
        key = name.lower().replace(" ", "-")
        other = {"id": f"{key}-rule", "name": f"Rule on {name}", "symbol": f"R {number}-{key}"}
        yield from _instrument(
            ground,
            filed,
            "an instrument",
            {**other, "target": key},
            {f"entities/{key}.yml": _person(key, name)},
        )


def _person(key: str, name: str) -> tuple[str, ...]:
    return f"id: {key}", "type: Person", f"name: {name}"


def _instrument(
    ground: Ground,
    like: Filed[Instrument],
    what: str,
    fields: dict[str, str],
    files: dict[str, tuple[str, ...]] | None = None,
    *,
    places: Iterable[Span] = (),
) -> Iterator[Planting]:
    """Plant an instrument that is like another one but for some fields."""
    lines = like.document.text.rstrip("\n").split("\n")
    keys = [line.partition(":")[0] for line in lines]
    copy = tuple(
        f"{key}: {scalar(fields[key])}" if key in fields else line
        for key, line in zip(keys, lines, strict=True)
        if key not in ("amends", "    by")
    )
    path = f"instruments/{fields['id']}.yml"
    yield from _new_files(ground, f"{what}: {path}", {path: copy, **(files or {})}, places=places)


def _new_files(
    ground: Ground,
    what: str,
    files: dict[str, tuple[str, ...]],
    *,
    places: Iterable[Span] = (),
) -> Iterator[Planting]:
    """Plant new files; a reviewer would look in the first, or at further places."""
    paths = {f"{ground.folder}/{inner}": lines for inner, lines in files.items()}
    spans = [Span(path, 1, len(lines)) for path, lines in paths.items()]
    changes = tuple(Change(path, 0, (), lines) for path, lines in paths.items())
    yield Planting(what, changes, (spans[0], *places))


@fault("undated event")
def undated_event(ground: Ground, rng: Random) -> Iterator[Planting]:
    """A designation's or an instrument's event has no date."""
    for filed in ground.acts:
        for index in range(len(filed.record.events)):
            for field in ("when", "cite"):
                yield from ground.planting(
                    filed, f"no {field}", ground.sheet(filed).drop("events", index, field)
                )
