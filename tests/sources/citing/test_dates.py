"""EDTF and the dates of CSL."""

from typing import Any

import pytest

from sources.citing.dates import csl_date, edtf_of
from sources.dates import NotADate

# EDTF, CSL, and whether the EDTF comes back as it was.
DATES: list[tuple[str, dict[str, Any], bool]] = [
    ("2019", {"date-parts": [[2019]]}, True),
    ("2019-12", {"date-parts": [[2019, 12]]}, True),
    ("2019-12-18", {"date-parts": [[2019, 12, 18]]}, True),
    ("2019-12-18~", {"date-parts": [[2019, 12, 18]], "circa": True}, True),
    ("2019?", {"date-parts": [[2019]], "circa": True}, False),
    ("2019%", {"date-parts": [[2019]], "circa": True}, False),
    ("2019-21", {"date-parts": [[2019]], "season": 1}, True),
    ("2019-24~", {"date-parts": [[2019]], "season": 4, "circa": True}, True),
    ("2019-30", {"date-parts": [[2019]], "season": 2}, False),
    ("2019-33", {"date-parts": [[2019, 1], [2019, 3]], "circa": True}, False),
    ("2019/2020", {"date-parts": [[2019], [2020]]}, True),
    ("2019-12-18/2020-01-03", {"date-parts": [[2019, 12, 18], [2020, 1, 3]]}, True),
    ("2019~/2020", {"date-parts": [[2019], [2020]], "circa": True}, False),
    ("2019/..", {"date-parts": [[2019], [0]]}, True),
    ("2019/", {"date-parts": [[2019], [0]]}, False),
    ("../2019", {"date-parts": [[2019]], "circa": True}, False),
    ("201X", {"date-parts": [[2010], [2019]], "circa": True}, False),
    ("2019-XX", {"date-parts": [[2019]]}, False),
    ("2019-12-XX", {"date-parts": [[2019, 12]]}, False),
    ("2019-12-18T09:30Z", {"date-parts": [[2019, 12, 18]]}, False),
    ("2019-12-18T23:30-05:00", {"date-parts": [[2019, 12, 19]]}, False),
    ("-0043-03-15", {"date-parts": [[-44, 3, 15]]}, True),
    ("0000", {"literal": "0000"}, False),
    ("not a date", {"literal": "not a date"}, False),
]


@pytest.mark.parametrize(("edtf", "date", "is_exact"), DATES)
def test_the_nearest_that_csl_can_say(edtf: str, date: dict[str, Any], is_exact: bool) -> None:
    assert csl_date(edtf) == date
    if is_exact:
        assert edtf_of(date) == edtf


def test_no_date() -> None:
    assert csl_date("") is None
    assert edtf_of({}) == edtf_of("") == ""


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ({"date-parts": [["2019", "12"]]}, "2019-12"),
        ({"date-parts": [[2019, 12, 18]], "circa": "1"}, "2019-12-18~"),
        ({"date-parts": [[2019, 12, 18]], "circa": 0}, "2019-12-18"),
        ({"date-parts": [[2019, 14]]}, "2019-22"),
        ({"date-parts": [[2019, 22]]}, "2019-22"),
        ({"date-parts": [[2019]], "season": "2"}, "2019-22"),
        ({"date-parts": [[2019, "", ""]]}, "2019"),
        ({"raw": "2019-12"}, "2019-12"),
        ({"edtf": "2019/2020"}, "2019/2020"),
        ("2019-12-18~", "2019-12-18~"),
    ],
)
def test_ways_in_which_others_write_dates(date: object, edtf: str) -> None:
    assert edtf_of(date) == edtf


@pytest.mark.parametrize(
    "date",
    [
        {"literal": "forthcoming"}, {"raw": "18 Dec 2019"}, {"date-parts": [[2019, 13, 1]]}, {"date-parts": []},
        {"date-parts": [[2019, 2, 30]]}, {"date-parts": [["soon"]]}, {"date-parts": 2019}, {"season": 1}, 2019, [2019],
        {"date-parts": [[]]}, {"date-parts": [[99999]]}, {"date-parts": [[2019], [2020], [2021]]},
        {"date-parts": [[2019.5]]}, {"date-parts": [None]}, "in 2019",
    ],
)  # fmt: skip
def test_no_date_is_made_up(date: object) -> None:
    with pytest.raises(NotADate):
        edtf_of(date)
