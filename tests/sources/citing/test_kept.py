"""The file of what has been formatted: many workers, a bound, and nothing that stops a page."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from sources.citing import kept


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    yield


def key(number: int) -> bytes:
    return number.to_bytes(32, "big")


def test_what_was_kept_is_recalled_and_nothing_else() -> None:
    kept.keep({key(1): b"one", key(2): b"two"})
    assert kept.recall([key(1), key(3), key(1)]) == {key(1): b"one"}
    assert kept.recall([]) == {}


def test_many_at_once_neither_fail_nor_lose(caplog: pytest.LogCaptureFixture) -> None:
    def work(worker: int) -> int:
        for number in range(8):
            kept.keep({key(100 * worker + number): b"x" * 500})
        return len(kept.recall([key(100 * worker + number) for number in range(8)]))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(work, range(4))) == [8] * 4
    assert caplog.text == ""


def test_a_question_may_have_any_number_of_keys() -> None:
    kept.keep({key(number): b"x" for number in range(1500)})
    assert len(kept.recall([key(number) for number in range(2000)])) == 1500


def test_a_full_file_loses_what_nobody_asked_for_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MAX_BYTES", 700_000)
    monkeypatch.setattr(kept, "_today", lambda: "2026-01-01")
    kept.keep({key(number): b"x" * 1000 for number in range(300)})
    monkeypatch.setattr(kept, "_today", lambda: "2026-01-02")
    recent = [key(number) for number in range(100)]
    assert len(kept.recall(recent)) == 100
    kept.keep({key(number): b"x" * 1000 for number in range(300, 600)})
    assert len(kept.recall(recent)) == 100
    assert kept.path().stat().st_size <= 700_000


@pytest.mark.parametrize("damage", ["cut", "overwritten", "foreign"])
def test_a_damaged_file_is_made_anew(damage: str, caplog: pytest.LogCaptureFixture) -> None:
    kept.keep({key(number): b"x" * 1000 for number in range(200)})
    whole = kept.path().read_bytes()
    spoiled = {
        "cut": whole[:5000],
        "overwritten": whole[:4096] + b"\xff" * (len(whole) - 4096),
        "foreign": b"no" * 5000,
    }
    kept.path().write_bytes(spoiled[damage])
    assert kept.recall([key(number) for number in range(200)]) == {}
    kept.keep({key(1): b"one"})
    assert kept.recall([key(1)]) == {key(1): b"one"}
    assert "made anew" in caplog.text


def test_a_file_that_somebody_holds_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept.keep({key(1): b"one"})
    monkeypatch.setattr(kept, "MAX_WAIT", 0.05)
    holder = sqlite3.connect(kept.path(), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert kept.recall([key(1)]) == {}
        kept.keep({key(2): b"two"})
    finally:
        holder.close()
    assert caplog.text.count("neither read nor kept") == 2
    assert kept.recall([key(1), key(2)]) == {key(1): b"one"}
