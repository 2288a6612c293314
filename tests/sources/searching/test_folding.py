"""Folding: every character there is, and the places that folded ones come from."""

import re
import sys
import unicodedata

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin.phrases_dict import phrases_dict

from sources.searching import folding
from sources.searching.folding import fold, simplified, traced

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
# Characters that melt together, vanish or grow, thrown together far more often than chance would.
RESTLESS = st.text(
    "aéÉ\u0301\u200d\ufe0f\u3099かハﾊﾟ\u1100\u1161\u11a8가ㄱㅏ\u093c\u0928ß½…㍿\uac00\n .,#@\ue000張３",
    max_size=12,
)

# The first text with a new character waits for its dictionary.
many = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café CAFE\u0301", "Cafe CAFE"),
        ("Łódź, Søren, Straße, Đặng", "lodz, Soren, Strasse, dang"),
        ("Σίσυφος", "σισυφοσ"),
        ("İstanbul ıssız", "Istanbul issiz"),
        ("ＮＹＴ　２０１９", "NYT 2019"),
        ("٢٠١٩", "2019"),
        ("張三看著", "张三看着"),
        ("裡裏里 衞衛卫 爲為为", "里里里 卫卫卫 为为为"),
        ("ハ\u309a ﾊﾟ パ", "パ パ パ"),
        ("\u1112\u1161\u11ab 한", "한 한"),
        ("हिन्दी", "हिन्दी"),
        ("الْعَرَبِيَّة", "العربية"),
        ("Zhang\u200bSan\u00ad", "ZhangSan"),
        ("“a”…b—c", "!a!!b!c"),
        ("\x00\ud800\U000e0001", "!!"),
        ("a\r\n\u2028b", "a\n\n\nb"),
    ],
)
def test_spellings_meet(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.slow
def test_every_character_folds_for_good() -> None:
    for code in range(sys.maxunicode + 1):
        folded = fold(chr(code)).casefold()
        assert fold(folded).casefold() == folded, hex(code)
        assert unicodedata.is_normalized("NFKC", folded), hex(code)


@pytest.mark.slow
def test_nothing_joins_that_is_not_known_to() -> None:
    """Folding one character at a time is sound only where no two of them melt into one."""
    for code in range(sys.maxunicode + 1):
        if folding._joining.match(chr(code)):
            continue
        first = unicodedata.normalize("NFKD", chr(code))[0]
        if folding._is_omitted(chr(code)) or folding._is_omitted(first):
            continue
        assert unicodedata.category(first)[0] != "M", hex(code)
        assert not "\u1161" <= first <= "\u1175", hex(code)
        assert not "\u11a8" <= first <= "\u11c2", hex(code)


@many
@given(ANY_TEXT | RESTLESS)
def test_equivalent_spellings_fold_alike(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert words(unicodedata.normalize(form, text)) == words(text)


def words(text: str) -> list[str]:
    return re.split("[ !.,@#\n]+", fold(text).casefold())


@many
@given(ANY_TEXT | RESTLESS)
def test_each_folded_character_has_a_place(text: str) -> None:
    folded, places = traced(text)
    assert folded == fold(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)


@many
@given(ANY_TEXT | RESTLESS, ANY_TEXT | RESTLESS)
def test_a_place_is_where_the_folding_says(before: str, after: str) -> None:
    cut = len(fold(f"{before} "))
    places = traced(f"{before} {after}")[1]
    assert list(places)[cut:] == [place + len(before) + 1 for place in traced(after)[1]]


def test_no_word_of_either_script_is_missed() -> None:
    """Each of 47,000 words as mainland, Taiwan and Hong Kong print it: our characters fold to the same."""
    missed = []
    for script in ("s2t", "s2tw", "s2hk"):
        traditional = opencc.OpenCC(script)
        pairs = [(word, traditional.convert(word)) for word in phrases_dict]
        missed += [pair for pair in pairs if fold(pair[0]) != fold(pair[1])]
    assert len(phrases_dict) > 40_000
    assert missed == []


def test_each_han_character_has_one_form() -> None:
    for code in [*range(0x3400, 0xA000), *range(0x20000, 0x31350)]:
        form = simplified(chr(code))
        assert len(form) == 1
        assert simplified(form) == form
