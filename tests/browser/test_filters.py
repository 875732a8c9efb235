"""Choosing rows of the chronology, with and without JavaScript, and pages by year."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, address, until
from tests.browser.longer import A_YEAR, FIRST_YEAR, YEARS

ROWS = "table.chronology tbody tr"


def visible(page: Page, what: str = ROWS) -> int:
    """Return how many elements are shown."""
    return int(
        page.evaluate(
            "what => [...document.querySelectorAll(what)]"
            ".filter(one => one.getClientRects().length).length",
            what,
        )
    )


def count(page: Page, name: str, value: str) -> int:
    """Return how many rows the form says that a value has."""
    label = page.locator(f"label:has([name={name}][value='{value}']) small")
    return int(label.inner_text())


@pytest.mark.parametrize("script", [True, False])
def test_rows_are_chosen_by_status_lane_actor_and_year(script: bool, visit: Open) -> None:
    page = visit(script=script).open("sample", "chronology/")
    total = visible(page)
    for name, value in (("status", "disputed"), ("status", "act"), ("lane", "oil")):
        box = page.locator(f"[name={name}][value={value}]")
        box.uncheck()
        assert visible(page) == total - count(page, name, value), value
        box.check()
        assert visible(page) == total
    page.locator(".filters__more summary").click()
    for name, value in (("who", "norland"), ("year", "2031")):
        page.locator(f"[name={name}][value='{value}']").check()
        assert visible(page) == count(page, name, value) < total
        page.locator(f"[name={name}][value='']").check()
        assert visible(page) == total


def test_choices_meet(visit: Open) -> None:
    page = visit(script=False).open("sample", "chronology/")
    page.locator("[name=status][value=disputed]").uncheck()
    page.locator(".filters__more summary").click()
    page.locator("[name=who][value=norland]").check()
    expected = page.locator(f"{ROWS}.who-norland:not(.is-disputed)").count()
    assert visible(page) == expected > 0


def test_the_figure_follows_the_choice(visit: Open) -> None:
    page = visit(script=False).open("sample", "chronology/")
    marks = ".timeline .mark"
    before = visible(page, marks)
    assert before > 0
    for name, value in (("status", "disputed"), ("lane", "acts")):
        page.locator(f"[name={name}][value={value}]").uncheck()
        assert 0 < visible(page, marks) < before, value
        page.locator(f"[name={name}][value={value}]").check()
        assert visible(page, marks) == before
    page.locator(".filters__more summary").click()
    page.locator("[name=who][value=ann-roe]").check()
    assert 0 < visible(page, marks) < before


def test_the_form_is_worked_by_the_keyboard(visit: Open) -> None:
    page = visit().open("sample", "chronology/")
    total = visible(page)
    page.locator("[name=status]").first.focus()
    page.keyboard.press("Space")
    assert visible(page) < total
    page.locator(".filters button").focus()
    page.keyboard.press("Enter")
    assert visible(page) == total


def test_a_choice_stands_in_the_address_and_comes_back(visit: Open) -> None:
    page = visit().open("sample", "chronology/")
    total = visible(page)
    page.locator("[name=status][value=disputed]").uncheck()
    page.locator(".filters__more summary").click()
    page.locator("[name=who][value=norland]").check()
    chosen, link = visible(page), str(page.evaluate("location.href"))
    assert 0 < chosen < total
    assert "status=" in link and "disputed" not in link and "who=norland" in link
    again = visit().page
    again.goto(link)
    until(again, "!document.querySelector('[name=status][value=disputed]').checked")
    assert visible(again) == chosen
    assert again.locator(".filters__more").get_attribute("open") is not None
    again.locator(".filters button").click()
    until(again, "location.search === ''")
    assert visible(again) == total


def test_a_choice_outlives_instant_navigation(visit: Open) -> None:
    seen = visit()
    page = seen.open("sample", "chronology/")
    page.evaluate("window.same = true")
    page.locator("[name=status][value=disputed]").uncheck()
    chosen = visible(page)
    page.locator(".md-tabs__link", has_text="Network").click()
    until(page, "document.title.startsWith('Network')")
    page.go_back()
    until(page, "(document.querySelector('[name=status][value=disputed]') || {}).checked === false")
    assert visible(page) == chosen
    assert page.evaluate("window.same") is True, "a page was loaded anew"
    assert seen.errors == []


def test_a_wrong_address_hides_nothing_for_good(visit: Open) -> None:
    page = visit().page
    page.goto(address("sample", "chronology/?who=nobody&year=%3Cscript%3E&x=1"))
    until(page, "window.document$ !== undefined")
    assert page.locator("[name=who]:checked").get_attribute("value") == ""
    assert visible(page) == page.locator(ROWS).count()


# Acts of sanctions

ACTS = "table.acts tbody tr"


@pytest.mark.parametrize("script", [True, False])
def test_acts_are_chosen_by_everything_that_they_have(script: bool, visit: Open) -> None:
    page = visit(script=script).open("shipped", "sanctions/")
    total = visible(page, ACTS)
    figure = ".timeline .mark"
    marks = visible(page, figure)
    assert total == marks > 0
    for name, value in (("authority", "us-treasury"), ("state", "on-the-list")):
        box = page.locator(f"[name={name}][value={value}]")
        box.uncheck()
        left = total - count(page, name, value)
        assert visible(page, ACTS) == visible(page, figure) == left, value
        box.check()
    page.locator(".filters__more summary").click()
    for name, value in (
        ("program", "russia-eo14024"),
        ("program", "none-named"),
        ("target", "wagner-group"),
        ("measure", "asset-freeze"),
        ("year", "2024"),
    ):
        page.locator(f"[name={name}][value='{value}']").check()
        kept = count(page, name, value)
        assert visible(page, ACTS) == visible(page, figure) == kept < total, value
        assert visible(page, "table.matrix tbody tr") > 0, "the other table stays whole"
        page.locator(f"[name={name}][value='']").check()
    assert visible(page, ACTS) == total


def test_a_choice_of_acts_stands_in_the_address(visit: Open) -> None:
    page = visit().open("shipped", "sanctions/")
    page.locator("[name=authority][value=japan]").uncheck()
    page.locator(".filters__more summary").click()
    page.locator("[name=target][value=wagner-group]").check()
    chosen, link = visible(page, ACTS), str(page.evaluate("location.href"))
    assert "target=wagner-group" in link and "authority=" in link
    again = visit().page
    again.goto(link)
    until(again, "document.querySelector('[name=target][value=wagner-group]').checked")
    assert visible(again, ACTS) == chosen > 0


def test_a_mark_leads_to_its_row(visit: Open) -> None:
    page = visit().open("shipped", "sanctions/")
    page.locator(".timeline__wide a.mark").filter(has_text="Ashot Mkrtychev").first.click()
    until(page, "document.querySelector('tr:target') !== null")
    assert "Ashot Mkrtychev" in page.locator("tr:target").inner_text()


def test_a_jump_within_a_page_fetches_nothing_and_stays(visit: Open) -> None:
    page = visit().open("shipped", "sanctions/")
    fetched: list[str] = []
    page.on("request", lambda one: fetched.append(f"{one.resource_type} {one.url}"))
    page.locator(".timeline__wide a.mark").filter(has_text="Ashot Mkrtychev").first.click()
    # The theme notes where the page was scrolled to, and only after that a fetched page came in.
    until(page, "scrollY > 0 && history.state !== null")
    assert page.locator("tr:target").count() == 1
    there = page.evaluate("scrollY")
    page.go_back()
    until(page, f"document.querySelector('tr:target') === null && scrollY < {there}")
    page.go_forward()
    until(page, f"document.querySelector('tr:target') !== null && scrollY === {there}")
    assert [one for one in fetched if not one.endswith("favicon.svg")] == []


def test_on_a_phone_acts_are_cards_without_empty_lines(visit: Open) -> None:
    page = visit(width=390).open("shipped", "sanctions/")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide == 390
    cells = page.locator(ACTS).first.locator("td")
    shown = [one for one in cells.all() if one.is_visible()]
    assert 4 <= len(shown) < cells.count()
    assert all(one.inner_text().strip() for one in shown)


# By year


def test_a_long_chronology_leads_to_its_years(visit: Open) -> None:
    page = visit(script=False).open("longer", "chronology/")
    links = page.locator(".card__name a")
    assert links.count() > YEARS
    links.filter(has_text=str(FIRST_YEAR)).first.click()
    assert page.url == address("longer", f"chronology/{FIRST_YEAR}/")
    assert page.locator("h1").inner_text() == f"Chronology of {FIRST_YEAR}"
    assert visible(page) == A_YEAR
    page.locator("a[rel=next]").click()
    assert page.url == address("longer", f"chronology/{FIRST_YEAR + 1}/")


# On a phone


def test_on_a_phone_the_table_is_a_line_of_time_and_still_a_table(visit: Open) -> None:
    page = visit(width=390).open("sample", "chronology/")
    cells = page.locator(ROWS).first.locator("td")
    boxes = [one.bounding_box() for one in cells.all()]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops) and len(set(tops)) == len(tops) == 5, "cells below one another"
    glyph = page.locator(f"{ROWS} .glyph").first.bounding_box()
    assert glyph and boxes[0] and glyph["x"] < boxes[0]["x"], "the glyph stands on the line"
    tree = page.locator("table.chronology").aria_snapshot()
    assert tree.startswith("- table")
    assert "columnheader" in tree and "rowgroup" in tree and "cell" in tree
