from collections.abc import Callable

from playwright.sync_api import Page


def test_sign_in_page_opens_clean(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/login/")
    assert page.get_by_label("Username").is_visible()
    axe(page)
