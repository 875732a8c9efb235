"""The cases of the rules: edits of the sample's project, and what must then be reported.

`rules/*.yml` holds them: under each rule's code a list of rows, `bad` or `good` with its name.

    edit   what is changed: `in` a file, `for` a text that stands there once (or once `after`
           another) `put` this; or `write` the whole file; `encoding`, if it is not UTF-8
    hand   what is at hand: texts (the default), evidence, both, nothing, or forged: no text, but
           evidence whose fingerprints fit the edited records

What a bad row must report stands beside, in `rules/*.txt`: the first line of every problem.
`pytest tests/checks --update-golden` writes it anew, for review.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.briefing import open_briefing
from macros.checks import Report, inspect
from macros.evidence.desk import Desk, cite_key
from macros.evidence.ledger import Entry, Ledger, fingerprint, ledger_text, verified
from macros.evidence.sketch import Sketch
from macros.evidence.text import read_texts
from tests.literals import value
from tests.projects import SAMPLE, lay

RULES_FOLDER = Path(__file__).parent / "rules"
PARTS = ("data", "docs", "texts", "mkdocs.yml")
HANDS = ("texts", "evidence", "both", "nothing", "forged")


def sample_files() -> dict[str, str]:
    """Return the sample's project, without what is made, by path."""
    files = {}
    for part in PARTS:
        place = SAMPLE / part
        for file in sorted(place.rglob("*.*")) if place.is_dir() else [place]:
            with file.open(encoding="utf-8", newline="") as stream:
                files[file.relative_to(SAMPLE).as_posix()] = stream.read()
    return files


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    code: str
    name: str
    good: bool
    edits: tuple[Mapping[str, str], ...]
    hand: str
    golden: Path

    def __str__(self) -> str:
        return f"{self.code}: {'good' if self.good else 'bad'}: {self.name}"

    def report(self, folder: Path, files: Mapping[str, str]) -> Report:
        """Check the edited sample, laid out in a folder."""
        lay(folder, self.edited(files))
        texts, data = folder / "texts", folder / "data"
        if self.hand == "forged":
            forge(data, texts)
        return inspect(
            data,
            texts if self.hand in ("texts", "both") else None,
            root=folder,
        )

    def edited(self, files: Mapping[str, str]) -> dict[str, str | bytes]:
        """Return the sample's files with the edits."""
        left_out = "data/evidence/" if self.hand in ("texts", "nothing") else "nothing at all"
        made: dict[str, str | bytes] = {
            path: text for path, text in files.items() if not path.startswith(left_out)
        }
        for edit in self.edits:
            path = edit["in"]
            if "write" in edit:
                made[path] = edit["write"]
                continue
            text = made[path]
            assert isinstance(text, str)
            head, mark, rest = "", edit.get("after", ""), text
            if mark:
                head, mark, rest = text.partition(mark)
                assert mark, f"{edit['after']!r} does not stand in {path}"
            else:
                count = text.count(edit["for"])
                assert count == 1, f"{edit['for']!r} stands {count} times in {path}"
            assert edit["for"] in rest, f"{edit['for']!r} does not stand in {path}"
            text = head + mark + rest.replace(edit["for"], edit["put"], 1)
            encoding = edit.get("encoding")
            made[path] = text.encode(encoding) if encoding else text
        return made


def read_cases() -> list[Case]:
    """Return every row of every file."""
    return [
        _case(code, row, file.with_suffix(".txt"))
        for file in sorted(RULES_FOLDER.glob("*.yml"))
        for code, rows in value(file.read_text("utf-8")).items()
        for row in rows
    ]


def _case(code: str, row: Mapping[str, Any], golden: Path) -> Case:
    known = {"bad", "good", "edit", "hand"}
    assert set(row) <= known, f"{code}: {sorted(set(row) - known)}"
    assert ("bad" in row) != ("good" in row), f"{code}: a row is bad or good: {row}"
    hand = row.get("hand", "texts")
    assert hand in HANDS, f"{code}: there is no {hand!r} at hand"
    return Case(code, row.get("bad") or row["good"], "good" in row, row["edit"], hand, golden)


def read_golden(file: Path) -> dict[str, list[str]]:
    """Return the lines of every case of a golden file."""
    found: dict[str, list[str]] = {}
    for line in file.read_text("utf-8").splitlines() if file.is_file() else []:
        if line.startswith("# "):
            lines = found.setdefault(line.removeprefix("# "), [])
        elif line:
            lines.append(line)
    return found


def write_golden(case: Case, lines: Sequence[str]) -> None:
    """Write the lines of one case; cases that are gone are left out."""
    found = read_golden(case.golden) | {str(case): list(lines)}
    names = [str(one) for one in read_cases() if one.golden == case.golden and not one.good]
    sections = ("\n".join([f"# {name}", *found[name]]) for name in names if name in found)
    case.golden.write_text("\n\n".join(sections) + "\n", "utf-8")


def first_lines(report: Report) -> tuple[str, ...]:
    """Return `path:line:column: severity code: sentence` of every problem."""
    return tuple(problem.text().split("\n")[0] for problem in report.problems)


def forge(data: Path, texts: Path) -> None:
    """Write evidence as somebody would who cannot find a passage but can run the code."""
    briefing = open_briefing(data)
    desk = Desk(briefing)
    found, _ = read_texts(texts, briefing.sources.values())
    for source, text in found.items():
        ledger = Ledger(
            source=source,
            words=text.words,
            characters=len(text.folded.text),
            sha256=text.sha256,
            sketch=str(Sketch.of(source, text.folded.text)),
            cites={},
        )
        entries = {
            key: Entry(
                place=(0, 10), fingerprint=fingerprint(verified(filed.record), ledger.sha256, key)
            )
            for filed, steps, cite in desk.cites
            if cite.source == source and cite.start
            for key in [cite_key(filed, steps)]
        }
        forged = ledger.model_copy(update={"cites": entries})
        (data / "evidence" / f"{source}.json").write_text(ledger_text(forged), "utf-8")
