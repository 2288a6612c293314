"""Facts of the page that is drawn: asked of `settings.PAGE_FACTS`, and the works of a page as items, once each."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from archive.citation_lists.reading import Someone, items_of
from archive.metadata.facts import PageFacts
from archive.metadata.signposts import signposts
from archive.selected import selection_of
from archive.source_exports import formats_at
from sources.citing.items import Item
from sources.models import Source


class Tell(Protocol):
    """Facts by what a page was given to show; None for a page at that address that shows none of it, as an error."""

    def __call__(self, context: Mapping[str, Any], user: Someone) -> PageFacts | None: ...


def facts_of_page(request: HttpRequest, context: Mapping[str, Any]) -> PageFacts | None:
    """None for pages that have nothing to tell other programs. Notes the typed links for `with_signposts`."""
    match = request.resolver_match
    if match is None or match.view_name not in settings.PAGE_FACTS:
        return None
    tell: Tell = import_string(settings.PAGE_FACTS[match.view_name])
    facts = tell(context, request.user)
    if facts:
        formats = facts.formats or formats_at(match.view_name)
        query = "" if facts.item else selection_of(request.GET).urlencode()
        request.signposts = signposts(facts, formats, query)  # type: ignore[attr-defined]
    return facts


def items_in_order(keys: Iterable[int], user: Someone) -> list[Item]:
    """The works with these keys that this person may see, each once. Four queries at most, whatever their number."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return []
    found = items_of(Source.objects.visible_to(user).filter(pk__in=wanted).for_citing(), user)
    return [found[key] for key in wanted if key in found]


def item_for(source: Source, user: Someone) -> Item | None:
    return next(iter(items_in_order([source.pk], user)), None)
