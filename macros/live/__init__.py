"""The preview: a private copy of the site, kept up to date while records and pages are written."""

from __future__ import annotations

from .preview import Preview, Shown
from .server import Server
from .session import serve

__all__ = ["Preview", "Server", "Shown", "serve"]
