"""What templates of search results ask for."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sources.searching.snippets import Piece
from sources.templatetags.records import by_script

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Escaped words, those that were looked for in `<mark>`."""
    return format_html_join("", "{}", ((_piece(each),) for each in pieces))


def _piece(piece: Piece) -> SafeString:
    words = by_script(piece.text)
    return format_html("<mark>{}</mark>", words) if piece.hit else words
