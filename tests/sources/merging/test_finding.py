"""One pass over all records: the same every time, at flat memory, with what people decided left alone."""

import gc
import random
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.merging.finding import find_duplicates
from sources.merging.reading import BATCH
from sources.models import LikelyPair, Source
from tests import factories as make

WORDS = [
    "lamp",
    "harbour",
    "quay",
    "winter",
    "count",
    "camera",
    "customs",
    "office",
    "figure",
    "light",
    "ship",
    "port",
    "river",
    "crowd",
    "face",
    "police",
]
pytestmark = pytest.mark.django_db


def pairs() -> set[tuple[str, str]]:
    return set(LikelyPair.objects.values_list("left_id", "right_id"))


def test_pairs_of_every_kind_are_found_once() -> None:
    account = make.make_account("ada_q", agent=make.make_agent("孟建国"))
    make.make_account("adaq", agent=make.make_agent("Meng Jianguo"))
    for mark in ("", "."):
        make.make_source(f"The lamps that watched{mark}")
        make.make_post("Lamp nine is out.", account=account)
    counts = find_duplicates()
    assert counts == {"source": 1, "post": 1, "agent": 1, "account": 1}
    assert all(left < right for left, right in pairs())


def test_an_author_who_is_here_twice_does_not_part_what_is_one() -> None:
    for outlet in ("The Sorrel Lantern", "Sorrel Lantern"):
        make.make_source(container_title=outlet, authors=[make.make_agent("Ada Quill")])
    find_duplicates(kinds=["source"])
    reasons = LikelyPair.objects.get().reasons
    assert {"same_person", "same_outlet"} <= set(reasons)


def test_a_second_look_finds_the_same() -> None:
    for _each in range(3):
        make.make_agent("Ada Quill")
    find_duplicates()
    first = list(LikelyPair.objects.values_list("kind", "left_id", "right_id", "score", "reasons"))
    find_duplicates()
    assert list(LikelyPair.objects.values_list("kind", "left_id", "right_id", "score", "reasons")) == first
    assert len(first) == 3


def test_one_kind_leaves_the_pairs_of_others() -> None:
    for _each in range(2):
        make.make_agent("Ada Quill")
        make.make_source("The lamps that watched")
    find_duplicates()
    find_duplicates(kinds=["agent"])
    assert LikelyPair.objects.count() == 2


def works(first: int, count: int) -> None:
    """Rows as a large archive has them: every tenth has the title of the one before it."""
    chance = random.Random(first)  # noqa: S311 - no secret
    title = ""
    for number in range(first, first + count):
        title = title if number % 10 == 9 else " ".join(chance.choices(WORDS, k=8))
        Source.objects.create(title=title, issued=f"{1990 + number % 30}", csl_type="report")


def test_the_queries_grow_with_batches_not_with_records() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            find_duplicates(kinds=["source"])
        return len(queries)

    works(0, 10)
    few = cost()
    works(10, BATCH // 2 - 10)
    assert cost() <= few + 2


def _swept(_kind: str, _count: int) -> None:
    """What is no longer needed is gone before it is measured."""
    gc.collect()


@pytest.mark.slow
def test_the_memory_is_that_of_a_batch() -> None:
    def peak() -> int:
        tracemalloc.start()
        find_duplicates(kinds=["source"], progress=_swept)
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    works(0, 2 * BATCH)
    small = peak()
    works(2 * BATCH, 10 * BATCH)
    assert peak() < 1.5 * small
