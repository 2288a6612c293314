"""Keyset paging: every row once, in order, both ways, by an index, and never an error from an address."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from sources import paging
from sources.models import Account, Agent, Platform, Source
from sources.paging import BY_NAME, Cursor, MalformedCursor, Order, Page, page_of, read_cursor
from tests.factories import make_account, make_agent, make_source

NEWEST = Order(("issued_on", "pk"), descending=True, unknown=Q(issued_on__isnull=True))
OLDEST = Order(("issued_on", "pk"), unknown=Q(issued_on__isnull=True))
BY_TITLE = Order(("title", "pk"), unknown=Q(title=""))
BY_HANDLE = Order(("platform", "handle_key"))
MOST_PAGES = 20  # of any list here
DATES = ["2019-12-18", "", "2019-12-18", "2019-12-11", "", "2020", "2019-12-18", "", "2018-01~"]


def as_text(values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def forwards(rows: QuerySet[Any], order: Order, size: int) -> Iterator[Page[Any]]:
    page = page_of(rows, order, size=size)
    yield page
    for _ in range(MOST_PAGES):
        if not page.after:
            return
        page = page_of(rows, order, read_cursor(page.after, order, rows.model, backwards=False), size)
        yield page
    raise AssertionError("the pages never end")


def backwards(rows: QuerySet[Any], order: Order, last: Page[Any], size: int) -> Iterator[Page[Any]]:
    """The pages before `last`, nearest first."""
    while last.before:
        last = page_of(rows, order, read_cursor(last.before, order, rows.model, backwards=True), size)
        yield last


def sorted_dates(newest_first: bool) -> list[int]:
    known = Source.objects.exclude(issued_on=None)
    sign = "-" if newest_first else ""
    keys = list(known.order_by(f"{sign}issued_on", f"{sign}pk").values_list("pk", flat=True))
    unknown = Source.objects.filter(issued_on=None).order_by(f"{sign}pk").values_list("pk", flat=True)
    return keys + list(unknown)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 3, 4, 8, 9, 10])
@pytest.mark.parametrize("order", [NEWEST, OLDEST], ids=["newest", "oldest"])
def test_pages_hold_every_row_once_in_order_both_ways(order: Order, size: int) -> None:
    for issued in DATES:
        make_source(issued=issued)
    pages = list(forwards(Source.objects.all(), order, size))
    seen = [row.pk for page in pages for row in page.rows]
    assert seen == sorted_dates(order.descending)
    assert all(len(page.rows) == size for page in pages[:-1])
    assert all(page.total == len(DATES) for page in pages)
    assert not pages[0].before
    back = list(backwards(Source.objects.all(), order, pages[-1], size))
    assert [page.rows for page in back] == [page.rows for page in pages[-2::-1]]
    assert all(page.after for page in back)


@pytest.mark.django_db
def test_untitled_come_last_and_ties_keep_their_order() -> None:
    for title in ["Lamp", "", "Harbour", "Lamp", "", "lamp"]:
        make_source(title)
    titles = [row.title for page in forwards(Source.objects.all(), BY_TITLE, 2) for row in page.rows]
    assert titles[-2:] == ["", ""]
    assert titles[:-2] == list(
        Source.objects.exclude(title="").order_by("title", "pk").values_list("title", flat=True)
    )


@pytest.mark.django_db
def test_two_columns_of_words_page_without_a_key() -> None:
    for platform in (Platform.MASTODON, Platform.X):
        for handle in ("quill", "Anchor", "mole"):
            make_account(handle, platform=platform)
    seen = [
        (row.platform, row.handle_key)
        for page in forwards(Account.objects.all(), BY_HANDLE, 2)
        for row in page.rows
    ]
    assert seen == sorted(seen)
    assert len(seen) == 6


@pytest.mark.django_db
def test_rows_that_arrive_meanwhile_neither_repeat_nor_hide_others() -> None:
    old = [make_source(issued="2019-12-18").pk for _ in range(4)]
    first = page_of(Source.objects.all(), NEWEST, size=2)
    make_source(issued="2020-01-01")
    second = page_of(
        Source.objects.all(), NEWEST, read_cursor(first.after, NEWEST, Source, backwards=False), size=2
    )
    assert [row.pk for row in [*first.rows, *second.rows]] == old[::-1]


@pytest.mark.django_db
def test_past_the_end_is_an_empty_page_that_still_counts() -> None:
    source = make_source()
    page = page_of(Source.objects.all(), NEWEST, Cursor((source.issued_on, source.pk)))
    assert (page.rows, page.total, page.after) == ([], 1, "")
    assert page_of(Source.objects.none(), NEWEST).total == 0


@pytest.mark.django_db
def test_counting_stops_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNT_LIMIT", 3)
    for _ in range(3):
        make_source()
    page = page_of(Source.objects.all(), NEWEST, size=1)
    assert (page.total, page.is_counted) == (3, True)
    make_source()
    make_source()
    page = page_of(Source.objects.all(), NEWEST, size=1)
    assert (page.total, page.is_counted) == (4, False)


@pytest.mark.django_db
def test_one_query_a_stretch_and_one_a_prefetch(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agent = make_agent()
    for issued in DATES:
        make_source(issued=issued, authors=[agent])
    rows = Source.objects.with_contributors()
    with django_assert_num_queries(2):  # rows and their count, contributors
        page = page_of(rows, NEWEST, size=3)
        assert all(row.authors for row in page.rows)
    with django_assert_num_queries(3):  # known, unknown, contributors
        page_of(rows, NEWEST, size=20)


MALFORMED = [
    "", "x", "é", "%%%", "AAAA", as_text(1), as_text([]), as_text({"a": 1}), as_text(["2019-12-18"]),
    as_text(["2019-12-18", 1, 1]), as_text(["2019-13-18", 1]), as_text(["yesterday", 1]), as_text([1, 1]),
    as_text(["2019-12-18", "one"]), as_text(["2019-12-18", None]), as_text(["2019-12-18", 10**30]),
    as_text([None, float("inf")]), as_text([None, float("nan")]), as_text([None, [1]]), "W" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: text[:30])
def test_malformed_cursor_is_refused(text: str) -> None:
    with pytest.raises(MalformedCursor):
        read_cursor(text, NEWEST, Source, backwards=False)


def test_cursor_of_an_order_without_unknowns_needs_every_value() -> None:
    with pytest.raises(MalformedCursor):
        read_cursor(as_text([None, "quill"]), BY_HANDLE, Account, backwards=False)
    for words in ("a\0b", "\ud800"):
        with pytest.raises(MalformedCursor):
            read_cursor(as_text(["x", words]), BY_HANDLE, Account, backwards=False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
)


@given(st.text() | JSON.map(as_text) | st.lists(JSON, min_size=2, max_size=2).map(as_text))
@example("[" * 10_000)
def test_no_text_does_worse_than_malformed(text: str) -> None:
    for order, model in ((NEWEST, Source), (BY_TITLE, Source), (BY_HANDLE, Account)):
        try:
            cursor = read_cursor(text, order, model, backwards=False)
        except MalformedCursor:
            continue
        assert len(cursor.values) == len(order.fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("order", "index"),
    [
        (NEWEST, "source_by_date"),
        (OLDEST, "source_by_date"),
        (BY_TITLE, "source_by_title"),
        (Order(("pk",), True), ""),
    ],
    ids=["newest", "oldest", "title", "added"],
)
def test_every_page_is_found_by_an_index_and_never_sorted(order: Order, index: str) -> None:
    middle = [make_source(title, issued=issued) for title, issued in zip("abcdefghi", DATES, strict=True)][3]
    values = tuple(getattr(middle, name) for name in order.fields)
    for cursor in (None, Cursor(values), Cursor(values, backwards=True)):
        plan = plan_of_page(Source.objects.all(), order, cursor)
        assert index in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan
        if cursor:
            assert any(seek in plan for seek in ("SEARCH sources_source", "(ROW(", "Index Cond: (id"))


def plan_of_page(rows: QuerySet[Any], order: Order, cursor: Cursor | None) -> str:
    """What the engine says of the first query of a page; PostgreSQL as it would do with many rows."""
    with connection.cursor() as database:
        if connection.vendor == "postgresql":
            database.execute(
                "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off"
            )
        with CaptureQueriesContext(connection) as queries:
            page_of(rows, order, cursor, size=2)
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        database.execute(f"{explain} {queries.captured_queries[0]['sql']}")
        return "\n".join(str(line[-1]) for line in database.fetchall())


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 3])
def test_names_are_in_order_whatever_their_capitals(size: int) -> None:
    names = ["alder", "Birch", "birch", "cedar", "Dogwood", "iCare", "Jasmine"]
    for name in reversed(names):
        make_agent(name)
    pages = list(forwards(Agent.objects.all(), BY_NAME, size))
    shown = [agent.name.lower() for page in pages for agent in page.rows]
    assert shown == [name.lower() for name in names]
    back = list(backwards(Agent.objects.all(), BY_NAME, pages[-1], size))
    assert [page.rows for page in reversed(back)] == [page.rows for page in pages[:-1]]
    assert [agent.name.lower() for agent in BY_NAME.sorted(Agent.objects.all())] == shown


@pytest.mark.django_db
def test_a_page_of_names_is_found_by_its_index() -> None:
    middle = [make_agent(name) for name in "abcdefghi"][3]
    for cursor in (None, Cursor(("d", middle.pk)), Cursor(("d", middle.pk), backwards=True)):
        plan = plan_of_page(Agent.objects.all(), BY_NAME, cursor)
        assert "agent_by_name_in_order" in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan
        if cursor:
            assert "SEARCH sources_agent" in plan or "(ROW(" in plan
