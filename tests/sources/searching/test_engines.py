"""What both engines hold to: entries put, replaced, removed and compared, and queries answered by columns and phrases."""

from collections.abc import Iterable
from contextlib import nullcontext
from uuid import UUID

import pytest
from django.db import DataError, connection
from django.db.transaction import atomic
from django.test.utils import CaptureQueriesContext

from archive.models import Passage
from sources.searching.engines import engine
from sources.searching.engines.fts5 import stored
from sources.searching.engines.literals import tsvector
from sources.searching.engines.shape import (
    AllOf,
    AnyOf,
    Asked,
    Column,
    Entry,
    Expression,
    Key,
    Outdated,
    Shape,
    TooSlow,
)
from sources.searching.preparing import prepared, terms
from sources.searching.terms import Term

pytestmark = pytest.mark.django_db
COLUMNS = (Column("title", weight=8), Column("body"), Column("unseen", unseen=True))
SHAPES = {
    "with words": Shape("trial", COLUMNS),
    "by UUID": Shape("trial", COLUMNS, by_uuid=True),
    "without words": Shape("trial", COLUMNS, keeps_words=False),
}


@pytest.fixture(params=list(SHAPES.values()), ids=list(SHAPES))
def shape(request: pytest.FixtureRequest) -> Shape:
    shape: Shape = request.param
    engine().create(shape)
    return shape


def key(shape: Shape, number: int) -> Key:
    return UUID(int=number) if shape.by_uuid else number


def entry(shape: Shape, number: int, **words: str) -> Entry:
    return Entry(key(shape, number), {column: prepared(text) for column, text in words.items()})


def term(text: str, *, prefix: bool = False) -> Term:
    return Term(tuple(terms(text)), prefix)


def found(shape: Shape, expression: Expression, *, unseen: bool = True) -> list[int]:
    keys = engine().newest(shape, Asked(expression, unseen), None, 100)
    return sorted(each.int if isinstance(each, UUID) else each for each in keys)


TEXTS = {
    1: "人脸识别 in the harbour of Port Sorrel; 张三说。",
    2: "脸人 and 三张, the harbour",
    3: "A lamp，a lamplight. O'Neil paid 1,234.5 to @ada_quill",
    4: "人民。脸面 are two words",
    5: "孟建国 and 張三丰 by the lamp",
    6: "ꀀꀁ ภาษา ひ",
}


@pytest.fixture
def filled(shape: Shape) -> Shape:
    engine().put(shape, [entry(shape, number, body=text) for number, text in TEXTS.items()])
    return shape


@pytest.mark.parametrize(
    ("expression", "numbers"),
    [
        (term("harbour"), [1, 2]),
        (term("HARBOUR of"), [1]),
        (term("人"), [1, 2, 4]),
        (term("人脸"), [1]),
        (term("人脸识别"), [1]),
        (term("脸识"), [1]),
        (term("张三"), [1, 5]),
        (term("張三"), [1, 5]),
        (term("章三"), []),
        (term("建国"), [5]),
        (term("识别 in the"), [1]),
        (term("the harbour of Port"), [1]),
        (term("民脸"), []),
        (term("lamp", prefix=True), [3, 5]),
        (term("a lam", prefix=True), [3]),
        (term("1234.5"), [3]),
        (term("the lamp 三"), []),
        (term("and 三"), [2]),
        (term("说"), [1]),
        (term("ꀀ"), []),
        (term("ꀀ", prefix=True), [6]),
        (term("ภา"), [6]),
        (term("ひ"), [6]),
        (term("o'neil"), [3]),
        (AllOf((term("harbour"), term("张三"))), [1]),
        (AllOf((term("harbour"),), (term("张三"),)), [2]),
        (AllOf((term("lamp"),), (term("paid"), term("丰"))), []),
        (AnyOf((term("paid"), AllOf((term("lamp"),), (term("paid"),)))), [3, 5]),
        (Term(('a"b',)), []),
        (Term(("a\0b", "\ud800")), []),
        (Term(("a\\'b:*&|!()",)), []),
    ],
)
def test_both_engines_find_the_same(filled: Shape, expression: Expression, numbers: list[int]) -> None:
    assert found(filled, expression) == numbers


def test_an_entry_is_replaced_and_removed(shape: Shape) -> None:
    if not shape.keeps_words:
        pytest.skip("words of such an index never change")
    engine().put(shape, [entry(shape, 1, body="the lamp"), entry(shape, 2, body="the quay")])
    engine().put(shape, [entry(shape, 1, body="the lantern")])
    assert (found(shape, term("lamp")), found(shape, term("lantern"))) == ([], [1])
    engine().remove(shape, [key(shape, 1), key(shape, 7)], ())
    assert (found(shape, term("lantern")), found(shape, term("the"))) == ([], [2])


def test_an_entry_may_have_no_words(shape: Shape) -> None:
    engine().put(shape, [entry(shape, 1)])
    engine().put(shape, [entry(shape, 2, body=""), entry(shape, 3), entry(shape, 4, body="the lamp")])
    assert engine().wrong(shape, [entry(shape, number) for number in (1, 2, 3, 4)]) == [key(shape, 4)]


def test_what_is_not_as_it_should_be_is_named(filled: Shape) -> None:
    right = [entry(filled, number, body=text) for number, text in TEXTS.items()]
    assert engine().wrong(filled, right) == []
    changed, new = entry(filled, 2, body="another text"), entry(filled, 9, body="new")
    assert engine().wrong(filled, [*right[:1], changed, new]) == [key(filled, 2), key(filled, 9)]
    assert engine().is_whole(filled)


