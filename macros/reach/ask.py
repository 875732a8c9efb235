"""Asking one address: a GET of which only the head is read, each forwarding checked anew."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from .answer import Answer, Outcome, moved, of_fault, of_status
from .guard import PORTS, Forbidden, Resolve, public, resolve, web_address

FORWARDINGS = 5
_FOR_GOOD = (301, 308)
_FORWARDED = (301, 302, 303, 307, 308)

Connect = Callable[[str, int, float], socket.socket]
"""Connect to a number and port, within seconds."""


def connect(number: str, port: int, seconds: float) -> socket.socket:
    """Connect to a server."""
    return socket.create_connection((number, port), seconds)


@dataclass(frozen=True, slots=True)
class Web:
    """How the net is reached; tests put their own server in its place."""

    resolve: Resolve = resolve
    connect: Connect = connect
    seconds: float = 20.0
    """How long one address may take, whatever it sends."""
    client: str = "brief-link-check"
    """What we call ourselves."""
    now: Callable[[], float] = time.time


def ask(address: str, web: Web) -> Answer:
    """Ask an address whether it is still there."""
    for_good = True
    try:
        start = here = _plain(address)
        for _ in range(FORWARDINGS + 1):
            status, reason, head = _head(here, web)
            if status not in _FORWARDED:
                answer = of_status(status, reason, head.get("retry-after", ""), web.now())
                if answer.outcome is Outcome.ALIVE and for_good and here != start:
                    return moved(address, here)
                return answer
            there = _plain(urljoin(here, head.get("location", "")))
            if urlsplit(here).scheme == "https" and urlsplit(there).scheme == "http":
                return Answer(Outcome.UNSURE, "it leads from https to http, where anyone listens")
            for_good = for_good and status in _FOR_GOOD
            here = there
        return Answer(Outcome.UNSURE, "it forwards without end")
    except Forbidden as forbidden:
        return Answer(Outcome.REFUSED, str(forbidden))
    except (OSError, http.client.HTTPException) as fault:
        return of_fault(fault)
    except ValueError:
        return Answer(Outcome.REFUSED, "it is no address")


def _plain(address: str) -> str:
    """Return an address as it is sent: without its fragment, every other letter encoded."""
    parts = urlsplit(address)
    host = parts.netloc
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    safe = "/:?#[]@!$&'()*+,;=%~-._"
    path, query = quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe)
    return urlunsplit((parts.scheme, host, path, query, ""))


def _head(address: str, web: Web) -> tuple[int, str, dict[str, str]]:
    """Return the status, its reason and the header fields, by their names in small letters."""
    parts = web_address(address)
    host, port = parts.hostname or "", PORTS[parts.scheme]
    number = public(host, port, web.resolve)
    connection = _Pinned(host, port, number, web, secure=parts.scheme == "https")
    # Each read has a limit, yet a server may send a letter a second; this is the limit of all.
    alarm = threading.Timer(web.seconds, connection.cut)
    alarm.start()
    try:
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        asked = {"User-Agent": web.client, "Accept": "*/*", "Connection": "close"}
        connection.request("GET", path, headers=asked)
        reply = connection.getresponse()
        head = {name.lower(): value for name, value in reply.getheaders()}
        return reply.status, reply.reason, head
    except (OSError, http.client.HTTPException) as fault:
        if connection.was_cut:
            raise TimeoutError from fault
        raise
    finally:
        alarm.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to the very number that was approved, whatever the name means by now."""

    def __init__(self, host: str, port: int, number: str, web: Web, *, secure: bool) -> None:
        super().__init__(host, port, timeout=web.seconds)
        self.default_port = port  # so that the head names the host alone
        self._number, self._web, self._secure = number, web, secure
        self.was_cut = False

    def connect(self) -> None:
        """Connect, with a certificate for the name that was asked for."""
        self.sock = self._web.connect(self._number, self.port, self._web.seconds)
        if self._secure:
            secure = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock = secure
            secure.do_handshake()

    def cut(self) -> None:
        """End a connection that takes too long."""
        self.was_cut = True
        line = self.sock
        if line is not None:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
