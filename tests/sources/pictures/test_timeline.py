"""Where marks, columns and ticks of a timeline go, whatever is drawn."""

import datetime as dt
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.pictures.labels import stretch_words, tick_words
from sources.pictures.lanes import EDGE, MOST_BARS, MOST_MARKS, ROW, WIDTH, Lane, Mark, Moment, Scale
from sources.pictures.timeline import MOST_COLUMNS, Timeline, ticks, timeline
from sources.pictures.units import (
    DAY_LONG,
    END,
    HOUR_LONG,
    START,
    WHOLE,
    Unit,
    boundaries,
    edtf_of,
    finest,
    instant,
    seconds_of,
)

FINGER = 24  # CSS pixels, WCAG 2.2 §2.5.8
SPANS = (0, DAY_LONG, 30 * DAY_LONG, 365 * DAY_LONG, 3650 * DAY_LONG)


def day(year: int, month: int = 1, number: int = 1) -> int:
    return seconds_of(dt.date(year, month, number))


# Close together, over a few years, and over all of the calendar.
REACHES = [(day(2019), day(2019, 1, 3)), (day(2010), day(2030)), (START, END - 1)]
TIMES = st.sampled_from(REACHES).flatmap(lambda reach: st.integers(*reach))


@st.composite
def moments(draw: st.DrawFn) -> list[Moment]:
    least = draw(st.sampled_from([1, MOST_MARKS, 2 * MOST_MARKS]))
    times = st.integers(*draw(st.sampled_from(REACHES)))
    starts = draw(st.lists(times, min_size=least, max_size=least + 20))
    spans = draw(st.lists(st.sampled_from(SPANS), min_size=len(starts), max_size=len(starts)))
    return [
        Moment(number, start, min(start + span, END), is_unsure=number % 5 == 0)
        for number, (start, span) in enumerate(zip(starts, spans, strict=True))
    ]


def lane(*drawn: Moment, words: str = "The lamps of the lower quay were out") -> Lane:
    return Lane("lamps", "Lamps", drawn, {each.key: words for each in drawn})


def on(start: int, end: int = 0, key: object = "") -> Moment:
    return Moment(key, start, end or start)


def overlap(one: Mark, other: Mark) -> bool:
    return (
        one.left < other.left + other.across
        and other.left < one.left + one.across
        and abs(one.top - other.top) < ROW
    )


def check(picture: Timeline, given_moments: list[Moment]) -> None:
    (drawn,) = picture.lanes
    assert sum(mark.count for mark in drawn.marks) + sum(each.count for each in drawn.columns) == len(
        given_moments
    )
    for column in drawn.columns:
        inside = [each for each in given_moments if column.start <= each.start and each.end <= column.end]
        inside = [each for each in inside if each.start < column.end]
        assert column.count == len(inside)
        assert column.unsure == sum(each.is_unsure for each in inside)
        assert (
            column.width >= FINGER or column.start == START
        )  # the first of the calendar lack their first year
        assert 0 < column.height <= column.reach
    for one, other in pairwise(drawn.columns):
        assert one.x + one.width <= other.x
    assert not any(overlap(one, other) for one, other in combinations(drawn.marks, 2))
    for mark in drawn.marks:
        assert mark.left >= 0
        assert mark.left + mark.across <= WIDTH
        assert drawn.top < mark.top
        assert mark.top + ROW <= drawn.bottom
    for tick in picture.ticks:
        assert tick.x >= EDGE
        assert tick.end <= WIDTH
    assert all(one.end < two.x for one, two in pairwise(picture.ticks))


@given(moments())
def test_each_moment_is_drawn_once_and_nothing_overlaps(drawn: list[Moment]) -> None:
    check(timeline([lane(*drawn)]), drawn)


@given(moments(), TIMES, st.sampled_from([DAY_LONG, 31 * DAY_LONG, 365 * DAY_LONG]))
def test_a_window_takes_nothing_away(drawn: list[Moment], start: int, length: int) -> None:
    picture = timeline([lane(*drawn)], (start, min(start + length, END)))
    check(picture, drawn)
    assert picture.start <= start
    assert picture.end >= min(start + length, END)


@given(TIMES, st.integers(1, 400 * 365 * DAY_LONG))
def test_columns_tile_the_time(start: int, length: int) -> None:
    end = min(start + length, END)
    unit = finest(start, end, MOST_COLUMNS)
    edges = boundaries(unit, start, end)
    assert unit in WHOLE
    assert edges[0] <= start < edges[1]
    assert edges[-2] < end <= edges[-1]
    assert 2 <= len(edges) <= MOST_COLUMNS + 1
    assert all(unit.start(one) == one and unit.end(one) == two for one, two in pairwise(edges))


@given(TIMES, st.sampled_from(list(Unit)))
def test_a_unit_holds_its_time_and_lies_in_the_calendar(time: int, unit: Unit) -> None:
    assert START <= unit.start(time) <= time < unit.end(time) <= END
    assert unit.end(time) - unit.start(time) <= unit.longest


