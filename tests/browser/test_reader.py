"""The reader page in a browser: keys, permanent links, both themes, phone and paper, and nothing said aloud twice."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from archive.models import Document, ReferenceKind
from tests import factories as make


@pytest.fixture
def document(transactional_db: None) -> Document:
    """An article with a post, a quotation, a link and enough passages to scroll."""
    agent = make.make_agent("Ada Quill 羽安")
    post = make.make_post("The lamps are out. 羽", account=make.make_account("ada", agent=agent))
    make.make_attachment(post)
    lines = [f"Paragraph {number} of the article about the lamps. " * 6 for number in range(1, 30)]
    lines[1:1] = ["The lamps are out. 羽", "Light is dear.", "See the tender."]
    document = make.make_document("\n".join(lines), source=make.make_source(authors=[agent]))
    make.make_reference(document, post.source, "The lamps are out. 羽", kind=ReferenceKind.POST)
    make.make_reference(document, make.make_source("Light and who pays"), "Light is dear.")
    tender = make.make_source("The tender", url="https://sorrel.example/tender")
    make.make_reference(document, tender, "the tender", kind=ReferenceKind.LINK)
    return document


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_fits(
    page: Page, axe: Callable[[Page], None], document: Document, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(document.get_absolute_url() + "#p2")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_move_from_passage_to_passage(page: Page, document: Document) -> None:
    page.goto(document.get_absolute_url())
    for key, place in (("j", 1), ("n", 2), ("j", 3), ("k", 2), ("p", 1), ("k", 1)):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"#p{place}$"))
        assert page.evaluate("document.activeElement.getAttribute('href')") == f"#p{place}"


def test_keys_do_nothing_while_somebody_types_or_holds_another_key(page: Page, document: Document) -> None:
    page.goto(document.get_absolute_url())
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("textarea").fill("")
    page.locator("textarea").press_sequentially("jn?")
    page.locator("body").press("Control+j")
    assert "#" not in page.url
    assert page.locator("textarea").input_value() == "jn?"
    expect(page.locator("#keys")).not_to_be_visible()


def test_help_opens_by_its_key_and_by_its_button(
    page: Page, axe: Callable[[Page], None], document: Document
) -> None:
    page.goto(document.get_absolute_url())
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys on this page")
    expect(dialog).to_be_visible()
    axe(page)
    page.keyboard.press("j")
    assert "#" not in page.url
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    page.get_by_role("button", name="Keys").click()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).not_to_be_visible()


def test_a_passage_link_is_copied_by_keyboard_alone(page: Page, document: Document) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(document.get_absolute_url())
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_it_reads_without_scripts(page: Page, document: Document) -> None:
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(document.get_absolute_url() + "#p20")
    expect(page.locator("#p20")).to_be_in_viewport()
    page.get_by_role("link", name="Reference 1").first.click()
    expect(page.locator("#n1")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Keys")).not_to_be_visible()


def test_paper_has_footnotes_with_addresses_and_no_navigation(page: Page, document: Document) -> None:
    page.emulate_media(media="print")
    page.goto(document.get_absolute_url())
    expect(page.get_by_text("https://sorrel.example/tender")).to_be_visible()
    expect(page.locator("#n3")).to_be_visible()
    for hidden in (".masthead__nav", ".reader__margin", ".actions", ".crumbs"):
        expect(page.locator(hidden).first).not_to_be_visible()


def test_numbers_hang_in_the_margin_and_stand_inline_on_a_phone(page: Page, document: Document) -> None:
    page.goto(document.get_absolute_url())
    words, number = page.locator("#p6 .words"), page.locator("#p6 .pilcrow")
    for width, hangs in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 800})
        left = words.evaluate("each => each.parentElement.getBoundingClientRect().left")
        assert (number.evaluate("each => each.getBoundingClientRect().right") <= left) is hangs


def test_the_measure_holds_62_to_68_letters(page: Page, document: Document) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(document.get_absolute_url())
    letters = page.evaluate(
        """() => {
            const words = document.querySelector("#p6 .words");
            const range = document.createRange();
            range.selectNodeContents(words);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
            return words.textContent.length / lines;
        }"""
    )
    assert 58 <= letters <= 72


@pytest.mark.parametrize("address", ["/", "/documents/"])
def test_other_pages_are_accessible(
    page: Page, axe: Callable[[Page], None], document: Document, address: str
) -> None:
    page.goto(address)
    axe(page)
