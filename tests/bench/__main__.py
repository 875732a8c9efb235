"""`make bench`: build briefings of several sizes in several ways, and write down what each takes.

BENCH_SIZES="100 1000" chooses the sizes, BENCH_RUNS=3 how often each is run, BENCH_RIVALS="" leaves
the other ways out. The page docs/speed.md is written anew only with --write.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from macros.briefing import open_briefing
from macros.cache import VARIABLE
from macros.evidence.desk import Desk, write_ledgers
from macros.pages import Pages

from ..projects import ROOT
from . import rivals
from .page import Measured, page
from .rivals import words
from .synthetic import Synthetic, entity_id
from .usage import Failed, Usage, median, run

SIZES = "100 1000"
BRIEF = [sys.executable, "-m", "macros"]
ADDRESS = "https://example.org/briefing/"
OURS, TRIVIAL, PLAIN, HUGO = "ours", "trivial", "plain", "hugo"
AGAIN = {OURS: "again", "check": "recheck"}
"""What a command of ours is called after an edit, with whatever the one before has kept."""
# Beyond this many entities a way that takes minutes is left out.
LARGEST = {PLAIN: 5000}
OFTEN = 1000
"""Up to so many entities a command is run several times."""
QUIET = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "PYTHONPATH": str(ROOT),
    "PYTHONDONTWRITEBYTECODE": "",  # as on a user's machine, where Python keeps what it compiled
}


def main() -> int:
    """Measure, print one table, and with --write put it into the docs."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/speed.md anew")
    options = parser.parse_args()
    sizes = [int(size) for size in os.environ.get("BENCH_SIZES", SIZES).split()]
    runs = int(os.environ.get("BENCH_RUNS", "3"))
    ways = os.environ.get("BENCH_RIVALS", f"{TRIVIAL} {PLAIN} {HUGO}").split()
    found: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in sizes:
            try:
                often = runs if size <= OFTEN else 1
                found.append(_measured(Path(folder) / str(size), size, often, ways))
            except Failed as failure:
                print(f"bench: {failure}", file=sys.stderr)
                print(Path(str(failure).rpartition(": ")[2]).read_text("utf-8"), file=sys.stderr)
                return 1
            shutil.rmtree(Path(folder) / str(size))
            text = page(found, _machine(), runs)
            if options.write:  # at once, as the next size may take an hour
                (ROOT / "docs" / "speed.md").write_text(text, "utf-8", newline="\n")
    print(text)
    return 0


