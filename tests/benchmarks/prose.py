"""Passages of any number in English and Chinese, the same ones at every run: words as often as in real texts."""

import random
from collections.abc import Callable, Iterator
from itertools import accumulate

CHINESE = 0.15  # of the passages
VOCABULARY = 30_000
CHARACTERS = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
SYLLABLES = [
    "la",
    "mo",
    "ri",
    "ten",
    "sor",
    "el",
    "qua",
    "vi",
    "nor",
    "ka",
    "ust",
    "ber",
    "in",
    "do",
    "pe",
    "shi",
]
# How often the words are that the benchmark asks for: for a word at this place of 30,000.
FREQUENT, USUAL, OTHER, RARE = 3, 900, 1_100, 25_000


class Prose:
    """`english` and `chinese` are the words by how often they come."""

    def __init__(self, seed: int = 2019) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same prose each time
        self.english = self._words(
            lambda: "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(2, 4)))
        )
        self.chinese = self._words(
            lambda: "".join(self.chance.choices(CHARACTERS, k=self.chance.choice([1, 2, 2, 3])))
        )
        self._often = list(accumulate(1 / (place + 10) for place in range(VOCABULARY)))

    def _words(self, word: Callable[[], str]) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made[word()] = None
        return list(made)

    def passages(self, count: int) -> Iterator[str]:
        """About 400 characters each, or 150 of Chinese."""
        for _ in range(count):
            if self.chance.random() < CHINESE:
                words = self.chance.choices(self.chinese, cum_weights=self._often, k=75)
                yield "".join(word + ("，" if at % 9 == 8 else "") for at, word in enumerate(words)) + "。"
            else:
                yield " ".join(self.chance.choices(self.english, cum_weights=self._often, k=60)) + "."
