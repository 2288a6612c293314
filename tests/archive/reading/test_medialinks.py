"""Addresses in running text."""

import pytest

from archive.reading.medialinks import end_before_addresses, find_addresses, media_and_links


@pytest.mark.parametrize(
    ("text", "written", "url"),
    [
        (
            "All. pic.twitter.com/VlyPnBSshe",
            "pic.twitter.com/VlyPnBSshe",
            "https://pic.twitter.com/VlyPnBSshe",
        ),
        (
            "pic.twitter.com/zCHPVl2FTd— Name",
            "pic.twitter.com/zCHPVl2FTd",
            "https://pic.twitter.com/zCHPVl2FTd",
        ),
        (
            "pic.twitter.com/zCHPVl2FTd-- Name",
            "pic.twitter.com/zCHPVl2FTd",
            "https://pic.twitter.com/zCHPVl2FTd",
        ),
        ("图 pic.x.com/aB3孟建国", "pic.x.com/aB3", "https://pic.x.com/aB3"),
        ("https://t.co/zThx7ce6xd。", "https://t.co/zThx7ce6xd", "https://t.co/zThx7ce6xd"),
        ("see t.co/abc.", "t.co/abc", "https://t.co/abc"),
        ("https://pbs.twimg.com/media/a.jpg?name=big", "https://pbs.twimg.com/media/a.jpg?name=big", None),
        ("(https://en.wikipedia.org/wiki/A_(b))", "https://en.wikipedia.org/wiki/A_(b)", None),
        ("https://zh.wikipedia.org/wiki/监控，又", "https://zh.wikipedia.org/wiki/监控", None),
        ("“https://example.org/a?b=c&d.”", "https://example.org/a?b=c&d", None),
        ("Is it http://example.org/?", "http://example.org/", None),
    ],
)
def test_an_address_ends_where_the_sentence_goes_on(text: str, written: str, url: str | None) -> None:
    (address,) = find_addresses(text)
    assert text[address.start : address.end] == written
    assert address.url == (url or written)


@pytest.mark.parametrize("text", ["at.co/abc", "https://", "no.address/here", f"https://a/{'x' * 5000}"])
def test_other_words_are_no_addresses(text: str) -> None:
    assert list(find_addresses(text)) == []


def test_media_and_links_are_told_apart_and_named_once() -> None:
    text = "a https://t.co/1 pic.twitter.com/2 https://example.org/3 https://video.twimg.com/4.mp4 pic.twitter.com/2"
    assert media_and_links(text) == (
        ("https://pic.twitter.com/2", "https://video.twimg.com/4.mp4"),
        ("https://t.co/1", "https://example.org/3"),
    )


def test_a_text_ends_before_its_trailing_addresses() -> None:
    text = "Words https://a.example in it (3/x) pic.twitter.com/2 https://t.co/1 \n"
    assert text[: end_before_addresses(text)] == "Words https://a.example in it (3/x)"
    assert end_before_addresses("pic.twitter.com/2") == 0
