"""The folder of hand-written pages: what MkDocs would take from it without a word, refused here."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from ..built import alike


def refuse_links(folder: Path, root: Path) -> None:
    """Refuse links: MkDocs follows them, and would publish what stands outside the project."""
    for place, folders, files in os.walk(folder):
        for name in sorted((*folders, *files)):
            path = Path(place, name)
            if path.is_symlink():
                raise PluginError(
                    f"{path.relative_to(root).as_posix()} is a link to another place; "
                    "put the file itself there"
                )


def refuse_doubles(files: Iterable[File]) -> None:
    """Refuse two files with one address, of which MkDocs would publish the last."""
    sources: dict[str, str] = {}
    for file in files:
        if not file.inclusion.is_included():  # type: ignore[no-untyped-call]
            continue
        first = sources.setdefault(file.dest_uri, file.src_uri)
        if first != file.src_uri:
            raise PluginError(
                f"docs/{first} and docs/{file.src_uri} would both stand at "
                f"{file.dest_uri}; rename one of the two"
            )
    for one, other in alike(sources):
        raise PluginError(
            f"docs/{sources[one]} and docs/{sources[other]} differ only in the case of letters or "
            "in how these are coded, which is one file on many computers; rename one of the two"
        )
