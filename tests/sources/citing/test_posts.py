"""What stands for the title of a post, what its platform was called, and posts that others exported."""

import pytest

from sources.citing.csl import fields_of
from sources.citing.items import PostFields
from sources.citing.posts import (
    platform_name,
    short_title_of,
    title_of,
    with_handle,
    with_short_title,
    without_handle,
)

LONG = "lamp " * 100


def test_a_short_text_is_its_title_in_one_line() -> None:
    assert (
        title_of("Lamp three\n\nis out.") == short_title_of("Lamp three\n\nis out.") == "Lamp three is out."
    )
    assert title_of("") == short_title_of("  ") == ""


def test_a_long_text_is_cut_between_words() -> None:
    assert title_of(LONG) == ("lamp " * 56).strip() + "…"
    assert len(title_of(LONG)) == 280
    assert title_of("lamp, " * 60).endswith("lamp, lamp…")
    assert title_of("x" * 300) == "x" * 279 + "…"
    assert title_of("x" * 280) == "x" * 280
    assert title_of("灯" * 300) == "灯" * 279 + "…"


def test_twenty_words_are_forty_characters_where_words_stand_without_gaps() -> None:
    assert short_title_of(LONG) == ("lamp " * 20).strip() + "…"
    assert short_title_of(("lamp " * 20).strip()) == ("lamp " * 20).strip()
    assert short_title_of("lamp, " * 60).endswith("lamp, lamp…")
    assert short_title_of("灯" * 41) == "灯" * 40 + "…"
    assert short_title_of("灯" * 40) == "灯" * 40


@pytest.mark.parametrize(
    ("issued", "name"),
    [("2019-12-18", "Twitter"), ("2023-07-23", "Twitter"), ("2023-07-24", "X"), ("", "X"), ("2024", "X")],
)
def test_a_platform_is_called_as_on_that_day(issued: str, name: str) -> None:
    assert platform_name("x", issued) == name
    assert platform_name("other", issued) == ""


@pytest.mark.parametrize(
    "parts", [{"literal": "灯"}, {"family": "Quill", "given": "Ada"}, {"family": "Quill", "suffix": "Jr."}]
)
def test_a_handle_goes_and_comes(parts: dict[str, str]) -> None:
    assert without_handle(with_handle(parts, "quill"), "quill") == parts
    assert without_handle(parts, "quill") == parts


def test_apa_has_the_short_title_of_a_post_and_only_of_a_post() -> None:
    item = {"id": "a", "type": "post", "title": "Lamp three is out", "title-short": "Lamp…"}
    assert with_short_title(item)["title"] == "Lamp…"
    assert with_short_title({**item, "type": "book"})["title"] == "Lamp three is out"


@pytest.mark.parametrize(
    ("item", "post"),
    [
        (
            {"URL": "https://twitter.com/quill/status/1", "author": [{"literal": "Ada Quill [@quill]"}]},
            ("x", "quill"),
        ),
        ({"URL": "https://www.x.com/quill", "author": [{"family": "@quill"}]}, ("x", "quill")),
        (
            {"URL": "https://bsky.app/profile/a", "author": [{"family": "Quill", "given": "Ada"}]},
            ("bluesky", ""),
        ),
        (
            {"genre": "Mastodon post", "author": [{"literal": "@quill@lamps.example"}]},
            ("mastodon", "quill@lamps.example"),
        ),
        ({"URL": "https://t.me/lamps/3", "author": "Ada"}, ("telegram", "")),
        ({"URL": "http://[broken", "author": []}, ("other", "")),
        ({}, ("other", "")),
    ],
)
def test_a_post_from_elsewhere(item: dict[str, object], post: tuple[str, str]) -> None:
    assert fields_of({"id": "a", "type": "post", **item}).post == PostFields(*post)


def test_the_handle_is_no_part_of_the_name() -> None:
    item = {"id": "a", "type": "post", "author": [{"literal": "Ada Quill [@quill]"}]}
    assert [each.name for each in fields_of(item).contributors] == ["Ada Quill"]
