"""A quote in a text that has changed: case by case, then over thousands of revisions with the truth known."""

import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from annotations.anchoring import AnchorMismatch, TextQuote, anchor
from annotations.candidates import floor_of
from annotations.reanchoring import DOUBT, Found, find, reanchor
from tests.annotations.prose import Prose, laid_out, made_up, typed
from tests.annotations.revisions import (
    HEAVY,
    LIGHT,
    Strength,
    Truth,
    chosen,
    revised,
    successors_in,
    truth_of,
)

SEEDS = sorted((Path(__file__).resolve().parents[2].parent / "shared" / "seeds").glob("*.txt"))
TUNED = range(160)  # the thresholds were chosen on these and on some more
HELD_OUT = range(9_000, 9_040)  # and were fixed before these were read
QUOTES = 25  # of each text
SAME = 0.8  # overlap of two ranges that are the same place

OLD = (
    "The council met in March. Officials in Brack counted 482 residents, according to the ledger.\n"
    "Nobody was told. The lamps count people at the gate, said Ada Quill, and the lamps count ships at the quay.\n"
    "灯塔的记录存放在一个没有保护的服务器上，当地的居民没有得到通知。人脸识别的相机安装在每一个街道的入口。\n"
    "Officials in Caldmere counted 517 residents, according to the register. That was all."
)


def words_of(quote: str, new: str, *, nth: int = 1) -> tuple[str | None, Found | None]:
    """The words that the `nth` copy of `quote` in OLD is brought to in `new`."""
    start = -1
    for _ in range(nth):
        start = OLD.index(quote, start + 1)
    found = reanchor(OLD, new, anchor(OLD, start, start + len(quote)))
    return (new[found.start : found.end] if found else None), found


def test_an_unchanged_text_keeps_every_place() -> None:
    words, found = words_of("482 residents", OLD)
    assert words == "482 residents"
    assert found is not None
    assert (found.method, found.score, found.sure) == ("unchanged", 1.0, True)


def test_words_that_moved_with_their_text_are_sure() -> None:
    words, found = words_of("counted 482 residents", "A new first paragraph.\n" + OLD)
    assert words == "counted 482 residents"
    assert found is not None
    assert (found.method, found.score) == ("exact", 1.0)


@pytest.mark.parametrize(
    ("quote", "change", "expected"),
    [
        ("counted 482 residents", ("482", "428"), "counted 428 residents"),
        ("according to the ledger", ("the ledger", "the old ledger"), "according to the old ledger"),
        ("Nobody was told.", ("Nobody was told.", "No one was told."), "No one was told."),
        ("没有保护的服务器", ("没有保护的", "沒有保护的"), "沒有保护的服务器"),
    ],
)
def test_words_that_were_changed_are_found_and_never_sure(
    quote: str, change: tuple[str, str], expected: str
) -> None:
    words, found = words_of(quote, OLD.replace(*change))
    assert words == expected
    assert found is not None
    assert found.score <= DOUBT


@pytest.mark.parametrize("nth", [1, 2])
def test_repeated_words_are_told_apart_by_their_context(nth: int) -> None:
    new = OLD.replace("The council met in March. ", "")
    _words, found = words_of("lamps count", new, nth=nth)
    assert found is not None
    assert (
        found.start == [place for place in range(len(new)) if new.startswith("lamps count", place)][nth - 1]
    )


def test_the_copy_that_is_left_is_not_taken_for_the_one_that_went() -> None:
    new = OLD.replace("The lamps count people at the gate, said Ada Quill, and the", "The")
    assert words_of("lamps count", new, nth=1)[1] is None
    assert words_of("lamps count", new, nth=2)[0] == "lamps count"


def test_a_sentence_like_the_one_that_went_is_not_taken_for_it() -> None:
    new = OLD.replace("Officials in Brack counted 482 residents, according to the ledger.", "")
    assert words_of("Officials in Brack counted 482 residents", new) == (None, None)
    assert words_of("482", new) == (None, None)


def test_a_copy_in_a_place_with_other_surroundings_needs_a_person() -> None:
    sentence = "Officials in Brack counted 482 residents, according to the ledger."
    words, found = words_of(sentence, "Quite another text.\n" * 9 + sentence + "\nIt goes on otherwise." * 9)
    assert words == sentence
    assert found is not None
    assert (found.method, found.sure) == ("elsewhere", False)


