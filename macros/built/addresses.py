"""Where the links of a built site lead: addresses, and the files that stand at them."""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit


@dataclass(frozen=True)
class Shelf:
    """The files of a built site, and the address at which it stands."""

    files: frozenset[str]
    """Each by its path from the site's root, with slashes; letter for letter, on every system."""
    address: str = ""
    """The whole address of its root, with a slash at its end; empty where it has none."""

    @classmethod
    def of(cls, site: Path, address: str = "") -> Shelf:
        """List the files of a folder."""
        found = []
        for folder, _, names in os.walk(site):
            inside = Path(folder).relative_to(site).as_posix()
            found += [name if inside == "." else f"{inside}/{name}" for name in names]
        return cls(frozenset(found), address)

    @cached_property
    def base(self) -> str:
        """The path at which the site stands on its server."""
        return urlsplit(self.address).path or "/"

    def file(self, address: str) -> str | None:
        """Return the file at an address from the site's root, if there is one."""
        path = address + "index.html" if not address or address.endswith("/") else address
        return path if path in self.files else None

    def own(self, link: str) -> str:
        """Return a whole address of this site as one that begins at its server's root."""
        return self.base + link[len(self.address) :] if self.is_own(link) else link

    def is_own(self, link: str) -> bool:
        """Tell whether a whole address is one of this site."""
        return is_own(link, self.address)

    def target(self, path: str, link: str) -> str | None:
        """Return where a link's path leads from the page `path`, from the site's root.

        None for one that leads out of the site.
        """
        link = unquote(link)
        if link.startswith("/"):
            if not (link + "/").startswith(self.base):
                return None
            joined = link[len(self.base) :]
        elif not link:
            return path
        else:
            joined = posixpath.join(posixpath.dirname(path), link)
        slash = "/" if joined.endswith("/") or link.rpartition("/")[2] in (".", "..") else ""
        target = posixpath.normpath(joined) if joined else "."
        if target.startswith(".."):
            return None
        return "" if target == "." else target + slash


def alike(files: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of files that are one file on some systems."""
    seen: dict[str, str] = {}
    pairs = []
    for path in sorted(files):
        first = seen.setdefault(folded(path), path)
        if first != path:
            pairs.append((first, path))
    return pairs


def folded(path: str) -> str:
    """Return what a path has in common with all that are one file with it on some systems.

    Those see no difference in letters' case, nor in whether an accent is part of its letter.
    """
    bare = unicodedata.normalize("NFC", path.casefold())
    return unicodedata.normalize("NFC", bare.casefold())


def is_own(link: str, address: str) -> bool:
    """Tell whether a whole address is one of the site at another; of none where that is empty."""
    return bool(address) and f"{link}/".startswith(address)


def split(link: str) -> SplitResult | None:
    """Return the parts of an address, None if it is none."""
    try:
        address = urlsplit(link)
        _ = address.port
    except ValueError:
        return None
    return address
