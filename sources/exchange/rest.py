"""What a format cannot say in its own fields, kept beside them in one field that other programs leave alone. Pure.

A writer asks its own reader what it would make of the record. Whatever differs from the item is the rest: it goes as
JSON on one line into one field of the record, and `restored` puts it back. So nothing is lost between two archives,
and a program that does not know the field reads a usual record.
"""

import json
from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from sources.exchange.shapes import Item
from sources.exchange.texts import cleaned

MARK: Final = "csl:"  # begins the field, so that nobody else's is taken for it
Reading = tuple[Item, list[str]]  # an item, and what of its record was not read
Say = Callable[[Item], Reading]  # what the format's own fields say of an item


def meaningful(item: Item) -> Item:
    """The item without what says nothing, and without what is no character."""
    return {name: value for name, value in cleaned(item).items() if value not in (None, "", [], {})}


def rest_of(item: Item, said: Item) -> Item:
    """The variables that the format's own fields say differently; None for one that they say and the item does not."""
    rest: Item = {name: value for name, value in item.items() if said.get(name) != value}
    return rest | {name: None for name in said if name not in item}


def written_rest(rest: Item) -> str:
    """One line; "" for none. Braces in strings are written as escapes, so that those in the text are in balance."""
    if not rest:
        return ""
    text = json.dumps(rest, ensure_ascii=False, separators=(",", ":"), default=str)
    return MARK + _escaped_in_strings(text)


def read_rest(text: str) -> Item | None:
    """None where the field is not ours."""
    if not text.startswith(MARK):
        return None
    try:
        value = json.loads(text.removeprefix(MARK))
    except (ValueError, RecursionError):
        return None
    return cleaned(value) if isinstance(value, dict) else None


def explains(said: Item, rest: Item, say: Say) -> bool:
    """Whether the record still says what it said when the rest was written beside it."""
    return say(_with(said, rest))[0] == said


def restored(reading: Reading, rest: Item | None, say: Say) -> Reading:
    """The item as it was written, and the problems of reading that are left.

    Where somebody has changed the record's own fields since, those count, and it is said.
    """
    said, problems = reading
    if rest is None:
        return reading
    whole = _with(said, rest)
    again, expected = say(whole)
    if again == said:
        return whole, [problem for problem in problems if problem not in expected]
    item = dict(said)
    for name in sorted(
        rest, key=lambda each: (each != "type", each)
    ):  # the type decides how the others are read
        trial = _with(item, {name: rest[name]})
        if say(trial)[0] == say(item)[0]:
            item = trial
        else:
            changed = _("%(variable)s was changed in the file after its export: the new value counts.")
            problems.append(changed % {"variable": name})
    return item, problems


def _with(item: Item, rest: Item) -> Item:
    return {name: value for name, value in (item | rest).items() if value is not None}


def _escaped_in_strings(text: str) -> str:
    """JSON with the braces inside of its strings as \\u007b and \\u007d."""
    pieces: list[str] = []
    inside = escaped = False
    for character in text:
        if inside and character in "{}":
            pieces.append(f"\\u{ord(character):04x}")
            continue
        if character == '"' and not escaped:
            inside = not inside
        escaped = character == "\\" and not escaped
        pieces.append(character)
    return "".join(pieces)


def one_line(value: Any) -> str:  # noqa: ANN401 - whatever a variable holds
    """A string or a number as one line without blanks around it; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split(None)) if isinstance(value, str) else str(value)
