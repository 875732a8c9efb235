"""Where the parser gave up: what the contributor did there, told in a contributor's words."""

from __future__ import annotations

import re

import yaml

from .events import span_of
from .faults import Fault
from .quotes import CLOSING, OPENING, QUOTE_IT, brief, quoted, rewritten
from .scalars import TIGHT_COLON
from .text import Text

_ESCAPE = re.compile(r"\\(?:[xuU][0-9a-fA-F]*|.?)")
# What the parser was at, or said, when a value started with a sign that YAML uses.
_AT_SIGN = re.compile(
    "scanning an? (?:anchor|alias|block|directive|tag)|parsing a tag|undefined tag"
)
_SIGN = re.compile("cannot start any token|mapping keys are not")


class Stumble:
    """Finds out what the contributor did where the parser gave up."""

    def __init__(self, text: Text, error: Exception, last: yaml.ScalarEvent | None) -> None:
        self.text = text
        self.clean = text.clean
        self.problem = str(getattr(error, "problem", None) or "")
        self.context = str(getattr(error, "context", None) or "")
        mark = getattr(error, "problem_mark", None)
        begun = getattr(error, "context_mark", None)
        end = max(len(self.clean.rstrip()) - 1, 0)  # the end of a file is no place to point at
        self.at: int = min(mark.index if mark else 0, end)
        self.since: int = min(begun.index if begun else self.at, self.at)
        self.begin = text.line_start(self.at)
        self.style = last.style if last else None
        self.last_start, self.last_end = span_of(last) if last else (-1, -1)

    def explain(self) -> Fault:
        """Take the first of the common causes that fits, from the most telling to the least."""
        at, problem, context = self.at, self.problem, self.context
        sign = self._sign(at)
        if "quoted" in context and re.search("escape|hexa?decimal", problem):
            return self._escape()
        if "quoted scalar" in context:
            return self._unclosed_quote(self.since)
        if self._behind_quote():
            return self._after_quote()
        if _AT_SIGN.search(context + problem):
            return self._reserved(self.since)
        if _SIGN.search(problem) or ("block node" in context and sign in ",]}"):
            return self._reserved(at)
        colon, in_flow = "mapping values are not" in problem, "flow" in context and sign == ":"
        if colon and 0 <= self.last_start < self.begin:
            return self._colon_below()
        value_on_line = self.last_start >= self.begin and not self._begins_line(self.last_start)
        if value_on_line and (colon or in_flow):
            return self._colon(in_flow)
        if "could not find expected ':'" in problem:
            return self._without_colon(self.since)
        if "document start" in problem and self.style and self._sign(self.last_end) == ":":
            sentence, fix = "no space follows the colon", "put a space after the colon"
            return Fault(self.last_end, self.last_end + 1, "missing-colon", sentence, fix)
        if "sequence entries are not allowed" in problem:
            sentence = "a list cannot start on the line of its key"
            fix = f"put each item on a line of its own below the key, or  {self._quoting(at)}"
            return Fault(at, at + 1, "list-beside-key", sentence, fix)
        if "flow" in context:
            return self._brackets()
        if "parsing a block" in context and not self.clean[self.begin : at].strip(" "):
            return self._block()
        sentence = "YAML cannot be read from here on"
        if "document start" in problem:
            sentence = "the list or map of this file has ended above, but more follows"
        fix = "check the quotes, colons and indentation of this line and of the one above"
        return Fault(at, at + 1, "yaml-syntax", sentence, fix)

    def _sign(self, at: int) -> str:
        """Return the character at a position; the end of the text is as good as a line's end."""
        return self.clean[at : at + 1] or "\n"

    def _behind_quote(self) -> bool:
        """Whether the parser stopped right behind a quoted value, on the line where it ends."""
        if not self.style or self.style not in "'\"" or self.at < self.last_end:
            return False
        between = self.clean[self.last_end : self.at]
        return not between.strip(" ") and self._sign(self.at) not in ":,]}#"

    def _escape(self) -> Fault:
        start = self.clean.rfind("\\", 0, self.at + 1)
        found = _ESCAPE.match(self.clean, start)
        word = found[0] if found else ""
        code, fix = "bad-escape", "write \\\\ for a backslash, or put the value in single quotes"
        sentence = f"{word} in double quotes is not an escape that YAML knows"
        if re.match(r"\\(u|U0000)[dD][89a-fA-F]", word):
            code, fix = "lone-surrogate", "write the character itself"
            sentence = f"{word} is half of a character"
        return Fault(start, start + len(word), code, sentence, fix)

    def _unclosed_quote(self, start: int) -> Fault:
        mark = self._sign(start)
        sentence = f"the quote {mark} that opens here is not closed on this line"
        fix = f"close it with {mark} at the end of the value"
        if mark == "'":
            fix += "; write '' for an apostrophe inside"
        return Fault(start, self.text.line_end(start), "unclosed-quote", sentence, fix)

    def _after_quote(self) -> Fault:
        start, end = self.last_start, self.text.line_end(self.at)
        if "\n" in self.clean[start : self.last_end]:
            # The closing quote that was found is the opening one of a later value.
            return self._unclosed_quote(start)
        value = self.clean[start:end].rstrip()
        fix = rewritten(value[1:-1] if value[-1] == value[0] else value)
        sentence = "text follows the closing quote of this value"
        return Fault(self.at, end, "text-after-quote", sentence, fix)

    def _reserved(self, start: int) -> Fault:
        sentence = f"a value cannot start with {self._sign(start)} unless it is in quotes"
        write = self._in_quotes(start) if self._sign(start) in "@`%" else ()
        fix = self._quoting(start)
        return Fault(start, start + 1, "reserved-start", sentence, fix, write=write)

    def _in_quotes(self, start: int) -> tuple[tuple[int, int, str], ...]:
        """Return the edit that puts the rest of the line in quotes, if no comment ends it."""
        value = self.clean[start : self.text.line_end(start)].rstrip()
        if not value:
            return ()
        inner = value[1:-1] if value[0] in OPENING and value[-1] in CLOSING else value
        if " #" in value or "\ufffd" in value or set(inner) & set(OPENING + CLOSING + "[]{}"):
            return ()
        return ((start, start + len(value), quoted(inner)),)

    def _quoting(self, start: int) -> str:
        """Return the fix that puts the rest of the line in quotes."""
        before = self.clean[self.text.line_start(start) : start].strip()
        return rewritten(self.clean[start : self.text.line_end(start)].rstrip(), before)

    def _begins_line(self, index: int) -> bool:
        return not self.clean[self.text.line_start(index) : index].strip(" -")

    def _colon(self, in_flow: bool) -> Fault:
        if self._sign(self.last_start) in OPENING:
            start, sentence = self.last_start, "typographic quotes do not quote a value"
            fix = 'put straight quotes (") in their place'
            write = () if in_flow else self._in_quotes(start)
            return Fault(start, start + 1, "typographic-quotes", sentence, fix, write=write)
        fix = QUOTE_IT if in_flow else self._quoting(self.last_start)
        sentence = "a value with “: ” in it needs quotes"
        write = () if in_flow else self._in_quotes(self.last_start)
        return Fault(self.at, self.at + 1, "colon-in-value", sentence, fix, write=write)

    def _colon_below(self) -> Fault:
        """Explain a key that was taken for the continuation of an earlier line."""
        if self._begins_line(self.last_start):
            return self._without_colon(self.last_start)
        line = self.text.line_of(self.last_start)
        start = self.begin + _indent(self.clean[self.begin : self.at])
        column = _key_indent(self.text.excerpt(line)) + 1
        sentence = f"this line is indented as if it continued the value on line {line}"
        fix = f"start it in column {column} like line {line}, if they belong to the same map"
        return Fault(start, self.at, "bad-indentation", sentence, fix)

    def _without_colon(self, start: int) -> Fault:
        word = self.clean[start : self.text.line_end(start)].rstrip()
        tight = TIGHT_COLON.match(word)
        sentence = f"“{brief(word)}” is not followed by a colon and a space"
        fix = "write it as  key: value, or indent it if it continues the line above"
        write: tuple[tuple[int, int, str], ...] = ()
        if tight and len(word) <= 80:
            sentence = "no space follows the colon"
            whole = f"{tight[0]} {word[tight.end() :]}"
            fix, write = f"write  {whole}", ((start, start + len(word), whole),)
        return Fault(start, start + len(word), "missing-colon", sentence, fix, write=write)

    def _brackets(self) -> Fault:
        if self._sign(self.at) in "[{":
            close = "]" if self._sign(self.at) == "[" else "}"
            sentence = f"this {self._sign(self.at)} is not closed"
            return Fault(
                self.at, self.at + 1, "unclosed-bracket", sentence, f"write {close} at its end"
            )
        if "node" in self.context:
            sentence = f"an item is missing before this {self._sign(self.at)}"
            fix = "write the item, or delete the comma"
            return Fault(self.at, self.at + 1, "unclosed-bracket", sentence, fix)
        start = self.since
        close = "]" if self._sign(start) == "[" else "}"
        sentence = f"this {self._sign(start)} is not closed, or a comma is missing after an item"
        fix = f"write a comma between the items and {close} after the last one"
        return Fault(start, start + 1, "unclosed-bracket", sentence, fix)

    def _block(self) -> Fault:
        """Explain a line that fits neither the list or map above it nor any around that."""
        start, line = self.at, self.text.line_of(self.at) - 1
        end = self.text.line_end(start)
        indent, expected = start - self.begin, self.since - self.text.line_start(self.since)
        while line and not re.match(r" *[^ #]", self.text.excerpt(line)):
            line -= 1
        above = self.text.excerpt(line)
        is_item = re.match(r"-(?:[ \r\n]|\Z)", self.clean[start : start + 2]) is not None
        item_above = above.lstrip().startswith("- ")
        if indent == expected and not (is_item and item_above and _indent(above) != indent):
            code, sentence = "mixed-list-and-map", "this is a key among items"
            fix = "start it with “- ”, or indent it"
            if is_item:
                sentence, fix = "this is a list item between keys", "indent it under its key"
            elif self._sign(start) == ":":
                code, sentence, fix = "empty-key", "this key has no name", "write its name"
                end = start + 1
            return Fault(start, end, code, sentence, fix)
        other = _key_indent(above) if item_above and not is_item else _indent(above)
        spaces, side = abs(indent - other), "left" if indent < other else "right"
        sentence = f"this line is {spaces} space{'s'[: spaces != 1]} {side} of line {line}"
        if not spaces:
            sentence = f"this line does not go on with what line {line} began"
        fix = f"start it in column {other + 1}"
        if other != expected:
            fix = f"start it in the column of its siblings: {expected + 1} or {other + 1}"
        return Fault(start, end, "bad-indentation", sentence, fix)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _key_indent(line: str) -> int:
    """Return where the text of a line starts, behind the dashes of list items."""
    return len(line) - len(re.sub("^ *(?:- +)*", "", line))
