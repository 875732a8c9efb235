"""Builds that are interrupted at a chosen change of the disk: `python -m tests.interrupted`.

Python tells of each file that is opened for writing, and of each folder that is made, renamed or
removed. A child process is killed, or told that the disk has failed, at one of them.
"""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros.building import build
from macros.staging import clear, recover
from tests.projects import contents

_WATCHED = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}
_WRITING = os.O_WRONLY | os.O_RDWR


def changes(event: str, arguments: tuple[Any, ...], root: str) -> bool:
    """Tell whether an event changes something below `root`."""
    if event == "open":
        path, _, flags = arguments
        return isinstance(path, str) and path.startswith(root) and bool(flags & _WRITING)
    return event in _WATCHED


def child(root: Path, act: Callable[[int, str], None]) -> tuple[int, str]:
    """Build in a child process, acting at each change; return how it ended and what it said."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as stream:
            said = stream.read()
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said
    number = 0
    inside = False
    error = io.StringIO()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal number, inside
        if not inside and changes(event, arguments, str(root)):
            inside = True
            try:
                act(number, event)
            finally:
                number += 1
                inside = False

    code = 70
    try:
        sys.addaudithook(watch)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(error):
            code = build(root, root / "data")
    except BaseException as unexpected:
        error.write(f"{type(unexpected).__name__}: {unexpected}")
    finally:
        os.write(writing, f"{number}\n{error.getvalue()}".encode())
        os._exit(code)


def main() -> None:
    """Interrupt builds of a project whose site is built; print what was left, as JSON."""
    root, way, points = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    site = root / "site"
    before = contents(site)
    kept = root.with_name("kept")
    shutil.copytree(site, kept)
    record = root / "data/entities/norland.yml"
    record.write_text(record.read_text("utf-8").replace("name: Norland", "name: Nordland"), "utf-8")
    _, said = child(root, lambda number, event: None)
    total, after = int(said.partition("\n")[0]), contents(site)
    assert before != after
    chance = random.Random(8)  # noqa: S311 - the same points each time
    last = range(total - 4, total)  # the swap
    chosen = sorted({*last, *chance.sample(range(total - 4), points - 4)})
    found = []
    for point in chosen:
        shutil.rmtree(site)
        shutil.copytree(kept, site)

        def act(number: int, event: str, point: int = point) -> None:
            if number == point and way == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            elif number >= point and way == "full" and event in ("open", "os.mkdir"):
                raise OSError(errno.ENOSPC, "No space left on device")
            elif number >= point and way == "read-only" and event != "shutil.rmtree":
                raise PermissionError(errno.EROFS, "Read-only file system")

        code, said = child(root, act)
        left = contents(site) if site.is_dir() else None
        names = {str(before): "old", str(after): "new"}
        if way == "kill":  # the next command finds what was left as it was left
            again, said_again = child(root, lambda number, event: None)
            beside = [one.name for one in root.glob("site.*")]
            now = contents(site) if (again, beside) == (0, []) else {}
            said += said_again.partition("\n")[2]
        else:
            recover(site)
            now = contents(site)
            for one in root.glob("site.*"):
                clear(one)
        found.append({
            "point": point, "code": code, "said": said.partition("\n")[2],
            "left": "none" if left is None else names.get(str(left), "broken"),
            "recovered": names.get(str(now), "broken"),
        })  # fmt: skip
    print(json.dumps({"total": total, "found": found}))


if __name__ == "__main__":
    main()
