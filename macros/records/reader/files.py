"""Opening a file that may be anything, and decoding what it holds."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from ..problems import Problem
from .faults import Fault
from .text import Text

MAX_BYTES = 1024 * 1024

# By the mark at the start or, without one, by every second byte being zero.
_LOOKS_UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff|.\0.\0|\0.\0.", re.DOTALL)
# A file may be swapped for a link or a pipe between a look at it and its opening.
_FLAGS = sum(getattr(os, one, 0) for one in ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class _Refused(Exception):
    """Carries the code, sentence and fix for a file that is not read."""


def text_of(file: Path, shown: str) -> str | Problem:
    """Return what a file holds, or why it cannot be read."""
    try:
        data = _bytes_of(file)
        return data.decode("utf-8")
    except _Refused as refused:
        return Text(shown, "").problem(Fault(0, 0, *refused.args))
    except UnicodeDecodeError as error:
        return _undecoded(data, shown, error.start)
    except (OSError, ValueError) as error:
        return Text(shown, "").problem(Fault(0, 0, *_unopened(error)))


def opened(file: Path | str) -> int:
    """Open what may be anything, without following a link or waiting for whoever would write.

    Raises OSError, and ValueError for a name that no file can have.
    """
    return os.open(file, _FLAGS)


def known_bytes(file: Path) -> bytes | None:
    """Return what an ordinary file holds, to see whether it is what it was; None for any other."""
    try:
        handle = opened(file)
        try:
            info = os.fstat(handle)
            if not stat.S_ISREG(info.st_mode) or info.st_size > MAX_BYTES:
                return None
            return os.read(handle, MAX_BYTES)
        finally:
            os.close(handle)
    except (OSError, ValueError):
        return None


def _bytes_of(file: Path) -> bytes:
    """Return what a regular file holds; anything else is refused without opening or following."""
    _check(file.lstat())
    handle = opened(file)
    with os.fdopen(handle, "rb") as stream:
        _check(os.fstat(handle))
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _Refused("too-large", "the file is larger than 1 MiB", "split it into several files")
    if data and not data.strip(b"\0"):
        sentence = "the file holds only zeros, as a crash leaves it"
        raise _Refused("empty-file", sentence, "take it back from git, or save it again")
    if _LOOKS_UTF_16.match(data):
        fix = "save it again with the encoding UTF-8"
        raise _Refused("utf-16", "the file is encoded in UTF-16", fix)
    return data


def _check(info: os.stat_result) -> None:
    if stat.S_ISLNK(info.st_mode):
        fix = "put the file itself in the place of the link"
        raise _Refused("symlink", "this is a link to another file", fix)
    if stat.S_ISDIR(info.st_mode):
        fix = "a record is a file: move what the folder holds out of it, and delete the folder"
        raise _Refused("folder", "this is a folder, not a file", fix)
    if not stat.S_ISREG(info.st_mode):
        raise _Refused("special-file", "this is a device, pipe or socket", "remove it from here")


def _unopened(error: OSError | ValueError) -> tuple[str, str, str]:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "missing-file", "there is no such file", "check the spelling of its name"
    reason = getattr(error, "strerror", None) or "a bad name"
    fix = "check its name, your right to read it, and its disk"
    return "unreadable-file", f"the file cannot be opened: {reason}", fix


def _undecoded(data: bytes, shown: str, index: int) -> Problem:
    """Say at which byte a file stops being UTF-8."""
    start = len(data[:index].decode("utf-8"))
    sentence = f"byte {index + 1} of the file (0x{data[index]:02x}) is not UTF-8"
    fix = "save the file with the encoding UTF-8, and check this character"
    text = Text(shown, data.decode("utf-8", "replace"))
    return text.problem(Fault(start, start + 1, "not-utf-8", sentence, fix))
