"""Threads: which there are, and the posts of one in order, with its gaps."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from archive.models import Document
from archive.views.listing import listing
from archive.views.posts import post_sources, with_words
from sources.filters import ThreadFilters
from sources.gaps import gap_here, gap_words, missing_numbers
from sources.models import Source, Thread, ThreadBasis

OPENING_LENGTH = 160  # code points


@dataclass(frozen=True, slots=True)
class Step:
    """A post of a thread, and in words what is missing before it."""

    source: Source
    gap: str


@require_safe
def thread_list(request: HttpRequest) -> HttpResponse:
    """Threads by the order in which they came here, each with its first words."""
    filters = ThreadFilters(request.GET, request.user)
    threads = filters.narrow(Thread.objects.visible_to(request.user))
    opening = (
        Document.objects.visible_to(request.user)
        .filter(source__post__thread=OuterRef("pk"))
        .order_by("source__post__thread_order", "-text_status", "pk")
    )
    rows = (
        threads.with_counts(request.user)
        .select_related("account__agent")
        .annotate(
            opening=Subquery(opening.values(words=Substr("text", 1, OPENING_LENGTH))[:1]),
            opening_language=Subquery(opening.values("language")[:1]),
        )
    )
    return render(request, "archive/thread_list.html", listing(request, filters, rows))


@require_safe
def thread_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The posts in order with their numbers; what is not here is said, at its place and in all."""
    threads = Thread.objects.visible_to(request.user).select_related("account__agent", "batch")
    thread = get_object_or_404(threads, public_id=public_id)
    posts = posts_of(thread, request.user)
    numbers = [source.post.thread_number for source in posts if source.post.thread_number]
    numbered = thread.basis == ThreadBasis.NUMBERED
    missing = missing_numbers(numbers, thread.length) if numbered and numbers else []
    context = {
        "thread": thread,
        "steps": steps_of(posts, missing),
        "missing": gap_words(missing, thread.length),
        "end_gap": gap_here([each for each in missing if each > max(numbers)]),
    }
    return render(request, "archive/thread_detail.html", context)


def posts_of(thread: Thread, user: User | AnonymousUser) -> list[Source]:
    posts = post_sources(user).filter(post__thread=thread).prefetch_related("post__attachments")
    return list(with_words(posts, user).order_by("post__thread_order", "pk"))


def steps_of(posts: list[Source], missing: list[int]) -> list[Step]:
    """Each post with the gap that opens before it; the end of the thread is not among them."""
    steps, last = [], 0
    for source in posts:
        number = source.post.thread_number or 0
        between = [each for each in missing if last < each < number]
        steps.append(Step(source, gap_here(between)))
        last = max(last, number)
    return steps
