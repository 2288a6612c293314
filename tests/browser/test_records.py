"""The pages of records in a browser: clean, by keyboard, without scripts, and a whole edit from end to end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from sources.models import Source
from tests.archive.pages import Record
from tests.factories import (
    PASSWORD,
    make_account,
    make_agent,
    make_attachment,
    make_document,
    make_quoted_post,
    make_reference,
    make_source,
    make_thread,
    make_user,
)

Check = Callable[[Page], None]


@pytest.fixture
def addresses() -> list[str]:
    """The address of each list, and of one of each record, with something in every part of its page."""
    agent = make_agent("Ada Quill 羽安")
    account = make_account("quill", agent=agent, display_name="Ada 💡")
    thread = make_thread((2, 4), account=account, length=5)
    post, reference = make_quoted_post("灯下有眼睛。", account=account, issued="2019-12-16T09:30Z")
    make_attachment(post)
    source = make_source("", issued="", url="https://example.org/a-very-long-address" + "/and-on" * 20)
    make_reference(reference.document, source, "quay")
    make_reference(make_document("Back.", source=source), reference.document.source, "Back.")
    records: list[Record] = [source, post, thread, account, agent]
    lists = ["/sources/", "/posts/", "/threads/", "/accounts/", "/agents/", "/sources/?type=report&year=0"]
    return [*lists, *(record.get_absolute_url() for record in records)]


def sign_in(page: Page) -> None:
    make_user(username="quill")
    page.goto("/login/")
    page.get_by_label("Username").fill("quill")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_is_clean(page: Page, axe: Check, addresses: list[str], width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in addresses:
        page.goto(address)
        axe(page)
        assert not sideways(page), address


def test_every_page_of_those_who_work_here_is_clean(page: Page, axe: Check, addresses: list[str]) -> None:
    sign_in(page)
    for address in addresses:
        page.goto(address)
        axe(page)
        if "/edit/" not in address and page.get_by_role("link", name="Edit details").count():
            page.get_by_role("link", name="Edit details").click()
            page.wait_for_url("**/edit/")
            axe(page)
            page.set_viewport_size({"width": 390, "height": 900})
            assert not sideways(page), page.url
            page.set_viewport_size({"width": 1280, "height": 900})


def sideways(page: Page) -> bool:
    """Whether the page as a whole has to be scrolled sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width > 0


def test_an_edit_from_the_list_to_the_history_and_back(page: Page) -> None:
    source = make_source("Lamps", authors=[make_agent()])
    sign_in(page)
    page.goto("/sources/")
    page.get_by_role("link", name="Lamps").click()
    page.get_by_role("link", name="Edit details").click()
    page.get_by_label("Date", exact=True).fill("December")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("write 2019-12-18")).to_be_visible()
    page.get_by_label("Date", exact=True).fill("2019-12")
    page.get_by_role("group", name="Contributors 2").get_by_label("Name").fill("Ben Anchor")
    page.get_by_label("Why").fill("as printed")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    expect(page.get_by_role("main")).to_contain_text("“as printed”")
    assert Source.objects.get(pk=source.pk).contributions.count() == 2
    page.get_by_role("button", name="Restore the version before this").click()
    expect(page.get_by_role("status")).to_have_text("The earlier version is back.")
    assert Source.objects.get(pk=source.pk).issued == "2019-12-18"


def test_filters_and_pages_work_by_keyboard_and_without_scripts(browser: Browser, base_url: str) -> None:
    for number in range(60):
        make_source(f"Lamp {number:02}", csl_type="report")
    make_source("Quay", csl_type="book")
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/sources/")
    page.get_by_label("Type").focus()
    page.keyboard.type("Report")
    page.keyboard.press("Enter")
    page.get_by_label("Published in").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("60 records")
    following = page.get_by_role("link", name="Next")
    following.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Previous")).to_be_visible()
    expect(page.get_by_role("link", name="Lamp 00")).to_be_visible()
    page.get_by_role("link", name="Type: Report").click()
    expect(page.get_by_role("main")).to_contain_text("61 records")
    context.close()
