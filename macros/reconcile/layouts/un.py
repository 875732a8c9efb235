"""The XML of the United Nations Security Council Consolidated List.

https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list

The parser is fed piece by piece and hands over the elements named here; all others, such as
dates of birth and documents, are passed over as they are read. A document type, and with it
every entity, is refused before it can do anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.parsers import expat

from ..lines import HEAD, broken_off, lines, malformed
from ..row import BadRow, Kind, Listing, Row, Skipped, Unreadable
from .cells import checked, dated, day

ROOT = "CONSOLIDATED_LIST"
ENTRIES: dict[str, Kind] = {"INDIVIDUAL": "person", "ENTITY": "body"}
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
SINGLE = frozenset({*NAMES, "REFERENCE_NUMBER", "LISTED_ON", "UN_LIST_TYPE"})
KEPT: dict[tuple[str, ...], str] = {
    **{(name,): name for name in SINGLE},
    ("NAME_ORIGINAL_SCRIPT",): "NATIVE",
    ("NATIONALITY", "VALUE"): "NATIONALITY",
    ("INDIVIDUAL_ALIAS", "ALIAS_NAME"): "ALIAS",
    ("ENTITY_ALIAS", "ALIAS_NAME"): "ALIAS",
}
"""The elements that are read, by their path inside an entry."""
LEAVES = frozenset(path[-1] for path in KEPT)
CUT_SHORT = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    }
)


def read(path: Path) -> Listing:
    """Read the list."""
    reader = _Reader()
    try:
        with path.open("rb") as file:
            while piece := file.read(HEAD):
                reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        if not reader.declared:
            for _ in lines(path):
                pass  # what is not in UTF-8 is told by its line
        raise (broken_off if error.code in CUT_SHORT else malformed)(error.lineno) from None
    return reader.listing


class _Reader:
    """Entries as they come out of the parser."""

    def __init__(self) -> None:
        self.listing = Listing("un-consolidated")
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.declared = False
        """Whether the file says that it is in an encoding other than UTF-8."""
        self._path: list[str] = []
        self._entry: dict[str, list[str]] | None = None
        self._line = 0
        self._words: list[str] | None = None

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.declared = (encoding or "utf-8").lower() != "utf-8"

    def _document_type(self, *_: Any) -> None:
        raise Unreadable(
            "the list declares a document type (DOCTYPE), which the UN's does not",
            "download the list again, as its issuer publishes it",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path:
            if name != ROOT:
                raise Unreadable(
                    "this is XML, but not the UN's consolidated list", "name the file of a list"
                )
            self.listing.date = day(attributes.get("dateGenerated", ""))
        self._path.append(name)
        if len(self._path) == 3 and name in ENTRIES:
            self._entry = {}
            self._line = self.parser.CurrentLineNumber
        elif name in LEAVES and self._entry is not None and tuple(self._path[3:]) in KEPT:
            self._words = []

    def _text(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)

    def _end(self, name: str) -> None:
        if self._entry is not None and self._words is not None:
            key = KEPT.get(tuple(self._path[3:]))
            if key and (value := " ".join("".join(self._words).split())):
                self._entry.setdefault(key, []).append(value)
            self._words = None
        self._path.pop()
        if len(self._path) == 2 and self._entry is not None:
            self._close(ENTRIES[name], self._entry)
            self._entry = None

    def _close(self, kind: Kind, entry: dict[str, list[str]]) -> None:
        try:
            self.listing.add(_row(self._line, kind, entry))
        except BadRow as bad:
            self.listing.skipped.append(Skipped(self._line, bad.why, bad.uid))


def _row(line: int, kind: Kind, entry: dict[str, list[str]]) -> Row:
    def one(key: str) -> str:
        return " ".join(entry.get(key, ()))

    uid = one("REFERENCE_NUMBER")
    name = " ".join(part for key in NAMES if (part := one(key)))
    checked(uid, name)
    date = dated(one("LISTED_ON"), uid)
    return Row(
        line,
        uid,
        name,
        kind,
        aliases=tuple(alias.strip('"“” ') or alias for alias in entry.get("ALIAS", ())),
        native=tuple(entry.get("NATIVE", ())),
        programs=tuple(entry.get("UN_LIST_TYPE", ())),
        listed=(date,) if date else (),
        nationality=tuple(entry.get("NATIONALITY", ())),
    )
