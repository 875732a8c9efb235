"""Claims' rows, and their sentences as record pages print them: made by all hands before any page.

Each stands on several pages, and these are made by several processes, one after the other. Where
most pages are taken over from the build before, nearly nobody asks for a row: then it is enough to
know its sentence and its sum, and these are taken over as well if all that it was made of is the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from ..briefing import Briefing
from ..built import Glance
from ..cache import digest
from ..hands import batches
from ..inert import written
from ..pages import Pages
from ..render import Links, render
from ..stock import POSSIBLE, Ware, laid
from ..sums import ByTable, Sums, Unsummed, by_table
from ..views import parts
from .earlier import Earlier, packed, unpacked

_MOST = 1 << 12
"""Sentences that are at hand at once."""
_BATCH = 64
"""Rows that are made in one go."""


class _Trace(NamedTuple):
    """What a claim's row leaves to the next build."""

    total: bytes
    """The sum of all that it was made of."""
    reads: ByTable
    """What it was made of."""
    words: str
    """Its sentence."""
    sum: bytes
    """Its own sum."""


@contextmanager
def rows_ahead(pages: Pages, earlier: Earlier | None, *, worthwhile: bool) -> Iterator[None]:
    """Have every claim's row and sentence at hand for all record pages, whoever makes them.

    Where it is not `worthwhile`, or cannot be, each is made when a page asks for it; and where it
    is noted for a next state what each was made of, as in a preview.
    """
    briefing, links = pages.briefing, _links(pages)
    if not (worthwhile and POSSIBLE) or (briefing.notes and briefing.notes.follows):
        yield
        return

    def sentence(row: parts.ClaimRow, words: str) -> str | None:
        html = render("_sentence.html.jinja", row, links)
        return str(html) if Glance({row.id: words}).told_whole(html) else None

    def made(some: Sequence[str]) -> tuple[list[Ware], bytes]:
        if earlier:
            return _noted(some, briefing, earlier, sentence)
        wares = []
        for key in some:
            row = parts.row_anew(briefing, key)
            words = parts.told(row.sentence)
            wares.append(Ware((row, sentence(row, words)), words))
        return wares, b""

    def row(claim_id: str) -> parts.ClaimRow | None:
        known: tuple[parts.ClaimRow, str | None] | None = rows.get(claim_id)
        if known is None:
            return None
        if known[1] is not None:
            if len(links.ahead) > _MOST:
                links.ahead.clear()
            links.ahead[claim_id] = written(known[1])
        return known[0]

    # By threads, so that a claim that comes or goes moves none but those beside it.
    pieces = [some for keys in briefing.threads.values() for some in batches(keys, _BATCH)]
    with laid(pieces, made) as rows:
        pages.take_sentences(rows.words)
        if earlier:
            earlier.sums.take(parts.ROW, rows.at, rows.sums)
            for some, left in zip(pieces, rows.left, strict=True):
                earlier.shelf.put(_key(some), left)
        briefing.makers[parts.ROW] = parts.row_anew
        briefing.ahead[parts.ROW] = row
        yield
    del briefing.ahead[parts.ROW]
    links.ahead.clear()


def _noted(
    some: Sequence[str],
    briefing: Briefing,
    earlier: Earlier,
    sentence: Callable[[parts.ClaimRow, str], str | None],
) -> tuple[list[Ware], bytes]:
    """Make some rows, or take over what is known of them, and what they leave to the next build."""
    before: bytes | None = earlier.shelf.get(_key(some))
    known: dict[str, _Trace] = unpacked(before) if before else {}
    found: dict[str, _Trace] = {}
    wares = []
    for key in some:
        trace = known.get(key)
        if earlier.likely and trace and _stands(trace, earlier.sums):
            found[key] = trace
            wares.append(Ware(None, trace.words, trace.sum))
            continue
        with briefing.reading() as reads:
            row = parts.row_anew(briefing, key)
        words, total = parts.told(row.sentence), earlier.sums.total(row)
        with suppress(Unsummed):
            tables = by_table(reads)
            found[key] = _Trace(earlier.sums.of(tables), tables, words, total)
        wares.append(Ware(None if earlier.likely else (row, sentence(row, words)), words, total))
    return wares, before if before and found == known else packed(found)


def _stands(trace: _Trace, sums: Sums) -> bool:
    """Tell whether a row would be made so again."""
    try:
        return sums.of(trace.reads) == trace.total
    except Unsummed:
        return False


def _key(some: Sequence[str]) -> bytes:
    return digest("\n".join(("rows", *some)).encode())


def told_ahead(pages: Pages) -> Callable[[str], str | None]:
    """Return what knows the sentences that were made before, and were seen to be whole."""
    return _links(pages).told


def _links(pages: Pages) -> Links:
    """Return the links of record pages, which all stand at one depth."""
    return pages.links(next(iter(pages.records), ""))
