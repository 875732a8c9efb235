"""What the plain way is: one module of macros that reads all YAML and prints Markdown.

`rivals.plain` copies this file to `main.py` of a site of stub pages, each of which calls one macro
by the kind of its page. Its pages carry what ours do: every claim with who says it, who denies it,
its status, its date and its passages, relations, listings, what links here, and the long lists in
pages of so many rows. They have no figures, and nothing is checked. It is written as one would at
first, with one exception in its favour: what a page shows is looked up, not searched for.
"""

from __future__ import annotations

import pathlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml

DATA = pathlib.Path(__file__).parent / "data"
SITE = "https://example.org/briefing/"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
HEDGES = {
    "Reported": "A source states it in its own voice, or somebody named says it of their own "
    "conduct or of nobody's; no party to it denies it in our sources.",
    "Alleged": "Somebody named says it of another; no party to it denies it in our sources.",
    "Disputed": "Somebody asserts it, and a party to it denies it.",
}
REASONS = {
    "Reported": "stated without hedge",
    "Alleged": "said of others",
    "Disputed": "denied by a party",
}
WHOLE, ROWS = 150, {"acts": 90, "states": 60, "towns": 60}
"""Rows of one page of a long list."""


def define_env(env: Any) -> None:
    """Read everything, and define a macro for each kind of page."""
    book = Book()
    for macro in (book.entity, book.source, book.thread, book.instrument, book.year, book.sheet):
        env.macro(macro, f"{macro.__name__}_page")


