"""Links in running text: each place where the article itself leads somewhere else."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from archive.reading.html.page import Page, overlaps
from archive.reading.proposal import FoundLink, Span

SHARE = re.compile(
    r"(?:www\.|m\.)?facebook\.com/(?:sharer|share\.php|dialog/)"
    r"|(?:www\.)?(?:twitter|x)\.com/(?:intent/|share\b|home\?status)"
    r"|(?:www\.)?linkedin\.com/(?:share|cws/share|sharing/)"
    r"|(?:service\.weibo\.com|v\.t\.sina\.com\.cn)/share/"
    r"|(?:t\.me|telegram\.me)/share/|wa\.me/\?|(?:api|web)\.whatsapp\.com/send"
    r"|(?:www\.)?reddit\.com/submit|(?:\w+\.)?pinterest\.com/pin/create|bsky\.app/intent/"
    r"|sns\.qzone\.qq\.com/|connect\.qq\.com/widget/shareqq",
    re.IGNORECASE,
)


def running_links(page: Page, taken: Sequence[Span]) -> Iterator[FoundLink]:
    """The links outside the taken spans (sorted): not those of posts, source marks, notes and their marks."""
    at = 0
    for span, address in page.anchors.found:
        while at < len(taken) and taken[at].end <= span.start:
            at += 1
        is_taken = at < len(taken) and overlaps(taken[at], span)
        if not is_taken and not shares(address) and not leads_here(page, address):
            yield FoundLink(key="", span=span, url=address, reason="a link in the text")


def shares(address: str) -> bool:
    """Whether an address only offers to pass the article on."""
    return SHARE.match(address.partition("://")[2]) is not None


def leads_here(page: Page, address: str) -> bool:
    """Whether an address is a place on this very page."""
    if not urlsplit(address).fragment:
        return False
    return address.partition("#")[0] == page.base.url.partition("#")[0]
