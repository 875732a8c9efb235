"""The strict YAML reader: every scalar is text, and whatever could mislead is a located problem.

A clean file is built in one quick pass without positions. Only when something needs a message, or
when a place is asked for, a careful pass goes over the same events and keeps where each value is.
"""

from __future__ import annotations

import os
import re
import stat
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from macros.records.problems import Place, Problem, Severity, visible

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
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

_TAB, _LINE, _BIDI = "\t", "\r\x85\u2028\u2029", "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_HIDDEN = "\ufeff\U000e0000-\U000e007f"
_NONE = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)
_SURROGATES = "\ud800-\udfff"
_UNSEEN = _TAB + _CONTROL + "\x85\u2028\u2029" + _BIDI + _HIDDEN + _NONE + _SURROGATES
_FORBIDDEN = re.compile(f"[{_UNSEEN}]|\r(?!\n)")
_FORBIDDEN_ESCAPED = re.compile(f"[{_UNSEEN}\r]")
_REPEATED = re.compile(f"([{_UNSEEN}])\\1*|\r(?!\n)")
_KINDS = (
    ("tab", re.compile(_TAB), "a tab stands here", "put spaces in its place"),
    ("line-separator", re.compile(f"[{_LINE}]"), "an unusual line break", "end the line with LF"),
    ("bidi-control", re.compile(f"[{_BIDI}]"), "a mark that reverses text", "delete it"),
    ("hidden-character", re.compile(f"[{_HIDDEN}]"), "an invisible character", "delete it"),
    ("noncharacter", re.compile(f"[{_NONE}]"), "a code point that is no character", "delete it"),
    ("lone-surrogate", re.compile(f"[{_SURROGATES}]"), "half of a character", "delete it"),
)
_CONTROL_KIND = ("control-character", None, "a control character", "delete it")

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
# Nothing but comments and empty lines may stand before a directive.
# Possessive, as backtracking would keep 400 MB for a file of empty lines.
_DIRECTIVE = re.compile(r"(?: *+(?:#[^\n]*+)?\r?\n)*+(?=%)")
# A comment after a value with no space behind its #, which is probably part of the value.
_TIGHT_COMMENT = re.compile(r"(?<=[^\s]) +#(?=[^\s#!])")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_NAMED_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_OPEN_QUOTES, _CLOSE_QUOTES = "“‘„‚", "”’“‘"
_NULLS = frozenset({"null", "~", "Null", "NULL"})
_DROPPED = "\0dropped"  # takes the value of a key that was refused; no key can be this
_ODD_PLAIN = frozenset({"", "~", "Null", "NULL", "<<"})
_ODD_START = frozenset(_OPEN_QUOTES)
_TIGHT_COLON = re.compile(r"[^\s:\"']+:(?=[^\s/])")
# What either parser raises: its own errors, and plain ones from the pure one for absurd escapes.
_PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError)


@dataclass(frozen=True, eq=False)
class Document:
    """A file as read: its text, its value, its problems, and the place of everything in it.

    With problems of severity error the value is the best reading, for finding more problems, and
    None when the file as a whole cannot be read.
    """

    path: str
    text: str
    value: Value
    problems: tuple[Problem, ...]
    starts: tuple[int, ...]

    @property
    def ok(self) -> bool:
        """Whether the value is what the contributor wrote."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    def place(self, *steps: str | int, key: bool = False) -> Place:
        """Find a value, or with `key` its key; the nearest parent's key when it is not there."""
        spot = self._root
        if spot is None:
            return Place(self.path, 1, 1)
        for step in steps:
            inside = spot.inside.get(step) if spot.inside else None
            if inside is None:
                key = True
                break
            spot = inside
        if spot.key and (key or spot.start == spot.end):
            return self._source.place(*spot.key)
        return self._source.place(spot.start, spot.end)

    def excerpt(self, line: int) -> str:
        """Return a source line without its end, or an empty text when there is no such line."""
        return self._source.excerpt(line)

    @cached_property
    def _source(self) -> _Source:
        return _Source(self.path, self.text)

    @cached_property
    def _root(self) -> _Spot | None:
        return _Careful(self._source).root


def read(file: Path, shown: str) -> Document:
    """Read a file, whatever it is and holds; `shown` is its path in messages."""
    try:
        data = _bytes_of(file)
    except _Refused as refused:
        return _refused(shown, *refused.args)
    except (OSError, ValueError) as error:
        return _refused(shown, *_unopened(error))
    if _looks_utf_16(data[:64]):
        return _refused(shown, *_UTF_16)
    try:
        return parse(data.decode("utf-8"), shown)
    except UnicodeDecodeError as error:
        return _undecoded(data, shown, error)


