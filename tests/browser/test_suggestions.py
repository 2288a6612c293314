"""Suggestions in a browser: answered where they stand, by one key each; the same without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from annotations.models import Annotation, Dismissal, Subject, SubjectKind
from archive.models import Document
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.browser.looking import sign_in
from tests.factories import make_document, make_user

FILLER = "Nobody on the quay was told about any of it, winter after winter. " * 12
TEXT = (
    f"Gates by Cisco stood on the quay. {FILLER}\n👁️海康威视 made the cameras.\n{FILLER}\nJVT mended Cisco’s."
)


@pytest.fixture
def user(transactional_db: None) -> User:
    return make_user()


@pytest.fixture
def document(user: User) -> Document:
    """Four suggestions: Cisco, 海康威视, JVT (the name of two), Cisco; and an annotation."""
    make_subject("Cisco")
    make_subject("Hikvision", names=["Hikvision", "海康威视"])
    make_subject("JVT")
    make_subject("JVT", kind=SubjectKind.TECHNOLOGY)
    document = make_document(TEXT)
    make_evidence(make_annotation("cameras", document=document), make_subject("cameras", kind="technology"))
    return document


@pytest.fixture
def desk(page: Page, user: User, document: Document, base_url: str) -> Page:
    """The reader page of the document, for somebody who annotates."""
    sign_in(page.context, user, base_url)
    page.goto(document.get_absolute_url())
    return page


def in_hand(page: Page) -> str:
    """The words of the suggestion that is focused in the text; "" when none is."""
    words = page.evaluate(
        """() => {
            const mark = document.activeElement.closest(".m--suggestion");
            if (!mark) return "";
            const copy = mark.cloneNode(true);
            copy.querySelectorAll(".m__to").forEach((each) => each.remove());
            return copy.textContent;
        }"""
    )
    return str(words)


def said(page: Page, words: str) -> None:
    expect(page.locator(".toast")).to_contain_text(words)


def test_keys_go_from_one_to_the_next_and_round(desk: Page) -> None:
    seen = []
    for key in ("g", "g", "g", "g", "g", "G"):
        desk.keyboard.press(key)
        seen.append(in_hand(desk))
    assert seen == ["Cisco", "海康威视", "JVT", "Cisco", "Cisco", "Cisco"]
    expect(desk.locator(".suggestion--in-hand")).to_be_in_viewport()


def test_one_key_accepts_one_dismisses_and_the_next_is_in_hand(
    desk: Page, document: Document, user: User
) -> None:
    expect(desk.locator("[data-count]")).to_have_text("4")
    desk.keyboard.press("g")
    desk.keyboard.press("a")
    said(desk, "Annotated: “Cisco” is Cisco.")
    assert in_hand(desk) == "海康威视"
    desk.keyboard.press("x")
    said(desk, "Dismissed: “海康威视” is not Hikvision here.")
    assert in_hand(desk) == "JVT"
    expect(desk.locator("[data-count]")).to_have_text("2")
    made = Annotation.objects.get(created_by=user)
    assert made.targets.get().exact == "Cisco"
    assert made.targets.get().start == document.text.index("Cisco")
    assert Dismissal.objects.get().start == document.text.index("海康威视")
    desk.reload()
    expect(desk.locator(".m--suggestion")).to_have_count(2)
    expect(desk.locator(f"#a-{made.pk}")).to_have_count(1)


def test_what_is_accepted_stands_among_the_notes_at_once(desk: Page, user: User) -> None:
    for key in ("g", "a"):
        desk.keyboard.press(key)
    expect(desk.locator(".notes__count")).to_have_text("2")
    made = Annotation.objects.get(created_by=user)
    expect(desk.locator(f"#a-{made.pk}")).to_have_text(re.compile("Cisco"))
    expect(desk.locator(f"#note-{made.pk}")).to_contain_text("Cisco")
    assert in_hand(desk) == "海康威视"


def test_quick_answers_leave_none_behind(desk: Page, user: User) -> None:
    """The second answer is given before the first has been drawn."""
    desk.keyboard.press("g")
    desk.keyboard.press("a")
    expect(desk.locator("[data-count]")).to_have_text("3")
    desk.keyboard.press("x")
    expect(desk.locator("[data-count]")).to_have_text("2")
    expect(desk.locator(".notes__count")).to_have_text("2")
    expect(desk.locator(".m--suggestion")).to_have_count(2)
    assert in_hand(desk) == "JVT"
    desk.keyboard.press("g")
    assert in_hand(desk) == "Cisco"
    desk.keyboard.press("a")
    expect(desk.locator(".notes__count")).to_have_text("3")
    assert Annotation.objects.filter(created_by=user).count() == 2


def test_a_dismissal_is_taken_back_from_where_it_was_made(desk: Page) -> None:
    desk.keyboard.press("g")
    desk.keyboard.press("x")
    expect(desk.locator(".m--suggestion")).to_have_count(3)
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator(".m--suggestion")).to_have_count(4)
    assert not Dismissal.objects.exists()


def test_a_name_of_two_asks_which(desk: Page) -> None:
    for _each in range(3):
        desk.keyboard.press("g")
    desk.keyboard.press("a")
    said(desk, "Several have this name")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    said(desk, "Annotated: “JVT” is JVT.")
    assert Annotation.objects.filter(evidence__subject__name="JVT").get().kind == "technology"


def test_dismissing_a_name_of_two_dismisses_both(desk: Page) -> None:
    for _each in range(3):
        desk.keyboard.press("g")
    desk.keyboard.press("x")
    said(desk, "is not JVT, JVT here")
    assert Dismissal.objects.count() == 2


def test_elsewhere_the_keys_mean_what_they_meant(desk: Page) -> None:
    desk.keyboard.press("x")
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator("dialog[open]")).to_be_visible()
    desk.keyboard.press("g")
    assert (Annotation.objects.count(), Dismissal.objects.count()) == (1, 0)
    assert in_hand(desk) == ""


def test_what_somebody_else_answered_meanwhile_is_said_and_gone(desk: Page, document: Document) -> None:
    make_evidence(make_annotation("Cisco", document=document), Subject.objects.get(name="Cisco"))
    desk.keyboard.press("g")
    desk.keyboard.press("x")
    said(desk, "is annotated with “Cisco” already")
    expect(desk.locator(".m--suggestion")).to_have_count(3)


def test_a_click_on_the_words_shows_the_answers(desk: Page, user: User) -> None:
    desk.locator(".m--suggestion").first.click()
    expect(desk.locator(".suggestion--in-hand")).to_be_in_viewport()
    desk.locator(".suggestion--in-hand").get_by_role("button", name="Accept").click()
    said(desk, "Annotated")
    assert Annotation.objects.filter(created_by=user).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_reader_and_page_are_accessible_and_fit(
    desk: Page, axe: Callable[[Page], None], document: Document, width: int, scheme: str
) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    axe(desk)
    desk.keyboard.press("g")
    axe(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    Dismissal.objects.create(document=document, subject=Subject.objects.get(name="Cisco"), start=9, end=14)
    desk.goto(f"{document.get_absolute_url()}suggestions/")
    axe(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


def test_it_works_without_scripts(browser: Browser, user: User, document: Document, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    sign_in(context, user, base_url)
    page = context.new_page()
    page.goto(document.get_absolute_url())
    page.locator("#suggestions > summary").click()
    page.get_by_role("button", name="Accept that “海康威视”").click()
    assert page.url.endswith(f"{document.get_absolute_url()}#suggestions")
    expect(page.get_by_text("Annotated: “海康威视” is Hikvision.")).to_be_visible()
    page.goto(f"{document.get_absolute_url()}suggestions/")
    page.get_by_role("button", name="Dismiss that “Cisco”").first.click()
    expect(page.get_by_role("heading", name="Dismissed")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Dismissed")).not_to_be_visible()
    assert (Annotation.objects.filter(created_by=user).count(), Dismissal.objects.count()) == (1, 0)
    context.close()
