"""What git knows: which lines a branch changes, and what the project was at another revision."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

# Git says “no base” with an empty name, or with the id of no object at all.
NO_BASE = re.compile(r"0*")
_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_TRUNKS = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


class Unknown(Exception):
    """Git cannot answer: no git, no repository, no such revision."""


Lines = Mapping[str, set[int] | None]
"""Changed lines by path, relative to the project; None stands for every line of a new file."""


def changed_lines(root: Path, revision: str) -> Lines:
    """Return the lines that differ from where this branch left `revision`, unsaved work included.

    Raises `Unknown`. A revision of nothing (empty, or zeros) has no lines that differ.
    """
    if NO_BASE.fullmatch(revision):
        return {}
    base = left_from(root, revision)
    diff = _git(
        root, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", "--relative",
        "--src-prefix=a/", "--dst-prefix=b/", base, "--", ".",
    )  # fmt: skip
    found: dict[str, set[int] | None] = {}
    lines: set[int] = set()
    for line in diff.decode("utf-8", "replace").splitlines():
        if line.startswith("+++ "):
            lines = set()
            path = line[4:].strip('"')
            if path != "/dev/null":
                found[path.removeprefix("b/")] = lines
        elif hunk := _HUNK.match(line):
            start, count = int(hunk[1]), int(hunk[2] or 1)
            lines.update(range(start, start + count))
    others = _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    return found | dict.fromkeys(filter(None, others.decode("utf-8", "replace").split("\0")))


def left_from(root: Path, revision: str) -> str:
    """Return the commit at which this branch left a revision; raises `Unknown`."""
    commit = commit_of(root, revision)
    try:
        return _git(root, "merge-base", commit, "HEAD").decode().strip()
    except Unknown:
        return commit  # they share no history, or it was not fetched


def commit_of(root: Path, revision: str) -> str:
    """Return the id of a revision's commit; raises `Unknown`."""
    _git(root, "rev-parse", "--git-dir")
    try:
        name = f"{revision}^{{commit}}"
        return (
            _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
            .decode()
            .strip()
        )
    except Unknown:
        raise Unknown(
            f"git knows no revision “{revision}” here; fetch it, or name another"
        ) from None


def trunk(root: Path) -> str:
    """Return the branch that this one will be merged into, as far as names tell."""
    for name in _TRUNKS:
        try:
            commit_of(root, name)
        except Unknown:
            if name == _TRUNKS[-1]:
                break
        else:
            return name
    commit_of(root, "HEAD")
    return "HEAD"


def unpack(root: Path, revision: str, folder: Path, *paths: str) -> None:
    """Write what the project held at a revision under `folder`; raises `Unknown`.

    Of `paths`, those that were not there are left out.
    """
    commit = commit_of(root, revision)
    there = [path for path in paths if _git(root, "ls-tree", "--name-only", commit, "--", path)]
    if not there:
        return
    packed = _git(root, "archive", "--format=tar", commit, "--", *there)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def ignored(root: Path, path: Path) -> bool:
    """Tell whether git leaves a path out; without git or a repository it is in no danger."""
    try:
        _git(root, "rev-parse", "--git-dir")
    except Unknown:
        return True
    try:
        _git(root, "check-ignore", "--quiet", "--", str(path))
    except Unknown:
        return not path.resolve().is_relative_to(root.resolve())
    return True


def _git(root: Path, *arguments: str) -> bytes:
    """Run git in the project's folder, whatever the language and pager of whoever runs it."""
    command = ["git", "-c", "core.quotePath=false", "-c", "core.pager=cat", *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments that are no shell's
            command, cwd=root, env=environment, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise Unknown("git is not installed, or not on the PATH") from None
    if done.returncode == 0:
        return done.stdout
    why = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if any("not a git repository" in line for line in why):
        raise Unknown(f"{root.name} is not in a git repository")
    raise Unknown(why[-1] if why else f"git {arguments[0]} failed")
