"""`brief verify` and `brief check` from end to end, on a copy of the sample."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checks.cases import sample_files
from tests.evidence.texts import ARTICLES
from tests.projects import ROOT, Files, Outcome, Project, contents, lay, project, run

FINE, FOUND, USAGE = 0, 1, 2
TEXT = "texts/gazette-2031-doe.txt"
EVIDENCE = "data/evidence/gazette-2031-doe.json"
CLAIMS = "data/claims/lamp-oil.yml"


@pytest.fixture(autouse=True)
def no_texts_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the texts of whoever runs the tests out of them."""
    monkeypatch.delenv("BRIEF_TEXTS", raising=False)


@pytest.fixture
def sample(tmp_path: Path) -> Project:
    """The sample's project with its text, and nothing verified yet."""
    lay(tmp_path / "project", sample_files())
    made = Project(tmp_path / "project")
    return made.change({"data/evidence": None})


@pytest.fixture
def verified(sample: Project) -> Project:
    """The same, verified."""
    assert brief(sample, "verify").code == FINE
    return sample


def brief(on: Project, *arguments: str) -> Outcome:
    outcome = run("--project", str(on.root), *arguments)
    assert "Traceback" not in outcome.out + outcome.err
    return outcome


def heads(outcome: Outcome) -> list[str]:
    """Return the first line of every problem."""
    return [line for line in outcome.out.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]


def failing(outcome: Outcome) -> list[str]:
    """Return the first line of every error and warning."""
    return [line for line in heads(outcome) if line.split()[1] != "hint"]


def codes(outcome: Outcome) -> set[str]:
    """Return the codes of the problems."""
    return {line.split()[2].rstrip(":") for line in heads(outcome)}


# What verify writes.


def test_verify_writes_once(sample: Project) -> None:
    first = brief(sample, "verify", "--strict")
    assert (first.code, first.err) == (FINE, "")
    assert "brief verify: 7 of 7 cites found in 1 texts; 1 evidence files written" in first.out
    written = contents(sample.root / "data")
    assert [path for path in written if path.startswith("evidence")] == [EVIDENCE[5:]]
    again = brief(sample, "verify", "--strict")
    assert "; 0 evidence files written" in again.out
    assert contents(sample.root / "data") == written
    for arguments in (["check"], ["check", "--strict"]):
        outcome = brief(sample, *arguments)
        assert (outcome.code, codes(outcome)) == (FINE, set())


def test_before_verify_all_is_unverified(sample: Project) -> None:
    lay(sample.root, {TEXT: None})
    outcome = brief(sample, "check")
    assert (outcome.code, codes(outcome), len(heads(outcome))) == (FINE, {"unverified"}, 7)
    assert brief(sample, "check", "--strict").code == FOUND


def test_what_is_written_holds_no_words_of_the_source(verified: Project) -> None:
    written = json.loads((verified.root / EVIDENCE).read_text("utf-8"))
    del written["cites"], written["source"]  # our own ids, places and fingerprints
    rest = json.dumps(written).lower()
    text = (verified.root / TEXT).read_text("utf-8").lower()
    known = {"characters", "sketch", "boilerplate"}
    for word in set(re.findall(r"[a-z]{6,}", text)) - known:
        assert word not in rest


