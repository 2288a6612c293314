"""The whole job on the real digest: from selected words to a public leak that anybody finds. Skipped, visibly, without it."""

import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.roles import EDITOR, RESEARCHER
from annotations.models import Annotation, Figure, WorkState
from archive.models import Document
from tests.browser.conftest import watch
from tests.factories import PASSWORD, make_user

SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not SEEDS, reason="../shared/seeds is absent: the job was NOT done on the real digest"
    ),
]
WORDS = re.compile(r"482 residents[^,]*, names, ages")
LEAK = "Records from the Shijiachi complex"
TAG = "data leak"
Visitor = Callable[[User | None], Page]


@pytest.fixture
def document() -> Document:
    call_command("ingest", str(SEEDS[0]), "--public", stdout=StringIO(), stderr=StringIO())
    return Document.objects.whole().get()


@pytest.fixture
def visitor(browser: Browser, base_url: str) -> Iterator[Visitor]:
    """A browser of their own for each person, signed in through the form; None does not sign in."""
    opened: list[tuple[Page, list[str]]] = []

    def arrive(user: User | None) -> Page:
        page = browser.new_context(base_url=base_url, viewport={"width": 1280, "height": 900}).new_page()
        opened.append((page, watch(page, base_url)))
        if user:
            page.goto("/login/")
            page.get_by_label("Username").fill(user.username)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Log in").click()
            expect(page.get_by_role("button", name="Log out")).to_be_visible()
        return page

    yield arrive
    for page, faults in opened:
        page.context.close()
        assert not faults, "\n".join(faults)


def select(page: Page, passage: int, words: str) -> None:
    """Select words within one text node of a passage, as a mouse would."""
    page.evaluate(
        """([number, words]) => {
            const walker = document.createTreeWalker(document.getElementById(`p${number}`), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                walker.currentNode.parentElement.scrollIntoView({ block: "center" });
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error(`${words} does not stand in passage ${number}`);
        }""",
        [passage, words],
    )


def test_from_selected_words_to_a_leak_that_anybody_finds(document: Document, visitor: Visitor) -> None:
    found = WORDS.search(document.text)
    assert found
    words = found[0]
    passage = document.passages.get(start__lte=found.start(), end__gte=found.end()).number
    mark_the_words(visitor(make_user(RESEARCHER)), document, passage, words)
    annotation = Annotation.objects.get()
    assert (annotation.state, annotation.targets.get().exact) == (WorkState.SUBMITTED, words)

    stranger = visitor(None)
    stranger.goto("/leaks/")
    expect(stranger.get_by_role("link", name=LEAK)).to_have_count(0)

    review_it(visitor(make_user(EDITOR)))
    annotation.refresh_from_db()
    assert annotation.state == WorkState.ACCEPTED
    assert Figure.objects.get().annotation == annotation

    find_it_in_the_text(stranger, document, annotation, words)
    find_it_by_its_leak(stranger, annotation, words)
    find_it_by_its_tag(stranger, annotation, words)


def mark_the_words(page: Page, document: Document, passage: int, words: str) -> None:
    """A researcher reads, selects, says that it is a leak, and adds the figure."""
    page.goto("/documents/")
    page.locator(f'main a[href="{document.get_absolute_url()}"]').first.click()
    expect(page.locator(f"#p{passage}")).to_contain_text(words)
    select(page, passage, words)
    page.locator(".select-bar").click()
    form = page.locator("dialog [data-annotate]")
    form.get_by_role("radio", name="Data leak").check()
    form.get_by_role("textbox", name="Note").fill(
        "As The New York Times reported: on a server that was *not protected*."
    )
    form.get_by_label("Tags").fill(TAG)
    form.get_by_label("Subject").fill(LEAK)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".note")).to_contain_text("not protected")
    page.locator(".note").get_by_role("link", name=LEAK).click()

    expect(page.get_by_role("heading", name=LEAK, level=1)).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Number").fill("482")
    page.get_by_label("Of what").fill("residents")
    page.get_by_label("Passage").select_option(index=1)
    page.get_by_role("button", name="Add the figure").click()
    expect(page.get_by_role("button", name=re.compile("^Remove 482"))).to_be_visible()


def review_it(page: Page) -> None:
    """An editor accepts what waits, and publishes the leak."""
    page.goto("/review/")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    page.goto("/leaks/")
    page.get_by_role("link", name=LEAK).click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("button", name="Back to draft")).to_be_visible()


def expect_at_the_words(page: Page, annotation: Annotation, words: str) -> None:
    """The reader page, scrolled to the marked words."""
    expect(page).to_have_url(re.compile(f"#{annotation.anchor}$"))
    mark = page.locator(f"#{annotation.anchor}")
    expect(mark).to_contain_text(words)
    expect(mark).to_be_in_viewport()


def find_it_in_the_text(page: Page, document: Document, annotation: Annotation, words: str) -> None:
    """From the list of posts to the article that quotes one, and there to the margin."""
    page.goto("/posts/")
    page.locator('main .slip a[href^="/posts/"]').first.click()
    page.locator(f'main a[href^="{document.get_absolute_url()}"]').first.click()
    expect(page.locator(f"#{annotation.anchor}")).to_contain_text(words)
    note = page.locator(f"#note-{annotation.pk}")
    expect(note).to_contain_text("not protected")
    expect(note.get_by_role("link", name=TAG)).to_be_visible()


def find_it_by_its_leak(page: Page, annotation: Annotation, words: str) -> None:
    page.goto("/leaks/")
    page.get_by_role("link", name=LEAK).click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("482")
    expect(main).to_contain_text("residents")
    expect(main).to_contain_text(words)
    main.locator(f'a[href$="#{annotation.anchor}"]').first.click()
    expect_at_the_words(page, annotation, words)


def find_it_by_its_tag(page: Page, annotation: Annotation, words: str) -> None:
    page.goto("/tags/")
    page.get_by_role("main").get_by_role("link", name=TAG).first.click()
    expect(page.get_by_role("main")).to_contain_text(words)
    page.get_by_role("main").locator(f'a[href$="#{annotation.anchor}"]').first.click()
    expect_at_the_words(page, annotation, words)
