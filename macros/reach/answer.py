"""What an answer means. A closed door is no empty house: blocked is not dead."""

from __future__ import annotations

import email.utils
import http.client
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit


class Outcome(StrEnum):
    """What is known of an address after it was asked."""

    ALIVE = "alive"
    MOVED = "moved"
    """It answers, but for good under another address."""
    GONE = "gone"
    """The server says that there is no such page, or there is no such server."""
    BLOCKED = "blocked"
    """The server does not talk to programs; a reader may well see the page."""
    UNSURE = "unsure"
    """No answer, or trouble that may pass."""
    REFUSED = "refused"
    """Not asked: it leads to where a check from a server must not go."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from an address."""

    outcome: Outcome
    why: str
    """In words, for people: “404 Not Found”."""
    leads_to: str = ""
    """Where it was forwarded to, for good."""
    wait: float | None = None
    """How many seconds the server asked to be left alone."""
    answered: bool = False
    """Whether a server said so, and not the lack of one."""

    @property
    def may_pass(self) -> bool:
        """Whether asking again soon may bring another answer."""
        return self.outcome is Outcome.UNSURE or self.wait is not None


def of_status(status: int, reason: str = "", retry_after: str = "", now: float = 0.0) -> Answer:
    """Judge the status with which a server answered; `now` is the time, in seconds."""
    words = f"{status} {reason or http.client.responses.get(status, '')}".strip()
    if 200 <= status < 300:
        return Answer(Outcome.ALIVE, words, answered=True)
    if status in (404, 410):
        return Answer(Outcome.GONE, words, answered=True)
    if (400 <= status < 500 and status not in (408, 425)) or status == 999:
        return Answer(Outcome.BLOCKED, words, wait=_seconds(retry_after, now), answered=True)
    return Answer(Outcome.UNSURE, words, wait=_seconds(retry_after, now), answered=True)


def of_fault(fault: Exception) -> Answer:
    """Judge why no answer came."""
    match fault:
        case ssl.SSLCertVerificationError():
            return Answer(Outcome.UNSURE, f"its certificate is not valid: {fault.verify_message}")
        case ssl.SSLError():
            return Answer(Outcome.UNSURE, f"no secure connection: {fault.reason or fault}")
        case socket.gaierror(errno=socket.EAI_NONAME):
            return Answer(Outcome.GONE, "there is no server of this name")
        case socket.gaierror():
            return Answer(Outcome.UNSURE, "the name of its server could not be looked up")
        case TimeoutError():
            return Answer(Outcome.UNSURE, "no answer in time")
        case ConnectionError():
            return Answer(Outcome.UNSURE, "the server closed the connection")
        case http.client.HTTPException():
            return Answer(Outcome.UNSURE, "the answer is no HTTP")
        case _:
            return Answer(Outcome.UNSURE, "it could not be reached")


def moved(address: str, final: str) -> Answer:
    """Judge a good answer that came from another address, to which the first leads for good."""
    was, now = urlsplit(address), urlsplit(final)
    if was.path.strip("/") and not now.path.strip("/") and not now.query:
        why = "it leads to the front page of its server"
        return Answer(Outcome.UNSURE, why, final, answered=True)
    return Answer(Outcome.MOVED, "moved for good", final, answered=True)


def _seconds(retry_after: str, now: float) -> float | None:
    """Return how long a Retry-After asks to wait: seconds, or until a date."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        return max(email.utils.parsedate_to_datetime(retry_after).timestamp() - now, 0.0)
    except ValueError:
        return None
