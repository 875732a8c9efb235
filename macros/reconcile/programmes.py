"""Programmes of sanctions, compared by their letters and figures alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..evidence.fold import fold
from ..records.designation import DesignationEvent


class Programmes:
    """The programmes that events name, each once, as written."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = {fold(name): name for name in names}

    @classmethod
    def of(cls, events: Iterable[DesignationEvent]) -> Programmes:
        """Return the programmes that events name."""
        return cls(name for event in events for name in event.programs)


def told_apart(ours: Programmes, theirs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what only a list names and what only the records name.

    A list that names no programme at all says nothing of programmes.
    """
    if not theirs:
        return [], []
    other = Programmes(theirs)
    return (
        [name for key, name in other.names.items() if key not in ours.names],
        [name for key, name in ours.names.items() if key not in other.names],
    )
