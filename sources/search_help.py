"""What the help page of the search says: examples, each read by the parser itself when the page is drawn.

The examples find something in the bundled dossier; nothing else depends on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.searching.querying import Field, Understood, known_fields, parse


@dataclass(frozen=True, slots=True)
class Example:
    query: str
    finds: Promise

    @property
    def understood(self) -> Understood:
        return parse(self.query)


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """A field, a query that names it, and what its values are called."""

    field: Field
    query: str
    understood: Understood

    @property
    def values(self) -> list[tuple[str, str]]:
        return [(value, str(words)) for value, words in self.field.values.items()]


WORDS = (
    Example("police", _("the word, in capitals or not, with accents or without")),
    Example("police database", _("both words, anywhere in the same place")),
    Example('"police database"', _("these words, one directly after the other")),
    Example("camera*", _("every word that begins so: camera, cameras")),
    Example("camera OR database", _("one of the two, or both")),
    Example("police -camera", _("the first, where the second is not")),
    Example(
        "police (camera OR database)",
        _("brackets say what belongs together; OR joins only what stands beside it"),
    ),
    Example('police -(camera OR "data leak")', _("none of what is in the brackets")),
    Example(
        "paulmozur",
        _("an account, with its @ or without; a #tag and an address are found by their parts, too"),
    ),
)
FIELDS = (
    Example("tag:(policing OR marketing)", _("a field before a bracket: one of these values")),
    Example("camera -kind:(source OR post)", _("none of these values")),
)
SCRIPTS = (
    Example("孟建国", _("these characters in a row, wherever they stand: no spaces are needed around them")),
    Example("孟", _("a single character")),
    Example("Mozur 孟建国", _("both forms of a name, each anywhere")),
    Example("孟建國", _("the same in traditional characters: what is written as you typed it comes first")),
    Example(
        "meng jianguo",
        _(
            "a Chinese name by its sound, in Pinyin without tones, together or apart; names only, never other words"
        ),
    ),
    Example("“孟建国”　－马", _("the signs of a Chinese keyboard, and its wide space")),
    Example("标签：policing", _("a field by its Chinese name, with a wide colon")),
)
REPAIRED = (
    Example('"police database', _("a quotation mark too few")),
    Example("(police camera", _("a bracket too few")),
    Example("police OR", _("an operator too many")),
    Example("-police", _("nothing but what is to be left out")),
    Example("colour:red", _("a field that there is not")),
    Example("before:yesterday", _("a value that the field does not have")),
)


def field_helps() -> Iterator[FieldHelp]:
    """Every field that the parser knows, in its order."""
    for field in known_fields():
        understood = parse("").with_field(field.name, field.example)
        yield FieldHelp(field, understood.text(), understood)
