"""Where a check may go: public web servers, and nothing behind the wall that it runs behind.

Records come from strangers, and so do the addresses that servers forward to. Each is looked up
once, and the very number that was approved is then connected to.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, urlsplit

Resolve = Callable[[str, int], list[str]]
"""Look a server's name up; returns numbers as text, raises `socket.gaierror`."""

PORTS = {"http": 80, "https": 443}
# Numbers that are public by themselves, but carry another one inside.
_CARRIERS = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "2002::/16", "2001::/32")]


class Forbidden(ValueError):
    """An address that must not be asked; the sentence says why."""


def resolve(host: str, port: int) -> list[str]:
    """Look a server's name up."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def web_address(address: str) -> SplitResult:
    """Take an address apart; raises Forbidden where it is none that a check may ask."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Forbidden("it is no address") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Forbidden("it is no web address")
    if parts.username is not None or parts.password is not None:
        raise Forbidden("it carries a name or a password")
    if port is not None and port != PORTS[parts.scheme]:
        raise Forbidden("it names a port of its own")
    if not address.isascii() or any(mark <= " " or mark == "\x7f" for mark in address):
        raise Forbidden("it holds characters that must be encoded")
    return parts


def public(host: str, port: int, resolve: Resolve) -> str:
    """Return the number of a server to connect to; raises Forbidden where any is not public."""
    numbers = resolve(host, port)
    for number in numbers:
        if not is_public(number):
            raise Forbidden("its server stands in a private network")
    if not numbers:
        raise socket.gaierror(socket.EAI_NONAME, "no number")
    return numbers[0]


def is_public(number: str) -> bool:
    """Tell whether a server's number is one of the public net."""
    try:
        one = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address):
        if one.ipv4_mapped is not None:
            return is_public(str(one.ipv4_mapped))
        if any(one in carrier for carrier in _CARRIERS):
            return False
    return one.is_global and not one.is_multicast
