"""The text of an article that a contributor holds: read for proposals, kept out of git's sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..drafting.proposals import proposals, source_fields
from ..drafting.record import Refused
from ..evidence.text import FOLDER, texts_folder
from ..revision import ignored

LARGEST_TEXT = 8 * 1024 * 1024
Fields = dict[str, Any]


def read_text(file: Path) -> tuple[str, Fields]:
    """Read a text and what it says of itself."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST_TEXT:
            raise Refused(f"{file} is no file of a sensible size")
        raw = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refused(f"{file} is not in UTF-8; save it as plain text in UTF-8") from None
    if not raw.strip():
        raise Refused(f"{file} is empty")
    found = proposals(raw, "new")
    for line in found.uncited:
        print(f"seems no part of the article, but has no words of its own to be found by: {line}")
    return raw, source_fields(found)


def show_proposals(found: Fields) -> None:
    """Print what a text proposes."""
    print("The text proposes:")
    for key, value in found.items():
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            shown = ", ".join(f"{k}: {v}" for k, v in row.items()) if isinstance(row, dict) else row
            print(f"  {key}: {shown}")


def keep_text(root: Path, source: str, raw: str) -> None:
    """Put a text where `brief verify` looks for it, and never where git would take it up."""
    folder = texts_folder(root) or root / FOLDER
    file = folder / f"{source}.txt"
    if not ignored(root, file):
        raise Refused(f"git would take up {file}; add /{FOLDER}/ to .gitignore first")
    if file.exists() and file.read_bytes() != raw.encode():
        raise Refused(f"{file} is there already, with another text")
    folder.mkdir(exist_ok=True)
    file.write_bytes(raw.encode())
    print(f"the text lies at {file}, out of git's sight")
