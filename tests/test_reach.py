"""The check of the outside: a server of our own gives every answer that the net gives."""

from __future__ import annotations

import datetime
import email.utils
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from macros import reach
from macros.reach import Answer, Memory, Outcome, Strikes, Web, Written, ask, ask_all
from macros.reach.answer import of_fault, of_status
from macros.reach.guard import is_public
from macros.reach.report import LONGEST
from macros.records.library import load
from macros.records.problems import Place
from tests.projects import SAMPLE, lay, project, run

PUBLIC = "93.184.215.14"
FORWARDED = {
    "/301": (301, "/200"),
    "/308-twice": (308, "/301"),
    "/302": (302, "/200"),
    "/301-then-302": (301, "/302"),
    "/301-to-404": (301, "/404"),
    "/to-the-front": (301, "/"),
    "/loop": (302, "/loop"),
    "/private": (302, "http://10.0.0.7/admin"),
    "/metadata": (301, "http://169.254.169.254/latest/"),
    "/inside": (302, "http://inside.example/"),
    "/file": (302, "file:///etc/passwd"),
    "/port": (302, "http://site.example:22/"),
    "/nowhere": (301, "http://gone.example/x"),
    "/relative": (301, "200"),
    "/no-location": (301, None),
}


class Site(BaseHTTPRequestHandler):
    """Answers each path with what its name says."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str, str]] = []  # noqa: RUF012 - emptied by the fixture
    busy: dict[str, int] = {}  # noqa: RUF012

    def do_GET(self) -> None:
        Site.asked.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        if self.path == "/garbage":
            self.wfile.write(b"no such thing as HTTP\r\n\r\n")
        elif self.path == "/hang-up":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif self.path == "/slow":
            time.sleep(1.0)
        elif self.path == "/drip":
            self.drip()
        elif self.path in FORWARDED:
            status, location = FORWARDED[self.path]
            self.reply(status, {"Location": location} if location else {})
        elif self.path.startswith("/busy"):
            self.be_busy()
        else:
            self.reply(int(self.path.strip("/").partition("?")[0] or 200), {})

    def be_busy(self) -> None:
        left = Site.busy.setdefault(self.path, 1)
        Site.busy[self.path] -= 1
        status = int(self.path.rpartition("-")[2])
        self.reply(status if left > 0 else 200, {"Retry-After": "7"} if left > 0 else {})

    def drip(self) -> None:
        try:
            for letter in b"HTTP/1.1 200 " + b"OK" * 50:
                self.wfile.write(bytes([letter]))
                time.sleep(0.05)
        except OSError:
            return

    def reply(self, status: int, head: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def resolve(host: str, port: int) -> list[str]:
    """A net of a few servers."""
    known = {
        "site.example": [PUBLIC],
        "xn--ste-zma.example": [PUBLIC],
        "inside.example": ["192.168.1.4"],
        "both.example": [PUBLIC, "127.0.0.1"],
        "empty.example": [],
        "10.0.0.7": ["10.0.0.7"],
        "169.254.169.254": ["169.254.169.254"],
    }
    if host == "later.example":
        raise socket.gaierror(socket.EAI_AGAIN, "later")
    if host not in known:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return known[host]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a server on this computer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def web(port: int) -> Web:
    """The net, every public server of which is the one on this computer."""
    Site.asked.clear()
    Site.busy.clear()

    def connect(number: str, _: int, seconds: float) -> socket.socket:
        assert number == PUBLIC, "only what was approved is connected to"
        return socket.create_connection(("127.0.0.1", port), seconds)

    return Web(resolve, connect, seconds=0.5)


ANSWERS = {
    "http://site.example/200": ("alive", "200 OK"),
    "http://site.example/204": ("alive", "204 No Content"),
    "http://SITE.example/200": ("alive", "200 OK"),
    "http://site.example": ("alive", "200 OK"),
    "http://site.example/200#:~:text=words": ("alive", "200 OK"),
    "http://site.example/200?a=ü b": ("alive", "200 OK"),
    "http://sïte.example/200": ("alive", "200 OK"),
    "http://site.example/301": ("moved", "moved for good"),
    "http://site.example/308-twice": ("moved", "moved for good"),
    "http://site.example/relative": ("moved", "moved for good"),
    "http://site.example/302": ("alive", "200 OK"),
    "http://site.example/301-then-302": ("alive", "200 OK"),
    "http://site.example/301-to-404": ("gone", "404 Not Found"),
    "http://site.example/404": ("gone", "404 Not Found"),
    "http://site.example/410": ("gone", "410 Gone"),
    "http://gone.example/": ("gone", "there is no server of this name"),
    "http://empty.example/": ("gone", "there is no server of this name"),
    "http://site.example/nowhere": ("gone", "there is no server of this name"),
    "http://site.example/401": ("blocked", "401 Unauthorized"),
    "http://site.example/403": ("blocked", "403 Forbidden"),
    "http://site.example/405": ("blocked", "405 Method Not Allowed"),
    "http://site.example/429": ("blocked", "429 Too Many Requests"),
    "http://site.example/451": ("blocked", "451 Unavailable For Legal Reasons"),
    "http://site.example/999": ("blocked", "999"),
    "http://site.example/408": ("unsure", "408 Request Timeout"),
    "http://site.example/500": ("unsure", "500 Internal Server Error"),
    "http://site.example/503": ("unsure", "503 Service Unavailable"),
    "http://site.example/to-the-front": ("unsure", "it leads to the front page of its server"),
    "http://site.example/loop": ("unsure", "it forwards without end"),
    "http://site.example/no-location": ("unsure", "it forwards without end"),
    "http://site.example/slow": ("unsure", "no answer in time"),
    "http://site.example/drip": ("unsure", "no answer in time"),
    "http://site.example/garbage": ("unsure", "the answer is no HTTP"),
    "http://site.example/hang-up": ("unsure", "the server closed the connection"),
    "http://later.example/": ("unsure", "the name of its server could not be looked up"),
    "https://site.example/200": ("unsure", "no secure connection: WRONG_VERSION_NUMBER"),
    "http://inside.example/": ("refused", "its server stands in a private network"),
    "http://both.example/": ("refused", "its server stands in a private network"),
    "http://10.0.0.7/": ("refused", "its server stands in a private network"),
    "http://site.example/private": ("refused", "its server stands in a private network"),
    "http://site.example/metadata": ("refused", "its server stands in a private network"),
    "http://site.example/inside": ("refused", "its server stands in a private network"),
    "http://site.example/file": ("refused", "it is no web address"),
    "http://site.example/port": ("refused", "it names a port of its own"),
    "http://site.example:8080/": ("refused", "it names a port of its own"),
    "http://me:secret@site.example/": ("refused", "it carries a name or a password"),
    "http://[::1/": ("refused", "it is no address"),
    "ftp://site.example/": ("refused", "it is no web address"),
}


@pytest.mark.parametrize(("address", "expected"), ANSWERS.items(), ids=ANSWERS)
def test_an_answer_is_judged(address: str, expected: tuple[str, str], web: Web) -> None:
    answer = ask(address, web)
    wrong = "no secure connection: " if address.startswith("https") else ""
    assert answer.outcome == expected[0]
    assert answer.why == expected[1] or (wrong and answer.why.startswith(wrong))


def test_what_is_asked_says_who_asks_and_for_what(web: Web) -> None:
    ask("http://site.example/200?a=ü b&c=%20#part", web)
    assert Site.asked == [("/200?a=%C3%BC%20b&c=%20", "site.example", "brief-link-check")]


def test_where_it_moved_is_said(web: Web) -> None:
    assert ask("http://site.example/301", web).leads_to == "http://site.example/200"


def test_from_https_to_http_is_not_followed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def head(address: str, _: Web) -> tuple[int, str, dict[str, str]]:
        assert address.startswith("https:")
        return 301, "", {"location": "http://site.example/200"}

    monkeypatch.setitem(ask.__globals__, "_head", head)
    answer = ask("https://site.example/x", web)
    assert answer.outcome is Outcome.UNSURE
    assert "from https to http" in answer.why


def test_a_certificate_that_is_not_valid_is_no_death() -> None:
    fault = ssl.SSLCertVerificationError()
    fault.verify_message = "certificate has expired"
    answer = of_fault(fault)
    assert (answer.outcome, answer.answered) == (Outcome.UNSURE, False)
    assert answer.why == "its certificate is not valid: certificate has expired"


NUMBERS = {
    "93.184.215.14": True,
    "2606:4700::1111": True,
    "127.0.0.1": False,
    "10.1.2.3": False,
    "172.16.0.1": False,
    "192.168.0.1": False,
    "169.254.169.254": False,
    "100.64.0.1": False,
    "0.0.0.0": False,  # noqa: S104 - nothing listens on it
    "224.0.0.1": False,
    "255.255.255.255": False,
    "::1": False,
    "::": False,
    "fe80::1%eth0": False,
    "fc00::1": False,
    "ff02::1": False,
    "::ffff:10.0.0.1": False,
    "::ffff:93.184.215.14": True,
    "64:ff9b::a00:1": False,
    "2002:a00:1::": False,
    "no number": False,
}


@pytest.mark.parametrize(("number", "public"), NUMBERS.items())
def test_only_public_servers_are_asked(number: str, public: bool) -> None:
    assert is_public(number) is public


# Gently: one at a time of each server, with a pause, and again where it may help


def test_a_server_that_is_busy_is_asked_again_after_the_time_that_it_names(web: Web) -> None:
    slept: list[float] = []
    addresses = [f"http://site.example/busy-{status}" for status in (429, 503)]
    answers = ask_all(addresses, partial(ask, web=web), slept.append)
    assert [one.outcome for one in answers.values()] == [Outcome.ALIVE] * 2
    assert slept == [7.0, 1.0, 7.0]


def test_trouble_is_asked_about_three_times_and_a_clear_word_once(web: Web) -> None:
    slept: list[float] = []
    addresses = [f"http://site.example/{status}" for status in (404, 403, 500)]
    done: list[int] = []
    ask_all(addresses, partial(ask, web=web), slept.append, done.append)
    assert [path for path, *_ in Site.asked] == ["/403", "/404", "/500", "/500", "/500"]
    assert slept == [1.0, 1.0, 5.0, 20.0]
    assert done == [1, 2, 3]


def test_a_server_that_wants_an_hour_is_left_alone() -> None:
    busy = Answer(Outcome.BLOCKED, "429", wait=3600.0)
    asked: list[str] = []

    def ask_busy(address: str) -> Answer:
        asked.append(address)
        return busy

    ask_all(["http://a.example/"], ask_busy, lambda _: None)
    assert len(asked) == 1


def test_an_hour_may_be_named_as_a_date() -> None:
    later = email.utils.formatdate(1_000_060, usegmt=True)
    assert of_status(429, retry_after=later, now=1_000_000.0).wait == 60.0
    assert of_status(429, retry_after=later, now=2_000_000.0).wait == 0.0
    assert of_status(429, retry_after="soon").wait is None


# Three strikes

MONDAY = datetime.date(2031, 6, 2)
GONE, FINE = Answer(Outcome.GONE, "404 Not Found"), Answer(Outcome.ALIVE, "200 OK")
BLOCKED, UNSURE = Answer(Outcome.BLOCKED, "403"), Answer(Outcome.UNSURE, "500")
A = "https://gazette.example/lamps"

HISTORIES = {
    "three weeks": ([(0, GONE), (7, GONE), (14, GONE)], 3, True),
    "two weeks": ([(0, GONE), (7, GONE)], 2, False),
    "three times in a day": ([(0, GONE), (0, GONE), (0, GONE)], 1, False),
    "every day": ([(day, GONE) for day in range(13)], 3, False),
    "every day for long": ([(day, GONE) for day in range(19)], 4, True),
    "back in between": ([(0, GONE), (7, FINE), (14, GONE), (21, GONE)], 2, False),
    "blocked in between": ([(0, GONE), (7, BLOCKED), (14, GONE), (21, GONE)], 3, True),
    "trouble all the time": ([(7 * week, UNSURE) for week in range(9)], 0, False),
    "blocked all the time": ([(7 * week, BLOCKED) for week in range(9)], 0, False),
    "back after death": ([(0, GONE), (7, GONE), (14, GONE), (21, FINE)], 0, False),
}


@pytest.mark.parametrize(("history", "count", "dead"), HISTORIES.values(), ids=HISTORIES)
def test_three_strikes(history: list[tuple[int, Answer]], count: int, dead: bool) -> None:
    memory = Memory({})
    for days, answer in history:
        memory = memory.after({A: answer}, MONDAY + datetime.timedelta(days))
        assert Memory.read(memory.written()) == memory
    strikes = memory.strikes.get(A)
    assert (strikes.count if strikes else 0) == count
    assert bool(strikes and strikes.dead) is dead


def test_a_memory_cannot_be_broken_out_of() -> None:
    kept = Memory({"https://a.example/--><script>": Strikes(MONDAY, MONDAY, 1)})
    assert kept.written().count("-->") == 1
    assert Memory.read(f"some words\n{kept.written()}\n") == kept


@pytest.mark.parametrize(
    "text", ['{"a": 1}', '{"a": ["x", "y", 1]}', '{"a": ["2031-06-02", "2031-06-02", "1"]}', "{x}"]
)
def test_a_memory_that_cannot_be_read_is_said_to_be(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        Memory.read(f"<!-- brief-links: {text} -->")
    assert Memory.read("no memory at all").strikes == {}


# What is written, and what is reported


def test_every_address_of_records_and_pages_is_found_with_its_place(tmp_path: Path) -> None:
    lay(tmp_path, {"docs/a.md": "See [x](https://a.example/b(c)), <https://a.example/d>.\n"})
    found = reach.written(load(SAMPLE / "data"), tmp_path / "docs")
    shown = {(one.address, one.place.path, one.place.line, one.place.column) for one in found}
    assert ("https://gazette.example/lamps", "data/sources/gazette-2031-doe.yml", 9, 6) in shown
    assert ("https://a.example/b(c)", "docs/a.md", 1, 9) in shown
    assert ("https://a.example/d", "docs/a.md", 1, 35) in shown
    assert not any("{" in one.address for one in found)


def place(address: str = A, archive: str = "") -> Written:
    at = Place("data/sources/gazette-2031-doe.yml", 9, 6, len(address))
    return Written(address, at, f"URL: {address}", archive)


def after_three_weeks(*addresses: str) -> Memory:
    last = MONDAY + datetime.timedelta(14)
    return Memory({one: Strikes(MONDAY, last, 3) for one in addresses})


def test_a_dead_source_is_an_error_at_its_line() -> None:
    [problem] = reach.problems([place()], {A: GONE}, after_three_weeks(A))
    assert problem.text().startswith(
        f"data/sources/gazette-2031-doe.yml:9:6: error dead-source: “{A}” is dead: "
        "404 Not Found, 3 times since 2031-06-02\n"
    )
    assert "name it as archive-URL" in problem.fix


def test_a_dead_source_with_an_archived_copy_says_that_readers_have_it() -> None:
    copy = "https://archive.example/1"
    [problem] = reach.problems([place(archive=copy)], {A: GONE}, after_three_weeks(A))
    assert problem.fix == f"readers find the archived copy on the source’s page: {copy}"


@pytest.mark.parametrize(
    ("answer", "severity"),
    [
        (FINE, None),
        (BLOCKED, None),
        (UNSURE, None),
        (GONE, "hint"),
        (Answer(Outcome.MOVED, "moved for good", "https://b.example/"), "hint"),
        (Answer(Outcome.REFUSED, "it is no web address"), "warning"),
    ],
)
def test_blocked_is_not_dead(answer: Answer, severity: str | None) -> None:
    found = reach.problems([place()], {A: answer}, Memory({}))
    assert [one.severity.value for one in found] == ([severity] if severity else [])


def test_the_report_is_its_own_memory_and_holds_no_markup_of_others() -> None:
    evil = "https://a.example/`@everyone`[x](y)<img>"
    answers = {A: GONE, evil: GONE, "https://c.example/*": BLOCKED}
    memory = after_three_weeks(A, evil)
    text = reach.markdown([place(), place(evil)], answers, memory, MONDAY, "https://github.com/o/r")
    assert "[data/sources/gazette-2031-doe.yml:9](https://github.com/o/r/blob/main/" in text
    assert "`https://a.example/%60@everyone%60[x](y)<img>`" in text
    assert re.sub(r"`[^`]*`|<!--.*?-->", "", text).count("@everyone") == 0
    assert Memory.read(text) == memory


def test_a_report_fits_into_an_issue() -> None:
    many = [f"https://a.example/{'x' * 100}{number}" for number in range(200)]
    answers = dict.fromkeys(many, GONE)
    text = reach.markdown([place(one) for one in many], answers, after_three_weeks(*many), MONDAY)
    assert len(text) <= LONGEST
    assert "and more" in text
    assert len(Memory.read(text).strikes) == 200


# The command


@pytest.fixture
def project_at(tmp_path: Path) -> Path:
    """A project with two addresses: one that answers, one that is gone."""
    made = project(SAMPLE, tmp_path / "project")
    for file in (made.root / "data").rglob("*.yml"):
        text = re.sub(r"https?://[\w.-]+/\S*", "http://site.example/200", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    lay(made.root, {"docs/about.md": "# About\n\n[x](http://site.example/404)\n"})
    return made.root


def test_the_command_remembers_from_week_to_week(
    project_at: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "Web", partial(Web, web.resolve, web.connect, seconds=0.5))
    monkeypatch.setenv("BRIEF_REPO_URL", "https://github.com/o/r")
    monkeypatch.setattr("macros.reach.rounds.PAUSE", 0.0)
    report = project_at / ".cache" / "links.md"
    call = ("--project", str(project_at), "links", "--external")
    first = run(*call)
    assert first.code == 0, first.err
    assert "docs/about.md:3:5: hint gone-source: " in first.out
    assert Site.asked[0][2] == "brief-link-check (+https://github.com/o/r)"
    weeks_ago = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(20)
    before = Memory({"http://site.example/404": Strikes(weeks_ago, weeks_ago, 2)})
    report.write_text(before.written(), "utf-8")
    second = run(*call, "--format", "json")
    assert second.code == 1
    [found] = json.loads(second.out)
    assert (found["path"], found["line"], found["code"]) == ("docs/about.md", 3, "dead-source")
    assert "### Dead" in report.read_text("utf-8")


def test_a_computer_off_the_net_counts_nothing(
    project_at: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(reach, "Web", partial(Web, nobody))
    monkeypatch.setattr("macros.reach.rounds.PAUSE", 0.0)
    outcome = run("--project", str(project_at), "links", "--external")
    assert outcome.code == 1
    assert "is this computer on the net? nothing was counted" in outcome.err
    assert not (project_at / ".cache" / "links.md").exists()


def test_a_spoilt_report_is_said_to_be(project_at: Path) -> None:
    lay(project_at, {".cache/links.md": "<!-- brief-links: {x} -->"})
    outcome = run("--project", str(project_at), "links", "--external")
    assert outcome.code == 1
    assert ".cache/links.md: its memory cannot be read; delete it to begin anew" in outcome.err
