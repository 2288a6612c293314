"""The quick jump in a browser: by keyboard alone, clean, and in nobody's way."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Subject, SubjectKind
from sources.searching.indexes import all_indexes, index_of
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


def test_half_a_chinese_word_asks_nothing_and_goes_nowhere(page: Page) -> None:
    """The keys of an input method are not those of the list; the word is asked for when it stands."""
    make_subject("羽宁科技", kind=SubjectKind.VENDOR)
    index_of(Subject).rebuild()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/jump/" in request.url else None)
    page.goto("/claims/")
    page.keyboard.press("Control+k")
    keyboard = page.context.new_cdp_session(page)
    for composed in ("y", "yu", "yuning"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)},
        )
    page.locator("#jump input").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    page.wait_for_timeout(200)
    assert asked == []
    assert page.url.endswith("/claims/")
    keyboard.send("Input.insertText", {"text": "羽宁"})
    expect(page.locator("#jump [role=option]").first).to_contain_text("羽宁科技")
    assert len(asked) == 1
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/vendors/"))


def test_it_is_a_combobox_with_a_list(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Go to a name, a title, a tag or a claim")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("quill")
    expect(page.get_by_role("listbox", name="Places").get_by_role("option")).to_have_count(4)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))


@SCREENS
def test_it_is_clean(page: Page, axe: Axe, width: int, scheme: str) -> None:
    show(page, width, scheme)
    page.goto("/vendors/")
    page.keyboard.press("Control+k")
    page.keyboard.type("quill")
    expect(page.locator("#jump [role=option]")).to_have_count(4)
    axe(page)
