"""The sample as a project of its own, with a repository around it where a test wants one."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.checks.cases import sample_files
from tests.projects import Outcome, Project, lay, run

CLAIMS = "data/claims/lamp-oil.yml"
NORLAND = "data/entities/norland.yml"
SOURCE = "data/sources/gazette-2031-doe.yml"


def sample(folder: Path) -> Project:
    """Lay the sample into a folder, with its text."""
    return Project(lay(folder, sample_files()))


def committed(on: Project) -> Project:
    """Make a repository of a project, all of it committed on main."""
    git(on, "init", "--quiet", "--initial-branch=main")
    return commit(on)


def commit(on: Project) -> Project:
    """Commit whatever there is."""
    git(on, "add", ".")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    git(on, *who, "commit", "--quiet", "--allow-empty", "--message=x")
    return on


def git(on: Project, *arguments: str) -> Project:
    """Run git in a project."""
    subprocess.run(["git", *arguments], cwd=on.root, check=True, capture_output=True)
    return on


def brief(on: Project, *arguments: str) -> Outcome:
    """Run a command in a project; no traceback ever reaches anybody."""
    outcome = run("--project", str(on.root), *arguments)
    assert "Traceback" not in outcome.out + outcome.err
    return outcome
