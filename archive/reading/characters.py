"""Characters that need a word: line ends, controls, composed forms, and what no eye sees.

The kept bytes stay as they came; this is about the text that is read from them.
"""

import re
import unicodedata
from collections import Counter
from itertools import groupby

from archive.reading.proposal import ReadingWarning, Span, UnreadableInput

# Everything that ends a line somewhere: Unicode Standard, §5.8 "Newline Guidelines".
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# What is left of the characters that XML 1.0 §2.2 (and so every feed and export) forbids.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Format characters and fillers without a shape, DEL, C1 controls, tag characters. A joiner
# inside an emoji sequence is part of a picture that everyone sees, so it is left out.
_INVISIBLE_CLASS = (
    "\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_INVISIBLE_CLASS}]|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d")
_VISIBLE = re.compile(f"[^\\s\u200d{_INVISIBLE_CLASS}]")

# Marks are neither letters, digits nor spaces, so long runs of them can only be in here.
_MARKS = re.compile(r"[^\w\s\x00-\x7f]+")
MAX_MARKS = 256


def is_visible(text: str) -> bool:
    """Whether anything of the text would be seen on paper."""
    return _VISIBLE.search(text) is not None


def place(text: str, offset: int) -> str:
    """`line L, column C`, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return f"line {line}, column {column}"


def clean(text: str) -> tuple[str, tuple[ReadingWarning, ...]]:
    """The text with `\\n` for every line end and without control characters.

    Removed controls are told in one `control-characters` warning. NUL is not expected
    here: decoding refuses it.
    """
    text = _LINE_END.sub("\n", text)
    first = _CONTROL.search(text)
    if first is None:
        return text, ()
    cleaned, count = _CONTROL.subn("", text)
    message = (
        f"Removed {count} control character(s) that no text needs; "
        f"the first, U+{ord(first[0]):04X}, was at {place(text, first.start())}."
    )
    return cleaned, (ReadingWarning("control-characters", message),)


def compose(text: str) -> str:
    """The text in NFC (Unicode Standard Annex 15).

    Raises `UnreadableInput` (`combining-marks`) for a run of more than `MAX_MARKS` combining
    marks: no script stacks so many, and putting them in order takes quadratic time.
    """
    if text.isascii():
        return text
    for run in _MARKS.finditer(text):
        if len(run[0]) > MAX_MARKS and _longest_stack(run[0]) > MAX_MARKS:
            message = (
                f"More than {MAX_MARKS} combining marks follow one another from "
                f"{place(text, run.start())}: no script writes such text."
            )
            raise UnreadableInput("combining-marks", message)
    return unicodedata.normalize("NFC", text)


def _longest_stack(run: str) -> int:
    stacks = groupby(run, key=lambda character: unicodedata.combining(character) > 0)
    return max((sum(1 for _ in stack) for marks, stack in stacks if marks), default=0)


def look(text: str) -> tuple[ReadingWarning, ...]:
    """Warnings about a finished text: characters nobody sees, and damage done elsewhere."""
    return (*_invisible(text), *_replaced(text))


def _invisible(text: str) -> tuple[ReadingWarning, ...]:
    first = None if text.isascii() and "\x7f" not in text else _INVISIBLE.search(text)
    if first is None:
        return ()
    counts = Counter(_INVISIBLE.findall(text))
    kinds = ", ".join(f"U+{ord(character):04X} ×{count}" for character, count in counts.most_common(6))
    message = (
        f"Kept {counts.total()} invisible character(s), which can reorder, hide or mark words: {kinds}; "
        f"the first is at {place(text, first.start())}."
    )
    return (ReadingWarning("invisible-characters", message, Span(*first.span())),)


def _replaced(text: str) -> tuple[ReadingWarning, ...]:
    count = text.count("\ufffd")
    if not count:
        return ()
    at = text.index("\ufffd")
    message = f"Holds {count} replacement character(s) (U+FFFD): words were lost before the text came here."
    return (ReadingWarning("replacement-characters", message, Span(at, at + 1)),)
