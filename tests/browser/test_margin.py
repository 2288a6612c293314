"""The margin of a text that much is said about: no note far from its words, each whole when it is wanted."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from archive.models import Document

FARTHEST = 500  # pixels; without cutting notes short it was 7,900
DISTANCES = """() => [...document.querySelectorAll(".note")].map((note) => {
    const words = document.getElementById(note.id.replace("note-", "a-"));
    return Math.abs(note.getBoundingClientRect().top - words.getBoundingClientRect().top);
})"""


@pytest.fixture
def dossier(page: Page) -> Page:
    for command in ("demo", "demo_annotations"):
        call_command(command, stdout=StringIO())
    page.set_viewport_size({"width": 1360, "height": 900})
    page.goto(Document.objects.whole().get().get_absolute_url())
    return page


def test_no_note_is_far_from_its_words(dossier: Page, axe: Callable[[Page], None]) -> None:
    expect(dossier.locator(".notes--crowded")).to_be_visible()
    distances = dossier.evaluate(DISTANCES)
    assert len(distances) > 60
    assert max(distances) < FARTHEST
    axe(dossier)


def test_a_note_is_whole_when_its_words_or_it_are_in_hand(dossier: Page) -> None:
    note = dossier.locator(".note--leak").first
    expect(dossier.locator(".notes--crowded")).to_be_visible()

    def height() -> float:
        return float(note.evaluate("note => note.offsetHeight"))

    cut = height()
    note.get_by_role("link", name="data leak").focus()
    assert height() > 2 * cut
    dossier.locator(".m__to").last.focus()
    assert height() == cut
    dossier.locator(f'.m__to[href="#{note.get_attribute("id")}"]').focus()
    assert height() > 2 * cut


def test_on_a_phone_notes_are_whole_below_the_text(dossier: Page) -> None:
    dossier.set_viewport_size({"width": 390, "height": 800})
    expect(dossier.locator(".notes--crowded")).to_have_count(0)
    assert dossier.locator(".note--leak").first.evaluate("note => note.offsetHeight") > 100
