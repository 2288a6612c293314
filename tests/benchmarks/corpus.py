"""Made-up articles of any number, the same ones at every run."""

import random

WORDS = [
    "lamp",
    "harbour",
    "council",
    "count",
    "camera",
    "quay",
    "winter",
    "letter",
    "figure",
    "report",
    "box",
    "customs",
    "house",
    "light",
    "people",
    "nobody",
    "machine",
    "record",
    "door",
    "gate",
    "yard",
    "ship",
    "number",
    "list",
    "night",
    "morning",
    "street",
    "window",
    "paper",
    "answer",
]


def article(number: int, *, paragraphs: int = 20, posts: int = 5) -> bytes:
    """Plain text: paragraphs, then an introduction and posts by one of a hundred accounts."""
    chance = random.Random(number)  # noqa: S311 - the same corpus each time

    def sentence(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length)).capitalize() + f" {number}."

    handle = f"quill{number % 100}"
    lines = [sentence(60) for _ in range(paragraphs)]
    lines.append("Ada Quill added in a thread:")
    for position in range(1, posts + 1):
        lines.append(f"{sentence(30)} ({position}/{posts}) pic.twitter.com/m{number}x{position}")
        lines.append(f"— Ada Quill (@{handle}) March {1 + number % 28}, 2021")
    return "\n".join(lines).encode()
