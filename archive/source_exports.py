"""“Export what I see”: the Sources that a page shows, in its order, as any format of `sources.exchange`.

`settings.SOURCE_EXPORTS` names by the name of a page a callable `(kwargs, query, user) -> Export`, and the formats
that the page answers itself. So the pages of apps above are exported as ours are, and none can forget to ask who may
see what: keys are asked of `visible_to` twice, for the count and when they are written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from archive.citation_lists.reading import items_of
from archive.citation_lists.selections import wanted_of
from archive.citation_lists.wanted import Someone
from archive.filters import DocumentFilters
from archive.models import Document, Reference
from archive.searchpage.asked import read_asked
from archive.searchpage.tabs import all_tabs, tab_named
from archive.views.posts import post_sources
from sources.exchange.formats import written_formats
from sources.exchange.shapes import Format, Item
from sources.filters import Filters, PostFilters, SourceFilters, ThreadFilters
from sources.models import Account, Agent, Source, Thread
from sources.searching.matching import COUNT_CAP, Wanted, match

CHUNK = 250


@dataclass(frozen=True, slots=True)
class Export:
    """`keys` of the sources, each once, that this person may see; `title` names the file."""

    title: str
    keys: Sequence[int]


class NoSources(Http404):
    """The page is there, and shows no sources."""


class Choose(Protocol):
    def __call__(self, kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Export: ...


def formats_at(view_name: str) -> list[Format]:
    """What the sources of this page can be exported in: none where it shows no sources."""
    if view_name not in settings.SOURCE_EXPORTS:
        return []
    _path, *own = settings.SOURCE_EXPORTS[view_name]
    return [each for each in written_formats() if each.name not in own]


def items(keys: Sequence[int], user: Someone) -> Iterator[Item]:
    """The items in the order of the keys, in memory that does not grow with them."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        found = items_of(Source.objects.visible_to(user).filter(pk__in=chunk).for_citing(), user)
        yield from (found[key] for key in chunk if key in found)


def of_sources(title: str, keys: Iterable[int | None], user: Someone) -> Export:
    """Each once, in this order; what this person may not see is left out."""
    once = list(dict.fromkeys(key for key in keys if key is not None))
    seen: set[int] = set()
    for start in range(0, len(once), CHUNK):
        chunk = once[start : start + CHUNK]
        seen.update(Source.objects.visible_to(user).filter(pk__in=chunk).values_list("pk", flat=True))
    return Export(title, [key for key in once if key in seen])


def listed_sources(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Export:
    return _listed(_("Sources"), SourceFilters(query, user), Source.objects.visible_to(user).articles())


def listed_posts(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Export:
    return _listed(_("Posts"), PostFilters(query, user), post_sources(user))


def listed_threads(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Export:
    """The posts of these threads, thread by thread."""
    filters = ThreadFilters(query, user)
    threads = filters.order.sorted(filters.narrow(Thread.objects.visible_to(user)))
    places = {key: place for place, key in enumerate(threads.values_list("pk", flat=True))}
    posts = post_sources(user).filter(post__thread__isnull=False)
    rows = posts.order_by("post__thread_order", "pk").values_list("pk", "post__thread")
    found = sorted(
        (places[thread], place, key) for place, (key, thread) in enumerate(rows) if thread in places
    )
    return Export(_("Threads"), [key for *_places, key in found])


def listed_documents(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Export:
    """The source of each text."""
    filters = DocumentFilters(query, user)
    rows = filters.order.sorted(filters.narrow(Document.objects.visible_to(user)))
    return of_sources(_("Documents"), rows.values_list("source", flat=True), user)


def one_source(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Export:
    source = get_object_or_404(Source.objects.visible_to(user), public_id=kwargs["public_id"])
    return Export(str(source), [source.pk])


def of_thread(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Export:
    thread = get_object_or_404(
        Thread.objects.visible_to(user).select_related("account"), public_id=kwargs["public_id"]
    )
    posts = post_sources(user).filter(post__thread=thread).order_by("post__thread_order", "pk")
    return Export(str(thread), list(posts.values_list("pk", flat=True)))


def of_account(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Export:
    accounts = Account.objects.visible_to(user)
    account = get_object_or_404(accounts, platform=kwargs["platform"], handle_key=kwargs["handle"].casefold())
    return Export(str(account), _newest_first(post_sources(user).filter(post__account=account)))


def of_agent(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Export:
    """What they had a part in, and their posts, newest first."""
    agent = get_object_or_404(Agent.objects.visible_to(user), public_id=kwargs["public_id"])
    theirs = Q(contributions__agent=agent) | Q(post__account__agent=agent)
    return Export(agent.name, _newest_first(Source.objects.visible_to(user).filter(theirs)))


def of_document(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Export:
    """The text itself, then what it quotes and cites, in the order in which it first does."""
    texts = Document.objects.visible_to(user).select_related("source").only("pk", "source")
    text = get_object_or_404(texts, public_id=kwargs["public_id"])
    references = Reference.objects.visible_to(user).filter(document=text).order_by("start", "pk")
    targets = references.values_list("link__target", flat=True)
    return of_sources(str(text.source), [text.source_id, *targets], user)


def found_by_search(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Export:
    """The sources of what is found under the tab that is open. Raises `TooSlow`, and `NoSources` for a tab without any."""
    tabs = all_tabs()
    asked = read_asked({name: str(value) for name, value in query.items()}, [each.name for each in tabs])
    tab = tab_named(tabs, asked.kind)
    label = tab.model._meta.label
    if asked.understood.tree is None or label not in settings.LIST_KINDS:
        raise NoSources(_("There are no sources in what was asked for."))
    wanted = Wanted(asked.sort, size=COUNT_CAP)
    hits = match(tab.index, asked.understood.tree, visible=tab.visible, user=user, wanted=wanted)
    keys: dict[int, None] = {}
    for start in range(0, len(hits.keys), CHUNK):
        found = wanted_of(label, hits.keys[start : start + CHUNK], user)
        keys.update(dict.fromkeys(each.source for each in found))
    return of_sources(f"{tab.label} {asked.typed}", keys, user)


def _listed(title: str, filters: Filters, rows: "QuerySet[Any]") -> Export:
    narrowed = filters.narrow(rows)  # type: ignore[attr-defined]
    return Export(title, list(filters.order.sorted(narrowed).values_list("pk", flat=True)))


def _newest_first(rows: "QuerySet[Source]") -> list[int]:
    ordered = rows.order_by(F("issued_on").desc(nulls_last=True), "-pk")
    return list(dict.fromkeys(ordered.values_list("pk", flat=True)))
