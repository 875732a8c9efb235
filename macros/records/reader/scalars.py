"""What is wrong with a single key or value: written otherwise than its author means it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import yaml
from yaml.scanner import Scanner

from ..problems import Severity
from .characters import FORBIDDEN, kind
from .events import TIGHT_COMMENT, Span, span_of
from .faults import Fault
from .quotes import CLOSING, OPENING, brief, quoted
from .text import Text

NULLS = frozenset({"null", "~", "Null", "NULL"})
TIGHT_COLON = re.compile(r"[^\s:\"']+:(?=[^\s/])")

_DECORATION = re.compile(r"[&!][^\s,\[\]{}]*")
_ESCAPE = re.compile(r"\\(?:x(..)|u(.{4})|U(.{8})|(.))", re.DOTALL)
_OR_REMOVE = "write null if it is not known, or remove the line"


def refused_key(text: Text, event: yaml.ScalarEvent, first: Span | None) -> Fault | None:
    """Say why a key cannot stand; `first` is the same key further up."""
    key, plain = event.value, not event.style
    if plain and key == "<<":
        code, sentence = "merge-key", "a merge key takes its values from elsewhere"
        fix = "write the keys and values out here"
    elif plain and key in NULLS:
        code, sentence = "key-not-text", f"{key} is not a name for a key"
        fix = f'write the name, or "{key}" in quotes'
    elif not key:
        code, sentence = "empty-key", "this key has no name"
        fix = "write the name of the key before the colon"
    elif first:
        line = text.line_of(first[0])
        code, fix = "duplicate-key", "keep one of the two"
        sentence = f"“{brief(key)}” stands here a second time; the first is on line {line}"
    else:
        return None
    return Fault(*span_of(event), code, sentence, fix)


def misread(text: Text, event: yaml.ScalarEvent) -> Fault | None:
    """Say where a value without quotes is not what it seems to be."""
    word: str = event.value
    start, end = span_of(event)
    if word in NULLS and word != "null":
        sentence = f"{word} is not how null is written here"
        return Fault(start, end, "null-spelling", sentence, _OR_REMOVE)
    in_quotes = typographic(event)
    if in_quotes or not TIGHT_COMMENT.match(text.clean, end):
        return in_quotes
    line_end = text.line_end(end)
    hash_at = text.clean.index("#", end)
    sentence = "the value ends before this #, which starts a comment"
    whole = text.clean[start:line_end]
    written = quoted(whole) if len(whole) <= 80 and "\n" not in whole else "it in quotes"
    fix = f"write {written}, or put a space after the # if it is a comment"
    return Fault(hash_at, line_end, "cut-by-comment", sentence, fix, Severity.WARNING)


def typographic(event: yaml.ScalarEvent) -> Fault | None:
    """Refuse typographic quotes around a key or value."""
    word: str = event.value
    if len(word) < 2 or word[0] not in OPENING or word[-1] not in CLOSING:
        return None
    sentence = "typographic quotes do not quote a value, but become part of it"
    fix = f"write {quoted(word[1:-1])}, or {quoted(word)} if the quotes belong to the text"
    if len(word) > 60:
        fix = 'put straight quotes (") in their place, or around them if they belong to the text'
    span, inner = span_of(event), word[1:-1]
    sure = inner.strip() and not set(inner) & set(OPENING + CLOSING)
    write = ((*span, quoted(inner)),) if sure else ()
    return Fault(*span, "typographic-quotes", sentence, fix, write=write)


def no_value(text: Text, event: yaml.ScalarEvent, key: str | None, key_span: Span) -> Fault:
    """Refuse an empty value of a key, or an empty list item."""
    (start, stop), end = key_span, span_of(event)[1]
    if key is None:
        dash = max(text.clean.rfind("-", 0, end), 0)
        fix = "write the item, or remove the line"
        return Fault(dash, dash + 1, "no-value", "this list item is empty", fix)
    sentence = f"“{brief(key)}” has no value"
    fix = _OR_REMOVE
    if TIGHT_COMMENT.match(text.clean, end):
        sentence += ", because what follows # is a comment"
        fix = "put the value in quotes"
    elif ":" in text.clean[start:stop]:
        fix = "put a space after the colon"
    elif ":" not in text.clean[stop : max(end, stop + 1)]:
        fix = "write a colon, a space and the value after it"
    return Fault(start, stop, "no-value", sentence, fix)


def no_collection(text: Text, event: yaml.ScalarEvent | None) -> Fault:
    """Refuse a file that holds nothing but a text, or nothing at all."""
    if event is None or not (event.style or event.value):
        sentence, fix = "the file holds no record", "write the record, or delete the file"
        return Fault(0, 1, "empty-file", sentence, fix)
    start, end = span_of(event)
    colon = TIGHT_COLON.match(text.clean, start, end)
    fix = "write keys and values, such as  title: A name"
    if colon:
        fix = f"put a space after the colon in {brief(colon[0])}"
    sentence = "the file holds only a text, not a list or a map"
    return Fault(start, end, "root-is-text", sentence, fix)


def alias(text: Text, event: yaml.AliasEvent) -> Fault:
    """Refuse an alias."""
    start, end = span_of(event)
    word = brief(text.clean[start:end])
    sentence = f"{word} stands for a value written elsewhere"
    fix = f'write the value out, or "{word}" in quotes if it is a text'
    return Fault(start, end, "alias", sentence, fix)


def decorations(
    text: Text, event: yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent
) -> list[Fault]:
    """Refuse an anchor and a tag before a value."""
    if event.anchor is None and event.tag is None:
        return []
    faults = []
    words = _DECORATION.finditer(text.clean, span_of(event)[0])
    for found in islice(words, (event.anchor is not None) + (event.tag is not None)):
        word = brief(found[0])
        code, sentence = "anchor", f"{word} gives this value a name for use elsewhere"
        if word[0] == "!":
            code, sentence = "tag", f"{word} tells the YAML parser how to read this value"
        fix = f"delete it, or put the value in quotes if “{word}” belongs to the text"
        faults.append(Fault(*found.span(), code, sentence, fix))
    return faults


def escapes(text: Text, event: yaml.ScalarEvent) -> Iterator[Fault]:
    """Point at each escape in double quotes that stands for a forbidden character."""
    for found in _ESCAPE.finditer(text.clean, *span_of(event)):
        *digits, letter = found.groups()
        named = Scanner.ESCAPE_REPLACEMENTS.get(letter, "") if letter else ""
        character = named or chr(int(next(filter(None, digits), "20"), 16))
        if FORBIDDEN.match(character):
            code, what, _ = kind(character)
            sentence = f"the escape {found[0]} stands for {what}"
            fix = "delete it; write \\\\ if a backslash is meant"
            yield Fault(*found.span(), code, sentence, fix)
