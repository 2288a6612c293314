"""Every page on which records are mended: clean in a browser, valid, reachable by keyboard; and a merge from end to end."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import EDITOR
from sources.merging.finding import find_duplicates
from sources.models import Merge
from tests.browser.looking import SCREENS, Axe, look, show, sign_in, walk
from tests.browser.mending import PAGES, curate, mending_pages
from tests.factories import make_agent, make_source, make_user
from tests.indexing import index_everything


@pytest.fixture
def editor(page: Page, base_url: str) -> Page:
    user = make_user(EDITOR)
    curate(user)
    sign_in(page.context, user, base_url)
    return page


def test_each_has_an_address(editor: Page) -> None:
    assert mending_pages().keys() == PAGES


@SCREENS
def test_every_page_is_clean(editor: Page, axe: Axe, width: int, scheme: str) -> None:
    show(editor, width, scheme)
    for address in mending_pages().values():
        look(editor, address, axe)


def test_every_page_can_be_walked_by_keyboard(editor: Page) -> None:
    for address in mending_pages().values():
        walk(editor, address)


def test_two_sources_are_merged_and_parted_by_hand(page: Page, base_url: str) -> None:
    ada = make_agent("Ada Quill")
    kept = make_source("The lamps of Port Sorrel", authors=[ada], publisher="Quay Press")
    other = make_source("The lamps of Port Sorrell", authors=[ada], publisher="Harbour Press")
    index_everything()
    find_duplicates()
    sign_in(page.context, make_user(EDITOR), base_url)
    page.goto("/duplicates/?kind=source")
    pair = page.locator(".pair")
    expect(pair).to_contain_text("the same person behind it")
    pair.get_by_role("link", name=re.compile("Merge them")).click()
    page.get_by_role("group", name="Publisher").get_by_label("Harbour Press").check()
    page.get_by_label("Why they are one").fill("One text, spelled twice.")
    page.get_by_role("button", name="Merge them").click()
    expect(page).to_have_url(re.compile(kept.public_id))
    expect(page.get_by_role("main")).to_contain_text("Harbour Press")
    page.goto(other.get_absolute_url())
    expect(page).to_have_url(re.compile(kept.public_id))
    page.goto(Merge.objects.get().get_absolute_url())
    page.get_by_role("button", name="Part them again").click()
    expect(page).to_have_url(re.compile(other.public_id))
    expect(page.get_by_role("heading", level=1)).to_have_text("The lamps of Port Sorrell")
    page.goto(kept.get_absolute_url())
    expect(page.get_by_role("main")).to_contain_text("Quay Press")


def test_sources_are_ticked_and_changed_together(page: Page, base_url: str) -> None:
    for name in ("One", "Two", "Three"):
        make_source(name)
    index_everything()
    sign_in(page.context, make_user(EDITOR), base_url)
    page.goto("/sources/")
    for name in ("One", "Two"):
        page.get_by_role("checkbox", name=f"Tick {name}").check()
    page.get_by_role("button", name="Change those that are ticked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change 2 sources")
    page.get_by_label("What is changed").select_option("publisher")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Publisher", exact=True).fill("Quay Press")
    page.get_by_role("button", name="Show before and after").click()
    expect(page.locator(".rows-before tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Change 2 sources").click()
    page.get_by_role("button", name="Take all of it back").click()
    expect(page.get_by_role("main")).to_contain_text("2 sources are as they were.")
