"""What templates say of citation lists: the ways to add to one, and what is known of an entry."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.roles import may
from archive.citation_lists.selections import can_be_listed
from archive.searchpage.tabs import Tab
from archive.selected import selection_of
from sources.models import Source

register = template.Library()
CITED = {"archive:source_cite": "source", "archive:document_cite": "document"}
PLACE = ("p", "start", "end")


@register.simple_tag(takes_context=True)
def add_to_list(context: Context, *, quiet: bool = False, **what: object) -> SafeString | str:
    """`{% add_to_list source=source.public_id %}`: a link for whoever may make lists; nothing for others.

    `what`: as `/lists/add/` takes it: source; document with p, or start and end; annotation.
    """
    request = context["request"]
    if not may(request.user, "make_lists"):
        return ""
    given = {**what, "back": request.get_full_path()}
    return _link(urlencode(given), _("Add to a list"), quiet)


@register.simple_tag(takes_context=True)
def add_cited_to_list(context: Context) -> SafeString | str:
    """On a page that cites a source or words of a text: a link that adds just that. Nothing where it cites another thing."""
    request = context["request"]
    match = request.resolver_match
    kind = CITED.get(match.view_name if match else "")
    if kind is None:
        return ""
    place = {name: request.GET[name] for name in PLACE if request.GET.get(name)}
    return add_to_list(context, **{kind: match.kwargs["public_id"]}, **place)


@register.simple_tag(takes_context=True)
def add_all_to_list(context: Context, *, quiet: bool = False, **changes: object) -> SafeString | str:
    """A link that adds all that this page shows, by the page's own query string; nothing where that cannot be.

    `changes` of the query string, for what the page has chosen by itself.
    """
    request = context["request"]
    match = request.resolver_match
    if not may(request.user, "make_lists") or match is None or not can_be_listed(match.view_name):
        return ""
    query = selection_of(request.GET, **changes)
    here = f"{request.path}?{query.urlencode()}" if query else request.path
    return _link(urlencode({"from": here}), _("Add all to a list"), quiet)


@register.filter
def can_be_added(tab: Tab) -> bool:
    """Whether what is found under this tab of the search is words or sources."""
    return tab.model._meta.label in settings.LIST_KINDS


@register.filter
def of_key(values: Mapping[Any, Any], key: object) -> object:
    """The value under a key, or None."""
    return values.get(key)


@register.filter
def edit_address(source: Source) -> str:
    """Where the details of a source are filled in."""
    name = "sources:post_edit" if source.is_post else "sources:source_edit"
    return reverse(name, args=[source.public_id])


def _link(query: str, label: str, quiet: bool) -> SafeString:
    context = {"address": f"{reverse('archive:list_add')}?{query}", "label": label, "is_quiet": quiet}
    return render_to_string("archive/_add_to_list.html", context)
