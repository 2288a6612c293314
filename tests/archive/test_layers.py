"""What other apps lay over a text: where it is drawn, how it overlaps, and at what cost."""

import random
import re
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from archive.drawing import Drawing, Piece
from archive.layers import LANES, MARK, KeyHelp, Layer, Mark, PassageAct, laid
from archive.models import Document
from archive.reader import read_page
from tests import factories as make
from tests.html import faults

TEXT = "For two winters the lamps did more.\nNobody on the quay was told."


def mark(start: int, end: int, number: int = 1, kind: str = "claim") -> Mark:
    return Mark(start, end, kind, f"a-{number}", f"note-{number}", number, f"{kind} by ada")


def a_layer(document: Document, user: User | AnonymousUser, query: QueryDict) -> list[Layer]:
    """Marks the words in the query; named by its dotted path in the settings of a test."""
    words = str(query["words"])
    start = document.text.index(words)
    layer = Layer(
        marks=[mark(start, start + len(words))],
        passage_act=PassageAct("/say/?passage=", "✎", "Say <something>"),
        keys=[KeyHelp(("m",), "next mark")],
        stylesheets=["css/desk.css"],
        scripts=["js/desk.js"],
    )
    return [layer]


def words_drawn(document: Document, *marks: Mark) -> list[str]:
    page = read_page(document, AnonymousUser(), marks)
    return [str(line.words) for part in page.parts for line in part.lines]


@pytest.mark.django_db
def test_a_layer_of_the_settings_is_drawn(client: Client, settings: Settings) -> None:
    settings.READER_LAYERS = [f"{__name__}.a_layer"]
    document = make.make_document(TEXT)
    html = client.get(document.get_absolute_url(), {"words": "two winters"}).content.decode()
    assert [each for each in faults(html) if "note-1" not in each] == []
    assert (
        'For <mark class="m m--claim m--0" id="a-1" aria-details="note-1">'
        '<a class="m__to" href="#note-1" aria-describedby="note-1">1'
        '<span class="visually-hidden"> claim by ada </span></a>two winters</mark> the lamps' in html
    )
    assert 'href="/say/?passage=2" data-passage-act aria-label="Say &lt;something&gt; ¶ 2">✎</a>' in html
    assert "<dd>next mark</dd>" in html
    assert re.search(r'href="/static/css/desk\.[0-9a-f]+\.css"', html)
    assert re.search(r'type="module" src="/static/js/desk\.[0-9a-f]+\.js"', html)


@pytest.mark.django_db
def test_marks_that_nest_and_cross_keep_their_words_and_their_lanes() -> None:
    document = make.make_document("abcdefgh")
    (words,) = words_drawn(document, mark(0, 5, 1), mark(1, 2, 2, "leak"), mark(3, 8, 3, "vendor"))
    assert re.sub(r"<a .*?</a>|(id|aria-details)=\"[^\"]*\" ?", "", words).replace(' "', '"').replace(
        " >", ">"
    ) == (
        '<mark class="m m--claim m--0">a<mark class="m m--leak m--1">b</mark>c'
        '<mark class="m m--vendor m--1">de</mark></mark><mark class="m m--vendor m--1" data-of="a-3">fgh</mark>'
    )


@pytest.mark.django_db
def test_a_mark_over_passages_has_its_id_once() -> None:
    document = make.make_document("one\ntwo\nthree")
    rows = words_drawn(document, mark(1, 10))
    assert [row.count('id="a-1"') for row in rows] == [1, 0, 0]
    assert [row.count('data-of="a-1"') for row in rows] == [0, 1, 1]
    assert [row.count("m__to") for row in rows] == [1, 0, 0]
    (first, second) = words_drawn(make.make_document("one\ntwo"), mark(3, 6))
    assert "mark" not in first
    assert 'id="a-1"' in second


@pytest.mark.django_db
def test_what_other_marks_say_stays_text() -> None:
    evil = Mark(0, 3, 'x" onload="', 'a"><script>', "n'<b>", 1, "<script>alert(1)</script>")
    (words,) = words_drawn(make.make_document("one"), evil)
    assert "<script" not in words
    assert '" onload' not in words


def test_a_footnote_follows_its_words_outside_a_mark_that_ends_there() -> None:
    class Note:
        number = 3

    class Place:
        anchor, footnote, mark = "r1", Note(), ""

    (laid_mark,) = laid("one", [mark(0, 3)])
    drawn = Drawing("Reference").words([Piece("one", closing=(Place(),), marks=(laid_mark.of,))])  # type: ignore[arg-type]
    assert drawn.endswith(
        'one</mark><sup class="cite" id="r1"><a href="#n3" aria-label="Reference 3">3</a></sup>'
    )


def test_lines_are_bounded_and_nobody_loses_their_place() -> None:
    ranges = list(laid("-" * 100, (mark(number, 100 - number, number) for number in range(20))))
    with_line = [each for each in ranges if each.kind == MARK]
    assert sorted(each.of.lane for each in with_line) == list(range(LANES))
    assert sum(len(each.of) for each in ranges if each.kind != MARK) == 20 - LANES


def test_a_lane_is_free_again_after_the_mark_that_had_it() -> None:
    assert [each.of.lane for each in laid(TEXT, [mark(0, 5, 1), mark(5, 9, 2), mark(6, 8, 3)])] == [0, 0, 1]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("spread", [True, False], ids=["here and there", "all over each other"])
def test_time_grows_with_marks_and_text_and_no_faster(*, spread: bool) -> None:
    def seconds(count: int) -> float:
        chance = random.Random(count)  # noqa: S311 - the same at every run
        document = make.make_document(
            "\n".join(["the lamps of Port Sorrel did more than light."] * (count // 2))
        )
        length = len(document.text)
        starts = [chance.randrange(length // 2) for _ in range(count)]
        reaches = [chance.randrange(2, 200) if spread else length // 2 for _ in range(count)]
        places = zip(starts, reaches, strict=True)
        marks = [mark(start, start + reach, number) for number, (start, reach) in enumerate(places)]
        best = float("inf")
        for _ in range(3):
            began = time.perf_counter()
            rows = words_drawn(document, *marks)
            best = min(best, time.perf_counter() - began)
            assert sum(row.count("m__to") for row in rows) == count
        return best

    small, large = seconds(500), seconds(2_000)
    assert large < 8 * small
