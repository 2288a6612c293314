"""The dates of a query as a window, and queries with another."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.searchpage.windows import FAR, beside, of_any_date, wider, window_of, within
from sources.pictures.units import DAY_LONG, START, seconds_of
from sources.searching.querying import parse

LAMP = parse("lamp -rain tag:quay")
DAYS = st.integers(START // DAY_LONG, FAR // DAY_LONG - 1)


def days(start: dt.date, end: dt.date) -> tuple[int, int]:
    return seconds_of(start), seconds_of(end)


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("on:2019", (2019, 1, 1), (2020, 1, 1)),
        ("on:2019 after:2019-03", (2019, 4, 1), (2020, 1, 1)),
        ("after:2018 before:2019-12-18", (2019, 1, 1), (2019, 12, 18)),
    ],
)
def test_a_window_is_what_all_dates_allow(
    query: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    assert window_of(parse(query)) == days(dt.date(*start), dt.date(*end))


@pytest.mark.parametrize("query", ["lamp", "-on:2019", "lamp (on:2019 OR on:2020)"])
def test_only_what_every_hit_fulfils_is_a_window(query: str) -> None:
    assert window_of(parse(query)) == (None, None)


@given(DAYS, st.integers(1, 4000))
def test_a_query_within_some_days_has_just_that_window(first: int, length: int) -> None:
    start, end = first * DAY_LONG, min((first + length) * DAY_LONG, FAR)
    query = within(parse("lamp on:2019"), start, end)
    assert parse(query.text()) == query
    found = window_of(query)
    assert (found[0] or START, found[1]) == (start, end)
    assert of_any_date(query) == parse("lamp")


@given(DAYS, st.integers(1, 4000))
def test_wider_holds_it_and_beside_touches_it(first: int, length: int) -> None:
    start, end = first * DAY_LONG, min((first + length) * DAY_LONG, FAR)
    around = wider(start, end)
    assert around[0] <= start
    assert end <= around[1]
    assert around[1] - around[0] > end - start
    earlier, later = beside(start, end)
    assert earlier[0] <= earlier[1] == start
    assert end == later[0] <= later[1]
    for window in (around, earlier, later):
        if window[0] < window[1]:
            within(LAMP, *window)  # there is a query for it


@pytest.mark.parametrize(
    ("query", "earlier", "later", "around"),
    [
        ("on:2019", "on:2018", "on:2020", "after:2009 before:2020"),
        ("on:2020-03", "on:2020-02", "on:2020-04", "on:2020"),
        ("on:2019-12-18", "on:2019-12-17", "on:2019-12-19", "after:2019-12-15 before:2019-12-23"),
        ("after:2019-09 before:2020", "after:2019-06 before:2019-10", "after:2019-12 before:2020-04", "on:2019"),
        ("on:9996", "on:9995", "on:9997", "after:9989"),
    ],
)  # fmt: skip
def test_from_window_to_window(query: str, earlier: str, later: str, around: str) -> None:
    asked = parse(query)
    start, end = window_of(asked)
    assert start is not None
    assert end is not None
    assert [within(asked, *each).text() for each in (*beside(start, end), wider(start, end))] == [
        earlier,
        later,
        around,
    ]
