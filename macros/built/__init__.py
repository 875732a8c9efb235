"""What stands in a built site: every link, anchor and id of its HTML, held against its files."""

from __future__ import annotations

from .addresses import Shelf, alike, folded
from .faults import CODES, Built, Fault, address_of, faults
from .glance import Around, Glance
from .page import Link, Page, read

__all__ = [
    "CODES",
    "Around",
    "Built",
    "Fault",
    "Glance",
    "Link",
    "Page",
    "Shelf",
    "address_of",
    "alike",
    "faults",
    "folded",
    "read",
]
