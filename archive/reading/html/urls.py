"""Addresses as pages write them: resolved, http and https only, everything else is text."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

# What the URL standard removes from an address before reading it: ends, and tabs and newlines anywhere.
ENDS = "".join(map(chr, range(0x21)))
INNER = re.compile(r"[\t\n\r]")
UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Base:
    """What relative addresses are relative to; "" when the page does not say."""

    url: str = ""

    def resolve(self, written: str) -> str:
        """An absolute http(s) address, or "" for anything else: other schemes, fragments, broken ones."""
        address = UNSAFE.sub(lambda char: quote(char[0]), slashed(INNER.sub("", written.strip(ENDS))))
        if not address or address.startswith("#"):
            return ""
        try:
            return absolute(urljoin(self.url, address) if self.url else as_absolute(address))
        except ValueError:
            return ""


def slashed(address: str) -> str:
    """The address with slashes for backslashes before the query, as browsers read it."""
    path, mark, query = address.partition("?")
    return path.replace("\\", "/") + mark + query


def as_absolute(address: str) -> str:
    """Without a page address only the scheme can be supplied (`//host/…`)."""
    return f"https:{address}" if address.startswith("//") else address


def absolute(address: str) -> str:
    """The address when it is one of the web, else "". Raises `ValueError` for a broken one."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    _ = parts.port  # raises ValueError when it is no number
    return "" if "@" in parts.netloc else address
