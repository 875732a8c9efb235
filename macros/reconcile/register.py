"""Which register of the briefing a list is, and what the briefing says of it: told by its data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from ..briefing import Briefing
from ..records.designation import Designation, NotListed
from ..records.entity import Entity, Identifier
from ..records.library import Filed
from ..records.problems import Place
from ..records.topic import Layout
from .row import Unreadable

Wanted = Callable[[Designation], bool]


@dataclass(frozen=True)
class Numbered:
    """A number of the register in a record, with its place."""

    uid: str
    place: Place


@dataclass(frozen=True)
class Register:
    """A register of the briefing, with the scheme of its numbers."""

    briefing: Briefing
    scheme: str
    source: str

    @cached_property
    def on_it(self) -> dict[str, tuple[Filed[Designation], ...]]:
        """Designations on the register by target."""
        return self._by_target(
            lambda item: item.list == self.source or (item.list is None and bool(self._own(item)))
        )

    @cached_property
    def without_list(self) -> dict[str, tuple[Filed[Designation], ...]]:
        """Designations of its authorities that name no list, by target."""
        authorities = {filed.record.authority for all_ in self.on_it.values() for filed in all_}
        return self._by_target(
            lambda item: item.list is None and not self._own(item) and item.authority in authorities
        )

    @cached_property
    def absent(self) -> dict[str, tuple[Filed[NotListed], ...]]:
        """Records that an entity is not on the register, by entity."""
        found: dict[str, list[Filed[NotListed]]] = defaultdict(list)
        for filed in self.briefing.library.not_listed:
            if filed.record.list == self.source:
                found[filed.record.entity].append(filed)
        return {who: tuple(all_) for who, all_ in found.items()}

    def numbers(self, entity: Filed[Entity]) -> tuple[Numbered, ...]:
        """Return the register's numbers of an entity, its designations' included."""
        found: dict[str, Numbered] = {}
        records = self.on_it.get(entity.record.id, ())
        for own in (self.own_numbers(entity), *map(self.own_numbers, records)):
            for one in own:
                found.setdefault(one.uid, one)
        return tuple(found.values())

    def own_numbers(self, filed: Filed[Entity] | Filed[Designation]) -> tuple[Numbered, ...]:
        """Return the register's numbers that stand in a record itself."""
        return tuple(
            Numbered(one.value, filed.place("identifiers", index, "value"))
            for index, one in enumerate(filed.record.identifiers)
            if one.scheme == self.scheme
        )

    def _own(self, item: Designation) -> tuple[Identifier, ...]:
        return tuple(one for one in item.identifiers if one.scheme == self.scheme)

    def _by_target(self, wanted: Wanted) -> dict[str, tuple[Filed[Designation], ...]]:
        found: dict[str, list[Filed[Designation]]] = defaultdict(list)
        for filed in self.briefing.library.designations.values():
            if wanted(filed.record):
                found[filed.record.target].append(filed)
        return {who: tuple(all_) for who, all_ in found.items()}


def register_of(briefing: Briefing, layout: Layout, scheme: str | None) -> Register:
    """Return the register that is published in a layout, as the vocabulary has it."""
    schemes = {
        name: one.list
        for name, one in briefing.vocabulary.schemes.items()
        if one.list and layout in one.layouts and scheme in (None, name)
    }
    if not schemes:
        which = f"the scheme “{scheme}”" if scheme else "no scheme of the vocabulary"
        raise Unreadable(
            f"the list is in the layout {layout}, which {which} {'has not' if scheme else 'has'}",
            f"add  list: <its source>  and  layouts: [{layout}]  to its scheme in vocabulary.yml",
        )
    if len(schemes) > 1:
        raise Unreadable(
            f"several schemes have lists in the layout {layout}: {', '.join(schemes)}",
            "name one of them with --scheme",
        )
    [(name, source)] = schemes.items()
    return Register(briefing, name, source)
