"""Addresses: what can be shown as a link, and what two addresses of the same page share. Pure."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say where a reader came from, never which page it is.
TRACKING = (
    "utm_",
    "fbclid",
    "gclid",
    "mc_cid",
    "mc_eid",
    "ref_src",
    "ref_url",
    "igshid",
    "s",
    "t",
    "smid",
    "cmpid",
)
SAME_HOST = {"x.com": "twitter.com", "mobile.twitter.com": "twitter.com", "m.twitter.com": "twitter.com"}
ONLY_ON = {"s": "twitter.com", "t": "twitter.com"}
# A step of an address that browsers keep as it is: they take "." and ".." for a way, and a slash for two steps.
HANDLE = re.compile(r"(?!\.{1,2}$)[^/\s\x00]+")


class HandleInPath:
    """A handle as one step of an address here (a Django path converter): no slash, and no NUL, which no column holds."""

    regex = r"[^/\x00]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def is_handle(text: str) -> bool:
    """Whether the text, without the @ before it, can name an account: what cannot stand in an address has no page."""
    return HANDLE.fullmatch(text) is not None


def is_web_address(url: str) -> bool:
    """Whether the text is an absolute http(s) address with a host: the only kind that is ever made a link."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https") and bool(parts.hostname) and not set(url) & set(" \t\r\n<>\"'`")
        )
    except ValueError:
        return False


def url_key(url: str) -> str:
    """Scheme, `www.`, fragment, tracking parameters and a last slash left out; `""` for `""`.

    What cannot be parsed is its own key, so that a strange address still equals itself.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower().removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()[:2000]
    if not host:
        return url.strip()[:2000]
    host = SAME_HOST.get(host, host)
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(pair[0], host)]
    )
    return (host + port + parts.path.rstrip("/") + (f"?{query}" if query else ""))[:2000]


def _tracks(parameter: str, host: str) -> bool:
    if parameter in ONLY_ON:
        return ONLY_ON[parameter] == host
    return any(parameter == name or (name.endswith("_") and parameter.startswith(name)) for name in TRACKING)
