"""How the tests of every page look at one: whole, valid, clean in both themes, as wide as the screen, walked by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver
from playwright.sync_api import BrowserContext, Page

from accounts.models import User
from tests.html import faults

Axe = Callable[[Page], None]
SCREENS = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# What has the focus, and whether anything of it can be seen.
FOCUS = """() => {
    const { width, height } = document.activeElement.getBoundingClientRect();
    return [width > 0 && height > 0, document.activeElement.outerHTML.slice(0, 300)];
}"""
STOPS = 12


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Every named address of the site, with its namespace."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns, each.namespace or space)
        elif each.name:
            yield f"{space}:{each.name}" if space else each.name


def sign_in(context: BrowserContext, user: User, base_url: str) -> None:
    """Without the form, which tests of their own fill in."""
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])


def show(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def look(page: Page, address: str, axe: Axe) -> None:
    """The page is there, accessible, valid HTML that the content policy lets be, and does not scroll sideways."""
    html = open_page(page, address)
    axe(page)
    if wrong := faults(html):
        pytest.fail("\n".join([address, *wrong]))
    if page.evaluate(SIDEWAYS):
        pytest.fail(f"{address} scrolls sideways")


def walk(page: Page, address: str) -> None:
    """The first Tab offers to skip the navigation; every later stop is visible, and the walk gets past the header."""
    open_page(page, address)
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.getAttribute('href')") != "#content":
        pytest.fail(f"{address}: the first Tab does not lead to the content")
    for _each in range(STOPS):
        page.keyboard.press("Tab")
        is_shown, focus = page.evaluate(FOCUS)
        if not is_shown:
            pytest.fail(f"{address}: the focus is on {focus}")


def open_page(page: Page, address: str) -> str:
    """What the server answered, which is a page."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        pytest.fail(f"{address}: {answer and answer.status}")
    return answer.text()
