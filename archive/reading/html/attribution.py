"""The line under a post, as a page writes it: words for the reader, and links that say it exactly."""

import re
from dataclasses import dataclass

from archive.reading.dates import parse_date
from archive.reading.html.dom import Node
from archive.reading.html.page import Page
from archive.reading.html.permalinks import Permalink, read_permalink
from archive.reading.proposal import Platform, Span
from archive.reading.signatures import find_signature

# A signature and the handle and date in it are far shorter; no more of a long text is looked at.
WINDOW = 1000
DASHED = re.compile(
    r"\s*(?:[—―⸺–]|--)\s*(?:(?P<name>[^()（）]{1,100}?)\s*[(（]\s*@(?P<handle>[\w.@-]{1,200})\s*[)）])?"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose a post is and when it was posted; `posted` is an EDTF date or "" when unread."""

    span: Span
    handle: str
    name: str
    posted: str
    platform: Platform
    permalink: Permalink | None


def attribution_of(page: Page, node: Node) -> Attribution | None:
    """The attribution that ends an element, or None."""
    span = page.span(node)
    if span is None:
        return None
    start = max(span.start, span.end - WINDOW)
    signature = find_signature(page.flow.text[start : span.end])
    if signature is None:
        return by_link(page, span)
    place = Span(start + signature.start, start + signature.end)
    permalink, _ = linked_in(page, place)
    platform = permalink.platform if permalink else signature.platform
    return Attribution(place, signature.handle, signature.name, signature.date, platform, permalink)


def by_link(page: Page, span: Span) -> Attribution | None:
    """A last line that opens with a dash and links to a post, with a date in words we do not read."""
    start = page.flow.text.rfind("\n", max(span.start, span.end - WINDOW), span.end) + 1
    start = max(start, span.start)
    dashed = DASHED.match(page.flow.text[start : span.end])
    if dashed is None or span.end - start > WINDOW:
        return None
    place = Span(start, span.end)
    permalink, words = linked_in(page, place)
    if permalink is None:
        return None
    handle, name = dashed["handle"] or permalink.handle, dashed["name"] or ""
    return Attribution(place, handle, name, parse_date(words), permalink.platform, permalink)


def linked_in(page: Page, place: Span) -> tuple[Permalink | None, str]:
    """The last link to a post in a part of the text, and its words."""
    for span, address in reversed(page.anchors.touching(place)):
        if permalink := read_permalink(address):
            return permalink, page.words(span)
    return None, ""
