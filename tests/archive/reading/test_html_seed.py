"""The digest of the seeds as a page with X embeds gives what its plain text gives, with ids and addresses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.reading.html import read_html
from archive.reading.parts import Parts
from archive.reading.plaintext import read_plain_text
from archive.reading.proposal import FoundPost, Span
from tests.archive.reading.pages import Piece, Quote, Tweet, Words, article_page, status_id

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
URL = "https://example.org/2019/12/digest/"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts of ../shared/seeds/ are not here")


@pytest.fixture(scope="module")
def plain() -> Parts:
    text = next(iter(sorted(SEEDS.glob("*.txt")))).read_text("utf-8")
    return read_plain_text(text)


@pytest.fixture(scope="module")
def digest(plain: Parts) -> Parts:
    markup = article_page(
        list(pieces(plain)), title="A made-up title", author="Ann Example", issued="2019-12-19", url=URL
    )
    return read_html(markup)


def pieces(parts: Parts) -> Iterator[Piece]:
    """The findings of the plain text and the paragraphs between them, in order."""
    taken: list[tuple[Span, Piece]] = [
        (whole(post), as_tweet(parts, post, n)) for n, post in enumerate(parts.posts)
    ]
    for n, quotation in enumerate(parts.quotations, start=1):
        assert quotation.mark is not None
        piece = Quote(words(parts, quotation.span), f"https://example.org/paper/{n}")
        taken.append((Span(quotation.span.start, quotation.mark.end), piece))
    loose = [
        block
        for block in parts.blocks
        if not any(span.start < block.end and block.start < span.end for span, _ in taken)
    ]
    taken += [(Span(block.start, block.end), Words(parts.text[block.start : block.end])) for block in loose]
    yield from (piece for _, piece in sorted(taken, key=lambda pair: pair[0].start))


def as_tweet(parts: Parts, post: FoundPost, number: int) -> Tweet:
    return Tweet(
        words(parts, post.span), post.handle, post.display_name, post.posted, status_id(post.posted, number)
    )


def whole(post: FoundPost) -> Span:
    assert post.signature is not None
    return Span(post.span.start, post.signature.end)


def words(parts: Parts, span: Span) -> str:
    return parts.text[span.start : span.end]


def facts(parts: Parts, post: FoundPost) -> tuple[object, ...]:
    """All that both forms of the article know of a post."""
    number = (post.thread, post.thread_number, post.thread_length)
    person = (post.platform, post.handle, post.display_name, post.posted)
    return (post.key, words(parts, post.span), person, number, post.media, post.links)


def test_the_page_holds_the_same_posts(plain: Parts, digest: Parts) -> None:
    assert len(digest.posts) == 22
    assert [facts(digest, post) for post in digest.posts] == [facts(plain, post) for post in plain.posts]
    assert digest.threads == plain.threads


def test_posts_of_the_page_have_ids_addresses_and_languages(plain: Parts, digest: Parts) -> None:
    expected = [as_tweet(plain, post, number) for number, post in enumerate(plain.posts)]
    assert [(post.platform_id, post.url) for post in digest.posts] == [
        (post.status_id, post.url) for post in expected
    ]
    assert {post.language for post in digest.posts} == {"en"}
    assert digest.warnings == ()


def test_the_page_holds_the_same_quotations_with_addresses(plain: Parts, digest: Parts) -> None:
    assert [words(digest, q.span) for q in digest.quotations] == [
        words(plain, q.span) for q in plain.quotations
    ]
    assert [q.url for q in digest.quotations] == [
        "https://example.org/paper/1",
        "https://example.org/paper/2",
    ]
    assert [words(digest, q.mark) for q in digest.quotations if q.mark] == ["[Source]", "[Source]"]
    assert [len(q.elisions) for q in digest.quotations] == [len(q.elisions) for q in plain.quotations]
    assert [len(q.insertions) for q in digest.quotations] == [len(q.insertions) for q in plain.quotations]


def test_the_page_is_the_article_and_nothing_around_it(plain: Parts, digest: Parts) -> None:
    loose = [
        words(plain, Span(block.start, block.end)) for block in plain.blocks if block.kind == "paragraph"
    ]
    assert loose[0] in digest.text
    for furniture in (
        "About us",
        "Share on",
        "You may also",
        "2 comments",
        "@someone",
        "Copyright",
        "margin",
    ):
        assert furniture not in digest.text
    assert digest.links == ()


def test_the_page_says_what_it_is(digest: Parts) -> None:
    stated = digest.metadata
    assert (stated.title.value, stated.title.origin) == ("A made-up title", "JSON-LD NewsArticle.headline")
    assert [(a.value, a.origin) for a in stated.authors] == [("Ann Example", "JSON-LD NewsArticle.author")]
    assert (stated.issued.value, stated.issued.origin) == ("2019-12-19", "JSON-LD NewsArticle.datePublished")
    assert (stated.container.value, stated.container.origin) == (
        "The Example Digest",
        "JSON-LD NewsArticle.isPartOf",
    )
    assert (stated.url.value, stated.language.value, stated.csl_type.value) == (
        URL,
        "en-US",
        "article-newspaper",
    )
