"""Accounts: which there are, and the posts and threads of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.views.listing import listing, place_in
from archive.views.posts import post_sources, with_words
from archive.views.record import history_of
from sources.filters import NEWEST, AccountFilters
from sources.models import Account, Thread
from sources.paging import page_of

POSTS_ON_A_PAGE = 20
THREADS_SHOWN = 20


@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    filters = AccountFilters(request.GET, request.user)
    accounts = filters.narrow(Account.objects.visible_to(request.user))
    rows = accounts.select_related("agent").with_counts(request.user)
    return render(request, "archive/account_list.html", listing(request, filters, rows))


@require_safe
def account_detail(request: HttpRequest, platform: str, handle: str) -> HttpResponse:
    """Whose it is, and its posts by date. Handles ignore case, on every platform that we know."""
    accounts = Account.objects.visible_to(request.user).select_related("agent", "batch")
    account = get_object_or_404(accounts, platform=platform, handle_key=handle.casefold())
    posts = post_sources(request.user).filter(post__account=account).prefetch_related("post__attachments")
    rows = with_words(posts, request.user)
    threads = Thread.objects.visible_to(request.user).filter(account=account).with_counts(request.user)
    context = {
        "account": account,
        "page": page_of(rows, NEWEST, place_in(request, NEWEST, rows), POSTS_ON_A_PAGE),
        "threads": threads.order_by("-pk")[: THREADS_SHOWN + 1],
        "threads_shown": THREADS_SHOWN,
        "history": history_of(request.user, account.public_id, ("account",)),
    }
    return render(request, "archive/account_detail.html", context)
