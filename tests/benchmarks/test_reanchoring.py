"""Quotes found again in edited texts of 100 kB, beside the bare library call on the same strings and texts."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import edlib  # type: ignore[import-not-found, unused-ignore]
import pytest

from annotations.anchoring import Anchor, anchor
from annotations.reanchoring import find, reanchor
from tests.annotations.prose import Layout, laid_out, made_up
from tests.annotations.revisions import HEAVY, LIGHT, Strength, chosen, revised

TEXTS, QUOTES, LENGTH = 20, 50, 100_000
ERRORS = 0.4  # of the context strings that the library call allows


@dataclass(frozen=True)
class Case:
    old: Layout
    new: Layout
    anchors: list[Anchor]


def case(number: int, strength: Strength) -> Case:
    """One text in five is Chinese."""
    chance = random.Random(number)  # noqa: S311 - the same texts each time
    prose = made_up(chance, chinese=number % 5 == 0, length=LENGTH)
    old, new = laid_out(prose), laid_out(revised(prose, strength, chance))
    quotes = [chosen(prose, chance) for _ in range(QUOTES)]
    return Case(old, new, [anchor(old.text, old.ranges[q[0]][0], old.ranges[q[-1]][1]) for q in quotes])


def as_bytes(text: str) -> bytes:
    """One byte a character, made beforehand: what the library needs costs the bare call nothing."""
    return bytes(ord(letter) % 256 for letter in text)


def least_seconds(work: Callable[[], object]) -> float:
    """Of two rounds: what else the machine does only adds."""
    taken = []
    for _ in range(2):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def library_alone(cases: list[Case]) -> Callable[[], object]:
    calls = [
        (as_bytes(held.prefix + held.exact + held.suffix), text)
        for each in cases
        for text in [as_bytes(each.new.text)]
        for held in each.anchors
    ]

    def align() -> None:
        for string, text in calls:
            edlib.align(string, text, mode="HW", task="locations", k=int(ERRORS * len(string)))

    return align


@pytest.mark.parametrize("strength", [LIGHT, HEAVY], ids=["light", "heavy"])
def test_a_thousand_quotes_cost_at_most_four_times_the_library_alone(strength: Strength) -> None:
    cases = [case(number, strength) for number in range(TEXTS)]
    quotes = [(each.old.text, each.new.text, held) for each in cases for held in each.anchors]
    found = [reanchor(*quote) for quote in quotes]
    assert len(found) == TEXTS * QUOTES
    assert sum(each is not None for each in found) > len(found) / 2
    bare = least_seconds(library_alone(cases))
    alone = least_seconds(lambda: [find(new, held.quote, near=held.start) for _old, new, held in quotes])
    both = least_seconds(lambda: [reanchor(*quote) for quote in quotes])
    print(
        f"\n{len(found)} quotes in texts of 100 kB, {'light' if strength is LIGHT else 'heavy'} edits: edlib alone "
        f"{bare:.2f} s, find {alone:.2f} s ({alone / bare:.1f} times), reanchor {both:.2f} s "
        f"({both / bare:.1f} times, {both / len(found) * 1e3:.1f} ms a quote)"
    )
    assert alone <= 4 * bare
    assert both <= 4 * bare
