"""Synthetic briefings of any size, in the project's own records, from a seed.

Of N entities come 5 N claims of one to three assertions, N/20 sources with their texts, and N/5
designations. Every cite stands in a text, so that `brief verify` finds it and `brief check` has
nothing to say; whatever rises with N is spread, so that no page has a reason to.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.projects import ROOT

SAMPLE = ROOT / "tests" / "sample"
PER_THREAD = 20
FIRST_YEAR, YEARS = 2001, 30
MONTHS = (
    "January February March April May June July August September October November December".split()
)
TYPES = ("Person", "Company", "Company", "Organization", "PublicBody", "Vessel", "Place", "Country")
SIDES = ("northern", "southern", "outside")
GOODS = ("lamp oil", "bell metal", "dried fish", "sailcloth", "salt", "copper wire", "paper")
AUTHORITIES = ("northern-treasury", "southern-council", "league-committee", "island-registry")
ONSETS = "b br d dr f fl g gl h j k kl l m n p pr r s sk st t tr v w z".split()
VOWELS = "a e i o u ai ei ou".split()
CODAS = "l m n r s t nd rk lt sk".split()
# Syllables of each script, strung together for names that nobody bears.
SCRIPTS = {
    "ko": "가 나 다 라 마 바 사 아 자 차 카 타 파 하".split(),
    "ru": "ба ве га до жу зо ки лю мо ну по ри".split(),
    "ar": "با تا سا ري نو كا لي مو".split(),
    "zh": "山 水 田 石 木 风 云 海".split(),
}


@dataclass(frozen=True, slots=True)
class Deal:
    """One invented deal, told in one claim."""

    number: int
    kind: str
    supplier: int
    recipient: int
    speaker: int
    goods: str
    year: int
    month: int
    sources: tuple[int, ...]

    @property
    def id(self) -> str:
        """The claim's id."""
        return f"deal-{self.number}"

    @property
    def words(self) -> str:
        """The words that give its date."""
        return f"in {MONTHS[self.month - 1]} {self.year}"


