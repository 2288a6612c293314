"""A folded text is the text in NFKC, and each place in it leads back to the very character it came from."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.folding import fold, fold_name

# Letters that grow, shrink or join when folded, beside plain ones.
TRICKY = "aB '’é\u0301ﬁ㍿㎞ｶﾞﾊﾟＡ１①²\u3000\u00a0ㄱㅏ한\u1161\u11a8ßẞİ👁\ufe0f🏳𠮷海\u0344¨\n"
texts = st.text(st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=["Cs"])), max_size=40)


def plain(text: str) -> str:
    """The same by the shortest way: all of it at once, without places."""
    whole = unicodedata.normalize("NFKC", text)
    lower = (letter.casefold() if len(letter.casefold()) == 1 else letter for letter in whole)
    return "".join(lower).translate({ord("’"): "'", ord("‘"): "'"})


@given(texts)
@example("ｶﾞ")
@example("x\u0301\u0344㍿ㄱㅏㄱ")
def test_the_folded_text_is_nfkc(text: str) -> None:
    assert fold(text).text == plain(text)


@given(texts)
def test_what_lies_between_two_places_folds_to_what_lies_between_theirs(text: str) -> None:
    folded = fold(text)
    ways = [(place, folded.origin(place)) for place in range(len(folded.text) + 1)]
    known = [(place, origin) for place, origin in ways if origin is not None]
    assert known[0] == (0, 0)
    assert known[-1] == (len(folded.text), len(text))
    for (here, there), (next_here, next_there) in pairwise(known):
        assert plain(text[there:next_there]) == folded.text[here:next_here]


@pytest.mark.parametrize(
    ("text", "folded", "origins"),
    [
        ("Ab", "ab", [0, 1, 2]),
        ("㍿x", "株式会社x", [0, None, None, None, 1, 2]),
        ("ｶﾞx", "ガx", [0, 2, 3]),
        ("👁️Ｃ", "👁️c", [0, None, 2, 3]),
        ("海康", "海康", [0, 1, 2]),
    ],
)
def test_places_inside_what_was_one_character_lead_nowhere(
    text: str, folded: str, origins: list[int | None]
) -> None:
    result = fold(text)
    assert result.text == folded
    assert [result.origin(place) for place in range(len(folded) + 1)] == origins


def test_a_name_has_single_spaces() -> None:
    assert fold_name(" Great\u3000 Ｆirewall ") == "great firewall"
