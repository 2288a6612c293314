"""The first page: what this archive is, what is newest, and a way in for each kind of reader."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from archive.models import Document
from archive.views.documents import with_source
from sources.models import Account, Agent, Post, Source

NEWEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    documents = Document.objects.visible_to(request.user).whole()
    context = {
        "counts": counts(request.user),
        "documents": with_source(documents)[:NEWEST],
        "posts": newest_posts(request.user),
    }
    return render(request, "archive/home.html", context)


def counts(user: User | AnonymousUser) -> dict[str, int]:
    """How many records of each kind this person may see. One query: a union of counts."""
    kinds: dict[str, QuerySet[Any]] = {
        "documents": Document.objects.visible_to(user).whole(),
        "sources": Source.objects.visible_to(user).articles(),
        "posts": Post.objects.visible_to(user),
        "accounts": Account.objects.visible_to(user),
        "agents": Agent.objects.visible_to(user),
    }
    counted = [counted_as(name, rows) for name, rows in kinds.items()]
    return dict(counted[0].union(*counted[1:], all=True))


def counted_as(name: str, rows: "QuerySet[Any]") -> "QuerySet[Any, Any]":
    """One row: (name, count)."""
    counted: QuerySet[Any, Any] = rows.order_by().annotate(counted=Value(name)).values("counted")
    return counted.values_list("counted", Count("pk"))


def newest_posts(user: User | AnonymousUser) -> "QuerySet[Post]":
    """The posts last added, each with its words in `words` (of the text closest to the original)."""
    words = Document.objects.visible_to(user).filter(source=OuterRef("pk")).closest_to_the_original()
    return (
        Post.objects.visible_to(user)
        .select_related("source", "account__agent")
        .annotate(words=Subquery(words.values("text")[:1]))
        .order_by("-pk")[:NEWEST]
    )
