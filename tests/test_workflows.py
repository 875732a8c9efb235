"""What only a server would otherwise try: the workflows, and what the repository may not name."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
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
    assert {path.stem for path in WORKFLOWS} >= {"check", "pages"}


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
    ],
    ids=["workflows", "dependabot"],
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
    ):
        locked = {pin.split("==")[0] for pin in pins(lock)}
        names = {re.split(r"[<>=!~; \[]", line)[0].lower() for line in wanted}
        assert names <= locked, f"{lock} is older than pyproject.toml: make lock"


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
