"""Searching passages beside the bare statements, and what the index costs. `SEARCH_PASSAGES` says among how many."""

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from pytest_django import Settings

from accounts.roles import RESEARCHER
from accounts.visibility import State
from archive.models import Document, KeptAs, Passage
from sources.models import Source
from sources.searching.engines import engine
from sources.searching.engines.shape import Asked
from sources.searching.indexes import index_of
from sources.searching.matching import match
from sources.searching.plans import Person, plan
from sources.searching.querying import parse
from sources.searching.snippets import snippet
from tests.benchmarks.prose import FREQUENT, OTHER, RARE, USUAL, Prose
from tests.factories import make_capture, make_user

PASSAGES = int(os.environ.get("SEARCH_PASSAGES", "200000"))
IN_ONE_TEXT = 50
QUERIES = 20  # of each kind


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def texts(prose: Prose) -> Iterator[list[str]]:
    passages = prose.passages(PASSAGES)
    while lines := list(islice(passages, IN_ONE_TEXT)):
        yield lines


def documents(some: Sequence[list[str]]) -> list[Document]:
    """Texts, each of a Source of its own; one in ten is a draft."""
    made = []
    for number, lines in enumerate(some):
        state = State.DRAFT if number % 10 == 0 else State.PUBLIC
        source = Source.objects.create(
            title="Lamps", state=state, issued="2019-12-18", issued_on="2019-12-18"
        )
        text = "\n".join(lines)
        values = {"text_sha256": "0" * 64, "kept_as": KeptAs.WHOLE, "state": state, "capture": make_capture()}
        made.append(Document(source=source, text=text, **values))
    return Document.objects.bulk_create(made)


def passages_of(document: Document) -> Iterator[Passage]:
    start = 0
    for number, line in enumerate(document.text.split("\n"), start=1):
        end = start + len(line)
        yield Passage(document=document, number=number, kind="paragraph", start=start, end=end, text_key="x")
        start = end + 1


def fill(prose: Prose) -> tuple[float, float, int]:
    """Seconds to insert the rows, seconds to index them, and the bytes of their text."""
    inserting = indexing = 0.0
    size, waiting = 0, texts(prose)
    while some := list(islice(waiting, 20)):
        size += sum(len(line.encode()) for lines in some for line in lines)
        with transaction.atomic():
            start = time.perf_counter()
            rows = [row for document in documents(some) for row in passages_of(document)]
            Passage.objects.bulk_create(rows)
            between = time.perf_counter()
            index_of(Passage).refresh(row.pk for row in rows)
            inserting, indexing = inserting + between - start, indexing + time.perf_counter() - between
    return inserting, indexing, size


def bytes_of_the_index() -> int:
    statement = {
        "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_passages%'",
        "postgresql": "SELECT pg_total_relation_size('search_passages')",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def queries(prose: Prose) -> dict[str, list[str]]:
    """Twenty of each kind."""
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
    }


def searched(query: str, user: Person) -> int:
    """A page of hits with count and snippets, as the results page asks for it."""
    index, understood = index_of(Passage), parse(query)
    hits = match(index, understood.tree, visible=Passage.objects.visible_to(user), user=user)
    asked = [leaf.term for leaf in understood.parts if hasattr(leaf, "term")]
    for columns in index.texts(hits.keys).values():
        assert snippet(columns["body"][0], asked)
    return hits.count


def bare(query: str) -> int:
    """The twenty best and how many there are, as one would ask the database by hand."""
    index = index_of(Passage)
    planned = plan(index, parse(query).tree, AnonymousUser())
    assert planned is not None
    assert isinstance(planned.asked, Asked)
    sql, values = engine().matching(index.shape, planned.asked)
    order, more = {"sqlite": ("rank", []), "postgresql": ("ts_rank(hit.words, %s::tsquery) DESC", values)}[
        connection.vendor
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY {order} LIMIT 20", [*values, *more])
        cursor.fetchall()
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS hits", values)  # noqa: S608 - of our own making
        return int(cursor.fetchone()[0])


def timed(act: Callable[[str], int], asked: Sequence[str]) -> tuple[list[float], int]:
    """Milliseconds of each query, the best of three rounds, and the middle number of hits."""
    best, counts = [float("inf")] * len(asked), [0] * len(asked)
    for _ in range(3):
        for number, query in enumerate(asked):
            start = time.perf_counter()
            counts[number] = act(query)
            best[number] = min(best[number], (time.perf_counter() - start) * 1000)
    return best, int(statistics.median(counts))


def in_words(times: Sequence[float]) -> str:
    return f"{statistics.median(times):7.1f} /{sorted(times)[int(len(times) * 0.95)]:7.1f}"


def test_search_beside_the_bare_statements() -> None:
    prose = Prose()
    inserting, indexing, size = fill(prose)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    index_of(Passage).purge()
    room = bytes_of_the_index()
    print(
        f"\n{connection.vendor}, {PASSAGES} passages, {size / 1e6:.0f} MB of text: rows {inserting:.1f} s, index "
        f"{indexing:.1f} s ({indexing / inserting:.2f} of it), {room / 1e6:.0f} MB ({room / size:.2f} of the text)"
    )
    researcher = make_user(RESEARCHER)
    print("ms p50 / p95          bare statements   all of it, with snippets    as a visitor     hits")
    for kind, asked in queries(prose).items():
        alone, hits = timed(bare, asked)
        whole, _count = timed(lambda query: searched(query, researcher), asked)
        visitor, _count = timed(lambda query: searched(query, AnonymousUser()), asked)
        print(f"{kind:20} {in_words(alone)}  {in_words(whole)}         {in_words(visitor)}  {hits:9}")
    assert indexing <= 1.5 * inserting
    assert room <= size or connection.vendor == "postgresql"
