"""Annotations carried over to a newer text in a browser: by keyboard, on a phone, in the dark, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.roles import EDITOR
from annotations.models import Move, MoveState, Target
from annotations.services.moving import propose_moves
from archive.models import Document
from tests.annotations.moving import annotate_old, make_versions
from tests.browser.looking import sign_in
from tests.factories import make_user

Versions = tuple[Document, Document]


@pytest.fixture
def user(transactional_db: None) -> User:
    return make_user(EDITOR)


@pytest.fixture
def versions(user: User) -> Versions:
    made = make_versions()
    annotate_old(made[0])
    return made


@pytest.fixture
def desk(page: Page, user: User, versions: Versions, base_url: str) -> Page:
    sign_in(page.context, user, base_url)
    return page


def moves(document: Document) -> str:
    return f"{document.get_absolute_url()}moves/"


def press(page: Page, name: str) -> None:
    """The button of that name, by keyboard alone: Tab until it is in hand, then Enter."""
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    for _each in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached")


def test_from_the_notice_to_all_carried_over_by_keyboard(desk: Page, versions: Versions) -> None:
    old, new = versions
    desk.goto(old.get_absolute_url())
    expect(desk.get_by_text("A newer version is kept")).to_be_visible()
    desk.get_by_role("link", name="See where they may stand").press("Enter")
    press(desk, "Look for them")
    expect(desk.get_by_text("Looked for: 2 found, 1 not.")).to_be_visible()
    press(desk, "Accept the exact one (1)")
    expect(desk.get_by_text("1 carried over.")).to_be_visible()
    press(desk, "Accept proposal 1")
    expect(desk.get_by_text("No place. The annotation stays where it is.")).to_be_visible()
    desk.get_by_role("link", name="Place by hand").press("Enter")
    desk.get_by_label("The words in the newer text").fill("That was all, they say.")
    press(desk, "Place it")
    expect(desk.get_by_text("“That was all, they say.” is not in this text.")).to_be_visible()
    desk.get_by_label("The words in the newer text").fill("That was all.")
    press(desk, "Place it")
    expect(desk.get_by_text("Placed. It stands in the newer text now, too.")).to_be_visible()
    assert set(Move.objects.values_list("state", flat=True)) == {MoveState.ACCEPTED}
    assert Target.objects.filter(document=new).count() == Target.objects.filter(document=old).count() == 3
    desk.goto(new.get_absolute_url())
    expect(desk.locator("mark.m, a.m, .m")).not_to_have_count(0)
    expect(desk.get_by_text("stand on an older version")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_fits(
    desk: Page, axe: Callable[[Page], None], versions: Versions, width: int, scheme: str
) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    old, new = versions
    desk.goto(moves(new))
    axe(desk)
    propose_moves(document=new, actor=None)
    lost = Move.objects.get(state=MoveState.NOT_FOUND)
    for place in (
        moves(new),
        f"{moves(new)}?show=not_found",
        f"{moves(new)}?show=refused",
        f"{moves(new)}{lost.pk}/",
        old.get_absolute_url(),
        new.get_absolute_url(),
    ):
        desk.goto(place)
        axe(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, place


def test_it_works_without_scripts(browser: Browser, user: User, versions: Versions, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    sign_in(context, user, base_url)
    page = context.new_page()
    page.goto(moves(versions[1]))
    page.get_by_role("button", name="Look for them").click()
    page.get_by_role("button", name="Refuse proposal 2").click()
    page.get_by_role("button", name="Accept proposal 1").click()
    page.get_by_role("link", name="Refused 1").click()
    page.get_by_role("button", name="Accept after all").click()
    assert Target.objects.filter(document=versions[1]).count() == 2
    context.close()
