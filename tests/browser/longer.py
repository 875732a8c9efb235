"""A briefing that is long enough to be split by year: the invented one, with made-up claims."""

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
    return made.change({path: (made.root / path).read_text("utf-8") + claims})
