"""What a first visit to a page costs, packed as servers pack it."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from functools import cache
from pathlib import Path

from tests.projects import Project

PAGE, EVERYTHING = 40_000, 120_000
_LOADED = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<script src="([^"]+)"')
_SETTINGS = re.compile(r'<script id="__config" type="application/json">(.*?)</script>', re.DOTALL)


@cache
def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9, mtime=0))


def loaded(site: Path, file: Path) -> set[Path]:
    """Return the files that a browser loads for a page without being asked to."""
    html = file.read_text("utf-8")
    links = [one or other for one, other in _LOADED.findall(html)]
    found = _SETTINGS.search(html)
    assert found, file
    settings = json.loads(found[1])
    links.append(settings["search"])
    base = settings["base"]
    links += [f"{base}/search/search_index.json", f"{base}/sitemap.xml"]
    here = file.parent.relative_to(site).as_posix()
    return {site / posixpath.normpath(posixpath.join(here, link)) for link in links}


def weights(site: Path) -> dict[str, tuple[int, int]]:
    """Return the weight of each page's HTML and of all that its first visit loads."""
    return {
        file.relative_to(site).as_posix(): (
            packed(file),
            packed(file) + sum(packed(one) for one in loaded(site, file)),
        )
        for file in sorted(site.rglob("index.html"))
    }


def test_a_first_visit_is_light(site: Project) -> None:
    found = weights(site.site)
    assert {url: size for url, (size, _) in found.items() if size > PAGE} == {}
    assert {url: size for url, (_, size) in found.items() if size > EVERYTHING} == {}


def test_the_scripts_of_ours_are_small(site: Project) -> None:
    assert 0 < sum(one.stat().st_size for one in (site.site / "assets").glob("*.js")) < 3000
