"""What earlier checks found: an address is dead once it was gone in each of three weeks."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .answer import Answer, Outcome

STRIKES = 3
SPAN = datetime.timedelta(days=14)
"""Between the first strike and the last."""
APART = datetime.timedelta(days=6)
"""Between two strikes: who checks twice in a day learns nothing more."""

_KEPT = re.compile(r"<!-- brief-links: (\{.*\}) -->")


@dataclass(frozen=True, slots=True)
class Strikes:
    """How often in a row an address was gone."""

    first: datetime.date
    last: datetime.date
    count: int

    @property
    def dead(self) -> bool:
        """Whether that is enough to call it dead."""
        return self.count >= STRIKES and self.last - self.first >= SPAN


@dataclass(frozen=True, slots=True)
class Memory:
    """The strikes of every address that was gone when it was last heard of."""

    strikes: Mapping[str, Strikes]

    def after(self, answers: Mapping[str, Answer], today: datetime.date) -> Memory:
        """Return what is remembered after a check; what is no longer asked is forgotten."""
        return Memory(
            {
                address: kept
                for address, answer in answers.items()
                if (kept := _next(self.strikes.get(address), answer, today))
            }
        )

    def written(self) -> str:
        """Return it as a comment of a Markdown text, in which it can be found again."""
        rows = {
            address: [one.first.isoformat(), one.last.isoformat(), one.count]
            for address, one in sorted(self.strikes.items())
        }
        # Nothing in it may close the comment.
        text = json.dumps(rows).replace("<", "\\u003c").replace(">", "\\u003e")
        return f"<!-- brief-links: {text} -->"

    @classmethod
    def read(cls, text: str) -> Memory:
        """Find it in a text; raises ValueError where what stands there is no memory."""
        found = _KEPT.findall(text)
        if not found:
            return cls({})
        try:
            return cls(
                {
                    str(address): Strikes(
                        datetime.date.fromisoformat(first),
                        datetime.date.fromisoformat(last),
                        _count(count),
                    )
                    for address, (first, last, count) in json.loads(found[-1]).items()
                }
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise ValueError("its memory cannot be read") from error


def _next(before: Strikes | None, answer: Answer, today: datetime.date) -> Strikes | None:
    if answer.outcome in (Outcome.ALIVE, Outcome.MOVED):
        return None
    if answer.outcome is not Outcome.GONE:
        return before  # no news is neither good nor bad
    if before is None:
        return Strikes(today, today, 1)
    if today - before.last < APART:
        return before
    return Strikes(before.first, today, before.count + 1)


def _count(value: object) -> int:
    if not isinstance(value, int) or not 0 < value < 10_000:
        raise ValueError("no count")
    return value
