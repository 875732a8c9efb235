"""What only a server would otherwise try: the workflows, and what the repository may not name."""

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml

from macros.views.citation import Imprint
from tests.projects import REPOSITORY, ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path).values():
        yield from job["steps"]


def make_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE))


def tracked() -> list[Path]:
    """The files that git has or would take; git's own list, so that nothing is forgotten."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_there_are_workflows() -> None:
    assert {path.stem for path in WORKFLOWS} >= {"check", "pages", "links", "packages"}


def test_zizmor_finds_no_fault() -> None:
    # The tool of the environment that runs the tests: a test installs nothing.
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    assert zizmor, "zizmor is not beside this Python; make test installs it"
    found = run(zizmor, "--quiet", "--offline", "--no-progress", "--format", "plain", ".")
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [ROOT / ".github" / "dependabot.yml"]),
        ("vendor.github-issue-config", [one for one in FORMS if one.stem == "config"]),
        ("vendor.github-issue-forms", [one for one in FORMS if one.stem != "config"]),
    ],
    ids=["workflows", "dependabot", "choice of forms", "forms"],
)
def test_the_files_for_github_follow_its_schema(schema: str, paths: list[Path]) -> None:
    checker = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema)
    found = run(*checker, *map(str, paths))
    assert found.returncode == 0, found.stdout + found.stderr


@each_workflow
def test_every_action_is_pinned_to_a_commit_that_tells_its_version(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@each_workflow
def test_a_workflow_starts_with_no_rights_and_no_privileged_trigger(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["permissions"] == {}
    assert "pull_request_target" not in text
    assert "workflow_run" not in text


@each_workflow
def test_every_job_has_a_time_limit_and_says_its_rights(path: Path) -> None:
    for name, job in jobs(path).items():
        assert job["timeout-minutes"] <= 30, name
        assert "permissions" in job, name


@each_workflow
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    for step in steps(path):
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each_workflow
def test_the_work_of_a_workflow_is_make_targets_that_exist(path: Path) -> None:
    for step in steps(path):
        command = str(step.get("run", "make help"))
        if command.startswith("for result in $RESULTS"):  # the gate does no work of the project
            continue
        program, *words = command.split()
        targets = [word for word in words if "=" not in word]
        assert program == "make", command
        assert targets and set(targets) <= make_targets(), command


def test_the_check_knows_the_format_that_the_workflow_asks_for() -> None:
    asked = run("make", "--dry-run", "check", "GITHUB_ACTIONS=true").stdout
    assert "check --format github" in asked
    assert "--format" in run(sys.executable, "-m", "macros", "check", "--help").stdout


# Where a reader's click on a page ends


def questions(form: str) -> set[str]:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / form
    return {one["id"] for one in yaml.safe_load(path.read_text(encoding="utf-8"))["body"]}


@pytest.mark.parametrize(
    "link",
    [
        Imprint("https://example.org/a/", REPOSITORY).report("x", "data/a.yml", 7, "x"),
        Imprint("https://example.org/a/", REPOSITORY).report_broken("x", "https://a.example/"),
    ],
    ids=["problem", "broken source"],
)
def test_what_a_page_fills_in_is_a_question_of_the_form(link: str) -> None:
    asked = dict(parse_qsl(urlsplit(link).query, strict_parsing=True))
    form = asked.pop("template")
    assert set(asked) - {"title"} <= questions(form)


def test_no_form_asks_for_yaml_and_each_has_few_questions() -> None:
    for path in FORMS:
        if path.stem == "config":
            assert yaml.safe_load(path.read_text(encoding="utf-8"))["blank_issues_enabled"] is False
            continue
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert "render" not in str(form["body"])
        assert len(form["body"]) <= 7
        assert any(one.get("validations", {}).get("required") for one in form["body"])


def test_the_template_of_a_pull_request_has_five_lines() -> None:
    text = (ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    assert len(text.strip().split("\n")) == 5


# The one issue about sources, against a GitHub of our own

GH = """#!/usr/bin/env python3
import json, os, pathlib, sys
folder = pathlib.Path(os.environ["HUB"])
issue = folder / "issue.json"
with (folder / "calls").open("a") as calls:
    print(*sys.argv[1:3], file=calls)
kept = json.loads(issue.read_text()) if issue.exists() else None
def option(name):
    return sys.argv[sys.argv.index(name) + 1]
