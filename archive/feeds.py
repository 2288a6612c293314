"""What is new, for feed readers: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1).

A feed shows what everybody may see, whoever asks: feed readers are not signed in, and pass on what they get.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TextIO

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed, rfc3339_date
from django.utils.functional import Promise
from django.utils.translation import get_language

LENGTH = 50  # entries
ATOM, JSON = "atom", "json"
PUBLISHER = "Undersight"
EPOCH = datetime.fromtimestamp(0, UTC)
# What XML 1.0 §2.2 has no place for, though a text may hold it.
UNPRINTABLE = {number: None for number in range(32) if chr(number) not in "\t\n\r"} | {
    0xFFFE: None,
    0xFFFF: None,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`address` is a path of this site, which tells the entry from every other; `words` are plain text.

    `lasting`: the path that does so where `address` may come to be another.
    """

    title: str
    address: str
    at: datetime
    words: str = ""
    author: str = ""
    lasting: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """`address` is the page that it follows, a path of this site. Entries come newest first."""

    title: str | Promise
    address: str
    words: str | Promise
    entries: Sequence[Entry]


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 from the same calls as Django's own feeds."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: TextIO, encoding: str) -> None:
        found = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "items": [_json_item(item) for item in self.items],
        }
        json.dump(found, outfile, ensure_ascii=False, indent=1)


def _json_item(item: dict[str, object]) -> dict[str, object]:
    at = item["updateddate"]
    authors = {"authors": [{"name": item["author_name"]}]} if item["author_name"] else {}
    return {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_text": item["description"],
        **({"date_published": rfc3339_date(at)} if isinstance(at, datetime) else {}),
        **authors,
    }


class AtomFeed(Atom1Feed):
    """Atom, which an empty feed does not change by being asked for: it has to say a time, and "now" is a new one each time."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else EPOCH


FORMS: dict[str, type[Atom1Feed] | type[JsonFeed]] = {ATOM: AtomFeed, JSON: JsonFeed}


def answer(request: HttpRequest, feed: Feed, form: str) -> HttpResponse:
    """The feed in one of `FORMS`; 304 for a reader that has it already."""
    absolute = request.build_absolute_uri
    made = FORMS[form](
        title=_printable(feed.title),
        link=absolute(feed.address),
        description=_printable(feed.words),
        subtitle=_printable(feed.words),
        language=get_language() or "en",
        author_name=PUBLISHER,  # RFC 4287 §4.1.1: somebody answers for entries that name nobody
        feed_url=absolute(),
    )
    for entry in feed.entries:
        made.add_item(
            title=_printable(entry.title),
            link=absolute(entry.address),
            description=_printable(entry.words),
            unique_id=absolute(entry.lasting or entry.address),
            updateddate=entry.at,
            pubdate=entry.at,
            author_name=_printable(entry.author) or None,
        )
    content = made.writeString("utf-8").encode()
    response = HttpResponse(content, content_type=made.content_type)
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    return get_conditional_response(request, response["ETag"], None, response) or response


def _printable(words: object) -> str:
    return str(words).translate(UNPRINTABLE)
