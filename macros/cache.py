"""What a command has made and the next one may need again: kept on disk, and safe to delete.

It lies in the user's own cache folder and never in the project, where a stranger's change could
bring it along. Each file names the program that wrote it and carries a checksum: whatever is of
another version, half written or damaged is as good as not there. Where nothing can be kept, as in a
folder that is read-only, everything is made each time.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import stat
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

T = TypeVar("T")

VARIABLE = "BRIEF_CACHE"
"""Names the folder in which things are kept; empty for nowhere."""
SIZE = 16
"""Bytes of a digest."""
_PARTS = 16
_LONG = 30 * 24 * 60 * 60
"""Seconds after which what nobody has used goes: a project may have gone, too."""
_PROGRAM = Path(__file__).parent
# What goes is named like this, with all that is in it: the place may be a folder that somebody
# named, and where other things lie.
_FOLDER = re.compile(rf"[0-9a-f]{{{2 * SIZE}}}")
_PART = re.compile(r"[a-z-]+-\d+(\.\d+)?")


def digest(data: bytes | memoryview) -> bytes:
    """Return what tells one content from another: 16 bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def coded(name: str) -> bytes:
    """Return the bytes of a name, of a file or folder whose own bytes may be no Unicode as well."""
    return name.encode("utf-8", "surrogatepass")


class Shelf:
    """Things of one kind by what they were made from: a digest of all of that is the key."""

    def __init__(self, kept: dict[bytes, Any], *, keeps: bool) -> None:
        """Begin with what the command before has left; where nothing is kept, take nothing in."""
        self._kept = kept
        self.keeps = keeps
        """Whether anything is kept for the next command."""
        self._other: set[bytes] = set()
        self._used: dict[bytes, Any] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing was left."""
        return not self._kept

    def get(self, key: bytes) -> Any:
        """Return what is kept, None if nothing is."""
        found = self._used.get(key)
        if found is None and (found := self._kept.get(key)) is not None:
            self._used[key] = found
        return found

    def put(self, key: bytes, thing: Any) -> None:
        """Keep something, which may not be None."""
        if self.keeps:
            if self._kept.get(key, thing) != thing:
                self._other.add(key)
            self._used[key] = thing

    def made(self, key: bytes, make: Callable[[], T]) -> T:
        """Return what is kept, or make and keep it."""
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def left(self, *, whole: bool) -> Iterator[tuple[int, dict[bytes, Any]]]:
        """Yield what the next command is to find otherwise than this one did, by parts.

        Where this one did its `whole` work, what it did not use is of no use any more.
        """
        content = self._used if whole else {**self._kept, **self._used}
        other = {_part(key) for key in (content.keys() ^ self._kept.keys()) | self._other}
        parts: dict[int, dict[bytes, Any]] = {part: {} for part in other}
        for key, thing in content.items() if other else ():
            if (part := _part(key)) in parts:
                parts[part][key] = thing
        yield from parts.items()


def _part(key: bytes) -> int:
    """Return in which part of a shelf something lies: each is a file, as most of them stay."""
    return key[0] % _PARTS


class Cache:
    """What is kept for one data folder, by shelves."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep things in a folder; without one, keep nothing."""
        self.folder = folder
        self.whole = False
        """Whether the command did all its work, so that what it did not use can go."""
        self._shelves: dict[str, Shelf] = {}
        self._waiting: list[Callable[[], object]] = []

    @classmethod
    def of(cls, data: Path) -> Cache:
        """Return what is kept for a data folder, as far as its place is safe.

        On a build server nothing is: the next run begins on another machine.
        """
        named = os.environ.get(VARIABLE)
        if named == "" or (named is None and os.environ.get("CI")):
            return cls()
        try:
            above = Path(named) if named else user_cache_path("brief", appauthor=False)
            folder = above / digest(coded(os.fspath(data.resolve()))).hex()
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return cls(folder if _ours(folder) else None)
        except (OSError, RuntimeError):  # no home, no room, no right
            return cls()

    def shelf(self, name: str) -> Shelf:
        """Return a shelf with what the command before has left on it."""
        if name not in self._shelves:
            found: dict[bytes, Any] = {}
            for part in range(_PARTS) if self.folder else ():
                found.update(self._load(f"{name}-{part}"))
            self._shelves[name] = Shelf(found, keeps=self.folder is not None)
        return self._shelves[name]

    def afterwards(self, work: Callable[[], object]) -> None:
        """Let some work be done once the command has done its own, if anything is kept."""
        self._waiting.append(work)

    def close(self) -> None:
        """Leave for the next command what has been made."""
        for work in self._waiting if self.folder else ():
            work()
        for name in list(self._shelves):
            self.leave(name, whole=self.whole)
        with contextlib.suppress(OSError):  # the next command tries again
            self._tidy()

    def _tidy(self) -> None:
        """Remove what was kept for data folders that nobody has worked on for long, and what a
        command that was stopped has left half written."""
        if self.folder is None:
            return
        os.utime(self.folder)  # it is in use
        for half in _parts(self.folder):
            if "." in half.name and _old(half):
                half.unlink()
        for folder in self.folder.parent.iterdir():
            if _FOLDER.fullmatch(folder.name) and _old(folder) and _ours(folder):
                parts = _parts(folder)
                if len(parts) == sum(1 for _ in folder.iterdir()):
                    for part in parts:
                        part.unlink()
                    folder.rmdir()

    def leave(self, name: str, *, whole: bool) -> None:
        """Leave a shelf to the next command, and hold it no longer."""
        one = self._shelves.pop(name, None)
        for part, content in one.left(whole=whole) if one and self.folder else ():
            self._store(f"{name}-{part}", content)

    def _load(self, name: str) -> dict[bytes, Any]:
        """Return what this version of the program has left; nothing if it is not whole."""
        assert self.folder is not None
        try:
            data = memoryview((self.folder / name).read_bytes())
            head, mark, content = data[:SIZE], data[SIZE : 2 * SIZE], data[2 * SIZE :]
            if head != version() or mark != digest(content):
                return {}
            # Written by this very program, for this user, and whole: see `_ours` and the checksum.
            kept: dict[bytes, Any] = pickle.loads(content)  # noqa: S301
        except Exception:  # whatever is wrong with it, it can be made again
            return {}
        return kept

    def _store(self, name: str, content: dict[bytes, Any]) -> None:
        """Put a file in the place of the old one: whoever reads finds one or the other whole."""
        assert self.folder is not None
        new = self.folder / f"{name}.{os.getpid()}"
        try:
            data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
            with new.open("wb") as file:
                file.writelines((version(), digest(data), data))
            new.replace(self.folder / name)
        except OSError:  # it is made again next time
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)


