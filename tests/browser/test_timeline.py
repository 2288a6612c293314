"""A timeline in a browser: clean in both themes and on a phone, walked by keyboard, whole on paper; it needs no script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import SCREENS, Axe, look, show
from tests.factories import make_post, make_source
from tests.indexing import index_everything

PICTURE = ".timeline svg"
MANY = "/search/timeline/?q=lamp"
FITS = "document.querySelector('.timeline').scrollWidth <= document.querySelector('.timeline').clientWidth"


@pytest.fixture(autouse=True)
def lamps() -> None:
    for number in range(24):
        make_source(f"Lamp {number}", issued=f"201{number % 3}-{number % 12 + 1:02}-1{number % 9}")
    for words, issued in (
        ("港口的灯熄灭了", "2011"),
        ("A lamp", "2012-05-06T07:08Z"),
        ("The lamp", "2012-05?"),
    ):
        make_post(words, issued=issued)
    index_everything()


@SCREENS
def test_columns_and_marks_are_clean(page: Page, axe: Axe, width: int, scheme: str) -> None:
    show(page, width, scheme)
    look(page, "/search/timeline/", axe)
    look(page, f"{MANY}+on:2011", axe)


def test_tab_goes_to_a_column_and_enter_leads_nearer(page: Page) -> None:
    page.goto(MANY)
    page.locator(".timeline").focus()
    page.keyboard.press("Tab")
    expect(page.locator(f"{PICTURE} a:focus")).to_have_attribute("aria-label", "January 2010: 2 entries")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/timeline/?q=lamp+*")
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_role("link", name="All dates").click()
    page.wait_for_url("**/search/timeline/?q=lamp")


def test_on_paper_all_of_it_is_there(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    page.goto(MANY)
    assert page.evaluate(FITS)
    expect(page.locator(".timeline-table")).to_be_visible()


def test_it_needs_no_script(browser: Browser, base_url: str) -> None:
    page = browser.new_context(java_script_enabled=False, base_url=base_url).new_page()
    page.goto(MANY)
    expect(page.locator(f"{PICTURE} a").first).to_be_visible()
    page.locator("#search-box").fill("lamp on:2011")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search/timeline/?q=lamp+on%3A2011")
    page.context.close()
