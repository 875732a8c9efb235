"""Where the parser gave up: what the contributor did there, told in a contributor's words."""

from __future__ import annotations

import re

from yaml.events import ScalarEvent

from .events import span_of
from .faults import Fault
from .quotes import OPENING, QUOTE_IT, brief, quoted
from .scalars import TIGHT_COLON
from .text import Text

_ESCAPE = re.compile(r"\\(?:[xuU][0-9a-fA-F]*|.?)")
_ITEM = re.compile(r" *-(?:[ \r\n]|\Z)")
# What the parser was at when a value started with a sign that YAML uses.
_STARTED = re.compile(
    "scanning an a|scanning a block|scanning a directive|scanning a tag|parsing a tag|undefined tag"
)


class Stumble:
    """Finds out what the contributor did where the parser gave up."""

    def __init__(self, text: Text, error: Exception, last: ScalarEvent | None) -> None:
        self.text = text
        self.clean = text.clean
        self.problem = str(getattr(error, "problem", None) or "")
        self.context = str(getattr(error, "context", None) or "")
        mark = getattr(error, "problem_mark", None)
        begun = getattr(error, "context_mark", None)
        end = max(len(self.clean.rstrip()) - 1, 0)  # the end of a file is no place to point at
        self.at: int = min(mark.index if mark else 0, end)
        self.since: int = min(begun.index if begun else self.at, self.at)
        self.style = last.style if last else None
        self.last_start, self.last_end = span_of(last) if last else (-1, -1)

    def explain(self) -> Fault:
        """Try the common causes from the most telling to the least."""
        return (
            self._escape()
            or self._quote()
            or self._reserved()
            or self._colon()
            or self._no_colon()
            or self._beside_key()
            or self._brackets()
            or self._block()
            or self._unknown()
        )

    def _escape(self) -> Fault | None:
        if "quoted" not in self.context or not re.search("escape|hexa?decimal", self.problem):
            return None
        found = _ESCAPE.match(self.clean, self.clean.rfind("\\", 0, self.at + 1))
        if not found:
            return None
        code, sentence = (
            "bad-escape",
            f"{found[0]} in double quotes is not an escape that YAML knows",
        )
        fix = "write \\\\ for a backslash, or put the value in single quotes"
        if re.match(r"\\(u|U0000)[dD][89a-fA-F]", found[0]):
            code, sentence = "lone-surrogate", f"{found[0]} is half of a character"
            fix = "write the character itself"
        return Fault(*found.span(), code, sentence, fix)

    def _quote(self) -> Fault | None:
        start = self.since
        if "quoted scalar" not in self.context:
            start = self.last_start
            between = self.clean[self.last_end : self.at]
            if not self.style or self.style not in "'\"" or self.at < self.last_end:
                return None
            if between.strip(" ") or self.clean[self.at] in ":,]}#":
                return None
            if "\n" not in self.clean[start : self.last_end]:
                return self._after_quote()
            # The closing quote that was found is the opening one of a later value.
        mark = self.clean[start]
        sentence = f"the quote {mark} that opens here is not closed on this line"
        fix = f"close it with {mark} at the end of the value"
        if mark == "'":
            fix += "; write '' for an apostrophe inside"
        return Fault(start, self.text.line_end(start), "unclosed-quote", sentence, fix)

    def _after_quote(self) -> Fault:
        end = self.text.line_end(self.at)
        value = self.clean[self.last_start : end].rstrip()
        inside = value[1:-1] if value[-1] == value[0] else value
        fix = f"write {quoted(inside)}" if len(value) <= 80 else QUOTE_IT
        sentence = "text follows the closing quote of this value"
        return Fault(self.at, end, "text-after-quote", sentence, fix)

    def _reserved(self) -> Fault | None:
        start, sign = self.at, self.clean[self.at]
        if _STARTED.search(self.context + self.problem):
            start, sign = self.since, self.clean[self.since]
        elif not re.search("cannot start any token|mapping keys are not", self.problem) and not (
            "block node" in self.context and sign in ",]}"
        ):
            return None
        if not sign.strip():
            return None
        sentence = f"a value cannot start with {sign} unless it is in quotes"
        return Fault(start, start + 1, "reserved-start", sentence, self._quoting(start))

    def _quoting(self, start: int) -> str:
        """Return the fix that puts the rest of the line in quotes."""
        before = self.clean[self.text.line_start(start) : start].strip()
        value = self.clean[start : self.text.line_end(start)].rstrip()
        if len(before) + len(value) > 100:
            return QUOTE_IT
        return f"write  {before} {quoted(value)}" if before else f"write  {quoted(value)}"

    def _colon(self) -> Fault | None:
        in_flow = "flow" in self.context and self.clean.startswith(":", self.at)
        if "mapping values are not allowed" not in self.problem and not in_flow:
            return None
        if self.last_start < self.text.line_start(self.at):
            return None if in_flow or self.last_start < 0 else self._colon_below()
        if self._begins_line(self.last_start):
            return None
        if self.clean[self.last_start] in OPENING:
            start, sentence = self.last_start, "typographic quotes do not quote a value"
            fix = 'put straight quotes (") in their place'
            return Fault(start, start + 1, "typographic-quotes", sentence, fix)
        fix = QUOTE_IT if in_flow else self._quoting(self.last_start)
        sentence = "a value with “: ” in it needs quotes"
        return Fault(self.at, self.at + 1, "colon-in-value", sentence, fix)

    def _begins_line(self, index: int) -> bool:
        return not self.clean[self.text.line_start(index) : index].strip(" -")

    def _colon_below(self) -> Fault:
        """Explain a key that was taken for the continuation of an earlier line."""
        if self._begins_line(self.last_start):
            return self._without_colon(self.last_start)
        line = self.text.line_of(self.last_start)
        start = self.text.line_start(self.at)
        start += _indent(self.clean[start : self.at])
        column = _key_indent(self.text.excerpt(line)) + 1
        sentence = f"this line is indented as if it continued the value on line {line}"
        fix = f"start it in column {column} like line {line}, if they belong to the same map"
        return Fault(start, self.at, "bad-indentation", sentence, fix)

    def _without_colon(self, start: int) -> Fault:
        word = self.clean[start : self.text.line_end(start)].rstrip()
        tight = TIGHT_COLON.match(word)
        sentence = f"“{brief(word)}” is not followed by a colon and a space"
        fix = "write it as  key: value, or indent it if it continues the line above"
        if tight and len(word) <= 80:
            sentence = "no space follows the colon"
            fix = f"write  {tight[0]} {word[tight.end() :]}"
        return Fault(start, start + len(word), "missing-colon", sentence, fix)

    def _no_colon(self) -> Fault | None:
        if "could not find expected ':'" in self.problem:
            return self._without_colon(self.since)
        end = self.last_end
        if "document start" in self.problem and self.style and self.clean.startswith(":", end):
            sentence, fix = "no space follows the colon", "put a space after the colon"
            return Fault(end, end + 1, "missing-colon", sentence, fix)
        return None

    def _beside_key(self) -> Fault | None:
        if "sequence entries are not allowed" not in self.problem:
            return None
        sentence = "a list cannot start on the line of its key"
        fix = f"put each item on a line of its own below the key, or  {self._quoting(self.at)}"
        return Fault(self.at, self.at + 1, "list-beside-key", sentence, fix)

    def _brackets(self) -> Fault | None:
        if "flow" not in self.context:
            return None
        if "node" in self.context:
            sentence = f"an item is missing before this {self.clean[self.at]}"
            fix = "write the item, or delete the comma"
            return Fault(self.at, self.at + 1, "unclosed-bracket", sentence, fix)
        start = self.since
        close = "]" if self.clean[start] == "[" else "}"
        sentence = f"this {self.clean[start]} is not closed, or a comma is missing after an item"
        fix = f"write a comma between the items and {close} after the last one"
        return Fault(start, start + 1, "unclosed-bracket", sentence, fix)

    def _block(self) -> Fault | None:
        """Explain a line that fits neither the list or map above it nor any around that."""
        start, line = self.at, self.text.line_of(self.at)
        begin, end = self.text.bounds(line)
        indent, expected = start - begin, self.since - self.text.line_start(self.since)
        if "parsing a block" not in self.context or self.clean[begin:start].strip(" "):
            return None
        is_item = _ITEM.match(self.clean, start) is not None
        line -= 1
        while line and not re.match(r" *[^ #]", self.text.excerpt(line)):
            line -= 1
        above = self.text.excerpt(line)
        item_above = above.lstrip().startswith("- ")
        if indent == expected and not (is_item and item_above and _indent(above) != indent):
            if self.clean.startswith(":", start):
                return Fault(
                    start, start + 1, "empty-key", "this key has no name", "write its name"
                )
            sentence, fix = "this is a key among items", "start it with “- ”, or indent it"
            if is_item:
                sentence, fix = "this is a list item between keys", "indent it under its key"
            return Fault(start, end, "mixed-list-and-map", sentence, fix)
        other = _key_indent(above) if item_above and not is_item else _indent(above)
        spaces, side = abs(indent - other), "left" if indent < other else "right"
        sentence = f"this line is {spaces} space{'s'[: spaces != 1]} {side} of line {line}"
        fix = f"start it in the column of its siblings: {expected + 1} or {other + 1}"
        if other == expected:
            fix = f"start it in column {other + 1}"
        return Fault(start, end, "bad-indentation", sentence, fix)

    def _unknown(self) -> Fault:
        sentence = "YAML cannot be read from here on"
        if "document start" in self.problem:
            sentence = "the list or map of this file has ended above, but more follows"
        fix = "check the quotes, colons and indentation of this line and of the one above"
        return Fault(self.at, self.at + 1, "yaml-syntax", sentence, fix)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_indent(line: str) -> int:
    """Return where the text of a line starts, behind the dashes of list items."""
    return len(line) - len(re.sub("^ *(?:- +)*", "", line))
