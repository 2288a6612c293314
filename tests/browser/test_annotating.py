"""Annotating in a browser: by mouse, finger and keyboard, without scripts, and in words of any script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from annotations.models import Annotation, Kind, WorkState
from archive.models import Document, ReferenceKind
from tests import annotation_factories as annotated
from tests import factories as make

MIXED = (
    "For two winters 👁️ the lamps of Port Sorrel 羽安 did more than give light. 👨‍👩‍👧 Nobody knew; 𠮷野家 did.\n"
    "灯光在夜里看着港口。没有人在码头上被告知。It was 482 residents, said “Ada” — née Quill; é and é 🇨🇳.\n"
    "She wrote:\nThe lamps are out 🕯️. 羽\nSee the tender, نص عربي, and go home.\n𝔘𝔫𝔡𝔢𝔯 the quay ☕️ end."
)


@pytest.fixture
def document(transactional_db: None) -> Document:
    return mixed_document()


def mixed_document() -> Document:
    """Scripts, emoji, a quoted post and a link, so that its text lies in many nodes."""
    post = make.make_post("The lamps are out 🕯️. 羽", account=make.make_account("ada"))
    document = make.make_document(MIXED)
    make.make_reference(document, post.source, "The lamps are out 🕯️. 羽", kind=ReferenceKind.POST)
    tender = make.make_source("The tender", url="https://sorrel.example/tender")
    make.make_reference(document, tender, "the tender", kind=ReferenceKind.LINK)
    return document


@pytest.fixture
def researcher(page: Page, transactional_db: None) -> Page:
    sign_in(page, make.make_user(username="bo").username)
    return page


def sign_in(page: Page, username: str) -> None:
    page.goto("/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def select_with_mouse(page: Page, words: str) -> None:
    """Drag over `words`, which must stand on one line of one text node."""
    box = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                walker.currentNode.parentElement.scrollIntoView({ block: "center" });
                const box = range.getBoundingClientRect();
                return [box.left, box.right, (box.top + box.bottom) / 2];
            }
        }""",
        words,
    )
    page.mouse.move(box[0] + 0.5, box[2])
    page.mouse.down()
    page.mouse.move(box[1] - 0.5, box[2], steps=5)
    page.mouse.up()


def dialog_of(page: Page) -> Any:
    return page.get_by_role("dialog", name="Annotate")


def test_selected_with_the_mouse_and_saved(
    researcher: Page, axe: Callable[[Page], None], document: Document
) -> None:
    page = researcher
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(document.get_absolute_url())
    select_with_mouse(page, "482 residents")
    page.get_by_role("button", name="Annotate", exact=True).click()
    dialog = dialog_of(page)
    axe(page)
    dialog.get_by_role("radio", name="Data leak").check()
    dialog.get_by_role("textbox", name="Note").fill("The figure.")
    dialog.get_by_label("Tags").fill("harbour, 移动")
    dialog.get_by_label("Subject").fill("The harbour ledger")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    annotation = Annotation.objects.get()
    assert (annotation.kind, annotation.state, annotation.targets.get().exact) == (
        "leak",
        "submitted",
        "482 residents",
    )
    assert annotation.evidence.get().subject.name == "The harbour ledger"
    assert page.url.endswith(f"#a-{annotation.pk}")
    expect(page.locator("mark.m--leak")).to_contain_text("482 residents")
    note = page.locator(f"#note-{annotation.pk}")
    expect(note).to_contain_text("The figure.")
    expect(note).to_contain_text("移动")
    axe(page)
    page.reload()
    expect(note).to_contain_text("The figure.")
    assert abs(top_of(page.locator("mark.m--leak")) - top_of(note)) < 40


def top_of(found: Locator) -> float:
    box = found.bounding_box()
    assert box
    return box["y"]


