"""What the services of the desk refuse, in words that a page can show."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.people import Refused
from sources.snapshots import Snapshot

__all__ = ["GONE", "ChangedMeanwhile", "NotAllowed", "Refused", "one_of", "storable"]

GONE = gettext_lazy("Somebody else has removed it already.")


class NotAllowed(Exception):
    """This person may not do this, or not while it stands as it does; the message says which."""


class ChangedMeanwhile(Exception):
    """Somebody else saved since this person opened the form.

    `opened` is what the person saw ({} when that is not kept), `now` what has become of it, `yours` what was typed.
    """

    def __init__(self, *, opened: Snapshot, now: Snapshot, yours: Snapshot) -> None:
        super().__init__(_("Somebody else has saved this since you opened it."))
        self.opened, self.now, self.yours = opened, now, yours


def storable(field: str, text: str, *, at_most: int | None = None) -> str:
    """The text as given. Refused when no database can keep it (NUL, half a surrogate pair) or it is too long."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Refused(field, _("There is a character in it that cannot be kept."))
    if at_most is not None and len(text) > at_most:
        message = _("It has %(length)d characters; %(most)d at most.")
        raise Refused(field, message % {"length": len(text), "most": at_most})
    return text


def one_of(field: str, value: str, allowed: Collection[str]) -> str:
    """The value. Refused when it is none of these."""
    if value not in allowed:
        message = _("“%(value)s” cannot be: choose one of %(allowed)s.")
        raise Refused(field, message % {"value": value, "allowed": ", ".join(allowed)})
    return value
