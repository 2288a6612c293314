"""References as Markdown: read by another program they are the same words, and nothing more."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sources.citing.markdown import at_start, escaped, markdown_of, quoted

READER = MarkdownIt("commonmark").enable("strikethrough").enable("table")
WORDS = st.text("aB 张*_`[]()<>!#+-=|~^$@&.:;1\\\"'{}/", min_size=1, max_size=40).filter(str.strip)


def seen(markdown: str) -> str:
    """The words that a reader of the page sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", READER.render(markdown))).strip()


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("Quill, <em>The Lamp</em>, 12.", "Quill, *The Lamp*, 12."),
        ("<strong>A</strong> <b>b</b> <i>c</i>", "**A** **b** *c*"),
        ('<span class="small-caps">Quill</span> 2<sup>nd</sup>', "Quill 2<sup>nd</sup>"),
        ('<a href="https://a.example/x_y">https://a.example/x_y</a>', "[https://a.example/x\\_y](<https://a.example/x_y>)"),
        ("@adaquill &amp; 5 &lt; 6", "\\@adaquill \\& 5 \\< 6"),
        ("1. Quill", "1\\. Quill"),
        ("- Quill", "\\- Quill"),
    ],
)  # fmt: skip
def test_what_a_reference_has_is_said(markup: str, markdown: str) -> None:
    assert markdown_of(markup) == markdown


@settings(max_examples=400, deadline=None)
@given(WORDS)
def test_any_words_come_back_as_they_are(words: str) -> None:
    expected = " ".join(words.split())
    assert seen(at_start(escaped(words))) == expected
    assert seen(markdown_of(html.escape(expected))) == expected
    assert READER.render(at_start(escaped(words))).startswith("<p>")


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_quotation_is_one_quotation(lines: list[str]) -> None:
    made = READER.render(quoted("\n".join(lines)))
    assert made.count("<blockquote>") == 1
    assert made.count("<p>") == len(lines)
    assert [seen(each) for each in re.findall(r"<p>.*?</p>", made, re.DOTALL)] or lines