def test_an_index_without_words_goes_only_by_the_words_that_it_was_given() -> None:
    shape = SHAPES["without words"]
    engine().create(shape)
    right, wrong = entry(shape, 1, body="the lamp"), entry(shape, 1, body="the quay")
    engine().put(shape, [right])
    engine().put(shape, [right])  # the same again is nothing
    if connection.vendor == "sqlite":
        with pytest.raises(Outdated):
            engine().put(shape, [wrong])
        for given in ([wrong], []):
            with pytest.raises(Outdated):
                engine().remove(shape, [1], given)
    engine().remove(shape, [1, 5], [right])
    assert found(shape, term("lamp")) == []
    assert engine().is_whole(shape)


def test_a_lost_row_of_an_index_without_words_is_noticed() -> None:
    shape = SHAPES["without words"]
    engine().create(shape)
    engine().put(shape, [entry(shape, 1, body="the lamp")])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_trial_rows")
        assert not engine().is_whole(shape)
    assert engine().is_whole(SHAPES["without words"]) is (connection.vendor != "sqlite")


def test_words_of_drafts_are_for_those_who_may_see_them(shape: Shape) -> None:
    engine().put(shape, [entry(shape, 1, body="the lamp", unseen="a secret"), entry(shape, 2, unseen="lamp")])
    for expression in (term("secret"), AllOf((term("lamp"), term("secret")))):
        assert (found(shape, expression), found(shape, expression, unseen=False)) == ([1], [])
    assert (found(shape, term("lamp")), found(shape, term("lamp"), unseen=False)) == ([1, 2], [1])
    # What one may not see leaves nothing out, either.
    assert found(shape, AllOf((term("lamp"),), (term("secret"),)), unseen=False) == [1]


def test_no_phrase_crosses_from_one_column_into_the_next(shape: Shape) -> None:
    engine().put(shape, [entry(shape, 1, title="one lamp", body="post two", unseen="三 lamps")])
    assert found(shape, term("lamp post")) == []
    assert found(shape, term("one lamp")) == [1]


def test_a_word_of_the_title_weighs_more(shape: Shape) -> None:
    texts = [entry(shape, number, body="some other words here") for number in range(3, 30)]
    titled, mentioned = (
        entry(shape, 1, title="lamp", body="of a quay"),
        entry(shape, 2, title="of a quay", body="lamp"),
    )
    engine().put(shape, [titled, mentioned, *texts])
    asked = Asked(term("lamp"), unseen=True)
    scores = engine().scores(shape, asked, engine().newest(shape, asked, None, 10))
    assert scores[key(shape, 1)] > scores[key(shape, 2)]


def test_keys_are_given_newest_first_and_no_more_than_asked(filled: Shape) -> None:
    keys = engine().newest(filled, Asked(AnyOf((term("harbour"), term("lamp")))), None, 3)
    assert keys == [key(filled, number) for number in (5, 3, 2)]


@pytest.mark.parametrize("hidden", [(), (20,), range(10, 21), range(2, 21), range(21)])
@pytest.mark.parametrize("limit", [5, 100])
def test_hits_that_may_not_be_seen_make_room_for_others(
    shape: Shape, hidden: Iterable[int], limit: int
) -> None:
    engine().put(shape, [entry(shape, number, body="the lamp") for number in range(1, 21)])
    keys = [
        stored(key(shape, number)) if connection.vendor == "sqlite" else key(shape, number)
        for number in hidden
    ]
    marks = ", ".join(["%s"] * len(keys)) or "NULL"
    seen = f"NOT EXISTS (SELECT 1 WHERE {engine().key_of(shape)} IN ({marks}))", keys
    found = engine().newest(shape, Asked(term("lamp")), seen, limit)
    wanted = [number for number in range(20, 0, -1) if number not in hidden]
    assert found == [key(shape, number) for number in wanted][:limit]


def test_a_slow_statement_is_cut_and_the_next_one_runs() -> None:
    endless = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "postgresql": "SELECT pg_sleep(30)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        with pytest.raises(TooSlow), engine().time_limit(0.1):
            cursor.execute(endless)
        with engine().time_limit(5):
            cursor.execute("SELECT 1")
        cursor.execute("SELECT 1")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_time_limit_costs_no_statement_and_ends_with_what_it_limits() -> None:
    asked = "SELECT current_setting('statement_timeout'), current_setting('jit'), %s"
    for transaction in (nullcontext(), atomic()):
        with transaction, CaptureQueriesContext(connection) as sent, connection.cursor() as cursor:
            cursor.execute(asked, [1])
            before = cursor.fetchall()
            with engine().time_limit(5):
                cursor.execute(asked, [1])
                assert cursor.fetchall() == [("5s", "off", 1)]
                assert Passage.objects.count() == 0
            for wrong, parameters in (("SELECT 1 / %s", [0]), ("SELECT %s", ["\0"])):
                with pytest.raises(DataError), engine().time_limit(5):
                    cursor.execute(wrong, parameters)
            with pytest.raises(TooSlow), engine().time_limit(0.1):
                cursor.execute("SELECT pg_sleep(30)")
            cursor.execute(asked, [1])
            assert cursor.fetchall() == before
        assert len(sent) == 7


@pytest.mark.parametrize(
    "text", ["词 " * 60_000, "长" * 100_000, " ".join(map(str, range(200_000))), "x" * 300_000]
)
def test_a_very_long_text_is_taken(shape: Shape, text: str) -> None:
    engine().put(shape, [Entry(key(shape, 1), {"body": prepared(text)})])
    assert found(shape, Term(tuple(terms(text[:120])[:1]))) == [1]
    assert len(tsvector([prepared(text)])) < 4_000_000
