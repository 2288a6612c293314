"""What a search over forms finds, beside a plain scan of the words. Engines only have to agree with this matcher."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import opencc
import pytest

from sources.searching.folding import BARRIER, fold
from sources.searching.preparing import prepared, terms

SEEDS = sorted((Path(__file__).resolve().parents[4] / "shared" / "seeds").glob("*.txt"))
COMMON = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)]
QUERIES = 2_000


def finds(text: str, query: str) -> bool:
    """Whether each word of the query, a phrase of its forms, occurs in the text."""
    held = f" {prepared(text)} "
    return all(f" {' '.join(terms(word))} " in held for word in query.split())


def passages(chance: random.Random, count: int) -> Iterator[str]:
    """Made-up Chinese: a Zipf-like choice of words, punctuation, numbers, names in Latin; each third traditional."""
    traditional = opencc.OpenCC("s2t")
    words = ["".join(chance.choices(COMMON, k=chance.choice([1, 2, 2, 2, 3]))) for _ in range(5_000)]
    often = [1 / (place + 5) for place in range(len(words))]
    for number in range(count):
        parts = []
        for word in chance.choices(words, often, k=60):
            parts += [
                word,
                chance.choices(
                    ["", "，", "。", "、", "”“", " Mozur ", "2019", "·"], [60, 8, 5, 2, 2, 2, 2, 1]
                )[0],
            ]
        text = "".join(parts)
        yield traditional.convert(text) if number % 3 == 0 else text


def pairs(
    chance: random.Random, texts: Sequence[str], fits: Callable[[str], bool], width: int = 2
) -> list[str]:
    """Characters that stand together somewhere in the texts."""
    found: list[str] = []
    while len(found) < QUERIES:
        text = chance.choice(texts)
        place = chance.randrange(len(text) - width)
        if fits(pair := text[place : place + width]):
            found.append(pair)
    return found


def are_han(text: str) -> bool:
    return all("\u4e00" <= each <= "\u9fff" for each in text)


def part_two_han(text: str) -> bool:
    return text[1] in "，。、" and are_han(text[0] + text[2])


@pytest.mark.slow
def test_two_characters_are_found_wherever_they_stand() -> None:
    chance = random.Random(4)  # noqa: S311 - the same corpus each time
    texts = list(passages(chance, 1_000))
    held = [f" {prepared(text)} " for text in texts]
    folded = [fold(text) for text in texts]
    missed = false = right = 0
    for query in pairs(chance, texts, are_han):
        asked = f" {' '.join(terms(query))} "
        found = {place for place, words in enumerate(held) if asked in words}
        missed += sum(1 for place, text in enumerate(texts) if query in text and place not in found)
        truth = {place for place, text in enumerate(folded) if fold(query) in text}
        missed += len(truth - found)
        false += len(found - truth)
        right += len(found & truth)
    print(f"{QUERIES} words of two characters: {right} right, {missed} missed, {false} false")
    assert right > QUERIES
    assert missed == 0
    assert false <= right / 100


def test_no_word_is_found_across_punctuation() -> None:
    chance = random.Random(5)  # noqa: S311
    texts = list(passages(chance, 400))
    # A space or the dot inside a name parts nothing.
    folded = "\n".join(fold(text).replace(" ", "") for text in texts)
    held = "\n".join(f" {prepared(text)} " for text in texts)
    across = [pair[0] + pair[2] for pair in pairs(chance, texts, part_two_han, width=3)]
    unseen = [word for word in across if fold(word) not in folded]
    assert len(unseen) > QUERIES / 10
    assert [word for word in unseen if f" {' '.join(terms(word))} " in held] == []
    # And it is the barrier that parts them.
    joined = held.replace(f" {BARRIER} ", " ")
    assert any(f" {' '.join(terms(word))} " in joined for word in unseen)


THREAD = "Paul Mozur 孟建国\n我写过中国的人脸识别。張三和李四说：“这是张三。”章三没有来。建国五十年，国内"


@pytest.mark.parametrize(
    "query",
    [
        "人脸", "人臉", "张三", "張三", "張三和", "孟建国", "孟建國", "建国", "Mozur", "mozur", "MOZUR", "Mozur 孟建国",
        "孟建國 Ｍｏｚｕｒ", "識別", "五", "五十年", "章三",
    ],
)  # fmt: skip
def test_found(query: str) -> None:
    assert finds(THREAD, query)


@pytest.mark.parametrize(
    "query", ["章四", "国我", "别張", "别张三", "moz", "国章", "年国", "人脸别", "建国五十年国内"]
)
def test_not_found(query: str) -> None:
    assert not finds(THREAD, query)


def test_names_that_sound_alike_stay_apart() -> None:
    assert not finds("章三来了", "张三")
    assert not finds("张三来了", "章三")


def test_either_form_of_a_name_finds_the_person() -> None:
    for text in ("Paul Mozur 孟建国", "孟建国（Paul Mozur）", "Mozur孟建國"):
        assert finds(text, "Mozur 孟建国")
    assert not finds("Paul Mozur", "Mozur 孟建国")


@pytest.mark.skipif(not SEEDS, reason="../shared/seeds is not there: NO real text was searched")
def test_every_word_of_the_seeds_is_found() -> None:
    lines = [line for seed in SEEDS for line in seed.read_text(encoding="utf-8").splitlines()]
    tried = 0
    for line in lines:
        for word in line.split():
            if terms(word):
                assert finds(line, word), (word, line)
                tried += 1
    assert tried > len(lines)
