"""Agents: people and organisations in every script they are written in, and what one had a part in."""

from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from archive.models import Reference
from archive.panels import panels_of
from archive.views.listing import listing
from archive.views.posts import post_sources, with_words
from archive.views.record import history_of
from sources.filters import NEWEST, AgentFilters
from sources.models import Account, Agent, Contribution, Role, Source
from sources.models.source import SourceQuerySet
from sources.paging import page_of

CONTRIBUTIONS_SHOWN = 100
POSTS_SHOWN = 10
QUOTING_SHOWN = 20


@require_safe
def agent_list(request: HttpRequest) -> HttpResponse:
    filters = AgentFilters(request.GET, request.user)
    agents = filters.narrow(Agent.objects.visible_to(request.user))
    rows = agents.with_names().with_accounts(request.user).with_counts(request.user)
    return render(request, "archive/agent_list.html", listing(request, filters, rows))


@require_safe
def agent_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every name, account and contribution, and who quotes what this agent wrote."""
    agents = Agent.objects.visible_to(request.user).with_names().select_related("batch")
    agent = get_object_or_404(agents, public_id=public_id)
    accounts = Account.objects.visible_to(request.user).filter(agent=agent).with_counts(request.user)
    posts = (
        post_sources(request.user).filter(post__account__agent=agent).prefetch_related("post__attachments")
    )
    context = {
        "agent": agent,
        "accounts": accounts,
        "roles": contributions_by_role(agent, request.user),
        "posts": page_of(with_words(posts, request.user), NEWEST, size=POSTS_SHOWN),
        "quoting": quoting(agent, request.user)[: QUOTING_SHOWN + 1],
        "quoting_shown": QUOTING_SHOWN,
        "contributions_shown": CONTRIBUTIONS_SHOWN,
        "panels": panels_of(agent, request.user),
        "history": history_of(request.user, public_id, ("agent",)),
    }
    return render(request, "archive/agent_detail.html", context)


def contributions_by_role(agent: Agent, user: User | AnonymousUser) -> list[tuple[str, list[Contribution]]]:
    """(role in words, contributions newest first), posts left out: they have a part of their own."""
    mine = (
        Contribution.objects.filter(agent=agent, source__in=Source.objects.visible_to(user).articles())
        .select_related("source")
        .order_by(F("source__issued_on").desc(nulls_last=True), "-source")[: CONTRIBUTIONS_SHOWN + 1]
    )
    order = {value: place for place, value in enumerate(Role.values)}
    ranked = sorted(mine, key=lambda each: order[each.role])
    return [(str(Role(role).label), list(group)) for role, group in groupby(ranked, lambda each: each.role)]


def quoting(agent: Agent, user: User | AnonymousUser) -> SourceQuerySet:
    """The sources whose texts quote or cite what this agent wrote, newest first."""
    theirs = Q(link__target__contributions__agent=agent) | Q(link__target__post__account__agent=agent)
    places = Reference.objects.visible_to(user).filter(theirs, document__source=OuterRef("pk"))
    return (
        Source.objects.visible_to(user)
        .articles()
        .filter(Exists(places))
        .order_by(F("issued_on").desc(nulls_last=True), "-pk")
    )
