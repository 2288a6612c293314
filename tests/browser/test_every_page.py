"""Every page that the site has, by its own list of addresses: clean in a browser, valid, and reachable by keyboard.

A new address fails the test until it is listed here: nothing is shown to people that was never looked at.
"""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from accounts.models import Batch
from accounts.roles import EDITOR
from archive.drafts import Input, start_draft
from archive.models import Document, Draft
from sources.models import Account, Agent, Post, Source, Thread
from tests.archive.articles import ARTICLE
from tests.factories import PASSWORD, make_user
from tests.html import faults

# Answer a form or give a file, and draw no page of their own.
NO_PAGE = {
    "archive:document_text",
    "archive:document_capture",
    "archive:document_publish",
    "archive:document_withdraw",
    "logout",
    "sources:account_restore",
    "sources:agent_restore",
    "sources:post_restore",
    "sources:source_restore",
}
# Other apps list their pages beside their own tests.
LOOKED_AT_ELSEWHERE = {"annotations"}


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Every named address of the site, with its namespace."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns, each.namespace or space)
        elif space not in LOOKED_AT_ELSEWHERE and each.name:
            yield f"{space}:{each.name}" if space else each.name


def pages() -> dict[str, str]:
    """An address for each name, of a record in the bundled dossier or on the desk."""
    document = Document.objects.whole().get()
    batch, draft = Batch.objects.latest("pk"), Draft.objects.get()
    source = Source.objects.articles().exclude(title="").latest("pk")
    post, thread, agent = Post.objects.latest("pk"), Thread.objects.latest("pk"), Agent.objects.latest("pk")
    account = Account.objects.latest("pk").get_absolute_url()
    return {
        "login": "/login/",
        "archive:home": "/",
        **{
            f"archive:{noun}_list": f"/{noun}s/"
            for noun in ("document", "source", "post", "thread", "account", "agent")
        },
        "archive:document_detail": document.get_absolute_url(),
        "archive:source_detail": source.get_absolute_url(),
        "archive:post_detail": post.get_absolute_url(),
        "archive:thread_detail": thread.get_absolute_url(),
        "archive:account_detail": account,
        "archive:agent_detail": agent.get_absolute_url(),
        "archive:ingest_start": "/ingest/",
        "archive:draft_edit": draft.get_absolute_url(),
        "archive:draft_confirm": f"{draft.get_absolute_url()}confirm/",
        "archive:draft_discard": f"{draft.get_absolute_url()}discard/",
        "archive:batch_list": "/ingest/batches/",
        "archive:batch_detail": f"/ingest/batches/{batch.public_id}/",
        "archive:batch_undo": f"/ingest/batches/{batch.public_id}/undo/",
        "sources:source_edit": f"{source.get_absolute_url()}edit/",
        "sources:post_edit": f"{post.get_absolute_url()}edit/",
        "sources:account_edit": f"{account}edit/",
        "sources:agent_edit": f"{agent.get_absolute_url()}edit/",
    }


@pytest.fixture
def editor(page: Page) -> Page:
    """An editor's browser on an archive with the bundled dossier, and a draft on the desk."""
    call_command("demo", verbosity=0)
    user = make_user(EDITOR)
    start_draft(given=Input(data=ARTICLE.encode(), method="paste"), actor=user)
    page.goto("/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/")
    return page


def test_every_address_is_looked_at(editor: Page) -> None:
    assert set(names(get_resolver().url_patterns)) == pages().keys() | NO_PAGE


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_is_clean(editor: Page, axe: Callable[[Page], None], width: int, scheme: str) -> None:
    editor.set_viewport_size({"width": width, "height": 844})
    editor.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name, address in pages().items():
        if name == "login":
            continue  # a person who is in is led on; tests/browser/test_sign_in.py looks at it
        answer = editor.goto(address)
        assert answer is not None and answer.ok, address
        axe(editor)
        assert faults(answer.text()) == [], address
        sideways = editor.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not sideways, f"{address} scrolls sideways at {width}"


def test_every_page_can_be_walked_by_keyboard(editor: Page) -> None:
    """The first Tab offers to skip the navigation; every later stop is visible, and the walk gets past the header."""
    for name, address in pages().items():
        if name == "login":
            continue  # its first field has the focus already
        editor.goto(address)
        editor.keyboard.press("Tab")
        assert editor.evaluate("document.activeElement.getAttribute('href')") == "#content", address
        for _ in range(12):
            editor.keyboard.press("Tab")
            shown = editor.evaluate(
                "(() => { const box = document.activeElement.getBoundingClientRect();"
                " return box.width > 0 && box.height > 0 })()"
            )
            assert shown, f"{address}: the focus is on {editor.evaluate('document.activeElement.outerHTML')}"
