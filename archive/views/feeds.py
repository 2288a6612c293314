"""Feeds of new documents, and of what a search newly finds."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citing import Citing
from archive.feeds import LENGTH, Entry, Feed, answer
from archive.models import Document, SavedSearch
from archive.search_tabs import text_appeared
from archive.searchpage.asked import Asked, read_asked
from archive.searchpage.feed import entries_of
from archive.searchpage.news import asked_by, tabs_of
from archive.searchpage.tabs import all_tabs
from archive.views.documents import with_source
from sources.searching.engines.shape import TooSlow

ANYBODY = AnonymousUser()
TRY_AGAIN = 3600  # seconds


@require_safe
def document_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Texts in the order in which everybody could see them, the newest first."""
    documents = with_source(Document.objects.visible_to(ANYBODY).whole())
    citing = Citing(ANYBODY)
    newest: list[Any] = list(
        documents.annotate(since=text_appeared(ANYBODY)).order_by("-since", "-pk")[:LENGTH]
    )
    entries = [
        Entry(
            title=citing.cited(document.source).name.words,
            address=document.get_absolute_url(),
            at=document.since,
            words=document.opening,
            author=", ".join(str(each) for each in document.source.contributions.all()),
        )
        for document in newest
    ]
    words = _("Texts kept in this archive, the newest first.")
    feed = Feed(_("New documents"), reverse("archive:document_list"), words, entries)
    return answer(request, feed, form)


@require_safe
def search_feed(request: HttpRequest, form: str) -> HttpResponse:
    """`?q=&kind=`: what a search newly finds; without a kind, of every kind."""
    asked = read_asked(request.GET.dict(), [tab.name for tab in all_tabs()])
    address = asked.address(sort="", saved="", new="")
    return _found(request, asked, _("Search: %(query)s") % {"query": asked.typed}, address, form)


@require_safe
def saved_feed(request: HttpRequest, public_id: str, form: str) -> HttpResponse:
    """What a shared search newly finds, under its name. A private one has no feed of its own, not for its owner either:
    feed readers are nobody, and pass on what they get.
    """
    search = get_object_or_404(SavedSearch.objects.visible_to(ANYBODY), public_id=public_id)
    return _found(request, asked_by(search, all_tabs()), search.name, search.get_absolute_url(), form)


def _found(request: HttpRequest, asked: Asked, title: str | Promise, address: str, form: str) -> HttpResponse:
    """Says in words why there is no feed, where there is none."""
    tree = asked.understood.tree
    if tree is None or not asked.understood.finds:
        return _refusal(_("This feed needs words to look for: /search/feed.atom?q=…"), HTTPStatus.BAD_REQUEST)
    try:
        entries = entries_of(tree, tabs_of(asked.kind, all_tabs()))
    except TooSlow:
        response = _refusal(
            _("This search was stopped: it took too long. One more word, or a phrase, usually helps."),
            HTTPStatus.SERVICE_UNAVAILABLE,
        )
        response["Retry-After"] = str(TRY_AGAIN)
        return response
    words = _("What this archive newly shows of: %(query)s") % {"query": asked.understood.reading}
    return answer(request, Feed(title, address, words, entries), form)


def _refusal(words: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")
