"""The careful pass: it keeps where every value stands, and collects every fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import yaml

from ..problems import Severity
from . import scalars
from .characters import FORBIDDEN
from .events import DIRECTIVE, ERRORS, MAX_DEPTH, MAX_EVENTS, Span, Value, events, span_of
from .faults import MAX_PROBLEMS, Fault
from .leniencies import ODD, leniencies, outdented, tight_comments
from .stumbles import Stumble
from .text import Text

_DROPPED = "\0dropped"  # stands for a key that was refused; no key can be this


@dataclass(slots=True, eq=False)
class Spot:
    """Where a value stands, where its key stands, and the spots inside it."""

    start: int
    end: int
    key: Span | None = None
    inside: dict[str | int, Spot] | None = None


@dataclass(slots=True, eq=False)
class _Open:
    """A list or map that is not closed yet, with the key whose value comes next."""

    value: list[Value] | dict[str, Value]
    spot: Spot
    inside: dict[str | int, Spot]
    key: str | None = None
    key_span: Span = (0, 0)
    indent: int = -1
    """The column of the innermost list or map without brackets, this one included."""
    flow: int = -1
    """Where the outermost brackets around it open, its own included; -1 for none."""

    @property
    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.value, dict)


class _Stop(Exception):
    """The rest of the file would make no sense."""


class Careful:
    """One pass over the events that keeps positions and explains every fault."""

    def __init__(self, text: Text, faults: Iterable[Fault] = ()) -> None:
        self.text = text
        self.faults = list(faults)
        self.value: Value = None
        self.starts: tuple[int, ...] = ()
        self._last: yaml.ScalarEvent | None = None
        self._texts: list[Span] | None = [] if ODD.search(text.clean) else None
        self._open = [_Open([], Spot(0, 0), {})]  # a list around the file; its one item is the root
        self.whole = False
        try:
            self._walk()
            self.whole = True
        except _Stop:
            pass
        except ERRORS as error:
            self._stumbled(error)

    @property
    def root(self) -> Spot | None:
        """The spot of the whole value, as far as there is one."""
        return self._open[0].inside.get(0)

    def _walk(self) -> None:
        directive = DIRECTIVE.match(self.text.clean)
        if directive:
            start = directive.end()
            sentence = "a line that starts with % is an instruction to the YAML parser"
            fix = "delete the line; a value that starts with % is put in quotes"
            self._add(Fault(start, self.text.line_end(start), "directive", sentence, fix))
        for number, event in enumerate(events(self.text.clean), 1):
            if number > MAX_EVENTS:
                sentence = "this file holds more keys and values than a file may"
                fix = "split it into several files"
                start, end = span_of(event)
                self._add(Fault(start, end, "too-many", sentence, fix))
                raise _Stop
            if isinstance(event, yaml.ScalarEvent):
                self._last = event
                if self._texts is not None:
                    self._texts.append(span_of(event))
                self._scalar(event)
            elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                self._opened(event)
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                self._closed(*span_of(event))
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent) and self._open[0].value:
                start = span_of(event)[0]
                sentence = "a second document starts here"
                fix = "delete the line ---, or move what follows to a file of its own"
                self._add(Fault(start, start + 3, "several-documents", sentence, fix))
                raise _Stop
        if self._texts is not None:
            self._add(*islice(tight_comments(self.text, self._texts), MAX_PROBLEMS + 1))
        root = self.root
        if root and root.inside is not None:
            (self.value,) = self._open[0].value
            spots = root.inside.values() if isinstance(self.value, list) else ()
            self.starts = tuple(self.text.line_of(spot.start) for spot in spots or [root])
        elif self._last or not root:
            # Told only now, as a syntax error further down would have explained it better.
            self._add(scalars.no_collection(self.text, self._last))

    def _add(self, *faults: Fault) -> None:
        room = MAX_PROBLEMS + 1 - len(self.faults)
        self.faults += faults[: max(room, 0)]

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        into, span = self._open[-1], span_of(event)
        refused = scalars.decorations(self.text, event)
        self._add(*refused, *leniencies(self.text.clean, event, into.indent))
        node: Value = event.value or ("" if event.style else None)
        if event.style == '"' and FORBIDDEN.search(event.value):
            self._add(*islice(scalars.escapes(self.text, event), MAX_PROBLEMS + 1))
            node = FORBIDDEN.sub("\ufffd", event.value)
        if into.wants_key:
            into.key = _DROPPED if refused else self._key(event, into.inside)
            into.key_span = span
            return
        if not event.style and not refused and len(self._open) > 1:
            fault = None
            if event.value:
                fault = scalars.misread(self.text, event)
            elif into.key != _DROPPED:
                fault = scalars.no_value(self.text, event, into.key, into.key_span)
            if fault and into.key == "title" and fault.code == "typographic-quotes":
                fault = fault._replace(write=())  # a title may be printed in quotes
            if fault:
                self._add(fault)
            node = None if node in scalars.NULLS else node
        self._attach(node, Spot(*span))

    def _key(self, event: yaml.ScalarEvent, siblings: dict[str | int, Spot]) -> str:
        """Return the key, or the one for dropped values when it is refused."""
        key: str = event.value
        first = siblings[key].key if key in siblings else None
        refused = scalars.refused_key(self.text, event, first)
        fault = refused or (None if event.style else scalars.typographic(event))
        if fault:
            self._add(fault)
        return _DROPPED if refused else key

    def _alias(self, event: yaml.AliasEvent) -> None:
        into = self._open[-1]
        if into.key != _DROPPED:
            self._add(scalars.alias(self.text, event))
        if into.wants_key:
            into.key = _DROPPED
        else:
            self._attach(None, Spot(*span_of(event)))

    def _opened(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        into, (start, end) = self._open[-1], span_of(event)
        self._add(*scalars.decorations(self.text, event))
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node: list[Value] | dict[str, Value] = [] if is_list else {}
        spot = Spot(start, end if event.flow_style else start + 1)
        if into.wants_key:
            into.key = _DROPPED
            what = "list" if is_list else "map"
            sentence = f"a {what} stands where the name of a key is expected"
            fix = "write the name of the key, or put the text in quotes"
            self._add(Fault(start, end, "key-not-text", sentence, fix))
        else:
            self._attach(node, spot)
        if len(self._open) > MAX_DEPTH:
            sentence = f"lists and maps are nested more than {MAX_DEPTH} deep here"
            self._add(Fault(start, end, "too-deep", sentence, "write the values less deep"))
            raise _Stop
        spot.inside = {}
        opened = _Open(node, spot, spot.inside, indent=into.indent, flow=into.flow)
        if not event.flow_style:
            opened.indent = start - self.text.line_start(start)
        elif into.flow < 0:
            opened.flow = start
        self._open.append(opened)

    def _closed(self, start: int, end: int) -> None:
        closed = self._open.pop()
        if end > start:  # only brackets have an end of their own
            closed.spot.end = end
            if self._open[-1].flow < 0:
                self._add(*outdented(self.text.clean, closed.flow, end, closed.indent))

    def _attach(self, node: Value, spot: Spot) -> None:
        """Put a value into the open list or map."""
        into = self._open[-1]
        if isinstance(into.value, list):
            into.inside[len(into.value)] = spot
            into.value.append(node)
            return
        if into.key and into.key != _DROPPED:
            into.value[into.key] = node
            into.inside[into.key] = spot
            spot.key = into.key_span
            if into.spot.start == spot.key[0]:  # the first key stands for the whole of a map
                into.spot.end = spot.key[1]
        into.key = None

    def _stumbled(self, error: Exception) -> None:
        """Add one fault for what the parser stumbled over, unless it has been explained."""
        fault = Stumble(self.text, error, self._last).explain()
        seeming = {  # what stands in it only seemed to be keys, or to be outside of its value
            "unclosed-bracket": ("no-value", "bad-indentation"),
            "unclosed-quote": ("bad-indentation",),
        }.get(fault.code, ())
        self.faults = [each for each in self.faults if each.code not in seeming]
        line = self.text.line_of(fault.start)
        known = [each for each in self.faults if each.severity is Severity.ERROR]
        # A tab or a refused value on the same line is the cause, and is reported already.
        if not any(each.code == "tab" or self.text.line_of(each.start) == line for each in known):
            self._add(fault)
