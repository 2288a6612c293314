"""Language tags."""

import pytest

from sources.languages import script_words, tidy_tag


@pytest.mark.parametrize(
    ("given", "tidy"),
    [
        ("en", "en"), ("EN-gb", "en-GB"), ("zh-hans", "zh-Hans"), ("ZH-HANT-tw", "zh-Hant-TW"), ("und", "und"),
        ("und-hani", "und-Hani"), ("zh-latn-pinyin", "zh-Latn-pinyin"), ("de-1996", "de-1996"), ("es-419", "es-419"),
        ("sl-rozaj-biske", "sl-rozaj-biske"), ("en-x-quay", "en-x-quay"), ("x-quay", "x-quay"),
        ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"), ("en-a-bbb-x-a", "en-a-bbb-x-a"), ("ca-valencia", "ca-valencia"),
    ],
)  # fmt: skip
def test_a_tag_in_its_usual_case(given: str, tidy: str) -> None:
    assert tidy_tag(given) == tidy


@pytest.mark.parametrize(
    "given",
    ["", "e", "english language", "en_GB", "en-", "-en", "zh-Hans-", "123", "zh--Hans", "灯", "en-a", "x"],
)
def test_not_a_tag(given: str) -> None:
    assert tidy_tag(given) is None


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("und-Hani", "Chinese characters"),
        ("en", ""),
        ("zh-Latn-pinyin", "Latin script"),
        ("hi-Deva", "Deva"),
        ("", ""),
    ],
)
def test_script_in_words(tag: str, words: str) -> None:
    assert script_words(tag) == words
