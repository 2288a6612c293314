"""Posts in a page: each embed with its own words, attribution, address, media and links."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from archive.reading.html.attribution import Attribution, attribution_of
from archive.reading.html.dom import Node
from archive.reading.html.embeds import Embed, has_words, linked
from archive.reading.html.page import Page, language, within
from archive.reading.html.permalinks import Permalink
from archive.reading.html.snowflakes import disagrees
from archive.reading.medialinks import media_and_links
from archive.reading.proposal import FoundPost, Platform, ReadingWarning, Span

PLATFORM_WORDS = ("@", "#", "$")
PICTURE_LINK = ("[image or embed]",)


def embedded_posts(page: Page, embeds: Sequence[Embed]) -> Iterator[FoundPost]:
    """The posts of embeds that show in the text, in order; keys are left empty."""
    for embed in embeds:
        span = page.span(embed.node)
        if span is not None:
            yield embedded_post(page, embed, span)


def quoted_posts(page: Page, taken: Sequence[Span]) -> Iterator[FoundPost]:
    """The posts in block quotations that no class marks but a signature ends, outermost first."""
    skip = 0
    for node, span in page.quotes_outside(taken):
        attribution = attribution_of(page, node) if node.index >= skip else None
        if attribution and attribution.span.start > span.start:
            skip = node.end
            yield signed_post(page, node, span, attribution)


def signed_post(page: Page, node: Node, span: Span, attribution: Attribution) -> FoundPost:
    """A post known by its signature alone."""
    link = attribution.permalink
    post = post_of(page, Embed(node, attribution.platform, None), span, attribution, link)
    return replace(
        post,
        confidence=0.95 if link else 0.9,
        reason="a block quotation that ends in the signature of a post",
    )


def embedded_post(page: Page, embed: Embed, span: Span) -> FoundPost:
    """The post of one embed; one without any words but its link has `has_text` false."""
    attribution = attribution_of(page, embed.node)
    stated = embed.stated or (attribution.permalink if attribution else None)
    if stated is None and attribution is None:
        stated = next(linked(page.tree, embed.node, page.base), None)
    return post_of(page, embed, span, attribution, stated)


def post_of(
    page: Page, embed: Embed, whole: Span, attribution: Attribution | None, link: Permalink | None
) -> FoundPost:
    """The post in an element that spans `whole`."""
    words = own_words(page, whole, attribution)
    has_text = words is not None and (attribution is not None or not only_links(page, embed.node, whole))
    media, links = carried(page, embed.node, words, link) if words and has_text else ((), ())
    return FoundPost(
        key="",
        span=words or whole,
        signature=attribution.span if attribution and words else None,
        platform=link.platform if link else embed.platform,
        handle=(attribution.handle if attribution else "") or (link.handle if link else ""),
        display_name=attribution.name if attribution else "",
        posted=moment(page, embed.node, attribution.posted if attribution else ""),
        platform_id=link.platform_id if link else "",
        url=link.url if link else "",
        language=language_of(page, embed.node),
        has_text=has_text,
        media=media,
        links=links,
        reason=f"an embed of {NAMES[embed.platform]}" + ("" if has_text else " that is only a link"),
    )


NAMES: dict[Platform, str] = {
    "x": "X",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "telegram": "Telegram",
    "other": "another platform",
}


def own_words(page: Page, whole: Span, attribution: Attribution | None) -> Span | None:
    """The post without its attribution, None when nothing is left."""
    end = attribution.span.start if attribution else whole.end
    words = page.flow.text[whole.start : end].rstrip()
    return Span(whole.start, whole.start + len(words)) if words else None


def only_links(page: Page, node: Node, whole: Span) -> bool:
    """Whether all visible words stand in links: “Post by …, view on …”, or the bare address."""
    if node.tag != "blockquote" or not has_words(page.tree, node):
        return True
    covered = whole.start
    for anchor, _ in page.links(node):
        span = page.span(anchor)
        if span and page.flow.text[covered : span.start].strip():
            return False
        covered = max(covered, span.end) if span else covered
    return not page.flow.text[covered : whole.end].strip()


def carried(
    page: Page, node: Node, words: Span, own: Permalink | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The media and the links of a post: written in its words, behind them, and its pictures."""
    media, links = (dict.fromkeys(found) for found in media_and_links(page.words(words)))
    for anchor, address in page.links(node):
        span = page.span(anchor)
        if (
            span
            and within(span, words)
            and leads_out(page.words(span))
            and address.split("?")[0] != (own.url if own else "")
        ):
            links[address] = None
    for image in (inner for inner in page.tree.inside(node) if inner.tag == "img"):
        if not {"emoji", "avatar"} & set(image.classes) and (address := page.address(image, "src")):
            media[address] = None
    return tuple(media), tuple(links)


def leads_out(words: str) -> bool:
    """Whether a link is the author's own: not a mention or tag, nor the platform's short name for a picture."""
    return not words.startswith((*PLATFORM_WORDS, *PICTURE_LINK)) and not media_and_links(words)[0]


def language_of(page: Page, node: Node) -> str:
    """The language that the embed states for the words, "" when it does not."""
    stated = (inner.get("lang") for inner in (*page.tree.inside(node), node) if inner.get("lang"))
    return language(next(stated, ""))


def moment(page: Page, node: Node, signed: str) -> str:
    """When it was posted: a UTC time if the embed gives one that fits the signed day, else that day."""
    for inner in page.tree.inside(node):
        if inner.tag == "time" and (exact := utc(inner.get("datetime"))):
            return exact if signed in ("", exact[:10]) or near(signed, exact) else signed
    return signed


def utc(written: str) -> str:
    """An ISO 8601 time with a zone as EDTF in UTC, "" for anything else."""
    try:
        when = datetime.fromisoformat(written)
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


def near(day: str, exact: str) -> bool:
    """Whether a time is that of the day somewhere on earth."""
    return abs((datetime.fromisoformat(exact[:10]) - datetime.fromisoformat(day)).days) <= 1


def date_warnings(posts: Sequence[FoundPost]) -> tuple[ReadingWarning, ...]:
    """Posts whose id was made on another day than they say; the published date stays."""
    return tuple(
        ReadingWarning(
            "date-disagrees",
            f"The post is dated {post.posted}, but its id {post.platform_id} was made on {made.isoformat()} (UTC).",
            post.signature or post.span,
        )
        for post in posts
        if post.platform == "x" and (made := disagrees(post.platform_id, post.posted))
    )
