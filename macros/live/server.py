"""A small web server for one reader: files of the preview, and word of each change.

It listens on this computer only, hands out files of one folder, and answers nobody who came by
another name than this computer's: a page elsewhere cannot read a preview through a name of its own.
"""

from __future__ import annotations

import json
import mimetypes
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
NAMES = {HOST, "localhost"}
OWN = "/_brief/"
"""Under this address stand the script that follows the changes, its style, and the changes."""
WAIT = 25.0
"""Seconds after which a question for changes is answered with “none yet”."""
_ASSETS = {"live.js": "text/javascript", "live.css": "text/css"}
_LINKS = (
    f'<link rel="stylesheet" href="{OWN}live.css"><script src="{OWN}live.js" defer></script></body>'
)


class State:
    """How many changes there were, and what is wrong now; whoever asks can wait for the next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._problems = ""

    def set(self, problems: str) -> None:
        """Tell of a change, and of what is wrong since, if anything is."""
        with self._changed:
            self._version += 1
            self._problems = problems
            self._changed.notify_all()

    def after(self, version: int, seconds: float = WAIT) -> dict[str, object]:
        """Wait for a version other than the given one; return how things stand."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version, seconds)
            return {"version": self._version, "problems": self._problems}


class Server(ThreadingHTTPServer):
    """Serves one folder until it is shut down."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int, state: State) -> None:
        """Listen on a port of this computer; 0 lets the system choose one."""
        self.folder = folder
        self.state = state
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        return f"http://{HOST}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, or with the next change."""
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in NAMES:
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"this preview is for this computer\n")
            return
        address = urlsplit(self.path)
        if address.path.startswith(OWN):
            self._own(address.path.removeprefix(OWN), address.query)
        else:
            self._file(unquote(address.path))

    def do_HEAD(self) -> None:
        """Answer as to GET, without the content."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the records' problems."""

    def _own(self, name: str, query: str) -> None:
        if name == "changes":
            version = query.removeprefix("since=")
            state = self.server.state.after(int(version) if version.isdigit() else -1)
            self._send(HTTPStatus.OK, "application/json", json.dumps(state).encode())
        elif name in _ASSETS:
            content = resources.files(__package__).joinpath(name).read_bytes()
            self._send(HTTPStatus.OK, _ASSETS[name], content)
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")

    def _file(self, path: str) -> None:
        folder = self.server.folder
        file = folder / path.lstrip("/")
        if "\0" in path or not file.resolve().is_relative_to(folder.resolve()):
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")
            return
        if file.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self.path.partition("?")[0] + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status = HTTPStatus.OK
        if file.is_dir():
            file /= "index.html"
        try:
            content = file.read_bytes()
        except (OSError, ValueError):
            status, file = HTTPStatus.NOT_FOUND, folder / "404.html"
            content = file.read_bytes() if file.is_file() else b"not found</body>"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html":
            content = content.replace(b"</body>", _LINKS.encode())
        self._send(status, kind, content)

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind == "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(content)
            except ConnectionError:
                self.close_connection = True  # the reader has gone to another page
