"""Chinese words as the engines find them, beside a plain scan of the texts; and any text whatever as a query."""

import random
import time

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.models import Passage
from sources.searching.folding import simplified
from sources.searching.indexes import index_of
from sources.searching.matching import SECONDS, match
from sources.searching.querying import parse
from tests.cases import cases
from tests.factories import make_document
from tests.indexing import index_everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSAGES, WORDS, QUERIES = 1_500, 2_000, cases(10_000)
SEED = 2019
# Two thousand characters in use, from GB 2312's first plane, and what stands between them.
COMMON = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xC5) for cell in range(0xA1, 0xFF)]
BETWEEN = ["", "", "", "", "", "，", "。", "、", "”", " Mozur ", " 2019 "]


def lines(chance: random.Random) -> list[str]:
    """Words of one to three characters, the first of them often, with punctuation between some."""
    words = ["".join(chance.choices(COMMON, k=chance.choice([1, 2, 2, 3]))) for _ in range(4_000)]
    often = [1 / (place + 5) for place in range(len(words))]
    return [
        "".join(word + chance.choice(BETWEEN) for word in chance.choices(words, often, k=40))
        for _ in range(PASSAGES)
    ]


def test_two_characters_are_found_where_they_stand_and_nowhere_else() -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same each time
    kept = lines(chance)
    document = make_document("\n".join(kept))
    index_everything()
    number_of = dict(document.passages.values_list("pk", "number"))
    plain = ["".join(map(simplified, line)) for line in kept]
    missed = false = right = 0
    for _ in range(WORDS):
        line = chance.choice([each for each in plain[:200] if len(each) > 2])
        at = chance.randrange(len(line) - 1)
        word = line[at : at + 2]
        if not all("\u4e00" <= each <= "\u9fff" for each in word):
            continue
        there = {number for number, each in enumerate(plain, start=1) if word in each}
        keys = Passage.objects.search(word).values_list("pk", flat=True)
        found = {number_of[key] for key in keys}
        missed, false, right = missed + len(there - found), false + len(found - there), right + len(there)
    assert missed == 0
    assert false <= right / 100
    assert right > WORDS


PIECES = [
    "lamp", "the", "人脸", "张", "三", "張三", "a*", "*", '"', '""', "“", "”", "(", ")", "（", "|", "OR", "AND", "NOT", "-",
    "：", "from:", "from:@x", "tag:", "kind:passage", "before:2019", "before:x", "has:evidence", "status:draft",
    "lang:zh", "outlet:的", "stance:supports", "\0", "\u202e", "\ud800", "\\", "'", "''", "%", "%s", "?", ";--", "{body}",
    ":", "^", "+", "NEAR(a b)", "search_passages", "<->", "&", "!", "é", "e\u0301", "\ue000", "\U0002ceb0", "#HashTag",
    "https://example.org/a?b=c", "1,234.5", "\u3000", "\n", "。",
]  # fmt: skip


def any_query(chance: random.Random) -> str:
    """Pieces in any order, now and then ten thousand characters long."""
    if chance.random() < 0.01:
        return chance.choice([*PIECES, "x", "字"]) * (10_000 // chance.randint(1, 9))
    glue = chance.choice(["", " ", " ", " "])
    return glue.join(chance.choices(PIECES, k=chance.randint(0, 6)))


def test_any_text_is_answered_in_time() -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same each time
    make_document("\n".join([*lines(chance)[:100], "the lamp and the NEAR harbour", "body search_passages"]))
    index_everything()
    index, visible = index_of(Passage), Passage.objects.visible_to(AnonymousUser())
    found, slowest = 0, 0.0
    for _ in range(QUERIES):
        query = any_query(chance)
        start = time.perf_counter()
        hits = match(index, parse(query).tree, visible=visible, user=AnonymousUser())
        slowest = max(slowest, time.perf_counter() - start)
        found += hits.count > 0
    assert slowest < SECONDS
    assert found > QUERIES / 20
