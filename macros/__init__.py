"""A briefing you can check: YAML records become a static site on which every sentence is sourced.

Data flows one way, and nothing points back (tests/test_house.py holds it so):

    hands      work shared with a second process where there is one to be had
    stock      what many pages have in common, made before them all by all hands
    equality   whether two values say the same
    notes      what is made from what, noted while it is read
    tables     how an index is made, and how it follows from the one before
    records    what is written: models, dates, the strict YAML reader, problems with their places
    status     the truth table that derives how firm a claim is
    briefing   all records, their indexes, and everything that follows from them
    following  what an edit changes, and what of before is still right
    wording    the one function that puts a claim into words: who says it, what, who denies it
    evidence   folding, passages, sketches, ledgers: records beside the texts of their sources
    atlas      outlines of states, from the open map data that a package brings
    checks     one rule = one generator of problems
    inert      the one escape: contributed text becomes text that nothing reads as more
    views      briefing -> one frozen, documented context per page kind
    figures    contexts -> SVG, drawn at build time
    render     the one sandboxed, autoescaping, strict Jinja environment
    policy     what a page may load and run
    spreadsheet  a table as a page prints it, for spreadsheets
    drawings   every figure as a file of its own
    search     what search finds: one list of entries, and the theme's index of a small site
    shards     the same of a large site, in many small files
    contents   what a site consists of: kinds of pages, bodies, tables, styles
    pages      every page that records make: its address, its body, its links
    frame      a page of the theme with holes, into which record pages are filled
    built      what stands in a built site: links, anchors, ids, whole sentences
    staging    a new site beside the old one, and the swap
    reporting  the forms in which problems are printed
    repair     edits written into files, for problems with one fix only
    revision   what git knows: changed lines, and the project at another revision
    selftest   faults planted in records, to see what the gate catches
    reconcile  an official list beside the records: where they agree and differ
    drafting   from an article to records: stubs, and what is still to be drawn from it
    review     what a branch changes, before and after
    prose      the macros of a hand-written page, in a sandbox
    env        the only module that knows mkdocs-macros
    building   } the only modules that know MkDocs
    hooks      }
    live       the preview: a private copy of the site that follows each change
    commands   the commands of `brief`, a thin module each
    cli        the `brief` command: finds the project and the command
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Give mkdocs-macros our macros; imported late, so that `brief check` stays quick."""
    from .env import define_env as define

    define(env)


def on_pre_page_macros(env: Any) -> None:
    """Print a page's macros before mkdocs-macros would."""
    from .env import on_pre_page_macros as on_page

    on_page(env)
