"""What can be wrong with a file before anyone asks what it says."""

from __future__ import annotations

from typing import NamedTuple

from ..problems import Severity

MAX_PROBLEMS = 50  # in one file; a binary file would have a million

CODES: dict[str, str] = {
    "missing-file": "A file that is named exists.",
    "unreadable-file": "A file can be opened for reading.",
    "folder": "A record is a file, not a folder.",
    "symlink": "A record is a file of its own, never a link to another place.",
    "special-file": "A record is an ordinary file, not a device, pipe or socket.",
    "too-large": "A file holds at most 1 MiB.",
    "not-utf-8": "A file is encoded in UTF-8.",
    "utf-16": "A file is encoded in UTF-8, not in the UTF-16 of some Windows programs.",
    "empty-file": "A file holds at least one record.",
    "tab": "Spaces, not tabs, stand between words and before lines.",
    "control-character": "No control characters stand in a file, nor are they written as escapes.",
    "line-separator": "Lines end with LF or CR LF and with nothing else.",
    "bidi-control": "No character changes the direction in which the text around it is shown.",
    "hidden-character": "No invisible tag characters or byte order marks stand inside a file.",
    "noncharacter": "No code point stands in a file that Unicode reserves as no character.",
    "lone-surrogate": "No half of a surrogate pair stands in a file.",
    "conflict-marker": "A merge is finished before its file is read.",
    "duplicate-key": "A key stands once in its map.",
    "anchor": "Values are written out: there are no anchors (&name).",
    "alias": "Values are written out: there are no aliases (*name).",
    "merge-key": "Maps are written out: there are no merge keys (<<).",
    "tag": "Values carry no tags (!name).",
    "directive": "A file has no directives (lines that start with %).",
    "no-value": "A key and a list item have a value.",
    "null-spelling": "What is not known is written null, in this one spelling.",
    "key-not-text": "A key is a word, not a list, a map or null.",
    "empty-key": "A key has at least one character.",
    "root-is-text": "A file holds a list or a map.",
    "several-documents": "A file holds one document.",
    "too-deep": "Lists and maps are nested at most 20 deep.",
    "typographic-quotes": "Values are quoted with straight quotes.",
    "cut-by-comment": "A comment has a space after its #; a # that belongs to a value is quoted.",
    "colon-in-value": "A value with “: ” in it is quoted.",
    "reserved-start": "A value that starts with a sign that YAML uses is quoted.",
    "unclosed-quote": "A quote that is opened is closed.",
    "text-after-quote": "Nothing but a comment follows a closing quote.",
    "unclosed-bracket": "Items in brackets have commas between them, and the bracket is closed.",
    "bad-escape": "A backslash in double quotes starts an escape that YAML knows.",
    "missing-colon": "A key is followed by a colon and a space.",
    "bad-indentation": "Lines of one list or map start in the same column.",
    "mixed-list-and-map": "Siblings are all list items or all keys.",
    "list-beside-key": "A list starts on the line below its key.",
    "yaml-syntax": "A file is YAML.",
    "more-problems": "A file with very many problems is reported in parts.",
}


class Fault(NamedTuple):
    """A stretch of a text, what is wrong with it, and what to do."""

    start: int
    end: int
    code: str
    sentence: str
    fix: str
    severity: Severity = Severity.ERROR
