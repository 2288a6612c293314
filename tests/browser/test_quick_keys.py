"""Fingers that are quicker than the server: what they type before the form has come goes where it would have gone."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from annotations.models import Annotation
from archive.models import Document
from tests.browser.looking import sign_in
from tests.factories import make_document, make_user

LATE = 0.8  # seconds


@pytest.fixture
def document(transactional_db: None) -> Document:
    return make_document("For two winters the lamps did more than give light.")


@pytest.fixture
def slow(page: Page, document: Document, base_url: str) -> Page:
    """A reader whose form takes long to come."""

    def late(route: Route) -> None:
        if route.request.method == "GET":
            time.sleep(LATE)
        route.continue_()

    sign_in(page.context, make_user(), base_url)
    page.route("**/annotate/*", late)
    page.goto(document.get_absolute_url())
    return page


def test_each_key_goes_where_it_would_have_gone(slow: Page) -> None:
    for key in ("j", "a", "c"):
        slow.keyboard.press(key)
    slow.keyboard.type("Two of themm")
    for key in ("Backspace", "Tab", "Tab", "Shift+Tab"):
        slow.keyboard.press(key)
    slow.keyboard.type("winter")
    slow.keyboard.press("Control+Enter")
    expect(slow.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    annotation = Annotation.objects.get()
    assert (annotation.kind, annotation.note) == ("claim", "Two of them")
    assert [tag.name for tag in annotation.tags.all()] == ["winter"]


def test_who_has_typed_into_a_field_is_in_it_when_the_form_has_come(slow: Page) -> None:
    for key in ("j", "a", "n", "Tab"):
        slow.keyboard.press(key)
    slow.keyboard.type("qu")
    dialog = slow.get_by_role("dialog", name="Annotate")
    expect(dialog.get_by_label("Tags")).to_be_focused()
    slow.keyboard.type("ay")
    expect(dialog.get_by_label("Tags")).to_have_value("quay")
