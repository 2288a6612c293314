"""Reading the real digest, beside taking its text apart with nothing but `str.split`."""

from pathlib import Path

import pytest

from archive.reading import read
from tests.benchmarks.conftest import median_seconds

SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="../shared/seeds is absent: reading was NOT measured")
def test_reading_the_digest_takes_less_than_thirty_milliseconds() -> None:
    data = SEEDS[0].read_bytes()
    ours = median_seconds(lambda: read(data), rounds=51)
    bare = median_seconds(lambda: data.decode().split(), rounds=51)
    print(
        f"\nread() of the digest, {len(data)} bytes: {ours * 1e3:.2f} ms; {ours / bare:.0f} times a split into words"
    )
    assert ours < 0.030
