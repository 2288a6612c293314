"""COinS: a work as an OpenURL ContextObject (ANSI/NISO Z39.88-2004, KEV format) in the title of a span. Pure.

Zotero, Mendeley and library link resolvers read it. What OpenURL has no format for goes as `dc`, whose `rft.type` Zotero
takes for one of its own types.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from archive.metadata.facts import identifiers_of, name_words
from sources.citing.items import ARCHIVE, Item
from sources.exchange.date_texts import date_text_in
from sources.exchange.texts import cleaned
from sources.exchange.zotero_types import ZOTERO_TYPES

Pairs = Iterator[tuple[str, str]]
SENDER: Final = f"info:sid/{ARCHIVE.casefold()}"
FORMATS: Final = "info:ofi/fmt:kev:mtx:"
# Type of CSL → (format, genre, key of the title, key of what it is part of). For every other: `dc`.
KINDS: Final = {
    "article-journal": ("journal", "article", "atitle", "jtitle"),
    "book": ("book", "book", "btitle", "series"),
    "chapter": ("book", "bookitem", "atitle", "btitle"),
    "paper-conference": ("book", "proceeding", "atitle", "btitle"),
    "report": ("book", "report", "btitle", "series"),
    "thesis": ("dissertation", "", "title", ""),
}
_DC: Final = ("dc", "", "title", "source")
# Variable of CSL → key, in all formats but `dc`; those of `dc` are fewer.
_NUMBERS: Final = {"volume": "volume", "issue": "issue", "page": "pages", "ISSN": "issn", "ISBN": "isbn"}
_COMMON: Final = {"publisher": "pub", "publisher-place": "place", "edition": "edition"}
_OF_DC: Final = {"publisher": "publisher", "abstract": "description"}


def coins(item: Item) -> str:
    """The value of `title`, not yet escaped for HTML."""
    return urlencode(list(_pairs(cleaned(item))))


def _pairs(item: Item) -> Pairs:
    kind = item["type"]
    form, genre, title, whole = KINDS.get(kind, _DC)
    yield "ctx_ver", "Z39.88-2004"
    yield "rfr_id", SENDER
    yield "rft_val_fmt", f"{FORMATS}{form}"
    yield from (("rft_id", each) for each in _ids(item))
    if genre:
        yield "rft.genre", genre
    if form == "dc":
        yield "rft.type", ZOTERO_TYPES.get(kind, "document")
    texts = {"title": title, "container-title": whole, "language": "language"}
    texts |= _OF_DC if form == "dc" else _NUMBERS | _COMMON
    yield from ((f"rft.{key}", str(item[name])) for name, key in texts.items() if key and item.get(name))
    if issued := date_text_in(item, "issued"):
        yield "rft.date", issued
    yield from _authors(item)


def _ids(item: Item) -> list[str]:
    """As URIs; a DOI by its name in OpenURL."""
    return [
        each.replace("https://doi.org/", "info:doi/", 1) if item.get("DOI") else each
        for each in identifiers_of(item)
    ]


def _authors(item: Item) -> Pairs:
    """The first in parts too, where it has parts."""
    names = item.get("author") or ()
    if names and names[0].get("family"):
        yield "rft.aulast", str(names[0]["family"])
        if given := names[0].get("given"):
            yield "rft.aufirst", str(given)
    yield from (("rft.au", name_words(each)) for each in names)
