"""The styles that come along: all there, what each is, and credited."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sources.citing.formatted import Citation, formatted, text_of
from sources.citing.styles import (
    COMING_ALONG,
    CORRECTIONS,
    LOCALES,
    OFFICIAL,
    Form,
    UnknownStyle,
    coming_along,
    official_file,
    style_named,
)

WORK: dict[str, Any] = {
    "id": "w",
    "type": "webpage",
    "title": "Lamps",
    "author": [{"family": "Arden", "given": "Mia"}],
    "container-title": "Hum",
    "issued": {"date-parts": [[2019, 3, 4]]},
    "accessed": {"date-parts": [[2020, 5, 6]]},
    "URL": "https://example.org/lamps",
}


def test_each_is_what_its_name_says() -> None:
    forms = {style.id: style.form for style in coming_along()}
    assert forms == {
        "chicago-notes-bibliography": Form.NOTE,
        "chicago-notes-17": Form.NOTE,
        "chicago-author-date": Form.AUTHOR_DATE,
        "apa": Form.AUTHOR_DATE,
        "mla": Form.AUTHOR,
        "harvard-cite-them-right": Form.AUTHOR_DATE,
        "vancouver": Form.NUMERIC,
        "ieee": Form.NUMERIC,
        "gb-t-7714-2015-numeric": Form.NUMERIC,
        "gb-t-7714-2015-author-date": Form.AUTHOR_DATE,
        "news-agency": Form.AUTHOR_DATE,
    }
    assert all(style.has_bibliography for style in coming_along())
    assert len({style.title for style in coming_along()}) == len(COMING_ALONG)


def test_official_ones_name_their_authors_and_licence() -> None:
    credits = [style_named(id).credit for id in OFFICIAL]
    assert [credit for credit in credits if not credit.endswith(" (CC BY-SA 3.0)")] == []


@pytest.mark.parametrize(
    ("id", "found"), [(id, found) for id, pairs in CORRECTIONS.items() for found, _put in pairs]
)
def test_what_is_corrected_is_still_there(id: str, found: bytes) -> None:
    path = official_file(OFFICIAL[id][0])
    assert path is not None
    assert path.read_bytes().count(found) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("id", ["", "nothing", "../apa", "chicago-note-bibliography"])
def test_an_unknown_style_is_said_to_be_unknown(id: str) -> None:
    with pytest.raises(UnknownStyle):
        style_named(id)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "apa.csl", "", "a/b", "nothing", "apa\0"])
def test_no_file_but_an_official_one_is_found_by_name(name: str) -> None:
    assert official_file(name) is None


@pytest.mark.slow
@pytest.mark.parametrize("locale", list(LOCALES))
def test_styles_speak_each_language(locale: str, tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    for style in map(style_named, ("chicago-notes-bibliography", "apa", "vancouver")):
        [made] = formatted([Citation(WORK, "12")], style, locale)
        said = text_of(made.note or made.in_text)
        assert "12" in said
        assert "Lamps" in text_of(made.bibliography) + said
        assert "https://example.org/lamps" in made.bibliography


def test_a_language_changes_the_words(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path
    said = {
        locale: text_of(formatted([Citation(WORK)], style_named("mla"), locale)[0].bibliography)
        for locale in ("en-US", "de-DE", "fr-FR")
    }
    assert "4 Mar. 2019" in said["en-US"]
    assert "4. März 2019" in said["de-DE"]
    assert "4 mars 2019" in said["fr-FR"]
