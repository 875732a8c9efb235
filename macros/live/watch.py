"""Which files of a project change, also where whole folders go and come back."""

from __future__ import annotations

import queue
from collections.abc import Collection, Iterable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_CLOSED_NO_WRITE,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_OPENED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

QUIET = 0.03
"""Seconds without another change after which a save counts as done."""
_UNHEARD = {EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE}


class Watch:
    """Notes what changes in some folders, and some files beside them.

    A system watches what stands at a place, and not the place: when a folder is removed, or a file
    replaced as editors do it, nothing more is heard of what comes after. So the folders above are
    watched, too, for what comes and goes by a name.
    """

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        """Watch folders with all that is in them, and files; what is not there may come."""
        self._changes: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._observer = Observer()
        self._watched: dict[Path, ObservedWatch | None] = dict.fromkeys(folders)
        named = {*self._watched, *files}
        for above in {path.parent for path in named}:
            self._observer.schedule(_Listener(self._changes, named), str(above))
        for folder in self._watched:
            self._begin(folder)
        self._observer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._observer.stop()
        self._observer.join()

    @property
    def waiting(self) -> bool:
        """Whether a change waits to be gathered."""
        return not self._changes.empty()

    def gathered(self, seconds: float | None = None) -> list[Path]:
        """Wait for a change and for those that come with it; return none if there is none."""
        try:
            found = {self._changes.get(timeout=seconds)}
            while True:
                try:
                    found.add(self._changes.get(timeout=QUIET))
                except queue.Empty:
                    break
        except queue.Empty:
            return []
        for folder in found & self._watched.keys():
            # What is written in it before it is watched is read after this; what is written
            # later is heard of.
            self._end(folder)
            self._begin(folder)
        return sorted(found)

    def _begin(self, folder: Path) -> None:
        try:
            if folder.is_dir():
                listener = _Listener(self._changes)
                self._watched[folder] = self._observer.schedule(
                    listener, str(folder), recursive=True
                )
        except FileNotFoundError:
            pass  # gone again; if it comes back, that is a change

    def _end(self, folder: Path) -> None:
        watch = self._watched[folder]
        if watch is not None:
            self._observer.unschedule(watch)
        self._watched[folder] = None


class _Listener(FileSystemEventHandler):
    """Notes what changes, or only what has a name that counts; editors' own files are none."""

    def __init__(
        self, changes: queue.SimpleQueue[Path], named: Collection[Path] | None = None
    ) -> None:
        self._changes = changes
        self._named = named

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a file that was written, or whatever came, went or has another name."""
        # Of a folder that changed, the files in it are told one by one.
        if event.event_type in _UNHEARD or (
            event.is_directory and event.event_type == EVENT_TYPE_MODIFIED
        ):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            others = path.name.startswith(".") or path.name.endswith("~")
            if not name or others or "__pycache__" in path.parts:
                continue
            if self._named is None or path in self._named:
                self._changes.put(path)
