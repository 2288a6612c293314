"""What a query asks of a text, in the token forms that an index holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Forms that follow one another directly: one form is a word, several are a phrase.

    With `prefix` the last form stands for every form that begins with it.
    """

    forms: tuple[str, ...]
    prefix: bool = False
