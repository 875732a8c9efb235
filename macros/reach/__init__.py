"""Whether the addresses in records and pages still answer: asked seldom, gently and safely."""

from __future__ import annotations

from .answer import Answer, Outcome
from .ask import Web, ask
from .memory import Memory, Strikes
from .report import markdown, problems, recalled
from .rounds import ask_all
from .written import Written, written

__all__ = [
    "Answer",
    "Memory",
    "Outcome",
    "Strikes",
    "Web",
    "Written",
    "ask",
    "ask_all",
    "markdown",
    "problems",
    "recalled",
    "written",
]
