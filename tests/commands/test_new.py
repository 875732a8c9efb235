"""`brief new`: stubs with every field, no duplicates, nothing written that was not asked for."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pydantic import BaseModel

from macros.checks import inspect
from macros.checks.documents import normal_address
from macros.drafting.filing import Misfit, appended
from macros.drafting.stub import stub
from macros.records.claim import Claim
from macros.records.designation import Designation
from macros.records.entity import Entity
from macros.records.problems import Severity
from macros.records.reader import parse
from macros.records.source import Source
from tests.commands.repositories import CLAIMS, NORLAND, SOURCE, brief, committed, sample
from tests.projects import Outcome, Project, contents, lay

FINE, FOUND, USAGE = 0, 1, 2
LEAGUE = "data/sanctions/league.yml"
ARTICLE = """\
The wick trade of the islands
By Mara Quill and Otto Lind
The Harbour Post, 3 July 2031
Share this story
Two merchants met in a shed last week. Ida Brandt reportedly sold wicks to Norland.
Share prices of chandlers fell on the news.
Photo: the fish market at dawn.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The sample, with nobody at a terminal."""
    monkeypatch.delenv("BRIEF_TEXTS", raising=False)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    return sample(tmp_path / "project")


def new(on: Project, *arguments: str) -> Outcome:
    return brief(on, "new", *arguments)


def changed(on: Project, before: dict[str, bytes]) -> dict[str, str]:
    """Return what was written, by path."""
    now = contents(on.root)
    assert set(before) <= set(now)
    return {path: data.decode() for path, data in now.items() if before.get(path) != data}


def errors(on: Project) -> list[str]:
    found = inspect(on.root / "data").problems
    return [f"{one.code} {one.place.path}" for one in found if one.severity is Severity.ERROR]


# Stubs.

MODELS: list[type[BaseModel]] = [Source, Entity, Claim, Designation]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_stub_has_every_field_once_with_its_docstring(model: type[BaseModel]) -> None:
    lines = stub(model, {})
    for name, field in model.model_fields.items():
        key = field.alias or name
        mark = "" if field.is_required() else "# "
        [line] = [line for line in lines if line.startswith(f"{mark}{key}:")]
        assert " ".join((field.description or "").split()) in line


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_stub_is_yaml_with_its_comments_and_without(model: type[BaseModel]) -> None:
    text = "\n".join(stub(model, {})) + "\n"
    bare = parse(text, "x.yml")
    whole = parse(re.sub(r"^( *)# ", r"\1", text, flags=re.MULTILINE), "x.yml")
    assert (bare.problems, whole.problems) == ((), ())
    assert isinstance(bare.value, dict) and isinstance(whole.value, dict)
    assert list(whole.value) == [one.alias or key for key, one in model.model_fields.items()]
    assert set(bare.value) < set(whole.value)


# What is written.

CALLS: dict[str, tuple[list[str], str, list[str]]] = {
    "a source": (
        ["source", "--url", "https://post.example/w", "--title", "Wicks", "--issued", "2031-07"],
        "data/sources/post-2031-wicks.yml",
        ["short", "held"],
    ),
    "an entity": (["entity", "Ida Brandt", "--type", "Person"], "data/entities/ida-brandt.yml", []),
    "an entity in its own script": (
        ["entity", "Wick Co", "--type", "Company", "--native", "Фитиль", "--lang", "ru"],
        "data/entities/wick-co.yml",
        [],
    ),
    "a claim": (
        ["claim", "--thread", "lamp-oil", "--source", "gazette-2031-doe", "--text",
         "Norland has sent wicks to Sudmark"],
        CLAIMS,
        ["type", "mode", "short", "role", "by", "start"],
    ),
    "a claim with all that it needs": (
        ["claim", "--thread", "lamp-oil", "--source", "gazette-2031-doe", "--text",
         "Norland has sent wicks to Sudmark", "--type", "shipment", "--mode", "fact", "--short",
         "Wicks", "--role", "supplier=norland", "--role", "recipient=sudmark", "--by", "author",
         "--start", "Norland has allegedly shipped", "--hedge", "alleged", "--hedge-words",
         "allegedly", "--date", "2031-05", "--words", "last month", "--basis", "resolved"],
        CLAIMS,
        [],
    ),
    "a claim of an entry": (
        ["claim", "--thread", "embargo", "--source", "harbour-register", "--text",
         "Ann Roe is on the register", "--type", "embargo", "--mode", "fact", "--short", "Listed",
         "--role", "target=ann-roe", "--by", "author", "--entry", "0042"],
        "data/claims/embargo.yml",
        [],
    ),
    "a designation": (
        ["designation", "--target", "sudmark", "--authority", "the-league", "--list",
         "harbour-register", "--date", "2031-06", "--entry", "0077"],
        LEAGUE,
        [],
    ),
    "a designation of another authority": (
        ["designation", "--target", "ann-roe", "--authority", "norland"],
        "data/sanctions/norland.yml",
        ["date", "source", "start"],
    ),
}  # fmt: skip


SCHEMAS = {"sources": "source", "entities": "entity", "sanctions": "sanctions"}


@pytest.mark.parametrize("name", CALLS)
def test_what_was_given_is_written_and_the_rest_is_a_gap(name: str, project: Project) -> None:
    call, path, gaps = CALLS[name]
    before = contents(project.root)
    outcome = new(project, *call)
    assert (outcome.code, outcome.err) == (FINE, "")
    written = changed(project, before)
    assert list(written) == [path]
    old, text = before.get(path, b"").decode(), written[path]
    assert text.startswith(old.split("not_listed:")[0])
    found = inspect(project.root / "data").problems
    codes = [one.code for one in found if one.severity is Severity.ERROR]
    assert codes == ["to-be-filled-in"] * (len(gaps) + gaps.count("role"))  # a part and a party
    assert outcome.out.count("error to-be-filled-in: ") == len(codes)
    assert f"; {outcome.out.count('= fix: ')} left to do; then  brief " in outcome.out
    if not old:
        schema = SCHEMAS[path.split("/")[1]]
        assert text.startswith(f"# yaml-language-server: $schema=../schema/{schema}.json\n")


def test_gaps_are_never_published(project: Project) -> None:
    assert new(project, *CALLS["a claim"][0]).code == FINE
    assert brief(project, "build").code == FOUND
    assert not (project.root / "site").exists()


def test_without_comments(project: Project) -> None:
    assert new(project, "entity", "Ida Brandt", "--type", "Person", "--no-comments").code == FINE
    text = (project.root / "data/entities/ida-brandt.yml").read_text("utf-8")
    assert text.splitlines()[1:] == ["id: ida-brandt", "type: Person", "name: Ida Brandt"]


# What is missing, wrong or there already.

REFUSED: dict[str, tuple[list[str], int, str]] = {
    "no kind": ([], USAGE, "required: KIND"),
    "another kind": (["thing"], USAGE, "invalid choice: 'thing'"),
    "nothing of a source": (["source"], USAGE, "missing: --url or --title"),
    "nothing of an entity": (["entity"], USAGE, "missing: NAME, --type"),
    "nothing of a claim": (["claim"], USAGE, "missing: --thread, --source, --text"),
    "nothing of a designation": (["designation"], USAGE, "missing: --target, --authority"),
    "no such thread": (
        ["claim", "--thread", "lamp-oyl", "--source", "gazette-2031-doe", "--text", "x"],
        FOUND,
        "there is no thread “lamp-oyl”; did you mean “lamp-oil”?",
    ),
    "no such source": (
        ["claim", "--thread", "lamp-oil", "--source", "herald", "--text", "x"],
        FOUND,
        "there is no source “herald”; it is one of: gazette-2031-doe,",
    ),
    "no such type": (["entity", "X", "--type", "Human"], FOUND, "it is one of: Person, "),
    "no part": (
        ["claim", "--thread", "lamp-oil", "--source", "gazette-2031-doe", "--text", "x",
         "--role", "norland"],
        FOUND,
        "“norland” is no part; write it as role=id",
    ),
    "an id that is none": (
        ["entity", "Ida", "--type", "Person", "--id", "Ida B"], FOUND, "“Ida B” is no id",
    ),
    "an id of the site": (
        ["entity", "Ida", "--type", "Person", "--id", "index"], FOUND, "kept for the site itself",
    ),
    "an id that is taken": (
        ["entity", "Ida", "--type", "Person", "--id", "oil-to-sudmark"],
        FOUND,
        "is taken by the claim at data/claims/lamp-oil.yml:1",
    ),
    "the same address": (
        ["source", "--url", "http://www.gazette.example/lamps/?utm_source=x#top"],
        FOUND,
        "nothing was written; use that record",
    ),
    "the same title": (
        ["source", "--title", "Lamps are lit again, in Sudmark!"],
        FOUND,
        "--distinct-from gazette-2031-doe",
    ),
    "the same name in another script": (
        ["entity", "Нурланд", "--type", "Country"], FOUND, "--distinct-from norland",
    ),
    "the same name in another order": (
        ["entity", "Roe, Ann", "--type", "Person"],
        FOUND,
        "--distinct-from ann-roe",
    ),
    "a spelling met in a source": (
        ["entity", "Südmark", "--type", "Country"], FOUND, "--distinct-from sudmark",
    ),
    "a name with one letter more": (
        ["entity", "Norrland", "--type", "Country"], FOUND, "--distinct-from norland",
    ),
    "a text that is there": (
        ["claim", "--thread", "lamp-oil", "--source", "gazette-2031-doe", "--text",
         "Norland has shipped lamp oil to Südmark"],
        FOUND,
        "--distinct-from oil-to-sudmark",
    ),
    "the same entry of the same list": (
        ["designation", "--target", "ann-roe", "--authority", "the-league", "--list",
         "harbour-register"],
        FOUND,
        "nothing was written; use that record",
    ),
    "a text that is not there": (
        ["source", "--text", "nowhere.txt"], FOUND, "nowhere.txt is no file of a sensible size",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_and_nothing_written(name: str, project: Project) -> None:
    call, code, said = REFUSED[name]
    before = contents(project.root)
    outcome = new(project, *call)
    assert outcome.code == code, outcome.out + outcome.err
    assert said in outcome.err
    assert contents(project.root) == before


DISTINCT: dict[str, tuple[list[str], str, str]] = {
    "an entity": (
        ["entity", "Norrland", "--type", "Country", "--distinct-from", "norland"],
        "data/entities/norrland.yml",
        "distinct_from: [norland]\n",
    ),
    "a claim": (
        ["claim", "--thread", "lamp-oil", "--source", "gazette-2031-doe", "--text",
         "Norland has shipped lamp oil to Südmark", "--distinct-from", "oil-to-sudmark"],
        CLAIMS,
        "  compare: [oil-to-sudmark]\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DISTINCT)
def test_another_one_all_the_same(name: str, project: Project) -> None:
    call, path, line = DISTINCT[name]
    assert new(project, *call).code == FINE
    assert line in (project.root / path).read_text("utf-8")


ADDRESSES = [
    ("https://a.example/x", "http://www.a.example/x/", True),
    ("https://a.example/x?b=1&a=2", "https://a.example/x?a=2&b=1&utm_medium=m&fbclid=1", True),
    ("https://a.example/x#top", "https://a.example/x", True),
    ("https://a.example/x/index.html", "https://a.example/x", True),
    ("https://a.example/x", "https://a.example/y", False),
    ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
    ("https://a.example/X", "https://a.example/x", False),
]


@pytest.mark.parametrize(("one", "other", "same"), ADDRESSES)
def test_addresses(one: str, other: str, same: bool) -> None:
    assert (normal_address(one) == normal_address(other)) is same


# Layouts that are kept.

BLOCK = ["id: new", "text: x"]
LAYOUTS: dict[str, tuple[str, str, str]] = {
    "close together": ("- id: a\n- id: b\n", "", "- id: a\n- id: b\n- id: new\n  text: x\n"),
    "apart": ("- id: a\n\n- id: b\n", "", "- id: a\n\n- id: b\n\n- id: new\n  text: x\n"),
    "indented": ("  - id: a\n  - id: b\n", "", "  - id: a\n  - id: b\n  - id: new\n    text: x\n"),
    "Windows": ("- id: a\r\n", "", "- id: a\r\n- id: new\r\n  text: x\r\n"),
    "no line break at the end": ("- id: a", "", "- id: a\n- id: new\n  text: x\n"),
    "empty lines at the end": ("- id: a\n\n\n", "", "- id: a\n- id: new\n  text: x\n\n\n"),
    "a comment at the end": ("- id: a\n# end\n", "", "- id: a\n# end\n- id: new\n  text: x\n"),
    "under a key": ("k:\n  - id: a\n", "k", "k:\n  - id: a\n  - id: new\n    text: x\n"),
    "under a key, at the margin": ("k:\n- id: a\n", "k", "k:\n- id: a\n- id: new\n  text: x\n"),
    "before another key": (
        "k:\n  - id: a\n\n# of l\nl: [x]\n",
        "k",
        "k:\n  - id: a\n  - id: new\n    text: x\n\n# of l\nl: [x]\n",
    ),
    "an empty list": ("k: []\nl: [x]\n", "k", "k:\n  - id: new\n    text: x\nl: [x]\n"),
    "no such key yet": ("l: [x]\n", "k", "l: [x]\nk:\n  - id: new\n    text: x\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_kept(name: str) -> None:
    text, under, wanted = LAYOUTS[name]
    assert appended(parse(text, "data/x.yml"), BLOCK, under) == wanted


MISFITS = [
    ("- id: [", "", "cannot be read as it is"),
    ("[{id: a}]", "", "its list stands in brackets"),
    ("id: a\n", "", "holds no list to add to"),
    ("k: {a: b}\n", "k", "holds no list to add to"),
    ("k: [] # none\n", "k", "write  k:  and the list below it"),
]


@pytest.mark.parametrize(("text", "under", "said"), MISFITS)
def test_a_layout_that_cannot_be_kept(text: str, under: str, said: str) -> None:
    with pytest.raises(Misfit, match=re.escape(said)):
        appended(parse(text, "data/x.yml"), BLOCK, under)


def test_a_broken_file_is_left_alone(project: Project) -> None:
    project.replace(CLAIMS, "short: 300 barrels", "short: Barrels: 300")
    before = contents(project.root)
    outcome = new(project, *CALLS["a claim"][0])
    assert outcome.code == FOUND
    assert "cannot be read as it is; run  brief check  and mend it first" in outcome.err
    assert contents(project.root) == before


# A text of one's own.

TEXT_CALL = ["source", "--url", "https://post.example/wicks", "--short", "Mara Quill (The Post)"]


def test_a_text_proposes_and_nothing_is_taken_unasked(project: Project, tmp_path: Path) -> None:
    before = contents(project.root)
    outcome = new(project, *TEXT_CALL, "--text", str(tmp_path / "article.txt"))
    assert outcome.code == USAGE
    assert "--accept takes what you do not give yourself" in outcome.err
    assert "  issued: date: 2031-07-03, words: 3 July 2031\n" in outcome.out
    assert contents(project.root) == before


def test_what_a_text_proposes_is_taken_when_accepted(project: Project, tmp_path: Path) -> None:
    before = contents(project.root)
    call = [*TEXT_CALL, "--text", str(tmp_path / "article.txt"), "--accept", "--held", "a copy"]
    outcome = new(project, *call, "--no-comments")
    assert (outcome.code, outcome.err) == (FINE, "")
    path = "data/sources/harbour-post-2031-quill.yml"
    written = changed(project, before)
    assert set(written) == {path, "texts/harbour-post-2031-quill.txt"}
    assert written["texts/harbour-post-2031-quill.txt"] == ARTICLE
    value = parse(written[path], path).value
    assert value == {
        "id": "harbour-post-2031-quill",
        "kind": "article",
        "title": "The wick trade of the islands",
        "short": "Mara Quill (The Post)",
        "author": [{"family": "Quill", "given": "Mara"}, {"family": "Lind", "given": "Otto"}],
        "container-title": "The Harbour Post",
        "issued": {"date": "2031-07-03", "words": "3 July 2031"},
        "URL": "https://post.example/wicks",
        "held": "a copy",
        "boilerplate": [
            {"start": "The wick trade", "end": "Share this story"},
            {"start": "Photo: the fish"},
        ],
    }
    verified = brief(project, "verify")
    assert "error" not in verified.out.replace("0 errors", "")


def test_a_text_that_git_would_take_up_is_refused(project: Project, tmp_path: Path) -> None:
    committed(project.change({".gitignore": "/site/\n"}))
    before = contents(project.root)
    call = [*TEXT_CALL, "--text", str(tmp_path / "article.txt"), "--accept"]
    outcome = new(project, *call)
    assert outcome.code == FOUND
    assert "add /texts/ to .gitignore first" in outcome.err
    assert contents(project.root) == before
    project.change({".gitignore": "/texts/\n"})
    assert new(project, *call).code == FINE


def test_a_text_lies_where_the_others_are(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = lay(tmp_path / "private", {"keep": ""})
    monkeypatch.setenv("BRIEF_TEXTS", str(private))
    assert (
        new(project, *TEXT_CALL, "--text", str(tmp_path / "article.txt"), "--accept").code == FINE
    )
    assert [file.name for file in private.glob("*.txt")] == ["harbour-post-2031-quill.txt"]


BAD_TEXTS = [
    ("Süd".encode("latin-1"), "is not in UTF-8"),
    (b"", "is empty"),
    (b" \n", "is empty"),
]


@pytest.mark.parametrize(("data", "said"), BAD_TEXTS)
def test_a_text_that_is_none(data: bytes, said: str, project: Project, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    outcome = new(project, *TEXT_CALL, "--text", str(tmp_path / "bad.txt"))
    assert outcome.code == FOUND
    assert said in outcome.err


# At a terminal.


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[str]], list[str]]:
    """Sit at a terminal and give answers; return the questions that were asked."""

    def give(answers: Iterable[str]) -> list[str]:
        asked: list[str] = []
        waiting = iter(answers)

        def answer(question: str = "") -> str:
            asked.append(question)
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.setattr(sys, "stdin", Terminal())
        monkeypatch.setattr("builtins.input", answer)
        return asked

    return give


Answering = Callable[[Iterable[str]], list[str]]


def test_an_entity_at_a_terminal(project: Project, answering: Answering) -> None:
    asked = answering(["", "Ida Brandt", "Human", "Person", "", "", ""])
    assert new(project, "entity", "--no-comments").code == FINE
    assert [question.split(" (")[0].split(" [")[0].split(":")[0] for question in asked] == [
        "the usual English name", "the usual English name", "what it is", "what it is",
        "the name in its own script, where a source gives it",
        "the editors' group for the network", "its permanent id",
    ]  # fmt: skip
    text = (project.root / "data/entities/ida-brandt.yml").read_text("utf-8")
    assert text.endswith("id: ida-brandt\ntype: Person\nname: Ida Brandt\n")


def test_a_look_alike_at_a_terminal(project: Project, answering: Answering) -> None:
    answering(["", "", "n"])
    assert new(project, "entity", "Norrland", "--type", "Country").code == FOUND
    answering(["", "", "y", ""])
    assert new(project, "entity", "Norrland", "--type", "Country").code == FINE
    text = (project.root / "data/entities/norrland.yml").read_text("utf-8")
    assert "\ndistinct_from: [norland]\n" in text


def test_a_text_at_a_terminal(project: Project, tmp_path: Path, answering: Answering) -> None:
    answers = ["https://post.example/w", "", "article", "", "n", "Mara Quill", "", "2031-07-03",
               "Mara Quill", "a copy", "y", "n", ""]  # fmt: skip
    asked = answering(answers)
    outcome = new(project, "source", "--text", str(tmp_path / "article.txt"), "--no-comments")
    assert (outcome.code, outcome.err) == (FINE, "")
    assert len(asked) == len(answers)
    assert "the title as printed [The wick trade of the islands]: " in asked
    assert any("no part of the article: “Photo: the fish market at dawn.”?" in one for one in asked)
    value = parse(
        (project.root / "data/sources/harbour-post-2031-quill.yml").read_text("utf-8"), "x"
    ).value
    assert isinstance(value, dict)
    assert value["author"] == [{"family": "Quill", "given": "Mara"}]
    assert value["issued"] == {"date": "2031-07-03", "words": "3 July 2031"}
    assert value["boilerplate"] == [{"start": "The wick trade", "end": "Share this story"}]


def test_a_claim_at_a_terminal(project: Project, answering: Answering) -> None:
    answering([
        "lamp-oil", "gazette-2031-doe", "Norland has sent wicks", "shipment", "fact", "Wicks",
        "supplier=norland", "recipient=sudmark", "", "author", "", "alleged",
        "Norland has allegedly shipped", "", "",
    ])  # fmt: skip
    assert new(project, "claim", "--no-comments", "--hedge-words", "allegedly").code == FINE
    assert errors(project) == []


@pytest.mark.parametrize("kind", ["source", "entity", "claim", "designation"])
def test_who_stops_answering_has_written_nothing(
    kind: str, project: Project, answering: Answering
) -> None:
    before = contents(project.root)
    answering([])
    outcome = new(project, kind)
    assert outcome.code == FOUND
    assert "stopped; nothing was written" in outcome.err
    assert contents(project.root) == before


def test_stubs_are_known_to_the_next_record(project: Project) -> None:
    """A source with gaps can be cited already."""
    assert new(project, *CALLS["a source"][0]).code == FINE
    call = ["claim", "--thread", "lamp-oil", "--source", "post-2031-wicks", "--text", "wicks burn"]
    assert new(project, *call).code == FINE
    assert set(errors(project)) == {
        "to-be-filled-in data/sources/post-2031-wicks.yml", f"to-be-filled-in {CLAIMS}",
    }  # fmt: skip
    assert (project.root / NORLAND).is_file()
    assert (project.root / SOURCE).is_file()
