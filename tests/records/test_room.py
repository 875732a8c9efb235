"""What is kept of a file once its records are made, and that nothing is lost by keeping less."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from macros.briefing import Briefing
from macros.equality import same
from macros.records import compact, filing
from macros.records.claim import Claim, Correction
from macros.records.compact import compacted
from macros.records.filed import Filed
from macros.records.library import Library, load
from macros.records.reader import Document, parse
from macros.records.reader import read as read_file
from tests.projects import SAMPLE, lay

DATA = SAMPLE / "data"


@pytest.fixture
def library() -> Library:
    """The sample's records."""
    return load(DATA, again=True)


def remembered(library: Library) -> Library:
    """Load the sample again, from the very documents that its records were made of."""
    documents = {one.path: one.document for one in library.everything()}
    return load(DATA, lambda _, shown: documents[shown], library, again=True)


def test_of_a_sound_file_the_text_alone_is_kept(library: Library) -> None:
    """A document lets its value go, and has it again, with every place in it, from its text."""
    documents = {one.document for one in library.everything()}
    assert len(documents) > 10
    for document in documents:
        fresh = parse(document.text, document.path)
        assert not document.held
        assert fresh.held
        assert document.value == fresh.value
        assert document.starts == fresh.starts


def test_of_a_folder_that_is_read_once_no_texts_are_kept(tmp_path: Path) -> None:
    """A document has its text again from its file, as long as that says the same."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    written = {path: file for file in folder.rglob("*.yml") for path in [_shown(file, folder)]}
    first = next(iter((folder / "entities").iterdir()))
    first.write_bytes(b"\xef\xbb\xbf" + first.read_bytes())  # a mark that says nothing
    library = load(folder)
    documents = {one.document for one in library.everything()}
    assert {one.path for one in documents} == set(written)
    for one in documents:
        assert one.content == written[one.path]
        assert one.text == written[one.path].read_text("utf-8-sig")
    marked = next(filed for filed in library.everything() if filed.path == _shown(first, folder))
    assert marked.document.excerpt(marked.place("id").line)


@pytest.mark.parametrize("after", [b"id: other\n", b"\xff", None])
def test_a_file_that_changes_while_it_is_looked_at_is_told(
    after: bytes | None, tmp_path: Path
) -> None:
    """What was read of it holds no more: no place and no line of the new one is shown for it."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    filed = next(iter(load(folder).entities.values()))
    file = folder.parent / filed.path
    file.unlink() if after is None else file.write_bytes(after)
    with pytest.raises(
        OSError, match=rf"^{filed.path} was changed meanwhile; run the command again$"
    ):
        filed.place("name")


def _shown(file: Path, folder: Path) -> str:
    return file.relative_to(folder.parent).as_posix()


def test_a_file_with_a_fault_keeps_its_value(tmp_path: Path) -> None:
    """Its records are validated at each change, until nothing is wrong with it any more."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    file = next((folder / "entities").iterdir())
    lay(folder, {f"entities/{file.name}": file.read_bytes() + b"colour: blue\n"})
    read: list[Document] = []

    def remember(file: Path, shown: str) -> Document:
        read.append(read_file(file, shown))
        return read[-1]

    assert [one.code for one in load(folder, remember).problems] == ["unknown-field"]
    assert [one.path for one in read if one.held] == [f"data/entities/{file.name}"]


def test_lines_are_those_of_the_places(library: Library) -> None:
    """Each record tells the line where it begins, wherever it stands in its file."""
    filed = list(library.everything())
    assert {len(one.steps) for one in filed} == {0, 1, 2}
    for one in filed:
        assert one.line == one.document.place(*one.steps).line
        assert one.place("id").line >= one.line


def test_the_next_library_has_the_same_records(library: Library) -> None:
    """Records of a document that is the same are the same, in the same order."""
    later = remembered(library)
    before, after = list(library.everything()), list(later.everything())
    assert len(before) == len(after) > 15
    assert all(one is other for one, other in zip(before, after, strict=True))
    assert (later.kinds, later.homes, later.threads) == (
        library.kinds,
        library.homes,
        library.threads,
    )
    third = remembered(later)
    assert all(one is other for one, other in zip(before, third.everything(), strict=True))


def test_a_document_without_its_value_makes_the_same_records_anew(library: Library) -> None:
    """Whoever has no earlier library validates again what the text says."""
    library.leaves.clear()
    later = remembered(library)
    assert list(later.everything()) == list(library.everything())
    assert not any(one is other for one in later.everything() for other in library.everything())


def validated(filed: Filed[Any]) -> BaseModel:
    value: Any = parse(filed.document.text, filed.path).at(*filed.steps)
    kind = next(name for name, one in filing.MODELS.items() if one._type is type(filed.record))
    record: BaseModel = filing.MODELS[kind].validate_python(value)
    return record


def test_a_record_in_little_room_says_the_same(library: Library) -> None:
    """It cannot be told from the record as it was validated, nor can copies of it."""
    for filed in library.everything():
        record, plain = filed.record, validated(filed)
        assert same(record, plain)
        assert list(vars(record)) == list(vars(plain))
        assert repr(record) == repr(plain)
        assert record.model_fields_set == plain.model_fields_set
        assert record.model_dump_json() == plain.model_dump_json()
        written = plain.model_dump_json(exclude_unset=True)
        assert record.model_dump_json(exclude_unset=True) == written
    claim = next(iter(library.claims.values())).record
    copy = claim.model_copy(update={"note": "another"}, deep=True)
    assert copy.model_fields_set == claim.model_fields_set | {"note"}
    assert (copy.note, claim.note, copy.assertions) == ("another", None, claim.assertions)
    with pytest.raises(ValueError, match="frozen"):
        claim.__setattr__("note", "changed")


def test_records_share_what_was_set(library: Library) -> None:
    """Of the sets that tell which fields were written, each is kept once."""
    sets = [part.model_fields_set for one in library.everything() for _, part in one.parts]
    assert len({id(one) for one in sets}) == len({frozenset(one) for one in sets}) < len(sets)


def test_whatever_is_unknown_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a base of records holds more than is known here, they are left as they are."""
    claim = Correction.model_validate({"date": "2031", "was": "this", "why": "that"})
    assert compacted(claim) is not claim
    monkeypatch.setattr(compact, "_KNOWN", False)
    assert compacted(claim) is claim


def test_names_are_those_of_the_references(library: Library) -> None:
    """What a record names is the same with the places and without."""
    briefing = Briefing(library)
    naming = briefing.naming.items()
    found = {(id(briefing.filed(*who)), text) for text, those in naming for who in those}
    everything = list(library.everything())
    assert found == {(id(one), said[2]) for one in everything for said in one.references}
    assert any(isinstance(one.record, Claim) and one.references for one in everything)