@dataclass(slots=True)
class Synthetic:
    """One briefing, before it is written."""

    size: int
    names: list[str]
    deals: list[Deal]
    sources: int

    @classmethod
    def of(cls, size: int, seed: int = 2031) -> Synthetic:
        """Invent a briefing of `size` entities."""
        rng = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        sources = max(2, size // 20)
        deals = [_deal(rng, number, size, sources) for number in range(5 * size)]
        return cls(size, _names(rng, size), deals, sources)

    def write(self, root: Path) -> None:
        """Write the project: records, texts, pages and settings."""
        shutil.rmtree(root, ignore_errors=True)
        for folder in ("sources", "entities", "instruments", "claims", "sanctions"):
            (root / "data" / folder).mkdir(parents=True)
        (root / "texts").mkdir()
        self._write_frame(root)
        data = root / "data"
        for number in range(self.size):
            _put(data / "entities" / f"{entity_id(number)}.yml", self._entity(number))
        for number, authority in enumerate(AUTHORITIES):
            _put(data / "entities" / f"{authority}.yml", _authority(number))
            _put(data / "sources" / f"{authority}-list.yml", _list(number))
            _put(data / "instruments" / f"{authority}-order.yml", _instrument(number))
            _put(data / "sanctions" / f"{authority}.yml", self._sanctions(number))
        told: dict[int, list[str]] = {number: [] for number in range(self.sources)}
        for deal in self.deals:
            for source, sentence in self._sentences(deal):
                told[source].append(sentence)
        for number, sentences in told.items():
            _put(data / "sources" / f"{source_id(number)}.yml", _source(number))
            _put(root / "texts" / f"{source_id(number)}.txt", ["\n\n".join(sentences)])
        for thread in range(0, len(self.deals), PER_THREAD):
            lines = [
                line
                for deal in self.deals[thread : thread + PER_THREAD]
                for line in self._claim(deal)
            ]
            _put(data / "claims" / f"thread-{thread // PER_THREAD}.yml", lines)

    def _write_frame(self, root: Path) -> None:
        shutil.copytree(SAMPLE / "docs", root / "docs")
        settings = (
            (SAMPLE / "mkdocs.yml").read_text("utf-8").replace("../../macros", str(ROOT / "macros"))
        )
        _put(root / "mkdocs.yml", [settings])
        _put(root / "data" / "briefing.yml", [BRIEFING])
        threads = range((len(self.deals) + PER_THREAD - 1) // PER_THREAD)
        _put(
            root / "data" / "vocabulary.yml",
            [
                VOCABULARY,
                *(f"  thread-{n}: {{label: Thread {n}, definition: Some deals}}" for n in threads),
            ],
        )

    def _entity(self, number: int) -> Iterator[str]:
        yield f"id: {entity_id(number)}"
        yield f"type: {TYPES[number % len(TYPES)]}"
        yield f"name: {self.names[number]}"
        if number % 3 == 0:
            lang, syllables = list(SCRIPTS.items())[number // 3 % len(SCRIPTS)]
            yield f"native: {_spelt(number, syllables)}"
            yield f"lang: {lang}"
        yield f"side: {SIDES[number % len(SIDES)]}"

    def _sentences(self, deal: Deal) -> Iterator[tuple[int, str]]:
        first, *more = deal.sources
        supplier, recipient = self.names[deal.supplier], self.names[deal.recipient]
        went = f"{deal.goods} went from {supplier} to {recipient} {deal.words}"
        tail = (
            "after long weeks of waiting in the rain, at the gates of harbours that had "
            "neither stamp nor key nor clerk"
        )
        if deal.kind == "told":
            yield first, f"Lot {deal.number} of {went}, {tail}."
        else:
            speaker = self.names[deal.speaker]
            yield first, f"Of lot {deal.number}, {speaker} said that {went}, {tail}."
        if deal.kind == "denied":
            yield (
                first,
                f"As to lot {deal.number}, {supplier} denied that it had ever left, "
                "and spoke for a while of the weather and of the price of fish.",
            )
        for source in more:
            yield source, f"Lot {deal.number} of {went}, {tail}."

    def _claim(self, deal: Deal) -> Iterator[str]:
        supplier, recipient = entity_id(deal.supplier), entity_id(deal.recipient)
        yield f"- id: {deal.id}"
        yield "  type: transfer"
        yield "  mode: fact"
        names = self.names
        yield (
            f"  text: {names[deal.supplier]} parted with {deal.goods}, lot {deal.number}, "
            f"for {names[deal.recipient]}"
        )
        yield f"  short: Lot {deal.number}"
        yield f"  roles: {{supplier: [{supplier}], recipient: [{recipient}]}}"
        yield f"  when: {{date: {deal.year}-{deal.month:02}, words: {deal.words}}}"
        yield "  assertions:"
        first, *more = deal.sources
        by = "author" if deal.kind == "told" else entity_id(deal.speaker)
        start = f"Lot {deal.number} of" if deal.kind == "told" else f"Of lot {deal.number}"
        yield f"    - by: [{by}]"
        yield f"      cite: {{source: {source_id(first)}, start: {start}}}"
        if deal.kind == "denied":
            yield f"    - by: [{supplier}]"
            yield "      stance: denies"
            yield f"      cite: {{source: {source_id(first)}, start: As to lot {deal.number}}}"
        for source in more:
            yield "    - by: [author]"
            yield f"      cite: {{source: {source_id(source)}, start: Lot {deal.number} of}}"
        yield "  added: 2031-01-01"
        yield ""

    def _sanctions(self, authority: int) -> Iterator[str]:
        name = AUTHORITIES[authority]
        yield "designations:"
        for number in range(authority, self.size // 5, len(AUTHORITIES)):
            year = FIRST_YEAR + number % YEARS
            yield f"  - id: {name}-{number}"
            yield f"    target: {entity_id(number * 5 % self.size)}"
            yield f"    authority: {name}"
            yield f"    list: {name}-list"
            yield "    events:"
            yield "      - kind: listed"
            yield f"        when: {{date: {year}-{number % 12 + 1:02}-{number % 28 + 1:02}}}"
            yield f"        instrument: {name}-order"
            yield f"        cite: {{source: {name}-list, entry: L{number}}}"
            yield "    measures: [asset-freeze]"
            yield "    identifiers:"
            yield "      - scheme: list"
            yield f"        value: L{number}"
            yield f"        cite: {{source: {name}-list, entry: L{number}}}"


def entity_id(number: int) -> str:
    """Return the id of one of the N entities."""
    return f"entity-{number}"


def source_id(number: int) -> str:
    """Return the id of one of the N/20 articles."""
    return f"courier-{number}"


def _deal(rng: random.Random, number: int, size: int, sources: int) -> Deal:
    supplier, recipient, speaker = rng.sample(range(size), 3)
    return Deal(
        number,
        rng.choice(("told", "said", "denied")),
        supplier,
        recipient,
        speaker,
        rng.choice(GOODS),
        FIRST_YEAR + rng.randrange(YEARS - 1),
        rng.randrange(1, 13),
        tuple(rng.sample(range(sources), rng.choice((1, 1, 2)))),
    )


def _names(rng: random.Random, count: int) -> list[str]:
    """Invent names of two words, no two of which share one."""
    words: dict[str, None] = {}
    while len(words) < 2 * count:
        syllables = (rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(rng.randrange(2, 5)))
        words[("".join(syllables) + rng.choice(CODAS)).capitalize()] = None
    both = list(words)
    return [f"{first} {last}" for first, last in zip(both[::2], both[1::2], strict=True)]


def _spelt(number: int, syllables: list[str]) -> str:
    """Write a number with the syllables as digits: no two numbers share a name."""
    digits = [syllables[number % len(syllables)]]
    while number := number // len(syllables):
        digits.append(syllables[number % len(syllables)])
    return "".join(reversed(digits))


def _authority(number: int) -> Iterable[str]:
    name = AUTHORITIES[number]
    return (
        f"id: {name}",
        "type: PublicBody",
        f"name: {_titled(name)}",
        "definite: true",
        "side: outside",
    )


def _list(number: int) -> Iterable[str]:
    name = AUTHORITIES[number]
    return (
        f"id: {name}-list",
        "kind: register",
        "type: dataset",
        f"title: List of the {_titled(name)}",
        f"short: {_titled(name)} list",
        "definite: true",
        f"author: [{{literal: {_titled(name)}}}]",
        "issued: {date: 2031-01-01}",
        f"URL: https://example.org/{name}",
        f"entry-URL: https://example.org/{name}/{{entry}}",
        "language: en",
        "held: invented",
        "license: Public domain",
    )


def _instrument(number: int) -> Iterable[str]:
    name = AUTHORITIES[number]
    return (
        f"id: {name}-order",
        "type: regulation",
        f"name: Order of the {_titled(name)}",
        f"symbol: O/{number + 1}",
        f"issuer: {name}",
        "events:",
        "  - kind: adopted",
        "    when: {date: 2000-01-01}",
        f"    cite: {{source: {name}-list, entry: O{number + 1}}}",
        "imposes:",
        "  - measure: asset-freeze",
        "    text: Freezes the assets of whoever is listed",
        f"    cite: {{source: {name}-list, entry: O{number + 1}}}",
        f"target: {entity_id(number)}",
    )


def _source(number: int) -> Iterable[str]:
    day = number % 28 + 1
    return (
        f"id: {source_id(number)}",
        "kind: article",
        "type: article-newspaper",
        f"title: Lots and harbours, part {number}",
        f"short: Courier {number}",
        "definite: true",
        "author: [{family: Nobody, given: At All}]",
        "container-title: Invented Courier",
        f"issued: {{date: 2030-12-{day:02}}}",
        f"URL: https://example.org/courier/{number}",
        "language: en",
        "held: invented",
        "license: Public domain",
    )


def _titled(name: str) -> str:
    return name.replace("-", " ").title()


def _put(file: Path, lines: Iterable[str]) -> None:
    file.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


BRIEFING = """\
title: Lots without End
question: Which lots went where?
summary: An invented briefing of any size, for measuring
editors: [Nobody]
contact: Nobody answers for invented lots
license: {name: Public domain, URL: "https://example.org/licence"}
corrections: A change of substance keeps what stood there before.
as_of: 2031-01-01"""

VOCABULARY = """\
lanes:
  deals: {label: Deals, definition: What is said to have gone where}
  acts: {label: Acts, definition: Orders and listings}
sides:
  northern: {label: Northern side, definition: The north, place: left}
  southern: {label: Southern side, definition: The south, place: right}
  outside: {label: Outside, definition: Everybody else, place: above}
claim_types:
  transfer:
    label: Transfer
    definition: Goods that go, or are said to go
    lane: deals
    edges: [{from: supplier, to: recipient, words: goods}]
  designation:
    label: Designation
    definition: One authority lists one target
    lane: acts
roles:
  supplier: {label: Supplier, definition: From whom, conduct: true}
  recipient: {label: Recipient, definition: To whom, conduct: true}
measures:
  asset-freeze: {label: Asset freeze, definition: Assets may not be moved}
properties:
  kind: {label: Kind, definition: What it is}
schemes:
  list: {label: List, definition: The number of an entry}
threads:"""
