"""Embedded posts, as the platforms' own codes publish them, and as sites leave them."""

from pathlib import Path

import pytest

from archive.reading.html import read_html
from archive.reading.html.permalinks import read_permalink
from archive.reading.html.snowflakes import day_of
from archive.reading.parts import Parts
from archive.reading.proposal import FoundPost, Span

PAGES = Path(__file__).parents[2] / "data" / "pages"
X = "https://twitter.com"


@pytest.fixture(scope="module")
def article() -> Parts:
    return read_html((PAGES / "embeds.html").read_text("utf-8"), url="https://example.org/a/")


def words(parts: Parts, span: Span | None) -> str:
    return parts.text[span.start : span.end] if span else ""


def by_id(parts: Parts, platform_id: str) -> FoundPost:
    return next(post for post in parts.posts if post.platform_id == platform_id)


def only(markup: str) -> tuple[Parts, FoundPost]:
    parts = read_html(f"<article><p>Some words of the article stand here first.</p>{markup}</article>")
    assert len(parts.posts) == 1
    return parts, parts.posts[0]


def test_every_embed_is_a_post_in_the_order_of_the_page(article: Parts) -> None:
    x = [str(1207257523605458944 + number) for number in range(8)]
    assert [post.platform_id for post in article.posts] == [
        *x[:6],
        "social.example.org/103325000000000001",
        "social.example.org/103325000000000002",
        "at://did:plc:abc123/app.bsky.feed.post/3lexample2x",
        *("examplechannel/123", "examplechannel/124", "examplechannel/125"),
        *x[6:],
    ]
    assert [post.key for post in article.posts] == [f"p{number}" for number in range(1, 15)]
    assert [link.url for link in article.links] == []
    assert article.quotations == ()
    assert article.warnings == ()


def test_an_x_embed_with_two_paragraphs_links_and_a_picture(article: Parts) -> None:
    post = article.posts[0]
    assert (
        words(article, post.span)
        == "第一段，讲摄像头。\n第二段，见 example.org/report #cameras pic.twitter.com/Pic0000001"
    )
    assert words(article, post.signature) == "— Ann Example 安 (@ann_example) December 18, 2019"
    assert (post.platform, post.handle, post.display_name) == ("x", "ann_example", "Ann Example 安")
    assert (post.posted, post.language, post.url) == (
        "2019-12-18",
        "zh",
        f"{X}/ann_example/status/1207257523605458944",
    )
    assert post.media == ("https://pic.twitter.com/Pic0000001",)
    assert post.links == ("https://t.co/Ab12Cd34",)


def test_a_video_keeps_the_host_it_was_published_on_and_no_language(article: Parts) -> None:
    post = article.posts[1]
    assert (post.url, post.language) == ("https://x.com/bo/status/1207257523605458945", "")
    assert (post.media, post.has_text) == (("https://pic.twitter.com/Vid0000001",), True)


@pytest.mark.parametrize(
    ("at", "shown", "url", "handle"),
    [
        (2, f"{X}/cy/status/1207257523605458946", f"{X}/cy/status/1207257523605458946", "cy"),
        (
            3,
            "https://mobile.twitter.com/cy/statuses/1207257523605458947",
            f"{X}/cy/status/1207257523605458947",
            "cy",
        ),
        (4, f"{X}/i/web/status/1207257523605458948", f"{X}/i/web/status/1207257523605458948", ""),
        (
            6,
            "Post by @eve@social.example.org\nView on Mastodon",
            "https://social.example.org/@eve/103325000000000001",
            "eve@social.example.org",
        ),
        (
            7,
            "https://social.example.org/@eve/103325000000000002",
            "https://social.example.org/@eve/103325000000000002",
            "eve@social.example.org",
        ),
        (9, "https://t.me/examplechannel/123", "https://t.me/examplechannel/123", "examplechannel"),
        (10, "https://t.me/examplechannel/124", "https://t.me/examplechannel/124", "examplechannel"),
    ],
)
def test_an_embed_without_words_is_kept_as_its_link(
    article: Parts, at: int, shown: str, url: str, handle: str
) -> None:
    post = article.posts[at]
    assert (words(article, post.span), post.url, post.handle) == (shown, url, handle)
    assert (post.has_text, post.signature, post.posted, post.media, post.links) == (False, None, "", (), ())


def test_a_date_in_an_unread_language_stays_empty(article: Parts) -> None:
    post = article.posts[5]
    assert words(article, post.span) == "Bonjour"
    assert words(article, post.signature) == "— Dee (@dee) 18 décembre 2019"
    assert (post.handle, post.display_name, post.posted, post.language) == ("dee", "Dee", "", "fr")


def test_a_bluesky_post_is_named_by_its_uri(article: Parts) -> None:
    post = article.posts[8]
    assert words(article, post.span) == "A longer thought.\n[image or embed]"
    assert (post.platform, post.handle, post.display_name) == ("bluesky", "flo.example.org", "Flo Example")
    assert (post.posted, post.url) == (
        "2025-01-05",
        "https://bsky.app/profile/did:plc:abc123/post/3lexample2x",
    )
    assert post.links == ()


