"""The full texts of sources: kept out of the project, read where they are at hand."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ..records.evidence import Cite
from ..records.source import Source
from .fold import Folded, folded
from .passage import Fault, Passage, locate

FOLDER = "texts"
VARIABLE = "BRIEF_TEXTS"
_LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True)
class SourceText:
    """The text of one source."""

    source: Source
    raw: str

    @cached_property
    def folded(self) -> Folded:
        """The text as it is compared."""
        return folded(self.raw)

    @cached_property
    def sha256(self) -> str:
        """A hash of the folded text: other quotes or line ends are the same text."""
        return sha256(self.folded.text.encode()).hexdigest()

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.raw.split())

    @cached_property
    def stretches(self) -> tuple[Passage | Fault, ...]:
        """The stretches that are no part of the article, in the order of the record."""
        return tuple(
            locate(
                Cite.model_construct(
                    source=self.source.id,
                    start=stretch.start,
                    end=stretch.end,
                    prefix=None,
                    suffix=None,
                    entry=None,
                ),
                self.folded,
            )
            for stretch in self.source.boilerplate
        )

    @cached_property
    def boilerplate(self) -> tuple[Passage, ...]:
        """Those of the stretches that were found."""
        return tuple(place for place in self.stretches if isinstance(place, Passage))

    def in_boilerplate(self, passage: Passage) -> bool:
        """Tell whether a passage begins or ends in a stretch that is no part of the article."""
        return any(
            stretch.start <= place < stretch.end
            for stretch in self.boilerplate
            for place in (passage.start, passage.end - 1)
        )


def texts_folder(root: Path) -> Path | None:
    """Return the folder of full texts: that named by BRIEF_TEXTS, else texts/, if it is there."""
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else root / FOLDER
    return folder if folder.is_dir() else None


def read_texts(
    folder: Path, sources: Iterable[Source]
) -> tuple[dict[str, SourceText], list[tuple[str, str]]]:
    """Read the texts that `folder` holds; return them, and (fault, fix) of what is no text."""
    texts: dict[str, SourceText] = {}
    faults: list[tuple[str, str]] = []
    for source in sources:
        file = folder / f"{source.id}.txt"
        if not source.seen or source.by_entry or not file.exists():
            continue
        try:
            if not file.is_file() or file.stat().st_size > _LARGEST:
                raise OSError(0, "it is no file of a sensible size")
            raw = file.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            faults.append(
                (f"the text of {source.id} is not in UTF-8", f"save {file.name} as UTF-8")
            )
        except OSError as error:
            fault = f"the text of {source.id} cannot be read: {error.strerror}"
            faults.append((fault, f"put the article's plain text at {file.name}"))
        else:
            texts[source.id] = SourceText(source, raw.replace("\r\n", "\n"))
    return texts, faults
