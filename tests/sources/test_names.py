"""Names and words as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.names import NameForm, folded, name_forms, name_key, script_of, text_key


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("Quill", "Latn"), ("孟", "Hani"), ("カナ", "Kana"), ("한글", "Hang"), ("Чайка", "Cyrl"), ("قلم", "Arab"),
        ("9孟", "Hani"), ("Ωmega", "Zzzz"), ("💡", "Zyyy"), ("", "Zyyy"), ("éclair", "Latn"), ("𠮷", "Hani"),
    ],
)  # fmt: skip
def test_script_of_the_first_letter_that_has_one(word: str, script: str) -> None:
    assert script_of(word) == script


@pytest.mark.parametrize(
    ("display_name", "forms"),
    [
        ("Paul Mozur 孟建国", [("Paul Mozur", "und-Latn"), ("孟建国", "und-Hani")]),
        ("孟建国 Paul Mozur", [("孟建国", "und-Hani"), ("Paul Mozur", "und-Latn")]),
        ("Paul Mozur（孟建国）", [("Paul Mozur", "und-Latn"), ("孟建国", "und-Hani")]),
        ("Quill羽安", [("Quill", "und-Latn"), ("羽安", "und-Hani")]),
        ("Ada Quill / Ада Квилл", [("Ada Quill", "und-Latn"), ("Ада Квилл", "und-Cyrl")]),
        ("Ada Quill", [("Ada Quill", "und-Latn")]),
        ("Ada Quill 💡", [("Ada Quill 💡", "und-Latn")]),
        ("羽安", [("羽安", "und-Hani")]),
        ("Quill 羽安 Quill", [("Quill", "und-Latn"), ("羽安", "und-Hani")]),
        ("💡💡", [("💡💡", "und")]),
        ("  ", [("", "und")]),
    ],
)
def test_each_script_is_a_form_of_its_own(display_name: str, forms: list[tuple[str, str]]) -> None:
    assert name_forms(display_name) == [NameForm(*form) for form in forms]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada  Quill", "ada quill"),
        ("ＡＤＡ　ＱＵＩＬＬ", "Ada Quill"),
        (" Straße", "STRASSE "),
        ("羽安", "羽安"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ada Quill", "Ada Quiller"), ("羽安", "羽"), ("Ada-Quill", "Ada Quill")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("published", "quoted"),
    [
        ("The “lamp” is on", 'The "lamp" is on'),
        ("It’s dark\n\nhere", "it's dark here"),
        ("Look pic.twitter.com/ab12", "Look"),
        ("Look https://t.co/Ab9 now", "look now"),
        ("ｗｉｄｅ", "wide"),
    ],
)
def test_copies_of_the_same_words_share_a_key(published: str, quoted: str) -> None:
    assert folded(published) == folded(quoted)
    assert text_key(published) == text_key(quoted)


def test_no_words_have_no_key_and_a_key_has_its_length() -> None:
    assert text_key(" \n pic.twitter.com/ab12 ") == ""
    assert len(text_key("lamp")) == 32
    assert text_key("lamp") != text_key("lamps")


@given(st.text())
def test_any_name_has_a_form_and_any_text_a_key(text: str) -> None:
    assert name_forms(text)
    assert name_key(name_key(text)) == name_key(text)
    assert len(text_key(text)) in (0, 32)
