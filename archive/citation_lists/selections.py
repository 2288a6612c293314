"""Everything that a page shows, as what can be put on a list: "export what I see", with the page's own query string.

`settings.LIST_SELECTIONS` names by the name of a page a callable `(kwargs, query, user) -> Selection`; `settings.LIST_KINDS`
by the label of a model a callable `(keys, user) -> list[Wanted]`, in the order of the keys. So apps above add their pages
and their records. Both leave out what this person may not see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from archive.citation_lists.wanted import Someone, Wanted, passages_with_keys
from archive.models import Document, Reference
from archive.searchpage.asked import read_asked
from archive.searchpage.tabs import all_tabs, tab_named
from archive.views.posts import post_sources
from sources.filters import Filters, PostFilters, SourceFilters
from sources.models import Source
from sources.searching.matching import Wanted as WantedHits
from sources.searching.matching import match

MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Selection:
    """`title` says what it is; `total` counts what the page has, which may be more than `wanted`.

    `is_more`: the page has more than `total`, and nobody has counted it.
    """

    title: str
    wanted: Sequence[Wanted]
    total: int
    is_more: bool = False

    @property
    def left_out(self) -> int:
        return self.total - len(self.wanted)


class NotListable(ValueError):
    """The address names no page whose contents can be put on a list."""


class Choose(Protocol):
    def __call__(self, kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Selection: ...


class OfKeys(Protocol):
    def __call__(self, keys: Sequence[Any], user: Someone) -> list[Wanted]: ...


def selection_at(address: str, user: Someone) -> Selection:
    """What the page at this address of the site shows, at most `MOST_AT_ONCE`. Raises `NotListable` and `TooSlow`.

    A selection raises `Http404` as its page would.
    """
    try:
        parts = urlsplit(address)
        match_ = resolve(parts.path)
    except (ValueError, Resolver404) as error:  # `//[x` is no address at all
        raise NotListable(address) from error
    path = settings.LIST_SELECTIONS.get(match_.view_name)
    if path is None or parts.netloc or parts.scheme:
        raise NotListable(address)
    choose: Choose = import_string(path)
    return choose(match_.kwargs, QueryDict(parts.query), user)


def can_be_listed(view_name: str) -> bool:
    return view_name in settings.LIST_SELECTIONS


def wanted_of(label: str, keys: Sequence[Any], user: Someone) -> list[Wanted]:
    """Records of the model with that label, `archive.Passage`. Raises `NotListable` for one that is no words or source."""
    path = settings.LIST_KINDS.get(label)
    if path is None:
        raise NotListable(label)
    of_keys: OfKeys = import_string(path)
    return of_keys(keys, user)


def selected(title: str, wanted: Sequence[Wanted], total: int | None = None) -> Selection:
    """All of `wanted` that fits. The same words twice are one."""
    once = list({each.place: each for each in wanted}.values())
    return Selection(title, once[:MOST_AT_ONCE], total if total is not None else len(once))


def sources(keys: Sequence[Any], user: Someone) -> list[Wanted]:
    """Whole sources; a post has the key of its source."""
    seen = set(Source.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [Wanted(key) for key in keys if key in seen]


passages = passages_with_keys


def found_by_search(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Selection:
    """What a search finds under the tab that is open. Raises `TooSlow`, and `NotListable` for a tab of neither."""
    tabs = all_tabs()
    asked = read_asked({name: str(value) for name, value in query.items()}, [each.name for each in tabs])
    tab = tab_named(tabs, asked.kind)
    if asked.understood.tree is None or tab.model._meta.label not in settings.LIST_KINDS:
        raise NotListable(asked.typed)
    wanted = WantedHits(asked.sort, size=MOST_AT_ONCE)
    hits = match(tab.index, asked.understood.tree, visible=tab.visible(user), user=user, wanted=wanted)
    title = _("%(kind)s found by “%(query)s”") % {"kind": tab.label, "query": asked.typed}
    return Selection(title, wanted_of(tab.model._meta.label, hits.keys, user), hits.count, hits.is_more)


def listed_sources(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Selection:
    filters = SourceFilters(query, user)
    rows = filters.narrow(Source.objects.visible_to(user).articles())
    return _of_sources(_("Sources"), filters, rows)


def listed_posts(_kwargs: Mapping[str, Any], query: QueryDict, user: Someone) -> Selection:
    filters = PostFilters(query, user)
    return _of_sources(_("Posts"), filters, filters.narrow(post_sources(user)))


def of_thread(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Selection:
    """Its posts, in their order."""
    posts = post_sources(user).filter(post__thread__public_id=kwargs["public_id"])
    keys = posts.order_by("post__thread_order", "pk").values_list("pk", flat=True)
    return selected(_("The posts of this thread"), [Wanted(key) for key in keys])


def cited_by_text(kwargs: Mapping[str, Any], _query: QueryDict, user: Someone) -> Selection:
    """What a text quotes and cites, in the order in which it first does; the text itself comes first."""
    text = (
        Document.objects.visible_to(user).filter(public_id=kwargs["public_id"]).only("pk", "source").first()
    )
    if text is None:
        raise NotListable(kwargs["public_id"])
    references = Reference.objects.visible_to(user).filter(document=text).order_by("start", "pk")
    keys = [text.source_id, *references.values_list("link__target", flat=True)]
    return selected(_("This text, and what it quotes and cites"), [Wanted(key) for key in keys])


def _of_sources(title: str, filters: Filters, rows: "QuerySet[Any]") -> Selection:
    """In the order of the page; the count goes no further than is needed to say that there is more."""
    keys = list(islice(filters.order.sorted(rows).values_list("pk", flat=True), MOST_AT_ONCE + 1))
    total = len(keys) if len(keys) <= MOST_AT_ONCE else rows.count()
    return Selection(title, [Wanted(key) for key in keys[:MOST_AT_ONCE]], total)