@pytest.mark.parametrize("left", ["人工识图", "人脸", "识别人脸", "人生识字"])
def test_four_chinese_characters_never_land_on_two(left: str) -> None:
    assert floor_of("人脸识别") == 0.75
    assert words_of("人脸识别", OLD.replace("人脸识别", left)) == (None, None)
    assert find(f"在那里{left}的地方", TextQuote("人脸识别")) is None


def test_short_words_are_not_found_inside_longer_ones() -> None:
    assert find("that and this", TextQuote("a")) is None
    assert find("in chines shops", TextQuote("Linus", "in ", " shops")) is None


def test_equal_places_are_no_answer_unless_one_is_nearer() -> None:
    rows = "yes\n" * 200
    quote = anchor(rows, 400, 403).quote
    assert find(rows, quote) is None
    assert find(rows, quote, near=402) is None  # as far from 400 as from 404
    found = find(rows, quote, near=401)
    assert found is not None
    assert (found.start, found.sure) == (400, False)


def test_a_quote_of_a_whole_short_post_is_found_in_it() -> None:
    found = find("灯塔", TextQuote("灯塔"))
    assert found is not None
    assert found.sure
    assert find("灯塔和港口", TextQuote("灯塔")) == Found(0, 2, DOUBT, "exact")


def test_an_anchor_that_does_not_hold_in_the_old_text_is_refused() -> None:
    with pytest.raises(AnchorMismatch):
        reanchor("The harbour counts", "The lamps count", anchor("The lamps count", 4, 9))


def test_an_empty_quote_is_refused() -> None:
    with pytest.raises(ValueError, match="empty quote"):
        find(OLD, TextQuote(""))


@pytest.mark.parametrize("length", [900, 5_000, 19_000])
@pytest.mark.parametrize("chinese", [False, True])
def test_a_long_quote_is_found_by_its_ends(length: int, *, chinese: bool) -> None:
    chance = random.Random(length)  # noqa: S311 - the same text each time
    prose = made_up(chance, chinese=chinese, length=60_000)
    old = laid_out(prose).text
    held = anchor(old, 20_000, 20_000 + length)
    middle = 20_000 + length // 2
    new = old[:5_000] + old[5_100:middle] + " and quite new words " + old[middle:]
    found = reanchor(old, new, held)
    assert found == Found(19_900, 19_900 + length + 21, found.score if found else 0, "context")
    assert not found.sure


def test_a_megabyte_is_no_trouble() -> None:
    text = "the quick 的 e fox " * 30_000
    text = text + "A place of its own, 🙂 with lamps." + text
    start = text.index("own, 🙂")
    held = anchor(text, start, start + 8)
    began = time.perf_counter()
    assert reanchor(text, "x" + text.replace("with lamps", "with old lamps"), held) is not None
    find(text, TextQuote("e"), near=9)  # 60,000 copies
    find(text, TextQuote("x" * 15_000, "no", "where"))
    assert time.perf_counter() - began < 20


POSTS = (
    "The lamps along the quay count whoever passes, and nobody in the town was told what becomes of the figures. A "
    "clerk said that they are kept for a year, another that they go to the capital each night and are never seen again",
    "Most people shrug when they see the gate, though some have put a paper over the lens of the old camera. The guard "
    "takes it off each morning and writes down the hour, and by noon there is a new one, often with a drawing on it",
    "A ledger lay open on a server without a lock for a whole winter until somebody from the harbour wrote of it",
)
SIGNATURE = "— Ada Quill, March 3"


def signed(*posts: str) -> str:
    return f".\n{SIGNATURE}\n".join([*posts, "That was all."])


def test_a_signature_under_every_post_follows_its_own_post() -> None:
    """The posts are turned round, each with words exchanged: what is next to a signature says too little by itself."""
    edited = [re.sub(r"(\w+ \w+ )\w+", r"\1brick", post) for post in POSTS]
    old, new = signed(*POSTS), signed(*reversed(edited))
    place = old.index(SIGNATURE, old.index(POSTS[1]))
    found = reanchor(old, new, anchor(old, place, place + len(SIGNATURE)))
    assert found is not None
    assert found.start == new.index(SIGNATURE, new.index(edited[1]))
    assert not found.sure


