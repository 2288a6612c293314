"""EDTF beside a day to sort by."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.dates import NotADate, extent, first_day, moment


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2019-12-18", dt.date(2019, 12, 18)),
        ("2019-12", dt.date(2019, 12, 1)),
        ("2019", dt.date(2019, 1, 1)),
        ("2019-12-18~", dt.date(2019, 12, 18)),
        ("2019-12?", dt.date(2019, 12, 1)),
        ("2019-12-18T09:30Z", dt.date(2019, 12, 18)),
        ("2019-12-18T09:30:15.25+08:00", dt.date(2019, 12, 18)),
        ("2019/2020", dt.date(2019, 1, 1)),
        ("2019-12-18/..", dt.date(2019, 12, 18)),
        ("201X", dt.date(2010, 1, 1)),
        ("2020-02-29", dt.date(2020, 2, 29)),
        # Seasons (level 1): where no hemisphere is named, sorted as in the northern one.
        ("2019-21", dt.date(2019, 3, 1)),
        ("2019-22", dt.date(2019, 6, 1)),
        ("2019-23", dt.date(2019, 9, 1)),
        ("2019-24", dt.date(2019, 12, 1)),
        ("2019-21~", dt.date(2019, 3, 1)),
        ("2019-23?/2020-21", dt.date(2019, 9, 1)),
        # Sub-year groupings (level 2): seasons of either hemisphere, quarters, thirds, halves.
        ("2019-28", dt.date(2019, 12, 1)),
        ("2019-29", dt.date(2019, 9, 1)),
        ("2019-31", dt.date(2019, 3, 1)),
        ("2019-34", dt.date(2019, 4, 1)),
        ("2019-33/2019-34", dt.date(2019, 1, 1)),
        ("2019-39", dt.date(2019, 9, 1)),
        ("2019-41", dt.date(2019, 7, 1)),
        ("2019-41/..", dt.date(2019, 7, 1)),
    ],
)
def test_first_day(edtf: str, day: dt.date) -> None:
    assert first_day(edtf) == day


@pytest.mark.parametrize(
    "edtf", ["", "../2019", "../2019-22", "-0044-21", "-0044-03-15", "Y170000002", "Y-170000002"]
)
def test_dates_without_a_day_to_sort_by(edtf: str) -> None:
    assert first_day(edtf) is None


@pytest.mark.parametrize(
    "text",
    [
        "yesterday", "18.12.2019", "2019-13", "2019-02-30", "2019-1-1", "12/18/2019", "2019-12-18 09:30", "2019-",
        "٢٠١٩", "2019-12-18T25", "December 2019",
        "2019-12-18T99:00Z", "2019-12-18T09:30:99Z", "0001-01-01T00:00+14:00", "9999-12-31T23:59-10:00",
        "2019-20", "2019-42", "2019-21-05", "2019-21T10:00", "2019-33X",
    ],
)  # fmt: skip
def test_what_is_no_date_is_named_with_the_form_expected(text: str) -> None:
    with pytest.raises(NotADate, match=r"2019-12-18~") as error:
        first_day(text)
    assert text in str(error.value)


@given(st.text(max_size=30))
def test_any_text_is_a_day_nothing_or_not_a_date(text: str) -> None:
    try:
        day = first_day(text)
    except NotADate:
        return
    assert day is None or isinstance(day, dt.date)


@pytest.mark.parametrize(
    ("edtf", "time"),
    [
        ("2019-12-18T09:30Z", dt.datetime(2019, 12, 18, 9, 30, tzinfo=dt.UTC)),
        ("2019-12-18T09:30:15+08:00", dt.datetime(2019, 12, 18, 1, 30, 15, tzinfo=dt.UTC)),
        ("2019-12-18T09:30", None),
        ("2019-12-18", None),
        ("", None),
    ],
)
def test_moment_only_where_the_zone_is_known(edtf: str, time: dt.datetime | None) -> None:
    assert moment(edtf) == time


@pytest.mark.parametrize(
    ("edtf", "first", "last", "is_unsure"),
    [
        ("2019", "2019-01-01", "2019-12-31", False),
        ("2020-02", "2020-02-01", "2020-02-29", False),
        ("2019-12-18", "2019-12-18", "2019-12-18", False),
        ("2019-12-18T23:30-05:00", "2019-12-18", "2019-12-18", False),
        ("2019-12-18~", "2019-12-18", "2019-12-18", True),
        ("2019?", "2019-01-01", "2019-12-31", True),
        ("201X", "2010-01-01", "2019-12-31", False),
        ("2019/2020-03", "2019-01-01", "2020-03-31", False),
        ("2019/..", "2019-01-01", "2019-12-31", True),
        ("2019-12/", "2019-12-01", "2019-12-31", True),
        ("2019-24", "2019-12-01", "2020-02-29", False),
        ("2019-24~", "2019-12-01", "2020-02-29", True),
        ("2019-36", "2019-10-01", "2019-12-31", False),
        ("2019-38", "2019-05-01", "2019-08-31", False),
        ("2019-41", "2019-07-01", "2019-12-31", False),
        ("2019-21/2019-22", "2019-03-01", "2019-08-31", False),
        ("9999-24", "9999-12-01", "9999-12-01", False),
        ("[2019..]", "2019-01-01", "2019-01-01", True),
    ],
)
def test_the_days_that_a_date_allows(edtf: str, first: str, last: str, is_unsure: bool) -> None:
    found = extent(edtf)
    assert found is not None
    assert (str(found.first), str(found.last), found.is_unsure) == (first, last, is_unsure)


@pytest.mark.parametrize("edtf", ["", "../2019", "Y12000"])
def test_what_has_no_first_day_has_no_days(edtf: str) -> None:
    assert extent(edtf) is None
