"""`brief diff`: facts, statuses, sentences and pages, before and after."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.review.review import pieces
from tests.commands.repositories import CLAIMS, NORLAND, brief, commit, committed, git, sample
from tests.projects import ROOT, Outcome, Project, contents

FINE, FOUND, USAGE = 0, 1, 2
VERIFIED = "data/evidence"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The sample, committed on main, with a branch of its own."""
    monkeypatch.delenv("BRIEF_TEXTS", raising=False)
    return git(committed(sample(tmp_path / "project")), "switch", "--quiet", "--create", "work")


def diff(on: Project, *arguments: str) -> Outcome:
    return brief(on, "diff", *arguments)


def closing(outcome: Outcome) -> str:
    return outcome.out.splitlines()[-1]


CLAIM = """\
- id: wicks
  type: shipment
  mode: fact
  text: Norland has shipped wicks
  short: Wicks
  roles: {supplier: [norland]}
  assertions:
    - by: [author]
      cite: {source: gazette-2031-doe, start: Since spring the lamps}
  added: 2031-06-22
"""
WITHDRAWN = "  added: 2031-06-21\n  withdrawn: {date: 2031-07-01, why: It was read wrong.}\n"
# What is edited → what the text says, in order.
CHANGES: dict[str, tuple[list[tuple[str, str, str]], list[str]]] = {
    "a field": (
        [(CLAIMS, "text: more lamp oil will follow", "text: more lamp oil may come")],
        [
            "Claims\n  ~ more-oil-likely changed  (data/claims/lamp-oil.yml:45)\n"
            "      text: more lamp oil will follow → more lamp oil may come\n",
            "Sentences\n  more-oil-likely\n      - In the assessment of",
            "Pages\n",
            "  ~ /claims/lamp-oil/",
            ": 1 claim changed, ",
        ],
    ),
    "an assertion more, before the others": (
        [(CLAIMS, "  assertions:\n    - by: [ann-roe]", "  assertions:\n    - by: [author]\n"
          "      cite: {source: gazette-2031-doe, start: Since spring the lamps}\n"
          "    - by: [ann-roe]")],
        ["      assertions[1]: — → {by: [author], cite: {source: gazette-2031-doe, start: Since "],
    ),
    "a speaker": (
        [(CLAIMS, "by: [ann-roe]", "by: [ann-roe, sudmark]")],
        ["      assertions[1].by: [ann-roe] → [ann-roe, sudmark]\n"],
    ),
    "a claim more": (
        [(CLAIMS, "- id: norland-denies-oil", f"{CLAIM}- id: norland-denies-oil")],
        [
            "  + wicks added  (data/claims/lamp-oil.yml:14)\n",
            "  wicks\n      + According to Jane Doe (The Gazette), Norland has shipped wicks.\n",
            "  ~ /entities/norland/",
            ": 1 claim added, ",
        ],
    ),
    "a claim withdrawn": (
        [(CLAIMS, "traders\"}\n  added: 2031-06-21\n", f"traders\"}}\n{WITHDRAWN}")],
        [
            "  × more-oil-likely withdrawn  (data/claims/lamp-oil.yml:45)\n"
            "      withdrawn: — → {date: 2031-07-01, why: It was read wrong.}\n",
            "  more-oil-likely\n      - In the assessment",
            ": 1 claim withdrawn, ",
        ],
    ),
    "a denial that answers no more": (
        [(CLAIMS, "  answers: [oil-to-sudmark]\n", "")],
        [
            "      answers: [oil-to-sudmark] → —\n",
            "Statuses\n  oil-to-sudmark: Disputed → Alleged\n      norland no longer denies it in "
            "norland-denies-oil. Somebody asserts it of another's conduct",
            "      - According to an allegation",
            "; Norland (“its harbour office”) denies it in general terms.\n      + According",
            "1 status changed",
        ],
    ),
    "a denial more": (
        [(CLAIMS, "answers: [oil-to-sudmark]", "answers: [oil-to-sudmark, more-oil-likely]")],
        ["Assessed → Disputed\n      norland denies it in norland-denies-oil. "],
    ),
    "a mode": (
        [(CLAIMS, "mode: judgement\n  text: more", "mode: fact\n  text: more")],
        ["      mode: judgement → fact\n"],
    ),
    "a hedge": (
        [(CLAIMS, "      hedge: alleged\n      hedge_words: allegedly\n", ""),
         (CLAIMS, "  answers: [oil-to-sudmark]\n", "")],
        ["hedge: alleged → —\n", "Disputed → Reported\n"],
    ),
    "a name, which touches sentences of claims that did not change": (
        [("data/entities/sudmark.yml", "name: Sudmark", "name: South Mark")],
        ["Entities\n  ~ sudmark changed", "  barrels-counted\n", "South Mark", ": 1 entity ch"],
    ),
    "a designation": (
        [("data/sanctions/league.yml", "date: 2030-05", "date: 2030-06")],
        ["Designations\n  ~ league-2030-05-roe", "events[1].when.date: 2030-05 → 2030-06\n",
         "  ~ /sanctions/"],
    ),
    "whom a list does not hold": (
        [("data/sanctions/league.yml", "entity: norland, list", "entity: sudmark, list")],
        ["Not listed\n  + sudmark on harbour-register, 2031-06-01 added", "  - norland on harb"],
    ),
    "the settings": (
        [("data/briefing.yml", "title: ", "title: More of ")],
        ["Settings\n  ~ settings changed", "  ~ /claims/lamp-oil/", ": settings changed, "],
    ),
    "a hand-written page": (
        [("docs/index.md", "\n---\n", "\n---\n\nWords more.\n")],
        ["Pages\n  ~ /  (1 passage)\n", ": 1 page touched"],
    ),
    "a comment": (
        [(CLAIMS, "- id: norland-denies-oil", "# noted\n- id: norland-denies-oil")],
        ["Nothing that a reader sees changes.\n", ": 0 pages touched"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes(name: str, project: Project) -> None:
    edits, said = CHANGES[name]
    for path, old, new in edits:
        text = (project.root / path).read_text("utf-8")
        assert old in text, path
        project.change({path: text.replace(old, new, 1)})
    outcome = diff(project, "main")
    assert (outcome.code, outcome.err) == (FINE, "")
    place = 0
    for words in said:
        found = outcome.out.find(words, place)
        assert found >= 0, f"{words!r} not in\n{outcome.out[place:]}"
        place = found + len(words)
    assert re.match(r"brief diff: against main \([0-9a-f]{7}\): ", closing(outcome))


def test_records_and_pages_that_come_and_go(project: Project) -> None:
    project.change({
        "data/entities/ida.yml": "id: ida\ntype: Person\nname: Ida\n",
        "docs/extra.md": "---\ntopic: false\n---\nMore.\n",
        "docs/unknowns.md": None,
    })  # fmt: skip
    out = diff(project).out
    assert "  + ida added  (data/entities/ida.yml:1)\n" in out
    assert "  + /entities/ida/\n" in out
    assert "  + /extra/\n" in out
    assert "  - /unknowns/\n" in out
    git(commit(project), "switch", "--quiet", "--create", "next")
    (project.root / "data/entities/ida.yml").unlink()
    out = diff(project, "work").out
    assert "  - ida deleted  (data/entities/ida.yml:1)\n" in out
    assert "  - /entities/ida/\n" in out


def test_the_base_is_where_the_branch_left(project: Project) -> None:
    git(project, "switch", "--quiet", "main")
    project.replace(CLAIMS, "text: more lamp oil will follow", "text: more lamp oil may come")
    git(commit(project), "switch", "--quiet", "work")
    assert "Nothing that a reader sees changes." in diff(project, "main").out


@pytest.mark.parametrize("base", [[], [""], ["0" * 40]])
def test_without_a_base_it_is_the_trunk(base: list[str], project: Project) -> None:
    assert closing(diff(project, *base)).startswith("brief diff: against main (")


def test_nothing_is_left_behind(project: Project) -> None:
    before = contents(project.root)
    diff(project, "main")
    assert contents(project.root) == before


# Where it cannot be told.


def test_outside_of_a_repository(tmp_path: Path) -> None:
    outcome = diff(sample(tmp_path / "project"))
    assert (outcome.code, outcome.out) == (USAGE, "")
    assert outcome.err == "brief diff: project is not in a git repository\n"


def test_an_unknown_base(project: Project) -> None:
    outcome = diff(project, "nowhere")
    assert outcome.code == USAGE
    assert outcome.err == (
        "brief diff: git knows no revision “nowhere” here; fetch it, or name another\n"
    )


def test_a_base_without_records(project: Project) -> None:
    git(project, "rm", "--quiet", "-r", "--cached", "data")
    git(project, "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "x")
    outcome = diff(project, "HEAD")
    assert outcome.code == FOUND
    assert "has no folder data/ to compare with" in outcome.err


def test_errors_before_or_now(project: Project) -> None:
    project.replace(NORLAND, "type: Country", "type: State")
    now = diff(project, "main")
    assert (now.code, now.out) == (FOUND, "")
    assert now.err.startswith("brief diff: this branch has errors, so its facts cannot be told:\n")
    assert f"{NORLAND}:2:7: error unknown-value" in now.err
    commit(project)
    project.replace(NORLAND, "type: State", "type: Country")
    before = diff(project, "HEAD")
    assert before.code == FOUND
    assert re.match(r"brief diff: HEAD \([0-9a-f]{7}\) has errors", before.err)


# Forms.

HOSTILE = "Norland <script>x</script> `has` | [sent](javascript:x) {{ oil }} @who &amp;"


class Page(HTMLParser):
    """Collects what a page asks for, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.asked: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.asked += [value or "" for name, value in attrs if name in ("src", "href", "srcset")]

    def handle_data(self, data: str) -> None:
        self.said += data


def hostile(on: Project) -> Project:
    return on.replace(CLAIMS, "text: more lamp oil will follow", f'text: "{HOSTILE}"')


def test_a_page_that_stands_alone(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "review.html"
    outcome = diff(hostile(project), "main", "--html", str(file))
    assert f"wrote {file}\n" in outcome.out
    page = Page()
    page.feed(file.read_text("utf-8"))
    assert page.asked == []
    assert not {"script", "img", "iframe", "link"} & set(page.tags)
    assert {"del", "ins", "table", "details"} <= set(page.tags)
    assert HOSTILE in " ".join(page.said.split())
    assert "default-src 'none'" in file.read_text("utf-8")
    assert "more lamp oil will follow" in page.said


def test_markdown(project: Project) -> None:
    outcome = diff(hostile(project), "main", "--format", "markdown")
    assert outcome.out.startswith("### What changes\n")
    assert "brief diff:" not in outcome.out
    for line in outcome.out.splitlines():
        told = re.sub(r"</?(?:ins|del)>|<br>|\*\*(?:Disputed|Alleged|Assessed)\*\*", "", line)
        assert not re.search(r"[<>`@{}\[\]]", told), line


def test_markdown_is_cut_where_github_would_drop_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.review.shown.MOST_BYTES", 300)
    out = diff(hostile(project), "main", "--format", "markdown").out
    assert re.search(r"\nand \d+ more lines; `brief diff` has them all\n", out)
    assert len(out.encode()) < 500


PIECES = [
    ("a b c", "a x c", [("same", "a "), ("gone", "b "), ("new", "x "), ("same", "c")]),
    ("", "a b", [("new", "a b")]),
    ("a b", "", [("gone", "a b")]),
    ("a", "a", [("same", "a")]),
]


@pytest.mark.parametrize(("before", "after", "wanted"), PIECES)
def test_words_laid_over_each_other(before: str, after: str, wanted: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in pieces(before, after)] == wanted


def test_the_shipped_briefing_against_itself() -> None:
    outcome = diff(Project(ROOT), "HEAD")
    assert outcome.code in (FINE, USAGE)  # the source may have come without its history
    if outcome.code == FINE:
        assert closing(outcome).startswith("brief diff: against HEAD (")