@pytest.mark.parametrize("user", ["ada", "ada.quill", "ada-q@quay.example"])
def test_a_mastodon_address_names_its_account_with_dots_and_hyphens_too(user: str) -> None:
    found = read_permalink(f"https://social.example/@{user}/109876543210987654/embed")
    assert found is not None
    assert found.handle == (user if "@" in user else f"{user}@social.example")
    assert found.platform_id == "social.example/109876543210987654"


def test_a_telegram_quotation_gives_its_time_in_utc(article: Parts) -> None:
    post = article.posts[11]
    assert (post.platform, post.handle, post.posted) == ("telegram", "examplechannel", "2019-12-18T15:30:00Z")
    assert words(article, post.span) == "Quoted from the channel."


def test_posts_without_classes_are_found_by_their_signatures(article: Parts) -> None:
    quoted, written = article.posts[12:]
    assert (words(article, quoted.span), quoted.url) == (
        "Still a post.",
        f"{X}/gus/status/1207257523605458950",
    )
    assert words(article, written.span) == "No quotation mark-up at all. (2/x)"
    assert (written.url, written.thread_number) == ("https://x.com/hal/status/1207257523605458951", 2)


def test_a_signature_below_a_block_quotation_signs_all_of_it() -> None:
    parts, post = only("<blockquote><p>One.</p><p>Two.</p></blockquote><p>— Ann (@ann) December 18, 2019</p>")
    assert words(parts, post.span) == "One.\nTwo."
    assert parts.quotations == ()


def test_a_signature_signs_no_quotation_with_another_post_in_it() -> None:
    signature = "— Ann (@ann) December 18, 2019"
    parts = read_html(
        f"<article><p>The article says:</p><blockquote><p>One.</p><p>{signature}</p>"
        f"<p>Two.</p></blockquote><p>{signature}</p></article>"
    )
    assert [words(parts, post.span) for post in parts.posts] == ["One.", "Two."]


def test_an_embed_in_a_comment_is_no_post_of_the_article() -> None:
    embed = '<blockquote class="twitter-tweet"><p>Words</p>— Ann (@ann) December 18, 2019</blockquote>'
    assert read_html(f"<article><p>Words.</p><div class='comments'>{embed}</div></article>").posts == ()


def test_a_signature_without_words_above_it_is_no_post() -> None:
    assert read_html("<article><pre>&nbsp;— Ann (@ann) December 18, 2019</pre></article>").posts == ()


def test_the_last_link_of_a_signature_is_that_of_the_post() -> None:
    _, post = only(
        '<blockquote><p>Words</p>— Ann (<a href="https://x.com/ann/status/1">@ann</a>) '
        '<a href="https://x.com/ann/status/2">December 18, 2019</a></blockquote>'
    )
    assert post.url == "https://x.com/ann/status/2"


def test_pictures_in_an_embed_are_its_media() -> None:
    _, post = only(
        '<blockquote class="twitter-tweet"><p>Look <img class="emoji" alt="👀" src="https://example.org/e.svg"></p>'
        '<img src="https://example.org/photo.jpg"><img src="data:image/png;base64,AA">'
        "— Ann (@ann) December 18, 2019</blockquote>"
    )
    assert post.media == ("https://example.org/photo.jpg",)


def test_an_emoji_picture_is_its_character() -> None:
    parts, post = only(
        '<blockquote>Hi <img class="emoji" alt="👀"> you<p>— Ann (@ann) December 18, 2019</blockquote>'
    )
    assert words(parts, post.span) == "Hi 👀 you"


def test_a_quoted_tweets_address_is_not_the_posts_own() -> None:
    _, post = only(
        '<blockquote class="twitter-tweet"><p>See <a href="https://twitter.com/bo/status/7">this</a></p>'
        "— Ann (@ann) December 18, 2019</blockquote>"
    )
    assert (post.platform_id, post.url, post.links) == ("", "", ("https://twitter.com/bo/status/7",))


def test_an_id_made_on_another_day_is_told_and_the_date_stays() -> None:
    parts, post = only(
        '<blockquote class="twitter-tweet"><p>Hm</p>— Ann (@ann) '
        '<a href="https://twitter.com/ann/status/1207257523605458944">March 1, 2018</a></blockquote>'
    )
    assert post.posted == "2018-03-01"
    assert [warning.code for warning in parts.warnings] == ["date-disagrees"]
    assert words(parts, parts.warnings[0].span) == "— Ann (@ann) March 1, 2018"


def test_ids_carry_a_day_since_november_2010() -> None:
    assert str(day_of("1207257523605458944")) == "2019-12-18"
    assert day_of("20") is None
    assert day_of("9" * 30) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://twitter.com/ann",
        "https://twitter.com/ann/status/",
        "https://nottwitter.com/ann/status/1",
        "https://twitter.com.example.org/ann/status/1",
        "https://example.org/@ann/5",
        "https://bsky.app/profile/ann.example.org",
        "https://t.me/ann",
        "javascript:https://twitter.com/ann/status/1",
        "https://[broken/status/1",
    ],
)
def test_other_addresses_are_no_posts(address: str) -> None:
    assert read_permalink(address) is None