def test_the_texts_may_lie_elsewhere(
    sample: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(sample.root / "texts", tmp_path / "private")
    assert brief(sample, "verify").code == USAGE
    monkeypatch.setenv("BRIEF_TEXTS", str(tmp_path / "private"))
    assert "7 of 7 cites found in 1 texts; 1 evidence" in brief(sample, "verify").out
    monkeypatch.delenv("BRIEF_TEXTS")
    outcome = brief(sample, "verify", "--texts", str(tmp_path / "private"))
    assert "7 of 7 cites found in 1 texts; 0 evidence" in outcome.out


def test_verify_writes_nothing_while_there_are_errors(sample: Project) -> None:
    sample.replace(CLAIMS, "Norland has allegedly shipped}", "Norland has secretly shipped}")
    outcome = brief(sample, "verify")
    assert (outcome.code, codes(outcome)) == (FOUND, {"cite-not-found"})
    assert "6 of 7 cites found in 1 texts; 0 evidence files written" in outcome.out
    assert not (sample.root / EVIDENCE).exists()


def test_warnings_do_not_keep_verify_from_writing(sample: Project) -> None:
    sample.replace(CLAIMS, "sent Sudmark 300 barrels", "sent Sudmark 400 barrels")
    outcome = brief(sample, "verify")
    assert (outcome.code, codes(outcome)) == (FINE, {"number-not-in-passage"})
    assert (sample.root / EVIDENCE).is_file()
    assert brief(sample, "verify", "--strict").code == FOUND


# What a later change does.

# the change → what check says without the text: the codes, and whether it fails even if not strict
CHANGES: dict[str, tuple[tuple[str, str], set[str], bool]] = {
    "a word": (("lamp oil to Sudmark\n  short", "oil to Sudmark\n  short"), {"unverified"}, False),
    "a hedge": (
        ("      hedge: alleged\n      hedge_words: allegedly\n", ""),
        {"unverified"},
        False,
    ),
    "a speaker": (("by: [ann-roe]", "by: [sudmark]"), {"unverified"}, False),
    "a figure": (("Sudmark 300 barrels", "Sudmark 400 barrels"), {"unverified"}, False),
    "a stance": (("stance: confirms", "stance: asserts"), {"unverified"}, False),
    "a passage": (("start: A captain of that", "start: All winter long"), {"unverified"}, False),
    "an invented passage": (
        ("start: A captain of that", "start: zebras juggle xylophones"),
        {"cite-refuted"},
        True,
    ),
    "a note": (("note: The article gives", "note: This article gives"), set(), False),
    "a comment": (("- id: barrels-counted", "# counted\n- id: barrels-counted"), set(), False),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_without_the_text(name: str, verified: Project) -> None:
    (old, new), wanted, fails = CHANGES[name]
    lay(verified.root, {"texts": None})
    verified.replace(CLAIMS, old, new)
    outcome = brief(verified, "check")
    assert codes(outcome) == wanted
    assert outcome.code == (FOUND if fails else FINE)
    assert brief(verified, "check", "--strict").code == (FOUND if wanted else FINE)


def test_verify_again_after_a_change(verified: Project) -> None:
    verified.replace(CLAIMS, "text: a ship's captain bears", "text: the ship's captain bears")
    assert codes(brief(verified, "check")) == {"unverified"}
    assert "1 evidence files written" in brief(verified, "verify").out
    assert brief(verified, "check", "--strict").code == FINE


def test_a_renamed_claim_is_not_verified(verified: Project) -> None:
    verified.replace(CLAIMS, "- id: more-oil-likely", "- id: more-oil-still")
    assert codes(brief(verified, "check")) == {"unverified"}


# What is missing or broken: each with its own message, and the rest is checked all the same.

WRONG = ("start: A captain of that}", "start: A pilot of that}")
"""A fault in another record, to see that it is found whatever else is wrong."""


def test_no_folder_of_texts(verified: Project) -> None:
    lay(verified.root, {"texts": None})
    outcome = brief(verified, "verify")
    assert outcome.code == USAGE
    assert "no texts at hand; put them at texts/<source-id>.txt" in outcome.err
    assert brief(verified, "check", "--strict").code == FINE


def test_a_missing_text(verified: Project) -> None:
    lay(verified.root, {"texts": None, "texts/unrelated.txt": "Nothing."})
    outcome = brief(verified, "verify")
    assert outcome.code == FINE
    assert outcome.err == "no text at hand for gazette-2031-doe: not verified\n"
    assert "0 of 0 cites found in 0 texts; 0 evidence files written" in outcome.out
    verified.replace(CLAIMS, *WRONG)
    outcome = brief(verified, "verify")
    assert (outcome.code, codes(outcome)) == (FOUND, {"cite-refuted"})


def herald(on: Project) -> Project:
    """Add a second source with a text and a claim."""
    old, new = "gazette-2031-doe", "herald-2031-poe"
    source = (on.root / f"data/sources/{old}.yml").read_text("utf-8").replace(old, new)
    source = source.replace("gazette.example", "herald.example").replace("Lamps", "Ships")
    return on.change(
        {
            f"data/sources/{new}.yml": source,
            f"texts/{new}.txt": "Title\nThe League has shipped oil to Sudmark. "
            + "Nobody in the harbour would say another word about the matter. " * 4,
            "data/claims/embargo.yml": (on.root / "data/claims/embargo.yml").read_text("utf-8")
            + "- id: league-ships\n  type: shipment\n  mode: fact\n"
            "  text: the League has shipped oil to Sudmark\n  short: The League ships\n"
            "  roles: {supplier: [the-league], recipient: [sudmark]}\n"
            "  assertions:\n    - by: [author]\n"
            "      cite: {source: herald-2031-poe, start: The League has shipped}\n"
            "  added: 2031-06-21\n",
        }
    )  # fmt: skip


def test_one_of_two_texts_is_missing(sample: Project) -> None:
    herald(sample)
    assert "8 of 8 cites found in 2 texts; 2 evidence" in brief(sample, "verify", "--renew").out
    before = contents(sample.root / "data" / "evidence")
    lay(sample.root, {TEXT: None})
    sample.replace(
        "data/claims/embargo.yml", "oil to Sudmark\n  short", "some oil to Sudmark\n  short"
    )
    outcome = brief(sample, "verify", "--renew")
    assert outcome.err == "no text at hand for gazette-2031-doe: not verified\n"
    assert "1 of 1 cites found in 1 texts; 1 evidence files written" in outcome.out
    after = contents(sample.root / "data" / "evidence")
    assert {name for name in after if after[name] != before[name]} == {"herald-2031-poe.json"}


def test_a_text_that_changed(verified: Project) -> None:
    before = contents(verified.root / "data")
    verified.replace(TEXT, "Their nets hang dry", "Their nets hang wet and torn")
    outcome = brief(verified, "verify")
    assert (outcome.code, codes(outcome)) == (FOUND, {"text-changed"})
    assert "(311 words then, 313 now)" in outcome.out
    assert "brief verify --renew" in outcome.out
    assert "7 of 7 cites found in 1 texts; 0 evidence files written" in outcome.out
    assert contents(verified.root / "data") == before
    assert "; 1 evidence files written" in brief(verified, "verify", "--renew").out
    assert contents(verified.root / "data") != before
    assert brief(verified, "verify", "--strict").code == FINE
    assert brief(verified, "check", "--strict").code == FINE


def test_the_same_text_with_other_line_ends(verified: Project) -> None:
    text = (verified.root / TEXT).read_text("utf-8")
    lay(verified.root, {TEXT: text.replace("\n", "\r\n").replace("’", "'").encode("utf-8-sig")})
    outcome = brief(verified, "verify", "--strict")
    assert (outcome.code, codes(outcome)) == (FINE, set())
    assert "; 0 evidence files written" in outcome.out


def _is_a_folder(root: Path) -> None:
    (root / TEXT).unlink()
    (root / TEXT).mkdir()


def _is_huge(root: Path) -> None:
    (root / TEXT).unlink()
    with (root / TEXT).open("wb") as file:
        file.truncate(9 * 1024 * 1024)


def _as(encoding: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / TEXT).write_bytes((root / TEXT).read_text("utf-8").encode(encoding, "replace"))

    return write


BROKEN_TEXTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "UTF-16": (_as("utf-16"), "the text of gazette-2031-doe is not in UTF-8"),
    "Windows": (_as("cp1252"), "the text of gazette-2031-doe is not in UTF-8"),
    "a folder": (_is_a_folder, "the text of gazette-2031-doe cannot be read"),
    "huge": (_is_huge, "the text of gazette-2031-doe cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN_TEXTS)
def test_a_text_that_cannot_be_read(name: str, verified: Project) -> None:
    spoil, message = BROKEN_TEXTS[name]
    spoil(verified.root)
    verified.replace(CLAIMS, *WRONG)
    before = contents(verified.root / "data")
    outcome = brief(verified, "verify")
    assert outcome.code == FOUND
    assert codes(outcome) == {"text-unreadable", "cite-refuted"}
    assert message in outcome.out
    assert contents(verified.root / "data") == before


def test_one_of_two_texts_cannot_be_read(sample: Project) -> None:
    herald(sample)
    _as("utf-16")(sample.root)
    sample.replace(
        "data/claims/embargo.yml",
        "start: The League has shipped",
        "start: The League never shipped",
    )
    outcome = brief(sample, "verify")
    assert {"text-unreadable", "cite-not-found"} <= codes(outcome)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe{\x00}\x00", b"<<<<<<< ours\n{}", b"[" * 50_000, b"{}"]
)
def test_evidence_that_cannot_be_read(content: bytes, verified: Project) -> None:
    lay(verified.root, {EVIDENCE: content})
    verified.replace(CLAIMS, *WRONG)
    outcome = brief(verified, "verify")
    assert (outcome.code, codes(outcome)) == (FOUND, {"evidence-unreadable", "cite-not-found"})
    lay(verified.root, {"texts": None})
    outcome = brief(verified, "check")
    assert (outcome.code, codes(outcome)) == (FOUND, {"evidence-unreadable", "unverified"})
    assert len(heads(outcome)) == 8


def test_evidence_that_cannot_be_read_is_renewed(verified: Project) -> None:
    lay(verified.root, {EVIDENCE: "{}".encode("utf-16")})
    assert "; 1 evidence files written" in brief(verified, "verify", "--renew").out
    assert brief(verified, "verify", "--strict").code == FINE


def test_evidence_is_a_folder(verified: Project) -> None:
    lay(verified.root, {EVIDENCE: None, f"{EVIDENCE}/keep": ""})
    outcome = brief(verified, "check")
    assert {"evidence-unreadable", "unverified"} == codes(outcome)
    assert "it cannot be read: Is a directory" in outcome.out
    assert brief(verified, "verify", "--renew").code == FOUND


def test_a_register_needs_no_text(sample: Project) -> None:
    """A source without a text: it is cited by its own entries, and nothing asks for a text."""
    outcome = brief(sample, "verify", "--strict")
    assert "harbour-register" not in outcome.out + outcome.err
    lay(sample.root, {"texts/harbour-register.txt": "Entry 7: an embargo.\n"})
    outcome = brief(sample, "verify", "--strict")
    assert (outcome.code, codes(outcome)) == (FINE, set())
    assert not (sample.root / "data/evidence/harbour-register.json").exists()


def test_a_document_that_nobody_saw_needs_no_text(sample: Project) -> None:
    outcome = brief(sample, "verify")
    assert "league-report-2030" not in outcome.out + outcome.err


def test_a_text_of_no_source_is_left_alone(sample: Project) -> None:
    lay(sample.root, {"texts/unknown.txt": b"\xff", "texts/notes.md": "# Notes"})
    assert brief(sample, "verify", "--strict").code == FINE


def test_an_empty_text(verified: Project) -> None:
    lay(verified.root, {TEXT: ""})
    outcome = brief(verified, "verify")
    assert outcome.code == FOUND
    assert {"text-changed", "cite-not-found"} <= codes(outcome)
    assert brief(verified, "verify", "--renew").code == FOUND


BROKEN_RECORDS: list[Files] = [
    {"data/entities/norland.yml": "id: norland\n"},
    {"data/sources/gazette-2031-doe.yml": None},
    {"data/sources/gazette-2031-doe.yml": "id: gazette-2031-doe\nkind: article\n"},
    {"data/vocabulary.yml": None},
    {"data/briefing.yml": None},
    {CLAIMS: None},
    {"data/claims": None},
]


@pytest.mark.parametrize("files", BROKEN_RECORDS, ids=str)
def test_verify_of_broken_records_is_no_traceback(files: Files, verified: Project) -> None:
    verified.change(files)
    for arguments in (["verify"], ["verify", "--renew"], ["check"]):
        assert brief(verified, *arguments).code in (FINE, FOUND)


def test_evidence_that_cannot_be_written(sample: Project) -> None:
    lay(sample.root, {"data/evidence": "a file"})
    outcome = brief(sample, "verify")
    assert outcome.code == FOUND
    assert outcome.err.startswith("brief: ")


# The shipped data.


@pytest.fixture
def shipped(tmp_path: Path) -> Project:
    """A copy of the shipped project."""
    return project(ROOT, tmp_path / "project")


def articles() -> Path:
    """Return the folder of the full texts of the shipped sources, or skip."""
    if not list(ARTICLES.glob("*.txt")):
        pytest.skip(f"no articles at {ARTICLES}: the cites cannot be found in them")
    return ARTICLES


def test_every_cite_of_the_shipped_data_is_found(shipped: Project) -> None:
    outcome = brief(shipped, "verify", "--texts", str(articles()))
    found = re.search(r"(\d+) of (\d+) cites found in 2 texts; (\d+) evidence", outcome.out)
    assert found, outcome.out
    assert found[1] == found[2]
    assert int(found[1]) > 100
    assert outcome.code == FINE, failing(outcome)


def test_the_shipped_evidence_is_what_verify_writes(shipped: Project) -> None:
    outcome = brief(shipped, "verify", "--strict", "--texts", str(articles()))
    assert "; 0 evidence files written" in outcome.out
    assert outcome.code == FINE, failing(outcome)


def test_the_shipped_data_passes_without_texts(shipped: Project) -> None:
    assert "BRIEF_TEXTS" not in os.environ
    outcome = brief(shipped, "check", "--strict")
    assert outcome.code == FINE, failing(outcome)
