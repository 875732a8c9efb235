"""`brief check`: what it mends, what it puts first, and what GitHub is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.checks import inspect
from macros.records.problems import Edit, Place, Problem, Severity
from macros.repair import edited, repair
from macros.reporting import ELSEWHERE, HERE, NEAR, SHOWN, Section, as_github, as_summary, markdown
from tests.commands.repositories import CLAIMS, NORLAND, brief, commit, committed, git, sample
from tests.projects import Outcome, Project, contents

FINE, FOUND, USAGE = 0, 1, 2
# Not by the strict reader: escapes of hidden characters are what is tested here.
MENDING = yaml.safe_load((Path(__file__).parent / "mending.yml").read_text("utf-8"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The sample in a folder of its own, without a repository."""
    monkeypatch.delenv("BRIEF_TEXTS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return sample(tmp_path / "project")


@pytest.fixture
def repository(project: Project) -> Project:
    """The same, committed."""
    return committed(project)


def check(on: Project, *arguments: str) -> Outcome:
    return brief(on, "check", *arguments)


# What is mended.


ENDS = [(case, "\n") for case in MENDING] + [(case, "\r\n") for case in MENDING[:8]]


@pytest.mark.parametrize(("case", "ends"), ENDS, ids=lambda one: str(one)[:60])
def test_mending(case: dict[str, Any], ends: str, project: Project) -> None:
    if not case.get("left"):
        project.replace(case["in"], case["for"], case.get("after", case["for"]))
    wanted = contents(project.root)
    after = case.get("after", case["for"]) if not case.get("left") else case["for"]
    project.replace(case["in"], after, case["put"])
    file = project.root / case["in"]
    file.write_bytes(file.read_bytes().replace(b"\n", ends.encode()))
    before = contents(project.root)
    file.chmod(0o640)
    outcome = check(project, "--fix")
    now = contents(project.root)
    if case.get("left"):
        assert now == before
        assert "+ " not in outcome.out.split(": error ")[0]
        return
    wanted[case["in"]] = wanted[case["in"]].replace(b"\n", ends.encode())
    assert now == wanted
    assert file.stat().st_mode & 0o777 == 0o640
    assert re.search(rf"^{re.escape(case['in'])}:\d+: \S+\n   - .*\n   \+ ", outcome.out, re.M)


def test_several_faults_of_a_line_and_one_that_shows_after_another(project: Project) -> None:
    wanted = contents(project.root)
    project.replace(CLAIMS, "roles: {denier: [norland]}", "roels: {denyer: Norland}")
    outcome = check(project, "--fix")
    assert contents(project.root) == wanted, outcome.out
    assert outcome.code == FINE


BREAKING = [
    Edit(Place(NORLAND, 2, 7, 7), "[Country"),
    Edit(Place(NORLAND, 99, 1, 1), "x"),
    Edit(Place("data/entities/nobody.yml", 1, 1, 1), "x"),
    Edit(Place("data/entities", 1, 1, 1), "x"),
    Edit(Place(NORLAND, 2, 7, 7), "Country"),
]


@pytest.mark.parametrize("edit", BREAKING)
def test_an_edit_that_does_not_help_is_not_made(edit: Edit, project: Project) -> None:
    before = contents(project.root)
    assert (
        repair(project.root, [Problem(edit.place, Severity.ERROR, "x", "x", "x", "", (edit,))])
        == []
    )
    assert contents(project.root) == before


def test_a_file_that_cannot_be_written_is_a_message(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.replace(NORLAND, "type: Country", "type: Contry")
    before = contents(project.root)

    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied", "norland.yml")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    outcome = check(project, "--fix")
    assert (outcome.code, outcome.err) == (FOUND, "brief: Permission denied (norland.yml)\n")
    assert contents(project.root) == before


EDITS = [
    ([(1, 1, 1, "x")], "xb\ncd"),
    ([(1, 1, 1, ""), (1, 2, 1, "")], "\ncd"),
    ([(1, 1, 2, "x"), (1, 2, 1, "y")], "x\ncd"),
    ([(2, 2, 1, "long"), (1, 1, 1, "z")], "zb\nclong"),
]


@pytest.mark.parametrize(("edits", "wanted"), EDITS)
def test_edits_do_not_overlap(edits: list[tuple[int, int, int, str]], wanted: str) -> None:
    made = [Edit(Place("x", line, column, width), text) for line, column, width, text in edits]
    assert edited("ab\ncd", made) == wanted
    assert edited("ab\ncd", reversed(made)) == wanted


def test_json_carries_the_edits(project: Project) -> None:
    project.replace(NORLAND, "type: Country", "type: Contry")
    [error] = [one for one in json.loads(check(project, "--format", "json").out) if one["edits"]]
    assert error["edits"] == [
        {"path": NORLAND, "line": 2, "column": 7, "width": 6, "text": "Country"}
    ]


def test_the_summary_says_what_could_be_mended(project: Project) -> None:
    project.replace(NORLAND, "type: Country", "type: Contry")
    assert "brief check --fix  mends 1 of them\n" in check(project).out


# What comes first.


def faulty(on: Project) -> Project:
    """Plant a fault that is committed, one beside it that is not, and one in a new file."""
    on.replace(CLAIMS, "mode: judgement\n  text: more", "mode: judgment\n  text: more")
    on.replace("data/entities/sudmark.yml", "type: Country", "type: Coutry")
    commit(on)
    on.replace(CLAIMS, "short: 300 barrels", "shrt: 300 barrels")
    return on.change({"data/entities/new.yml": "id: new\ntype: Cuntry\nname: New\n"})


SECTIONS = re.compile(rf"^({HERE}|{NEAR}|{ELSEWHERE}):$", re.MULTILINE | re.IGNORECASE)


def heads(text: str) -> list[str]:
    return re.findall(r"^(\S+):\d+:\d+: error", text, re.MULTILINE)


@pytest.mark.parametrize("revision", ["HEAD", "main"])
def test_changed_lines_first(revision: str, repository: Project) -> None:
    outcome = check(faulty(repository), "--since", revision)
    _, here, of_here, near, of_near, elsewhere, of_rest = SECTIONS.split(outcome.out)
    assert [here.lower(), near.lower(), elsewhere.lower()] == [HERE, NEAR, ELSEWHERE]
    assert heads(of_here) == [CLAIMS, "data/entities/new.yml"]
    assert heads(of_near) == [CLAIMS]
    assert heads(of_rest) == ["data/entities/sudmark.yml"]
    rows = json.loads(check(repository, "--since", revision, "--format", "json").out)
    assert [row["where"] for row in rows if row["severity"] == "error"] == [
        HERE, HERE, NEAR, ELSEWHERE,
    ]  # fmt: skip


def test_a_branch_is_compared_with_where_it_left(repository: Project) -> None:
    git(repository, "switch", "--quiet", "--create", "work")
    git(repository, "switch", "--quiet", "main")
    repository.replace("data/entities/sudmark.yml", "type: Country", "type: Coutry")
    commit(repository)
    git(repository, "switch", "--quiet", "work")
    repository.replace(NORLAND, "type: Country", "type: Contry")
    outcome = check(repository, "--since", "main")
    assert heads(outcome.out) == [NORLAND]
    assert ELSEWHERE not in outcome.out.lower()


@pytest.mark.parametrize("base", ["", "0" * 40])
def test_no_base_is_no_order(base: str, project: Project) -> None:
    outcome = check(project, "--since", base)
    assert outcome.code == FINE
    assert not SECTIONS.search(outcome.out)


def test_a_project_below_the_repository(tmp_path: Path) -> None:
    inner = sample(tmp_path / "a project")
    committed(Project(tmp_path))
    inner.replace(NORLAND, "type: Country", "type: Contry")
    assert SECTIONS.findall(check(inner, "--since", "HEAD").out)[0].lower() == HERE


UNKNOWN: dict[str, tuple[Callable[[Project], Project], str, str]] = {
    "no repository": (lambda one: one, "HEAD", "project is not in a git repository"),
    "no such revision": (
        committed,
        "nowhere",
        "git knows no revision “nowhere” here; fetch it, or name another",
    ),
    "an option for a revision": (
        committed, "--output=x", "git knows no revision “--output=x” here",
    ),
    "no commit yet": (lambda one: git(one, "init"), "HEAD", "git knows no revision “HEAD” here"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
def test_git_cannot_tell(name: str, project: Project) -> None:
    prepare, revision, said = UNKNOWN[name]
    prepare(project)
    outcome = check(project, f"--since={revision}")
    assert outcome.code == USAGE
    assert outcome.err.startswith("brief check --since: ")
    assert said in outcome.err
    assert not (project.root / "x").exists()


def test_without_git(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project.root))
    outcome = check(project, "--since", "HEAD")
    assert (outcome.code, outcome.err) == (
        USAGE, "brief check --since: git is not installed, or not on the PATH\n",
    )  # fmt: skip


# What GitHub is told.

HOSTILE = 'id: h\ntype: "::error::|a`b\\nx <img> @who %0A"\nname: N\n'


def twelve(on: Project) -> Project:
    return on.change(
        {f"data/entities/n{i}.yml": f"id: n{i}\ntype: State\nname: N{i}\n" for i in range(12)}
        | {"data/entities/h,:%.yml": HOSTILE}
    )


def test_nine_annotations_and_the_number_of_the_rest(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    outcome = check(twelve(project), "--format", "github")
    commands = [line for line in outcome.out.splitlines() if line.startswith("::")]
    errors = [line for line in commands if line.startswith("::error")]
    assert len(errors) == SHOWN + 1
    assert errors[-1] == "::error::and 5 more; the job summary and the log have them all"
    where = r"file=[^,:\n]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[^,:\n]+"
    assert all(re.match(rf"::\w+ {where}::[^\r\n]+$", line) for line in errors[:-1])
    assert errors[0].startswith("::error file=data/entities/h%2C%3A%25.yml,line=1,")
    assert outcome.out.count(": error ") == 14  # the log has them all
    text = summary.read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| data")]
    assert len([row for row in rows if "| error " in row]) == 14
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)
    assert not re.search(r"<(?!br>)|@|`(?!brief)|\[", "".join(rows))
    check(project, "--format", "github")
    again = summary.read_text("utf-8")
    assert again.startswith(text)  # appended, never written over
    assert again.count("| data") == 2 * text.count("| data")


def test_changed_lines_are_annotated_first(repository: Project) -> None:
    twelve(repository)
    commit(repository)
    repository.replace(CLAIMS, "mode: judgement\n  text: more", "mode: judgment\n  text: more")
    first, second, *_ = check(repository, "--since", "HEAD", "--format", "github").out.splitlines()
    assert first.startswith(f"::error file={CLAIMS},line=47,")
    assert "title=unknown-value::" in first
    assert f"({ELSEWHERE})::" in second


def test_no_line_of_the_log_is_a_command(project: Project) -> None:
    project.change({"data/entities/h.yml": "::error::x"})
    out = check(project, "--format", "github").out
    assert not re.search(r"^::error::x", out, re.MULTILINE)


def test_a_summary_keeps_within_its_limit(project: Project) -> None:
    files = {f"data/entities/n{i}.yml": f"id: n{i}\ntype: {'x' * 200}\n" for i in range(3)}
    found = inspect(project.change(files).root / "data").problems
    text = as_summary([Section("", found * 2000)], "closing")
    assert len(text.encode()) < 1024 * 1024
    assert re.search(r"\nand \d+ more; the log has them all\n$", text)


def test_github_without_problems() -> None:
    assert as_github([Section("", ())]) == ""


@pytest.mark.parametrize(
    "text", ["a|b", "<b>", "`x`", "[x](y)", "@who #1", "a\nb", "\x1b[2J", "# x"]
)
def test_markdown_is_text(text: str) -> None:
    assert re.fullmatch(r"(?:[\w .\\&;/-]|&#\d+;|<br>)*", markdown(text))
