"""Looking for every known name in a text: the time grows with the text, and hardly with the names."""

import random
import time

import pytest

from annotations.spotting import Known, _book, spot
from tests.benchmarks.corpus import WORDS

NAMES = 10_000
LENGTH = 250_000  # of n; 4n is a text of a million letters
# What may stand in a real text: names among words, in Latin or in Han, each letter of its own width or not.
HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"


def some_names(chance: random.Random) -> tuple[Known, ...]:
    latin = (
        f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} {each}" for each in range(NAMES // 2)
    )
    han = ("".join(chance.choices(HAN, k=4)) for _ in range(NAMES // 2))
    return tuple(Known(name, of) for of, name in enumerate([*latin, *han]))


def words_of(chance: random.Random, names: tuple[Known, ...], length: int) -> str:
    parts: list[str] = []
    size = 0
    while size < length:
        word = chance.choice(names).name if chance.random() < 0.02 else chance.choice(WORDS)
        parts.append(word)
        size += len(word) + 1
    return " ".join(parts)[:length]


def han_of(chance: random.Random, names: tuple[Known, ...], length: int) -> str:
    runs = (
        f"{''.join(chance.choices(HAN, k=20))}，{chance.choice(names).name}。" for _ in range(length // 20)
    )
    return "".join(runs)[:length]


def one_handle(chance: random.Random, names: tuple[Known, ...], length: int) -> str:
    """No spaces, no passages, a name at every turn: what would be quadratic if each looked for its own address."""
    return ("Cisco/@cisco.a/" * length)[:length]


@pytest.mark.parametrize("make_text", [words_of, han_of, one_handle])
def test_time_grows_with_the_text_and_no_faster(make_text: type) -> None:
    chance = random.Random(3)  # noqa: S311 - the same at every run
    names = (*some_names(chance), Known("Cisco", -1))
    began = time.perf_counter()
    _book.cache_clear()
    spot("", names)
    made = time.perf_counter() - began
    seconds, found = [], []
    for factor in (1, 2, 4):
        text = make_text(chance, names, factor * LENGTH)
        best = float("inf")
        for _attempt in range(3):
            began = time.perf_counter()
            spotted = spot(text, names)
            best = min(best, time.perf_counter() - began)
        seconds.append(best)
        found.append(len(spotted))
    figures = ", ".join(f"{each * 1e3:.0f} ms" for each in seconds)
    print(
        f"\n{make_text.__name__}: {len(names)} names (made ready in {made * 1e3:.0f} ms, once); {LENGTH} letters "
        f"and twice and four times as many: {figures}; {found} found"
    )
    assert found[2] > found[0] > 100
    assert seconds[2] < 8 * seconds[0]
    assert seconds[2] < 5
