"""What the pages of single records share: where a source is quoted, and who changed what."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import AuditEntry, User
from accounts.roles import may
from archive.models import Document, Reference
from sources.history import HistoryLine, read_history
from sources.models import Source

# Rows of a part of a page, before it says that there are more.
SHOWN_AT_ONCE = 100


def quoted_where(source: Source, user: User | AnonymousUser) -> "QuerySet[Any]":
    """The places in other texts that quote, cite or link to this source, by document, newest first."""
    return (
        Reference.objects.visible_to(user)
        .filter(link__target=source)
        .with_words()
        .select_related("document__source", "link")
        .defer("document__text")
        .order_by("-document__kept_at", "document", "start", "pk")[: SHOWN_AT_ONCE + 1]
    )


def history_of(
    user: User | AnonymousUser,
    public_id: str,
    kinds: tuple[str, ...],
    documents: "QuerySet[Document] | None" = None,
) -> list[HistoryLine]:
    """Who changed what of a record and its texts, newest first; only for those who work here.

    A value that was taken out before a record was made public must not come back through its history.
    """
    if not may(user, "see_drafts"):
        return []
    about = Q(record_kind__in=kinds, record_id=public_id)
    if documents is not None:
        about |= Q(record_kind="document", record_id__in=documents.values("public_id"))
    entries = AuditEntry.objects.filter(about).select_related("actor", "batch")
    return read_history(entries[:SHOWN_AT_ONCE])
