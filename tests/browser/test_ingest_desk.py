"""The ingest desk in a browser: by keyboard alone, without JavaScript, and with what JavaScript adds."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, expect

from accounts.roles import EDITOR
from archive.models import Document, Draft
from sources.models import Post
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.browser.conftest import watch
from tests.factories import make_user

MOST_TABS = 150


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def sign_in(context: BrowserContext, base_url: str) -> None:
    """As an editor, by a session cookie: signing in has tests of its own."""
    client = Client()
    client.force_login(make_user(EDITOR))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base_url}])


@pytest.fixture
def desk(page: Page, base_url: str) -> Page:
    sign_in(page.context, base_url)
    return page


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page without JavaScript, watched like any other."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    sign_in(context, base_url)
    page = context.new_page()
    faults = watch(page, base_url)
    yield page
    context.close()
    assert not faults


def start(page: Page, article: Path) -> None:
    page.goto("/ingest/")
    page.get_by_label("Files").set_input_files(article)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that it shows."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            expect(target).to_be_in_viewport()
            return
    raise AssertionError(f"{target} cannot be reached by Tab")


def test_from_file_to_record_by_keyboard_alone(desk: Page, article: Path) -> None:
    # Asked for before the page is there: Chromium is told in good time that its own window is not wanted.
    desk.on("filechooser", lambda chooser: chooser.set_files(article))
    desk.goto("/ingest/")
    tab_to(desk, desk.get_by_label("Files"))
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Files")).to_have_value(re.compile("harbour"))
    tab_to(desk, desk.get_by_role("button", name="Read it"))
    desk.keyboard.press("Enter")

    tab_to(desk, desk.get_by_label("Title").first)
    desk.keyboard.type("Counting lamps")
    tab_to(desk, desk.locator("#card-p1 summary"))
    desk.keyboard.press("Enter")
    tab_to(desk, desk.locator("#card-p1").get_by_label("Posted"))
    desk.keyboard.press("Control+a")
    desk.keyboard.type("2021-03-02")
    tab_to(desk, desk.locator("#card-p2").get_by_label("Keep this finding"))
    desk.keyboard.press("Space")
    tab_to(desk, desk.get_by_role("button", name="Save and see what will be made"))
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("1 post", exact=True)).to_be_visible()
    tab_to(desk, desk.get_by_role("button", name="Confirm and keep"))
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Kept. Made:")).to_be_visible()
    assert Document.objects.whole().get().source.title == "Counting lamps"
    assert [post.source.issued for post in Post.objects.all()] == ["2021-03-02"]


def test_marks_and_cards_lead_to_each_other(desk: Page, article: Path) -> None:
    start(desk, article)
    tab_to(desk, desk.get_by_role("link", name="Post 2"))
    desk.keyboard.press("Enter")
    expect(desk.locator("#card-p2")).to_be_in_viewport()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("#mark-p2")).to_be_in_viewport()


def test_without_javascript(plain: Page, article: Path) -> None:
    start(plain, article)
    plain.get_by_label("Title").first.fill("Counting lamps")
    plain.get_by_label("What it is", exact=True).select_option("quotation")
    adding = plain.locator("#add")
    adding.get_by_label("From ¶").fill("3")
    adding.get_by_label("ending with").fill("first figures")
    plain.get_by_role("button", name="Save corrections").click()
    expect(plain.locator("#card-added1")).to_contain_text("added by hand")
    expect(plain.locator("#mark-added1 + .marked")).to_have_text("The Lantern reported the first figures")
    plain.get_by_role("button", name="Save and see what will be made").click()
    plain.get_by_role("button", name="Confirm and keep").click()
    plain.get_by_role("link", name="See or undo").click()
    plain.get_by_role("link", name="Undo this batch …").click()
    plain.get_by_role("button", name="Undo it").click()
    expect(plain.get_by_text("Nothing of it is left.")).to_be_visible()
    assert not Document.objects.exists()


def select(page: Page, number: int, words: str) -> None:
    """Select words in a passage, as a mouse would."""
    page.evaluate(
        """([number, words]) => {
            const passage = document.querySelector(`[data-passage="${number}"]`);
            const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [number, words],
    )


