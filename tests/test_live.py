"""The preview: what it shows after a change is what a whole build would show."""

from __future__ import annotations

import http.client
import itertools
import json
import random
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros import render
from macros.building import NotBuilt, Refused, make
from macros.live import Preview, Server, Shown, session
from macros.live.server import OWN, State
from macros.live.watch import Watch
from tests.counts import count
from tests.cut import cut
from tests.edits import CLAIMS, EDITS, NORLAND, Edits, random_edit
from tests.projects import SAMPLE, Project, contents, lay, project, run

ADDRESS = "http://127.0.0.1:8000/"


@dataclass(frozen=True, slots=True)
class Previewed:
    """A project with its preview."""

    project: Project
    preview: Preview
    builds: list[Shown]

    def change(self, edits: Edits) -> Shown:
        for path, (before, after) in edits.items():
            self.project.replace(path, before, after)
        shown = self.preview.update([self.project.root / path for path in edits])
        self.preview.settle()
        return shown

    def shown(self) -> dict[str, bytes]:
        return _plain(contents(self.preview.folder))


def _plain(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if not path.endswith(".gz")}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Previewed:
    return _previewed(tmp_path_factory.mktemp("live"))


@pytest.fixture
def previewed(first: Previewed) -> Iterator[Previewed]:
    """The one preview, put back as it was when the test has changed its files."""
    data, docs = (contents(first.project.root / name) for name in ("data", "docs"))
    yield first
    lay(first.project.root / "data", data)
    lay(first.project.root / "docs", docs)
    first.preview.build()
    first.builds.clear()


def _previewed(folder: Path) -> Previewed:
    made = project(SAMPLE, folder / "project")
    builds: list[Shown] = []

    class Counted(Preview):
        def build(self) -> Shown:
            builds.append(super().build())
            return builds[-1]

    found = Previewed(
        made, Counted(made.root, made.root / "data", folder / "site", ADDRESS), builds
    )
    assert found.preview.build().problems == ""
    builds.clear()
    return found


@pytest.mark.parametrize("what", EDITS)
def test_an_update_shows_what_a_whole_build_shows(
    what: str, previewed: Previewed, tmp_path: Path
) -> None:
    edits, whole = EDITS[what]
    before = previewed.shown()
    shown = previewed.change(edits)
    assert shown.problems == ""
    assert shown.pages > 0
    assert len(previewed.builds) == whole
    root = previewed.project.root
    make(root, root / "data", tmp_path / "cold", address=ADDRESS, drafts=True)
    assert previewed.shown() == _plain(contents(tmp_path / "cold"))
    assert previewed.shown() != before


def test_a_ledger_that_changes_shows_on_the_pages_of_its_source(
    previewed: Previewed, tmp_path: Path
) -> None:
    root = previewed.project.root
    file = root / "data/evidence/gazette-2031-doe.json"
    found = json.loads(file.read_text("utf-8"))
    found["cites"].popitem()
    page = "sources/gazette-2031-doe/index.html"
    for content in (json.dumps(found), None):
        before = previewed.shown()[page]
        lay(root, {"data/evidence/gazette-2031-doe.json": content})
        assert previewed.preview.update([file]).problems == ""
        previewed.preview.settle()
        assert previewed.shown()[page] != before
        make(root, root / "data", tmp_path / "cold", address=ADDRESS, drafts=True)
        assert previewed.shown() == _plain(contents(tmp_path / "cold"))
        shutil.rmtree(tmp_path / "cold")


def test_several_updates_add_up(previewed: Previewed, tmp_path: Path) -> None:
    for edits, whole in EDITS.values():
        if not whole and edits.keys() != {CLAIMS}:
            assert previewed.change(edits).problems == ""
    root = previewed.project.root
    make(root, root / "data", tmp_path / "cold", address=ADDRESS, drafts=True)
    assert previewed.builds == []
    assert previewed.shown() == _plain(contents(tmp_path / "cold"))


