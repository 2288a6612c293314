"""The menu of formats that the sources of a page can be exported in."""

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from archive.selected import selection_of
from archive.source_exports import formats_at
from archive.taking_along import CHOOSE
from sources.papers.formats import PAPERS

register = template.Library()
ONE = ("archive:source_detail", "archive:post_detail")  # pages of one source


@register.simple_tag(takes_context=True)
def export_menu(context: Context, **changes: object) -> SafeString | str:
    """Links to the same selection in every format, as data and as a document, by the page's own query string; "" where a page shows no sources.

    `changes` of the query string, for what the page has chosen by itself.
    """
    request = context["request"]
    match = request.resolver_match
    formats = formats_at(match.view_name) if match else []
    if not formats:
        return ""
    query = selection_of(request.GET, **changes)
    base = f"{request.path}?{query.urlencode()}&" if query else f"{request.path}?"
    shown = {
        "links": [{"label": each.label, "address": f"{base}format={each.name}"} for each in formats],
        "papers": [{"label": each.label, "address": f"{base}format={each.name}"} for each in PAPERS],
        "choose": f"{base}format={CHOOSE}",
        "is_one": match is not None and match.view_name in ONE,
    }
    return render_to_string("archive/_export_menu.html", shown)