def test_a_signature_under_other_posts_is_nobodys() -> None:
    old, place = signed(*POSTS), len(POSTS[0]) + 2
    new = signed("Quite another matter came up in spring", "It was settled by the end of June")
    assert reanchor(old, new, anchor(old, place, place + len(SIGNATURE))) is None


class Tally:
    """Answers beside the truth."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.silent: list[str] = []

    def add(self, words: str, truth: Truth, found: Found | None) -> None:
        self.count[truth.verdict] += 1
        right = found is not None and truth.verdict != "gone" and overlap(found, truth) >= SAME
        if found is not None:
            self.count["found"] += 1
            self.count["to a person"] += not found.sure
            self.count["judged"] += truth.verdict != "doubtful"
            if found.sure and not right:
                self.silent.append(f"{words!r} at {found.start}")
        self.count["right"] += right and truth.verdict == "kept"
        self.count["orphans right"] += truth.verdict == "gone" and found is None

    @property
    def recall(self) -> float:
        return self.count["right"] / self.count["kept"]

    @property
    def precision(self) -> float:
        return self.count["right"] / self.count["judged"]

    @property
    def orphans(self) -> float:
        return self.count["orphans right"] / self.count["gone"] if self.count["gone"] else 1.0

    def __str__(self) -> str:
        share = self.count["to a person"] / self.count["found"]
        return (
            f"{sum(self.count[each] for each in ('kept', 'gone', 'doubtful'))} quotes: recall {self.recall:.4f}, "
            f"precision {self.precision:.4f}, orphans right {self.orphans:.4f} of {self.count['gone']}, "
            f"to a person {share:.0%} of those found, silently wrong {len(self.silent)}"
        )


def overlap(found: Found, truth: Truth) -> float:
    both = max(0, min(found.end, truth.end) - max(found.start, truth.start))
    return both / ((found.end - found.start) + (truth.end - truth.start) - both)


def tally(texts: Iterable[tuple[Prose, random.Random]], strength: Strength) -> Tally:
    result = Tally()
    for prose, chance in texts:
        revision = revised(prose, strength, chance)
        old, new, successors = laid_out(prose), laid_out(revision), successors_in(revision)
        for _ in range(QUOTES):
            quote = chosen(prose, chance)
            held = anchor(old.text, old.ranges[quote[0]][0], old.ranges[quote[-1]][1])
            result.add(held.exact, truth_of(quote, new, successors), reanchor(old.text, new.text, held))
    return result


def texts_of(numbers: Iterable[int]) -> Iterable[tuple[Prose, random.Random]]:
    """English where even, Chinese where odd; a Chinese text says as much in a third of the characters."""
    for number in numbers:
        chance = random.Random(number)  # noqa: S311 - the same texts each time
        chinese = number % 2 == 1
        yield made_up(chance, chinese=chinese, length=7_000 if chinese else 20_000), chance


@pytest.mark.slow
@pytest.mark.parametrize("numbers", [TUNED, HELD_OUT], ids=["tuned", "held out"])
@pytest.mark.parametrize(("strength", "bar"), [(LIGHT, 0.99), (HEAVY, 0.95)], ids=["light", "heavy"])
def test_no_annotation_is_silently_on_the_wrong_words(numbers: range, strength: Strength, bar: float) -> None:
    result = tally(texts_of(numbers), strength)
    print(f"\n{'light' if strength is LIGHT else 'heavy'}, {result}")
    assert result.silent == []
    assert result.recall >= bar
    assert result.precision >= bar
    assert result.orphans >= 0.99


@pytest.mark.slow
@pytest.mark.skipif(not SEEDS, reason="../shared/seeds is not there")
@pytest.mark.parametrize(("strength", "bar"), [(LIGHT, 0.97), (HEAVY, 0.85)], ids=["light", "heavy"])
def test_annotations_of_real_articles_are_not_silently_on_the_wrong_words(
    strength: Strength, bar: float
) -> None:
    """A digest has the same signature under every post: once the posts change too, which one is left is not said."""
    articles = [typed(path.read_text(encoding="utf-8")) for path in SEEDS]
    chances = [random.Random(number) for number in range(40)]  # noqa: S311 - the same revisions each time
    texts = ((article, chance) for chance in chances for article in articles)
    result = tally(texts, strength)
    print(f"\n{'light' if strength is LIGHT else 'heavy'}, real articles, {result}")
    assert result.silent == []
    assert result.precision >= 0.95
    assert result.orphans >= 0.95
    assert result.recall >= bar
