"""The page of results beside the bare statements, and what the index costs.

`SEARCH_PASSAGES` says among how many; several numbers with commas between them give the growth, in one archive that grows.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.roles import RESEARCHER
from archive.models import Passage
from archive.searchpage.asked import Asked, read_asked
from archive.searchpage.page import search_page
from archive.searchpage.tabs import all_tabs
from sources.searching.facets import FACET_CAP
from sources.searching.indexes import index_of
from sources.searching.matching import match
from sources.searching.plans import Person
from tests.benchmarks.by_hand import best_and_count, whole_page
from tests.benchmarks.library import Library
from tests.benchmarks.prose import FREQUENT, OTHER, RARE, USUAL, Prose
from tests.factories import make_user

SIZES = sorted(map(int, os.environ.get("SEARCH_PASSAGES", "200000").split(",")))
QUERIES = 20  # of each kind
ROUNDS = 3
# What a page may cost: so many times the same by hand and, where that takes next to nothing, so many pages with one hit more:
# what twenty rows and a hundred links take in Python, which no database answers for. Not less than 10,000 passages: in
# fewer the rare words are not there, and a page on which nothing is found looks for other ones.
BY_HAND, OVERHEAD = 2.0, 2.0
INDEXING = {"sqlite": 1.5, "postgresql": 2.0}  # times the rows: docs/decisions/0010
MILLION = 1_000_000  # from here on the database is all that counts
# SQLite works in this very process: its processor time is all it takes, whatever else the machine does meanwhile.
CLOCK = {"sqlite": time.process_time, "postgresql": time.perf_counter}
ONE_HIT = "six words in a row"
Times = list[float]  # milliseconds, of each query
VISITOR = AnonymousUser()


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def queries(library: Library) -> dict[str, list[str]]:
    """Twenty of each kind. Those of one hit tell what a page costs before there is anything to count."""
    prose = library.prose
    english, chinese = prose.english, [word for word in prose.chinese if len(word) == 2]
    near = range(QUERIES)
    return {
        "one word": [english[USUAL + each] for each in near],
        "two words": [f"{english[USUAL // 4 + each]} {english[OTHER // 4 + each]}" for each in near],
        "phrase": [f'"{english[20 + each]} {english[60 + each]}"' for each in near],
        "rare word": [english[RARE + each] for each in near],
        "very frequent word": [english[FREQUENT + each] for each in near],
        "two Han characters": [chinese[USUAL // 4 + each] for each in near],
        "four Han characters": [f"{chinese[each]}{chinese[each + 1]}" for each in near],
        ONE_HIT: [f'"{" ".join(line.split()[:6])}"' for line in library.opening[:QUERIES]],
    }


def asked(query: str) -> Asked:
    return read_asked({"q": query, "kind": "passages"}, [tab.name for tab in all_tabs()])


def matched(query: str, user: Person) -> int:
    """The twenty best, and how many there are."""
    tree = asked(query).understood.tree
    return match(index_of(Passage), tree, visible=Passage.objects.visible_to(user), user=user).count


def paged(query: str, user: Person) -> int:
    """All that a page of results says: hits with snippets, counts under every tab, and facets."""
    return search_page(asked(query), all_tabs(), user).count.count


def timed(*acts: Callable[[str], int], asked: Sequence[str]) -> tuple[list[Times], int]:
    """The best of some rounds of each act on each query, taken in turn, and the middle number that the last gives."""
    best = [[float("inf")] * len(asked) for _act in acts]
    counts = [0] * len(asked)
    clock = CLOCK[connection.vendor]
    for _ in range(ROUNDS):
        for number, query in enumerate(asked):
            for act, times in zip(acts, best, strict=True):
                start = clock()
                counts[number] = act(query)
                times[number] = min(times[number], (clock() - start) * 1000)
    return best, int(statistics.median(counts))


def in_words(times: Times) -> str:
    return f"{statistics.median(times):7.1f} /{sorted(times)[int(len(times) * 0.95)]:7.1f}"


def bytes_of_the_index() -> int:
    statement = {
        "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_passages%'",
        "postgresql": "SELECT pg_total_relation_size('search_passages')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def settling() -> float:
    """Seconds that PostgreSQL takes to sort into its index what is still waiting there: they are a part of the price."""
    if connection.vendor != "postgresql":
        return 0.0
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_passages_words')")
    return time.perf_counter() - began


def growing(library: Library) -> Iterator[int]:
    """Fills the archive up to each size, and says what the index costs."""
    kept = 0
    for size in SIZES:
        filled = library.fill(size - kept)
        filled.indexing += settling()
        kept = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        index_of(Passage).purge()
        room, text = bytes_of_the_index(), library.size
        print(
            f"\n{connection.vendor}, {size} passages, {text / 1e6:.0f} MB of text: rows {filled.inserting:.1f} s, "
            f"index {filled.indexing:.1f} s ({filled.indexing / filled.inserting:.2f} of it), "
            f"{room / 1e6:.0f} MB ({room / text:.2f} of the text)"
        )
        assert filled.indexing <= INDEXING[connection.vendor] * filled.inserting
        assert room <= text or connection.vendor == "postgresql"
        yield size


def test_the_page_of_results_beside_the_bare_statements() -> None:
    library = Library(Prose())
    researcher = make_user(RESEARCHER)
    for size in growing(library):
        pages, by_hand = measured(queries(library), researcher)
        print_http(queries(library)["one word"])
        overhead = (OVERHEAD if size < MILLION else 0) * statistics.median(pages.pop(ONE_HIT))
        for kind, times in pages.items():
            assert statistics.median(times) <= BY_HAND * statistics.median(by_hand[kind]) + overhead, kind


def measured(of_kinds: dict[str, list[str]], researcher: Person) -> tuple[dict[str, Times], dict[str, Times]]:
    """Times of the researcher's page, and of the same by hand, by kind of query."""
    pages, hands = {}, {}
    print(
        "ms p50 / p95        rank and count      the same by hand    page                a visitor's         page by hand    hits"
    )
    for kind, asked in of_kinds.items():
        acts = (
            lambda query: matched(query, researcher),
            best_and_count,
            lambda query: paged(query, researcher),
            lambda query: paged(query, VISITOR),
            lambda query: whole_page(query, FACET_CAP),
        )
        times, hits = timed(*acts, asked=asked)
        pages[kind], hands[kind] = times[2], times[4]
        print(f"{kind:19}", "  ".join(map(in_words, times)), f"{hits:9}")
    return pages, hands


def print_http(asked: Sequence[str]) -> None:
    """What a visitor waits for: the page drawn, and all that stands between."""
    client = Client()
    times, _count = timed(lambda query: client.get("/search/", {"q": query}).status_code, asked=asked)
    print(f"{'one word, as HTML':19}", in_words(times[0]))
