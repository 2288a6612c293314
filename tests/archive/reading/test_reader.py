"""The one door: what `read` adds to what was found."""

import hashlib
import time

import pytest

from archive.reading import UnreadableInput, read

SIGNED = "— Ann (@ann) March 2, 2020"


def test_the_bytes_are_told() -> None:
    data = "Café.\r\n".encode("cp1252")
    proposal = read(data, name="a.txt", media_type="text/plain; charset=windows-1252")
    assert proposal.sha256 == hashlib.sha256(data).hexdigest()
    assert (proposal.size, proposal.name, proposal.media_type) == (7, "a.txt", "text/plain")
    assert (proposal.encoding, proposal.encoding_origin, proposal.text) == (
        "windows-1252",
        "declared",
        "Café.",
    )


def test_a_page_declares_its_own_encoding() -> None:
    page = '<!doctype html><meta charset="gbk"><title>新闻</title><p>本周，记者研究了这些监控工具。</p>'
    proposal = read(page.encode("gbk"))
    assert (proposal.media_type, proposal.encoding, proposal.encoding_origin) == (
        "text/html",
        "gb18030",
        "declared",
    )
    assert "记者研究了这些监控工具" in proposal.text


def test_the_protocol_declares_before_the_page() -> None:
    page = '<!doctype html><meta charset="utf-8"><p>本周，记者研究了这些监控工具。</p>'
    assert read(page.encode("gbk"), media_type='text/html; charset="gbk"').encoding == "gb18030"


def test_text_is_composed_and_offsets_count_the_composed_text() -> None:
    proposal = read(f"Cafe\u0301:\nOne.\n{SIGNED}".encode())
    assert proposal.text.startswith("Café:")
    assert proposal.words(proposal.posts[0].span) == "One."


def test_warnings_of_every_step_arrive() -> None:
    proposal = read(f"It\u2019s \x07 \u201cfine\u201d:\n{SIGNED}\n{SIGNED}".encode("cp1252"), name="a.html")
    assert [warning.code for warning in proposal.warnings] == [
        "name-mismatch",
        "encoding-detected",
        "control-characters",
        "signature-without-text",
    ]


def test_the_place_of_an_invisible_character_is_in_the_text() -> None:
    proposal = read("  One.\r\n\r\n Tw\u202eo.".encode())
    (warning,) = proposal.warnings
    assert warning.span is not None
    assert proposal.words(warning.span) == "\u202e"


def test_a_given_address_is_kept() -> None:
    assert read(b"Words.", url="https://a.example/1").metadata.url.value == "https://a.example/1"
    assert read(b"Words.", url="https://a.example/1").metadata.url.origin == "given"
    assert read(b"Words.").metadata.url.value == ""


def test_a_given_address_wins_over_the_page_and_both_are_told() -> None:
    page = b'<!doctype html><link rel="canonical" href="https://a.example/own"><p>Words of the page.</p>'
    assert read(page).metadata.url.value == "https://a.example/own"
    proposal = read(page, url="https://b.example/given")
    assert (proposal.metadata.url.value, proposal.metadata.url.origin) == ("https://b.example/given", "given")
    (warning,) = (warning for warning in proposal.warnings if warning.code == "url-differs")
    assert "https://a.example/own" in warning.message
    assert "https://b.example/given" in warning.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ("\u200b\u3000\n\u200b".encode(), "no-text"),
        (b"\xef\xbb\xbf", "no-text"),
        (b"\x01\x02", "no-text"),
        (b"<!doctype html><title></title><script>let x</script>", "no-text"),
        (b"<!doctype html><p>&#x200b;</p>", "no-text"),
        (b"words \0 words", "binary"),
        (b"%PDF-1.4", "pdf"),
        (("a" + "\u0301\u0323" * 1000).encode(), "combining-marks"),
        (("<p>a" + "\u0301\u0323" * 1000 + "</p>").encode(), "combining-marks"),
    ],
)
def test_what_cannot_be_kept_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read(data)
    assert refusal.value.code == code
    assert str(refusal.value)


MEGABYTES = 5_000_000
HUGE = {
    "one word": "a" * MEGABYTES,
    "white space": "a" + " " * MEGABYTES + "b",
    "brackets": "[" * MEGABYTES,
    "elisions": "[… " * (MEGABYTES // 4),
    "handles": "— n (@n) " * (MEGABYTES // 10),
    "addresses": "https://" * (MEGABYTES // 8),
    "closing brackets": "https://a" + ")" * MEGABYTES,
    "comments": "<!-- " * (MEGABYTES // 5),
    "quotes in quotes": ">" * 10_000 + " words",
    "nested quotation marks": "“" * 10_000 + "words" + "”" * 10_000,
    "short lines": "\n".join(f"line {number}" for number in range(100_000)),
    "one wrapped group": "first\n\n" + "\n".join(f"line {number}" for number in range(100_000)),
    "source marks": "\n".join(["words [Source]"] * 50_000),
    "elided paragraphs": "\n".join(["[…] words"] * 50_000) + " [Source]",
    "posts": "\n".join(f"{number % 900 + 1}/ words\n{SIGNED}" for number in range(20_000)),
    "marks": ("a" + "\u0301\u0323" * 127) * 5_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_time_grows_with_length_alone(text: str) -> None:
    """A quadratic step would take minutes here; the bound leaves room for a busy machine."""
    start = time.perf_counter()
    read(text.encode(), name="a.txt")
    assert time.perf_counter() - start < 8
