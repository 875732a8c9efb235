"""Real builds: what is in a site, what stops a build, and that the old site outlives it."""

from __future__ import annotations

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path

import pytest

from macros.briefing import open_briefing
from macros.contents import KINDS
from macros.evidence.desk import Desk
from macros.inert import text
from macros.pages import Pages
from macros.staging import recover, swap
from macros.wording import attributed_text
from tests.projects import REPOSITORY, SAMPLE, Project, contents, project

BASE = "https://example.org/briefing/"


def pages_of(site: Project) -> Pages:
    data = site.root / "data"
    return Pages(Desk.lay(open_briefing(data), data, None), BASE, REPOSITORY)


def hand_written(site: Project) -> list[str]:
    """Return the addresses of the pages in docs/."""
    files = [file.relative_to(site.root / "docs") for file in (site.root / "docs").rglob("*.md")]
    return [
        posixpath.join(*file.parent.parts, "" if file.stem == "index" else f"{file.stem}/")
        for file in files
    ]


# What is in a site


def test_every_page_is_there_and_no_other(site: Project) -> None:
    expected = {*pages_of(site).records, *hand_written(site)}
    built = {file.parent.relative_to(site.site) for file in site.site.rglob("index.html")}
    assert {"" if one == Path() else f"{one.as_posix()}/" for one in built} == expected


def test_every_record_stands_at_its_address(site: Project) -> None:
    """And nowhere else: a link to another page or place is looked at, like any."""
    pages = pages_of(site)
    addresses = [*pages.records, *pages.marked]
    assert len(addresses) > len(pages.records)
    for one in addresses:
        path, _, anchor = one.partition("#")
        html = (site.site / path / "index.html").read_text("utf-8")
        assert one in pages
        assert not anchor or f'id="{anchor}"' in html
    claim = next(iter(pages.briefing.claims))
    gone = [f"entities/x/#{claim}", f"claims/#{claim}", "claims/None/#gone", "claims/gone/", "#x"]
    assert [one for one in gone if one in pages] == []


def test_the_sample_has_as_many_pages_as_records(sample_site: Project) -> None:
    counts = {
        kind: len(list((sample_site.site / page.folder).glob("*/index.html")))
        for kind, page in KINDS.items()
    }
    assert counts == {"entity": 5, "thread": 2, "instrument": 1, "source": 3, "year": 0, "sheet": 0}
    assert len(hand_written(sample_site)) == 13


def test_the_sitemap_holds_every_page_dated_by_the_data(site: Project) -> None:
    tree = ET.parse(site.site / "sitemap.xml").getroot()  # noqa: S314
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = [entry.findtext(f"{space}loc") or "" for entry in tree]
    dates = {entry.findtext(f"{space}lastmod") for entry in tree}
    pages = pages_of(site)
    assert sorted(urls) == sorted(BASE + url for url in [*pages.records, *hand_written(site)])
    assert dates == {pages.briefing.settings.as_of.text}


def search_docs(site: Project) -> list[dict[str, str]]:
    index = json.loads((site.site / "search" / "search_index.json").read_text("utf-8"))
    found: list[dict[str, str]] = index["docs"]
    return found


def test_search_finds_every_record_page_and_every_claim_once(site: Project) -> None:
    pages = pages_of(site)
    locations = [one["location"] for one in search_docs(site)]
    claims = [pages.address("claim", key) for key in pages.briefing.standing]
    assert [one for one in [*pages.records, *claims] if locations.count(one) != 1] == []
    assert sorted(locations) == sorted(set(locations))


def test_the_search_index_says_who_says_a_claim(site: Project) -> None:
    pages, docs = pages_of(site), search_docs(site)
    found = {one["location"]: one["text"] for one in docs}
    for key, claim in pages.briefing.standing.items():
        assert found[pages.address("claim", key)] == text(attributed_text(pages.briefing, claim))
        assert not any(one["text"].startswith(text(claim.text)) for one in docs)


def test_search_entries_are_escaped(site: Project) -> None:
    records = pages_of(site).records
    for one in search_docs(site):
        if one["location"] in records:
            assert "<" not in one["title"] + one["text"]


