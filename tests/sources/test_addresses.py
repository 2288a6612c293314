"""Addresses: which are links, and which are of the same page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import is_web_address, url_key


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org/a?b=c#d", "https://例子.example/灯"]
)
def test_web_address(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "//example.org/a", "javascript:alert(1)", "data:text/html,x", "ftp://example.org",
        "https://", "https:///a", "https://example.org/a b", 'https://example.org/"', "https://example.org/<b>",
        "https://[::1", "http://example.org/\n",
    ],
)  # fmt: skip
def test_no_web_address(url: str) -> None:
    assert not is_web_address(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&b=1", "https://example.org/a?b=1"),
        ("https://x.com/quill/status/12?s=20&t=abc", "https://twitter.com/quill/status/12"),
        ("https://mobile.twitter.com/quill/status/12", "https://twitter.com/quill/status/12"),
        ("https://EXAMPLE.org:443/a", "https://example.org/a"),
        ("  https://example.org/a ", "https://example.org/a"),
    ],
)
def test_same_page(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/?s=lamp", "https://example.org/?s=quay"),
        ("https://example.org/?t=1", "https://example.org/?t=2"),
        ("https://example.org:8000/", "https://example.org/"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org/?utmost=1", "https://example.org/"),
    ],
)
def test_other_page(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    "url", ["not an address", "https://[::1", "mailto:ada@example.org", "https://e.org:x/"]
)
def test_what_cannot_be_parsed_still_equals_itself(url: str) -> None:
    assert url_key(url) == url_key(url) != ""


def test_nothing_has_no_key() -> None:
    assert url_key("") == ""


@given(st.text())
def test_any_text_has_a_key_that_fits_its_column(text: str) -> None:
    assert len(url_key(text)) <= 2000


@given(st.text())
def test_a_web_address_is_never_without_a_key(text: str) -> None:
    address = f"https://example.org/{text}"
    if is_web_address(address):
        assert url_key(address)
