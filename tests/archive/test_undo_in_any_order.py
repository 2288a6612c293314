"""Articles that share posts, people and sources, kept and undone in any order: what is left is always what those
that are left would have made alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Batch
from archive.ingest import Arrival, ingest
from archive.models import Capture, Document
from archive.reading import read
from archive.undo import undo_batch
from sources.models import Post, Source, Thread
from sources.searching.indexes import all_indexes
from tests.archive.articles import ARTICLE
from tests.archive.world import World, world
from tests.cases import cases
from tests.factories import make_batch

pytestmark = pytest.mark.django_db

POSTS = ARTICLE.split("\n")[3:9]
LETTER = "https://lantern.example/letter"
CY = ("The lights on the pier moved.", "They moved again, and nobody was there.")
CY_SIGNED = "— Cy Lantern (@cylantern) March 4, 2021"
CY_EMBEDDED = "".join(
    f"""<blockquote class="twitter-tweet"><p lang="en">{words}</p>&mdash; Cy Lantern (@cylantern)
    <a href="https://twitter.com/cylantern/status/13670000000000001{number}">March 4, 2021</a></blockquote>"""
    for number, words in enumerate(CY)
)
# Plain text: both posts of a thread with their numbers, two in the order in which they are quoted, a quotation.
HARBOUR = (
    f"{ARTICLE}He had seen it too:\n{CY[0]}\n{CY_SIGNED}\n{CY[1]}\n{CY_SIGNED}\n".encode(),
    "https://harbour.example/lamps",
    False,
)
# A page with title, author and date, that links to the first and to the third; quotes one post, signed in the text.
LANTERN = (
    f"""<!doctype html><html lang="en"><head><title>A letter</title><link rel="canonical" href="{LETTER}">
    <meta name="author" content="Bo Wick"><meta property="article:published_time" content="2021-03-05"></head><body>
    <article><h1>A letter</h1><p>The council has read <a href="https://harbour.example/lamps">the first report</a>.</p>
    <p>She had said:</p><p>{POSTS[1]}</p><p>{POSTS[2]}</p><p>{POSTS[3]}</p><p>{POSTS[4]}</p>
    <p>He had said:</p><p>{CY[1]}</p><p>{CY_SIGNED}</p>
    <p>See <a href="https://quay.example/watch">another view</a>.</p></article></body></html>""".encode(),
    "",
    True,
)
# The same page a day later, with a publisher and other words at its end.
LANTERN_AGAIN = (
    LANTERN[0]
    .replace(b"another view", b"what others saw")
    .replace(b"</head>", b'<meta name="dc.publisher" content="Lantern Press"></head>'),
    "",
    False,
)
# A page with both posts embedded, with their ids; it names an author and the same report.
QUAY = (
    f"""<!doctype html><html lang="en"><head><title>Watching the quay</title>
    <link rel="canonical" href="https://quay.example/watch"><meta name="author" content="Bo Wick"></head><body><article>
    <p>The lamps of the quay are of a kind sold in four towns.</p>
    <blockquote class="twitter-tweet"><p lang="en">{POSTS[1]}</p>&mdash; Ada Quill 羽安 (@adaquill)
    <a href="https://twitter.com/adaquill/status/1367000000000000001">March 3, 2021</a></blockquote>
    <blockquote class="twitter-tweet"><p lang="en">{POSTS[3]}<br>{POSTS[4]}</p>&mdash; Ada Quill 羽安 (@adaquill)
    <a href="https://twitter.com/adaquill/status/1367000000000000002">March 3, 2021</a></blockquote>
    {CY_EMBEDDED}<p>As <a href="{LETTER}">a letter</a> and <a href="https://harbour.example/lamps">the report</a> say.</p>
    </article></body></html>""".encode(),
    "",
    False,
)
ARTICLES = (HARBOUR, LANTERN, QUAY, LANTERN_AGAIN)


def keep(number: int) -> Batch:
    data, url, public = ARTICLES[number]
    batch = make_batch(label=str(number))
    ingest(read(data, name=f"{number}.txt", url=url), Arrival(data, "file", batch=batch, public=public))
    return batch


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# What articles make, kept in this order, and nothing else.
ALONE: dict[tuple[int, ...], World] = {}


def keep_in_any_order(kept: tuple[int, ...] = ()) -> None:
    """Know what these make, which are here, and what each row of others makes after them."""
    ALONE[kept] = world()
    for number in set(range(len(ARTICLES))) - set(kept):
        with rolled_back():
            keep(number)
            keep_in_any_order((*kept, number))


@pytest.fixture(autouse=True)
def _each_alone(db: None) -> None:
    """Before anything else is here."""
    assert not Source.objects.exists()
    if not ALONE:
        keep_in_any_order()


def test_the_articles_share_posts_people_and_sources() -> None:
    for number in range(len(ARTICLES)):
        keep(number)
    assert Document.objects.whole().count() == 4
    assert (Post.objects.count(), Thread.objects.count(), Capture.objects.count()) == (4, 2, 4)
    # The articles, each linked to by another, and the report that one of them quotes.
    assert Source.objects.filter(post__isnull=True).count() == 4


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_is_left_is_what_the_others_make_alone(order: tuple[int, ...]) -> None:
    undo_in_any_order(order, {number: keep(number) for number in order})


def undo_in_any_order(here: tuple[int, ...], batches: dict[int, Batch]) -> None:
    for number in here:
        left = tuple(each for each in here if each != number)
        with rolled_back():
            undo_batch(batch=batches[number], actor=None)
            assert world() == ALONE[left], (here, number)
            undo_in_any_order(left, batches)


@settings(max_examples=cases(16), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3), min_size=2, max_size=10))
def test_kept_and_undone_and_kept_again(steps: list[int]) -> None:
    """Each step keeps an article, or undoes it when it is here."""
    here: dict[int, Batch] = {}
    with rolled_back():
        for number in steps:
            if number in here:
                undo_batch(batch=here.pop(number), actor=None)
            else:
                here[number] = keep(number)
            assert world() == ALONE[tuple(here)], (steps, tuple(here))
            assert [stale for index in all_indexes() for stale in index.differences()] == []
        for batch in here.values():
            undo_batch(batch=batch, actor=None)
        assert world() == ALONE[()]
