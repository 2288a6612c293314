"""Notes as people type them, to HTML that is safe to print. Pure.

CommonMark without raw HTML, pictures and headings: a note stands beside a text, in a page that has its own outline.
What comes out has passed an allow-list over the parsed tree, whatever went in.
"""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = frozenset({"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"})
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https"})
# Above what a page of the reader shows: the same notes are printed again and again.
KEPT = 4096

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["heading", "image", "lheading"])
_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel="noopener noreferrer",
)


@lru_cache(maxsize=KEPT)
def note_html(markdown: str) -> SafeString:
    """The note as HTML: elements of `TAGS` only, links to http and https only and with `rel="noopener noreferrer"`.

    Cleaning it once more changes nothing.
    """
    return SafeString(_cleaner.clean(_parser.render(markdown)).strip())