def parse(text: str, shown: str) -> Document:
    """Read a text as `read` reads a file."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        return _refused(shown, *_TOO_LARGE)
    source = _Source(shown, text)
    problems = list(islice(_characters(source), MAX_PROBLEMS + 1))
    conflicts = list(islice(_conflicts(source), MAX_PROBLEMS + 1))
    if conflicts:
        return Document(shown, text, None, _in_order(problems + conflicts), ())
    if not problems:
        quick = _quick(source)
        if quick:
            return Document(shown, text, quick[0], (), quick[1])
    careful = _Careful(source, problems)
    return Document(shown, text, careful.value, _in_order(careful.problems), tuple(careful.starts))


# --- files ----------------------------------------------------------------------------------------

_TOO_LARGE = ("too-large", "the file is larger than 1 MiB", "split it into several files")


class _Refused(Exception):
    """Carries the code, sentence and fix for a file that is not opened."""


def _bytes_of(file: Path) -> bytes:
    """Return what a regular file holds; anything else is refused without opening or following."""
    mode = file.lstat()
    _check_kind(mode)
    # Between the look and the opening the file may have been swapped for a link or a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(file, flags | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as stream:
        _check_kind(os.fstat(stream.fileno()))
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _Refused(*_TOO_LARGE)
    return data


def _check_kind(info: os.stat_result) -> None:
    if stat.S_ISLNK(info.st_mode):
        fix = "put the file itself in the place of the link"
        raise _Refused("symlink", "this is a link to another file", fix)
    if stat.S_ISDIR(info.st_mode):
        raise _Refused("folder", "this is a folder, not a file", "give it a name without .yml")
    if not stat.S_ISREG(info.st_mode):
        raise _Refused("special-file", "this is a device, pipe or socket", "remove it from here")
    if info.st_size > MAX_BYTES:
        raise _Refused(*_TOO_LARGE)


def _unopened(error: OSError | ValueError) -> tuple[str, str, str]:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "missing-file", "there is no such file", "check the spelling of its name"
    if isinstance(error, PermissionError):
        fix = "give yourself the right to read it, for example with chmod u+r"
        return "unreadable-file", "the file may not be read by this user", fix
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "a bad name"
    return "unreadable-file", f"the file cannot be opened: {reason}", "check its name and its disk"


def _refused(shown: str, code: str, sentence: str, fix: str) -> Document:
    problem = Problem(Place(shown, 1, 1), Severity.ERROR, code, sentence, fix)
    return Document(shown, "", None, (problem,), ())


def _undecoded(data: bytes, shown: str, error: UnicodeDecodeError) -> Document:
    """Say at which byte a file stops being UTF-8."""
    begin = data.rfind(b"\n", 0, error.start) + 1
    line = data.count(b"\n", 0, begin) + 1
    column = len(data[begin : error.start].decode("utf-8", "replace")) + 1
    end = data.find(b"\n", begin)
    excerpt = data[begin : end if end >= 0 else None].decode("utf-8", "replace").rstrip("\r")
    sentence = f"byte {error.start + 1} of the file (0x{data[error.start]:02x}) is not UTF-8"
    fix = "save the file with the encoding UTF-8, and check this character"
    place = Place(shown, line, column)
    problem = Problem(place, Severity.ERROR, "not-utf-8", sentence, fix, excerpt)
    return Document(shown, "", None, (problem,), ())


_UTF_16 = ("utf-16", "the file is encoded in UTF-16", "save it again with the encoding UTF-8")


def _looks_utf_16(head: bytes) -> bool:
    """Tell by the mark at the start or, without one, by every second byte being zero."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return len(head) >= 4 and (not any(head[::2]) or not any(head[1::2]))


# --- characters -----------------------------------------------------------------------------------


