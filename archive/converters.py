"""Parts of addresses."""

from archive.feeds import FORMS


class FeedForm:
    """How a feed is written: the ending of its address."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        if value not in FORMS:
            raise ValueError(value)
        return value