def waiting(calls: int) -> Callable[[], bool]:
    """Return whether somebody waits: not at first, and from so many calls on."""
    counted = itertools.count()
    return lambda: next(counted) >= calls


@pytest.mark.parametrize(
    "edit", ["a designation's date", "the name of an entity that many claims name"]
)
def test_what_is_put_off_is_made_another_time(edit: str, previewed: Previewed) -> None:
    """Wherever it was put off, and also where the change is taken back before it is made."""
    edits, _ = EDITS[edit]
    back = {path: (other, one) for path, (one, other) in edits.items()}
    files = [previewed.project.root / path for path in edits]
    was, puts_off = previewed.shown(), []
    now: dict[str, bytes] = {}
    for calls in itertools.count():
        for path, (one, other) in edits.items():
            previewed.project.replace(path, one, other)
        assert previewed.preview.update(files).problems == ""
        assert previewed.preview.settle(waiting(calls)) == ""
        puts_off.append(previewed.shown())
        if calls % 2:  # the rest is made before it is taken back
            assert previewed.preview.settle() == ""
            now = now or previewed.shown()
            assert previewed.shown() == now != was
        assert previewed.change(back).problems == ""
        assert previewed.shown() == was
        if now and puts_off[-1] == now:
            break
    assert previewed.builds == []
    assert len({tuple(one.items()) for one in puts_off}) > 3