def test_search_finds_spellings_and_numbers(sample_site: Project) -> None:
    found = {one["location"]: unescape(one["text"]) for one in search_docs(sample_site)}
    assert "Südmark" in found["entities/sudmark/"]
    assert "Нурланд" in found["entities/norland/"]
    assert "0042" in found["entities/ann-roe/"]


def test_every_record_page_has_its_title_and_leads_to_its_record(site: Project) -> None:
    pages = pages_of(site)
    [name] = re.findall(r"^site_name: (.*)$", (site.root / "mkdocs.yml").read_text(), re.MULTILINE)
    for url in pages.records:
        page = pages.page(url)
        file, _, line = page.place.rpartition(":")
        html = site.page(url)
        assert f'href="{REPOSITORY}/edit/main/{file}#L{line}"' in html, url
        assert (site.root / file).read_text("utf-8").split("\n")[int(line) - 1].strip(), url
        assert f'<link rel="canonical" href="{BASE}{url}">' in html
        assert f"<title>{text(page.title)} - {name}</title>" in html


def test_hand_written_pages_lead_to_their_files(site: Project) -> None:
    html = site.page("method/")
    assert f'href="{REPOSITORY}/edit/main/docs/method.md"' in html


def test_a_page_keeps_no_clock(site: Project) -> None:
    as_of = pages_of(site).briefing.settings.as_of.text
    for path, data in site.built().items():
        if path.endswith(".html"):
            dates = re.findall(rb'(?:datetime|dateModified|revised)[^>]*?"([^"]*)"', data)
            assert {one.decode() for one in dates} <= {as_of}, path


LOADING = re.compile(
    r"""(?:src|srcset|poster|data)\s*=\s*["']?(?:https?:)?//"""
    r"""|<link\b(?=[^>]*rel="?(?:stylesheet|icon|preload|preconnect|dns-prefetch))[^>]*href="?https?:"""
    r"""|@import|url\(["']?(?:https?:)?//"""
)


def test_nothing_is_loaded_from_elsewhere(site: Project) -> None:
    found = [
        f"{path}: {match[0]}"
        for path, data in site.built().items()
        if path.endswith((".html", ".css", ".svg"))
        for match in LOADING.finditer(data.decode("utf-8"))
    ]
    assert found == []


