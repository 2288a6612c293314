"""Ranges of a text as the words they hold, and back: the selectors of the W3C Web Annotation Data Model. Pure.

Offsets are Unicode code points, half-open, into a text in NFC with `\\n` between its blocks. Nothing here guesses: a
selector that does not say exactly one range is refused with a reason.
"""

import unicodedata
from dataclasses import dataclass

CONTEXT = 64  # code points of context kept on each side, as far as the text goes
SHORTEST_CONTEXT = 32  # what a character made of many code points may cut it down to
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")  # zero-width joiner, how an emoji is to be drawn
_MODIFIERS = range(0x1F3FB, 0x1F400)  # skin tones
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_MARKS = frozenset({"Mn", "Mc", "Me"})


@dataclass(frozen=True, slots=True)
class TextPosition:
    """The standard's TextPositionSelector, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuote:
    """The standard's TextQuoteSelector. An empty side says nothing about what stands there."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def normalised(self) -> "TextQuote":
        """The same in the form of kept texts (NFC, `\\n`): for words that a form or another program sent."""
        return TextQuote(_normalised(self.exact), _normalised(self.prefix), _normalised(self.suffix))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A range of one text together with the words in it and around it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def quote(self) -> TextQuote:
        return TextQuote(self.exact, self.prefix, self.suffix)

    @property
    def position(self) -> TextPosition:
        return TextPosition(self.start, self.end)


class AnchorError(ValueError):
    """These words cannot be pinned to this text. The message names what is wrong and where."""


class RangeOutside(AnchorError):
    """The range is empty, turned round, or reaches beyond the text."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(f"{start}–{end} is no range of a text of {length} characters.")
        self.start, self.end, self.length = start, end, length


class AnchorMismatch(AnchorError):
    """Other words stand in the range than the ones expected there."""

    def __init__(self, start: int, end: int, expected: str, found: str) -> None:
        super().__init__(f"At {start}–{end} stands {_short(found)}, not {_short(expected)}.")
        self.start, self.end, self.expected, self.found = start, end, expected, found


class QuoteMissing(AnchorError):
    """The words, or the words in that context, do not stand in the text. `copies`: how often the words alone do."""

    def __init__(self, quote: TextQuote, copies: int) -> None:
        where = (
            f"stands {copies} times in this text, never in that context" if copies else "is not in this text"
        )
        super().__init__(f"{_short(quote.exact)} {where}.")
        self.quote, self.copies = quote, copies


class QuoteAmbiguous(AnchorError):
    """The words stand in more places than one and nothing tells which is meant."""

    def __init__(self, quote: TextQuote, copies: int) -> None:
        super().__init__(f"{_short(quote.exact)} stands {copies} times in this text: say which one is meant.")
        self.quote, self.copies = quote, copies


def anchor(text: str, start: int, end: int) -> Anchor:
    """The range with its words and context.

    The context is `CONTEXT` code points on each side or what there is of them; its outer edge steps inward, to no
    less than `SHORTEST_CONTEXT`, rather than cut a character made of several code points. RangeOutside if the
    range is not one of at least one code point within the text.
    """
    if not 0 <= start < end <= len(text):
        raise RangeOutside(start, end, len(text))
    return Anchor(
        start,
        end,
        text[start:end],
        text[_outer_left(text, start) : start],
        text[end : _outer_right(text, end)],
    )


def verify(text: str, anchor: Anchor) -> None:
    """RangeOutside or AnchorMismatch unless `text[start:end] == exact`."""
    _check(text, anchor.start, anchor.end, anchor.exact)


def locate(text: str, *, quote: TextQuote | None = None, position: TextPosition | None = None) -> Anchor:
    """The one range that selectors say.

    A position alone is taken as it is. A quote alone must stand in the text exactly once with its prefix and suffix,
    each as far as given. With both, the words must stand at the position. AnchorError otherwise.
    """
    if position is not None:
        if quote is not None:
            _check(text, position.start, position.end, quote.exact)
        return anchor(text, position.start, position.end)
    if quote is None or not quote.exact:
        message = "A target needs a quote or a position."
        raise AnchorError(message)
    whole = quote.prefix + quote.exact + quote.suffix
    first = text.find(whole)
    if first < 0:
        raise QuoteMissing(quote, text.count(quote.exact))
    if text.find(whole, first + 1) >= 0:
        raise QuoteAmbiguous(quote, text.count(whole))
    start = first + len(quote.prefix)
    return anchor(text, start, start + len(quote.exact))


def utf16_to_code_points(text: str, offset: int) -> int:
    """A browser's offset (UTF-16 code units) as code points. RangeOutside beyond `text` or inside a character."""
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * max(offset, 0)]
    before = head.decode("utf-16-le", "surrogatepass")
    if offset != len(head) // 2 or not text.startswith(before):
        raise RangeOutside(offset, offset, len(text))
    return len(before)


def code_points_to_utf16(text: str, offset: int) -> int:
    """An offset in code points as UTF-16 code units. RangeOutside beyond `text`."""
    if not 0 <= offset <= len(text):
        raise RangeOutside(offset, offset, len(text))
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def _check(text: str, start: int, end: int, expected: str) -> None:
    if not 0 <= start < end <= len(text):
        raise RangeOutside(start, end, len(text))
    if text[start:end] != expected:
        raise AnchorMismatch(start, end, expected, text[start:end])


def _outer_left(text: str, start: int) -> int:
    edge = max(start - CONTEXT, 0)
    clean = (
        place for place in range(edge, start - SHORTEST_CONTEXT + 1) if not _inside_character(text, place)
    )
    return next(clean, edge)


def _outer_right(text: str, end: int) -> int:
    edge = min(end + CONTEXT, len(text))
    clean = (
        place for place in range(edge, end + SHORTEST_CONTEXT - 1, -1) if not _inside_character(text, place)
    )
    return next(clean, edge)


def _inside_character(text: str, place: int) -> bool:
    """Whether a cut at `place` would part what people see as one character.

    The common cases of Unicode's grapheme clusters (UAX #29): marks, emoji that are joined or toned, flags.
    """
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if unicodedata.category(after) in _MARKS or after in _JOINERS or before == "\u200d":
        return True
    return ord(after) in _MODIFIERS or (
        ord(after) in _FLAG_LETTERS and _flag_letters_before(text, place) % 2 == 1
    )


def _flag_letters_before(text: str, place: int) -> int:
    """How many flag letters end at `place`; counted no further than a row of 128 flags."""
    count = 0
    while count < min(place, 4 * CONTEXT) and ord(text[place - 1 - count]) in _FLAG_LETTERS:
        count += 1
    return count


def _normalised(words: str) -> str:
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))


def _short(words: str) -> str:
    return f"“{words[:60]}…”" if len(words) > 60 else f"“{words}”"  # noqa: PLR2004 - a line of a message
