"""Where words stand that are quoted word for word: from the range in one Document to the ranges in the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from accounts.visibility import visible_states
from archive.models import Document, QuoteCheck, Reference


class Words(Protocol):
    """A range of a Document, in code points, with the words in it and around it."""

    @property
    def document_id(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def exact(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...


class Quoted(NamedTuple):
    """`document[start:end]` quotes `post[at:until]` word for word."""

    document: int
    start: int
    end: int
    post: int
    at: int
    until: int


class _Spot(NamedTuple):
    """A place in a text where words begin, with how many code points on each side stand where they come from, too."""

    post: int
    at: int
    left: int
    right: int


def quotes_around(document: Document, user: User | AnonymousUser) -> list[Quoted]:
    """Every quotation, word for word, of this text, of the texts that it quotes, by any Document."""
    verbatim = Reference.objects.filter(check_result=QuoteCheck.VERBATIM)
    quoted_here = verbatim.filter(document=document).values("target_document")
    around = verbatim.visible_to(user).filter(
        Q(target_document=document) | Q(target_document__in=quoted_here),
        target_document__state__in=visible_states(user),
    )
    rows = around.order_by("document", "start").values_list(
        "document", "start", "end", "target_document", "target_start", "target_end"
    )
    # The database holds that a verbatim one has them all.
    return [Quoted(*row) for row in cast("Iterable[tuple[int, int, int, int, int, int]]", rows)]


def places_of(
    document: Document, target: Words, quotes_of: Mapping[int, Sequence[Quoted]]
) -> Iterator[tuple[int, int]]:
    """Where the target's words stand in the Document that is read."""
    if target.document_id == document.pk:
        yield target.start, target.end
        return
    length = target.end - target.start
    for spot in _in_posts(target, quotes_of.get(target.document_id, ())):
        if spot.post == document.pk:
            yield from _very_words(document.text, spot.at, target, spot, (0, len(document.text)))
        for quote in quotes_of.get(document.pk, ()):
            left, right = spot.at - quote.at, quote.until - spot.at - length
            if quote.post == spot.post and left >= 0 and right >= 0:
                shared = spot._replace(left=min(left, spot.left), right=min(right, spot.right))
                within = (quote.start, quote.end)
                yield from _very_words(document.text, quote.start + left, target, shared, within)


def _in_posts(target: Words, quotes: Sequence[Quoted]) -> Iterator[_Spot]:
    """Where the target's words begin in its own text and in each that it quotes there."""
    yield _Spot(target.document_id, target.start, len(target.prefix), len(target.suffix))
    for quote in quotes:
        left, right = target.start - quote.start, quote.end - target.end
        if left >= 0 and right >= 0:
            yield _Spot(quote.post, quote.at + left, left, right)


def _very_words(
    text: str, start: int, target: Words, shared: _Spot, within: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """The range, if the target's words stand there with what is shared of the words around them.

    A quotation word for word may differ in case, width and spacing, which moves what stands behind: then the words must
    stand in it exactly once.
    """
    before = target.prefix[max(len(target.prefix) - shared.left, 0) :]
    whole = before + target.exact + target.suffix[: shared.right]
    if not text.startswith(whole, start - len(before)):
        start = text.find(target.exact, *within)
        if start < 0 or text.find(target.exact, start + 1, within[1]) >= 0:
            return
    yield start, start + len(target.exact)
