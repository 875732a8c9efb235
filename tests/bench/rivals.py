"""The same briefing built in other ways, to be measured beside ours.

*Trivial*: a plain site of the same theme with as many pages as ours, each a heading and a line.
*Plain*: the way one would write it at first: a stub page for each page of ours that shows records,
whose macro reads all YAML with the safe loader (once for each build) and prints Markdown: tables,
lists and footnotes with what ours show, figures left out (`plainly`).
*Hugo*: another generator, fast, fed with one JSON file for each page; its template prints the same
sentences, marks and links as our pages, in a frame as large as ours.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from macros.pages import Pages

from . import plainly

SETTINGS = """\
site_name: {name}
site_url: https://example.org/briefing/
theme: {{name: material, font: false}}
plugins: [search{more}]
validation: {{omitted_files: ignore}}
nav: [index.md]
markdown_extensions:
{extensions}
"""
FEW, MANY = (
    "".join(f"  - {name}\n" for name in names.split())
    for names in (
        "attr_list tables toc",
        "admonition attr_list def_list footnotes md_in_html tables toc "
        "pymdownx.details pymdownx.highlight pymdownx.superfences",
    )
)
STUB = """\
---
title: "{title}"
---
{{{{ {kind}_page("{id}") }}}}
"""
HUGO = """\
baseURL = "https://example.org/briefing/"
title = "Lots without End"
disableKinds = ["taxonomy", "term", "RSS"]
[outputs]
home = ["HTML", "JSON"]
"""
PAGE = """\
{frame}<article><h1 id="title">{{{{ .Title }}}}</h1><p class="lead">{{{{ .Params.lead }}}}</p>
{{{{ range .Params.sections }}}}<h2 id="{{{{ .anchor }}}}">{{{{ .title }}}}</h2>
<ol class="spine">{{{{ range .rows }}}}<li class="spine__item is-{{{{ .status }}}}">
<span class="spine__when">{{{{ .when }}}}</span>
<p class="spine__text">{{{{ range .sentence }}}}{{{{ if .href }}}}\
<a href="{{{{ .href }}}}" data-preview>\
{{{{ .text }}}}</a>{{{{ else }}}}{{{{ .text }}}}{{{{ end }}}}{{{{ end }}}}</p>
<p class="spine__meta"><span class="badge">{{{{ .word }}}}</span>\
{{{{ range .cites }}}} <a class="out" href="{{{{ .href }}}}">{{{{ .text }}}}</a>{{{{ end }}}}</p>
</li>
{{{{ end }}}}</ol>{{{{ end }}}}<div class="rest">{{{{ .Params.rest }}}}</div></article>{tail}
"""


_MARKUP = re.compile(r"<(svg|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"\w+")


def trivial(root: Path, pages: int) -> None:
    """Write a site of the theme with as many pages as ours."""
    docs = _fresh(root)
    (root / "mkdocs.yml").write_text(
        SETTINGS.format(name="Trivial", more="", extensions=FEW), "utf-8"
    )
    (docs / "index.md").write_text("# Home\n", "utf-8")
    for number in range(pages):
        (docs / f"page-{number}.md").write_text(f"# Page {number}\n\nOne line of it.\n", "utf-8")


def plain(root: Path, records: Path, pages: Pages) -> None:
    """Write the briefing as one would at first, over the records that ours reads."""
    docs = _fresh(root)
    more = ", macros: {module_name: main, on_error_fail: true}"
    settings = SETTINGS.format(name="Plain", more=more, extensions=MANY)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    shutil.copyfile(plainly.__file__, root / "main.py")
    (docs / "index.md").write_text("# Home\n", "utf-8")
    shutil.copytree(records, root / "data", dirs_exist_ok=True)
    for url, (kind, record_id) in pages.records.items():
        file = docs / f"{url.rstrip('/')}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(STUB.format(title=record_id, kind=kind, id=record_id), "utf-8")


def hugo(root: Path, pages: Pages, sizes: Mapping[str, int], frame: str) -> None:
    """Write the briefing for Hugo: our pages' sentences as data, in a frame as large as ours.

    `sizes` are the bytes of our pages by address; what a page of Hugo lacks of them stands in its
    data as one long text, so that both write the same amount.
    """
    shutil.rmtree(root, ignore_errors=True)
    layouts = root / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (root / "hugo.toml").write_text(HUGO, "utf-8")
    before, _, after = frame.partition("\0")
    page = PAGE.format(frame=_verbatim(before), tail=_verbatim(after))
    for name in ("single.html", "list.html"):
        (layouts / "_default" / name).write_text(page, "utf-8")
    (layouts / "index.html").write_text("<h1>Home</h1>", "utf-8")
    index = (
        '[{{ range $i, $p := site.RegularPages }}{{ if $i }},{{ end }}{"title": '
        '{{ jsonify $p.Title }}, "text": {{ jsonify $p.Params.lead }}}{{ end }}]'
    )
    (layouts / "index.json").write_text(index, "utf-8")
    for url, size in sizes.items():
        view = pages.view(url)
        rows = [_row(pages, row) for row in getattr(view, "claims", ())[:200]]
        data = {
            "title": view.title,
            "lead": view.lead,
            "sections": [{"anchor": "claims", "title": "Claims", "rows": rows}],
            "rest": "",
        }
        written = len(json.dumps(rows)) + len(frame)
        data["rest"] = "x" * max(0, size - written)
        file = root / "content" / f"{url.rstrip('/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data, ensure_ascii=False) + "\n", "utf-8")


def words(html: str) -> list[str]:
    """Return the words that a page's article shows, without those inside figures."""
    start, end = html.find("<article"), html.find("</article>")
    return _WORD.findall(unescape(_MARKUP.sub(" ", html[start:end])))


def _row(pages: Pages, row: object) -> dict[str, object]:
    sentence = getattr(row, "sentence", ())
    cites = getattr(row, "cites", ())
    when = getattr(row, "when", None)
    return {
        "status": getattr(row, "status", ""),
        "word": getattr(row, "word", ""),
        "when": getattr(when, "short", ""),
        "sentence": [
            {
                "text": piece.text,
                "href": f"/briefing/{pages.address(piece.kind, piece.id)}" if piece.id else "",
            }
            for piece in sentence
        ],
        "cites": [{"text": one.pointer, "href": one.href} for one in cites],
    }


def _verbatim(html: str) -> str:
    """Return HTML that a template of Hugo prints as it is."""
    return html.replace("{{", '{{ "{{" }}')


def _fresh(root: Path) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    docs = root / "docs"
    docs.mkdir(parents=True)
    return docs
