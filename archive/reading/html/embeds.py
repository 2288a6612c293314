"""Which elements of a page are posts of a platform, as the platforms' own embed codes publish them.

X: `blockquote.twitter-tweet`, `.twitter-video` and the frame its script leaves in saved pages.
Mastodon: `blockquote.mastodon-embed` and `iframe.mastodon-embed`. Bluesky:
`blockquote.bluesky-embed`. Telegram: `script[data-telegram-post]` and its frame. Sites that
strip classes leave a plain `blockquote` which ends in a signature: that is one too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.reading.characters import is_visible
from archive.reading.html.dom import Node, Tree
from archive.reading.html.flow import UNSEEN
from archive.reading.html.permalinks import Permalink, of_bluesky, of_telegram, read_permalink
from archive.reading.html.urls import Base
from archive.reading.proposal import Platform

CLASSES: dict[str, Platform] = {
    "twitter-tweet": "x",
    "twitter-video": "x",
    "mastodon-embed": "mastodon",
    "bluesky-embed": "bluesky",
    "telegram-post": "telegram",
}


@dataclass(frozen=True, slots=True)
class Embed:
    """An element that is a post. `stated` is what its attributes say of it, before any word is read."""

    node: Node
    platform: Platform
    stated: Permalink | None


def find_embeds(tree: Tree, base: Base) -> list[Embed]:
    """The embeds of a page in order, none inside another; also those outside of its article."""
    embeds: list[Embed] = []
    skip = 0
    for node in tree.nodes:
        if node.index >= skip and node.tag and (embed := as_embed(node, base)):
            embeds.append(embed)
            skip = node.end
    return embeds


def as_embed(node: Node, base: Base) -> Embed | None:
    """The embed that an element is, by its tag, class and attributes alone."""
    if node.tag == "blockquote":
        platform = next((CLASSES[name] for name in node.classes if name in CLASSES), None)
        return Embed(node, platform, stated_by(node, base)) if platform else None
    stated = stated_by(node, base) if node.tag in ("iframe", "script") else None
    return Embed(node, stated.platform, stated) if stated else None


def stated_by(node: Node, base: Base) -> Permalink | None:
    """The post that an embed's attributes name."""
    if uri := node.get("data-bluesky-uri"):
        return of_bluesky(uri)
    if post := node.get("data-telegram-post"):
        return of_telegram(post)
    name = {"iframe": "src", "blockquote": "data-embed-url"}.get(node.tag, "")
    return read_permalink(base.resolve(node.get(name)))


def addresses_to_show(tree: Tree, embeds: list[Embed], base: Base) -> dict[int, str]:
    """For each embed without a visible word, the address that stands for it in the text."""
    shown: dict[int, str] = {}
    for embed in embeds:
        if embed.node.tag != "blockquote" or not has_words(tree, embed.node):
            found = embed.stated or next(linked(tree, embed.node, base), None)
            if found:
                shown[embed.node.index] = found.url
    return shown


def has_words(tree: Tree, node: Node) -> bool:
    """Whether an element shows any word."""
    texts = (inner for inner in tree.inside(node) if not inner.tag)
    return any(is_visible(text.text) and tree.nodes[text.parent].tag not in UNSEEN for text in texts)


def linked(tree: Tree, node: Node, base: Base) -> Iterator[Permalink]:
    """The posts that the anchors below a node lead to, in order."""
    for inner in tree.inside(node):
        if inner.tag == "a" and (found := read_permalink(base.resolve(inner.get("href")))):
            yield found
