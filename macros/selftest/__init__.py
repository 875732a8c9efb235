"""The gate tests itself: faults are planted in a briefing, one at a time, and the gate looks.

What is planted follows from the records and the texts alone: nothing here imports a check.
"""

from __future__ import annotations

from .faults import FAULTS
from .run import Check, Outcome, Result, run
from .table import table

__all__ = ["FAULTS", "Check", "Outcome", "Result", "run", "table"]