match sys.argv[1:3]:
    case ["issue", "list"]:
        assert option("--author") == "app/github-actions" and option("--state") == "all"
        print(f"7 {kept['state']}" if kept else "")
    case ["issue", "view"]:
        print(kept["body"])
    case ["issue", "create"]:
        kept = {"state": "OPEN", "body": pathlib.Path(option("--body-file")).read_text()}
        print("https://github.com/o/r/issues/7")
    case ["issue", "edit"]:
        assert sys.argv[3] == "7"
        kept["body"] = pathlib.Path(option("--body-file")).read_text()
    case ["issue", "close"]:
        kept["state"] = "CLOSED"
    case ["issue", "reopen"]:
        kept["state"] = "OPEN"
if kept:
    issue.write_text(json.dumps(kept))
"""
NOTHING = "Checked.\n\n<!-- brief-links: {} -->\n"
WATCHED = (
    'Checked.\n\n<!-- brief-links: {"https://a.example/": ["2031-06-02", "2031-06-02", 1]} -->\n'
)
DEAD = "### Dead: gone three times\n\n" + WATCHED


class Hub:
    """A repository whose GitHub is a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "sources", folder / ".ci")
        gh = folder / "bin" / "gh"
        gh.parent.mkdir()
        gh.write_text(GH, "utf-8")
        gh.chmod(0o755)

    def sources(self, verb: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", ".ci/sources", verb],
            cwd=self.folder,
            env={**os.environ, "PATH": path, "HUB": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )

    def publish(self, report: str) -> tuple[str, str] | None:
        (self.folder / ".cache").mkdir(exist_ok=True)
        (self.folder / ".cache" / "links.md").write_text(report, "utf-8")
        done = self.sources("publish")
        assert done.returncode == 0, done.stderr
        issue = self.folder / "issue.json"
        if not issue.exists():
            return None
        kept = json.loads(issue.read_text())
        return kept["state"], kept["body"]

    def recall(self) -> str | None:
        done = self.sources("recall")
        assert done.returncode == 0, done.stderr
        report = self.folder / ".cache" / "links.md"
        return report.read_text("utf-8") if report.exists() else None


def test_the_one_issue_is_open_only_while_a_source_is_dead(tmp_path: Path) -> None:
    hub = Hub(tmp_path)
    assert hub.recall() is None
    assert hub.publish(NOTHING) is None  # nothing to tell: no issue
    assert hub.publish(WATCHED) == ("CLOSED", WATCHED)  # remembered, nobody is bothered
    assert hub.publish(DEAD) == ("OPEN", DEAD)
    assert (hub.recall() or "").strip() == DEAD.strip()
    assert hub.publish(DEAD) == ("OPEN", DEAD)  # edited, not repeated
    assert hub.publish(NOTHING) == ("CLOSED", NOTHING)
    calls = (tmp_path / "calls").read_text().split("\n")
    assert calls.count("issue create") == 1


def test_without_a_report_there_is_nothing_to_publish(tmp_path: Path) -> None:
    hub = Hub(tmp_path)
    done = hub.sources("publish")
    assert done.returncode == 1
    assert "run  make sources" in done.stderr
    assert hub.sources("paint").returncode == 2


def test_the_gate_waits_for_every_job() -> None:
    found = jobs(ROOT / ".github" / "workflows" / "check.yml")
    assert set(found["gate"]["needs"]) == set(found) - {"gate"}


def pins(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {line.removesuffix("\\").strip() for line in text.splitlines() if "==" in line}


def test_the_locks_agree_and_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert pins("requirements.txt") <= pins("requirements-dev.txt")
    for lock, wanted in (
        ("requirements.txt", project["project"]["dependencies"]),
        ("requirements-dev.txt", project["dependency-groups"]["dev"]),
        ("requirements-audit.txt", project["dependency-groups"]["audit"]),
    ):
        locked = {pin.split("==")[0] for pin in pins(lock)}
        names = {re.split(r"[<>=!~; \[]", line)[0].lower() for line in wanted}
        assert names <= locked, f"{lock} is older than pyproject.toml: make lock"


def test_every_package_has_an_upper_bound_and_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [block] = re.findall(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for line in block.strip().split("\n")]
    for before, line in itertools.pairwise(lines):
        if line.startswith('"'):
            assert re.fullmatch(r'"[a-z0-9-]+>=[\d.]+,<\d+",', line), line
            assert before.startswith("# "), f"no reason before {line}"


# Joined from parts, so that this file does not name them either.
SOMEBODYS_MACHINE = [
    *(rf"(?<![\w.~-])/{folder}/" for folder in ("work", "root", "opt" + "/pypi", "home/[a-z]")),
    *(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("files", "pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("registry", "yarnpkg", "com"),
            ("deb", "debian", "org"),
            ("proxy", "golang", "org"),
        )
    ),
]


def test_no_file_names_a_path_of_one_machine_or_a_registry() -> None:
    named = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if any(re.search(pattern, line) for pattern in SOMEBODYS_MACHINE):
                named.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:100]}")
    assert named == []
