"""FTS5 cuts a prepared text into exactly our forms."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sources.searching.preparing import FTS5_TOKENIZE, prepared, terms

HOSTILE = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(
    "aAé\u0301 \n.,!#@_-'\"*^:()·123かﾊ\u3099가，。…㍿張三กั\ue000\u200d\x00\ud800\\\U0002ceb0\U00030000\U000f0000",
    max_size=40,
)
many = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
UNICODE61 = "unicode61 remove_diacritics 0"


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


def cut(index: sqlite3.Connection, text: str, tokenize: str = FTS5_TOKENIZE) -> list[str]:
    """The terms of the text in the order in which FTS5 sees them."""
    index.execute(f'CREATE VIRTUAL TABLE words USING fts5(body, tokenize="{tokenize}")')
    index.execute("CREATE VIRTUAL TABLE seen USING fts5vocab(words, instance)")
    try:
        index.execute("INSERT INTO words VALUES (?)", [text])
        return [term for (term,) in index.execute('SELECT term FROM seen ORDER BY "offset"')]
    finally:
        index.executescript("DROP TABLE seen; DROP TABLE words")


@many
@given(HOSTILE)
@example("1,234.5 10.0.0.1 @paul_mozur #HongKong")
@example("一\n二。三 \U00030000\u0e01\u0e31")
@example("x" * 40_000)
@example("\u0915\u093c" * 400)
def test_fts5_sees_our_forms(index: sqlite3.Connection, text: str) -> None:
    assert cut(index, prepared(text)) == prepared(text).split()


@pytest.mark.slow
def test_fts5_sees_every_character_there_is(index: sqlite3.Connection) -> None:
    everything = prepared(" ".join(map(chr, range(0x110000))))
    assert cut(index, everything) == everything.split()


def test_another_tokenizer_would_lose_words(index: sqlite3.Connection) -> None:
    text = prepared("हिन्दी 3.5 \U00030000")
    assert cut(index, text) == text.split()
    assert cut(index, text, UNICODE61) != text.split()


@many
@given(HOSTILE)
def test_each_text_is_found_by_its_own_words(index: sqlite3.Connection, text: str) -> None:
    if not terms(text):
        return
    index.execute(f'CREATE VIRTUAL TABLE held USING fts5(body, tokenize="{FTS5_TOKENIZE}")')
    try:
        index.execute("INSERT INTO held VALUES (?)", [prepared(text)])
        query = '"' + " ".join(terms(text)) + '"'
        assert index.execute("SELECT count(*) FROM held WHERE held MATCH ?", [query]).fetchone() == (1,)
    finally:
        index.execute("DROP TABLE held")
