"""The quick jump in a browser: by keyboard alone, clean, and in nobody's way."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotations.models import SubjectKind
from sources.searching.indexes import all_indexes
from tests.annotation_factories import make_subject
from tests.browser.looking import SCREENS, Axe, show
from tests.factories import make_document, make_source


@pytest.fixture(autouse=True)
def dossier(db: None) -> None:
    for name in ("Quillfeather Works", "Quillmoon Works"):
        make_subject(name, kind=SubjectKind.VENDOR)
    make_document("The lamps were out.", source=make_source("Quills of the quay"))
    for index in all_indexes():
        index.rebuild()


def test_from_two_keys_and_a_name_to_its_page(page: Page) -> None:
    page.goto("/claims/")
    page.keyboard.press("Control+k")
    expect(page.locator("#jump input")).to_be_focused()
    page.keyboard.type("quillm")
    expect(page.locator("#jump [role=option]").first).to_contain_text("Quillmoon Works")
    expect(page.locator("#jump [role=option]").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/vendors/quillmoon-works[-0-9]*/$"))


def test_arrows_choose_and_the_last_line_searches_everything(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("quill")
    expect(page.locator("#jump [role=option]")).to_have_count(4)
    page.keyboard.press("ArrowUp")
    expect(page.locator("#jump [role=option]").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=quill$"))


def test_whoever_is_quicker_than_the_list_gets_what_they_typed(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("quillf")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/vendors/quillfeather-works[-0-9]*/$"))


def test_escape_leaves_all_as_it_was(page: Page) -> None:
    page.goto("/vendors/")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("#jump")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+k")
    expect(page.locator("#jump")).to_be_hidden()


@SCREENS
def test_it_is_clean(page: Page, axe: Axe, width: int, scheme: str) -> None:
    show(page, width, scheme)
    page.goto("/vendors/")
    page.keyboard.press("Control+k")
    page.keyboard.type("quill")
    expect(page.locator("#jump [role=option]")).to_have_count(4)
    axe(page)
