"""Every page that records make: its address, its view, its template, its links.

Knows no framework. A record page's body is what `body` returns, whether it stands in the theme's
frame or in a hand-written page, where the macro of its kind calls the same function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from secrets import token_hex
from typing import TypeVar

from markupsafe import Markup

from .briefing import Briefing
from .contents import KINDS, SECTIONS, SITE_PAGES, STYLES_OWN, TABLES_OWN, RecordView
from .drawings import FIGURES_OF, FIGURES_OWN, UP, Made, drawings, of_page
from .evidence.desk import Desk
from .inert import written
from .notes import Read
from .render import Links, render
from .search import SearchEntry, record_entry
from .spreadsheet import spreadsheet, table
from .views import chronology, filters, parts, sanctions, sheet, steps
from .views.citation import Imprint

T = TypeVar("T")
Places = dict[str, dict[str, str]]
"""For each kind of records, by their ids, what tells where they stand."""


class DeadLink(LookupError):
    """A page names a record or a page that is not there."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page that one record makes."""

    kind: str
    id: str
    url: str
    """From the site's root, with a slash at its end."""
    title: str
    description: str
    place: str
    """File and line of the record, for the edit link."""
    body: Markup


CONTEXT = "the context of a page"
Known = dict[str, tuple[object, bytes]]
"""What was made before, by its address: all that it was made from, and the file."""


def _spreadsheet(shown: Callable[[], Markup], address: Callable[[str], str]) -> bytes:
    return spreadsheet(table(shown(), "rows", address))


@dataclass(frozen=True, slots=True)
class Printed:
    """What a macro has printed on a hand-written page, and how it is made again."""

    here: str
    make: Callable[[Pages, str], Markup]
    html: Markup