def test_keyboard_only_from_selection_to_saved_in_six_keys(researcher: Page, document: Document) -> None:
    page = researcher
    page.goto(document.get_absolute_url())
    page.keyboard.press("j")
    for key in ("s", "s", "s", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("document.getSelection().toString()") == "two winters"
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        pressed += len(key.split("+"))
        page.keyboard.press(key)

    press("a")
    expect(dialog_of(page)).to_be_visible()
    press("c")
    page.keyboard.type("Two of them.")
    press("Tab")
    page.keyboard.type("winter")
    press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    assert pressed <= 6
    annotation = Annotation.objects.get()
    assert (annotation.kind, annotation.note) == ("claim", "Two of them.")
    assert annotation.targets.get().exact == "two winters"
    assert [tag.name for tag in annotation.tags.all()] == ["winter"]


def test_sentences_of_chinese_are_sentences_and_words_are_words(researcher: Page, document: Document) -> None:
    page = researcher
    page.goto(f"{document.get_absolute_url()}#p2")
    page.keyboard.press("s")
    page.keyboard.press("s")
    assert page.evaluate("document.getSelection().toString()") == "灯光在夜里看着港口。"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.getSelection().toString()") == "没有人在码头上被告知。"
    page.keyboard.press("Escape")
    assert page.evaluate("document.getSelection().isCollapsed")


def test_with_no_passage_in_hand_keys_take_the_first_in_view(researcher: Page, document: Document) -> None:
    page = researcher
    page.goto(document.get_absolute_url())
    page.keyboard.press("s")
    first = document.text.partition("\n")[0]
    assert page.evaluate("document.getSelection().toString().trim()") == first
    page.keyboard.press("a")
    expect(dialog_of(page)).to_contain_text(first)


def test_without_scripts_words_are_cut_down_by_hand(
    browser: Browser, base_url: str, document: Document
) -> None:
    make.make_user(username="bo")
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    sign_in(page, "bo")
    page.goto(document.get_absolute_url())
    page.locator("#p2").hover()
    page.get_by_role("link", name="Annotate ¶ 2", exact=True).click()
    expect(page.get_by_label("The words")).to_have_value(re.compile("^灯光.*482 residents"))
    page.get_by_label("The words").fill("482 people")
    page.get_by_role("radio", name="Claim").check()
    page.get_by_role("textbox", name="Note").fill("Kept.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("These words do not stand in ¶ 2")).to_be_visible()
    expect(page.get_by_role("textbox", name="Note")).to_have_value("Kept.")
    page.get_by_label("The words").fill("482 residents")
    page.get_by_role("button", name="Save").click()
    annotation = Annotation.objects.get()
    assert page.url.endswith(f"{document.get_absolute_url()}#a-{annotation.pk}")
    assert annotation.targets.get().exact == "482 residents"
    page.get_by_role("link", name="Undo").click()
    expect(page.get_by_label("Why")).to_have_value("undone")
    page.get_by_role("button", name="Withdraw").click()
    annotation.refresh_from_db()
    assert (annotation.state, annotation.reason) == (WorkState.WITHDRAWN, "undone")
    context.close()


def test_undo_takes_it_back_at_once(researcher: Page, document: Document) -> None:
    page = researcher
    page.goto(document.get_absolute_url())
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("n")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="Undo").click()
    expect(page.locator("mark.m")).to_have_count(0)
    assert Annotation.objects.get().reason == "undone"


def test_words_typed_survive_a_reload(researcher: Page, document: Document) -> None:
    page = researcher
    page.goto(document.get_absolute_url())
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("c")
    page.keyboard.type("Half a thought")
    expect(dialog_of(page).get_by_role("textbox", name="Note")).to_have_value("Half a thought")
    page.reload()
    page.get_by_role("button", name="Continue").click()
    expect(dialog_of(page).get_by_role("textbox", name="Note")).to_have_value("Half a thought")
    expect(dialog_of(page).get_by_role("radio", name="Claim")).to_be_checked()
    dialog_of(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)


def test_a_refusal_stays_in_the_form_with_what_was_typed(researcher: Page, document: Document) -> None:
    page = researcher
    page.goto(document.get_absolute_url())
    page.keyboard.press("j")
    page.keyboard.press("a")
    dialog = dialog_of(page)
    dialog.get_by_role("textbox", name="Note").fill("Kept.")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("This field is required.")).to_be_visible()
    expect(dialog.get_by_role("textbox", name="Note")).to_have_value("Kept.")
    assert not Annotation.objects.exists()


def test_two_people_see_each_others_notes(researcher: Page, document: Document) -> None:
    annotated.make_annotation(
        "two winters", document=document, note="By somebody else.", state=WorkState.DRAFT
    )
    researcher.goto(document.get_absolute_url())
    expect(researcher.get_by_text("By somebody else.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_marks_and_notes_are_accessible_and_fit(
    researcher: Page, axe: Callable[[Page], None], document: Document, width: int, scheme: str
) -> None:
    page = researcher
    places = ("For two winters", "two winters 👁️", "winters", "lamps", "Port Sorrel", "residents", "野家")
    for kind, words in zip(Kind, places, strict=True):
        annotation = annotated.make_annotation(
            words, document=document, kind=kind, tags=["quay"], state=WorkState.SUBMITTED
        )
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{document.get_absolute_url()}#{annotation.anchor}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("m")
    page.keyboard.press("m")
    ways = page.locator(".m__to")
    expect(ways.nth(1)).to_be_focused()
    expect(ways.nth(1)).to_have_accessible_description(re.compile("Seen from the quay|Seen on the quay"))
    page.keyboard.press("Shift+M")
    expect(ways.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    axe(page)
    if width == 390:
        sheet = page.locator(".note:target").bounding_box()
        assert sheet
        assert sheet["y"] + sheet["height"] == pytest.approx(800, abs=1)


def test_selected_with_a_finger(browser: Browser, base_url: str, document: Document) -> None:
    make.make_user(username="bo")
    context = browser.new_context(
        has_touch=True, is_mobile=True, base_url=base_url, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    sign_in(page, "bo")
    page.goto(document.get_absolute_url())
    # What the system does on a long press; headless Chromium has no handles to drag.
    page.evaluate("document.getSelection().selectAllChildren(document.querySelector('#p1 .words'))")
    page.get_by_role("button", name="Annotate", exact=True).tap()
    expect(dialog_of(page)).to_be_visible()
    dialog_of(page).locator(".kind--vendor").tap()
    dialog_of(page).get_by_role("button", name="Save").tap()
    expect(page.locator("mark.m--vendor")).to_have_count(1)
    assert Annotation.objects.get().targets.get().exact == MIXED.partition("\n")[0]
    context.close()
