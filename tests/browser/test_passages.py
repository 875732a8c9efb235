"""Links into a source's text: the browser finds the passage that the record cites."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from macros.briefing import Briefing
from macros.views.parts import cited
from tests.browser.conftest import Open
from tests.projects import ROOT, SAMPLE

SHARED = ROOT.parent / "shared" / "articles"

# Where the browser scrolled to is where the fragment was found; without one it stays at the top.
GAP = "<p style='height: 3000px'></p>"


def fragments(briefing: Briefing, source: str) -> dict[str, str]:
    """Return every text fragment into a source, with the claim it is for."""
    found = {}
    for key, claim in briefing.claims.items():
        for assertion in claim.assertions:
            if assertion.cite.source == source and assertion.cite.start:
                href = cited(briefing, assertion.cite).href
                found[href.partition("#")[2] or fragment_of(assertion.cite)] = key
    return found
