"""What stands in a built site: every link, anchor and id of its HTML, held against its files."""

from __future__ import annotations

from .addresses import Shelf, alike
from .faults import CODES, Built, Fault, address_of, faults
from .page import Link, Page, read

__all__ = [
    "CODES",
    "Built",
    "Fault",
    "Link",
    "Page",
    "Shelf",
    "address_of",
    "alike",
    "faults",
    "read",
]
