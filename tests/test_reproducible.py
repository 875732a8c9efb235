"""Same records, same bytes, wherever and whenever; and nothing of the place where it was built."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.counts import count
from tests.projects import ROOT, SAMPLE, Project, contents, project

OTHERS = ROOT / ".cache" / "pythons"
"""Environments of other Pythons with the locked packages; `make pythons` makes them."""
SECRETS = {
    "BRIEF_S3CRET": "s3cret-of-the-environment",
    "HOME": "/nowhere/s3cret-home",
    "USER": "s3cret-user",
    "LOGNAME": "s3cret-logname",
    "HOSTNAME": "s3cret-hostname",
    "EMAIL": "s3cret-email@example.org",
    "GIT_AUTHOR_NAME": "s3cret author",
    "GIT_AUTHOR_EMAIL": "s3cret-author@example.org",
    "GIT_COMMITTER_NAME": "s3cret committer",
    "GIT_COMMITTER_EMAIL": "s3cret-committer@example.org",
}
DRAFT = """\
- id: s3cret-draft
  type: shipment
  mode: fact
  text: s3cretwords are in a draft
  short: s3cretshort
  roles: {supplier: [norland], recipient: [sudmark]}
  when: {date: 2031-06-20, words: s3cretdate, basis: inferred}
  assertions:
    - by: [unnamed]
      by_words: s3cretspeaker
      medium: s3cretmedium
      quote: s3cretquote
      cite: {source: harbour-register, entry: s3cretentry}
  note: s3cretnote
  added: 2031-06-21
  draft: true
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to build: where, by which Python, and with what around it."""

    name: str
    folder: str
    python: str = sys.executable
    around: dict[str, str] = field(default_factory=dict)
    in_git: bool = False


def others() -> list[tuple[str, str]]:
    """Return (version, interpreter) of the other Pythons that are prepared."""
    found = []
    for one in sorted(OTHERS.glob("3.*/bin/python")):
        done = subprocess.run([one, "--version"], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            found.append((done.stdout.split()[1], str(one)))
    return found


PLAIN = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}
WAYS = [
    Way("here", "one", around=PLAIN | SECRETS, in_git=True),
    Way(
        "elsewhere",
        "two/s3cret folder/deeper-ünï",
        around={
            "TZ": "Etc/GMT+12",
            "PYTHONHASHSEED": "2",
            # No coding but ASCII, if a file does not say its own.
            **{"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            "SOURCE_DATE_EPOCH": "86400",
        },
    ),
    *(Way(f"Python {v}", f"python-{v}", python, PLAIN) for v, python in others()),
]


def start(way: Way, root: Path) -> tuple[Project, subprocess.Popen[str]]:
    """Begin a build of the sample, with a draft in it."""
    made = project(SAMPLE, root / way.folder)
    claims = "data/claims/lamp-oil.yml"
    made.change({claims: (made.root / claims).read_text("utf-8") + DRAFT})
    # All that the system hands on besides is its way to its programs.
    around = {"PATH": os.environ["PATH"], **way.around}
    if way.in_git:
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "s3cret message"]):
            subprocess.run(["git", *command], cwd=made.root, env=around, check=True)
    running = subprocess.Popen(
        [way.python, "-m", "macros", "--project", str(made.root), "build"],
        cwd=ROOT,
        env={**around, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        umask=0o077 if way.in_git else 0o022,
    )
    return made, running


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Project]:
    """The same briefing, built in every way."""
    root = tmp_path_factory.mktemp("ways")
    found = {}
    for way in WAYS:  # one after the other, as each uses all cores
        made, running = start(way, root)
        _, said = running.communicate()
        assert running.returncode == 0, f"{way.name}: {said}"
        found[way.name] = made
    return found


def test_same_records_same_bytes(built: dict[str, Project]) -> None:
    first = contents(built["here"].site)
    for name, made in built.items():
        other = contents(made.site)
        assert first.keys() == other.keys(), name
        assert [path for path in first if first[path] != other[path]] == [], name
    versions = [".".join(map(str, sys.version_info[:3])), *(version for version, _ in others())]
    count(f"the same bytes on Python {', '.join(versions)}", builds=len(built), files=len(first))


def test_dates_are_those_of_the_records(built: dict[str, Project]) -> None:
    """The clock of a build would show in the time that a compressed file carries."""
    packed = (built["here"].site / "sitemap.xml.gz").read_bytes()
    as_of = int.from_bytes(packed[4:8], "little")
    assert as_of == 1940630400, "2031-07-01, the sample's own date"


def test_nothing_tells_where_it_was_built(built: dict[str, Project]) -> None:
    words = {"s3cret", "/tmp/", str(ROOT), f"{Path.home()}/", "site-packages", ".venv"}
    words |= {str(made.root) for made in built.values()}
    for made in built.values():
        for path, data in made.built().items():
            text = gzip.decompress(data) if path.endswith(".gz") else data
            for word in words:
                assert word.encode() not in text, f"{path} of {made.root} holds {word}"


def test_the_draft_was_read(built: dict[str, Project]) -> None:
    """Otherwise it could not have leaked: without its mark it is published."""
    made = built["elsewhere"]
    claims = "data/claims/lamp-oil.yml"
    text = (made.root / claims).read_text("utf-8")
    copy = made.copy(made.root.parent / "published")
    assert copy.change({claims: text.replace("  draft: true\n", "")}).build().code == 0
    shown = copy.page("claims/lamp-oil/")
    words = ("words", "short", "date", "speaker", "medium", "quote", "entry", "note")
    assert [one for one in words if f"s3cret{one}" not in shown] == []