class _Source:
    """A text with its line starts, and the copy of it that is safe to give to the parser."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        # One character for one, so that every position in the copy holds for the text.
        self.clean = _FORBIDDEN.sub(_harmless, text)
        self._starts = array("L", [0])
        self._starts.extend(match.end() for match in re.finditer("\n", text))

    def line_of(self, index: int) -> int:
        return bisect_right(self._starts, index)

    def bounds(self, line: int) -> tuple[int, int]:
        """Return where a line starts and ends, its line break left out."""
        start = self._starts[line - 1]
        if line == len(self._starts):
            return start, len(self.text)
        end = self._starts[line] - 1
        return start, end - 1 if end > start and self.text[end - 1] == "\r" else end

    def excerpt(self, line: int) -> str:
        if not 1 <= line <= len(self._starts):
            return ""
        start, end = self.bounds(line)
        return self.text[start:end]

    def place(self, start: int, end: int) -> Place:
        """Return the place of a token, of which only the first line counts."""
        line = self.line_of(start)
        begin, stop = self.bounds(line)
        if end > stop:
            end = start + len(self.text[start:stop].rstrip())
        return Place(self.path, line, start - begin + 1, max(1, end - start))

    def problem(
        self,
        start: int,
        end: int,
        code: str,
        sentence: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        place = self.place(start, end)
        return Problem(place, severity, code, sentence, fix, self.excerpt(place.line))


def _harmless(match: re.Match[str]) -> str:
    return " " if match[0] in _TAB + _LINE else "\ufffd"


def _kind(character: str) -> tuple[str, str, str]:
    """Return code, what it is and what to do for a forbidden character."""
    for code, pattern, what, fix in _KINDS:
        if pattern.match(character):
            return code, what, fix
    return _CONTROL_KIND[0], _CONTROL_KIND[2], _CONTROL_KIND[3]


def _characters(source: _Source) -> Iterator[Problem]:
    """Find every forbidden character, a run of the same one counting once."""
    if not _FORBIDDEN.search(source.text):
        return
    for match in _REPEATED.finditer(source.text):
        code, what, fix = _kind(match[0][0])
        sentence = f"{what} ({_name(match[0][0])})" if code != "tab" else what
        yield source.problem(match.start(), match.end(), code, sentence, fix)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


def _conflicts(source: _Source) -> Iterator[Problem]:
    for match in _CONFLICT.finditer(source.text):
        sentence = "a merge left its conflict marker here"
        fix = "keep one of the two versions and delete the lines with <<<<<<<, ======= and >>>>>>>"
        yield source.problem(match.start(), match.end(), "conflict-marker", sentence, fix)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort and cut the problems, saying so when some are left out."""
    found = sorted(set(problems), key=lambda problem: (problem.place, problem.code))
    if len(found) <= MAX_PROBLEMS:
        return tuple(found)
    last = found[MAX_PROBLEMS - 1]
    sentence = f"there are more problems than these {MAX_PROBLEMS} in this file"
    fix = "mend these first, and the others are shown"
    more = Problem(last.place, Severity.HINT, "more-problems", sentence, fix)
    return (*found[:MAX_PROBLEMS], more)


# --- the quick pass -------------------------------------------------------------------------------

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def _events(clean: str) -> Iterator[Event]:
    events: Iterator[Event] = yaml.parse(clean, Loader=_LOADER)
    return events


def _span_of(event: Event) -> tuple[int, int]:
    """Return where a token starts and ends; both parsers always set the marks."""
    first: Any = event.start_mark
    last: Any = event.end_mark
    return first.index, last.index


def _tight_comments(clean: str) -> frozenset[int]:
    """Return where values end that a # without a space behind it follows."""
    return frozenset(match.start() for match in _TIGHT_COMMENT.finditer(clean))


def _quick(source: _Source) -> tuple[Value, tuple[int, ...]] | None:
    """Build the value and the starts of a file without faults; None at the first odd thing."""
    if _DIRECTIVE.match(source.clean):
        return None
    try:
        return _built(source.clean)
    except _PARSER_ERRORS:
        return None


def _built(clean: str) -> tuple[Value, tuple[int, ...]] | None:
    comments = _tight_comments(clean)
    escapes = "\\" in clean
    top: list[Value] = []
    starts: list[int] = []
    items: list[Value] | None = top
    fields: dict[str, Value] = {}
    key: str | None = None
    stack: list[tuple[list[Value] | None, dict[str, Value], str | None]] = []
    documents, root_line = 0, 1
    event: Any
    node: Value
    for event in _events(clean):
        kind = type(event)
        if kind is ScalarEvent:
            text: str = event.value
            node, style = text, event.style
            if not style:
                if text in _ODD_PLAIN or text[0] in _ODD_START:
                    return None
                if comments and event.end_mark.index in comments:
                    return None
                if text == "null":
                    node = None
            elif escapes and style == '"' and _FORBIDDEN_ESCAPED.search(text):
                return None
            if event.tag is not None or event.anchor is not None:
                return None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            items, fields, key = stack.pop()
            continue
        elif kind is MappingStartEvent:
            node = {}
        elif kind is SequenceStartEvent:
            node = []
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                return None
            continue
        elif kind is AliasEvent:
            return None
        else:
            continue
        if items is not None:
            items.append(node)
            if len(stack) == 1:
                starts.append(event.start_mark.line + 1)
        elif key is None:
            if not isinstance(node, str) or not node or node in fields:
                return None
            key = node
        else:
            fields[key] = node
            key = None
        if isinstance(node, (dict, list)):
            if event.tag is not None or event.anchor is not None or len(stack) >= MAX_DEPTH:
                return None
            if not stack:
                root_line = event.start_mark.line + 1
            stack.append((items, fields, key))
            items, fields, key = (node, {}, None) if isinstance(node, list) else (None, node, None)
    if not top or not isinstance(top[0], (dict, list)):
        return None
    return top[0], tuple(starts) or (root_line,)


# --- the careful pass -----------------------------------------------------------------------------


