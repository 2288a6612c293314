"""How hits among passages and posts are made up: see `sources.searching.facets`."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from archive.models import Passage, Reference
from sources.models import Account, Agent, Contribution, Post, Source, SourceType
from sources.search_facets import (
    KIND,
    LANGUAGE,
    OUTLET,
    SPEAKER,
    Someone,
    by_account,
    by_state,
    by_year,
    grouped,
    in_words,
    language,
)
from sources.searching.facets import Counted, Counts
from sources.searching.plans import among

# For each thing the records that it stands on.
Met = dict[Any, set[Any]]
Range = tuple[Any, int, int, int]  # of a thing: it, the key of a Document, and code points, half-open


def ranges_met(keys: Sequence[Any], ranges: Callable[[Iterable[int]], Iterable[Range]]) -> Met:
    """The passages among these that the ranges of each thing meet. `ranges` gives those in some Documents."""
    passages: dict[int, list[tuple[int, int, Any]]] = defaultdict(list)
    rows = Passage.objects.filter(among(keys)).order_by("start")
    for document, start, end, key in rows.values_list("document", "start", "end", "pk"):
        passages[document].append((end, start, key))
    met: Met = defaultdict(set)
    for thing, document, start, end in ranges(list(passages)):
        met[thing].update(_meeting(passages[document], start, end))
    return met


def _meeting(passages: Sequence[tuple[int, int, Any]], start: int, end: int) -> Iterator[Any]:
    """Passages ascend and do not overlap, so that their ends ascend as well."""
    for number in range(bisect_left(passages, (start + 1,)), len(passages)):
        _end, begins, key = passages[number]
        if begins >= end:
            return
        yield key


def speaking(keys: Sequence[Any], _user: Someone) -> Met:
    """For each Source the passages of its own texts, and those in which it is quoted. Three queries."""

    def quoted(documents: Iterable[int]) -> Iterable[Range]:
        here = Reference.objects.filter(document__in=documents).order_by()
        return here.values_list("link__target", "document", "start", "end")

    met = ranges_met(keys, quoted)
    own = Passage.objects.filter(among(keys)).order_by().values_list("document__source", "pk")
    for source, key in own:
        met[source].add(key)
    return met


def _by_speaker(rows: Callable[[Met, Someone], Iterable[tuple[Any, str]]]) -> Counts:
    """Counts the passages of each name; `rows` gives (source, name)."""

    def count(met: Met, user: Someone) -> Counted:
        passages: Met = defaultdict(set)
        for source, name in rows(met, user):
            passages[name] |= met[source]
        return [(name, name, len(found)) for name, found in passages.items()]

    return Counts("from", SPEAKER, count, speaking)


def _handles(met: Met, user: Someone) -> Iterable[tuple[Any, str]]:
    posts = Post.objects.filter(among(list(met)), account__in=Account.objects.visible_to(user)).order_by()
    return ((source, f"@{handle}") for source, handle in posts.values_list("pk", "account__handle"))


def _authors(met: Met, user: Someone) -> Iterable[tuple[Any, str]]:
    """By name: those with a part in a work, and those whose accounts posted."""
    seen = Agent.objects.visible_to(user)
    parts = Contribution.objects.filter(source__in=Source.objects.filter(among(list(met))), agent__in=seen)
    posts = Post.objects.filter(
        among(list(met)), account__in=Account.objects.visible_to(user), account__agent__in=seen
    )
    yield from parts.order_by().values_list("source", "agent__name")
    yield from posts.order_by().values_list("pk", "account__agent__name")


TYPES = in_words(dict(SourceType.choices))
PASSAGES = (
    Counts("kind", KIND, grouped(Passage, "document__source__csl_type", TYPES)),
    _by_speaker(_authors),
    _by_speaker(_handles),
    Counts("outlet", OUTLET, grouped(Passage, "document__source__container_title")),
    Counts("lang", LANGUAGE, grouped(Passage, "document__language", language)),
    by_year(Passage, "document__source__issued_on"),
    by_state(Passage, "document__state"),
)
POSTS = (
    by_account(Post, "account"),
    Counts("lang", LANGUAGE, grouped(Post, "source__language", language)),
    by_year(Post, "source__issued_on"),
    by_state(Post, "source__state"),
)