_open = [Cache()]
"""What the command at work keeps its things in."""


@contextlib.contextmanager
def kept(data: Path) -> Iterator[Cache]:
    """Keep what is made meanwhile for the next command on the same data folder.

    A command that is stopped leaves everything as it was.
    """
    _open.append(Cache.of(data))
    try:
        yield _open[-1]
        _open[-1].close()
    finally:
        _open.pop()


def shelf(name: str) -> Shelf:
    """Return a shelf of the command at work."""
    return _open[-1].shelf(name)


def leave(name: str) -> None:
    """Leave a shelf, of which the command at work has used all that it can, to the next one."""
    _open[-1].leave(name, whole=True)


def afterwards(work: Callable[[], object]) -> None:
    """Let some work be done for the next command, once the one at work has done its own."""
    _open[-1].afterwards(work)


def _parts(folder: Path) -> list[Path]:
    """Return the parts of shelves in a folder, half written ones as well."""
    return [file for file in folder.iterdir() if _PART.fullmatch(file.name) and file.is_file()]


def _old(path: Path) -> bool:
    """Tell whether nobody has used something for long."""
    return path.lstat().st_mtime < time.time() - _LONG


def _ours(folder: Path) -> bool:
    """Tell whether a folder is a real one that nobody but its owner, the user, can write to."""
    info = folder.lstat()
    if not stat.S_ISDIR(info.st_mode):
        return False
    if sys.platform == "win32":  # there, a user's folders are that user's alone
        return True
    return info.st_uid == os.getuid() and not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


@cache
def version() -> bytes:
    """Return what tells this program from any other: all its files, Python, and the packages."""
    found = blake2b(digest_size=SIZE)
    found.update(sys.version.encode())
    found.update("\n".join(_packages()).encode())
    for file in _files(os.fspath(_PROGRAM)):
        found.update(coded(file[len(os.fspath(_PROGRAM)) :]))
        found.update(digest(Path(file).read_bytes()))
    return found.digest()


def _files(folder: str) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _files(entry.path)
        else:
            yield entry.path


def _packages() -> list[str]:
    """Return the installed packages; the folders that describe them are named by their versions."""
    with contextlib.suppress(OSError):
        there = Path(sysconfig.get_path("purelib")).iterdir()
        return sorted(one.name for one in there if one.suffix in (".dist-info", ".egg-info"))
    return []