class Book:
    """All records, by their ids and by what shows them."""

    def __init__(self) -> None:
        """Read every file once."""
        self.entities = {one["id"]: one for one in _each("entities")}
        self.sources = {one["id"]: one for one in _each("sources")}
        self.instruments = {one["id"]: one for one in _each("instruments")}
        self.acts = [one for file in _each("sanctions") for one in file["designations"]]
        self.threads: dict[str, list[Any]] = {}
        self.thread_of: dict[str, str] = {}
        self.named: dict[str, list[Any]] = defaultdict(list)
        self.said: dict[str, list[Any]] = defaultdict(list)
        self.drawn: dict[str, list[Any]] = defaultdict(list)
        for file in sorted((DATA / "claims").glob("*.yml")):
            self.threads[file.stem] = yaml.safe_load(file.read_text("utf-8"))
            for claim in self.threads[file.stem]:
                self.thread_of[claim["id"]] = file.stem
        self.claims = sorted(
            (one for claims in self.threads.values() for one in claims),
            key=lambda one: str(one["when"]["date"]),
        )
        for claim in self.claims:
            for who in _parties(claim):
                self.named[who].append(claim)
            for who in {one["by"][0] for one in claim["assertions"]} - {"author"}:
                if who not in _parties(claim):
                    self.said[who].append(claim)
            for source in {one["cite"]["source"] for one in claim["assertions"]}:
                self.drawn[source].append(claim)
        self.listed: dict[str, list[Any]] = defaultdict(list)
        self.of_instrument: dict[str, list[Any]] = defaultdict(list)
        self.acts.sort(key=lambda one: str(one["events"][0]["when"]["date"]))
        for act in self.acts:
            self.listed[act["target"]].append(act)
            self.of_instrument[act["events"][0]["instrument"]].append(act)

    def entity(self, who: str) -> str:
        """Print an entity: facts, claims, words, relations, listings, and what links here."""
        one, notes = self.entities[who], Notes(self)
        named, said, listed = self.named[who], self.said[who], self.listed[who]
        parts = [f"# {one['name']}", f"**{one['type']}** · {one['side']}", self._lead(who)]
        parts.append(_counts(named + said))
        sources = {
            cite["source"]: None for claim in named + said for cite in map(_cite, _all(claim))
        }
        facts = [("Sources", ", ".join(map(self._source_link, sources)) or "none")]
        for act in listed:
            by = f"{_day(act['events'][0]['when']['date'])} by {self._link(act['authority'])}"
            facts.insert(0, ("Designated", by))
        parts.append("## " + one["type"] + "\n\n" + _table(("Fact", ""), facts))
        for title, claims in (("Claims", named), ("Said or passed on", said)):
            if claims:
                rows = [(_when(c), self._sentence(c) + notes.of(c), _status(c)) for c in claims]
                parts.append(f"## {title}\n\n" + _table(("When", "Claim", "Status"), rows))
        if named:
            parts.append("## Relations\n\n" + self._relations(named))
        if listed:
            parts.append("## Sanctions\n\n" + self._listings(listed))
        linked: dict[str, list[Any]] = defaultdict(list)
        for claim in named + said:
            for other in [*_parties(claim), *(a["by"][0] for a in _all(claim))]:
                if other not in (who, "author") and claim not in linked[other]:
                    linked[other].append(claim)
        if linked:
            lines = [
                f"* {self._link(other)}: "
                + ", ".join(f"{self._short(claim)} ({_status(claim)})" for claim in claims)
                for other, claims in linked.items()
            ]
            parts.append("## What links here\n\n" + "\n".join(lines))
        parts.append(_cited(one["name"], f"entities/{who}/"))
        return "\n\n".join([*parts, notes.printed()])

    def source(self, which: str) -> str:
        """Print a source: its facts, where its passages stand, and the claims drawn from it."""
        one, drawn = self.sources[which], self.drawn[which]
        facts = [
            ("Author", ", ".join(" ".join(map(str, by.values())) for by in one["author"])),
            ("Outlet", one.get("container-title", "")),
            ("Date", _day(one["issued"]["date"])),
            ("Language", one["language"]),
            ("Copy read", one["held"]),
            ("Terms", one["license"]),
            ("Address", f"[Open the source]({one['URL']})"),
        ]
        places = [
            f"* {place}: {self._short(claim)}"
            for claim in drawn
            for place in (cite["start"] for cite in map(_cite, _all(claim)))
        ]
        acts = [
            f"* [Designation of {self.entities[act['target']]['name']}]"
            f"(../entities/{act['target']}.md), {self._cite(act['events'][0]['cite'])}"
            for act in self.acts
            if act["list"] == which
        ]
        parts = [
            f"# {one['title']}",
            f"{one['kind']}, {_day(one['issued']['date'])}. "
            f"{len(drawn)} claims of this briefing rest on it.",
            _counts(drawn),
            "## Source\n\n" + _table(("Fact", ""), facts),
        ]
        if drawn:
            parts += [
                "## Where the claims come from in the text\n\n" + "\n".join(places),
                "## Claims drawn from this source\n\n" + self._told(drawn[:150]),
            ]
        if acts:
            parts.append("## Records that rest on it\n\n" + "\n".join(acts))
        return "\n\n".join([*parts, _cited(one["title"], f"sources/{which}/")])

    def thread(self, which: str) -> str:
        """Print each claim of a thread in full."""
        title = which.replace("-", " ").capitalize()
        claims = self.threads[which]
        parts = [f"# {title}", f"Some deals. {len(claims)} claims.", _counts(claims)]
        parts += [self._whole(claim) for claim in claims]
        return "\n\n".join([*parts, _cited(title, f"claims/{which}/")])

    def instrument(self, which: str) -> str:
        """Print an instrument, and who was listed under it."""
        one = self.instruments[which]
        event = one["events"][0]
        facts = [
            ("Symbol", one["symbol"]),
            ("Issuer", self._link(one["issuer"])),
            (
                event["kind"].capitalize(),
                f"{_day(event['when']['date'])}, {self._cite(event['cite'])}",
            ),
            *((imposed["text"], self._cite(imposed["cite"])) for imposed in one["imposes"]),
        ]
        acts = self._acts(self.of_instrument[which])
        parts = [f"# {one['name']}", _table(("Fact", ""), facts), "## Acts under it", acts]
        return "\n\n".join([*parts, _cited(one["name"], f"instruments/{which}/")])

    def year(self, which: str) -> str:
        """Print the claims and acts of one year."""
        claims = [one for one in self.claims if str(one["when"]["date"]).startswith(which)]
        acts = [one for one in self.acts if str(one["events"][0]["when"]["date"]).startswith(which)]
        return "\n\n".join(
            [
                f"# Chronology of {which}",
                f"{len(claims)} claims and {len(acts)} acts that begin in {which}, oldest first.",
                _counts(claims),
                "## Claims\n\n" + self._dated(claims[:150]),
                "## Acts\n\n" + self._acts(acts),
            ]
        )

    def sheet(self, which: str) -> str:
        """Print one page of a long list."""
        series, _, number = which.rpartition("-")
        name, _, rest = series.partition("-")
        rows = ROWS.get(name, WHOLE)
        part = slice((int(number) - 1) * rows, int(number) * rows)
        found: tuple[list[Any], Callable[[list[Any]], str]]
        of_type = [
            who for who in self.entities if name != "entities" or self.entities[who]["type"] == rest
        ]
        match name:
            case "year":
                dated = [one for one in self.claims if str(one["when"]["date"]).startswith(rest)]
                found = dated, self._dated
            case "drawn":
                found = self.drawn[rest], self._told
            case "single":
                alone = [
                    claim
                    for claim in self.claims
                    if _status(claim) != "Reported" and len(_all(claim, "asserts")) == 1
                ]
                found = alone, self._told
            case "network":
                found = self.claims, self._relations
            case "acts":
                found = self.acts, self._acts
            case "listed":
                found = self.acts, self._states
            case "threads":
                found = list(self.threads), self._of_threads
            case "states" | "towns":
                kind = "Country" if name == "states" else "Place"
                found = (
                    [who for who in self.entities if self.entities[who]["type"] == kind],
                    self._of_places,
                )
            case _:
                found = of_type, self._of_entities
        every, print_ = found
        first, last = part.start + 1, min(part.stop, len(every))
        return f"# {which}\n\n{first} to {last} of {len(every)} rows.\n\n{print_(every[part])}"

    def _sentence(self, claim: Any) -> str:
        said = [self._speaker(one) for one in _all(claim, "asserts")]
        denied = [self._speaker(one) for one in _all(claim, "denies")]
        more = f"; {' and '.join(denied)} denies it" if denied else ""
        thread = self.thread_of[claim["id"]]
        words = f"[{claim['text']}](../claims/{thread}.md#{claim['id']})"
        return f"According to {' and '.join(dict.fromkeys(said))}, {words}{more}."

    def _speaker(self, assertion: Any) -> str:
        who = assertion["by"][0]
        return self._source_link(_cite(assertion)["source"]) if who == "author" else self._link(who)

    def _link(self, who: str) -> str:
        return f"[{self.entities[who]['name']}](../entities/{who}.md)"

    def _source_link(self, which: str) -> str:
        return f"[the {self.sources[which]['short']}](../sources/{which}.md)"

    def _short(self, claim: Any) -> str:
        return f"[{claim['short']}](../claims/{self.thread_of[claim['id']]}.md#{claim['id']})"

    def _cite(self, cite: Any) -> str:
        source = self.sources[cite["source"]]
        name = f"[{source['short']}](../sources/{cite['source']}.md)"
        if "entry" in cite:
            entry = cite["entry"]
            return f"{name}, entry {entry} [Open the register]({source['URL']}/{entry})"
        words = cite["start"].replace(" ", "%20")
        to = f"{source['URL']}#:~:text={words}"
        return f"{name}, at “{cite['start']} …” [Open at this passage]({to})"

    def _lead(self, who: str) -> str:
        one, named, said = self.entities[who], self.named[who], self.said[who]
        sources = {cite["source"] for c in named + said for cite in map(_cite, _all(c))}
        listed = "".join(
            f" Listed by {self.entities[act['authority']]['name']}, "
            f"{_day(act['events'][0]['when']['date'])}."
            for act in self.listed[who]
        )
        return (
            f"{one['type']} named in {len(named)} claims and in the words of {len(said)} others, "
            f"from {len(sources)} sources.{listed}"
        )

    def _whole(self, claim: Any) -> str:
        lines = {"asserts": "", "denies": ""}
        for stance in lines:
            lines[stance] = "\n".join(
                f"* {self._speaker(one)} {stance}. {self._cite(_cite(one))}"
                for one in _all(claim, stance)
            )
        issued = sorted(
            {str(self.sources[_cite(one)["source"]]["issued"]["date"]) for one in _all(claim)}
        )
        last = f", last {_day(issued[-1])}" if len(issued) > 1 else ""
        status = _status(claim)
        origins = len(_all(claim, "asserts"))
        facts = [
            ("When", _when(claim)),
            *(
                (role.capitalize(), ", ".join(map(self._link, ids)))
                for role, ids in claim["roles"].items()
            ),
            ("Kind", f"{claim['type'].capitalize()}, {claim['mode']}"),
            (
                "Status because",
                f"{REASONS[status]}; {origins} independent origin{'s' * (origins > 1)}; "
                f"first asserted {_day(issued[0])}{last}",
            ),
            ("Record", f"{claim['id']}, added {_day(claim['added'])}"),
        ]
        return "\n\n".join(
            [
                f"## {claim['short']} {{#{claim['id']}}}",
                self._sentence(claim),
                f"**{status}** {HEDGES[status]}",
                "### Asserted\n\n" + lines["asserts"],
                "### Denied or doubted\n\n" + (lines["denies"] or "By nobody in our sources."),
                _table(("Fact", ""), facts),
            ]
        )

    def _relations(self, claims: Iterable[Any]) -> str:
        rows = [
            (
                self._link(claim["roles"]["supplier"][0]),
                "goods",
                self._link(claim["roles"]["recipient"][0]),
                _status(claim),
                self._short(claim),
            )
            for claim in claims
        ]
        return _table(("From", "Relation", "To", "Status", "Claim"), rows)

    def _told(self, claims: Iterable[Any]) -> str:
        rows = [
            (_when(claim), self._sentence(claim), _status(claim), self._passages(claim))
            for claim in claims
        ]
        return _table(("When", "Claim", "Status", "Evidence"), rows)

    def _dated(self, claims: Iterable[Any]) -> str:
        rows = [
            (
                _when(claim),
                _status(claim),
                self._sentence(claim),
                ", ".join(map(self._link, _parties(claim))),
                self._passages(claim),
            )
            for claim in claims
        ]
        return _table(("When", "Status", "What", "About", "Evidence"), rows)

    def _passages(self, claim: Any) -> str:
        sources = dict.fromkeys(_cite(one)["source"] for one in _all(claim))
        names = (f"[{self.sources[one]['short']}](../sources/{one}.md)" for one in sources)
        number = len(_all(claim))
        words = "passage" if number == 1 else f"{number} passages"
        to = f"../claims/{self.thread_of[claim['id']]}.md#{claim['id']}"
        return f"{', '.join(names)} [{words}]({to})"

    def _listings(self, acts: Iterable[Any]) -> str:
        return "\n\n".join(
            f"### {self._link(act['authority'])}\n\n"
            + _table(
                ("Fact", ""),
                [
                    ("Listed", self._listed(act)),
                    ("State", self._state(act)),
                    ("Measures", ", ".join(act["measures"])),
                    ("Not named", "programme, grounds"),
                    ("Identifiers", ", ".join(_identifiers(act))),
                    ("Evidence", self._cite(act["events"][0]["cite"])),
                ],
            )
            for act in acts
        )

    def _listed(self, act: Any) -> str:
        event = act["events"][0]
        name = self.instruments[event["instrument"]]["name"]
        return (
            f"{_day(event['when']['date'])} under [{name}](../instruments/{event['instrument']}.md)"
        )

    def _state(self, act: Any) -> str:
        source = self.sources[act["list"]]
        return f"On the list, as of {_day(source['issued']['date'])} ({source['short']})"

    def _acts(self, acts: Iterable[Any]) -> str:
        rows = [
            (
                self._listed(act),
                self._state(act),
                self._link(act["authority"]),
                "none named",
                self._link(act["target"]),
                ", ".join(act["measures"]),
                "none given",
                ", ".join(_identifiers(act)),
                self._cite(act["events"][0]["cite"]),
            )
            for act in acts
        ]
        head = "Date State Authority Programme Target Measures Grounds Identifiers Evidence".split()
        return _table(head, rows)

    def _states(self, acts: Iterable[Any]) -> str:
        rows = [
            (self._link(act["target"]), self._link(act["authority"]), self._listed(act))
            for act in acts
        ]
        return _table(("Target", "Authority", "Listed"), rows)

    def _of_threads(self, ids: Iterable[str]) -> str:
        return "\n\n".join(
            f"### [{one.replace('-', ' ').capitalize()}](../claims/{one}.md)\n\n"
            f"{len(self.threads[one])} claims. Some deals\n\n{_counts(self.threads[one])}"
            for one in ids
        )

    def _of_entities(self, ids: Iterable[str]) -> str:
        return "\n\n".join(
            f"### {self._link(who)}\n\n{self._lead(who)}\n\n"
            f"{_counts(self.named[who] + self.said[who])}"
            for who in ids
        )

    def _of_places(self, ids: Iterable[str]) -> str:
        rows = [
            (
                self._link(who),
                "not said",
                f"{len(self.named[who])} claims {_counted(self.named[who])}",
                ", ".join(
                    f"{self._short(claim)} ({_status(claim)}) {_when(claim)}"
                    for claim in self.named[who][:10]
                ),
            )
            for who in ids
        ]
        return _table(("Place", "Where", "Claims", "What is said"), rows)


