"""Who may see which records: the one gate that every read passes."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import may

if TYPE_CHECKING:
    from accounts.models import User


class State(TextChoices):
    """A record starts as a draft; an editor makes it public."""

    DRAFT = "draft", _("Draft")
    PUBLIC = "public", _("Public")


def visible_states(user: "User | AnonymousUser") -> list[str]:
    """The states a person may see: drafts are for those who work here."""
    return [State.DRAFT, State.PUBLIC] if may(user, "see_drafts") else [State.PUBLIC]


def sees_every_state(user: "User | AnonymousUser") -> bool:
    """Whether no state is hidden from this person, so that a query need not ask for it."""
    return len(visible_states(user)) == len(State)