def _measured(folder: Path, size: int, runs: int, ways: Sequence[str]) -> Measured:
    """Measure one size: ours and the others in turn, so that the machine's moods meet all."""
    root, log = folder / OURS, folder / "log.txt"
    folder.mkdir(parents=True)
    Synthetic.of(size).write(root)
    briefing = open_briefing(root / "data")
    write_ledgers(Desk.lay(briefing, root / "data", root / "texts", root=root), root / "data")
    pages = Pages(Desk.lay(briefing, root / "data", None), ADDRESS)
    more = {**QUIET, VARIABLE: str(folder / "kept" / OURS)}
    _say(size, "a first build, which the others take pages from")
    first = run([*BRIEF, "build"], root, log, more)
    commands: dict[str, tuple[list[str], Path]] = {
        "check": ([*BRIEF, "check"], root),
        OURS: ([*BRIEF, "build"], root),
    }
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
    if TRIVIAL in ways:
        rivals.trivial(folder / TRIVIAL, sum(1 for _ in (root / "site").rglob("index.html")))
        commands[TRIVIAL] = mkdocs, folder / TRIVIAL
    if PLAIN in ways and size <= LARGEST[PLAIN]:
        rivals.plain(folder / PLAIN, root / "data", pages)
        commands[PLAIN] = mkdocs, folder / PLAIN
    program = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}/usr/bin")
    if HUGO in ways and program:
        rivals.hugo(folder / HUGO, pages, _sizes(root / "site", pages), _frame(root, pages))
        commands[HUGO] = [program, "--quiet", "--cleanDestinationDir"], folder / HUGO
    names = [*commands, *AGAIN.values()]
    usages: dict[str, list[Usage]] = {name: [] for name in names} | {OURS: [first]}
    for number in range(runs):
        for name, (command, where) in commands.items():
            if number > 0 and name == PLAIN and size > 100:
                continue  # it takes minutes
            _say(size, f"{name}, run {number + 1} of {runs}")
            own = {VARIABLE: str(folder / "kept" / name)}
            if name != OURS or number > 0:  # but for the first build, above
                shutil.rmtree(own[VARIABLE], ignore_errors=True)
                usages[name].append(run(command, where, log, QUIET | own))
            if name in AGAIN:
                with _edited(root):
                    usages[AGAIN[name]].append(run(command, where, log, QUIET | own))
    site = root / "site"
    entity = site / "entities" / entity_id(size // 2) / "index.html"
    _say(size, "serve")
    reload = statistics.median(_reloads(root, log, max(runs, 3)))
    return Measured(
        size=size,
        claims=len(briefing.claims),
        pages={name: _count(where, "*.html") for name, (_, where) in commands.items()},
        files={name: _count(where, "*.*") for name, (_, where) in commands.items()},
        bytes={name: _bytes(where) for name, (_, where) in commands.items() if name != "check"},
        words={name: _words(where) for name, (_, where) in commands.items() if name != "check"},
        usage={name: median(found) for name, found in usages.items()},
        reload=reload,
        page=len(gzip.compress(entity.read_bytes())),
        largest=max(file.stat().st_size for file in site.rglob("*.html")),
        search=sum(
            len(gzip.compress(one.read_bytes())) for one in (site / "search").rglob("*.json")
        ),
    )


@contextlib.contextmanager
def _edited(root: Path) -> Iterator[None]:
    """Let a word of one claim be another meanwhile."""
    file = root / "data" / "claims" / "thread-0.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("short: Lot 3\n", "short: Lot 3 once more\n"), "utf-8")
    try:
        yield
    finally:
        file.write_text(text, "utf-8")


def _reloads(root: Path, log: Path, runs: int) -> list[float]:
    """Return the seconds from a saved record to the word that its pages are shown."""
    file = root / "data" / "claims" / "thread-0.yml"
    text = file.read_text("utf-8")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*BRIEF, "serve", "--port", "0"],
            cwd=root,
            stdout=out,
            stderr=out,
            env={**os.environ, **QUIET},
        )
        try:
            address = _until(lambda: re.search(r"http://\S+", log.read_text("utf-8")))[0]
            found = []
            version = _version(address, None)
            for number in range(runs):
                file.write_text(text.replace("short: Lot 3\n", f"short: Lot 3 {number}\n"), "utf-8")
                started = time.perf_counter()
                version = _version(address, version)
                found.append(time.perf_counter() - started)
            return found
        finally:
            process.terminate()
            process.wait()
            file.write_text(text, "utf-8")


def _version(address: str, since: int | None) -> int:
    while True:
        url = f"{address}_brief/changes?since={'' if since is None else since}"
        with urllib.request.urlopen(url, timeout=600) as answer:  # noqa: S310 - our own server
            found = json.load(answer)
        if found["problems"]:
            raise Failed(f"the preview: {found['problems']}")
        if found["version"] != since:
            return int(found["version"])


def _until(look: Callable[[], re.Match[str] | None]) -> re.Match[str]:
    while (found := look()) is None:
        time.sleep(0.1)
    return found


def _sizes(site: Path, pages: Pages) -> dict[str, int]:
    return {url: (site / url / "index.html").stat().st_size for url in pages.records}


def _frame(root: Path, pages: Pages) -> str:
    """Return a page of ours without its body: what a frame of the theme weighs."""
    url = next(iter(pages.records))
    html = (root / "site" / url / "index.html").read_text("utf-8")
    start, end = html.index("<article"), html.index("</article>")
    return html[:start] + "\0" + html[end + len("</article>") :]


def _count(where: Path, pattern: str) -> int:
    return sum(1 for folder in ("site", "public") for _ in (where / folder).rglob(pattern))


def _bytes(where: Path) -> int:
    files = (file for folder in ("site", "public") for file in (where / folder).rglob("*"))
    return sum(file.stat().st_size for file in files if file.is_file())


def _words(where: Path) -> int:
    pages = (file for folder in ("site", "public") for file in (where / folder).rglob("*.html"))
    return sum(len(words(file.read_text("utf-8"))) for file in pages)


def _machine() -> str:
    """Say what was measured on, without the name of the machine."""
    model = ""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        found = re.search(r"model name\s*: (.+)", info.read_text("utf-8"))
        model = f", {found[1]}" if found else ""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = platform.python_version()
    return f"{cores} cores{model}, {platform.system()} {platform.machine()}, Python {python}"


def _say(size: int, what: str) -> None:
    print(f"bench: {size:,} entities: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
