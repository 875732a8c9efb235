"""The characters that no file may hold, since they mislead its readers or its parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .faults import Fault

_SEPARATORS = "\x85\u2028\u2029"
_NONE = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
# By code: the characters, what one of them is, and what to do.
_KINDS = {
    "tab": ("\t", "a tab", "put spaces in its place"),
    "line-separator": ("\r" + _SEPARATORS, "an unusual line break", "end the line with LF"),
    "bidi-control": ("\u202a-\u202e\u2066-\u2069", "a mark that reverses text", "delete it"),
    "hidden-character": ("\ufeff\U000e0000-\U000e007f", "an invisible character", "delete it"),
    "noncharacter": ("\ufdd0-\ufdef" + _NONE, "a code point that is no character", "delete it"),
    "lone-surrogate": ("\ud800-\udfff", "half of a character", "delete it"),
    "control-character": (
        "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f", "a control character", "delete it",
    ),
}  # fmt: skip
_ALL = "".join(characters for characters, _, _ in _KINDS.values())
_ALL_BUT_CR = _ALL.replace("\r", "")
FORBIDDEN = re.compile(f"[{_ALL}]")
_IN_TEXT = re.compile(f"[{_ALL_BUT_CR}]|\r(?!\n)")
_RUN = re.compile(f"([{_ALL_BUT_CR}])\\1*|\r(?!\n)")


def plain(raw: str) -> bool:
    """Tell, fast, that nothing in a text is forbidden; False only means that it must be looked at.

    Whatever is forbidden is not printable either.
    """
    return raw.replace("\n", "").isprintable()


def cleaned(raw: str) -> str:
    """Replace what is forbidden one for one, so that every position stays the same."""
    if plain(raw):
        return raw
    return _IN_TEXT.sub(lambda found: " " if found[0] in "\t\r" + _SEPARATORS else "\ufffd", raw)


def kind(character: str) -> tuple[str, str, str]:
    """Return code, what it is and what to do for a forbidden character."""
    return next(
        (code, what, fix)
        for code, (characters, what, fix) in _KINDS.items()
        if re.match(f"[{characters}]", character)
    )


def forbidden(raw: str) -> Iterator[Fault]:
    """Find every forbidden character, a run of the same one counting once.

    A file with the line ends of old Macs has one fault, not one in each line.
    """
    old_mac = False
    for found in () if plain(raw) else _RUN.finditer(raw):
        code, what, fix = kind(found[0][0])
        name = "stands here" if code == "tab" else f"(U+{ord(found[0][0]):04X})"
        if found[0] == "\r":
            if old_mac:
                continue
            old_mac = True
            fix = "save the file with the line ends of Unix (LF) or Windows (CR LF)"
        # What cannot be seen was not meant; a control character may stand for a letter.
        unseen = code in ("bidi-control", "hidden-character")
        write = ((*found.span(), ""),) if unseen else ()
        yield Fault(*found.span(), code, f"{what} {name}", fix, write=write)


def untabbed(raw: str, width: int) -> str:
    """Return a text with each tab before a line as `width` spaces, and every other as one."""
    indented = re.sub(
        r"^[ \t]+", lambda found: found[0].replace("\t", " " * width), raw, flags=re.MULTILINE
    )
    return indented.replace("\t", " ")
