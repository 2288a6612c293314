"""What stands beside a passage: its link to copy, to annotate it and to cite it, in nobody's way."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from archive.models import Document
from tests.browser.looking import SIDEWAYS, sign_in
from tests.factories import make_document, make_user

Axe = Callable[[Page], None]
# Pairs of things to touch whose boxes meet, by what they are.
MEETING = """() => {
    const all = [...document.querySelectorAll(".pilcrow, .copy-link, .passage-act, .words")];
    const box = (each) => each.getBoundingClientRect();
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const pairs = all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other]));
    return pairs
        .filter(([one, other]) => one.matches(".copy-link, .passage-act") || other.matches(".copy-link, .passage-act"))
        .filter(([one, other]) => meet(box(one), box(other)))
        .map((pair) => pair.map((each) => `${each.className} in ${each.closest(".passage").id}`).join(" meets "));
}"""


@pytest.fixture
def document(transactional_db: None) -> Document:
    """Passages of one line, so that what stands beside one is near the next."""
    return make_document("\n".join(f"Line {number} of the ledger." for number in range(1, 30)))


@pytest.fixture
def reader(page: Page, document: Document, base_url: str) -> Page:
    sign_in(page.context, make_user(), base_url)
    page.goto(document.get_absolute_url())
    return page


@pytest.mark.parametrize("width", [760, 1100, 1280])
def test_nothing_to_touch_covers_anything_else(reader: Page, axe: Axe, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    for number in (3, 12):
        reader.locator(f"#p{number} .words").hover()
        assert reader.locator(f"#p{number} .copy-link").is_visible()
        assert reader.evaluate(MEETING) == []
        axe(reader)
    assert not reader.evaluate(SIDEWAYS)


@pytest.mark.parametrize("width", [390, 1280])
def test_each_is_large_enough_for_a_finger(reader: Page, axe: Axe, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    reader.locator("#p3 .words").hover()
    for name in (".copy-link", ".passage-act--annotate", ".passage-act--cite"):
        box = reader.locator(f"#p3 {name}").bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, (name, box)
    axe(reader)


def test_signs_are_drawn_and_not_letters_of_a_font(reader: Page) -> None:
    reader.locator("#p3 .words").hover()
    for name in (".copy-link", ".passage-act--annotate", ".passage-act--cite"):
        sign = reader.locator(f"#p3 {name}").evaluate(
            """async (each) => {
                const address = getComputedStyle(each, "::before").maskImage.match(/url\\("(.*)"\\)/)[1];
                const answer = await fetch(address);
                return [answer.ok, answer.headers.get("content-type"), getComputedStyle(each).fontSize];
            }"""
        )
        assert sign == [True, "image/svg+xml", "0px"]


def test_the_button_shows_that_it_has_copied(reader: Page) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.locator("#p3 .words").hover()
    reader.locator("#p3 .copy-link").click()
    reader.locator("#p3 .copy-link.is-done").wait_for()
    assert reader.evaluate("navigator.clipboard.readText()").endswith("#p3")
