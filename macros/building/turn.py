"""One build of a site at a time: whoever comes second waits, and builds what is written by then.

The turn is a lock of the system's on an open file. It ends with the process that holds it, however
that ends, so that none is ever stale and nothing is guessed from a process's number or a file's
age. A second pair of hands holds it, too: after a kill nobody begins while that still writes.

A folder of its own for each build would also give whole sites. But then the last to end would win
instead of the last to begin, which knows the newest records; and the folder that a killed build
leaves could not be told from one in which another is at work.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PAUSE = 0.05
"""Seconds after which whoever waits looks again; a wait of the system's own is not everywhere."""
WAITING = "another build of this site is running; waiting for it to end (Ctrl-C gives up)"
LOCKLESS = "this file system has no locks; see to it that no other build of this site is running"
# What file systems answer that do not know locks, some of those on a network.
_UNKNOWN = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}

if sys.platform == "win32":
    import msvcrt

    def _took(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _took(file: int) -> bool:
        try:
            # Unlike `lockf`, this is handed on to a second process and lives as long as both.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def turn(lock: Path, say: Callable[[str], object]) -> Iterator[None]:
    """Wait until no other process has its turn at `lock`, a file; `say` is told what is waited for.

    The file is removed afterwards. One that stays behind, as after a kill, is in nobody's way.
    """
    file = _held(lock, say)
    try:
        yield
    finally:
        # While it is held, so that nobody's next turn is removed. Windows removes no open file:
        # there it stays.
        with contextlib.suppress(OSError):
            lock.unlink()
        os.close(file)


def _held(lock: Path, say: Callable[[str], object]) -> int:
    """Return the file, opened and locked."""
    told = False
    while True:
        file = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            try:
                took = _took(file)
            except OSError as error:
                if error.errno not in _UNKNOWN:
                    raise
                say(LOCKLESS)
                return file
            # Whoever had it may have removed it meanwhile; then the lock is on nothing.
            if took and _is(file, lock):
                return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)
        if not took:
            if not told:
                say(WAITING)
            told = True
            time.sleep(PAUSE)


def _is(file: int, path: Path) -> bool:
    """Tell whether an open file is still the one at `path`."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
