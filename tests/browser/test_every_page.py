"""Every page that the site has, by its own list of addresses: clean in a browser, valid, and reachable by keyboard.

A new address fails the test until it is listed here: nothing is shown to people that was never looked at.
"""

import pytest
from django.core.management import call_command
from django.urls import get_resolver
from playwright.sync_api import Page

from accounts.models import Batch
from accounts.roles import EDITOR
from archive.drafts import Input, start_draft
from archive.importing.reading import File
from archive.importing.service import start_import
from archive.models import Document, Draft, Import, ListEntry, SavedSearch
from archive.saving import SearchValues, save_search
from sources.models import Account, Agent, Post, Source, Thread
from tests.archive.articles import ARTICLE
from tests.archive.listed import frozen_list
from tests.browser.looking import SCREENS, Axe, look, names, show, sign_in, walk
from tests.browser.mending import MENDING
from tests.factories import make_user

# Answer a form or give a file, and draw no page of their own.
NO_PAGE = {
    "archive:document_text",
    "archive:document_capture",
    "archive:document_feed",
    "archive:document_publish",
    "archive:document_withdraw",
    "archive:draft_reread",
    "archive:import_columns",
    "archive:import_file",
    "archive:jump",
    "archive:unapi",
    "archive:list_act",
    "archive:list_copy",
    "archive:list_entries",
    "archive:list_freeze",
    "archive:list_preview",
    "archive:saved_delete",
    "archive:saved_feed",
    "archive:saved_open",
    "archive:saved_restore",
    "archive:saved_seen",
    "archive:search_feed",
    "logout",
    "sources:account_restore",
    "sources:agent_restore",
    "sources:post_restore",
    "sources:source_restore",
    "sources:style_withdraw",
}
# tests/browser/test_every_annotation_page.py lists its own.
LOOKED_AT_ELSEWHERE = "annotations:"


def pages() -> dict[str, str]:
    """An address for each name, of a record in the bundled dossier or on the desk."""
    document = Document.objects.whole().get()
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
        "archive:search": "/search/?q=police",
        "archive:timeline": "/search/timeline/?q=police",
        "archive:saved_list": "/searches/",
        "archive:saved_new": "/searches/new/?q=police",
        "archive:saved_edit": f"{SavedSearch.objects.get().get_absolute_url()}edit/",
        "archive:compare": f"/compare/?a={document.public_id}&b={post.source.public_id}",
        "archive:document_cite": f"{document.get_absolute_url()}cite/?p=12",
        "archive:source_cite": f"{source.get_absolute_url()}cite/",
        "archive:thread_cite": f"{thread.get_absolute_url()}cite/",
        "archive:source_detail": source.get_absolute_url(),
        "archive:post_detail": post.get_absolute_url(),
        "archive:thread_detail": thread.get_absolute_url(),
        "archive:account_detail": account,
        "archive:agent_detail": agent.get_absolute_url(),
        "sources:source_edit": f"{source.get_absolute_url()}edit/",
        "sources:post_edit": f"{post.get_absolute_url()}edit/",
        "sources:account_edit": f"{account}edit/",
        "sources:agent_edit": f"{agent.get_absolute_url()}edit/",
        "sources:search_help": "/help/search/",
        **list_pages(),
        **desk_pages(),
    }


def list_pages() -> dict[str, str]:
    entry = ListEntry.objects.latest("pk")
    citation_list = entry.citation_list.get_absolute_url()
    return {
        "archive:list_list": "/lists/",
        "archive:list_new": "/lists/new/",
        "archive:list_add": "/lists/add/?from=/search/?q=police",
        "archive:list_detail": citation_list,
        "archive:list_edit": f"{citation_list}edit/",
        "archive:list_entry": f"{citation_list}entries/{entry.pk}/",
        "archive:list_version": f"{citation_list}versions/1/",
        "sources:style_list": "/lists/styles/",
    }


def desk_pages() -> dict[str, str]:
    batch, draft = Batch.objects.latest("pk"), Draft.objects.get()
    imported = Import.objects.get().get_absolute_url()
    return {
        "archive:ingest_start": "/ingest/",
        "archive:draft_edit": draft.get_absolute_url(),
        "archive:draft_confirm": f"{draft.get_absolute_url()}confirm/",
        "archive:draft_discard": f"{draft.get_absolute_url()}discard/",
        "archive:import_start": "/sources/import/",
        "archive:import_rows": imported,
        "archive:import_confirm": f"{imported}confirm/",
        "archive:import_discard": f"{imported}discard/",
        "archive:batch_list": "/ingest/batches/",
        "archive:batch_detail": f"/ingest/batches/{batch.public_id}/",
        "archive:batch_undo": f"/ingest/batches/{batch.public_id}/undo/",
    }


@pytest.fixture
def editor(page: Page, base_url: str) -> Page:
    """An editor's browser on an archive with the bundled dossier, and a draft on the desk."""
    call_command("demo", verbosity=0)
    user = make_user(EDITOR)
    start_draft(given=Input(data=ARTICLE.encode(), method="paste"), actor=user)
    start_import(file=File(b"Title,Date,Shelf\nThe lamps,2019-12-18,A3\n,,A4\n"), actor=user)
    values = SearchValues(name="Police", query="police", kind="", sort="", is_shared=True)
    save_search(owner=user, values=values)
    frozen_list(user)
    sign_in(page.context, user, base_url)
    return page


def test_every_address_is_looked_at(editor: Page) -> None:
    every = {each for each in names(get_resolver().url_patterns) if not each.startswith(LOOKED_AT_ELSEWHERE)}
    assert every - MENDING == pages().keys() | NO_PAGE


@SCREENS
def test_every_page_is_clean(editor: Page, axe: Axe, width: int, scheme: str) -> None:
    show(editor, width, scheme)
    for name, address in pages().items():
        if name != "login":  # a person who is in is led on; tests/browser/test_sign_in.py looks at it
            look(editor, address, axe)


def test_every_page_can_be_walked_by_keyboard(editor: Page) -> None:
    for name, address in pages().items():
        if name != "login":  # its first field has the focus already
            walk(editor, address)
