"""Dates and languages as they are typed behind a colon."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.search_fields import Days, days, read_date, read_language
from sources.searching.querying import NotAValue, parse


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2019", "2019"),
        ("2019-12", "2019-12"),
        ("2019-12-18", "2019-12-18"),
        ("2019/12/18", "2019-12-18"),
        ("2019.1.8", "2019-01-08"),
        ("2019年12月18日", "2019-12-18"),
        ("2019年12月", "2019-12"),
        ("2019年", "2019"),
        ("２０１９－１２－１８", "2019-12-18"),
        ("2020-02-29", "2020-02-29"),
        ("9998", "9998"),
    ],
)
def test_dates(typed: str, value: str) -> None:
    assert read_date(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["", "yesterday", "19", "2019-13", "2019-02-29", "2019-00", "0000", "9999", "9999-12", "9999-12-31", "18.12.2019", "2019-12-18T10:00", "2019-12-18~", "٢٠١٩", "2019-12-18-01"],
)  # fmt: skip
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(NotAValue, match=r"2019-12-18\."):
        read_date(typed)


@pytest.mark.parametrize(
    ("value", "first", "after"),
    [
        ("2019", dt.date(2019, 1, 1), dt.date(2020, 1, 1)),
        ("2019-11", dt.date(2019, 11, 1), dt.date(2019, 12, 1)),
        ("2019-12", dt.date(2019, 12, 1), dt.date(2020, 1, 1)),
        ("2019-12-31", dt.date(2019, 12, 31), dt.date(2020, 1, 1)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 3, 1)),
    ],
)
def test_days(value: str, first: dt.date, after: dt.date) -> None:
    assert days(value) == Days(first, after)


@given(st.dates(max_value=dt.date(9998, 12, 31)))
def test_a_day_lies_in_its_month_and_its_year(day: dt.date) -> None:
    for value in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        span = days(read_date(value))
        assert span.first <= day < span.after


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("zh", "zh"), ("ZH-hant", "zh-Hant"), ("zh_TW", "zh-TW"), ("chinese", "zh"), ("中文", "zh"), ("English", "en"), ("deutsch", "de"), ("und", "und"), ("yue", "yue"), ("ｅｎ", "en")],
)  # fmt: skip
def test_languages(typed: str, tag: str) -> None:
    assert read_language(typed) == tag


@pytest.mark.parametrize("typed", ["", "klingon", "the tongue", "e", "x-private", "en-", "12"])
def test_what_is_no_language(typed: str) -> None:
    with pytest.raises(NotAValue, match="zh-Hant"):
        read_language(typed)


@pytest.mark.parametrize(
    ("query", "reading"),
    [
        ("before:2019", "before 2019"),
        ("after:2019-12", "after December 2019"),
        ("on:2019-12-18", "dated 18 December 2019"),
        ("lang:und", "in a language not known"),
        ("lang:tlh", "in tlh"),
        ("has:media", "with pictures or other media"),
    ],
)
def test_readings(query: str, reading: str) -> None:
    assert parse(query).reading == reading
