"""Projects that tests build: copies in folders of their own, never the repository's own site."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from macros.cli import main

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "sample"
REPOSITORY = "https://github.com/example/briefing"

Files = Mapping[str, str | bytes | None]
"""Contents by path; None removes what stands there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command gave back."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Project:
    """A copy of a project's folder."""

    root: Path
    rendered: dict[str, str] = field(default_factory=dict)
    """Record pages as the theme itself renders them whole, where a build was asked to note them."""

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    def page(self, url: str) -> str:
        """Return the HTML of a built page."""
        return (self.site / url / "index.html").read_text("utf-8")

    def built(self) -> dict[str, bytes]:
        """Return every file of the built site."""
        return contents(self.site)

    def change(self, files: Files) -> Project:
        """Write or remove files."""
        lay(self.root, files)
        return self

    def replace(self, path: str, old: str, new: str) -> Project:
        """Replace a text that stands once in a file."""
        text = (self.root / path).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        return self.change({path: text.replace(old, new)})

    def copy(self, folder: Path) -> Project:
        """Copy the project with its built site."""
        shutil.copytree(self.root, folder, symlinks=True)
        return Project(folder)

    def build(self) -> Outcome:
        """Run `brief build` in this process."""
        return run("--project", str(self.root), "build")


def project(source: Path, folder: Path) -> Project:
    """Copy a project's settings, pages and records; the code is linked, as it is the same."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("docs", "data"):
        shutil.copytree(source / name, folder / name)
    settings = (source / "mkdocs.yml").read_text("utf-8").replace("../../macros", "macros")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    (folder / "macros").symlink_to(ROOT / "macros")
    return Project(folder)


def lay(folder: Path, files: Files) -> Path:
    """Write or remove files under a folder."""
    for path, content in files.items():
        file = folder / path
        if content is None:
            shutil.rmtree(file) if file.is_dir() else file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return what every file under a folder holds."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def run(*arguments: str) -> Outcome:
    """Run `brief` in this process, as a shell would."""
    out, err, path = io.StringIO(), io.StringIO(), list(sys.path)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(arguments)
    finally:
        sys.path[:] = path  # mkdocs-macros puts the project's folder on it
    return Outcome(code, out.getvalue(), err.getvalue())
