"""The house of design §3: which room may import which, and what a module looks like."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.projects import ROOT

# A room imports only from rooms before its own.
ORDER = (
    ("hands", "equality", "cache"),
    ("notes", "stock"),
    ("tables",),
    ("records",),
    ("status",),
    ("briefing",),
    ("following", "wording"),
    ("evidence", "atlas"),
    ("checks", "views", "inert", "compiled", "sums"),
    ("figures",),
    ("render", "spreadsheet", "drawings"),
    ("search",),
    ("shards", "policy", "prose"),
    ("contents",),
    ("pages",),
    (
        *("frame", "built", "slim", "staging", "env", "reporting", "selftest", "reconcile"),
        *("repair", "revision", "drafting", "reach"),
    ),
    ("tracing",),
    ("gate", "building", "hooks", "review"),
    ("live",),
    ("commands",),
    ("cli",),
    ("__init__", "__main__"),
)
# Neighbours of one row that may import one another, and what of it (nothing: all).
BESIDE = {
    ("views", "checks"): ("EXPLANATIONS", "Explanation", "Subject"),
    ("hooks", "building"): (),
    ("drafting", "reconcile"): ("likeness", "named"),
}
# Rooms that import less than their row allows.
NARROW = {
    "hands": set[str](),
    "equality": set[str](),
    "cache": set[str](),
    "notes": {"equality"},
    "stock": {"hands"},
    "tables": {"notes"},
    "following": {"equality", "notes", "tables", "briefing"},
    "records": {"hands", "equality", "notes", "cache"},
    "status": {"records"},
    "evidence": {"records", "briefing", "following", "notes", "cache", "tables"},
    "sums": {"records", "evidence", "hands", "equality", "notes", "cache"},
    "inert": set[str](),
    "figures": {"records", "views", "inert"},
    "render": {"figures", "inert", "compiled"},
    "compiled": {"cache"},
    "spreadsheet": set[str](),
    "atlas": {"cache"},
    "frame": set[str](),
    "policy": set[str](),
    "prose": set[str](),
    "built": {"policy"},
    "slim": set[str](),
    "staging": set[str](),
    "reporting": {"records"},
    "repair": {"records"},
    "revision": set[str](),
    "drafting": {"records", "briefing", "evidence", "checks", "reconcile"},
    "reach": {"records"},
    "reconcile": {"records", "briefing", "evidence"},
    "__init__": {"env"},
    "cli": {"commands"},
    "__main__": {"cli"},
}
# Who may import what others wrote.
OTHERS: dict[str, set[str]] = {
    "yaml": {"records"},
    "anyascii": {"checks", "reconcile", "drafting"},
    "pydantic": {"records", "briefing", "evidence", "drafting", "review"},
    "pydantic_core": {"records"},
    "markupsafe": {"inert", "figures", "render", "drawings", "pages", "env"},
    "jinja2": {"render", "compiled", "prose", "building", "hooks"},
    "mkdocs": {"building", "hooks"},
    "click": {"building"},
    "platformdirs": {"cache"},
    "watchdog": {"live"},
    "shapefile": {"atlas"},
    "shapely": {"atlas"},
    "numpy": {"atlas"},
}
# mkdocs-macros is known by name only, and only here (`__init__` hands its call on to `env`).
KNOWS_MKDOCS_MACROS = {"env", "__init__"}
LONGEST = 400
NAMELESS = re.compile(r"utils?|helpers?|common|misc|base")

HOUSE = ROOT / "macros"
MODULES = sorted(HOUSE.rglob("*.py"))
ROWS = {room: index for index, rooms in enumerate(ORDER) for room in rooms}


def name(module: Path) -> str:
    return module.relative_to(HOUSE).as_posix()


def room(module: Path) -> str:
    return module.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[tuple[str, str, int]]:
    """Yield (absolute dotted name, what is taken from it, line) of every import, late ones too."""
    package = ("macros", *module.relative_to(HOUSE).parts[:-1])
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            dotted = ".".join((*above, *(node.module or "").split("."))).strip(".")
            for alias in node.names:
                yield dotted, alias.name, node.lineno


def imported_rooms(module: Path) -> Iterator[tuple[str, str, int]]:
    """Yield (room, what is taken from it, line) of imports from other rooms of the house."""
    for dotted, taken, line in imports(module):
        first, *rest = dotted.split(".")
        if first == "macros":
            target = rest[0] if rest else taken
            if target != room(module):
                yield target, taken, line


def faults_of_direction(module: Path) -> list[str]:
    here, found = room(module), []
    for target, taken, line in imported_rooms(module):
        beside = BESIDE.get((here, target))
        allowed = ROWS[target] < ROWS[here] or (
            beside is not None and (not beside or taken in beside)
        )
        if not allowed or target not in NARROW.get(here, ROWS):
            found.append(f"{name(module)}:{line}: {here} imports {taken or 'all'} of {target}")
    return found


def test_every_module_has_a_place_in_the_order() -> None:
    assert {room(module) for module in MODULES} <= set(ROWS)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_nothing_imports_what_comes_later(module: Path) -> None:
    assert faults_of_direction(module) == []


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_other_peoples_packages_stay_in_their_rooms(module: Path) -> None:
    strangers = {
        dotted.split(".")[0]
        for dotted, _, _ in imports(module)
        if dotted.split(".")[0] not in {"macros", *sys.stdlib_module_names}
    }
    assert [one for one in sorted(strangers) if room(module) not in OTHERS.get(one, ())] == []


def test_only_env_knows_mkdocs_macros() -> None:
    known = {room(m) for m in MODULES if re.search(r"mkdocs[-_]macros", m.read_text("utf-8"))}
    assert known == KNOWS_MKDOCS_MACROS


def test_modules_can_be_read_at_one_sitting() -> None:
    sizes = {name(module): len(module.read_text("utf-8").splitlines()) for module in MODULES}
    long = {module: size for module, size in sizes.items() if size > LONGEST}
    table = "\n".join(f"{sizes[m]:5} {m}" for m in sorted(sizes, key=lambda m: -sizes[m]))
    assert not long, f"longer than {LONGEST} lines: {long}\n{table}"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_modules_are_named_by_what_they_are(module: Path) -> None:
    assert not NAMELESS.fullmatch(module.stem)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_everything_public_says_what_it_is(module: Path) -> None:
    assert list(undocumented(ast.parse(module.read_text("utf-8")), "module")) == []


def undocumented(node: ast.AST, called: str) -> Iterator[str]:
    """Yield the public definitions without a docstring, stubs of a protocol left out."""
    if not ast.get_docstring(node):  # type: ignore[arg-type]
        yield called
    for child in getattr(node, "body", ()):
        if not isinstance(child, (ast.FunctionDef, ast.ClassDef)) or child.name.startswith("_"):
            continue
        if isinstance(child, ast.ClassDef):
            yield from undocumented(child, child.name)
        elif not ast.get_docstring(child) and not _is_stub(child):
            yield f"{called}.{child.name}"


def _is_stub(function: ast.FunctionDef) -> bool:
    match function.body:
        case [ast.Expr(ast.Constant(value))]:
            return value is ...
    return False


FAULTY = [
    ("status.py", "from .briefing import Briefing", "status imports Briefing of briefing"),
    ("records/x.py", "from ..status import Status", "records imports Status of status"),
    ("records/x.py", "import macros.cli", "records imports all of macros.cli"),
    ("views/x.py", "from ..checks import check", "views imports check of checks"),
    ("checks/x.py", "from ..views import claim", "checks imports claim of views"),
    ("pages.py", "def f():\n    from .building import build", "pages imports build of building"),
    ("evidence/x.py", "from ..status import Status", "evidence imports Status of status"),
    ("render.py", "from . import pages", "render imports pages of pages"),
]


@pytest.mark.parametrize(("path", "code", "fault"), FAULTY)
def test_a_fault_of_direction_is_found(
    path: str, code: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "HOUSE", tmp_path)
    module = tmp_path / path
    module.parent.mkdir(exist_ok=True)
    module.write_text(code, "utf-8")
    line = code.count("\n") + 1
    assert faults_of_direction(module) == [f"{path}:{line}: {fault.replace('macros.', '')}"]
