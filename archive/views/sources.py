"""Sources: the register, and everything known of one."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.models import User
from archive.models import Document, Reference
from archive.panels import panels_of
from archive.views.listing import listing
from archive.views.record import SHOWN_AT_ONCE, history_of, quoted_where
from sources.citing.items import DATES
from sources.filters import SourceFilters
from sources.forms import DETAILS
from sources.history import field_label
from sources.models import Link, Source
from sources.wording import date_words

# CSL fields that are plain words, in the order in which a person asks; the others stand on the page by themselves.
FACTS = (
    "publisher", "publisher_place", "edition", "volume", "issue", "number", "section", "page", "genre", "medium",
    "collection_title", "collection_number", "event_title", "event_place", "event_date", "authority", "jurisdiction",
    "isbn", "issn",
)  # fmt: skip
RARE_FACTS = tuple(name for name in DETAILS if name not in FACTS)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Everything citable but posts, which have a list of their own."""
    filters = SourceFilters(request.GET, request.user)
    sources = Source.objects.visible_to(request.user).articles()
    rows = filters.narrow(sources).with_contributors().with_counts(request.user)
    return render(request, "archive/source_list.html", listing(request, filters, rows))


@require_safe
def source_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One source; that of a post has its page among the posts."""
    sources = Source.objects.visible_to(request.user).with_contributors().select_related("batch")
    source = get_object_or_404(sources, public_id=public_id)
    if source.is_post:
        return redirect("archive:post_detail", public_id)
    documents = Document.objects.visible_to(request.user).filter(source=source).select_related("capture")
    context = {
        "source": source,
        "facts": facts_of(source, FACTS),
        "rare_facts": facts_of(source, RARE_FACTS),
        "documents": documents.defer("text"),
        "quoted": quoted_where(source, request.user),
        "cited": cited_in(source, request.user),
        "relations": other_relations(source, request.user),
        "shown_at_once": SHOWN_AT_ONCE,
        "panels": panels_of(source, request.user),
        "history": history_of(request.user, public_id, ("source",), documents),
    }
    return render(request, "archive/source_detail.html", context)


def facts_of(source: Source, names: Sequence[str]) -> list[tuple[str, str]]:
    """(label, value) of those of the plain fields that have one; dates in words."""
    values = ((name, getattr(source, name)) for name in names)
    return [
        (field_label(name), date_words(value) if name in DATES else value) for name, value in values if value
    ]


def cited_in(source: Source, user: User | AnonymousUser) -> "QuerySet[Any]":
    """Where this source's own texts quote, cite or link to others, in their order."""
    return (
        Reference.objects.visible_to(user)
        .filter(document__source=source)
        .with_words()
        .select_related("document", "link__target__post__account")
        .defer("document__text")
        .order_by("document", "start", "pk")[: SHOWN_AT_ONCE + 1]
    )


def other_relations(source: Source, user: User | AnonymousUser) -> "QuerySet[Link]":
    """Links that no place in a text makes: a translation of, a reply to."""
    return (
        Link.objects.visible_to(user)
        .filter(Q(source=source) | Q(target=source), references=None)
        .select_related("source", "target")
    )
