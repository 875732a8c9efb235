"""Asking many addresses: one at a time of each server, with a pause, and again if it may help."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from .answer import Answer

PAUSE = 1.0
"""Seconds between two questions to one server."""
AGAIN = (5.0, 20.0)
"""Seconds before each further try, where the server names no time of its own."""
LONGEST_WAIT = 90.0
SERVERS = 4
"""How many servers are asked at once."""


def ask_all(
    addresses: Iterable[str],
    ask: Callable[[str], Answer],
    sleep: Callable[[float], None] = time.sleep,
    done: Callable[[int], None] = lambda count: None,
) -> Mapping[str, Answer]:
    """Ask every address, and again where trouble may pass, at most three times.

    `sleep` waits; `done` is told how many addresses have answered so far.
    """
    servers: dict[str, list[str]] = {}
    for address in sorted(set(addresses)):
        servers.setdefault((urlsplit(address).hostname or "").lower(), []).append(address)
    answers: dict[str, Answer] = {}

    def server(its: list[str]) -> None:
        for index, address in enumerate(its):
            if index:
                sleep(PAUSE)
            answers[address] = _patiently(address, ask, sleep)
            done(len(answers))

    with ThreadPoolExecutor(SERVERS) as pool:
        for finished in [pool.submit(server, its) for its in servers.values()]:
            finished.result()
    return {address: answers[address] for address in sorted(answers)}


def _patiently(
    address: str, ask: Callable[[str], Answer], sleep: Callable[[float], None]
) -> Answer:
    answer = ask(address)
    for pause in AGAIN:
        if not answer.may_pass or (answer.wait or 0) > LONGEST_WAIT:
            break
        sleep(max(answer.wait or pause, PAUSE))
        answer = ask(address)
    return answer
