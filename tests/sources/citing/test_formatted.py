"""Works in a style: the forms of each, told apart, pinpointed, numbered and kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sources.citing import engine, kept
from sources.citing.formatted import Citation, Formatted, formatted, text_of
from sources.citing.styles import style_named

CHICAGO, AUTHOR_DATE, APA = (
    style_named(id) for id in ("chicago-notes-bibliography", "chicago-author-date", "apa")
)
IEEE, GB = style_named("ieee"), style_named("gb-t-7714-2015-numeric")
POST: dict[str, Any] = {
    "id": "p",
    "type": "post",
    "title": "The gate has a new camera",
    "author": [{"literal": "陆小舟"}],
    "container-title": "Twitter",
    "issued": {"date-parts": [[2019, 12, 18]]},
    "URL": "https://example.org/status/1",
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    yield


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many works each run of pandoc was given."""
    sizes: list[int] = []
    cite = engine.cite

    def counted(blocks: Any, items: Any, *rest: Any) -> Any:
        sizes.append(len(items))
        return cite(blocks, items, *rest)

    monkeypatch.setattr(engine, "cite", counted)
    return sizes


def book(id: str, family: str, given: str, year: int, title: str = "Walls with eyes") -> dict[str, Any]:
    author = [{"family": family, "given": given}]
    return {"id": id, "type": "book", "title": title, "author": author, "issued": {"date-parts": [[year]]}}


def cited(style_id: str, *items: dict[str, Any], locale: str = "en-US") -> list[Formatted]:
    return formatted([Citation(item) for item in items], style_named(style_id), locale)


def test_a_note_style_gives_an_entry_a_note_and_a_short_note() -> None:
    [one] = formatted([Citation(book("a", "Arden", "Mia", 2019), locator="12")], CHICAGO, "en-US")
    assert one.bibliography == "Arden, Mia. <em>Walls with Eyes</em>. 2019."
    assert one.note == "Mia Arden, <em>Walls with Eyes</em> (2019), para. 12."
    assert one.short_note == "Arden, <em>Walls with Eyes</em>, para. 12."
    assert (one.in_text, one.warning, one.number) == ("", "", None)


def test_other_styles_give_an_entry_and_what_stands_in_the_text() -> None:
    [one] = formatted([Citation(book("a", "Arden", "Mia", 2019), locator="12")], APA, "en-US")
    assert one.in_text == "(Arden, 2019, para. 12)"
    assert one.bibliography == "Arden, M. (2019). <em>Walls with eyes</em>."
    assert (one.note, one.short_note) == ("", "")


def test_a_post_that_a_style_keeps_out_of_its_bibliography_says_so() -> None:
    [one] = cited("chicago-notes-bibliography", POST)
    assert one.bibliography == ""
    assert one.note.startswith("陆小舟, “The gate has a new camera,” Twitter, December 18, 2019, <a href=")
    assert "keeps works of this kind out" in one.warning
    [other] = cited("chicago-notes-17", POST)
    assert other.bibliography.startswith("陆小舟. “The gate")
    assert other.warning == ""


def test_each_pinpoint_of_a_work_gets_the_whole_note() -> None:
    work = book("a", "Arden", "Mia", 2019)
    made = formatted([Citation(work, locator="3"), Citation(work, locator="7–9")], CHICAGO, "en-US")
    assert [text_of(each.note) for each in made] == [
        "Mia Arden, Walls with Eyes (2019), para. 3.",
        "Mia Arden, Walls with Eyes (2019), paras. 7–9.",
    ]


@pytest.mark.parametrize(
    ("label", "locator", "said"),
    [
        ("page", "12", "p. 12"),
        ("chapter", "3", "Chapter 3"),
        ("section", "2.1", "Section 2.1"),
        ("paragraph", "{4}", "para. 4"),
        ("timestamp", "1:02:03", "1:02:03"),
    ],
)
def test_a_pinpoint_is_named_by_its_label(label: str, locator: str, said: str) -> None:
    [one] = formatted([Citation(book("a", "Arden", "Mia", 2019), locator, label)], APA, "en-US")
    assert one.in_text == f"(Arden, 2019, {said})"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de-DE", "Abs. 12"),
        ("zh-CN", "段 12"),
        ("fr-FR", "paragr. 12"),
        ("es-ES", "párr. 12"),
        ("zh-TW", "段 12"),
    ],
)
def test_a_pinpoint_speaks_the_language_of_the_page(locale: str, said: str) -> None:
    [one] = formatted([Citation(book("a", "Arden", "Mia", 2019), "12")], APA, locale)
    assert said in one.in_text


def test_a_style_without_a_place_for_pinpoints_gets_them_all_the_same() -> None:
    [one] = formatted([Citation(book("a", "Arden", "Mia", 2019), "12")], style_named("vancouver"), "en-US")
    assert one.in_text == "(1, para. 12)"


def test_a_label_that_csl_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="“slide” is no kind of locator"):
        formatted([Citation(POST, "1", "slide")], APA, "en-US")


def test_words_that_follow_are_no_pinpoint() -> None:
    [one] = formatted([Citation(book("a", "Arden", "Mia", 2019), suffix=", 12 copies known")], APA, "en-US")
    assert one.in_text == "(Arden, 2019, 12 copies known)"


