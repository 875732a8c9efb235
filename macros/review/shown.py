"""A review as text, as Markdown for a job's summary, and as one page of HTML without a request."""

from __future__ import annotations

from collections.abc import Iterator

from ..records.problems import visible
from ..render import Links, render
from ..reporting import MOST_BYTES, markdown
from .records import NAMES, Change
from .review import Review

SIGNS = {"added": "+", "changed": "~", "withdrawn": "×", "deleted": "-", "removed": "-"}
NOTHING = "Nothing that a reader sees changes."


def as_text(review: Review) -> str:
    """Return a review for a terminal."""
    rows: list[str] = []
    for kind, title in NAMES.items():
        of_kind = [one for one in review.changes if one.kind == kind]
        if of_kind:
            rows += [title, *(row for one in of_kind for row in _change(one)), ""]
    if review.flips:
        rows.append("Statuses")
        for flip in review.flips:
            rows += [f"  {flip.claim}: {flip.before} → {flip.after}", f"      {visible(flip.why)}"]
        rows.append("")
    if review.rewordings:
        rows.append("Sentences")
        for one in review.rewordings:
            rows.append(f"  {one.claim}")
            rows += [f"      - {visible(one.before)}"] if one.before else []
            rows += [f"      + {visible(one.after)}"] if one.after else []
        rows.append("")
    if review.pages:
        rows.append("Pages")
        rows += [
            f"  {SIGNS[one.what]} /{one.url}{_count(len(one.passages))}" for one in review.pages
        ]
    return "\n".join(rows).rstrip() or NOTHING


def as_markdown(review: Review) -> str:
    """Return a review for a job's summary, cut where GitHub would drop it whole."""
    rows: list[str] = []
    size = 0
    blocks = list(_blocks(review))
    for number, block in enumerate(blocks):
        size += len(block.encode()) + 1
        if size > MOST_BYTES:
            rows.append(f"\nand {len(blocks) - number} more lines; `brief diff` has them all")
            break
        rows.append(block)
    return "\n".join(rows)


def as_html(review: Review) -> str:
    """Return a review as one self-contained page."""
    return str(render("review.html.jinja", review, Links(_nowhere, 0)))


def _nowhere(kind: str, record_id: str) -> str:
    """Refuse: the page stands by itself."""
    raise LookupError(f"{kind} {record_id}")


def _change(one: Change) -> Iterator[str]:
    yield f"  {SIGNS[one.what]} {visible(one.id)} {one.what}  ({visible(one.place)})"
    for field in one.fields:
        before, after = visible(field.before) or "—", visible(field.after) or "—"
        yield f"      {field.path}: {before} → {after}"


def _count(passages: int) -> str:
    return f"  ({passages} passage{'' if passages == 1 else 's'})" if passages else ""


def _blocks(review: Review) -> Iterator[str]:
    yield f"### What changes\n\n{markdown(review.closing)}\n"
    if not (review.changes or review.pages):
        yield NOTHING
    for kind, title in NAMES.items():
        of_kind = [one for one in review.changes if one.kind == kind]
        if of_kind:
            yield f"\n#### {title}\n"
        for one in of_kind:
            yield f"- {one.what}: {markdown(one.id)} ({markdown(one.place)})"
            for field in one.fields:
                yield f"  - {markdown(field.path)}: {_was(field.before)} → {_is(field.after)}"
    if review.flips:
        yield "\n#### Statuses\n"
    for flip in review.flips:
        yield f"- {markdown(flip.claim)}: {flip.before} → **{flip.after}**. {markdown(flip.why)}"
    if review.rewordings:
        yield "\n#### Sentences\n"
    for said in review.rewordings:
        yield f"- {markdown(said.claim)}<br>{_was(said.before)}<br>{_is(said.after)}"
    if review.pages:
        yield "\n#### Pages\n"
    for page in review.pages:
        yield f"- {page.what}: {markdown('/' + page.url)}{_count(len(page.passages))}"


def _was(text: str) -> str:
    return f"<del>{markdown(text)}</del>" if text else "—"


def _is(text: str) -> str:
    return f"<ins>{markdown(text)}</ins>" if text else "—"
