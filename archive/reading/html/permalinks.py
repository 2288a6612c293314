"""The permanent addresses of posts: which platform, whose, which number; and a clean form of each."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from archive.reading.proposal import Platform

X_HOST = re.compile(r"(?:www\.|mobile\.|m\.)?(?P<site>twitter\.com|x\.com)")
X_PATH = re.compile(
    r"/(?:#!/)?(?P<handle>\w{1,15}|i/web)/status(?:es)?/(?P<id>[0-9]{1,20})(?:/.*)?", re.ASCII
)
X_FRAME = re.compile(r"/embed/(?:Tweet\.html|index\.html)")
BLUESKY_PATH = re.compile(r"/profile/(?P<who>[\w.:%-]{3,253})/post/(?P<id>[a-z0-9]{1,30})/?", re.ASCII)
BLUESKY_URI = re.compile(
    r"at://(?P<who>[\w.:%-]{3,253})/app\.bsky\.feed\.post/(?P<id>[a-z0-9]{1,30})", re.ASCII
)
TELEGRAM_HOSTS = frozenset(("t.me", "www.t.me", "telegram.me"))
TELEGRAM_PATH = re.compile(r"/(?:s/)?(?P<handle>[A-Za-z]\w{3,31})/(?P<id>[0-9]{1,12})/?", re.ASCII)
# Mastodon runs on any host, so only its long numbers tell; they are times in milliseconds and a sequence.
MASTODON_PATH = re.compile(
    r"/(?:web/)?(?:@|users/)(?P<user>\w(?:[\w.-]{0,62}\w)?)(?:@(?P<host>[\w.-]+))?/(?:statuses/)?(?P<id>[0-9]{15,20})(?:/embed)?/?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Permalink:
    """`platform_id` is what the platform's own address or protocol uses to name the post; `url` is clean."""

    platform: Platform
    platform_id: str
    url: str
    handle: str = ""


def read_permalink(address: str) -> Permalink | None:
    """What a resolved http(s) address says of a post, or None when it is not that of one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if x := X_HOST.fullmatch(host):
        return of_x(x["site"], parts.path)
    if host == "platform.twitter.com" and X_FRAME.fullmatch(parts.path):
        return of_x("twitter.com", f"/i/web/status/{parse_qs(parts.query).get('id', [''])[0]}")
    if host in ("bsky.app", "embed.bsky.app"):
        return of_bluesky(parts.path)
    if host in TELEGRAM_HOSTS:
        return of_telegram(parts.path.lstrip("/"))
    return of_mastodon(host, parts.path)


def of_x(site: str, path: str) -> Permalink | None:
    """A status of X, on the host it was published under; an address without a handle keeps none."""
    found = X_PATH.fullmatch(path)
    if found is None:
        return None
    url = f"https://{site}/{found['handle']}/status/{found['id']}"
    return Permalink("x", found["id"], url, "" if found["handle"] in ("i", "i/web") else found["handle"])


def of_bluesky(address: str) -> Permalink | None:
    """A post of Bluesky, from a path or an `at://` URI. Its id is the AT URI: keys repeat between accounts."""
    path = address.removeprefix("/embed") if address.startswith("/embed/") else address
    found = BLUESKY_PATH.fullmatch(path) or BLUESKY_URI.fullmatch(path)
    if found is None and (short := re.fullmatch(r"/(did:[^/]+)/app\.bsky\.feed\.post/(\w+)", path)):
        found = BLUESKY_URI.fullmatch(f"at://{short[1]}/app.bsky.feed.post/{short[2]}")
    if found is None:
        return None
    who, key = found["who"], found["id"]
    handle = "" if who.startswith("did:") else who
    return Permalink(
        "bluesky",
        f"at://{who}/app.bsky.feed.post/{key}",
        f"https://bsky.app/profile/{who}/post/{key}",
        handle,
    )


def of_telegram(post: str) -> Permalink | None:
    """A post of a public channel, `channel/123`: that is its id too, since numbers repeat in each channel."""
    found = TELEGRAM_PATH.fullmatch("/" + post)
    if found is None:
        return None
    platform_id = f"{found['handle']}/{found['id']}"
    return Permalink("telegram", platform_id, f"https://t.me/{platform_id}", found["handle"])


def of_mastodon(host: str, path: str) -> Permalink | None:
    """A status on a Mastodon server: its id is `host/number`, since every server counts for itself.

    The handle is `user@host`, as the rest of the network writes it.
    """
    found = MASTODON_PATH.fullmatch(path)
    if found is None or not host:
        return None
    handle = f"{found['user']}@{found['host'] or host}"
    who = f"@{found['user']}" + (f"@{found['host']}" if found["host"] else "")
    return Permalink("mastodon", f"{host}/{found['id']}", f"https://{host}/{who}/{found['id']}", handle)
