"""A new record: its id, what it resembles, and the file as it stands with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from anyascii import anyascii
from pydantic import BaseModel

from ..briefing import Briefing
from ..checks import lexicon
from ..records.claim import Claim
from ..records.designation import Designation
from ..records.entity import Entity
from ..records.fields import ID_PATTERN, LONGEST_ID, RESERVED_IDS
from ..records.problems import nearest
from ..records.reader import read
from ..records.source import Source
from .filing import Misfit, appended, new_list, whole_file
from .resemblance import Like, like_claim, like_designation, like_entity, like_source
from .stub import stub

Fields = dict[str, Any]
MODELS: Mapping[str, type[BaseModel]] = {
    "source": Source,
    "entity": Entity,
    "claim": Claim,
    "designation": Designation,
}
FOLDERS = {"source": "sources", "entity": "entities", "claim": "claims", "designation": "sanctions"}
WORDS_OF_ID = 5


class Refused(Exception):
    """The record cannot be made; says why, and what to do."""


@dataclass(frozen=True, slots=True)
class New:
    """A file of records with a new one in it."""

    path: str
    """Relative to the data folder."""
    text: str
    line: int
    """The line on which the new record begins."""


def new_file(folder: Path, kind: str, fields: Fields, name: str, *, comments: bool = True) -> New:
    """Return the file of records with a new one; `name` is the file's, without its ending.

    Raises `Refused`.
    """
    block = stub(MODELS[kind], fields)
    if not comments:
        kept = (line for line in block if not line.lstrip().startswith("#"))
        block = [re.sub(r"  # .*$", "", line) for line in kept]
    path = f"{FOLDERS[kind]}/{name}.yml"
    file = folder / path
    if kind in ("source", "entity"):
        if file.exists():
            raise Refused(f"{folder.name}/{path} is there already; give another id with --id")
        return New(path, whole_file(kind, block), 2)
    under = "designations" if kind == "designation" else ""
    schema = "sanctions" if under else "claims"
    if not file.exists():
        return New(path, new_list(schema, block, under), 3 if under else 2)
    document = read(file, f"{folder.name}/{path}")
    try:
        text = appended(document, block, under)
    except Misfit as why:
        raise Refused(str(why)) from None
    first = re.compile(rf" *- id: {re.escape(str(fields['id']))}\s*$")
    line = next(n for n, row in enumerate(text.split("\n"), 1) if first.match(row))
    return New(path, text, line)


def resembles(briefing: Briefing, kind: str, fields: Fields) -> Iterator[Like]:
    """Yield the records that a new one may be the same as."""
    if kind == "source":
        yield from like_source(briefing, fields.get("URL", ""), fields.get("title", ""))
    elif kind == "entity":
        for form in filter(None, (fields["name"], fields.get("native"))):
            yield from like_entity(briefing, form, fields.get("type", ""))
    elif kind == "claim":
        involved = [who for ids in fields.get("roles", {}).values() for who in ids]
        yield from like_claim(briefing, fields.get("text", ""), involved)
    else:
        register = fields.get("list")
        yield from like_designation(briefing, fields["target"], fields["authority"], register)


def free_id(briefing: Briefing, proposed: str) -> str:
    """Return an id that no record has: the one proposed, or one with a number behind it."""
    taken = briefing.library.kinds
    candidates = (proposed, *(f"{proposed[: LONGEST_ID - 4]}-{n}" for n in range(2, 1000)))
    return next(one for one in candidates if one not in taken and one not in RESERVED_IDS)


def hold_id(briefing: Briefing, record_id: str) -> None:
    """Refuse an id that is none, or that another record has."""
    if not re.fullmatch(ID_PATTERN, record_id) or len(record_id) > LONGEST_ID:
        raise Refused(f"“{record_id}” is no id: write lower-case letters, digits, single hyphens")
    if record_id in RESERVED_IDS:
        raise Refused(f"“{record_id}” is kept for the site itself; choose a longer, telling id")
    if record_id in briefing.library.kinds:
        document, steps = briefing.library.homes[record_id]
        place = f"{document.path}:{document.place(*steps).line}"
        raise Refused(
            f"the id “{record_id}” is taken by the {briefing.library.kinds[record_id]} at {place}; "
            "give another with --id"
        )


def known(what: str, word: str, words: Iterable[str]) -> str:
    """Return a word that is known, or refuse it with what it may be meant for."""
    there = list(words)
    if word in there:
        return word
    near = nearest(word, there)
    hint = "did you mean " + " or ".join(f"“{one}”" for one in near) + "?" if near else ""
    listed = f"it is one of: {', '.join(there)}" if len(there) <= 20 else "make it first"
    raise Refused(f"there is no {what} “{word}”; {hint or listed}")


def slug(text: str) -> str:
    """Return a text as an id: Latin letters and digits joined by hyphens."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", anyascii(text).lower()))
    joined = "-".join(words)
    return joined if len(joined) <= LONGEST_ID else joined[:LONGEST_ID].rpartition("-")[0]


def source_id(fields: Fields) -> str:
    """Propose the id of a source: outlet, year, and author or the title's first words."""
    host = urlsplit(fields.get("URL", "")).hostname or ""
    parts = host.removeprefix("www.").split(".")
    outlet = fields.get("container-title") or (parts[-2] if len(parts) > 1 else host)
    year = re.search(r"\d{4}", str(fields.get("issued", {}).get("date", "")))
    author = next((one.get("family", "") for one in fields.get("author", ())), "")
    rest = author or " ".join(str(fields.get("title", "")).split()[:3])
    whole = " ".join(filter(None, [outlet, year[0] if year else "", rest]))
    return slug(whole).removeprefix("the-") or "source"


def claim_id(text: str) -> str:
    """Propose the id of a claim: the words of its text that carry it."""
    words = [word for word in re.findall(r"[\w’'-]+", text) if lexicon.content(word)]
    return slug(" ".join(words[:WORDS_OF_ID])) or "claim"


def designation_id(fields: Fields) -> str:
    """Propose the id of a designation: authority, year and month, target."""
    day = str(fields["events"][0].get("when", {}).get("date", ""))
    month = re.match(r"\d{4}(?:-\d\d)?", day)
    return slug(f"{fields['authority']} {month[0] if month else ''} {fields['target']}")


def sanctions_file(briefing: Briefing, authority: str) -> str:
    """Return the name of the file that holds an authority's designations, or its own name."""
    files = Counter(
        Path(filed.path).stem
        for filed in briefing.library.designations.values()
        if filed.record.authority == authority
    )
    return files.most_common(1)[0][0] if files else authority


def told(likes: Sequence[Like], briefing: Briefing, kind: str) -> str:
    """Return what a new record resembles, a line each."""
    lines = []
    for like in likes:
        filed = briefing.filed(kind, like.id)
        lines.append(f"  {like.id} ({filed.path}:{filed.line}): {like.how}")
    return "\n".join(lines)
