"""A briefing you can check: YAML records become a static site on which every sentence is sourced.

Data flows one way, and nothing points back (tests/test_house.py holds it so):

    records    what is written: models, dates, the strict YAML reader, problems with their places
    status     the truth table that derives how firm a claim is
    briefing   all records, their indexes, and everything that follows from them
    wording    the one function that puts a claim into words: who says it, what, who denies it
    checks     one rule = one generator of problems
    evidence   links into a source's text
    views      briefing -> one frozen, documented context per page kind
    render     the one sandboxed, autoescaping, strict Jinja environment
    pages      every record page: its address, its view, its template, its links
    env        the only module that knows mkdocs-macros
    site       } the only modules that know MkDocs
    hooks      }
    cli        the `brief` command
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Give mkdocs-macros our macros; imported late, so that `brief check` stays quick."""
    from .env import define_env as define

    define(env)
