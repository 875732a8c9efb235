"""The texts that these tests may hold: our own, and the articles where they are at hand."""

from __future__ import annotations

from functools import cache

from macros.evidence.fold import Folded, folded
from tests.projects import ROOT

ARTICLES = ROOT.parent / "shared" / "articles"
OWN = (
    *sorted((ROOT / "tests" / "sample" / "texts").glob("*.txt")),
    *sorted((ROOT / "tests" / "gate" / "texts").glob("*.txt")),
)


@cache
def own_texts() -> dict[str, str]:
    """Return the texts of our own writing by source."""
    return {file.stem: file.read_text("utf-8") for file in OWN}


@cache
def own_folded(source: str) -> Folded:
    """Return one of them as it is compared."""
    return folded(own_texts()[source])


def windows(text: str, size: int) -> list[tuple[str, ...]]:
    """Return every run of `size` words of a text."""
    words = text.split()
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