@dataclass(frozen=True)
class Pages:
    """Every record page of a briefing, and the links between all pages."""

    desk: Desk
    site_url: str = ""
    """Where the site stands for good; empty where that is not known."""
    repository: str = ""
    """Where the records are kept; empty for nowhere."""
    _links: dict[int, Links] = field(default_factory=dict, repr=False, compare=False)
    _sections: dict[tuple[str, str], tuple[object, Markup]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Bodies of hand-written pages' macros, each with the context that it was made from."""
    _reads: dict[str, frozenset[Read]] = field(default_factory=dict, repr=False, compare=False)
    """What the context of each record page or section was made from, where that is noted."""
    _before: dict[str, frozenset[Read]] = field(default_factory=dict, repr=False, compare=False)
    """The same of the pages before, as far as nobody has asked whether it still holds."""
    made: Known | None = field(default=None, repr=False, compare=False)
    """The files beside the pages, if they are remembered: a preview makes them again and again."""
    _token: str = field(default_factory=partial(token_hex, 8), repr=False, compare=False)
    """What nobody who writes a page can know; it never leaves the build."""
    printed: list[Printed] = field(default_factory=list, repr=False, compare=False)
    """What the macros of hand-written pages have printed."""

    @property
    def briefing(self) -> Briefing:
        """The briefing whose pages these are."""
        return self.desk.briefing

    @property
    def _site(self) -> str:
        """The site's address with a slash at its end; empty where it is not known."""
        return f"{self.site_url.rstrip('/')}/" if self.site_url else ""

    @cached_property
    def records(self) -> dict[str, tuple[str, str]]:
        """(kind, id) of every record page by its address, in the order of kinds and records."""
        briefing = self.briefing
        tables: dict[str, Mapping[str, object]] = {
            "entity": briefing.entities,
            "thread": briefing.threads,
            "instrument": briefing.instruments,
            "source": briefing.sources,
            "year": dict.fromkeys(chronology.split_years(briefing)),
            "sheet": sheet.sheets(self.desk),
        }
        return {
            f"{KINDS[kind].folder}/{record_id}/": (kind, record_id)
            for kind, table in tables.items()
            for record_id in table
        }

    def view(self, url: str) -> RecordView:
        """Return the context of a record page: all that it shows but for addresses."""
        return self._noting(url, partial(self._view, *self.records[url]))

    def _noting(self, name: str, make: Callable[[], T]) -> T:
        """Make a context, and note what it is made from, where that is wanted."""
        notes = self.briefing.notes
        if notes is None or not notes.follows:
            return make()
        with notes.taken() as reads:
            made = make()
        self._reads[name] = frozenset(reads)
        notes.keep((CONTEXT, name), reads)
        return made

    def known(self, name: str) -> bool:
        """Tell whether a context that was made before would be the same again."""
        before = self._before.get(name)
        if before is not None:
            if (CONTEXT, name) in self.briefing.doubted and not self.briefing.right(before):
                return False
            self._reads[name] = self._before.pop(name)
        return name in self._reads

    def page(self, url: str, view: RecordView | None = None) -> RecordPage:
        """Return a record page whole, made from its context: its body and what the frame needs."""
        kind, record_id = self.records[url]
        view = view or self.view(url)
        body = render(KINDS[kind].template, view, self.links(url))
        return RecordPage(kind, record_id, url, view.title, view.lead, view.place, body)

    def body(self, kind: str, record_id: str, here: str) -> Markup:
        """Return the body of a record's page as it stands on the page at `here`."""
        self.address(kind, record_id)
        return render(KINDS[kind].template, self._view(kind, record_id), self.links(here))

    def _view(self, kind: str, record_id: str) -> RecordView:
        address = f"{self._site}{self.address(kind, record_id)}" if self._site else ""
        return KINDS[kind].view(self.desk, record_id, Imprint(address, self.repository))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield what the site holds beside its pages, each with its address.

        The figures of record pages are not among them: see `figures`.
        """
        for address, made_from, make in self._files():
            before = None if self.made is None else self.made.get(address)
            if before is None or before[0] != made_from:
                before = made_from, make()
            if self.made is not None:
                self.made[address] = before
            yield address, before[1]

    def figures(self, url: str, view: RecordView) -> Iterator[tuple[str, bytes]]:
        """Yield the figures of a record page as files, each with its address."""
        here = self.links(url)
        for address, _, make in of_page(*self.records[url], view, here, self._site or UP):
            yield address, make()

    def styles(self) -> Iterator[tuple[str, bytes]]:
        """Yield the style sheets that follow from the records, each with its address."""
        forms = (chronology.filters(self.briefing), sanctions.filters(self.desk))
        yield STYLES_OWN["filters"], filters.stylesheet(forms).encode()

    def _files(self) -> Iterator[Made]:
        for address, content in self.styles():
            yield address, content, partial(bytes, content)
        for one in TABLES_OWN.values():
            rows = one.rows(self.desk)
            shown = partial(render, one.template, rows, self.links(one.here))
            row = partial(self._outside, "", "step")
            yield one.file, rows, partial(_spreadsheet, shown, row)
        yield from drawings(self.desk, self._outside)

    def links(self, here: str) -> Links:
        """Return the links of the page at `here`, an address from the site's root."""
        depth = here.count("/")
        if depth not in self._links:
            self._links[depth] = Links(self.address, depth)
        return self._links[depth]

    def _outside(self, here: str, kind: str, record_id: str) -> str:
        """Return an address for a file that leaves the site: a full one, where that is known."""
        return (self._site or "../" * here.count("/")) + self.address(kind, record_id)

    def renewed(self, desk: Desk) -> Pages:
        """Return the same pages with other records; what stays the same is not made again."""
        fresh = replace(
            self,
            desk=desk,
            _links={},
            _reads={},
            _before=dict(self._reads),
            _sections=dict(self._sections),
            made=None if self.made is None else dict(self.made),
            printed=[],
        )
        if not fresh.lead_alike(self):  # whatever was rendered links to where they stood
            fresh._sections.clear()
            if fresh.made is not None:
                fresh.made.clear()
        return fresh

    def lead_alike(self, before: Pages) -> bool:
        """Tell whether all records stand where they stood: else whatever links to them changes.

        A link to one that came or went comes and goes with it, in what links to it.
        """
        return alike(before.places, self.places)

    @property
    def places(self) -> Places:
        """Where records stand whose addresses do not follow from their ids: claims and steps."""
        return {"claim": dict(self.briefing.thread_of.items()), "step": self._steps}

    def print(self, make: Callable[[Pages, str], Markup], here: str) -> Markup:
        """Return what a macro prints on the page at `here`, and remember it."""
        html = make(self, here)
        self.printed.append(Printed(here, make, html))
        return html

    def hold_place(self, make: Callable[[Pages, str], Markup], here: str) -> Markup:
        """Print, and return an empty element in its place: Markdown need not read our HTML."""
        self.print(make, here)
        return written(self._place(len(self.printed) - 1))

    def filled(self, html: str, here: str) -> str:
        """Put what macros printed on the page at `here` in its place."""
        for number, one in enumerate(self.printed):
            if one.here == here:
                html = html.replace(self._place(number), one.html)
                if f"{self._token}-{number}." in html:
                    raise DeadLink("a macro stands inside code, where it can print no page or list")
        return html

    def _place(self, number: int) -> str:
        return f'<div data-held="{self._token}-{number}."></div>'

    def section(self, name: str, here: str) -> Markup:
        """Return the body of a hand-written page's macro."""
        make, template = SECTIONS[name]
        known, noted = self._sections.get((name, here)), f"{name} {here}"
        if known and self.known(noted):
            return known[1]
        view = self._noting(noted, partial(make, self.desk))
        if known is None or known[0] != view:
            known = self._sections[name, here] = view, render(template, view, self.links(here))
        return known[1]

    def sentence(self, claim_id: str, here: str) -> Markup:
        """Return a claim's attributed sentence, linked to its permanent address."""
        self._standing(claim_id)
        row = parts.row(self.briefing, claim_id)
        return render("_sentence_inline.html.jinja", row, self.links(here))

    def claims(self, claim_ids: Iterable[str], here: str) -> Markup:
        """Return some claims as a list, in the order given."""
        keys = tuple(claim_ids)
        for key in keys:
            self._standing(key)
        return render("claims.html.jinja", parts.rows(self.briefing, keys), self.links(here))

    def _standing(self, claim_id: str) -> None:
        if claim_id not in self.briefing.standing:
            raise DeadLink(f"there is no claim “{claim_id}”, or it was withdrawn")

    def mention(self, kind: str, record_id: str, words: str | None, here: str) -> Markup:
        """Return the name of a record, linked to its page."""
        self.address(kind, record_id)
        name = words or self._name(kind, record_id)
        return render("_mention.html.jinja", (kind, record_id, name), self.links(here))

    def remark(self, words: str, here: str) -> Markup:
        """Return the editors' own judgement, marked as such."""
        return render("_remark.html.jinja", words, self.links(here))

    def address(self, kind: str, record_id: str = "") -> str:
        """Return the address of a record or page, from the site's root."""
        if kind == "page":
            return "" if record_id == "home" else SITE_PAGES[record_id]
        if kind == "figure":
            return FIGURES_OWN[record_id]
        if kind in FIGURES_OF:
            return f"{FIGURES_OF[kind]}/{record_id}.svg"
        if kind == "claim" and record_id in self.briefing.thread_of:
            return f"claims/{self.briefing.thread_of[record_id]}/#{record_id}"
        if kind == "style":
            return STYLES_OWN[record_id]
        if kind == "table":
            return TABLES_OWN[record_id].file
        if kind in ("designation", "step") and record_id in self._steps:
            return f"{self._steps[record_id]}#{record_id}"
        if kind in KINDS and f"{KINDS[kind].folder}/{record_id}/" in self.records:
            return f"{KINDS[kind].folder}/{record_id}/"
        raise DeadLink(f"there is no {kind} “{record_id}”")

    def __contains__(self, address: object) -> bool:
        """Tell whether a record stands at an address, from the site's root: on a page of its own,
        or at a place on another."""
        page, mark, anchor = str(address).partition("#")
        if not mark:
            return page in self.records
        thread, on = self.briefing.thread_of.get(anchor), self._steps.get(anchor)
        return (thread is not None and page == f"claims/{thread}/") or page == on

    @property
    def marked(self) -> Iterator[str]:
        """Yield the addresses of records that stand on a page of another."""
        for kind, places in self.places.items():
            yield from (self.address(kind, record_id) for record_id in places)

    @cached_property
    def _steps(self) -> dict[str, str]:
        """The page on which the row of each step stands."""
        home = dict.fromkeys((step.anchor for step in steps.steps(self.briefing)), "sanctions/")
        sheets = sanctions.page_of_step(self.desk).items()
        return home | {anchor: self.address("sheet", sheet) for anchor, sheet in sheets}

    def _name(self, kind: str, record_id: str) -> str:
        briefing = self.briefing
        return {
            "entity": lambda: briefing.entities[record_id].name,
            "thread": lambda: briefing.vocabulary.threads[record_id].label,
            "instrument": lambda: briefing.instruments[record_id].name,
            "source": lambda: briefing.sources[record_id].short,
            "year": lambda: record_id,
        }[kind]()

    def search_entry(self, url: str, view: RecordView) -> SearchEntry:
        """Return what search finds of a record page: its lead, its spellings and numbers."""
        return record_entry(self.briefing, url, *self.records[url], view.title, view.lead)

    def take_sentences(self, sentences: dict[str, str]) -> None:
        """Take every claim's sentence from whoever has made them all."""
        vars(self)["sentences"] = sentences

    @cached_property
    def sentences(self) -> dict[str, str]:
        """Every claim's attributed sentence as plain text."""
        return {key: parts.sentence(self.briefing, key) for key in self.briefing.claims}

    @cached_property
    def searched(self) -> frozenset[str]:
        """Addresses of the record pages that search finds: it is for records, not lists."""
        return frozenset(url for url, (kind, _) in self.records.items() if kind != "sheet")

    def claim_entries(self) -> Iterator[SearchEntry]:
        """Yield what search finds of the claims, each once, at its permanent address."""
        for key, one in self.briefing.standing.items():
            yield SearchEntry(self.address("claim", key), one.short, self.sentences[key])


def alike(before: Places, now: Places) -> bool:
    """Tell whether whatever stood somewhere, and still stands, does so in the same place."""
    return before == now or all(
        now[kind][key] == at
        for kind, places in before.items()
        for key, at in places.items()
        if key in now[kind]
    )
