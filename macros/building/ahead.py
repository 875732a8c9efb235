"""Claims' rows, and their sentences as record pages print them: made by all hands before any page.

Each stands on several pages, and these are made by several processes, one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..built import Glance
from ..inert import written
from ..pages import Pages
from ..render import Links, render
from ..stock import POSSIBLE, Ware, laid
from ..views import parts

_MOST = 1 << 12
"""Sentences that are at hand at once."""


@contextmanager
def rows_ahead(pages: Pages, *, worthwhile: bool) -> Iterator[None]:
    """Have every claim's row and sentence at hand for all record pages, whoever makes them.

    Where it is not `worthwhile`, or cannot be, each is made when a page asks for it; and where it
    is noted for a next state what each was made of, as in a preview.
    """
    if not (worthwhile and POSSIBLE) or pages.briefing.notes:
        yield
        return
    briefing, links = pages.briefing, _links(pages)

    def made(claim_id: str) -> Ware:
        row = parts.row_anew(briefing, claim_id)
        html = render("_sentence.html.jinja", row, links)
        words = parts.told(row.sentence)
        whole = Glance({claim_id: words}).told_whole(html)
        return Ware((row, str(html) if whole else None), words)

    def row(claim_id: str) -> parts.ClaimRow | None:
        known: tuple[parts.ClaimRow, str | None] | None = rows.get(claim_id)
        if known is None:
            return None
        if known[1] is not None:
            if len(links.ahead) > _MOST:
                links.ahead.clear()
            links.ahead[claim_id] = written(known[1])
        return known[0]

    with laid(list(briefing.claims), made) as rows:
        pages.take_sentences(rows.words)
        briefing.makers[parts.ROW] = parts.row_anew
        briefing.ahead[parts.ROW] = row
        yield
    del briefing.ahead[parts.ROW]
    links.ahead.clear()


def told_ahead(pages: Pages) -> Callable[[str], str | None]:
    """Return what knows the sentences that were made before, and were seen to be whole."""
    return _links(pages).told


def _links(pages: Pages) -> Links:
    """Return the links of record pages, which all stand at one depth."""
    return pages.links(next(iter(pages.records), ""))
