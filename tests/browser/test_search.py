"""The page of results in a browser: in place, by keyboard, and the same without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.annotation_factories import make_claim, make_tag
from tests.browser.conftest import watch
from tests.browser.looking import SCREENS, Axe, look, show
from tests.factories import make_document, make_source
from tests.indexing import index_everything

pytestmark = pytest.mark.usefixtures("harbour")
TITLES = ".hit__title a"


@pytest.fixture
def harbour() -> None:
    make_document("\n".join(f"Lamp number {each}." for each in range(45)), source=make_source("Lamps"))
    make_document(
        "人脸识别系统在港口。\n人脸和灯。", source=make_source("港口的灯", language="zh"), language="zh"
    )
    make_claim("A lamp listened.")
    make_tag("lamp")
    index_everything()


@pytest.fixture
def searching(page: Page) -> Page:
    """On the results, and marked so that a page that was loaded anew would show."""
    page.goto("/search/?q=lamp")
    page.evaluate("document.body.dataset.same = 'yes'")
    return page


def is_same_page(page: Page) -> bool:
    return page.evaluate("document.body.dataset.same === 'yes'") is True


@SCREENS
@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=lamp",
        "/search/?q=人脸",
        "/search/?q=lmap",
        "/search/",
        "/search/?q=lamp+tag:x+-y&kind=claims",
        '/search/?q="lamp',
    ],
)
def test_each_state_of_the_page_is_clean(page: Page, axe: Axe, address: str, width: int, scheme: str) -> None:
    show(page, width, scheme)
    look(page, address, axe)


def test_a_slash_goes_to_the_box_unless_one_is_typing(page: Page) -> None:
    page.goto("/documents/")
    page.keyboard.press("/")
    box = page.locator("[data-search-box]")
    expect(box).to_be_focused()
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=a%2Fb")


def test_tabs_and_pages_change_in_place_and_back(searching: Page) -> None:
    tabs = searching.get_by_role("navigation", name="Kinds of results")
    tabs.get_by_role("link", name="Claims").click()
    expect(searching.locator(TITLES)).to_have_count(1)
    assert searching.url.endswith("/search/?q=lamp&kind=claims")
    expect(tabs.locator("[aria-current]")).to_be_focused()
    expect(searching.locator("#search-said")).to_have_text("1 in claims")
    searching.go_back()
    expect(searching.locator(TITLES)).to_have_count(20)
    searching.get_by_role("link", name="More results").click()
    expect(searching.get_by_role("link", name="First page")).to_be_visible()
    expect(searching.locator("#search-count")).to_be_focused()
    assert "after=" in searching.url
    searching.go_back()
    expect(searching.get_by_role("link", name="First page")).to_have_count(0)
    assert is_same_page(searching)


def test_another_query_keeps_the_focus_in_the_box(searching: Page) -> None:
    box = searching.get_by_role("searchbox")
    box.fill("人脸")
    box.press("Enter")
    expect(searching.locator("mark").first).to_have_text("人脸")
    expect(box).to_be_focused()
    expect(box).to_have_value("人脸")
    assert searching.title().startswith("人脸")
    searching.go_back()
    expect(box).to_have_value("lamp")
    assert is_same_page(searching)


def test_a_facet_narrows_and_widens(searching: Page) -> None:
    searching.goto("/search/?q=灯 OR lamp")
    narrow = searching.get_by_role("complementary", name="Narrow the results")
    narrow.get_by_role("link", name="Chinese").click()
    chip = searching.get_by_role("list", name="What narrows the search").get_by_role("link", name="Chinese")
    expect(chip).to_be_visible()
    expect(searching.get_by_role("searchbox")).to_have_value("(灯 OR lamp) lang:zh")
    chip.click()
    expect(chip).to_have_count(0)


def test_on_a_phone_what_narrows_is_folded_and_says_how_many_are_set(searching: Page) -> None:
    show(searching, 390, "light")
    searching.goto("/search/?q=灯 OR lamp")
    narrow = searching.get_by_role("complementary", name="Narrow the results")
    expect(narrow.get_by_role("link", name="Chinese")).to_be_hidden()
    narrow.get_by_text("Narrow").click()
    narrow.get_by_role("link", name="Chinese").click()
    expect(narrow.get_by_text("1 set")).to_be_visible()
    expect(narrow.get_by_role("link", name="Chinese")).to_be_visible()  # it stays open
    searching.goto("/documents/")
    filters = searching.get_by_role("search", name="Filter this list")
    expect(filters).to_have_count(0)
    searching.get_by_text("Filter and sort").click()
    filters.get_by_label("Language").fill("zh")
    filters.get_by_role("button").click()
    expect(searching.get_by_text("1 set")).to_be_visible()
    show(searching, 1280, "light")
    expect(filters.get_by_label("Language")).to_have_value("zh")


def test_keys_go_from_result_to_result(searching: Page) -> None:
    links = searching.locator(TITLES)
    searching.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    searching.keyboard.press("j")
    searching.keyboard.press("ArrowDown")
    expect(links.nth(2)).to_be_focused()
    searching.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    searching.keyboard.press("ArrowUp")
    searching.keyboard.press("ArrowUp")
    expect(searching.get_by_role("searchbox")).to_be_focused()
    searching.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    searching.keyboard.press("Enter")
    searching.wait_for_url("**/documents/*/#p*")


def test_only_the_last_of_several_questions_is_shown(searching: Page) -> None:
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    searching.route("**/search/?q=lamp&kind=claims", keep)
    tabs = searching.get_by_role("navigation", name="Kinds of results")
    tabs.get_by_role("link", name="Claims").click()
    tabs.get_by_role("link", name="Tags").click()
    expect(searching.locator(TITLES)).to_have_text(["lamp"])
    held[0].continue_()
    searching.wait_for_timeout(500)
    expect(searching.locator(TITLES)).to_have_text(["lamp"])
    assert searching.url.endswith("kind=tags")


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    faults = watch(page, base_url)
    yield page
    context.close()
    assert not faults, "\n".join(faults)


def test_all_of_it_works_without_javascript(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("searchbox").fill("lamp")
    plain.get_by_role("button", name="Search").click()
    expect(plain.locator(TITLES)).to_have_count(20)
    plain.get_by_role("link", name="More results").click()
    plain.get_by_role("link", name="More results").click()
    plain.get_by_role("link", name="Previous").click()
    expect(plain.locator("#search-count")).to_contain_text("21–40")
    plain.get_by_role("link", name="First page").click()
    plain.get_by_role("link", name="Claims").last.click()
    expect(plain.locator(TITLES)).to_have_count(1)
