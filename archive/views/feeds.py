"""The feed of new documents."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citing import Citing
from archive.feeds import LENGTH, Entry, Feed, answer
from archive.models import Document
from archive.views.documents import with_source


@require_safe
def document_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Texts in the order in which they were kept, the newest first."""
    anybody = AnonymousUser()
    documents = with_source(Document.objects.visible_to(anybody).whole())
    citing = Citing(anybody)
    newest: list[Any] = list(documents.order_by("-kept_at", "-pk")[:LENGTH])
    entries = [
        Entry(
            title=citing.cited(document.source).name.words,
            address=document.get_absolute_url(),
            at=document.kept_at,
            words=document.opening,
            author=", ".join(str(each) for each in document.source.contributions.all()),
        )
        for document in newest
    ]
    words = _("Texts kept in this archive, the newest first.")
    feed = Feed(_("New documents"), reverse("archive:document_list"), words, entries)
    return answer(request, feed, form)
