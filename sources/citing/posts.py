"""What a citation says of a post that the post itself does not: a title, a genre, where it stood. Pure.

A post has no title, so its words stand for one: Chicago takes them as they are, up to 280 characters; APA takes the
first 20 words. An item holds both, as `title` and `title-short`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import urlsplit

from sources.citing.items import Item, PostFields, SourceFields
from sources.citing.names import CslName
from sources.dates import NotADate, first_day
from sources.models import Platform, Source
from sources.names import HAN, KANA

GENRES: Final = {
    Platform.X.value: "Tweet",
    Platform.MASTODON.value: "Mastodon post",
    Platform.BLUESKY.value: "Bluesky post",
    Platform.TELEGRAM.value: "Telegram post",
    Platform.OTHER.value: "Social media post",
}
NAMES: Final = {
    Platform.X.value: "X",
    Platform.MASTODON.value: "Mastodon",
    Platform.BLUESKY.value: "Bluesky",
    Platform.TELEGRAM.value: "Telegram",
    Platform.OTHER.value: "",
}
HOSTS: Final = {
    "x.com": Platform.X.value,
    "twitter.com": Platform.X.value,
    "bsky.app": Platform.BLUESKY.value,
    "t.me": Platform.TELEGRAM.value,
}
RENAMED: Final = dt.date(2023, 7, 24)  # the day from which Twitter called itself X
POST_TEXTS: Final = tuple(name for name in PostFields.__slots__ if name != "thread_number")
LONGEST: Final = 280  # code points of a title
MOST_WORDS: Final = 20
NOT_BEFORE_DOTS: Final = " ,;:，、；："
# A word; where words stand without gaps, two characters are taken for one.
WORD: Final = re.compile(rf"[{HAN}{KANA}]{{1,2}}|[^\s{HAN}{KANA}]+")
HANDLE: Final = re.compile(r"(?P<name>.*?)\s*\[@(?P<handle>[^\s\[\]/]+)\]", re.DOTALL)
BARE_HANDLE: Final = re.compile(r"@(?P<handle>[^\s\[\]/]+)")


def post_fields(source: Source) -> PostFields | None:
    """None for a source of type post whose post is not here."""
    post = getattr(source, "post", None)
    if post is None:
        return None
    account = post.account
    return PostFields(
        platform=post.platform,
        account=account.handle if account else "",
        display_name=account.display_name if account else "",
        platform_id=post.platform_id,
        thread_number=post.thread_number,
    )


def write_post(fields: SourceFields, text: str, item: Item, own: dict[str, Any]) -> None:
    """What the post itself does not say, as far as nobody has said otherwise; `own` notes that we derived it."""
    post = fields.post
    if post is None:
        return
    derived = {
        "title": title_of(text),
        "title-short": short_title_of(text) if "title" not in item else "",
        "genre": GENRES[post.platform],
        "container-title": platform_name(post.platform, fields.issued),
        "author": _names_of_account(post),
    }
    added = {variable: value for variable, value in derived.items() if value and variable not in item}
    if "author" in item and len(item["author"]) == 1 and post.account:
        item["author"] = [with_handle(item["author"][0], post.account)]
    item |= added
    own["post"] = {name: value for name, value in asdict(post).items() if value}
    own["derived"] = sorted(added)


def post_of(item: Item, own: Mapping[str, Any]) -> PostFields:
    """What we noted of the post; else what its address and its author's name say of it."""
    noted = own.get("post")
    if isinstance(noted, dict) and noted.get("platform") in Platform.values:
        texts = {name: value for name in POST_TEXTS if isinstance(value := noted.get(name), str)}
        number = noted.get("thread_number")
        return PostFields(**texts, thread_number=number if type(number) is int else None)
    return PostFields(platform=_platform_of(item), account=_handle_in(item))


def with_handle(parts: CslName, handle: str) -> CslName:
    """`Paul Mozur [@paulmozur]`: the handle is the last part of the name, however its other parts are turned."""
    part = "literal" if "literal" in parts else "suffix"
    return {**parts, part: f"{parts.get(part, '')} [@{handle}]".strip()}


def without_handle(parts: CslName, handle: str) -> CslName:
    """Undoes `with_handle`; for an empty handle and for other names, the parts as they are."""
    part = "literal" if "literal" in parts else "suffix"
    value = parts.get(part)
    if not handle or not isinstance(value, str) or not value.endswith(f"[@{handle}]"):
        return parts
    rest = value.removesuffix(f"[@{handle}]").rstrip()
    return {name: each for name, each in {**parts, part: rest}.items() if each}


def platform_name(platform: str, issued: str) -> str:
    """What the platform was called on that date (EDTF); `""` for one that is not named."""
    try:
        day = first_day(issued)
    except NotADate:
        day = None
    return "Twitter" if platform == Platform.X and day and day < RENAMED else NAMES[platform]


def title_of(text: str) -> str:
    """The words in one line, at most `LONGEST` code points, cut between words; `…` says that they go on."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    start = line[: LONGEST - 1]
    whole = start if line[LONGEST - 1] == " " else start.rpartition(" ")[0]
    return _going_on(whole if len(whole) > LONGEST // 2 else start)


def short_title_of(text: str) -> str:
    """The first 20 words in one line; `…` says that they go on."""
    line = " ".join(text.split())
    words = [word.end() for word in WORD.finditer(line)]
    return line if len(words) <= MOST_WORDS else _going_on(line[: words[MOST_WORDS - 1]])


def _going_on(start: str) -> str:
    return f"{start.rstrip(NOT_BEFORE_DOTS)}…"


def with_short_title(item: Item) -> Item:
    """The item as APA wants it: a post under its first 20 words."""
    is_post = item.get("type") == "post" and "title-short" in item
    return {**item, "title": item["title-short"]} if is_post else item


def _names_of_account(post: PostFields) -> list[CslName]:
    if post.display_name and post.account:
        return [{"literal": f"{post.display_name} [@{post.account}]"}]
    return [{"literal": f"@{post.account}"}] if post.account else []


def _platform_of(item: Item) -> str:
    try:
        host = urlsplit(str(item.get("URL", ""))).hostname or ""
    except ValueError:
        host = ""
    if platform := HOSTS.get(host.removeprefix("www.").removeprefix("mobile.")):
        return platform
    genre = str(item.get("genre", "")).casefold()
    return next(
        (platform for platform, words in GENRES.items() if words.casefold() == genre), Platform.OTHER.value
    )


def _handle_in(item: Item) -> str:
    """The handle that the name of the first author carries: `Ada Quill [@quill]`, `@quill`."""
    names = item.get("author")
    first = names[0] if isinstance(names, list) and names and isinstance(names[0], dict) else {}
    for part in ("literal", "suffix", "family"):
        value = str(first.get(part, ""))
        if match := HANDLE.fullmatch(value) or BARE_HANDLE.fullmatch(value):
            return match["handle"]
    return ""
