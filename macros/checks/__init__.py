"""The rules that records keep: one generator each, listed in one tuple."""

from __future__ import annotations

from .catalogue import RULES, Report, check, inspect
from .rule import Rule, Subject

__all__ = ["RULES", "Report", "Rule", "Subject", "check", "inspect"]
