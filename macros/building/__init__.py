"""The built site: MkDocs renders the hand-written pages and the frames, we fill in the records.

A build checks first, writes beside the old site, checks what it wrote, and only then swaps it in;
whatever stops it before that leaves the old site as it was.
"""

from __future__ import annotations

from .site import Refused, Site
from .whole import NotBuilt, build, make

__all__ = ["NotBuilt", "Refused", "Site", "build", "make"]
