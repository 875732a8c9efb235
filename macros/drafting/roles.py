"""Parts and ids as they are typed: `supplier=norland recipient=sudmark`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .record import Refused


def ids_of(given: Sequence[str]) -> list[str]:
    """Return ids that are parted by commas or spaces."""
    return [part for one in given for part in re.split(r"[,\s]+", one) if part]


def roles_of(given: Sequence[str]) -> dict[str, list[str]]:
    """Return who plays which part; raises `Refused` for what is no part."""
    roles: dict[str, list[str]] = {}
    for one in given:
        for pair in one.split():
            role, equals, ids = pair.partition("=")
            if not (role and equals and ids):
                raise Refused(f"“{pair}” is no part; write it as role=id: supplier=norland")
            roles.setdefault(role, []).extend(ids_of([ids]))
    return roles
