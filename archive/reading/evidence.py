"""What speaks for or against a paragraph being part of a signed post: length, numbers, quotation marks. Pure.

Blank lines say nothing here: where a file has them, it has them between all paragraphs, those of posts too.
"""

from collections.abc import Sequence
from typing import Final

from archive.reading.medialinks import end_before_addresses, find_addresses
from archive.reading.signatures import Signature
from archive.reading.threadmarks import find_threadmark

# X counts letters of these ranges once and all others twice, an address as 23 whatever its length, an attached
# picture or video not at all (twitter-text, configuration version 3).
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_ADDRESS: Final = 23
_LIMIT: Final = 280
# From this day on people could pay for longer posts.
_LONGER_FROM: Final = "2023-02-08"
# A line end that a site put between two paragraphs, a space that it put before an address.
_SLACK: Final = 10
# Letters of a paragraph that are counted: no post is longer by so much that the rest would matter.
_READ: Final = 4000
_OPENING: Final = '“„«「『‘"'
_CLOSING: Final = '”»」』’"'


def weight(text: str) -> int:
    """The length of a post as X counts it."""
    for address in reversed(list(find_addresses(text))):
        counted = "" if address.is_media else "." * _ADDRESS
        text = text[: address.start] + counted + text[address.end :]
    return sum(1 if _is_light(ord(letter)) else 2 for letter in text.strip())


def paragraphs_too_many(paragraphs: Sequence[str], signature: Signature) -> int:
    """How many of the first paragraphs have to go for the rest to fit into one post; the last one always stays.

    Known only of X before longer posts could be bought; 0 elsewhere. A translation may be longer than what it
    translates, so this is evidence and no proof.
    """
    if signature.platform != "x" or not signature.date or signature.date >= _LONGER_FROM:
        return 0
    room = _LIMIT + _SLACK
    for at in range(len(paragraphs) - 1, -1, -1):
        room -= weight(paragraphs[at][-_READ:]) + 1
        if room < 0:
            return min(at + 1, len(paragraphs) - 1)
    return 0


def follows(post: str, previous: str) -> bool:
    """Whether two posts say of themselves that the one comes right after the other: (3/x), then (4/x)."""
    one, other = find_threadmark(previous), find_threadmark(post)
    return one is not None and other is not None and other.number == one.number + 1


def quoted_from(paragraphs: Sequence[str]) -> int | None:
    """The number of the paragraph that opens the quotation which the last one closes; None when it closes none.

    Each paragraph of a long quotation may open anew, but only the last one closes.
    """
    last = paragraphs[-1]
    if not last[: end_before_addresses(last)].rstrip().endswith(tuple(_CLOSING)):
        return None
    opened = None
    for at in range(len(paragraphs) - 1, -1, -1):
        if at < len(paragraphs) - 1 and paragraphs[at].rstrip().endswith(tuple(_CLOSING)):
            break
        if paragraphs[at].lstrip().startswith(tuple(_OPENING)):
            opened = at
        elif opened is not None:
            break
    return opened


def _is_light(code: int) -> bool:
    return any(first <= code <= last for first, last in _LIGHT)
