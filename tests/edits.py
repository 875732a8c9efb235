"""Edits of the invented briefing: those that somebody would make, and seeded ones of any kind."""

from __future__ import annotations

import random
import re
from pathlib import Path

CLAIMS, NORLAND = "data/claims/lamp-oil.yml", "data/entities/norland.yml"
VOCABULARY, GAZETTE = "data/vocabulary.yml", "data/sources/gazette-2031-doe.yml"
NEW_CLAIM = """\
- id: oil-in-jars
  type: shipment
  mode: fact
  text: Norland has sent Sudmark oil in jars
  short: Oil in jars
  roles: {supplier: [norland], recipient: [sudmark]}
  assertions:
    - by: [author]
      hedge: alleged
      hedge_words: allegedly
      cite: {source: gazette-2031-doe, start: Norland has allegedly shipped}
  added: 2031-06-22
"""

Edits = dict[str, tuple[str, str]]
# By what they change: by file, what stands in the place of what; and whether that takes a whole
# build.
EDITS: dict[str, tuple[Edits, bool]] = {
    "a claim's text": ({CLAIMS: ("has shipped lamp oil", "has sent lamp oil")}, False),
    "a claim's short name": ({CLAIMS: ("short: 300 barrels", "short: Some barrels")}, False),
    "a claim's date": ({CLAIMS: ("date: 2031-05,", "date: 2031-05-12,")}, False),
    "a claim's role": (
        {CLAIMS: ("roles: {supplier: [norland]}", "roles: {accuser: [norland]}")},
        False,
    ),
    "the order of a claim's roles": (
        {
            CLAIMS: (
                "300 barrels\n  roles: {supplier: [norland], recipient: [sudmark]}",
                "300 barrels\n  roles: {recipient: [sudmark], supplier: [norland]}",
            )
        },
        False,
    ),
    "a hedge, and so a status": (
        {CLAIMS: ("      hedge: alleged\n      hedge_words: allegedly\n", "")},
        False,
    ),
    "another claim": (
        {CLAIMS: ("- id: norland-denies-oil", NEW_CLAIM + "- id: norland-denies-oil")},
        True,
    ),
    "a draft": (
        {
            CLAIMS: (
                "- id: norland-denies-oil",
                NEW_CLAIM + "  draft: true\n- id: norland-denies-oil",
            )
        },
        True,
    ),
    "the name of an entity that many claims name": (
        {NORLAND: ("name: Norland", "name: New Norland")},
        False,
    ),
    "a word of the vocabulary": ({VOCABULARY: ("label: Shipment", "label: Load")}, True),
    "a lane of the vocabulary": ({VOCABULARY: ("label: Acts,", "label: Deeds,")}, True),
    "a designation's date": (
        {"data/sanctions/league.yml": ("date: 2030-05}", "date: 2030-06}")},
        False,
    ),
    "the title of a source": ({GAZETTE: ("\ntitle: ", "\ntitle: More of ")}, True),
    "the briefing's own words": (
        {"data/briefing.yml": ("title: The Lamp Oil Affair", "title: The Oil Affair")},
        True,
    ),
    "a hand-written page": ({"docs/index.md": ("Did Norland", "When did Norland")}, True),
}


def random_edit(rng: random.Random, root: Path) -> Path:
    """Change something somewhere in the records; what it makes wrong is wrong."""
    kind = rng.randrange(10)
    entities = sorted((root / "data/entities").glob("*.yml"))
    if kind == 0:
        file = root / f"data/entities/newland-{rng.randrange(9)}.yml"
        file.write_text(f"id: {file.stem}\ntype: Country\nname: {file.stem}\n", "utf-8")
        return file
    if kind == 1:
        file = rng.choice([one for one in entities if "newland" in one.name] or entities)
        file.unlink()
        return file
    file = rng.choice(sorted((root / "data").rglob("*.yml")))
    text = file.read_text("utf-8")
    if file.parent.name == "claims":
        claims = re.split(r"(?m)^(?=- id: )", text)
        head, claims = claims[0], claims[1:]
        match rng.randrange(4):
            case 0:
                rng.shuffle(claims)
            case 1:
                claims.remove(rng.choice(claims))
            case 2:
                one = rng.choice(claims)
                claims.insert(0, re.sub(r"id: ([\w-]+)", r"id: \1-again", one, count=1))
        text = head + "".join(claims)
    words = sorted(set(re.findall(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])", text)))
    years = sorted(set(re.findall(r"date: (20\d\d)", text)))
    if words and rng.random() < 0.7:
        word = rng.choice(words)
        text = text.replace(word, f"{word}ly", 1)
    if years and rng.random() < 0.5:
        text = text.replace(f"date: {rng.choice(years)}", f"date: 20{rng.randrange(28, 31)}", 1)
    for field in ("name", "short", "title", "note"):
        if rng.random() < 0.4:
            text = re.sub(rf"(?m)^(\s*{field}: \w+)", r"\1 anew", text, count=1)
    file.write_text(text, "utf-8", newline="\n")
    return file
