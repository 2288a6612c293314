"""Links of the running text and footnotes."""

from pathlib import Path

import pytest

from archive.reading.html import read_html
from archive.reading.html.urls import Base
from archive.reading.parts import Parts
from archive.reading.proposal import FoundLink, Span

PAGES = Path(__file__).parents[2] / "data" / "pages"


@pytest.fixture(scope="module")
def notes() -> Parts:
    return read_html((PAGES / "footnotes.html").read_text("utf-8"), url="https://example.org/notes/")


def words(parts: Parts, span: Span | None) -> str:
    return parts.text[span.start : span.end] if span else ""


def links_of(body: str) -> tuple[Parts, tuple[FoundLink, ...]]:
    parts = read_html(f"<article>{body}</article>", url="https://example.org/a/page?q=1")
    return parts, parts.links


def test_footnotes_have_a_mark_a_note_and_its_first_address(notes: Parts) -> None:
    cites = [link for link in notes.links if link.relation == "cites"]
    assert [(words(notes, link.span), link.label, words(notes, link.note), link.url) for link in cites] == [
        ("1", "1", "Ann Example, A report, 2019.\nMore of it.", "https://example.org/report"),
        ("[2]", "2", "A note without an address.", ""),
        ("[3]", "3", "[3] Old note, see https://example.org/old.", "https://example.org/old"),
        ("iv", "iv", "Bo Example, a trap and a book.", "https://example.org/b"),
    ]


def test_notes_are_footnote_blocks_and_ways_back_are_no_text(notes: Parts) -> None:
    blocks = [
        words(notes, Span(block.start, block.end)) for block in notes.blocks if block.kind == "footnote"
    ]
    assert blocks == [
        "[3] Old note, see https://example.org/old.",
        "Ann Example, A report, 2019.",
        "More of it.",
        "A note without an address.",
        "Bo Example, a trap and a book.",
    ]
    assert "↩" not in notes.text


def test_other_links_of_that_page_are_resolved_against_its_base(notes: Parts) -> None:
    found = [(words(notes, link.span), link.url) for link in notes.links if link.relation == "links_to"]
    assert found == [
        ("a link", "https://example.org/base/relative?a=1&b=2"),
        ("another", "https://example.org/x"),
    ]
    assert [link.key for link in notes.links] == [f"l{number}" for number in range(1, 7)]


def test_the_same_address_twice_is_two_findings() -> None:
    parts, links = links_of(
        '<p>See <a href="/x">one</a> and <a href="/x">two</a>, says the article at length.</p>'
    )
    assert [(words(parts, link.span), link.url) for link in links] == [
        ("one", "https://example.org/x"),
        ("two", "https://example.org/x"),
    ]


@pytest.mark.parametrize(
    "href",
    [
        "#part",
        "https://example.org/a/page?q=1#part",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/",
        "https://user:secret@example.org/",
        "https://example.org:port/",
        "https://[broken",
        "http://",
        "",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://twitter.com/intent/tweet?text=x",
        "https://service.weibo.com/share/share.php?url=x",
    ],
)
def test_what_leads_nowhere_else_is_no_link(href: str) -> None:
    _, links = links_of(f'<p>Some words of the article with <a href="{href}">a link</a>.</p>')
    assert links == ()


def test_links_in_posts_and_source_marks_are_not_running_links() -> None:
    _, links = links_of(
        '<blockquote><p>A post <a href="/x">here</a></p>— Ann (@ann) December 18, 2019</blockquote>'
        '<blockquote>A quotation with <a href="/in">a link</a> [<a href="/source">Source</a>]</blockquote>'
    )
    assert [link.url for link in links] == ["https://example.org/in"]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" https://example.org/a b ", "https://example.org/a%20b"),
        ("//example.org/x", "https://example.org/x"),
        ("../x", "https://example.org/x"),
        ("?q=2", "https://example.org/a/page?q=2"),
        ("https://example.org/中文", "https://example.org/中文"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/\u202egpj.exe", "https://example.org/%E2%80%AEgpj.exe"),
        ("https:\\\\example.org\\x?a\\b", "https://example.org/x?a%5Cb"),
    ],
)
def test_addresses_are_those_of_the_web_or_nothing(written: str, address: str) -> None:
    assert Base("https://example.org/a/page").resolve(written) == address


def test_without_a_page_address_relative_links_are_none() -> None:
    assert read_html('<article><p>Words and <a href="/x">a link</a>.</p></article>').links == ()