class Notes:
    """The footnotes of one page, in the order in which they are called."""

    def __init__(self, book: Book) -> None:
        """Begin without one."""
        self._book = book
        self._texts: list[str] = []

    def of(self, claim: Any) -> str:
        """Return the marks of a claim's passages."""
        marks = ""
        for one in _all(claim):
            self._texts.append(self._book._cite(_cite(one)))
            marks += f"[^{len(self._texts)}]"
        return marks

    def printed(self) -> str:
        """Return the notes themselves."""
        return "\n".join(f"[^{n}]: {text}" for n, text in enumerate(self._texts, 1))


def _each(folder: str) -> Iterator[Any]:
    for file in sorted((DATA / folder).glob("*.yml")):
        yield yaml.safe_load(file.read_text("utf-8"))


def _all(claim: Any, stance: str = "") -> list[Any]:
    return [one for one in claim["assertions"] if stance in ("", one.get("stance", "asserts"))]


def _cite(assertion: Any) -> Any:
    return assertion["cite"]


def _parties(claim: Any) -> list[str]:
    return [who for ids in claim["roles"].values() for who in ids]


def _status(claim: Any) -> str:
    if _all(claim, "denies"):
        return "Disputed"
    return "Reported" if ["author"] in [one["by"] for one in _all(claim)] else "Alleged"


