"""Addresses in running text: media that a platform attached to a post, and all other links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# A platform's own short addresses are ASCII letters and digits; what is glued to them (a dash and
# a signature, a Han character) is not part of them. Any other address ends at white space, at
# quotation marks and brackets that stand around addresses, at long dashes and at CJK punctuation.
_SHORT: Final = r"(?:https?://)?(?:pic\.twitter\.com|pic\.x\.com|(?<![\w.-])t\.co)/[A-Za-z0-9]+"
_HOSTED: Final = r"(?:pbs|video)\.twimg\.com/[\w./?=&%:~-]+"
_ANY: Final = r"https?://[^\s<>\"“”‘’«»„—―…{}|\\^`\[\]，。、；：！？（）「」『』《》【】]+"
_ADDRESS = re.compile(f"{_SHORT}|{_HOSTED}|{_ANY}", re.ASCII | re.IGNORECASE)

_MEDIA = re.compile(
    r"https?://(?:pic\.twitter\.com|pic\.x\.com|pbs\.twimg\.com|video\.twimg\.com)/", re.ASCII | re.IGNORECASE
)
_TRAILING: Final = ".,;:!?'*_~"
LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text: where it is written, and the absolute form of it."""

    start: int
    end: int
    url: str

    @property
    def is_media(self) -> bool:
        """Whether it leads to a picture or video on a platform's own hosts."""
        return _MEDIA.match(self.url) is not None


def find_addresses(text: str) -> Iterator[Address]:
    """Every address in a text, in order. Those above `LONGEST` characters are no addresses."""
    for found in _ADDRESS.finditer(text):
        end = found.start() + _written_length(found[0])
        written = text[found.start() : end]
        absolute = written if written[:4].lower() == "http" else f"https://{written}"
        if len(written) <= LONGEST:
            yield Address(found.start(), end, absolute)


def media_and_links(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The absolute addresses of a post's media, and of everything else it links to, each once."""
    addresses = list(find_addresses(text))
    media = dict.fromkeys(address.url for address in addresses if address.is_media)
    links = dict.fromkeys(address.url for address in addresses if not address.is_media)
    return tuple(media), tuple(links)


def end_before_addresses(text: str) -> int:
    """Where a text ends when the addresses and white space at its end are left off."""
    end = len(text.rstrip())
    for address in reversed(list(find_addresses(text))):
        if address.end != end:
            break
        end = len(text[: address.start].rstrip())
    return end


def _written_length(written: str) -> int:
    """The length without punctuation that belongs to the sentence: a closing bracket counts only if it was opened."""
    end = len(written)
    unopened = written.count(")") - written.count("(")
    while end and (written[end - 1] in _TRAILING or (written[end - 1] == ")" and unopened > 0)):
        unopened -= written[end - 1] == ")"
        end -= 1
    return end
