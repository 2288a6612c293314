"""No text makes preparing it or cutting a snippet from it slow: twice the text takes about twice the time."""

import time
from collections import deque
from collections.abc import Callable

import pytest

from sources.searching.preparing import prepared, terms, tokens
from sources.searching.snippets import snippet
from sources.searching.terms import Term

HOSTILE = [
    "a", " ", "!", " !", "\n", "a\n", "1", "1,234", "1,", "1.", "@", "#aB", "。", "张", "张 ! ", "\u0301", "e\u0301",
    "\u200d", "क्", "\u1100\u1161", "か\u0301\u3099", "ﾊﾟ", "ﷺ", "😀", "🇨", "\x00", "\ue000", "\U000f0000",
]  # fmt: skip
SIZES = 50_000, 200_000
FACTOR = 4 * 2.5  # four times the text, and a busy machine


def seconds(act: Callable[[str], object], text: str) -> float:
    """Of this process: others use the machine too."""
    start = time.process_time()
    act(text)
    return time.process_time() - start


def all_tokens(text: str) -> None:
    deque(tokens(text), maxlen=0)


def one_snippet(text: str) -> None:
    """Of what is everywhere in the text, and of a phrase that nearly is."""
    often = tuple(terms(text[1:1_000]))[:50]
    snippet(text, [Term(often[:1], prefix=True), Term(often), Term((*often, "x"))])


@pytest.mark.slow
@pytest.mark.parametrize("act", [prepared, all_tokens, one_snippet])
@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_time_grows_with_the_text(act: Callable[[str], object], unit: str) -> None:
    # Han at both ends, so that every gap is asked for its barrier.
    small, large = (f"张{(unit * size)[:size]}张" for size in SIZES)
    bound = FACTOR * max(min(seconds(act, small) for _ in range(3)), 0.001)
    # The best of three again; one within the bound is enough to know that the best is.
    assert any(seconds(act, large) < bound for _ in range(3))