def _when(claim: Any) -> str:
    return _day(claim["when"]["date"])


def _day(date: Any) -> str:
    year, month, *day = str(date).split("-")
    return " ".join([*(str(int(one)) for one in day), MONTHS[int(month) - 1], year])


def _identifiers(act: Any) -> list[str]:
    return [f"{one['scheme'].capitalize()} {one['value']}" for one in act["identifiers"]]


def _counted(claims: Iterable[Any]) -> str:
    counted = Counter(map(_status, claims))
    return ", ".join(f"{counted[word]} {word.lower()}" for word in HEDGES if counted[word])


def _counts(claims: Iterable[Any]) -> str:
    return "\n".join(f"* {part}" for part in _counted(claims).split(", "))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cited(title: str, url: str) -> str:
    words = (
        f"Nobody: “{title}”. Lots without End, records as of 1 January 2031. {SITE}{url}",
        f"@misc{{{url.split('/')[1]}-2031-01-01,\n  author = {{{{Nobody}}}},\n"
        f"  title = {{{{{title}}}}},\n  howpublished = {{Lots without End}},\n  year = {{2031}},\n"
        f"  month = jan,\n  note = {{Records as of 1 January 2031}},\n  url = {{{SITE}{url}}},\n}}",
        f"{{{{cite web |url={SITE}{url} |title={title} |website=Lots without End |author1=Nobody "
        "|date=1 January 2031}}",
    )
    blocks = "\n\n".join(f"```\n{text}\n```" for text in words)
    return f"## Cite this page\n\n{blocks}"
