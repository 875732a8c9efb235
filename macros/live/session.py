"""`brief serve`: watch the project's files, keep the preview up to date, and say so."""

from __future__ import annotations

import gc
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..building import progress
from .preview import Preview, Shown
from .server import Server, State
from .watch import Watch

LOADED = 0.5
"""Seconds in which a browser has the page that it was told of, so that the rest can be made."""
_OTHER = "the program itself has changed; stop `brief serve` (Ctrl-C) and start it again"
IDLE = 60.0
"""Seconds without a change after which there is time to look for garbage everywhere."""


def serve(root: Path, data: Path, port: int, *, browser: bool = False) -> int:
    """Show the site until the reader stops it; return 0, or 1 if there is no place or port."""
    try:
        private = tempfile.TemporaryDirectory(prefix="brief-")
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"brief serve: no folder can be made for the preview: {error.strerror}{where}; "
            "name another place with TMPDIR",
            file=sys.stderr,
        )
        return 1
    with private as folder:
        state = State()
        try:
            server = Server(Path(folder) / "site", port, state)
        except OSError as error:
            print(
                f"brief serve: port {port} cannot be used: {error.strerror}; "
                "name another with --port",
                file=sys.stderr,
            )
            return 1
        code = Path(__file__).parent.parent
        watch = Watch([data, root / "docs", code], [root / "mkdocs.yml"])
        preview = Preview(root, data, server.folder, server.address)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with progress.drawn(sys.stderr):
                shown = _followed(preview.build)
            _keep()
            _tell(shown, preview, state)
            print(f"brief serve: the site is at {server.address}   (Ctrl-C stops)", flush=True)
            if browser:
                webbrowser.open(server.address)
            while True:
                changed = _gathered(watch, preview, state)
                if any(path.suffix == ".py" and path.is_relative_to(code) for path in changed):
                    _tell(Shown(0, 0, _OTHER), preview, state)
                else:
                    _tell(_followed(partial(preview.update, changed)), preview, state)
        except KeyboardInterrupt:
            print("\nbrief serve: stopped")
        finally:
            server.shutdown()
            server.server_close()
            watch.stop()
    return 0


def _followed(follow: Callable[[], Shown]) -> Shown:
    """Follow a change; a disk that fails is told like a fault in a record, and is no end."""
    try:
        return follow()
    except OSError as error:
        return Shown(0, 0, f"{error}\nmake that right, and save any file of the project again")


def _gathered(watch: Watch, preview: Preview, state: State) -> list[Path]:
    """Wait for a change, and for those that come with it."""
    found = watch.gathered(LOADED)
    if not found:
        if late := preview.settle(lambda: watch.waiting):
            state.set(late)
            print(f"brief serve: since the last change\n{late}", file=sys.stderr, flush=True)
        _keep()
        found = watch.gathered(IDLE)
    if not found:
        gc.unfreeze()
        _keep()
        found = watch.gathered()
    return found


def _keep() -> None:
    """Let go of what is garbage, and look no more at the rest: most of it stays for long.

    A command does without; this one may live for a day, and no change is to wait for it.
    """
    gc.collect()
    gc.freeze()


def _tell(shown: Shown, preview: Preview, state: State) -> None:
    """Tell the terminal and the browser what became of a change."""
    state.set(shown.problems)
    if shown.problems:
        print(shown.problems, file=sys.stderr)
        kept = "the last good pages are still shown" if preview.site else "there are no pages yet"
        print(f"brief serve: {kept}", file=sys.stderr, flush=True)
    else:
        pages = f"{shown.pages} page{'' if shown.pages == 1 else 's'}"
        print(f"brief serve: {pages} made ({shown.seconds:.2f} s)", flush=True)
