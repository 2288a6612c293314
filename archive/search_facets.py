"""How hits among passages and posts are made up: see `sources.searching.facets`."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL

from accounts.visibility import visible_states
from archive.models import Passage, Reference
from sources.models import Account, Agent, Contribution, Post
from sources.search_facets import (
    KIND,
    LANGUAGE,
    OUTLET,
    SPEAKER,
    TYPES,
    FoundRecords,
    by_state,
    by_value,
    by_year,
    language,
)
from sources.searching.compiled import compiled
from sources.searching.facets import Counted, Counts, Facets
from sources.searching.plans import Person

# For each thing the records that it stands on.
Met = dict[Any, set[Any]]
Range = tuple[Any, int, int, int]  # of a thing: it, the key of a Document, and code points, half-open
Place = tuple[int, int, Any]  # of a passage: its end and its start in code points, and its key
SOURCE = "document__source"


@compiled
def _quoted(_user: Person, documents: RawSQL) -> "QuerySet[Any]":
    """Where their texts quote or cite a Source."""
    quoted = Reference.objects.filter(document__in=documents).order_by()
    return quoted.values_list("link__target", "document", "start", "end")


@compiled
def _voices(user: Person, sources: RawSQL) -> "QuerySet[Any]":
    """Posts among Sources, by accounts that this person may see."""
    posts = Post.objects.filter(pk__in=sources, account__in=Account.objects.visible_to(user))
    return posts.order_by().values_list(
        "pk", "account__handle", "account__agent__name", "account__agent__state"
    )


@compiled
def _parts(user: Person, sources: RawSQL) -> "QuerySet[Any]":
    """Who that this person may see had a part in these Sources."""
    parts = Contribution.objects.filter(source__in=sources, agent__in=Agent.objects.visible_to(user))
    return parts.order_by().values_list("source", "agent__name")


class FoundPassages(FoundRecords):
    model = Passage
    paths = (
        "pk",
        "document",
        "start",
        "end",
        SOURCE,
        f"{SOURCE}__csl_type",
        f"{SOURCE}__container_title",
        f"{SOURCE}__issued_on",
        "document__language",
        "document__state",
    )

    @cached_property
    def places(self) -> Mapping[int, Sequence[Place]]:
        """The passages by their Document, in the order of its words."""
        places: dict[int, list[Place]] = defaultdict(list)
        columns = (self.columns[path] for path in ("document", "end", "start", "pk"))
        for document, end, start, key in zip(*columns, strict=True):
            places[document].append((end, start, key))
        for each in places.values():
            each.sort()
        return places

    def met_by(self, ranges: Iterable[Range]) -> Met:
        """For each thing whose ranges meet any of the passages, those."""
        met: Met = defaultdict(set)
        for thing, document, start, end in ranges:
            places = self.places[document]
            # Passages ascend and do not overlap, so that their ends ascend as well.
            number = bisect_left(places, (start + 1,))
            while number < len(places) and places[number][1] < end:
                met[thing].add(places[number][2])
                number += 1
        return met

    @cached_property
    def speaking(self) -> Met:
        """For each Source the passages of its own texts, and those in which it is quoted. One query."""
        met = self.met_by(_quoted(self.user, self.places))
        for source, key in zip(self.columns[SOURCE], self.columns["pk"], strict=True):
            met[source].add(key)
        return met

    @cached_property
    def voices(self) -> Sequence[tuple[Any, str, str]]:
        """Posts among these Sources: key, handle and name of who has the account, "" where nobody may be named."""
        states = visible_states(self.user)
        rows = _voices(self.user, self.speaking)
        return [(post, handle, name if state in states else "") for post, handle, name, state in rows]


def tallied(met: Met, named: Iterable[tuple[Any, Any, Any]]) -> Counted:
    """How many records the things of each value stand on; `named` gives (thing, value, words for people)."""
    records: Met = defaultdict(set)
    said = {}
    for thing, value, words in named:
        records[value] |= met[thing]
        said[value] = words
    return [(value, said[value], len(some)) for value, some in records.items()]


def _handles(found: FoundPassages) -> Counted:
    return tallied(found.speaking, ((post, f"@{each}", f"@{each}") for post, each, _agent in found.voices))


def _authors(found: FoundPassages) -> Counted:
    """By name: those with a part in a work, and those whose accounts posted."""
    posted = ((post, agent) for post, _handle, agent in found.voices if agent)
    rows = (*_parts(found.user, found.speaking), *posted)
    return tallied(found.speaking, ((source, name, name) for source, name in rows))


PASSAGES = Facets(
    FoundPassages,
    (
        by_value("kind", KIND, f"{SOURCE}__csl_type", TYPES),
        Counts("from", SPEAKER, _authors),
        Counts("from", SPEAKER, _handles),
        by_value("outlet", OUTLET, f"{SOURCE}__container_title"),
        by_value("lang", LANGUAGE, "document__language", language),
        by_year(f"{SOURCE}__issued_on"),
        by_state("document__state"),
    ),
)


class FoundPosts(FoundRecords):
    model = Post
    paths = ("source__language", "source__issued_on", "source__state")


@compiled
def _handles_of(user: Person, posts: RawSQL) -> "QuerySet[Any]":
    """The handles that this person may see, and how many of these posts are by each."""
    seen = Post.objects.filter(pk__in=posts, account__in=Account.objects.visible_to(user)).order_by()
    return seen.values_list("account__handle", "account__handle_key").annotate(number=Count("pk"))


def _accounts(found: FoundPosts) -> Counted:
    handles = _handles_of(found.user, found.keys)
    return [(f"@{handle}", f"@{handle}", number) for handle, _key, number in handles]


POSTS = Facets(
    FoundPosts,
    (
        Counts("from", SPEAKER, _accounts),
        by_value("lang", LANGUAGE, "source__language", language),
        by_year("source__issued_on"),
        by_state("source__state"),
    ),
)
