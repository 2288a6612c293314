"""The site's head in a browser: one row, and a menu that works by keyboard, by finger and without a script."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.roles import EDITOR
from tests.browser.looking import SCREENS, SIDEWAYS, Axe, show, sign_in
from tests.factories import make_user

ROW = 80  # CSS pixels: a head of one row is lower
MENU = "[data-menu]"


@pytest.fixture
def as_editor(page: Page, context: BrowserContext, base_url: str) -> Page:
    sign_in(context, make_user(EDITOR), base_url)
    return page


@pytest.mark.parametrize("width", [1280, 900])
def test_all_that_an_editor_needs_stands_in_one_row(as_editor: Page, width: int) -> None:
    show(as_editor, width, "light")
    as_editor.goto("/claims/")
    head = as_editor.get_by_role("banner")
    for name in ("Claims", "Documents", "Review", "Ingest"):
        expect(head.get_by_role("link", name=name)).to_be_visible()
    assert head.evaluate("head => head.offsetHeight") < ROW


@SCREENS
def test_the_menu_is_clean_and_leads_to_every_kind(
    as_editor: Page, axe: Axe, width: int, scheme: str
) -> None:
    show(as_editor, width, scheme)
    as_editor.goto("/tags/")
    menu = as_editor.locator(MENU)
    menu.locator("summary").click()
    # Fourteen kinds, what is to be mended, and searches and lists of one's own.
    expect(menu.get_by_role("link")).to_have_count(18)
    expect(menu.get_by_role("link", name="Tags")).to_have_attribute("aria-current", "page")
    axe(as_editor)
    assert not as_editor.evaluate(SIDEWAYS)
    menu.get_by_role("link", name="Threads").click()
    expect(as_editor.get_by_role("heading", level=1)).to_have_text("Threads")


def test_the_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto("/documents/")
    menu = page.locator(MENU)
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Claims")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.get_by_role("link")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link")).not_to_have_count(0)
    page.get_by_role("heading", level=1).click()
    expect(menu.get_by_role("link")).to_have_count(0)
