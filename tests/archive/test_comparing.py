"""What two texts have in common."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from archive.comparing import compare

LAMPS = "The lamps on the quay of Brack were out for nine nights before anyone wrote it down."
HAN = "码头上的灯在有人写下来之前熄灭了九个夜晚。"


def words_of(one: str, other: str) -> list[tuple[str, str]]:
    return [
        (one[run.start : run.end], other[run.other_start : run.other_end]) for run in compare(one, other).runs
    ]


def test_a_quoted_sentence_is_found_wherever_it_stands() -> None:
    other = f"A letter says so.\n“{LAMPS}”\nNobody answered it."
    assert words_of(LAMPS, other) == [(LAMPS[:-1], LAMPS[:-1])]


def test_what_moved_is_found_in_both_places() -> None:
    first, second = LAMPS, "The harbour office denies that a list of the lamps was ever kept in its rooms."
    found = words_of(f"{first}\n{second}", f"{second}\n{first}")
    assert found == [(first[:-1], first[:-1]), (second[:-1], second[:-1])]


def test_case_width_and_script_do_not_count() -> None:
    assert words_of(LAMPS, LAMPS.upper()) == [(LAMPS[:-1], LAMPS[:-1].upper())]
    traditional = (
        HAN.replace("码头", "碼頭")
        .replace("灯", "燈")
        .replace("写", "寫")
        .replace("来", "來")
        .replace("个", "個")
        .replace("灭", "滅")
    )
    assert words_of(HAN, traditional) == [(HAN[:-1], traditional[:-1])]


def test_a_few_words_in_common_tell_nothing() -> None:
    assert words_of("It was said on the quay that day.", "Bread is sold on the quay that closes.") == []


def test_a_changed_word_parts_a_run() -> None:
    changed = LAMPS.replace("nine", "ten")
    found = words_of(LAMPS, changed)
    assert [mine for mine, _theirs in found] == [
        "The lamps on the quay of Brack were out for",
        "nights before anyone wrote it down",
    ]


def test_how_much_is_covered() -> None:
    same = compare(LAMPS, LAMPS)
    assert (same.covered, same.other_covered) == (1, 1)
    twice = compare(f"{LAMPS} {LAMPS}", LAMPS)
    assert (twice.covered, twice.other_covered) == (1, 1)
    assert len(twice.runs) == 2
    assert compare(LAMPS, "").covered == 0


@given(st.text(alphabet="ab 灯火\n。", max_size=200), st.text(alphabet="ab 灯火\n。", max_size=200))
def test_runs_say_the_same_and_never_overlap(one: str, other: str) -> None:
    """Letters that differ by no folding, so that the same words are the same letters."""
    done = 0
    for run in compare(one, other).runs:
        assert run.start >= done
        done = run.end
        mine, theirs = one[run.start : run.end], other[run.other_start : run.other_end]
        assert _letters(mine) == _letters(theirs) != ""


def _letters(text: str) -> str:
    return "".join(each for each in text if each.isalpha())


def test_time_is_linear_even_where_everything_repeats() -> None:
    chance = random.Random(3)  # noqa: S311 - the same text each time
    vocabulary = [f"word{number}" for number in range(300)]

    def seconds(length: int) -> float:
        one, other = (" ".join(chance.choices(vocabulary, k=length)) for _each in range(2))
        one += " out" * length
        other += " out" * length
        began = time.perf_counter()
        compare(one, other)
        return time.perf_counter() - began

    seconds(1_000)
    short = min(seconds(5_000) for _each in range(3))
    assert min(seconds(20_000) for _each in range(3)) < 4 * short * 3
