"""What two texts have in common: the longest runs of the same words, wherever they stand. Pure.

Words are the same as search takes them: case, width, accents and the script of Chinese do not count, and neither does
what stands between words. Offsets are Unicode code points, half-open.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sources.searching.folding import BARRIER
from sources.searching.preparing import Token, tokens

# So many words begin a run; shorter ones are in any two texts of a language.
SEED = 4
# A run tells something from so many Han characters on, or words of three halves each.
LEAST = 9
HAN_WEIGHT, WORD_WEIGHT = 1.0, 1.5
# Of words that begin a run so many places are tried: in what repeats itself without end, any is as good.
PLACES = 32


@dataclass(frozen=True, slots=True)
class Run:
    """The same words in both: numbered in the order of the first text."""

    number: int
    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`covered` and `other_covered`: how much of the words of either stands in the other, 0 to 1."""

    runs: list[Run]
    covered: float
    other_covered: float


def compare(one: str, other: str) -> Comparison:
    """The runs do not overlap in `one`; in `other` they may, where `one` says again what it said before.

    Time is linear in both texts but for the places tried, which are limited.
    """
    mine, theirs = _words(one), _words(other)
    numbers: dict[str, int] = {}
    matches = list(_matches(mine, _Spelled(mine, numbers), _Spelled(theirs, numbers)))
    runs = [
        Run(
            number,
            mine[here].start,
            mine[here + length - 1].end,
            theirs[there].start,
            theirs[there + length - 1].end,
        )
        for number, (here, there, length) in enumerate(matches, start=1)
    ]
    return Comparison(
        runs,
        _share(((here, length) for here, _there, length in matches), len(mine)),
        _share(((there, length) for _here, there, length in matches), len(theirs)),
    )


def _words(text: str) -> list[Token]:
    return [each for each in tokens(text) if each.form != BARRIER]


class _Spelled:
    """The words of a text as numbers, equal for equal words, so that a run is compared fast."""

    def __init__(self, words: Sequence[Token], numbers: dict[str, int]) -> None:
        self.words = array("I", (numbers.setdefault(each.form, len(numbers)) for each in words))

    def seeds(self) -> dict[bytes, list[int]]:
        """Where each run of `SEED` words begins: at most `PLACES`."""
        places: dict[bytes, list[int]] = {}
        for place in range(len(self.words) - SEED + 1):
            known = places.setdefault(self.seed(place), [])
            if len(known) < PLACES:
                known.append(place)
        return places

    def seed(self, place: int) -> bytes:
        return self.words[place : place + SEED].tobytes()


def _matches(words: Sequence[Token], mine: _Spelled, theirs: _Spelled) -> Iterator[tuple[int, int, int]]:
    """(place in one, place in the other, how many words), ascending in the first, the longest from each place on.

    Of equally long ones the first that comes after the last match: what was copied was mostly copied in order.
    """
    seeds = theirs.seeds()
    place = after = 0
    while place <= len(mine.words) - SEED:
        best, length = 0, 0
        for there in seeds.get(mine.seed(place), ()):
            found = _length(mine.words, place, theirs.words, there)
            if (found, there >= after) > (length, best >= after):
                best, length = there, found
        if _weight(words[place : place + min(length, LEAST)]) < LEAST:
            place += 1
            continue
        yield place, best, length
        place, after = place + length, best + length


def _length(mine: "array[int]", here: int, theirs: "array[int]", there: int) -> int:
    """How many words are the same from here on: in steps that double, then halve."""
    most = min(len(mine) - here, len(theirs) - there)
    same, step = 0, SEED
    while step:
        step = min(step, most - same)
        if step and mine[here + same : here + same + step] == theirs[there + same : there + same + step]:
            same += step
            step *= 2
        else:
            step //= 2
    return same


def _weight(words: Iterable[Token]) -> float:
    return sum(HAN_WEIGHT if each.han else WORD_WEIGHT for each in words)


def _share(runs: Iterable[tuple[int, int]], words: int) -> float:
    """Of all words, those that stand in a run; a word in two of them counts once."""
    covered = done = 0
    for start, length in sorted(runs):
        covered += max(0, start + length - max(start, done))
        done = max(done, start + length)
    return covered / words if words else 0.0
