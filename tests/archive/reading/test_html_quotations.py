"""Block quotations and where they say they are from."""

import pytest

from archive.reading.html import read_html
from archive.reading.parts import Parts
from archive.reading.proposal import Span

URL = "https://example.org/report"
LINK = f'<a href="{URL}">'


def read(body: str) -> Parts:
    return read_html(f"<article><p>The article says this first, and then it quotes:</p>{body}</article>")


def words(parts: Parts, span: Span | None) -> str:
    return parts.text[span.start : span.end] if span else ""


def found(parts: Parts) -> list[tuple[str, str, str, str]]:
    return [(words(parts, q.span), words(parts, q.mark), q.url, q.title) for q in parts.quotations]


@pytest.mark.parametrize(
    ("markup", "mark", "title"),
    [
        (f"<blockquote><p>One.</p><p>Two. [{LINK}<b>Source</b></a>]</p></blockquote>", "[Source]", ""),
        (f"<blockquote><p>One.</p><p>Two.{LINK}[Source]</a></p></blockquote>", "[Source]", ""),
        (f"<blockquote><p>One.</p><p>Two. {LINK}Link</a></p></blockquote>", "Link", ""),
        (f"<blockquote><p>One.</p><p>Two.</p><p>{LINK}来源</a></p></blockquote>", "来源", ""),
        (f"<blockquote><p>One.</p><p>Two.</p><footer>— {LINK}<cite>A report</cite></a></footer></blockquote>",
         "— A report", "A report"),
        (f"<blockquote><p>One.</p><p>Two.</p>— <cite>{LINK}A report</a></cite></blockquote>", "— A report", "A report"),
        (f"<blockquote><p>One.</p><p>Two.</p></blockquote><p>[{LINK}Source</a>]</p>", "[Source]", ""),
        (f"<blockquote><p>One.</p><p>Two.</p></blockquote><p>Source: {LINK}A report</a></p>", "Source: A report", "A report"),
        (f"<blockquote cite='{URL}'><p>One.</p><p>Two.</p></blockquote>", "", ""),
    ],
)  # fmt: skip
def test_a_source_is_found_where_it_is_named(markup: str, mark: str, title: str) -> None:
    parts = read(markup + "<p>The article goes on.</p>")
    assert found(parts) == [("One.\nTwo.", mark, URL, title)]
    assert parts.links == ()


def test_a_quotation_without_a_source_is_one_and_unsure() -> None:
    parts = read("<blockquote>Only words.</blockquote><p>See the source of it all: the river.</p>")
    assert found(parts) == [("Only words.", "", "", "")]
    assert parts.quotations[0].confidence < 0.8


def test_elisions_and_insertions_have_places() -> None:
    parts = read("<blockquote>He [the mayor] said […] no. [Source]</blockquote>")
    quotation = parts.quotations[0]
    assert [words(parts, span) for span in quotation.elisions] == ["[…]"]
    assert [words(parts, span) for span in quotation.insertions] == ["[the mayor]"]


def test_neighbours_that_continue_by_an_elision_are_one() -> None:
    parts = read(
        f"<blockquote>One […] more.</blockquote><blockquote>[…] Two.</blockquote><blockquote>[…] Three. [{LINK}Source</a>]</blockquote>"
    )
    assert found(parts) == [("One […] more.\n[…] Two.\n[…] Three.", "[Source]", URL, "")]
    assert [words(parts, span) for span in parts.quotations[0].elisions] == ["[…]"] * 3


@pytest.mark.parametrize(
    "second", [f"<blockquote>Two. [{LINK}Source</a>]</blockquote>", f"<p>Between</p><blockquote>[…] Two. [{LINK}Source</a>]</blockquote>"]
)  # fmt: skip
def test_others_stay_apart(second: str) -> None:
    assert len(read(f"<blockquote>One.</blockquote>{second}").quotations) == 2


def test_paragraphs_that_end_in_a_source_link_are_a_quotation_too() -> None:
    parts = read(f"<p>Plain paragraphs. [{LINK}Source</a>]</p>")
    assert found(parts) == [("Plain paragraphs.", "[Source]", URL, "")]


def test_a_quotation_holds_its_inner_quotations() -> None:
    parts = read("<blockquote>Outer<blockquote>inner</blockquote></blockquote>")
    assert [q[0] for q in found(parts)] == ["Outer\ninner"]
