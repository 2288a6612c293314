"""The line under a quoted post: `— Name (@handle) Month D, YYYY`, alone or glued to its end."""

import re
from dataclasses import dataclass
from typing import Final

from archive.reading.dates import is_date_shaped, parse_date
from archive.reading.proposal import Platform

# A handle as X (letters, digits, underscore), Bluesky (a domain) or Mastodon (user@host) writes it.
_HANDLE = re.compile(
    r"[(（]\s*@(?P<handle>[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?(?:@[A-Za-z0-9.-]{1,253})?)\s*[)）]"
)
_DASH = re.compile(r"[—―⸺–‒]+|--+")
_OPENING_DASH = re.compile(r"(?:[—―⸺–‒-]+)\s*")

# Display names are 50 characters long on X, 64 on Bluesky, 100 on most Mastodon servers.
_LONGEST_NAME: Final = 100
_WINDOW: Final = 500


@dataclass(frozen=True, slots=True)
class Signature:
    """`start` and `end` are offsets into the searched text: from the dash to the last character.

    `date` is EDTF, or `""` when the day is written but never was (February 30).
    """

    start: int
    end: int
    name: str
    handle: str
    date: str

    @property
    def platform(self) -> Platform:
        """The platform whose handles look like this one; the form of the line is that of X's own embed."""
        if "@" in self.handle:
            return "mastodon"
        return "bluesky" if "." in self.handle else "x"


def find_signature(text: str) -> Signature | None:
    """The signature that ends the last line of a text, or None. Takes the same time for any length."""
    end = len(text.rstrip()) if text[-1:].isspace() else len(text)
    base = max(text.rfind("\n", 0, end) + 1, end - _WINDOW)
    line = text[base:end]
    for handle in _HANDLE.finditer(line):
        written = line[handle.end() :].strip(" \t\u00a0·•,|")
        if not is_date_shaped(written):
            continue
        starts = _name_starts(line[: handle.start()])
        if starts is not None:
            dash, name = starts
            words = line[name : handle.start()].strip()
            return Signature(base + dash, end, words, handle["handle"], parse_date(written))
    return None


def _name_starts(before: str) -> tuple[int, int] | None:
    """Where the dash and the name after it start, in what stands before the handle.

    A line that opens with a dash is all signature, so that a dash inside a name stays in the
    name. Otherwise the last dash counts which is not within a word, as in “Jean–Luc”.
    """
    opening = _OPENING_DASH.match(before.lstrip())
    if opening and len(before.strip()) - opening.end() <= _LONGEST_NAME:
        dash = len(before) - len(before.lstrip())
        return dash, dash + opening.end()
    dashes = [dash for dash in _DASH.finditer(before) if not _joins_words(before, dash)]
    if not dashes or len(before) - dashes[-1].end() > _LONGEST_NAME:
        return None
    return dashes[-1].span()


def _joins_words(before: str, dash: re.Match[str]) -> bool:
    return (
        dash[0] != "—"
        and before[dash.start() - 1 : dash.start()].isalnum()
        and before[dash.end() : dash.end() + 1].isalnum()
    )
