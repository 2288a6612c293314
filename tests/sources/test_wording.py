"""Dates, hosts and languages in words."""

import pytest
from django.utils import translation

from sources.templatetags.records import by_script
from sources.wording import date_words, host_of, language_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("", ""),
        ("2019", "2019"),
        ("2019-12", "December 2019"),
        ("2019-12-18", "18 December 2019"),
        ("2019-12-18~", "about 18 December 2019"),
        ("2019-12?", "December 2019 (uncertain)"),
        ("2019%", "about 2019 (uncertain)"),
        ("2019-12-18T16:03:00+02:00", "18 December 2019, 14:03 UTC"),
        ("2019/2020-03", "2019 to March 2020"),
        ("2019-12-18/..", "since 18 December 2019"),
        ("../2019", "until 2019"),
        ("201X", "201X"),
        ("2019-21", "Spring 2019"),
        ("2019-24~", "about Winter 2019"),
        ("2019-26", "Summer 2019 (Northern Hemisphere)"),
        ("2019-31", "Autumn 2019 (Southern Hemisphere)"),
        ("2019-34", "second quarter of 2019"),
        ("2019-37", "first four months of 2019"),
        ("2019-41?", "second half of 2019 (uncertain)"),
        ("2019-23/2020-21", "Autumn 2019 to Spring 2020"),
        ("2019-42", "2019-42"),
        ("2019-13-44", "2019-13-44"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.org/a", "example.org"),
        ("http://example.org:8000/", "example.org"),
        ("javascript:alert(1)", ""),
        ("//example.org", ""),
        ("https://exa mple.org", ""),
        ("", ""),
    ],
)
def test_only_a_web_address_has_a_host(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("zh", "Chinese"),
        ("zh-Hans-CN", "Simplified Chinese"),
        ("en-GB", "British English"),
        ("de-1996", "German"),
        ("und-Hani", ""),
        ("", ""),
        ("qq", "qq"),
    ],
)
def test_a_language_goes_by_its_name(tag: str, words: str) -> None:
    assert language_words(tag) == words


def test_han_is_set_apart_and_everything_is_escaped() -> None:
    assert by_script("Ada <b>Quill 羽安 &") == 'Ada &lt;b&gt;Quill <span lang="und-Hani">羽安</span> &amp;'
    assert by_script("<羽>") == '&lt;<span lang="und-Hani">羽</span>&gt;'


def test_a_date_is_said_in_the_language_of_the_moment() -> None:
    assert date_words("2019-12-18") == "18 December 2019"
    with translation.override("de"):
        assert "Dezember" in date_words("2019-12-18")
    assert date_words("2019-12-18") == "18 December 2019"
