"""The rules that records keep: one generator each, listed in one tuple."""

from __future__ import annotations

from .catalogue import EXPLANATIONS, RULES, Report, check, inspect
from .rule import Explanation, Rule, Subject

__all__ = [
    "EXPLANATIONS", "RULES", "Explanation", "Report", "Rule", "Subject", "check", "inspect",
]  # fmt: skip
