"""Pages beside each other: the same hits forwards and backwards, and none lost when some go meanwhile."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.paging import MalformedCursor
from sources.searching.engines.shape import Key
from sources.searching.pages import Ordered, Page, page_of

DATES = ["2021", "2021", "2021", "2020", "2019", "2019", "2018", ""]
SORTS = st.sampled_from(["newest", "oldest", "relevance"])


def ordered(sort: str, count: int) -> Ordered:
    """Hits 0, 1, 2 … in that order; several share a place, and the last have none."""
    if sort == "relevance":
        scores: dict[Key, float | str] = {key: -float(key // 3) for key in range(count - count // 4)}
        return Ordered(range(count), scores)
    dated = sorted(filter(None, (DATES * count)[:count]), reverse=sort == "newest")
    return Ordered(range(count), dict(enumerate(dated)))


def without(given: Ordered, gone: set[int]) -> Ordered:
    return Ordered([key for key in given.keys if key not in gone], given.places)


@given(SORTS, st.integers(1, 40), st.integers(1, 7))
def test_the_way_back_is_the_way_forth(sort: str, count: int, size: int) -> None:
    hits = ordered(sort, count)
    pages: list[Page] = [page_of(hits, sort=sort, size=size)]
    while pages[-1].next:
        pages.append(page_of(hits, sort=sort, size=size, after=pages[-1].next))
    assert [key for page in pages for key in page.keys] == list(range(count))
    assert pages[0].previous == ""
    for earlier, later in pairwise(pages):
        assert later.start == earlier.start + size
        assert page_of(hits, sort=sort, size=size, before=later.previous) == earlier


@given(SORTS, st.integers(8, 40), st.integers(1, 7), st.data())
def test_no_hit_is_lost_where_some_go_meanwhile(
    sort: str, count: int, size: int, data: st.DataObject
) -> None:
    hits = ordered(sort, count)
    here = data.draw(st.integers(1, count - 1))
    gone = data.draw(st.sets(st.integers(0, count - 1), max_size=4)) | {here}
    left = without(hits, gone)
    back = page_of(left, sort=sort, size=size, before=hits.cursor(here))
    nearest = [key for key in left.keys if key in range(here)][-1:]
    assert all(key in left.keys[: back.start + size] for key in nearest)
    on = page_of(left, sort=sort, size=count, after=hits.cursor(here))
    assert {key for key in left.keys if key in range(here, count)} <= {*on.keys}


def test_before_the_first_page_there_is_a_whole_one() -> None:
    hits = ordered("newest", 20)
    page = page_of(hits, sort="newest", size=5, before=hits.cursor(3))
    assert (page.keys, page.start, page.previous) == ((0, 1, 2, 3, 4), 0, "")


@pytest.mark.parametrize("cursor", ["nonsense", "x~gone", "1,5~gone"])
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_place_that_is_none_is_refused(cursor: str, way: str) -> None:
    with pytest.raises(MalformedCursor):
        page_of(ordered("relevance", 5), sort="relevance", size=2, **{way: cursor})
