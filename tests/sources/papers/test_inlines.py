"""Words as pandoc's inlines: what is said of their language, and what of their look is kept."""

import pytest

from sources.papers.inlines import SPACE, Node, Speech, of_markup, of_text, spoken

ENGLISH = Speech("en-US")


def span(language: str, words: str) -> Node:
    return {"t": "Span", "c": [["", [], [["lang", language]]], [{"t": "Str", "c": words}]]}


@pytest.mark.parametrize(
    ("language", "locale", "tag"),
    [
        ("zh-TW", "en-US", "zh-TW"),
        ("ja", "zh-CN", "ja"),
        ("en", "zh-CN", "zh-CN"),
        ("", "en-US", "und-Hani"),
        ("und", "de-DE", "und-Hani"),
    ],
)
def test_han_has_the_language_of_its_work_or_of_the_citations(language: str, locale: str, tag: str) -> None:
    assert of_text("天网 x", Speech(locale), language) == [span(tag, "天网"), SPACE, {"t": "Str", "c": "x"}]


def test_kana_goes_with_the_han_beside_it() -> None:
    assert of_text("見えない目", ENGLISH, "ja") == [span("ja", "見えない目")]


def test_a_format_without_tags_has_none() -> None:
    plain = Speech("en-US", tags=False)
    assert of_text("天网", plain, "zh") == [{"t": "Str", "c": "天网"}]
    assert spoken([SPACE], "zh", plain) == [SPACE]
    assert spoken([SPACE], "und", ENGLISH) == [SPACE] == spoken([SPACE], "", ENGLISH)


def test_the_look_of_formatted_references_is_kept() -> None:
    made = of_markup('<em>A <b>B</b></em><span class="small-caps">C</span><sup>1</sup> &lt;i&gt;', ENGLISH)
    strong: Node = {"t": "Strong", "c": [{"t": "Str", "c": "B"}]}
    assert made == [
        {"t": "Emph", "c": [{"t": "Str", "c": "A"}, SPACE, strong]},
        {"t": "SmallCaps", "c": [{"t": "Str", "c": "C"}]},
        {"t": "Superscript", "c": [{"t": "Str", "c": "1"}]},
        SPACE,
        {"t": "Str", "c": "<i>"},
    ]


def test_links_and_looks_are_left_out_of_plain_text() -> None:
    plain = Speech("en-US", looks=False, tags=False)
    made = of_markup('<a href="https://a.example/">A</a> <em>B</em>', plain)
    assert made == [{"t": "Str", "c": "A"}, SPACE, {"t": "Str", "c": "B"}]
    (link,) = of_markup('<a href="https://a.example/?x=1&amp;y=2">A</a>', ENGLISH)
    assert link["c"][2] == ["https://a.example/?x=1&y=2", ""]


def test_what_is_no_character_is_shown_to_be_none() -> None:
    assert of_text("a\x00b\ud800\nc", ENGLISH) == [
        {"t": "Str", "c": "a\ufffdb\ufffd"},
        SPACE,
        {"t": "Str", "c": "c"},
    ]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("\u202ea", "\u202c"),
        ("\u202ea\u202c", ""),
        ("\u2067\u202aa", "\u202c\u2069"),
        ("\u202a\u2066a\u202c", "\u2069\u202c"),
    ],
)
def test_directions_end_with_the_words(text: str, ended: str) -> None:
    made = "".join(each["c"] for each in of_text(text, ENGLISH))
    assert made == text + ended
