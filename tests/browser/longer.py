"""A briefing that is long enough to be split by year, with all that can make a page burst."""

from __future__ import annotations

from pathlib import Path

from tests.projects import SAMPLE, Project, project

FIRST_YEAR, YEARS, A_YEAR = 1990, 40, 4
"""160 claims, which is more than one page holds."""


def longer(folder: Path) -> Project:
    """Lay out the project."""
    made = project(SAMPLE, folder / "project")
    claims = "".join(
        f"- id: barrels-{year}-{number}\n"
        "  type: shipment\n"
        "  mode: fact\n"
        f"  text: Norland sent Sudmark barrel {number} of the year\n"
        f"  short: Barrel {number} of {year}\n"
        "  roles: {supplier: [norland], recipient: [sudmark]}\n"
        f"  when: {{date: '{year}', basis: inferred}}\n"
        "  assertions:\n"
        "    - by: [author]\n"
        "      cite: {source: gazette-2031-doe, start: The harbour office denies}\n"
        "  added: 2031-06-21\n"
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
        for number in range(1, A_YEAR + 1)
    )
    path = "data/claims/lamp-oil.yml"
    text = (made.root / path).read_text("utf-8") + claims + _extreme()
    entities = {f"data/entities/{key}.yml": f"id: {key}\n{rest}" for key, rest in EXTREME.items()}
    return made.change({path: text, **entities})


LONG = (
    "The Transnational Lamp-oil-and-barrel-transport-and-harbour-supervision Organization "
    "of the North-west-west-west-west"
)
"""As long as a name may be."""
UNBROKEN = "Norlandoelfasstransportaufsichtsgesellschaft" * 2
NATIVE = {
    "hangul-one": ("김보기", "ko"),
    "arab-one": ("سليم النموذجي", "ar"),
    "cyrillic-one": ("Жёсткие Шлюзы", "ru"),
}
EXTREME = {
    "bare-one": "type: Organization\nname: B\n",
    "long-one": f"type: Organization\nname: {LONG}\n",
    "unbroken-one": f"type: Company\nname: {UNBROKEN}\n",
    **{
        key: f"type: Person\nname: {key.capitalize().replace('-', ' ')}\n"
        f"native: {native}\nlang: {language}\n"
        f"spellings: [{{name: {native}, source: gazette-2031-doe}}]\n"
        for key, (native, language) in NATIVE.items()
    },
}
"""Records with every optional field missing, with names too long, and of other scripts."""


def _extreme() -> str:
    """Return a claim in which they have a part: without a date, its texts at their longest."""
    parties = ", ".join(key for key in EXTREME if key != "bare-one")
    text = ("X" * 60 + " and all that this claim goes on to say, " + "on and " * 40)[:270].strip()
    return (
        "- id: the-longest\n"
        "  type: shipment\n"
        "  mode: fact\n"
        f"  text: {text}\n"
        f"  short: {'W' * 28}\n"
        f"  roles: {{supplier: [{parties}], recipient: [sudmark]}}\n"
        "  assertions:\n"
        "    - by: [author]\n"
        "      cite: {source: gazette-2031-doe, start: The harbour office denies}\n"
        "  added: 2031-06-21\n"
    )
