"""The planter: what it plants is well formed, wrong, and the same for the same seed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from macros import gate
from macros.evidence.text import VARIABLE
from macros.records.library import load
from macros.records.problems import Place, Problem, Severity
from macros.records.reader import parse
from macros.selftest import FAULTS, run, table
from macros.selftest.edits import Change, Planting, Span, applied, moved, scalar
from macros.selftest.fault import Fault
from macros.selftest.ground import Ground
from macros.selftest.plant import sample
from macros.selftest.printed import Printed, fold
from macros.selftest.run import PER_CLASS, SEED
from tests.projects import ROOT, SAMPLE
from tests.projects import run as run_command

DATA, TEXTS = ROOT / "tests" / "gate" / "data", ROOT / "tests" / "gate" / "texts"
CHECKABLE = [one for one in FAULTS if one.checkable]
# Faults that are meant to spoil what a model or the reader holds; all others leave records whole.
STRUCTURAL = {
    "cite dropped",
    "id of another kind",
    "impossible date",
    "inferred as stated",
    "reversed interval",
    "undated event",
    "unknown field",
}


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground(DATA, TEXTS)


def named(fault: Fault) -> str:
    return fault.name.replace(" ", "-")


def spoilt(ground: Ground, planting: Planting) -> dict[str, str | None]:
    """Return the text of each file that a planting changes."""
    root = DATA.parent
    texts = {
        path: (root / path).read_text("utf-8") if (root / path).is_file() else None
        for path in dict.fromkeys(change.path for change in planting.changes)
    }
    return {
        path: applied(text, [one for one in planting.changes if one.path == path])
        for path, text in texts.items()
    }


def test_the_unspoilt_records_are_whole(ground: Ground) -> None:
    assert ground.library.problems == []
    assert len(ground.library.claims) >= 40
    assert len(ground.library.threads) >= 3


def test_the_texts_are_long_enough_and_every_passage_is_found(ground: Ground) -> None:
    assert all(len(one.text.split()) > 450 for one in ground.printed.values())
    assert [v.claim.id for v in ground.voices if v.printed and not v.passage] == []


def test_hedges_quotes_and_speakers_stand_in_their_passages(ground: Ground) -> None:
    astray = [
        (voice.claim.id, words)
        for voice in ground.voices
        for words in (voice.assertion.hedge_words, voice.assertion.quote)
        if words and fold(words) not in fold(voice.words)
    ]
    astray += [
        (voice.claim.id, words)
        for voice in ground.voices
        for words in (voice.assertion.by_words,)
        if words and fold(words) not in fold(voice.around)
    ]
    assert astray == []


def test_there_are_enough_classes() -> None:
    assert len(CHECKABLE) >= 22
    assert len({one.name for one in FAULTS}) == len(FAULTS)
    assert all(one.text.endswith(".") for one in FAULTS)
    assert {one.name for one in FAULTS} > STRUCTURAL


@pytest.mark.parametrize("fault", CHECKABLE, ids=named)
def test_a_checkable_class_has_ten_different_instances(fault: Fault, ground: Ground) -> None:
    found = sample(fault, ground, SEED, PER_CLASS)
    assert len(found) == PER_CLASS
    assert len({one.changes for one in found}) == PER_CLASS


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_a_planting_changes_what_it_says(fault: Fault, ground: Ground) -> None:
    for planting in fault.plant(ground, Random(1)):  # noqa: S311 - a sample, no secret
        assert planting.changes
        assert planting.places
        files = spoilt(ground, planting)
        for span in planting.places:
            text = files.get(span.path) or (DATA.parent / span.path).read_text("utf-8")
            assert 1 <= span.first <= span.last <= text.count("\n") + 1


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_a_spoilt_file_is_still_yaml(fault: Fault, ground: Ground) -> None:
    for planting in sample(fault, ground, SEED, 20):
        for path, text in spoilt(ground, planting).items():
            if text is not None:
                document = parse(text, path)
                assert document.problems == (), planting.what


@pytest.mark.parametrize("fault", [one for one in FAULTS if one.name not in STRUCTURAL], ids=named)
def test_a_fault_of_sense_leaves_the_records_whole(
    fault: Fault, ground: Ground, tmp_path: Path
) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    for planting in sample(fault, ground, SEED, 2):
        before = {path: (tmp_path / path) for path in spoilt(ground, planting)}
        for path, text in spoilt(ground, planting).items():
            if text is None:
                before[path].unlink()
            else:
                before[path].write_text(text, "utf-8")
        assert load(tmp_path / "data").problems == [], planting.what
        for path, file in before.items():
            original = DATA.parent / path
            if original.is_file():
                shutil.copyfile(original, file)
            else:
                file.unlink()


def test_the_same_seed_plants_the_same(ground: Ground) -> None:
    again = Ground(DATA, TEXTS)
    for fault in FAULTS:
        assert sample(fault, ground, 7, 10) == sample(fault, again, 7, 10)


def test_another_seed_plants_other_faults(ground: Ground) -> None:
    one, two = ([sample(fault, ground, seed, 10) for fault in FAULTS] for seed in (1, 2))
    assert one != two


def test_without_texts_what_needs_none_is_planted() -> None:
    bare = Ground(DATA, None)
    planted = {fault.name for fault in FAULTS if sample(fault, bare, SEED, 1)}
    assert {"dangling id", "cite dropped", "hedge dropped", "accuser"} <= planted
    assert "invented passage" not in planted


# Applying changes


def test_changes_are_applied_from_below() -> None:
    text = "a\nb\nc\nd\n"
    changes = [
        Change("f", 2, ("b",), ()),
        Change("f", 4, ("d",), ("e", "f")),
        Change("f", 4, (), ("x",)),
    ]
    assert applied(text, changes) == "a\nc\nx\ne\nf\n"
    assert applied(None, [Change("f", 0, (), ("new",))]) == "new\n"
    assert applied(text, [Change("f", 0, ("a",), ())]) is None


def test_a_change_of_other_lines_than_those_that_stand_there_is_refused() -> None:
    with pytest.raises(AssertionError):
        applied("a\nb\n", [Change("f", 1, ("b",), ())])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("f", 2, ("x",), ()), (4, 8)),
        (Change("f", 6, ("x",), ("y", "z")), (5, 10)),
        (Change("f", 12, ("x",), ()), (5, 9)),
        (Change("f", 10, (), ("x",)), (5, 10)),
        (Change("other", 2, ("x",), ()), (5, 9)),
    ],
)
def test_a_span_moves_with_the_lines_before_and_in_it(
    change: Change, expected: tuple[int, int]
) -> None:
    assert moved(Span("f", 5, 9), [change]) == Span("f", *expected)


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "a: b",
        "# no",
        "[a]",
        "“quoted”",
        "no",
        "12",
        "it’s, so",
        "a 'b' \"c\"",
        "x:y",
    ],
)
def test_a_scalar_is_read_back(text: str) -> None:
    document = parse(f"key: {scalar(text)}\n", "f.yml")
    assert document.problems == ()
    assert document.value == {"key": text}


# The planter's own reading of a text


def printed(text: str, ground: Ground) -> Printed:
    return Printed(text, ground.library.sources["quayside-courier-2036-ferrow"].record)


def test_sentences_end_where_a_reader_would_end_them(ground: Ground) -> None:
    text = "Mr. A. Roe left. “Did he?” she asked. It cost 1.5 crowns!\nA heading\nLast one."
    page = printed(text, ground)
    assert [page.read(one) for one in page.sentences] == [
        "Mr. A. Roe left.",
        "“Did he?” she asked.",
        "It cost 1.5 crowns!",
        "A heading",
        "Last one.",
    ]


def test_a_locator_stands_once(ground: Ground) -> None:
    page = printed("The old ship left the port. The old ship sank at once.", ground)
    first, second = page.sentences
    assert page.opening(first) == "The old ship left"
    assert page.opening(second) == "The old ship sank"
    assert page.closing(second) == "sank at once"
    assert page.repeated == ("The old ship",)


# The run


def saying(data: Path, texts: Path | None, *, fingerprints: bool = True) -> Sequence[Problem]:
    """Report claims whose text or mode differs from the unspoilt one, as a gate might."""
    before, after = load(DATA), load(data)
    return [
        filed.problem("differs", Severity.ERROR, "the text differs", "", "text")
        for key, filed in after.claims.items()
        if key in before.claims and filed.record.text != before.claims[key].record.text
    ]


def silent(data: Path, texts: Path | None, *, fingerprints: bool = True) -> Sequence[Problem]:
    return [Problem(Place("data/x.yml", 1, 1), Severity.HINT, "hint", "a hint catches nothing", "")]


def noisy(data: Path, texts: Path | None, *, fingerprints: bool = True) -> Sequence[Problem]:
    return [Problem(Place("data/x.yml", 1, 1), Severity.ERROR, "always", "always reported", "")]


SOME = [one for one in FAULTS if one.name in ("number", "name", "judgement as fact", "negated")]


def test_what_a_gate_reports_is_counted() -> None:
    result = run(DATA, TEXTS, saying, per_class=3, faults=SOME)
    caught = {fault.name: result.count(result.of(fault), "texts") for fault in SOME}
    assert caught == {"number": 3, "name": 3, "judgement as fact": 0, "negated": 3}
    assert result.count(result.checkable, "texts", placed=True) == 6
    assert not result.reached
    lines = table(result, SOME, missed=True).splitlines()
    assert lines[-1] == "caught 6 of 9"
    assert any(line.startswith("judgement as fact: missed") for line in lines)


@pytest.mark.parametrize("check", [silent, noisy])
def test_hints_and_what_was_reported_before_catch_nothing(check: object) -> None:
    result = run(DATA, TEXTS, check, per_class=2, faults=SOME)  # type: ignore[arg-type]
    assert result.count(result.outcomes, "texts") == 0
    assert len(result.unspoilt) == (0 if check is silent else 1)
    assert not result.reached


def test_several_processes_find_the_same() -> None:
    alone = run(DATA, None, saying, per_class=2, faults=SOME)
    together = run(DATA, None, saying, per_class=2, faults=SOME, jobs=2)
    assert alone.modes == together.modes == ("fingerprints", "neither")
    assert [one.seen for one in alone.outcomes] == [one.seen for one in together.outcomes]


# The command


def test_the_folder_that_is_named_is_tested_and_the_small_briefing_where_none_is() -> None:
    one = ("--project", str(SAMPLE), "check", "--self-test", "--per-class", "1")
    own = run_command(*one, "--data", "data", "--only", "said after source")
    assert (own.code, own.out.splitlines()[-1]) == (0, "caught 1 of 1")
    none = run_command(*one, "--only", "said after source")
    assert (none.code, none.out) == (2, "")
    assert none.err.endswith(f"there is no folder {SAMPLE / gate.SAMPLE}\n")


WRONG = [
    (["--only", "hedge droped"], "no class of faults is called “hedge droped”: try “hedge"),
    (["--data", "nowhere"], "there is no folder"),
    (["--data", "data"], "no texts for"),
]


@pytest.mark.parametrize(("options", "said"), WRONG)
def test_a_self_test_that_cannot_run_says_why(
    options: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(ROOT / "no-texts"))
    outcome = run_command("--project", str(ROOT), "check", "--self-test", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


@pytest.mark.slow
def test_the_gate_reaches_its_targets() -> None:
    faults = [one for one in FAULTS if one.checkable]
    result = run(DATA, TEXTS, gate.check, per_class=4, faults=faults, modes=["texts"], jobs=2)
    assert result.reached, table(result, faults, missed=True)


def test_the_data_are_left_as_they_were() -> None:
    before = {file: file.read_bytes() for file in DATA.rglob("*.yml")}
    run(DATA, TEXTS, silent, per_class=1)
    assert {file: file.read_bytes() for file in DATA.rglob("*.yml")} == before
