"""Invented works as CSL-JSON, the same at every run: news, web pages, posts, reports, books, articles."""

import random
from collections.abc import Callable
from typing import Any

from tests.benchmarks.corpus import WORDS

Item = dict[str, Any]

FAMILIES = [f"{start}{end}" for start in ("Ard", "Brook", "Cal", "Dorn", "Eld", "Farr") for end in (
    "en", "ley", "ow", "wick", "mere", "by", "sson", "ova", "etti", "aux", "ić", "ungu",
)]  # fmt: skip
GIVEN = ["Mia", "Noor", "Ola", "Piet", "Quinn", "Rosa", "Sami", "Tove", "Uma", "Vito", "Wim", "Xenia"]
HAN_FAMILIES, HAN_GIVEN = "甲乙丙丁戊己庚辛", "春夏秋冬山水风云石田"
OUTLETS = [f"The {place} {kind}" for place in ("Harbour", "Valley", "Northern", "Quarry", "Island") for kind in (
    "Courier", "Ledger", "Signal", "Mirror",
)]  # fmt: skip
PLATFORMS = ["Twitter", "Mastodon", "Bluesky"]


class Works:
    """Makes works one by one."""

    def __init__(self, seed: int = 2019) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same at every run
        kinds = [
            (self.page, 28),
            (self.news, 25),
            (self.post, 19),
            (self.report, 12),
            (self.book, 8),
            (self.article, 8),
        ]
        self.kinds: list[Callable[[], Item]] = [kind for kind, share in kinds for _ in range(share)]

    def some(self, count: int) -> list[Item]:
        return [self.chance.choice(self.kinds)() | {"id": f"w{number}"} for number in range(count)]

    def page(self) -> Item:
        return self._dated(
            "webpage", {"container-title": self.chance.choice(OUTLETS), "URL": self._address()}
        )

    def news(self) -> Item:
        return self._dated(
            "article-newspaper", {"container-title": self.chance.choice(OUTLETS), "URL": self._address()}
        )

    def post(self) -> Item:
        return self._dated("post", {"container-title": self.chance.choice(PLATFORMS), "URL": self._address()})

    def report(self) -> Item:
        return self._dated(
            "report", {"publisher": self.chance.choice(OUTLETS), "number": str(self.chance.randint(1, 99))}
        )

    def book(self) -> Item:
        return self._dated(
            "book", {"publisher": f"{self.chance.choice(FAMILIES)} Press", "publisher-place": "Port Arden"}
        )

    def article(self) -> Item:
        first = self.chance.randint(1, 400)
        pages = {"volume": str(self.chance.randint(1, 60)), "issue": "2", "page": f"{first}-{first + 17}"}
        return self._dated("article-journal", {"container-title": "Journal of Invented Walls", **pages})

    def _dated(self, kind: str, more: Item) -> Item:
        item: Item = {"type": kind, "title": self._title(), **more}
        if self.chance.random() > 0.08:
            item["author"] = [self._name() for _ in range(self.chance.choice([1, 1, 1, 2, 2, 3, 4]))]
        if self.chance.random() > 0.05:
            item["issued"] = {
                "date-parts": [[self.chance.randint(2005, 2024), self.chance.randint(1, 12), 17]]
            }
        return item

    def _title(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(3, 12))).capitalize()

    def _name(self) -> dict[str, str]:
        if self.chance.random() < 0.15:
            return {
                "literal": self.chance.choice(HAN_FAMILIES) + "".join(self.chance.choices(HAN_GIVEN, k=2))
            }
        return {"family": self.chance.choice(FAMILIES), "given": self.chance.choice(GIVEN)}

    def _address(self) -> str:
        return f"https://example.org/{self.chance.choice(WORDS)}/{self.chance.randint(1, 10**8)}"