def test_titles_are_escaped(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    evil = '</title><script>alert("1")</script> & {{ 7 * 7 }}'
    made.replace("data/entities/ann-roe-captain.yml", "name: Ann Roe (captain)", f"name: '{evil}'")
    outcome = made.build()
    assert outcome.code == 0, outcome.err
    html = made.page("entities/ann-roe-captain/")
    [title] = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
    assert unescape(title).startswith(evil)
    everything = "".join(
        data.decode("utf-8") for path, data in made.built().items() if path.endswith(".html")
    )
    assert "<script>alert(" not in everything
    assert "</title><script>" not in everything


# A page kind is a macro

HREF = re.compile(r'href="([^"#][^"]*|#[^"]*)"')


def resolved(body: str, here: str) -> str:
    """Return a body with every relative link as seen from the site's root."""

    def absolute(match: re.Match[str]) -> str:
        link = unescape(match[1])
        if re.match(r"[a-z]+:|#g-|#passage-", link):
            return match[0]  # elsewhere, or in the body itself
        path, mark, anchor = link.partition("#")
        target = posixpath.normpath(posixpath.join("/", here, path)) + mark + anchor
        return f'href="{target}"'

    return HREF.sub(absolute, body)


COPIES = {
    "entity": "ann-roe",
    "thread": "lamp-oil",
    "instrument": "league-resolution-7",
    "source": "gazette-2031-doe",
}


def test_every_page_kind_is_a_macro_that_gives_the_very_body(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    for kind in COPIES:
        page = KINDS[kind]
        call = f'{{{{ {kind}_page("{COPIES[kind]}") }}}}'
        copy = f"{page.folder}/copy.md"
        made.change({f"docs/{copy}": f"---\ntitle: A copy\n---\n{call}\n"})
        made.replace("mkdocs.yml", f"[{page.folder}/index.md]", f"[{page.folder}/index.md, {copy}]")
    outcome = made.build()
    assert outcome.code == 0, outcome.err
    pages = pages_of(made)
    for kind in COPIES:
        page = KINDS[kind]
        own, copy = f"{page.folder}/{COPIES[kind]}/", f"{page.folder}/copy/"
        body = str(pages.page(own).body)
        assert body.strip() in made.page(own)
        assert resolved(body, own).strip() in resolved(made.page(copy), copy), kind
        assert str(pages.body(kind, COPIES[kind], copy)).strip() in made.page(copy), kind


def test_mkdocs_own_command_builds_the_site(tmp_path: Path) -> None:
    """The installed script has no folder of ours on its path, unlike `python -m`."""
    made = project(SAMPLE, tmp_path / "project")
    script = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run(
        [script, "build", "--strict", "--quiet"],
        cwd=made.root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (made.root / "site/entities/norland/index.html").is_file()


# What stops a build


@pytest.fixture
def standing(sample_site: Project, tmp_path: Path) -> Project:
    """The sample with its built site, as an editor has it before a change."""
    return sample_site.copy(tmp_path / "project")


METHOD = "docs/method.md"
STOPPING = {
    "an undefined macro": (METHOD, "\n{{ nothing_of_that_name() }}\n", "nothing_of_that_name"),
    "an undefined variable": (METHOD, "\n{{ nothing }}\n", "nothing"),
    "a macro called wrongly": (METHOD, "\n{{ claim() }}\n", "claim"),
    "a macro's syntax": (METHOD, '\n{{ claim("a }}\n', "method.md"),
    "a claim that is not there": (METHOD, '\n{{ claim("oil-to-nowhere") }}\n', "oil-to-nowhere"),
    "an entity that is not there": (METHOD, '\n{{ entity("nobody") }}\n', "nobody"),
    "a page of a record that is not there": (METHOD, '\n{{ source_page("x") }}\n', "“x”"),
    "a dead link": (METHOD, "\n[x](nowhere.md)\n", "nowhere.md"),
    "a dead link to a folder": (METHOD, "\n[x](../nowhere/)\n", "nowhere"),
    "a dead absolute link": (METHOD, "\n[x](/nowhere.md)\n", "nowhere.md"),
    "a missing anchor": (METHOD, "\n[x](about.md#gone)\n", "#gone"),
    "a missing anchor on a record page": (METHOD, "\n[x](#gone)\n", "#gone"),
    "a dead link in HTML": (METHOD, '\n<a href="../nowhere/">x</a>\n', "nowhere"),
    "an id that stands twice": (METHOD, '\n<p id="rules">x</p>\n', "rules"),
    "a picture from elsewhere": (METHOD, '\n<img src="https://x.example/p.png">\n', "x.example"),
    "a broken record": ("data/entities/norland.yml", "\nage: 12\n", "error unknown-field: “age”"),
    "a record that is no YAML": ("data/entities/norland.yml", "\n[", "norland.yml:"),
    "settings that are no YAML": ("mkdocs.yml", "\n  bad: [\n", "mkdocs.yml"),
    "a setting that MkDocs does not know": ("mkdocs.yml", "\ndocs_dirr: docs\n", "docs_dirr"),
}


@pytest.mark.parametrize(("path", "added", "named"), STOPPING.values(), ids=STOPPING)
def test_a_build_stops_and_the_old_site_stays(
    path: str, added: str, named: str, standing: Project
) -> None:
    before = standing.built()
    standing.change({path: (standing.root / path).read_text("utf-8") + added})
    outcome = standing.build()
    said = outcome.out + outcome.err
    assert outcome.code == 1
    assert named in said
    assert path == "mkdocs.yml" or Path(path).name in said or "method/" in said, said
    assert "Traceback" not in said
    assert said.rstrip().endswith("brief build: not built; the site that was there is untouched")
    assert standing.built() == before
    assert sorted(one.name for one in standing.root.iterdir()) == [
        "data", "docs", "macros", "mkdocs.yml", "site",
    ]  # fmt: skip


def test_a_page_outside_the_navigation_stops_the_build(standing: Project) -> None:
    before = standing.built()
    outcome = standing.change({"docs/lost.md": "# Lost\n"}).build()
    assert outcome.code == 1
    assert "lost.md" in outcome.err
    assert standing.built() == before


def test_a_list_in_a_comment_hides_nothing_but_itself(standing: Project) -> None:
    front = "---\ntopic: false\n---\n# About\n\n"
    page = f"{front}<!-- {{{{ network() }}}} -->\n\n<!--0-->\n\nAfter it, [a link](method.md).\n"
    outcome = standing.change({"docs/about.md": page}).build()
    assert outcome.code == 0, outcome.err
    html = (standing.site / "about/index.html").read_text("utf-8")
    before, _, after = html.partition("After it, ")
    assert before.count('class="brief brief--network"') == 1 and "brief brief" not in after
    assert before.count("<!--") == before.count("-->")
    assert "data-held" not in html


def test_a_list_inside_code_stops_the_build(standing: Project) -> None:
    before = standing.built()
    outcome = standing.change({"docs/about.md": "# About\n\n`{{ network() }}`\n"}).build()
    assert outcome.code == 1
    assert "a macro stands inside code" in outcome.err and "Traceback" not in outcome.err
    assert standing.built() == before


def test_a_page_in_the_place_of_a_record_page_stops_the_build(standing: Project) -> None:
    before = standing.built()
    standing.change({"docs/entities/norland.md": "# Mine\n"})
    standing.replace(
        "mkdocs.yml", "[entities/index.md]", "[entities/index.md, entities/norland.md]"
    )
    outcome = standing.build()
    assert outcome.code == 1, "a hand-written page was written over"
    assert standing.built() == before


def test_without_a_site_a_failed_build_leaves_none(tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    outcome = made.change({"data/briefing.yml": None}).build()
    assert outcome.code == 1
    assert "there is no site yet" in outcome.err
    assert not made.site.exists()


def test_a_good_build_takes_the_old_sites_place(standing: Project) -> None:
    standing.replace("data/entities/norland.yml", "name: Norland", "name: Nordland")
    (standing.site / "stale.html").write_text("old", "utf-8")
    outcome = standing.build()
    assert outcome.code == 0
    assert re.search(r"^brief build: 24 pages in site/ \(\d+\.\d s\)$", outcome.out, re.MULTILINE)
    assert "http://localhost:8000/" in outcome.out
    assert "Nordland" in standing.page("entities/norland/")
    assert not (standing.site / "stale.html").exists()


# Killed between the two renames


def test_an_old_site_that_was_moved_away_comes_back(tmp_path: Path) -> None:
    site, old = tmp_path / "site", tmp_path / "site.old"
    old.mkdir()
    (old / "index.html").write_text("old", "utf-8")
    recover(site)
    assert contents(tmp_path) == {"site/index.html": b"old"}


def test_an_old_site_beside_a_new_one_is_removed(tmp_path: Path) -> None:
    for name in ("site", "site.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name, "utf-8")
    recover(tmp_path / "site")
    assert contents(tmp_path) == {"site/index.html": b"site"}


def test_a_kill_between_the_renames_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, new = tmp_path / "site", tmp_path / "site.new"
    for folder in (site, new):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name, "utf-8")
    rename = Path.rename

    def killed(path: Path, target: Path) -> Path:
        if path == new:
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        swap(new, site)
    monkeypatch.undo()
    assert not site.exists()
    recover(site)
    assert (site / "index.html").read_text("utf-8") == "site"


# Same input, same bytes


def test_the_order_of_files_on_disk_does_not_matter(sample_site: Project, tmp_path: Path) -> None:
    made = project(SAMPLE, tmp_path / "project")
    shutil.rmtree(made.root / "data")
    (made.root / "data").mkdir()
    for file in sorted((SAMPLE / "data").rglob("*.*"), reverse=True):
        target = made.root / "data" / file.relative_to(SAMPLE / "data")
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, target)
    assert made.build().code == 0
    mine, theirs = made.built(), sample_site.built()
    assert [path for path in mine if mine[path] != theirs.get(path)] == []
