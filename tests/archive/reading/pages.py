"""Test pages: an article as a news site publishes it, rendered from posts and paragraphs."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

ADDRESS = re.compile(r"(?:https?://)?(?:pic\.twitter\.com|t\.co)/\w+")
MONTH_NAMES = "January February March April May June July August September October November December"
MONTHS = MONTH_NAMES.split()


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of the article itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Tweet:
    """A post of X; `posted` is a day (ISO), the paragraphs of `text` are lines."""

    text: str
    handle: str
    name: str
    posted: str
    status_id: str
    language: str = "en"

    @property
    def url(self) -> str:
        return f"https://twitter.com/{self.handle}/status/{self.status_id}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation; the paragraphs of `text` are lines."""

    text: str
    url: str


Piece = Words | Tweet | Quote


def status_id(day: str, number: int) -> str:
    """An id that X could have given on a day (UTC noon), different for each number."""
    year, month, date = (int(part) for part in day.split("-"))
    days = sum(366 if y % 4 == 0 else 365 for y in range(1970, year))
    days += (
        sum((31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[: month - 1]) + date - 1
    )
    return str(((days * 86_400_000 + 43_200_000 - 1_288_834_974_657) << 22) + number)


def written_date(day: str) -> str:
    """2019-12-18 as an embed writes it: December 18, 2019."""
    year, month, date = (int(part) for part in day.split("-"))
    return f"{MONTHS[month - 1]} {date}, {year}"


def tweet(piece: Tweet) -> str:
    """The embed code of X: paragraphs by two line breaks, short links as anchors, `&mdash;` and a dated link."""
    words = "<br><br>".join(ADDRESS.sub(short_link, escape(line)) for line in piece.text.split("\n"))
    return (
        f'<blockquote class="twitter-tweet" data-dnt="true"><p lang="{piece.language}" dir="ltr">{words}</p>'
        f"&mdash; {escape(piece.name)} (@{piece.handle}) "
        f'<a href="{piece.url}?ref_src=twsrc%5Etfw">{written_date(piece.posted)}</a></blockquote>\n'
        '<script async src="https://platform.example.org/widgets.js" charset="utf-8"></script>'
    )


def short_link(found: re.Match[str]) -> str:
    """Pictures and links of a post both lead through t.co."""
    written = found[0]
    target = written if written.startswith("http") else f"https://t.co/{written.rpartition('/')[2]}"
    return f'<a href="{target}">{written}</a>'


def quote(piece: Quote) -> str:
    """A block quotation that ends in a linked `[Source]`."""
    *lines, last = [escape(line) for line in piece.text.split("\n")]
    paragraphs = "".join(f"<p>{line}</p>\n" for line in lines)
    return f'<blockquote>{paragraphs}<p>{last} [<a href="{piece.url}"><strong>Source</strong></a>]</p></blockquote>'


def render_piece(piece: Piece) -> str:
    """One piece as markup."""
    if isinstance(piece, Tweet):
        return tweet(piece)
    return quote(piece) if isinstance(piece, Quote) else f"<p>{escape(piece.text)}</p>"


def article_page(pieces: Sequence[Piece], *, title: str, author: str, issued: str, url: str) -> str:
    """A whole page with everything around the article that a site puts there."""
    described = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "https://example.org/#site", "name": "The Example Digest"},
            {
                "@type": "NewsArticle",
                "headline": title,
                "author": [{"@type": "Person", "name": author}],
                "datePublished": f"{issued}T18:30:00-08:00",
                "mainEntityOfPage": {"@id": url},
                "inLanguage": "en-US",
                "isPartOf": {"@id": "https://example.org/#site"},
            },
        ],
    }
    body = "\n".join(render_piece(piece) for piece in pieces)
    return PAGE.format(
        title=escape(title), author=escape(author), url=escape(url), data=json.dumps(described), body=body
    )


PAGE = """<!DOCTYPE html>
<html lang="en-US"><head><meta charset="utf-8"><title>{title} | The Example Digest</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Example Digest">
<meta property="og:type" content="article"><link rel="canonical" href="{url}">
<script type="application/ld+json">{data}</script><style>p {{ margin: 0 }}</style></head>
<body class="single"><header><a href="/">The Example Digest</a></header>
<nav><ul><li><a href="/news/">News</a></li><li><a href="/about/">About us</a></li></ul></nav>
<main><article class="post"><header><h1>{title}</h1><p class="byline">By <a rel="author" href="/a">{author}</a></p></header>
<div class="sharedaddy"><a href="https://www.facebook.com/sharer/sharer.php?u=x">Share on Facebook</a></div>
<div class="entry-content">
{body}
<div class="related-posts"><h3>You may also like</h3><a href="/other/">Another article of ours</a></div>
</div></article></main>
<aside class="sidebar"><form action="/search"><input name="q"><button>Search</button></form></aside>
<section id="comments" class="comments-area"><h2>2 comments</h2><ol class="comment-list">
<li><p>A reader says — Some One (@someone) December 19, 2019</p></li><li><p>Another reader disagrees.</p></li></ol></section>
<footer><p>Copyright The Example Digest</p></footer></body></html>
"""