def test_a_change_does_not_wait_until_all_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever makes the rest is told of it at once, and the change is what comes next."""
    monkeypatch.setattr(session, "LOADED", 0.01)
    file, end = tmp_path / "data" / "record.yml", time.monotonic() + 60
    file.parent.mkdir()
    watch = Watch([file.parent], [])

    class Busy(Preview):
        def settle(self, waiting: Callable[[], bool] = lambda: False) -> str:
            assert not waiting()
            file.write_text("id: record\n", "utf-8")
            while not waiting():
                assert time.monotonic() < end
            return ""

    try:
        preview = Busy(tmp_path, file.parent, tmp_path / "site", ADDRESS)
        assert session._gathered(watch, preview, State()) == [file]
    finally:
        watch.stop()


def test_a_claim_that_moves_takes_its_links_along(previewed: Previewed, tmp_path: Path) -> None:
    root = previewed.project.root
    first, second = root / CLAIMS, root / "data/claims/embargo.yml"
    blocks = re.split(r"(?m)^(?=- id: )", first.read_text("utf-8"))
    [moved] = [one for one in blocks if one.startswith("- id: barrels-counted")]
    first.write_text("".join(one for one in blocks if one != moved), "utf-8", newline="\n")
    second.write_text(f"{second.read_text('utf-8').rstrip()}\n{moved}", "utf-8", newline="\n")
    assert previewed.preview.update([first, second]).problems == ""
    assert previewed.preview.settle() == ""
    make(root, root / "data", tmp_path / "cold", address=ADDRESS, drafts=True)
    assert previewed.shown() == _plain(contents(tmp_path / "cold"))


def test_a_list_on_two_pages_follows_on_both(previewed: Previewed, tmp_path: Path) -> None:
    root = previewed.project.root
    page = "---\ntitle: Again\nsearch: {exclude: true}\n---\n{{ network() }}\n"
    lay(root, {"docs/again.md": page})
    settings = root / "mkdocs.yml"
    text, entry = settings.read_text("utf-8"), "  - Network: network.md\n"
    assert entry in text
    settings.write_text(text.replace(entry, f"{entry}  - Again: again.md\n"), "utf-8")
    try:
        assert previewed.preview.build().problems == ""
        previewed.change({NORLAND: ("name: Norland", "name: New Norland")})
        make(root, root / "data", tmp_path / "cold", address=ADDRESS, drafts=True)
        assert previewed.shown() == _plain(contents(tmp_path / "cold"))
    finally:
        settings.write_text(text, "utf-8")
        (root / "docs/again.md").unlink()


def test_a_template_that_changes_is_read_again(
    previewed: Previewed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = shutil.copytree(render.TEMPLATES, tmp_path / "templates")
    monkeypatch.setattr(render, "TEMPLATES", templates)
    assert previewed.preview.build().problems == ""
    before = previewed.shown()
    template = templates / "entity.html.jinja"
    text = template.read_text("utf-8")
    template.write_text(text.replace(">What links here<", ">Who else<"), "utf-8")
    assert previewed.preview.update([template]).problems == ""
    changed = {path for path, content in previewed.shown().items() if content != before[path]}
    assert "entities/norland/index.html" in changed
    assert b">Who else<" in previewed.shown()["entities/norland/index.html"]
    root = previewed.project.root
    make(root, root / "data", tmp_path / "cold", address=ADDRESS, drafts=True)
    assert previewed.shown() == _plain(contents(tmp_path / "cold"))


def test_another_program_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = project(SAMPLE, tmp_path / "project")
    changes = [[Path(session.__file__)], [made.root / NORLAND]]

    class Scripted:
        """Hears of what is to be heard of, and then of Ctrl-C."""

        def __init__(self, *_: object) -> None: ...

        def gathered(self, _: float = 0) -> list[Path]:
            if not changes:
                raise KeyboardInterrupt
            return changes.pop(0)

        def stop(self) -> None: ...

    monkeypatch.setattr(session, "Watch", Scripted)
    assert session.serve(made.root, made.root / "data", 0) == 0
    told = capsys.readouterr()
    assert "the program itself has changed; stop `brief serve`" in told.err
    assert told.err.count("the last good pages are still shown") == 1
    assert told.out.endswith("\nbrief serve: stopped\n")


LONG = 12
"""Edits in a row."""


@pytest.mark.parametrize("seed", [5, 8, 21])
def test_random_edits_show_what_a_whole_build_shows(
    seed: int, previewed: Previewed, tmp_path: Path
) -> None:
    rng, root = random.Random(seed), previewed.project.root  # noqa: S311
    followed = refused = 0
    with cut(2, 3):  # so that there are sheets, too
        previewed.preview.build()
        previewed.builds.clear()
        for number in range(LONG):
            before = contents(root / "data")
            file = random_edit(rng, root)
            shown = previewed.preview.update([file])
            late = previewed.preview.settle(waiting(rng.randrange(20)))
            late = previewed.preview.settle() or late
            cold = tmp_path / f"cold-{number}"
            try:
                make(root, root / "data", cold, address=ADDRESS, drafts=True)
            except (Refused, NotBuilt):
                assert shown.problems or late
                refused += 1
                lay(root / "data", dict.fromkeys(contents(root / "data").keys() - before))
                lay(root / "data", before)
                assert previewed.preview.update([file]).problems == ""
                previewed.preview.settle()
                continue
            assert not shown.problems and not late
            followed += not previewed.builds
            previewed.builds.clear()
            assert previewed.shown() == _plain(contents(cold)), file
            shutil.rmtree(cold)
    count("random edits", followed=followed, refused=refused, edits=LONG)
    assert followed > LONG / 4


def test_a_page_that_comes_takes_a_whole_build(previewed: Previewed) -> None:
    root = previewed.project.root
    lay(root, {"data/entities/eastmark.yml": "id: eastmark\ntype: Country\nname: Eastmark\n"})
    assert previewed.preview.update([root / "data/entities/eastmark.yml"]).problems == ""
    assert len(previewed.builds) == 1
    assert "entities/eastmark/index.html" in previewed.shown()
    (root / "data/entities/eastmark.yml").unlink()
    assert previewed.preview.update([root / "data/entities/eastmark.yml"]).problems == ""
    assert "entities/eastmark/index.html" not in previewed.shown()


# By what is wrong: what is written, and words of the message.
BROKEN: dict[str, tuple[Edits, str]] = {
    "a record": (
        {CLAIMS: ("type: denial", "type: denyal")},
        "lamp-oil.yml:15:9: error unknown-word",
    ),
    "half a file": (
        {CLAIMS: ("cite: {source: gazette-2031-doe, start: A", "cite: {source: A")},
        "error",
    ),
    "a page's macro": (
        {"docs/index.md": ("{{ overview() }}", '{{ claim("nothing") }}')},
        "nothing",
    ),
    "a page's link": ({"docs/about.md": ("# About", "# About\n\n[x](nowhere.md)")}, "nowhere"),
    "the settings": ({"data/briefing.yml": ("title: ", "titel: ")}, "briefing.yml:1:1: error"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_told_and_the_last_good_site_stays(
    what: str, previewed: Previewed
) -> None:
    edits, words = BROKEN[what]
    before = previewed.shown()
    shown = previewed.change(edits)
    assert words in shown.problems
    assert "Traceback" not in shown.problems
    assert previewed.shown() == before
    back = {path: (after, before) for path, (before, after) in edits.items()}
    assert previewed.change(back).problems == ""
    assert previewed.shown() == before


def test_a_draft_is_shown_here_and_is_not_published(previewed: Previewed, tmp_path: Path) -> None:
    previewed.change(EDITS["a draft"][0])
    root = previewed.project.root
    make(root, root / "data", tmp_path / "published", address=ADDRESS)
    thread = "claims/lamp-oil/index.html"
    assert b'id="oil-in-jars"' in previewed.shown()[thread]
    assert b"Draft, not published" in previewed.shown()[thread]
    assert b"oil-in-jars" not in b"".join(_plain(contents(tmp_path / "published")).values())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    lay(tmp_path, {"secret.txt": "secret", "site/index.html": "<body>Home</body>"})
    lay(tmp_path, {"site/a/index.html": "<body>A</body>", "site/a.css": "a {}"})
    found = Server(tmp_path / "site", 0, State())
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def ask(server: Server, path: str, host: str = "localhost") -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    found = answer.status, answer.headers.get_content_type(), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "status", "kind", "holds"),
    [
        ("/", 200, "text/html", b"Home"),
        ("/", 200, "text/html", b"live.js"),
        ("/a/", 200, "text/html", b">A<"),
        ("/a", 302, "", b""),
        ("/a.css?x", 200, "text/css", b"a {}"),
        ("/nothing", 404, "text/html", b"not found"),
        ("/../secret.txt", 404, "", b""),
        ("/%2e%2e/secret.txt", 404, "", b""),
        ("/a/%00", 404, "", b""),
        (f"{OWN}live.js", 200, "text/javascript", b"fetch"),
        (f"{OWN}live.css", 200, "text/css", b"problems"),
        (f"{OWN}server.py", 404, "", b""),
        (f"{OWN}changes?since=x", 200, "application/json", b'"version": 0'),
    ],
)
def test_the_server_hands_out_the_site(
    server: Server, path: str, status: int, kind: str, holds: bytes
) -> None:
    found = ask(server, path)
    assert found[0] == status
    assert not kind or found[1] == kind
    assert holds in found[2]
    assert b"secret" not in found[2]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "["])
def test_the_server_answers_nobody_by_another_name(server: Server, host: str) -> None:
    status, _, content = ask(server, "/", host)
    assert status in (400, 403)
    assert b"Home" not in content


def test_whoever_waits_hears_of_the_next_change(server: Server) -> None:
    threading.Timer(0.05, server.state.set, ["something is wrong"]).start()
    status, _, content = ask(server, f"{OWN}changes?since=0")
    assert (status, json.loads(content)) == (200, {"version": 1, "problems": "something is wrong"})


def test_a_port_that_is_taken_is_said(server: Server, tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    outcome = run("--project", str(made.root), "serve", "--port", str(server.server_port))
    assert outcome.code == 1
    assert f"port {server.server_port} cannot be used" in outcome.err
