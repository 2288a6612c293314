"""What a record can hold of what was found: words that are longer are shortened, a name or address is left out. Pure.

Half a name is another name and half an address another place; half a title still says which article it is. Each is
told in a warning, and the kept bytes have all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from archive.reading.parts import Parts
from archive.reading.proposal import (
    Found,
    FoundLink,
    FoundPost,
    FoundQuotation,
    Metadata,
    Proposal,
    ReadingWarning,
    Span,
)
from sources.addresses import is_handle

# Characters (code points) that the columns of records hold; `tests/archive/reading/test_fitting.py` compares them.
LONGEST: Final = {
    "title": 1000,
    "container": 500,
    "publisher": 500,
    "author": 300,
    "issued": 60,
    "url": 2000,
    "language": 35,
    "handle": 200,
    "display_name": 300,
    "platform_id": 300,
}
SHORTENED: Final = frozenset(("title", "container", "publisher", "display_name"))
_NAMES: Final = {
    "title": "title",
    "container": "name of where it is published",
    "publisher": "publisher",
    "author": "name of an author",
    "issued": "date",
    "url": "address",
    "language": "language",
    "handle": "account",
    "display_name": "name shown with an account",
    "platform_id": "id on the platform",
}
_OF_ARTICLE: Final = ("title", "container", "publisher", "issued", "url", "language")
_OF_POST: Final = ("display_name", "platform_id", "url", "language", "posted", "handle")
_SHOWN: Final = 60

Findings = TypeVar("Findings", Parts, Proposal)


def fitting(parts: Findings) -> Findings:
    """The same findings with nothing that a record cannot hold; a warning for each that was more than that.

    What fits comes back as it is, the very object.
    """
    to_fit: _Fitting = _Fitting()
    metadata = to_fit.metadata(parts.metadata)
    posts = tuple(to_fit.post(each) for each in parts.posts)
    quotations = tuple(to_fit.quotation(each) for each in parts.quotations)
    links = tuple(to_fit.link(each) for each in parts.links)
    if not to_fit.warnings:
        return parts
    return replace(
        parts,
        metadata=metadata,
        posts=posts,
        threads=tuple(replace(each, handle=_handle_of(posts, each.posts)) for each in parts.threads),
        quotations=quotations,
        links=links,
        warnings=(*parts.warnings, *to_fit.warnings),
    )


def too_long(name: str, value: str) -> str:
    """Why a value is more than its column holds, in words; "" when it is not."""
    if len(value) <= LONGEST[name]:
        return ""
    return f"{len(value):,} characters are too many: at most {LONGEST[name]:,} can be kept."


def _handle_of(posts: Iterable[FoundPost], keys: Iterable[str]) -> str:
    return next((post.handle for post in posts if post.key in keys), "")


@dataclass(slots=True)
class _Fitting:
    """Fits one finding after the other and remembers what had to go."""

    warnings: list[ReadingWarning] = field(default_factory=list)

    def metadata(self, found: Metadata, span: Span | None = None) -> Metadata:
        changed: dict[str, Any] = {
            name: self._found(name, value, span)
            for name in _OF_ARTICLE
            if len((value := getattr(found, name)).value) > LONGEST[name]
        }
        authors = tuple(filter(None, (self._author(each, span) for each in found.authors)))
        if len(authors) < len(found.authors):
            return replace(found, **changed, authors=authors)
        return replace(found, **changed) if changed else found

    def post(self, found: FoundPost) -> FoundPost:
        values: dict[str, Any] = {name: getattr(found, name) for name in _OF_POST}
        fitted: dict[str, Any] = {
            name: self._text(_column(name), value, found.span) for name, value in values.items()
        }
        if fitted["handle"] and not is_handle(fitted["handle"]):
            self._tell(f"“{_opening(fitted['handle'])}” is no account: it was left out.", found.span)
            fitted["handle"] = ""
        media, links = (self._addresses(each, found.span) for each in (found.media, found.links))
        if fitted == values and (media, links) == (found.media, found.links):
            return found
        return replace(found, **fitted, media=media, links=links)

    def quotation(self, found: FoundQuotation) -> FoundQuotation:
        return replace(
            found,
            url=self._text("url", found.url, found.span),
            title=self._text("title", found.title, found.span),
            # Only a name where nobody named the authors one by one.
            author=found.author if found.cited.authors else self._text("author", found.author, found.span),
            cited=self.metadata(found.cited, found.span),
        )

    def link(self, found: FoundLink) -> FoundLink:
        url, cited = self._text("url", found.url, found.span), self.metadata(found.cited, found.span)
        if url == found.url and cited is found.cited:
            return found
        return replace(found, url=url, cited=cited)

    def _author(self, found: Found, span: Span | None) -> Found | None:
        return found if self._text("author", found.value, span, found.origin) else None

    def _found(self, name: str, found: Found, span: Span | None) -> Found:
        value = self._text(name, found.value, span, found.origin)
        return Found(value, found.origin) if value else Found()

    def _addresses(self, urls: tuple[str, ...], span: Span) -> tuple[str, ...]:
        return tuple(url for url in urls if self._text("url", url, span))

    def _text(self, name: str, value: str, span: Span | None, origin: str = "") -> str:
        """The value as far as it fits, with a warning when that is not all of it."""
        if len(value) <= LONGEST[name]:
            return value
        where = f" ({origin})" if origin else ""
        done = "shortened" if name in SHORTENED else "left out"
        self._tell(
            f"The {_NAMES[name]} “{_opening(value)}”{where} has {len(value):,} characters; a record holds "
            f"{LONGEST[name]:,}, so it was {done}. The kept file has all of it.",
            span,
        )
        return f"{value[: LONGEST[name] - 1].rstrip()}…" if name in SHORTENED else ""

    def _tell(self, message: str, span: Span | None) -> None:
        self.warnings.append(ReadingWarning("does-not-fit", message, span))


def _column(name: str) -> str:
    return "issued" if name == "posted" else name


def _opening(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[:_SHOWN].rstrip()}…"
