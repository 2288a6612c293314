"""The watchers see what they are there to see: each of these pages carries one fault."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import watch


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("<script>console.error('spilled')</script>", "console error: spilled"),
        ("<script>throw new Error('fell over')</script>", "uncaught: fell over"),
        ("<img src='http://elsewhere.invalid/pixel.gif' alt=''>", "off the site: http://elsewhere.invalid/"),
        ("<img src='/static/no-such.png' alt=''>", "Failed to load resource"),
    ],
)
def test_a_fault_is_listed(context: BrowserContext, base_url: str, fault: str, words: str) -> None:
    page = context.new_page()
    faults = watch(page, base_url)
    page.route(f"{base_url}/planted/", lambda route: route.fulfill(content_type="text/html", body=fault))
    page.goto("/planted/", wait_until="networkidle")
    assert any(words in line for line in faults), faults


def test_axe_fails_a_page_that_some_cannot_use(context: BrowserContext, axe: Callable[[Page], None]) -> None:
    page = context.new_page()
    page.set_content("<!doctype html><html lang='en'><title>t</title><main><h1>t</h1><input></main>")
    with pytest.raises(AssertionError, match="label"):
        axe(page)