def test_numbers_follow_the_list_and_stay_with_the_work() -> None:
    first, second = book("a", "Arden", "Mia", 2019), book("b", "Brook", "Noor", 2018)
    made = formatted([Citation(second), Citation(first), Citation(second, "4")], IEEE, "en-US")
    assert [each.number for each in made] == [1, 2, 1]
    assert [each.in_text for each in made] == ["[1]", "[2]", "[1, Para. 4]"]
    assert made[0].bibliography.startswith("[1] N. Brook, ")
    assert made[1].bibliography.startswith("[2] M. Arden, ")


def test_a_number_in_a_pinpoint_is_left_alone() -> None:
    works = [book(f"b{n}", f"Family{n}", "Mia", 2000 + n) for n in range(12)]
    made = formatted([Citation(work, "1") for work in works], GB, "en-US")
    assert [each.in_text for each in made] == [f"<sup>[{n + 1}, para. 1]</sup>" for n in range(12)]


def test_works_of_one_author_and_year_are_told_apart() -> None:
    works = [book("a", "Arden", "Mia", 2019, "B"), book("b", "Arden", "Mia", 2019, "A"), POST]
    made = cited("apa", *works)
    assert [each.in_text for each in made] == ["(Arden, 2019b)", "(Arden, 2019a)", "(陆小舟, 2019)"]
    assert "(2019b)" in made[0].bibliography


def test_authors_of_one_family_name_are_told_apart_in_other_years_too() -> None:
    made = cited("apa", book("a", "Arden", "Mia", 2019), book("b", "Arden", "Noor", 2018))
    assert [each.in_text for each in made] == ["(M. Arden, 2019)", "(N. Arden, 2018)"]
    assert cited("apa", book("a", "Arden", "Mia", 2019))[0].in_text == "(Arden, 2019)"


def test_the_same_work_twice_is_not_told_apart_from_itself() -> None:
    work = book("a", "Arden", "Mia", 2019)
    made = formatted([Citation(work, "1"), Citation(dict(work), "2")], APA, "en-US")
    assert [each.in_text for each in made] == ["(Arden, 2019, para. 1)", "(Arden, 2019, para. 2)"]


def test_words_of_a_title_are_never_markup() -> None:
    work = book("a", "Arden", "Mia", 2019, "Eyes <script>alert(1)</script> & <i>ears</i>")
    work["URL"] = "javascript:alert(1)"
    [one] = cited("chicago-notes-bibliography", work)
    assert "<script" not in (one.bibliography + one.note).lower()
    assert "href" not in one.bibliography + one.note
    assert "&lt;Script&gt;" in one.bibliography
    assert "<Script>alert(1)</Script> &" in text_of(one.bibliography)


def test_gb_t_7714_speaks_the_language_of_each_work() -> None:
    def of(language: str, names: list[str]) -> dict[str, Any]:
        authors = [{"literal": name} for name in names]
        return {"id": language, "type": "book", "title": "T", "author": authors, "language": language}

    chinese, english = cited(
        "gb-t-7714-2015-numeric", of("zh", ["甲一", "乙二", "丙三", "丁四"]), of("en", ["A", "B", "C", "D"])
    )
    assert "丙三, 等. " in chinese.bibliography
    assert "C, et al. " in english.bibliography


def test_nothing_gives_nothing() -> None:
    assert formatted([], APA, "en-US") == []


def test_what_was_made_is_kept(runs: list[int]) -> None:
    works = [book(f"b{n}", f"Family{n}", "Mia", 2000 + n) for n in range(5)]
    made = cited("apa", *works)
    assert runs == [5]
    assert cited("apa", *works) == made
    assert cited("apa", *works[:2]) == made[:2]  # by content, whatever stands beside it
    assert runs == [5]
    cited("apa", *works[:4], book("b4", "Family4", "Mia", 2020))
    assert runs == [5, 1]


def test_a_work_that_is_told_apart_is_made_anew_with_those_beside_it(runs: list[int]) -> None:
    one, two = book("a", "Arden", "Mia", 2019, "A"), book("b", "Arden", "Mia", 2019, "B")
    other = book("c", "Brook", "Noor", 2019)
    cited("apa", one, other)
    assert cited("apa", one, two, other)[0].in_text == "(Arden, 2019a)"
    assert cited("apa", one, other)[0].in_text == "(Arden, 2019)"
    assert runs == [2, 2]


def test_no_run_has_too_many_works(runs: list[int]) -> None:
    works = [book(f"b{n}", f"Family{n}", "Mia", 2000) for n in range(251)]
    made = cited("ieee", *works)
    assert sorted(runs) == [1, 250]
    assert made[250].bibliography.startswith("[251] M. Family250, ")


def test_too_many_to_be_told_apart_are_said_to_be(runs: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.citing.formatted.MAX_TOGETHER", 3)
    works = [book(f"b{n}", "Arden", "Mia", 2019, f"Title {n}") for n in range(4)]
    made = cited("apa", *works, POST)
    assert [each.in_text for each in made[:4]] == [f"(Arden, 2019{each})" for each in "abc"] + [
        "(Arden, 2019)"
    ]
    assert ["not all are told apart" in each.warning for each in made] == [True] * 4 + [False]


def test_the_file_of_what_is_kept_is_made_anew_when_it_cannot_be_read(
    runs: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    made = cited("apa", POST)
    kept.path().write_bytes(b"this is no database, and long enough to be looked at" * 100)
    assert cited("apa", POST) == made
    assert "made anew" in caplog.text
    assert cited("apa", POST) == made
    assert len(runs) == 2
    kept.path().unlink()
    assert cited("apa", POST) == made
