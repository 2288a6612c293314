"""Whatever the markup: no exception, blocks that join to the text, places inside it, web addresses only."""

from collections.abc import Iterator
from itertools import pairwise
from unicodedata import is_normalized

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.reading.html import read_html
from archive.reading.parts import Parts
from archive.reading.proposal import FoundLink, FoundQuotation, Span

TAG_NAMES = (
    "p div blockquote span a br table tr td li ul h2 pre figure figcaption sup b cite footer article aside"
    " section header form iframe script time q main img"
)
TAGS = TAG_NAMES.split()
ATTRIBUTES = (
    *(
        'class="twitter-tweet"',
        'class="footnotes"',
        'class="byline"',
        'class="comments"',
        "hidden",
        "itemscope",
    ),
    *('href="https://twitter.com/ann/status/1207257523605458944"', 'href="#fn1"', 'id="fn1"', 'href="/x"'),
    *('href="javascript:alert(1)"', 'href="data:text/html,x"', 'src="vbscript:x"', 'cite="javascript:x"'),
    *('lang="en"', 'rel="author"', 'datetime="2019-12-18T10:00:00Z"', 'data-telegram-post="chan/1"'),
    *('src="https://t.me/channel/12"', 'itemtype="https://schema.org/Book"', 'itemprop="author"'),
)
WORDS = st.sampled_from(
    (
        *(
            "— Ann (@ann) December 18, 2019",
            "[Source]",
            "Source",
            "[…] more",
            "(2/3)",
            "By Ann Lee",
            "作者：李博",
        ),
        *(
            "pic.twitter.com/abc",
            "https://example.org/x",
            "e\u0301",
            "\u0301",
            "😀",
            "\u00a0",
            " ",
            "\n",
            "&#x338;",
        ),
        *("&lt;", "<", "&", "\u202e", "a:", "x", "<!--", "]]>", "&#0;"),
    )
) | st.text(max_size=8)

SHAPES = st.sampled_from(
    (
        *(
            '<a href="https://example.org/x">a link</a>',
            '<sup><a href="#fn1">1</a></sup>',
            '<li id="fn1">A note.</li>',
        ),
        '<blockquote class="twitter-tweet"><p lang="en">Words<br><br>more</p>— Ann (@ann) <a href="https://twitter.com/'
        'ann/status/1207257523605458944">December 18, 2019</a></blockquote>',
        '<blockquote>Words</blockquote><p>[<a href="https://example.org/y">Source</a>]</p>',
        '<blockquote>Words <cite><a href="/report">A report</a></cite></blockquote>',
        "<p>A post</p><p>— Ann (@ann) December 18, 2019</p>",
    )
)


@st.composite
def element(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """A tag around other markup, sometimes left open."""
    tag = draw(st.sampled_from(TAGS))
    attributes = " ".join(draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=2)))
    closing = draw(st.sampled_from((f"</{tag}>", f"</{tag}>", "", "</p>")))
    return f"<{tag} {attributes}>{draw(inner)}{closing}"


MARKUP = st.recursive(
    WORDS | SHAPES, lambda inner: element(st.lists(inner, max_size=5).map("".join)), max_leaves=30
)


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKUP, max_size=6).map("".join))
def test_any_markup_gives_a_sound_proposal(markup: str) -> None:
    parts = read_html(markup, url="https://example.org/a/")
    assert parts.text == "\n".join(parts.text[block.start : block.end] for block in parts.blocks)
    assert is_normalized("NFC", parts.text)
    assert all(
        block.start < block.end and parts.text[block.start : block.end].strip() for block in parts.blocks
    )
    assert all(0 <= span.start < span.end <= len(parts.text) for span in spans(parts))
    assert all(url.startswith(("http://", "https://")) for url in urls(parts) if url)
    assert [post.span.start for post in parts.posts] == sorted(post.span.start for post in parts.posts)
    posts = [Span(post.span.start, (post.signature or post.span).end) for post in parts.posts]
    assert all(before.end <= after.start for before, after in pairwise(posts))


def spans(parts: Parts) -> Iterator[Span]:
    """Every place in the findings."""
    for post in parts.posts:
        yield from filter(None, (post.span, post.signature))
    for quotation in parts.quotations:
        yield from filter(None, (quotation.span, quotation.mark, *quotation.elisions, *quotation.insertions))
    for link in parts.links:
        yield from filter(None, (link.span, link.note))
    yield from (warning.span for warning in parts.warnings if warning.span)


def urls(parts: Parts) -> Iterator[str]:
    """Every address in the findings."""
    yield parts.metadata.url.value
    for post in parts.posts:
        yield from (post.url, *post.media, *post.links)
    cited: list[FoundQuotation | FoundLink] = [*parts.quotations, *parts.links]
    yield from (found.url for found in cited)
    yield from (found.cited.url.value for found in cited)
