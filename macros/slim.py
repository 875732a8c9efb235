"""The theme's style sheet without the rules that no page of this site can use.

A rule stays if each class of one of its selectors is a word of the pages or of the theme's
scripts; what stands in brackets is not looked at, and a class with a modifier (`x--y`) stays if
its stem does. Custom properties that nothing asks for go as well: most hold pictures. So do the
colours of palettes that no page chooses, the
rules of features that this site has switched off, whose classes only the theme's scripts would
make, and rules for pages that run from right to left, of which there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_TOKEN = re.compile(
    r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|[^{};"'/]+|/""", re.DOTALL
)
_CLASS = re.compile(r"\.((?:[A-Za-z_-]|\\.)(?:[\w-]|\\.)*)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NAMED = re.compile(r"(?<![\w.#-])[A-Za-z_][\w-]*")
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
_ATTRIBUTE = re.compile(r"(?:class|data-md-color-\w+)=[\"']?([^\"'>]*)")
_COLOUR = re.compile(r"\[data-md-color-\w+=[\"']?([\w-]+)")
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script>", re.DOTALL)
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_PROPERTY = re.compile(
    r"""(?<=[{;])(--[\w-]+):((?:"[^"]*"|'[^']*'|\((?:[^()]|\([^()]*\))*\)|[^;{}"'()])*)(?:;|(?=\}))"""
)
# How classes begin that only the theme's scripts make, for features that this site leaves off.
_OFF = tuple(
    """
    md-version md-source md-annotation md-consent md-code md-post md-tag mermaid
    tabbed annotate highlight lineno critic keys arithmatex success
    md-feedback md-announce md-banner md-author md-meta md-path md-status md-sponsorship
    glightbox-container
""".split()
)
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_NESTING = ("@media", "@supports", "@layer", "@container")


def slim_theme(site: Path, known: set[str]) -> None:
    """Write the theme's style sheets anew in a built site; `known` are the classes of its pages."""
    assets = site / "assets"
    scripts = "\n".join(
        file.read_text("utf-8")
        for file in sorted(assets.glob("**/*.min.js"))
        if file.parent.name in ("javascripts", "workers")
    )
    off = tuple(stem for stem in _OFF if not any(one.startswith(stem) for one in known))
    known = known | {one for one in named(scripts) if not one.startswith(off)}
    sheets = sorted((assets / "stylesheets").glob("*.css"))
    texts = {file: file.read_text("utf-8") for file in (*sheets, *sorted(assets.glob("*.css")))}
    for sheet in sheets:
        others = "\n".join(text for file, text in texts.items() if file != sheet)
        sheet.write_text(slim(texts[sheet], known, scripts + others), "utf-8", newline="\n")
    for file in set(texts) - set(sheets):
        file.write_text(tight(texts[file]), "utf-8", newline="\n")


def tight(css: str) -> str:
    """Return a style sheet of ours without what only its readers need: remarks and spaces."""
    bare = _REMARK.sub("", css)
    parts = _QUOTED.split(bare)  # every second one is a string, kept as it is
    parts[::2] = [
        re.sub(r"(?<=[{;])([\w-]+): ", r"\1:", re.sub(r"\s*([{};])\s*|(,)\s+", r"\1\2", one))
        for one in (re.sub(r"\s+", " ", part) for part in parts[::2])
    ]
    return "".join(parts).replace(";}", "}").strip() + "\n"


def classes(html: str) -> set[str]:
    """Return the classes of a page, or of a template, with the words of its own scripts."""
    found = {word for one in _ATTRIBUTE.findall(html) for word in _WORD.findall(one)}
    return found.union(*(named(script) for script in _SCRIPT.findall(html)))


def named(script: str) -> set[str]:
    """Return the words of a script's strings; one after a dot asks for a class and makes none."""
    return {word for one in _STRING.findall(script) for word in _NAMED.findall(one)}


def slim(css: str, known: set[str], others: str = "") -> str:
    """Return a style sheet without what cannot apply; `others` may ask for its properties."""
    kept = "".join(_rules(css, known))
    while True:
        asked = set(_ASKED.findall(kept)) | set(re.findall(r"--[\w-]+", others))
        less = "".join(_asked_for(kept, asked))
        if less == kept:
            return kept
        kept = less


def _asked_for(css: str, asked: set[str]) -> Iterator[str]:
    """Yield a style sheet without the properties that are not among those asked for."""
    end = 0
    for found in _PROPERTY.finditer(css):
        if found[1] not in asked:
            yield css[end : found.start()]
            end = found.end()
    yield css[end:]


def _rules(css: str, known: set[str]) -> Iterator[str]:
    for prelude, block in _split(css):
        if block is None:
            yield f"{prelude};"
        elif prelude.startswith(_NESTING):
            inner = "".join(_rules(block, known))
            if inner:
                yield f"{prelude}{{{inner}}}"
        elif prelude.startswith("@"):
            yield f"{prelude}{{{block}}}"
        else:
            selectors = [one for one in _listed(prelude) if _possible(one, known)]
            if selectors:
                yield f"{','.join(selectors)}{{{block}}}"


def _split(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield each statement of a style sheet as its prelude and its block, None without one."""
    prelude: list[str] = []
    block: list[str] = []
    depth = 0
    for piece in _TOKEN.findall(css):
        if piece.startswith("/*"):
            continue
        if piece == "}":
            depth -= 1
            if not depth:
                yield "".join(prelude).strip(), "".join(block)
                prelude, block = [], []
                continue
        if depth:
            block.append(piece)
        elif piece == ";":
            yield "".join(prelude).strip(), None
            prelude = []
        elif piece != "{":
            prelude.append(piece)
        if piece == "{":
            depth += 1


def _listed(selectors: str) -> list[str]:
    """Return the selectors of a list; a comma in brackets divides none."""
    found, depth = [""], 0
    for mark in selectors:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(mark, 0)
        if mark == "," and not depth:
            found.append("")
        else:
            found[-1] += mark
    return found


def _possible(selector: str, known: set[str]) -> bool:
    if selector.startswith(("[dir=rtl]", "[dir='rtl']")):
        return False
    bare, before = selector, ""
    while bare != before:
        bare, before = _BRACKETS.sub("", bare), bare
    names = [re.sub(r"\\(.)", r"\1", name) for name in _CLASS.findall(bare)]
    names += _COLOUR.findall(selector)
    return all(name in known or name.partition("--")[0] in known for name in names)
