"""Posts: slips in order of date, and everything known of one."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from archive.models import Document
from archive.panels import panels_of
from archive.views.listing import listing
from archive.views.record import SHOWN_AT_ONCE, history_of, quoted_where
from sources.filters import PostFilters
from sources.models import Post, Source, SourceType
from sources.models.source import SourceQuerySet


@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    """Posts with their words."""
    filters = PostFilters(request.GET, request.user)
    posts = filters.narrow(post_sources(request.user))
    rows = with_words(posts.prefetch_related("post__attachments"), request.user)
    return render(request, "archive/post_list.html", listing(request, filters, rows))


@require_safe
def post_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One post: its words, whose, when, what it carries, its place in a thread, and who quotes it."""
    post = get_object_or_404(
        Post.objects.visible_to(request.user).with_parts().select_related("source__batch"),
        source__public_id=public_id,
    )
    kept = Document.objects.visible_to(request.user).filter(source=post.source).closest_to_the_original()
    documents = kept.select_related("capture")
    context = {
        "post": post,
        "source": post.source,
        "documents": documents,
        "quoted": quoted_where(post.source, request.user),
        "shown_at_once": SHOWN_AT_ONCE,
        "neighbours": neighbours_in_thread(post, request.user),
        "panels": panels_of(post.source, request.user),
        "history": history_of(request.user, public_id, ("post", "source"), documents),
    }
    return render(request, "archive/post_detail.html", context)


def post_sources(user: User | AnonymousUser) -> SourceQuerySet:
    """The Sources of posts, each with its post, account, agent and thread in the same query."""
    return (
        Source.objects.visible_to(user)
        .filter(csl_type=SourceType.POST, post__isnull=False)
        .select_related("post__account__agent", "post__thread")
    )


def with_words(posts: "SourceQuerySet", user: User | AnonymousUser) -> "SourceQuerySet":
    """Adds `words`, `words_language` and `text_status` of the text closest to the original, without a query more."""
    kept = Document.objects.visible_to(user).filter(source=OuterRef("pk")).closest_to_the_original()
    return posts.annotate(
        words=Subquery(kept.values("text")[:1]),
        words_language=Subquery(kept.values("language")[:1]),
        text_status=Subquery(kept.values("text_status")[:1]),
    )


def neighbours_in_thread(post: Post, user: User | AnonymousUser) -> dict[str, Any]:
    """`previous` and `next` among the posts of its thread that this person may see."""
    if post.thread is None:
        return {}
    others = Post.objects.visible_to(user).filter(thread=post.thread).select_related("source")
    before = others.filter(thread_order__lt=post.thread_order).order_by("-thread_order", "-pk")
    after = others.filter(thread_order__gt=post.thread_order).order_by("thread_order", "pk")
    return {"previous": before.first(), "next": after.first()}
