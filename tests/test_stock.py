"""What is made before anybody asks for it: the same things, wherever they lie and whoever asks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from typing import IO, Any

import pytest

from macros import hands, stock
from macros.stock import Ware, laid

pytestmark = pytest.mark.skipif(not stock.POSSIBLE, reason="no reading from a place here")


def ware(key: str) -> Ware:
    return Ware((key, len(key), {"of": key * 3}), key.upper(), key[:1].encode())


def wares(some: Sequence[str]) -> tuple[list[Ware], bytes]:
    return [ware(key) for key in some], ",".join(some).encode()


@pytest.mark.parametrize("forked", [True, False])
@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 1000])
def test_things_come_back_as_they_were_made(
    count: int, forked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands, "_possible", lambda: forked and hasattr(os, "fork"))
    keys = [f"{number}" * (number % 7 + 1) for number in range(count)]
    pieces = hands.batches(keys, 64)
    with laid(pieces, wares) as found:
        assert {key: found.get(key) for key in keys} == {key: ware(key).thing for key in keys}
        assert found.words == {key: key.upper() for key in keys}
        assert {key: found.sums[at : at + 1] for key, at in found.at.items()} == {
            key: key[:1].encode() for key in keys
        }
        assert found.left == [",".join(piece).encode() for piece in pieces]
        assert found.get("another") is None


def test_what_is_to_lie_nowhere_lies_nowhere() -> None:
    with laid([["one", "two"]], lambda some: ([Ware(None, key) for key in some], b"")) as found:
        assert found.get("one") is found.get("two") is None
        assert list(found.words) == ["one", "two"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_very_many_pieces_are_shared_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_possible", lambda: True)
    keys, here = [f"{number}" for number in range(hands.MOST + 1)], os.getpid()
    with laid([[key] for key in keys], lambda some: ([Ware(os.getpid(), some[0])], b"")) as found:
        assert list(found.words) == keys
        assert here not in {found.get(key) for key in keys}


def test_two_processes_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_possible", lambda: hasattr(os, "fork"))
    keys = [f"{number}" for number in range(500)]
    with laid(hands.batches(keys, 64), wares) as found:

        def seen(some: Any) -> list[Any]:
            return [found.get(key) for _ in range(20) for key in some]

        pieces = hands.batches(keys, 10)
        got = [one for some in hands.shared(pieces, seen, aside=len(pieces)) for one in some]
    assert sorted(one[0] for one in got) == sorted(keys * 20)


class Full:
    """A file on a disk that fills up."""

    def __init__(self, room: int, *, says_so: bool) -> None:
        self.room = room
        self.says_so = says_so
        self.closed = False

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0 and self.says_so:
            raise OSError(28, "No space left on device")
        return len(data) + min(0, self.room)

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("says_so", [True, False])
@pytest.mark.parametrize("room", [0, 5000])
def test_without_room_whoever_needs_a_thing_makes_it(
    room: int, says_so: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Full(room, says_so=says_so)
    monkeypatch.setattr(stock, "TemporaryFile", lambda **_: file)
    keys = [f"{number}" for number in range(500)]
    with laid(hands.batches(keys, 64), wares) as found:
        assert {found.get(key) for key in keys} == {None}
        assert list(found.words) == keys
    assert file.closed


def refused(**_: Any) -> IO[bytes]:
    raise OSError(30, "Read-only file system")


def test_without_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "TemporaryFile", refused)
    with laid([["one"], ["two"]], wares) as found:
        assert found.get("one") is None
        assert found.words == {"one": "ONE", "two": "TWO"}


def test_the_file_goes_even_if_something_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    files = []

    def noted(**options: Any) -> IO[bytes]:
        files.append(tempfile.TemporaryFile(**options))  # noqa: SIM115 - whoever asked closes it
        return files[-1]  # type: ignore[no-any-return]

    monkeypatch.setattr(stock, "TemporaryFile", noted)
    with pytest.raises(LookupError), laid([["one"]], wares):
        raise LookupError
    assert [one.closed for one in files] == [True]
