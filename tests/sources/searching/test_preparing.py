"""Preparing text: the forms of each kind of word, and what holds of any string."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sources.searching.folding import BARRIER
from sources.searching.preparing import LONGEST_FORM, LONGEST_WORD, prepared, terms, tokens

B = BARRIER
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
# What the rules are about, thrown together far more often than chance would.
RESTLESS = st.text(
    "aAbBzé\u0301 \n.,!#@_-'·123456かハﾊ\u3099\u1161가ㅏ，。「」…㍿張三กั\ue000\u200d\ufe0f\x00\ud800１．，",
    max_size=40,
)
LONG = st.builds(
    lambda each, times: each * times, st.text("a1.,A#張é", min_size=1, max_size=5), st.integers(1, 300)
)
TEXTS = ANY_TEXT | RESTLESS | LONG
many = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("One Month, 500,000 Face Scans", "one month 500000 face scans"),
        ("1,234.5 1234.5 12345,678 1,23 3.5.", "1234.5 1234.5 12345 678 1 23 3.5"),
        ("18.12.2019 2019-12-18 10.0.0.1 v1.2", "18.12.2019 2019 12 18 10.0.0.1 v1.2"),
        ("don't don’t state-of-the-art п\u02bcять", "don t don t state of the art п ять"),
        ("café CAFE\u0301 Café", "cafe cafe cafe"),
        ("@paulmozur @paul_mozur mail@example.org", "paulmozur paul mozur mail example org"),
        ("#XinjiangPoliceFiles #NYTimes", "xinjiangpolicefiles xinjiang police files nytimes ny times"),
        ("#hongkong YouTube # Tag", "hongkong youtube tag"),
        ("https://www.nytimes.com/2019/12/17/a-b.html?x=1", "https www nytimes com 2019 12 17 a b html x 1"),
        ("孟建国", "孟 建 国"),
        ("Mozur孟建国（纽约时报）", f"mozur 孟 建 国 {B} 纽 约 时 报"),
        ("人脸识别。张三,李四", f"人 脸 识 别 {B} 张 三 {B} 李 四"),
        ("张三“李四”。王五", f"张 三 {B} 李 四 {B} 王 五"),
        ("他说 ， “张三”", f"他 说 {B} 张 三"),
        ("艾尼瓦尔·买买提 新华社-路透 张 三", "艾 尼 瓦 尔 买 买 提 新 华 社 路 透 张 三"),
        ("香港 #HongKong 抗议", f"香 港 {B} hongkong hong kong 抗 议"),
        ("3.5万,2019年", f"3.5 万 {B} 2019 年"),
        ("one\ntwo\r\n\r\nthree four\n", f"one {B} two {B} three four"),
        ("Hello, “world”! Yes.", "hello world yes"),
        ("張三 计划 計畫", "张 三 计 画 计 画"),
        ("カメラ 한국 ไทย", "カ メ ラ 한 국 ไ ท ย"),
        ("हिन्दी བོད་ཡིག", "हिन्दी བོད ཡིག"),
        ("𠮷野家 〇 㐀 \U0002ceb0 \U00030000 \ufa0c", "𠮷 野 家 〇 㐀 \U0002ceb0 \U00030000 兀"),
        ("💡🇨🇳 ©", ""),
        (f"{B}a{B}b{B}", f"a {B} b"),
        ("", ""),
    ],
)
def test_forms_of_each_kind(text: str, forms: str) -> None:
    assert prepared(text) == forms
    assert [token.form for token in tokens(text)] == forms.split()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Cafe\u0301s, ok", ["Cafe\u0301s", "ok"]),
        ("👩‍💻 張三\ufe0f！", ["張", "三\ufe0f"]),
        ("#HongKong", ["HongKong", "Hong", "Kong"]),
        ("ß㍿x", ["ß㍿x"[:1], "㍿", "㍿", "㍿", "㍿", "x"]),
        ("カ\u3099メ", ["カ\u3099", "メ"]),
        ("1,234.50。", ["1,234.50"]),
        ("各\u200b各", ["各\u200b", "各"]),
    ],
)
def test_each_form_stands_at_its_words(text: str, places: list[str]) -> None:
    assert [text[token.start : token.end] for token in tokens(text)] == places


def test_scripts_without_spaces_are_told() -> None:
    assert [token.han for token in tokens("Mozur 孟3，a")] == [False, True, False, False]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("#HongKong", ["hongkong"]), ("@PaulMozur", ["paulmozur"]), ("ＨｏｎｇＫｏｎｇ", ["hongkong"]),
        ("ab ab", ["ab", "ab"]), ("join #HongKong", ["join", "hongkong", "hong", "kong"]),
        ("張三", ["张", "三"]), ("，张三。", ["张", "三"]), ("!!", []), ("#㍿", ["株", "式", "会", "社"]),
        ("哈哈", ["哈", "哈"]),
    ],
)  # fmt: skip
def test_a_tag_alone_is_asked_for_whole(word: str, forms: list[str]) -> None:
    assert terms(word) == forms


@many
@given(TEXTS)
@example("#" + "aB" * 100)
@example("#aB1.5.6.7.8")
def test_index_and_tokens_agree(text: str) -> None:
    assert prepared(text) == " ".join(token.form for token in tokens(text))


@many
@given(TEXTS)
@example("1" * LONGEST_WORD + ".5")
@example("1,234," + "5" * 130)
def test_preparing_again_changes_nothing(text: str) -> None:
    once = prepared(text)
    assert prepared(once) == once


@many
@given(TEXTS)
def test_places_are_in_order_and_in_the_text(text: str) -> None:
    start = 0
    for token in tokens(text):
        assert start <= token.start < token.end <= len(text)
        start = token.start


@many
@given(TEXTS)
def test_forms_hold_nothing_that_an_engine_takes_for_its_own(text: str) -> None:
    for token in tokens(text):
        assert 0 < len(token.form) <= LONGEST_FORM
        assert not token.han or len(token.form) == 1
        for each in token.form:
            assert not each.isascii() or each.islower() or each.isdigit() or each == "."
            assert not each.isspace()
        token.form.encode()


@many
@given(TEXTS)
def test_equivalent_spellings_have_equal_forms(text: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert prepared(unicodedata.normalize(form, text)) == prepared(text)


@many
@given(TEXTS, TEXTS)
def test_paragraphs_are_prepared_each_by_itself(one: str, other: str) -> None:
    both = [part for part in (prepared(one), prepared(other)) if part]
    assert prepared(f"{one}\n{other}") == f" {B} ".join(both)
