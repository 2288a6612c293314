"""Dates as posts write them."""

import pytest

from archive.reading.dates import is_date_shaped, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "December 18, 2019",
        "December 18 2019",
        "18 December 2019",
        "18th of December, 2019",
        "December 18th, 2019",
        "Dec 18, 2019",
        "Dec. 18, 2019",
        "dec 18, 2019",
        "  DECEMBER 18, 2019\n",
        "Wednesday, December 18, 2019",
        "Wed, 18 Dec 2019",
        "10:22 AM · Dec 18, 2019",
        "10:22 AM - 18 Dec 2019",
        "22:22 UTC · December 18, 2019",
        "December 18, 2019 at 10:22 p.m.",
        "Dec 18, 2019, 10:22 AM (UTC)",
        "Dec 18, 2019 · 10:22 AM UTC",
        "2019-12-18",
        "2019-12-18T10:22:00Z",
        "2019-12-18 10:22:00.000+08:00",
        "2019/12/18",
        "2019.12.18",
        "2019年12月18日",
        "2019 年 12 月 18 日",
        "2019年12月18日 星期三",
        "2019年12月18日（周三）10:22",
        "上午10:22 · 2019年12月18日",
    ],
)
def test_a_date_is_understood(text: str) -> None:
    assert parse_date(text) == "2019-12-18"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May 1, 2020", "2020-05-01"),
        ("Sept. 9, 2021", "2021-09-09"),
        ("29 February 2020", "2020-02-29"),
        ("2019-1-2", "2019-01-02"),
    ],
)
def test_other_days(text: str, expected: str) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text", ["February 30, 2019", "29 February 2019", "2019-13-01", "2019年2月30日", "0000-01-01"]
)
def test_a_day_that_never_was_is_no_date_but_written_like_one(text: str) -> None:
    assert parse_date(text) == ""
    assert is_date_shaped(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12/6/2019",
        "6.12.2019",
        "December 2019",
        "December 18",
        "2019",
        "yesterday",
        "on December 18, 2019 they said",
        "2019-12/18",
        "December 18, 20199",
        "٢٠١٩-١٢-١٨",
        "December 18, 2019" + " " * 500 + "x",
    ],
)
def test_anything_else_is_left_alone(text: str) -> None:
    assert parse_date(text) == ""
    assert not is_date_shaped(text)