class _Spot:
    """Where a value stands, where its key stands, and the spots inside it."""

    __slots__ = ("end", "inside", "key", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.key: tuple[int, int] | None = None
        self.inside: dict[str | int, _Spot] | None = None


class _Frame:
    """An open list or map, with the key whose value comes next."""

    __slots__ = ("as_key", "key", "key_span", "spot", "value")

    def __init__(self, value: list[Value] | dict[str, Value], spot: _Spot) -> None:
        self.value = value
        self.spot = spot
        self.key: str | None = None
        self.key_span = (0, 0)
        self.as_key = False


class _Stop(Exception):
    """The rest of the file would make no sense."""


class _Careful:
    """One pass over the events that keeps positions and explains every fault."""

    def __init__(self, source: _Source, problems: Iterable[Problem] = ()) -> None:
        self.source = source
        self.clean = source.clean
        self.problems = list(problems)
        self.value: Value = None
        self.root: _Spot | None = None
        self.starts: list[int] = []
        self._comments = _tight_comments(self.clean)
        self._frames: list[_Frame] = []
        self._last: ScalarEvent | None = None
        try:
            self._walk()
        except _Stop:
            self.value, self.starts = None, []
        except _PARSER_ERRORS as error:
            self.value, self.starts = None, []
            self._syntax(error)

    def _walk(self) -> None:
        documents = 0
        for event in _events(self.clean):
            if isinstance(event, ScalarEvent):
                self._last = event
                self._scalar(event)
            elif isinstance(event, (SequenceStartEvent, MappingStartEvent)):
                self._opened(event)
            elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
                self._closed(event)
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                self._document(event, documents)
        if documents == 0:
            self._empty()
        elif self._last and self.root and self.root.inside is None:
            # Told only now, as a syntax error further down would have explained it better.
            self._root_text(self._last)

    def _add(
        self,
        start: int,
        end: int,
        code: str,
        sentence: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        if len(self.problems) <= MAX_PROBLEMS:
            problem = self.source.problem(start, end, code, sentence, fix, severity)
            self.problems.append(problem)

    # Documents

    def _document(self, event: DocumentStartEvent, number: int) -> None:
        start, _ = _span_of(event)
        directive = _DIRECTIVE.match(self.clean) if number == 1 else None
        if directive:
            self._directive(directive.end())
        if number > 1:
            sentence = "a second document starts here"
            fix = "delete the line ---, or move what follows to a file of its own"
            self._add(start, start + 3, "several-documents", sentence, fix)
            raise _Stop

    def _directive(self, start: int) -> None:
        end = self.clean.find("\n", start)
        sentence = "a line that starts with % is an instruction to the YAML parser"
        fix = "delete the line; a value that starts with % is put in quotes"
        self._add(start, end if end >= 0 else len(self.clean), "directive", sentence, fix)

    def _empty(self) -> None:
        sentence = "the file holds no record"
        fix = "write the record, or delete the file"
        self._add(0, 1, "empty-file", sentence, fix)

    # Values and keys

    def _scalar(self, event: ScalarEvent) -> None:
        start, end = _span_of(event)
        refused = self._decorated(event)
        node: Value = event.value or (None if not event.style else "")
        frame = self._frames[-1] if self._frames else None
        if event.style == '"' and _FORBIDDEN_ESCAPED.search(event.value):
            self._escapes(start, end)
            node = _FORBIDDEN_ESCAPED.sub("\ufffd", event.value)
        if frame is None:
            self.root = _Spot(start, end)
        elif isinstance(frame.value, dict) and frame.key is None:
            frame.key = _DROPPED if refused else self._key(event, frame)
            frame.key_span = (start, end)
        else:
            if not event.style and not refused:
                node = self._plain(event, frame)
            self._attach(node, _Spot(start, end))

    def _key(self, event: ScalarEvent, frame: _Frame) -> str:
        """Return the key, or the one for dropped values when it is refused."""
        key, plain = event.value, not event.style
        start, end = _span_of(event)
        inside = frame.spot.inside or {}
        if plain and key == "<<":
            sentence = "a merge key takes its values from elsewhere"
            self._add(start, end, "merge-key", sentence, "write the keys and values out here")
        elif plain and key in _NULLS:
            sentence = f"{key} is not a name for a key"
            self._add(start, end, "key-not-text", sentence, f'write the name, or "{key}" in quotes')
        elif not key:
            sentence = "this key has no name"
            self._add(
                start, end, "empty-key", sentence, "write the name of the key before the colon"
            )
        elif key in inside:
            first = inside[key].key
            line = self.source.line_of(first[0]) if first else 1
            sentence = f"“{_brief(key)}” stands here a second time; the first is on line {line}"
            self._add(start, end, "duplicate-key", sentence, "keep one of the two")
        else:
            if plain and key[0] in _OPEN_QUOTES and key[-1] in _CLOSE_QUOTES:
                self._typographic(start, end, key)
            return str(key)
        return _DROPPED

    def _plain(self, event: ScalarEvent, frame: _Frame) -> Value:
        """Return the value of a scalar without quotes, and explain what it is not."""
        text: str = event.value
        start, end = _span_of(event)
        if text == "null":
            return None
        if text == "":
            self._no_value(end, frame)
            return None
        if text in _NULLS:
            fix = "write null if it is not known, or remove the line"
            self._add(start, end, "null-spelling", f"{text} is not how null is written here", fix)
            return None
        if text[0] in _OPEN_QUOTES and text[-1] in _CLOSE_QUOTES and len(text) > 1:
            self._typographic(start, end, text)
        elif end in self._comments:
            self._cut(start, end, text)
        return text

    def _no_value(self, end: int, frame: _Frame) -> None:
        if isinstance(frame.value, list):
            dash = max(self.clean.rfind("-", 0, end), 0)
            fix = "write the item, or remove the line"
            self._add(dash, dash + 1, "no-value", "this list item is empty", fix)
            return
        if frame.key == _DROPPED:
            return
        start, stop = frame.key_span
        sentence = f"“{_brief(frame.key or '')}” has no value"
        fix = "write null if it is not known, or remove the line"
        if end in self._comments:
            sentence += ", because what follows # is a comment"
            fix = "put the value in quotes"
        elif ":" in self.clean[start:stop]:
            fix = "put a space after the colon"
        elif not self.clean.startswith(":", stop) and ":" not in self.clean[stop:end]:
            fix = "write a colon, a space and the value after it"
        self._add(start, stop, "no-value", sentence, fix)

    def _typographic(self, start: int, end: int, text: str) -> None:
        sentence = "typographic quotes do not quote a value, but become part of it"
        bare = text[1:].rstrip(_CLOSE_QUOTES)
        fix = f"write {_quoted(bare)}, or {_quoted(text)} if the quotes belong to the text"
        if len(text) > 60:
            fix = (
                'put straight quotes (") in their place, or around them if they belong to the text'
            )
        self._add(start, end, "typographic-quotes", sentence, fix)

    def _cut(self, start: int, end: int, text: str) -> None:
        line_end = self.source.bounds(self.source.line_of(end))[1]
        hash_at = self.clean.index("#", end)
        sentence = "the value ends before this #, which starts a comment"
        whole = self.clean[start:line_end]
        quoted = _quoted(whole) if len(whole) <= 80 and "\n" not in whole else "it in quotes"
        fix = f"write {quoted}, or put a space after the # if it is a comment"
        self._add(hash_at, line_end, "cut-by-comment", sentence, fix, Severity.WARNING)

    def _root_text(self, event: ScalarEvent) -> None:
        start, end = _span_of(event)
        if not event.style and not event.value:
            self._empty()
            return
        fix = "write keys and values, such as  title: A name"
        colon = _TIGHT_COLON.match(self.clean, start, end)
        if colon:
            fix = f"put a space after the colon in {_brief(colon[0])}"
        sentence = "the file holds only a text, not a list or a map"
        self._add(start, end, "root-is-text", sentence, fix)

    # Lists and maps

    def _opened(self, event: SequenceStartEvent | MappingStartEvent) -> None:
        start, end = _span_of(event)
        self._decorated(event)
        node: Value = [] if isinstance(event, SequenceStartEvent) else {}
        spot = _Spot(start, end if event.flow_style else start + 1)
        spot.inside = {}
        frame = self._frames[-1] if self._frames else None
        as_key = frame is not None and isinstance(frame.value, dict) and frame.key is None
        if frame is None:
            self.root, self.value = spot, node
            if isinstance(node, dict):
                self.starts.append(self.source.line_of(start))
        elif as_key:
            what = "list" if isinstance(node, list) else "map"
            sentence = f"a {what} stands where the name of a key is expected"
            fix = "write the name of the key, or put the text in quotes"
            self._add(start, end, "key-not-text", sentence, fix)
        else:
            self._attach(node, spot)
        if len(self._frames) >= MAX_DEPTH:
            sentence = f"lists and maps are nested more than {MAX_DEPTH} deep here"
            self._add(start, end, "too-deep", sentence, "write the values less deep")
            raise _Stop
        assert isinstance(node, (dict, list))
        self._frames.append(_Frame(node, spot))
        self._frames[-1].as_key = as_key

    def _closed(self, event: SequenceEndEvent | MappingEndEvent) -> None:
        frame = self._frames.pop()
        start, end = _span_of(event)
        spot = frame.spot
        if end > start:  # only brackets have an end of their own
            spot.end = end
        elif isinstance(frame.value, dict) and spot.inside:
            # The first key stands for the whole of a map.
            first = next(iter(spot.inside.values())).key
            spot.end = first[1] if first and first[0] == spot.start else spot.end
        if isinstance(frame.value, dict):
            frame.value.pop(_DROPPED, None)
        if frame.as_key:
            parent = self._frames[-1]
            parent.key, parent.key_span = _DROPPED, (spot.start, spot.end)
        elif not self._frames and isinstance(frame.value, list) and not self.starts:
            self.starts.append(self.source.line_of(spot.start))

    def _alias(self, event: AliasEvent) -> None:
        start, end = _span_of(event)
        frame = self._frames[-1] if self._frames else None
        if frame and frame.key == _DROPPED:
            self._attach(None, _Spot(start, end))
            return
        word = self.clean[start:end]
        sentence = f"{_brief(word)} stands for a value written elsewhere"
        fix = f'write the value out, or "{_brief(word)}" in quotes if it is a text'
        self._add(start, end, "alias", sentence, fix)
        if frame and isinstance(frame.value, dict) and frame.key is None:
            frame.key, frame.key_span = _DROPPED, (start, end)
        elif frame:
            self._attach(None, _Spot(start, end))

    def _attach(self, node: Value, spot: _Spot) -> None:
        """Put a value into the open list or map."""
        frame = self._frames[-1]
        inside = frame.spot.inside
        assert inside is not None
        if isinstance(frame.value, list):
            inside[len(frame.value)] = spot
            frame.value.append(node)
            if len(self._frames) == 1:
                self.starts.append(self.source.line_of(spot.start))
        elif frame.key is not None:
            spot.key = frame.key_span
            frame.value[frame.key] = node
            if frame.key != _DROPPED:
                inside[frame.key] = spot
            frame.key = None

    def _decorated(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent) -> bool:
        """Refuse an anchor or a tag before a value."""
        if event.anchor is None and event.tag is None:
            return False
        start, _ = _span_of(event)
        for match in islice(re.finditer(r"[&!][^\s,\[\]{}]*", self.clean[start : start + 2000]), 2):
            begin, end = start + match.start(), start + match.end()
            word = _brief(match[0])
            if match[0][0] == "&" and event.anchor is not None:
                sentence = f"{word} gives this value a name for use elsewhere"
                fix = f"delete it, or put the value in quotes if “{word}” belongs to the text"
                self._add(begin, end, "anchor", sentence, fix)
            elif match[0][0] == "!" and event.tag is not None:
                sentence = f"{word} tells the YAML parser how to read this value"
                fix = f"delete it, or put the value in quotes if “{word}” belongs to the text"
                self._add(begin, end, "tag", sentence, fix)
        return True

    def _escapes(self, start: int, end: int) -> None:
        """Point at each escape that stands for a forbidden character."""
        for match in _ESCAPE.finditer(self.clean, start, end):
            digits = match[1] or match[2] or match[3]
            named = _NAMED_ESCAPES.get(match[4] or "")
            if digits and int(digits, 16) <= 0x10FFFF:
                named = chr(int(digits, 16))
            if named and _FORBIDDEN_ESCAPED.match(named):
                code, what, _ = _kind(named)
                sentence = f"the escape {match[0]} stands for {what.removesuffix(' stands here')}"
                fix = "delete it; write \\\\ if a backslash is meant"
                self._add(match.start(), match.end(), code, sentence, fix)

    # Syntax

    def _syntax(self, error: Exception) -> None:
        """Add one problem for what the parser stumbled over, unless it has been explained."""
        start, end, code, sentence, fix = _Stumble(self.source, error, self._last).explain()
        if code == "unclosed-bracket":  # what stands in it only seemed to be keys without values
            self.problems = [each for each in self.problems if each.code != "no-value"]
        line = self.source.line_of(start)
        known = [problem for problem in self.problems if problem.severity is Severity.ERROR]
        # A tab or a refused value on the same line is the cause, and is reported already.
        if any(problem.place.line == line or problem.code == "tab" for problem in known):
            return
        self._add(start, end, code, sentence, fix)


_Fault: TypeAlias = tuple[int, int, str, str, str]

_QUOTE_FIX = 'put the whole value in straight quotes (")'


class _Stumble:
    """Finds out what the contributor did where the parser gave up."""

    def __init__(self, source: _Source, error: Exception, last: ScalarEvent | None) -> None:
        self.source = source
        self.clean = source.clean
        self.problem = str(getattr(error, "problem", None) or "")
        self.context = str(getattr(error, "context", None) or "")
        mark = getattr(error, "problem_mark", None)
        context_mark = getattr(error, "context_mark", None)
        self.at: int = min(mark.index, len(self.clean)) if mark else 0
        self.since: int = context_mark.index if context_mark else self.at
        if self.at >= len(self.clean.rstrip()):  # the end of a file is no place to point at
            self.at = max(len(self.clean.rstrip()) - 1, 0)
        self.since = min(self.since, self.at)
        self.last = last
        self.last_start, self.last_end = _span_of(last) if last else (-1, -1)

    def explain(self) -> _Fault:
        """Try the common causes from the most telling to the least."""
        for cause in (
            self._escape,
            self._directive,
            self._quote_open,
            self._after_quote,
            self._reserved,
            self._colon,
            self._no_colon,
            self._beside_key,
            self._brackets,
            self._block,
        ):
            fault = cause()
            if fault:
                return fault
        sentence = "YAML cannot be read from here on"
        if "document start" in self.problem:
            sentence = "the list or map of this file has ended above, but more follows"
        fix = "check the quotes, colons and indentation of this line and of the one above"
        return self.at, self.at + 1, "yaml-syntax", sentence, fix

    def _line_start(self, index: int) -> int:
        return self.clean.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        return self.source.bounds(self.source.line_of(index))[1]

    def _line(self, index: int) -> str:
        return self.clean[self._line_start(index) : self._line_end(index)]

    def _begins_line(self, index: int) -> bool:
        return not self.clean[self._line_start(index) : index].strip(" -")

    def _escape(self) -> _Fault | None:
        words = ("escape", "hexdecimal", "hexadecimal")
        if not any(word in self.problem for word in words) or "quoted" not in self.context:
            return None
        start = self.clean.rfind("\\", 0, self.at + 1)
        found = re.compile(r"\\[xuU]?[0-9a-fA-F]*|\\.").match(self.clean, max(start, 0))
        word = found[0] if found and len(found[0]) > 1 else self.clean[start : start + 2]
        if re.match(r"\\(u|U0000)[dD][89a-fA-F]", word):
            sentence = f"{word} is half of a character"
            fix = "write the character itself"
            return start, start + len(word), "lone-surrogate", sentence, fix
        sentence = f"{word} in double quotes is not an escape that YAML knows"
        fix = "write \\\\ for a backslash, or put the value in single quotes"
        return start, start + len(word), "bad-escape", sentence, fix

    def _directive(self) -> _Fault | None:
        if not re.search("directive|incompatible", self.context + self.problem):
            return None
        start = self.since if self.clean.startswith("%", self.since) else self.at
        sentence = "a line that starts with % is an instruction to the YAML parser"
        fix = "delete the line; a value that starts with % is put in quotes"
        return start, self._line_end(start), "directive", sentence, fix

    def _quote_open(self) -> _Fault | None:
        start = -1
        if "quoted scalar" in self.context:
            start = self.since
        elif self._after_last_quote() and "\n" in self.clean[self.last_start : self.last_end]:
            # The closing quote that was found is the opening one of a later value.
            start = self.last_start
        if start < 0:
            return None
        mark = self.clean[start]
        sentence = f"the quote {mark} that opens here is not closed on this line"
        fix = f"close it with {mark} at the end of the value"
        if mark == "'":
            fix += "; write '' for an apostrophe inside"
        return start, self._line_end(start), "unclosed-quote", sentence, fix

    def _after_last_quote(self) -> bool:
        """Whether the parser stopped right behind a quoted value, on the line where it ends."""
        if self.last is None or self.last.style not in ("'", '"') or self.at < self.last_end:
            return False
        between = self.clean[self.last_end : self.at]
        return not between.strip(" ") and self.clean[self.at] not in ":,]}#"

    def _after_quote(self) -> _Fault | None:
        if not self._after_last_quote():
            return None
        value = self.clean[self.last_start : self._line_end(self.at)].rstrip()
        inside = value[1:-1] if value[-1] == value[0] else value
        fix = f"write {_quoted(inside)}" if len(value) <= 80 else _QUOTE_FIX
        sentence = "text follows the closing quote of this value"
        return self.at, self._line_end(self.at), "text-after-quote", sentence, fix

    def _reserved(self) -> _Fault | None:
        stray = "block node" in self.context and self.clean[self.at] in ",]}"
        tokens = "scanning an a|scanning a block|scanning a tag|parsing a tag|undefined tag handle"
        if stray or re.search("cannot start any token|mapping keys are not", self.problem):
            start = self.at
        elif re.search(tokens, self.context + self.problem):
            start = self.since
        else:
            return None
        if not self.clean[start].strip():
            return None
        sign = self.clean[start]
        if sign == "%" and start == self._line_start(start):
            return None
        sentence = f"a value cannot start with {sign} unless it is in quotes"
        return start, start + 1, "reserved-start", sentence, self._quoting(start)

    def _quoting(self, start: int) -> str:
        """Return the fix that puts the rest of the line in quotes."""
        before = self._line(start)[: start - self._line_start(start)].strip()
        value = self.clean[start : self._line_end(start)].rstrip()
        if len(before) + len(value) > 100:
            return _QUOTE_FIX
        return f"write  {before} {_quoted(value)}" if before else f"write  {_quoted(value)}"

    def _colon(self) -> _Fault | None:
        in_flow = "flow" in self.context and self.clean.startswith(":", self.at)
        if "mapping values are not allowed" not in self.problem and not in_flow:
            return None
        line_start = self._line_start(self.at)
        if self.last is None or self.last_start < line_start:
            return None if in_flow else self._colon_below()
        if self._begins_line(self.last_start):
            return None
        value = self.clean[self.last_start : self.at]
        if value[:1] in _ODD_START:
            sentence = "typographic quotes do not quote a value"
            fix = 'put straight quotes (") in their place'
            return self.last_start, self.last_start + 1, "typographic-quotes", sentence, fix
        fix = _QUOTE_FIX if in_flow else self._quoting(self.last_start)
        return self.at, self.at + 1, "colon-in-value", "a value with “: ” in it needs quotes", fix

    def _colon_below(self) -> _Fault | None:
        """Explain a key that was taken for the continuation of an earlier line."""
        if self.last is None:
            return None
        first = self.source.line_of(self.last_start)
        if self._begins_line(self.last_start):
            return self._without_colon(self.last_start)
        start = self._line_start(self.at)
        start += len(self.clean[start:]) - len(self.clean[start:].lstrip(" "))
        indent = _key_indent(self._line(self.last_start))
        sentence = f"this line is indented as if it continued the value on line {first}"
        fix = f"start it in column {indent + 1} like line {first}, if they belong to the same map"
        return start, self.at, "bad-indentation", sentence, fix

    def _without_colon(self, start: int) -> _Fault:
        end = self._line_end(start)
        word = self.clean[start:end].rstrip()
        tight = _TIGHT_COLON.match(word)
        sentence = f"“{_brief(word)}” is not followed by a colon and a space"
        fix = "write it as  key: value, or indent it if it continues the line above"
        if tight and len(word) <= 80:
            sentence = "no space follows the colon"
            fix = f"write  {tight[0]} {word[tight.end() :]}"
        return start, start + len(word), "missing-colon", sentence, fix

    def _no_colon(self) -> _Fault | None:
        if "could not find expected ':'" in self.problem:
            return self._without_colon(self.since)
        quoted = self.last is not None and bool(self.last.style)
        if (
            "document start" in self.problem
            and quoted
            and self.clean.startswith(":", self.last_end)
        ):
            sentence = "no space follows the colon"
            fix = "put a space after the colon"
            return self.last_end, self.last_end + 1, "missing-colon", sentence, fix
        return None

    def _beside_key(self) -> _Fault | None:
        if "sequence entries are not allowed" not in self.problem:
            return None
        sentence = "a list cannot start on the line of its key"
        fix = f"put each item on a line of its own below the key, or  {self._quoting(self.at)}"
        return self.at, self.at + 1, "list-beside-key", sentence, fix

    def _brackets(self) -> _Fault | None:
        if "flow" not in self.context:
            return None
        if "node" in self.context:
            sentence = f"an item is missing before this {self.clean[self.at]}"
            fix = "write the item, or delete the comma"
            return self.at, self.at + 1, "unclosed-bracket", sentence, fix
        start = self.since
        close = "]" if self.clean.startswith("[", start) else "}"
        sentence = f"this {self.clean[start]} is not closed, or a comma is missing after an item"
        fix = f"write a comma between the items and {close} after the last one"
        return start, start + 1, "unclosed-bracket", sentence, fix

    def _block(self) -> _Fault | None:
        """Explain a line that fits neither the list or map above it nor any around that."""
        start = self.at
        if "parsing a block" not in self.context or self.clean[
            self._line_start(start) : start
        ].strip(" "):
            return None
        indent, expected = (
            start - self._line_start(start),
            self.since - self._line_start(self.since),
        )
        is_item = re.match(r"-(?:[ \r\n]|\Z)", self.clean[start : start + 2]) is not None
        above = self._above(start)
        end = self._line_end(start)
        if indent == expected and not (is_item and above and above[1] != indent and above[2]):
            sentence = (
                "this is a list item between keys" if is_item else "this is a key among items"
            )
            fix = "indent it under its key" if is_item else "start it with “- ”, or indent it"
            if self.clean.startswith(":", start):
                return start, start + 1, "empty-key", "this key has no name", "write its name"
            return start, end, "mixed-list-and-map", sentence, fix
        if above is None:
            return None
        line, other, above_is_item = above
        if above_is_item and not is_item:
            other = _key_indent(self.source.excerpt(line))
        spaces = abs(indent - other)
        side = "left" if indent < other else "right"
        sentence = (
            f"this line is {spaces} {'space' if spaces == 1 else 'spaces'} {side} of line {line}"
        )
        if not spaces:
            sentence = f"this line does not go on with what line {line} began"
        fix = f"start it in the column of its siblings: {expected + 1} or {other + 1}"
        if other == expected:
            fix = f"start it in column {other + 1}"
        return start, end, "bad-indentation", sentence, fix

    def _above(self, index: int) -> tuple[int, int, bool] | None:
        """Return number, indent and whether it is a list item of the line with text above."""
        line = self.source.line_of(index) - 1
        while line >= 1:
            text = self.source.excerpt(line)
            if text.strip() and not text.lstrip().startswith("#"):
                return line, _indent(text), text.lstrip().startswith("- ")
            line -= 1
        return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_indent(line: str) -> int:
    """Return where the text of a line starts, behind the dash of a list item."""
    found = re.match(r" *(?:- +)*", line)
    return found.end() if found else 0


def _brief(text: str) -> str:
    return visible(text if len(text) <= 60 else text[:60] + "…")


def _quoted(text: str) -> str:
    """Write a text as a quoted YAML value."""
    if "'" not in text and ('"' in text or "\\" in text):
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
