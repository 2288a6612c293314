"""Why something cannot be done with a citation list, in words for the person who asked."""


class Refused(Exception):
    """`field`: the field of the form that the words are about, or ""."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
