"""Saving a search, hearing of what is new in it, and saying that one has seen it: in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import READER, RESEARCHER
from accounts.visibility import State
from archive.models import Document, SavedSearch
from archive.publishing import publish
from archive.saving import SearchValues, save_search
from tests.browser.looking import SCREENS, Axe, look, show, sign_in
from tests.factories import make_document, make_source, make_user
from tests.indexing import index_everything


@pytest.fixture
def draft() -> Document:
    make_document("A lamp on the quay.\nAnother lamp.", source=make_source("Known lamps"))
    hidden = make_document("A lamp nobody saw.", source=make_source("Hidden lamps"), state=State.DRAFT)
    index_everything()
    return hidden


def test_save_then_one_new_then_seen(page: Page, base_url: str, axe: Axe, draft: Document) -> None:
    sign_in(page.context, make_user(READER), base_url)
    page.goto("/search/?q=lamp&kind=passages")
    page.get_by_role("link", name="Save this search").click()
    page.get_by_label("Name", exact=True).fill("Lamps of the harbour")
    page.get_by_role("button", name="Save").click()
    bar = page.get_by_role("complementary", name="Saved search")
    expect(bar).to_contain_text("Nothing new since")
    expect(page.locator(".badge--new")).to_have_count(0)

    publish(document=draft, actor=None)
    page.goto("/searches/")
    row = page.get_by_role("listitem").filter(has_text="Lamps of the harbour").first
    expect(row).to_contain_text("1 new")
    axe(page)
    row.get_by_role("link", name="Lamps of the harbour").click()
    expect(bar).to_contain_text("1 new since")
    expect(page.locator(".hit", has=page.locator(".badge--new"))).to_contain_text(["A lamp nobody saw."])
    axe(page)
    bar.get_by_role("link", name="1 in passages").click()  # in place
    expect(page.locator(".hit")).to_have_count(1)
    bar.get_by_role("link", name="Show everything").click()
    expect(page.locator(".hit")).to_have_count(3)
    bar.get_by_role("button", name="Mark as seen").click()
    expect(bar).to_contain_text("Nothing new since")
    expect(page.locator(".badge--new")).to_have_count(0)


def test_another_query_in_the_box_stays_with_the_saved_one(
    page: Page, base_url: str, draft: Document
) -> None:
    user = make_user(RESEARCHER)
    values = SearchValues(name="Lamps", query="lamp", kind="", sort="", is_shared=True)
    search = save_search(owner=user, values=values)
    sign_in(page.context, user, base_url)
    page.goto(search.get_absolute_url())
    page.get_by_role("searchbox").fill("lamp quay")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Save the change").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("complementary", name="Saved search")).to_contain_text("Nothing new since")
    assert SavedSearch.objects.get().query == "lamp quay"
    page.goto("/searches/")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("status")).to_contain_text("can be restored")
    page.get_by_role("button", name=re.compile("^Restore")).click()
    expect(page.get_by_role("link", name="Lamps", exact=True)).to_be_visible()


@SCREENS
def test_each_state_is_clean(
    page: Page, base_url: str, axe: Axe, width: int, scheme: str, draft: Document
) -> None:
    user = make_user(RESEARCHER)
    sign_in(page.context, user, base_url)
    show(page, width, scheme)
    look(page, "/searches/", axe)
    look(page, "/searches/?whose=others", axe)
    values = SearchValues(name="Lamps", query='lamp from:"Ada Quill"', kind="", sort="newest", is_shared=True)
    search = save_search(owner=make_user(RESEARCHER), values=values)
    look(page, "/searches/?whose=others", axe)
    look(page, f"/search/?q=lamp&saved={search.public_id}", axe)
