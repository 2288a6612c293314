"""Passages of any number in English and Chinese, the same ones at every run: words as often as in real texts.

The Chinese is like real Chinese in what an index of pairs of characters has to bear: how often characters come, and how
many pairs are new. A million characters have 157,000 pairs (300,000 have 73,000; 100,000 have 35,000), where a million
of a newspaper had 183,000 (84,000; 37,000) and a million of reviews by customers 123,000 (66,000; 33,000); a character
tells 9.6 bits, in the paper 9.7. Words drawn one by one, of characters that are all as often, had 368,000.
"""

import random
from collections.abc import Callable, Iterator
from itertools import accumulate

CHINESE = 0.15  # of the passages
VOCABULARY = 30_000
SAYINGS = 100_000  # of one to three Chinese words: real words keep company
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
        characters = self.chance.sample(CHARACTERS, len(CHARACTERS))
        common = list(accumulate(1 / (place + 40) ** 1.2 for place in range(len(characters))))
        self.chinese = self._words(
            lambda: "".join(
                self.chance.choices(characters, cum_weights=common, k=self.chance.choice([1, 2, 2, 3]))
            )
        )
        self._often = list(accumulate(1 / (place + 10) for place in range(VOCABULARY)))
        self._sayings = [
            "".join(self.chance.choices(self.chinese, cum_weights=self._often, k=count))
            for count in self.chance.choices([1, 1, 2, 3], k=SAYINGS)
        ]
        self._said = list(accumulate(1 / (place + 100) for place in range(SAYINGS)))

    def _words(self, word: Callable[[], str]) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made[word()] = None
        return list(made)

    def passages(self, count: int) -> Iterator[str]:
        """About 400 characters each, or 150 of Chinese."""
        for _ in range(count):
            if self.chance.random() < CHINESE:
                said = self.chance.choices(self._sayings, cum_weights=self._said, k=43)
                yield "".join(each + ("，" if at % 3 == 2 else "") for at, each in enumerate(said)) + "。"
            else:
                yield " ".join(self.chance.choices(self.english, cum_weights=self._often, k=60)) + "."
