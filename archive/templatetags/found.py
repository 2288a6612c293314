"""What templates of search results ask for."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.searchpage.timeline import timeline_address
from sources.searching.querying import parse
from sources.searching.snippets import Piece
from sources.templatetags.records import by_script

register = template.Library()
register.filter(timeline_address)


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Escaped words, those that were looked for in `<mark>`."""
    return format_html_join("", "{}", ((_piece(each),) for each in pieces))


@register.filter
def timeline_of(value: str, field: str) -> str:
    """The address of the timeline of all that has this value in a field: what is `about` something, with a `tag`."""
    return timeline_address(parse("").with_field(field, value).text())


def _piece(piece: Piece) -> SafeString:
    words = by_script(piece.text)
    return format_html("<mark>{}</mark>", words) if piece.hit else words