@pytest.mark.parametrize(
    ("number", "words", "fields"),
    [
        (3, "first figures", ["3", "first figures last", "3", "the first figures"]),
        (7, "a box", ["7", "a box in", "7", "to a box"]),  # in the words of a post, after its mark
    ],
)
def test_selected_words_fill_the_fields(
    desk: Page, article: Path, number: int, words: str, fields: list[str]
) -> None:
    start(desk, article)
    select(desk, number, words)
    desk.locator("#add").get_by_role("button", name="Take the words selected").click()
    names = ("first", "begins", "last", "ends")
    filled = [desk.locator(f"#id_add-{name}").input_value() for name in names]
    assert [filled[0], filled[2]] == [fields[0], fields[2]]
    assert filled[1].startswith(fields[1])
    assert filled[3].endswith(fields[3])
    desk.get_by_label("What it is", exact=True).select_option("link")
    desk.get_by_role("button", name="Save corrections").click()
    found = Draft.objects.get().read().links[0]
    assert Draft.objects.get().read().words(found.span) == words


def test_what_was_typed_survives_a_reload_until_it_is_saved(desk: Page, article: Path) -> None:
    start(desk, article)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    desk.on("dialog", leave)
    desk.get_by_label("Title").first.fill("Typed, not saved")
    desk.locator("#card-p1").get_by_label("Keep this finding").uncheck()
    expect(desk.get_by_text("not saved yet")).to_be_visible()
    desk.reload()
    assert asked == ["beforeunload"]
    expect(desk.get_by_label("Title").first).to_have_value("Typed, not saved")
    expect(desk.locator("#card-p1").get_by_label("Keep this finding")).not_to_be_checked()
    desk.get_by_role("button", name="Save corrections").click()
    expect(desk.get_by_text("Saved. Nothing is in the archive")).to_be_visible()
    expect(desk.get_by_text("not saved yet")).to_be_hidden()
    desk.goto("/ingest/")
    assert asked == ["beforeunload"]


def test_a_pasted_page_gives_its_source_when_that_is_asked_for(desk: Page) -> None:
    desk.goto("/ingest/")
    paste = """([text, html]) => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        data.setData("text/html", html);
        const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
        document.querySelector("textarea").dispatchEvent(event);
    }"""
    desk.evaluate(paste, ["Lamps.", "<p>Lamps.</p>"])
    assert desk.locator("textarea").input_value() == ""  # the browser's own paste, which no script can do
    desk.get_by_label(re.compile("^HTML")).check()
    desk.evaluate(paste, ["Lamps.", "<p>Lamps.</p>"])
    assert desk.locator("textarea").input_value() == "<p>Lamps.</p>"


def test_a_dropped_file_is_chosen(desk: Page) -> None:
    desk.goto("/ingest/")
    desk.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["One lamp."], "dropped.txt", {type: "text/plain"}));
            const event = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
            document.querySelector("[data-dropzone]").dispatchEvent(event);
        }"""
    )
    desk.get_by_role("button", name="Read it").click()
    expect(desk.get_by_role("heading", name="dropped.txt")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_the_desk_is_accessible_and_fits(
    desk: Page, axe: Callable[[Page], None], article: Path, width: int, scheme: str
) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    batch = ingest_text(article_with("Elsewhere")).document.batch  # so that there is something to match
    assert batch
    start(desk, article)
    draft = Draft.objects.get().get_absolute_url()
    for opened in desk.locator("summary").all():
        opened.click()
    check(desk, axe, width)
    desk.locator("#id_p1-posted").fill("in spring")
    desk.get_by_role("button", name="Save corrections").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    check(desk, axe, width)
    desk.on("dialog", lambda dialog: dialog.accept())
    pages = (f"{draft}confirm/", f"{draft}discard/", "/ingest/", "/ingest/batches/")
    for address in (
        *pages,
        f"/ingest/batches/{batch.public_id}/",
        f"/ingest/batches/{batch.public_id}/undo/",
    ):
        desk.goto(address)
        check(desk, axe, width)


def check(page: Page, axe: Callable[[Page], None], width: int) -> None:
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