@given(TIMES, st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR]))
def test_a_day_a_month_and_a_year_are_edtf_dates(time: int, unit: Unit) -> None:
    edtf = edtf_of(unit.start(time), unit.end(time))
    assert "/" not in edtf
    assert len(edtf) == {Unit.DAY: 10, Unit.MONTH: 7, Unit.YEAR: 4}[unit]


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        (day(2019, 12, 18), day(2019, 12, 19), ["00:00", "06:00", "12:00", "18:00"]),
        (day(2019, 12), day(2020), ["2 Dec 2019", "9 Dec 2019", "16 Dec 2019", "23 Dec 2019"]),
        (day(2018), day(2020), ["Jan 2018", "Apr 2018", "Jul 2018", "Oct 2018", "Jan 2019", "Apr 2019", "Jul 2019", "Oct 2019"]),
        (day(1990), day(2020), ["1990", "1995", "2000", "2005", "2010", "2015"]),
    ],
)  # fmt: skip
def test_ticks_stand_where_the_calendar_turns(start: int, end: int, names: list[str]) -> None:
    assert [tick.words for tick in ticks(Scale(start, end))] == names


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (day(2019), day(2020), "2019"),
        (day(2019, 12), day(2020), "December 2019"),
        (day(2019, 10), day(2020), "fourth quarter of 2019"),
        (day(2019, 12, 9), day(2019, 12, 16), "9 December 2019 to 15 December 2019"),
        (day(2010), day(2020), "2010 to 2019"),
        (day(2019, 12, 18), day(2019, 12, 19), "18 December 2019"),
        (day(2019, 12, 18) + 13 * HOUR_LONG, day(2019, 12, 18) + 14 * HOUR_LONG, "18 December 2019, 13:00 to 14:00 UTC"),
        (day(2019, 12, 18) + 23 * HOUR_LONG, day(2019, 12, 19), "18 December 2019, 23:00 to 24:00 UTC"),
        (START, END, "0001 to 9999"),
    ],
)  # fmt: skip
def test_a_time_in_words(start: int, end: int, words: str) -> None:
    assert stretch_words(start, end) == words


def test_a_tick_of_an_early_year_is_a_plain_number() -> None:
    assert tick_words(Unit.YEAR, day(987)) == "987"


def test_a_year_is_a_bar_and_a_day_is_a_dot() -> None:
    (drawn,) = timeline(
        [lane(on(day(2018), day(2019), 1), on(day(2019, 12, 18), day(2019, 12, 19), 2))]
    ).lanes
    year, dot = drawn.marks
    assert year.width > WIDTH / 3
    assert year.words_x > year.x  # in it
    assert dot.width == 0
    assert dot.is_before  # there is no room behind it


def test_words_that_have_no_room_are_cut_off() -> None:
    (drawn,) = timeline([lane(on(day(2018), day(2019)), words="lamp " * 80)]).lanes
    assert drawn.marks[0].words.endswith("…")


def test_more_than_a_few_are_columns_and_what_is_less_exact_a_bar() -> None:
    days = [
        on(day(2019) + number * DAY_LONG, day(2019) + (number + 1) * DAY_LONG, number) for number in range(59)
    ]
    picture = timeline([lane(*days, on(day(2019), day(2020), "year"), on(day(2019), day(2020), "other"))])
    (drawn,) = picture.lanes
    assert picture.unit is Unit.MONTH
    assert [(each.count, each.number) for each in drawn.columns] == [(31, "31"), (28, "28")]
    assert [(each.words, each.count, each.key) for each in drawn.marks] == [("2019: 2", 2, None)]
    assert drawn.columns[0].height > drawn.columns[1].height


def test_of_very_many_inexact_dates_the_rarest_share_a_bar() -> None:
    years = [
        on(day(1900 + number), day(1907 + number), (number, copy))
        for number in range(30)
        for copy in range(1 + (number < 3))
    ]
    (drawn,) = timeline([lane(*years)], (day(1990), day(2000))).lanes
    assert len(drawn.marks) == MOST_BARS
    assert sum(each.count for each in drawn.marks) == len(years)
    assert [each.count for each in drawn.marks if each.words.startswith("Other dates")] == [19]


def test_what_is_unsure_is_told_apart() -> None:
    sure = [on(day(2019, 12, 18), key=number) for number in range(MOST_MARKS)]
    unsure = [Moment(number, day(2019, 12, 18), day(2019, 12, 19), is_unsure=True) for number in "ab"]
    (drawn,) = timeline([lane(*sure, *unsure)], (day(2019), day(2020))).lanes
    (column,) = drawn.columns
    assert (column.count, column.unsure) == (MOST_MARKS + 2, 2)
    assert 0 < column.unsure_height < column.height
    (drawn,) = timeline([lane(*unsure)]).lanes
    assert all(mark.is_unsure for mark in drawn.marks)


def test_a_lane_of_nothing_has_its_name_and_no_more() -> None:
    picture = timeline([lane(), lane(on(day(2019)))])
    assert not picture.lanes[0].marks
    assert picture.lanes[0].bottom < picture.lanes[1].top


def test_a_mark_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        timeline([Lane("lamps", "Lamps", [on(day(2019))])])


def test_a_time_with_a_zone() -> None:
    east = dt.timezone(dt.timedelta(hours=8))
    assert instant(dt.datetime(2019, 12, 19, 2, tzinfo=east)) == day(2019, 12, 18) + 18 * HOUR_LONG
