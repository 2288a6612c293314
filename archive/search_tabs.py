"""The tabs of search results for kept texts, and for the records of the world that they speak of."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy, ngettext

from accounts.visibility import visible_states
from archive.citing import Citing, thread_place
from archive.models import Passage, Reference, ReferenceKind
from archive.searchpage.tabs import Row, Someone, Tab, draft_words, said
from sources.appearing import Stamps, appeared, stamps
from sources.models import Account, Agent, AgentKind, Post, Source, Thread
from sources.searching.compiled import compiled
from sources.searching.engines.shape import Key
from sources.searching.indexes import Texts
from sources.searching.plans import Person
from sources.wording import date_words


@compiled
def _passages(user: Person, keys: RawSQL) -> "QuerySet[Any]":
    quoted = Reference.objects.filter(
        document=OuterRef("document"),
        kind=ReferenceKind.POST,
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
    ).order_by("start", "pk")
    return (
        Passage.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related("document__source__post__account")
        .defer("document__text")
        .annotate(speaker=Subquery(quoted.values("link__target__post__account__handle")[:1]))
    )


def passage_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    """Where each stands, and who speaks in it. One query."""
    citing = Citing(user)
    return {each.pk: _passage_row(each, citing) for each in _passages(user, keys)}


def _passage_row(passage: Passage, citing: Citing) -> Row:
    document, speaker = passage.document, passage.speaker  # type: ignore[attr-defined]
    cited = citing.cited(document.source)
    return Row(
        address=f"{document.get_absolute_url()}#{passage.anchor}",
        title=cited.name.words,
        facts=said(f"¶ {passage.number}", cited.container, speaker and f"@{speaker}"),
        day=cited.issued.words if cited.issued else "",
        state=draft_words(document.state, document.source.state),
        language=document.language,
    )


@compiled
def _cut_out(_user: Person, keys: RawSQL) -> "QuerySet[Any]":
    cut = Substr("document__text", F("start") + 1, F("end") - F("start"))
    return Passage.objects.filter(pk__in=keys).values_list("pk", cut)


def passage_words(keys: Sequence[Any]) -> Mapping[Key, Texts]:
    """Cut out in the database: a page of hits never reads a whole text."""
    return {key: {"body": [words]} for key, words in _cut_out(AnonymousUser(), keys)}


@compiled
def _posts_among(user: Person, keys: RawSQL) -> "QuerySet[Any]":
    seen = Post.objects.visible_to(user).filter(pk__in=keys)
    return seen.select_related("source", "account__agent", "thread__account")


def post_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    citing = Citing(user)
    return {each.pk: _post_row(each, citing) for each in _posts_among(user, keys)}


def _post_row(post: Post, citing: Citing) -> Row:
    slip = citing.slip(post, ())
    thread = post.thread and thread_place(post.thread_number, post.thread.length)
    return Row(
        address=slip.post,
        title=slip.label,
        facts=said(slip.voice.words if post.account else "", thread, post.get_platform_display()),
        day=slip.issued.words if slip.issued else "",
        state=slip.state,
        language=post.source.language,
    )


@compiled
def _works(user: Person, keys: RawSQL) -> "QuerySet[Any]":
    return Source.objects.visible_to(user).articles().filter(pk__in=keys).with_contributors()


def source_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    citing = Citing(user)
    return {each.pk: _source_row(each, citing) for each in _works(user, keys)}


def _source_row(source: Source, citing: Citing) -> Row:
    cited = citing.cited(source, in_full=True)
    people = ", ".join(each.words for each in cited.contributors)
    return Row(
        address=cited.name.address,
        title=cited.name.words,
        facts=said(people, cited.container, source.get_csl_type_display()),
        day=cited.issued.words if cited.issued else "",
        state=cited.state,
        language=source.language,
    )


def agent_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    found = Agent.objects.visible_to(user).filter(pk__in=keys).with_names().with_accounts(user)
    return {each.pk: _agent_row(each) for each in found}


def _agent_row(agent: Agent) -> Row:
    other = ", ".join(each.name for each in agent.names.all() if each.name != agent.name)
    handles = ", ".join(map(str, agent.accounts.all()))
    return Row(
        address=agent.get_absolute_url(),
        title=agent.name,
        facts=said("" if agent.kind == AgentKind.UNKNOWN else agent.get_kind_display(), other, handles),
        state=draft_words(agent.state),
    )


def account_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    states = visible_states(user)
    found = Account.objects.visible_to(user).filter(pk__in=keys).select_related("agent")
    return {
        each.pk: Row(
            address=each.get_absolute_url(),
            title=str(each),
            facts=said(
                each.display_name,
                each.agent if each.agent and each.agent.state in states else "",
                each.get_platform_display(),
            ),
            state=draft_words(each.state),
        )
        for each in found
    }


def thread_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    found = Thread.objects.visible_to(user).filter(pk__in=keys).select_related("account").with_counts(user)
    return {
        each.pk: Row(
            address=each.get_absolute_url(),
            title=str(each),
            facts=said(_posts(each.post_count), each.account.display_name),  # type: ignore[attr-defined]
            day=date_words(each.first_on.isoformat()) if each.first_on else "",  # type: ignore[attr-defined]
        )
        for each in found
    }


def _posts(count: int) -> str:
    return ngettext("%(count)d post kept here", "%(count)d posts kept here", count) % {"count": count}


TEXT = Stamps("document__kept_at", "document__published_at")
OWN = stamps()


def text_appeared(user: Someone) -> Combinable:
    """Of Documents."""
    return appeared(user, Stamps("kept_at", "published_at"), stamps("source__"))


def passage_appeared(user: Someone) -> Combinable:
    return appeared(user, TEXT, stamps("document__source__"))


def post_appeared(user: Someone) -> Combinable:
    return appeared(user, stamps("source__"))


def record_appeared(user: Someone) -> Combinable:
    return appeared(user, OWN)


def thread_appeared(user: Someone) -> Combinable:
    """With the first of its posts that anybody could see."""
    posts = Post.objects.visible_to(user).filter(thread=OuterRef("pk"))
    first = posts.annotate(since=stamps("source__").since).order_by("since").values("since")[:1]
    return appeared(user, Stamps("created_at", "created_at"), Subquery(first))


KEPT = (
    Tab(
        "passages",
        gettext_lazy("Passages"),
        Passage,
        Passage.objects.visible_to,
        passage_rows,
        passage_words,
        spells=True,
        appeared=passage_appeared,
    ),
    Tab("posts", gettext_lazy("Posts"), Post, Post.objects.visible_to, post_rows, appeared=post_appeared),
    Tab(
        "sources",
        gettext_lazy("Sources"),
        Source,
        lambda user: Source.objects.visible_to(user).articles(),
        source_rows,
        spells=True,
        appeared=record_appeared,
    ),
)
NAMED = (
    Tab(
        "people",
        gettext_lazy("People"),
        Agent,
        Agent.objects.visible_to,
        agent_rows,
        spells=True,
        appeared=record_appeared,
    ),
    Tab(
        "accounts",
        gettext_lazy("Accounts"),
        Account,
        Account.objects.visible_to,
        account_rows,
        appeared=record_appeared,
    ),
    Tab(
        "threads",
        gettext_lazy("Threads"),
        Thread,
        Thread.objects.visible_to,
        thread_rows,
        appeared=thread_appeared,
    ),
)
