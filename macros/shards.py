"""A search index in many small files, of which a browser loads those that a question needs.

Words lie in their order, cut into files of like size, each word with the numbers of the entries
that it stands in; entries lie in files of a few. `theme/assets/search/find.js` reads both and cuts
texts into words as this module does (tests/browser/test_large_search.py holds the two together).
The folder of the files is named by what they hold, so that a browser never mixes two builds.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .search import SearchEntry

FOLDER = "search"
START = f"{FOLDER}/start.json"
"""What a browser reads first: where the files begin."""
OF_WORDS = 16_000
"""Bytes of a file of words; one word that stands everywhere may take more."""
OF_ENTRIES = 12
"""Entries in a file: each result may come from another file, and the rest of it is not needed."""
COMMON = 1_000
"""A word in more than half of at least this many entries' texts finds nothing there any more."""

_RUN = re.compile(r"[^\W_]+")
# Scripts that put no spaces between words: a word may begin at any character.
_DENSE = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PARTS = re.compile(f"[{_DENSE}]+|[^{_DENSE}]+")
_HAS_DENSE = re.compile(f"[{_DENSE}]")

Standing = tuple[list[int], list[int]]
"""The numbers of the entries in whose titles, and in whose texts, a word stands."""


def words(text: str) -> Iterator[str]:
    """Yield a text's words without case and accents; in dense scripts, every two characters."""
    if text.isascii():
        yield from _RUN.findall(text.lower())
        return
    bare = (one for one in unicodedata.normalize("NFKD", text) if _category(one) != "M")
    for run in _RUN.findall("".join(bare).lower()):
        if _HAS_DENSE.search(run) is None:
            yield run
            continue
        for part in _PARTS.findall(run):
            if _HAS_DENSE.match(part):
                yield from (part[at : at + 2] for at in range(len(part)))
            else:
                yield part


def shards(entries: Iterable[SearchEntry]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the index, with its path from the site's root."""
    # Whole pages come first, so that a number tells them from what stands on a page.
    ordered = sorted(entries, key=lambda one: "#" in one.location)
    titles = {one.location: one.title for one in ordered if "#" not in one.location}
    stands, common = _standing(ordered)
    firsts, of_words = _cut(stands)
    of_entries = [
        _json([_row(one, titles) for one in ordered[start : start + OF_ENTRIES]])
        for start in range(0, len(ordered), OF_ENTRIES)
    ]
    name = hashlib.sha256(b"\n".join([*of_words, *of_entries])).hexdigest()[:12]
    start = {
        "folder": f"{name}/",
        "entries": len(ordered),
        "pages": len(titles),
        "each": OF_ENTRIES,
        "common": common,
        "words": firsts,
    }
    yield START, _json(start)
    for kind, files in (("words", of_words), ("entries", of_entries)):
        for number, content in enumerate(files):
            yield f"{FOLDER}/{name}/{kind}-{number}.json", content


def _standing(entries: Sequence[SearchEntry]) -> tuple[dict[str, Standing], list[str]]:
    """Return where every word stands, and the words that stand in so many texts that none counts.

    A common word still finds the titles that it stands in.
    """
    stands: dict[str, Standing] = defaultdict(lambda: ([], []))
    for number, entry in enumerate(entries):
        for field, text in enumerate((entry.title, entry.text)):
            for word in set(words(text)):
                stands[word][field].append(number)
    most = max(COMMON, len(entries)) // 2
    common = sorted(word for word, (_, texts) in stands.items() if len(texts) > most)
    for word in common:
        stands[word][1].clear()
    return stands, common


def _cut(stands: dict[str, Standing]) -> tuple[list[str], list[bytes]]:
    """Return the first word of each file of words, and the files."""
    firsts: list[str] = []
    files: list[list[bytes]] = []
    weight = 0
    for word in sorted(stands, key=_units):
        titles, texts = stands[word]
        row = _json([word, _steps(titles), _steps(texts)])
        weight += len(row) + 1
        if not files or weight > OF_WORDS:
            firsts.append(word)
            files.append([])
            weight = len(row) + 1
        files[-1].append(row)
    return firsts, [b"[%b]" % b",".join(rows) for rows in files]


def _units(word: str) -> bytes:
    """Return what a browser orders words by: the numbers of UTF-16."""
    return word.encode("utf-16-be")


def _steps(numbers: list[int]) -> list[int]:
    """Return each number as its distance from the one before: small ones pack well."""
    return [one - before for before, one in zip([0, *numbers], numbers, strict=False)]


def _row(entry: SearchEntry, titles: dict[str, str]) -> list[str]:
    """Return an entry as it is kept; one that stands on a page has that page's title as well."""
    page, mark, _ = entry.location.partition("#")
    row = [entry.location, entry.title, entry.text]
    return [*row, titles.get(page, "")] if mark else row


def _category(character: str) -> str:
    return unicodedata.category(character)[0]


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
