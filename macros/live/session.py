"""`brief serve`: watch the project's files, keep the preview up to date, and say so."""

from __future__ import annotations

import gc
import queue
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from ..building import progress
from .preview import Preview, Shown
from .server import Server, State

QUIET = 0.03
"""Seconds without another change after which a save counts as done."""
LOADED = 0.5
"""Seconds in which a browser has the page that it was told of, so that the rest can be made."""
_UNHEARD = {EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE}


def serve(root: Path, data: Path, port: int, *, browser: bool = False) -> int:
    """Show the site until the reader stops it; return 0, or 1 if the port is taken."""
    state = State()
    with tempfile.TemporaryDirectory(prefix="brief-") as private:
        try:
            server = Server(Path(private) / "site", port, state)
        except OSError as error:
            print(
                f"brief serve: port {port} cannot be used: {error.strerror}; "
                "name another with --port",
                file=sys.stderr,
            )
            return 1
        changes: queue.SimpleQueue[Path] = queue.SimpleQueue()
        observer = Observer()
        for path in (data, root / "docs", root / "mkdocs.yml", Path(__file__).parent.parent):
            if path.exists():
                observer.schedule(_Listener(changes), str(path), recursive=path.is_dir())
        observer.start()
        preview = Preview(root, data, server.folder, server.address)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with progress.drawn(sys.stderr):
                shown = preview.build()
            _tell(shown, state, f"the site is at {server.address}   (Ctrl-C stops)")
            if browser:
                webbrowser.open(server.address)
            while True:
                _tell(preview.update(_gathered(changes, preview)), state)
        except KeyboardInterrupt:
            print("\nbrief serve: stopped")
        finally:
            server.shutdown()
            observer.stop()
            observer.join()
    return 0


def _gathered(changes: queue.SimpleQueue[Path], preview: Preview) -> list[Path]:
    """Wait for a change, and for those that come with it."""
    try:
        found = {changes.get(timeout=LOADED)}
    except queue.Empty:
        preview.settle()
        gc.collect()  # a command does without; this one may live for a day
        found = {changes.get()}
    while True:
        try:
            found.add(changes.get(timeout=QUIET))
        except queue.Empty:
            return sorted(found)


def _tell(shown: Shown, state: State, more: str = "") -> None:
    """Tell the terminal and the browser what became of a change."""
    state.set(shown.problems)
    if shown.problems:
        print(shown.problems, file=sys.stderr)
        print("brief serve: the last good pages are still shown", file=sys.stderr, flush=True)
    else:
        pages = f"{shown.pages} page{'' if shown.pages == 1 else 's'}"
        print(f"brief serve: {pages} made ({shown.seconds:.2f} s)", flush=True)
    if more:
        print(f"brief serve: {more}", flush=True)


class _Listener(FileSystemEventHandler):
    """Notes the files that change; editors' own files beside them are none."""

    def __init__(self, changes: queue.SimpleQueue[Path]) -> None:
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a file that was written, moved or deleted."""
        if event.is_directory or event.event_type in _UNHEARD:
            return
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            others = path.name.startswith(".") or path.name.endswith("~")
            if name and not others and "__pycache__" not in path.parts:
                self._changes.put(path)
