"""Who may see which records: the one gate that every read passes."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import RESEARCHER, may

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


class _Colleague(AnonymousUser):
    """Whoever works here: somebody who sees drafts, and is nobody."""

    is_authenticated = True  # type: ignore[assignment]
    is_active = True  # type: ignore[assignment]
    _role_names = frozenset({RESEARCHER})


def somebody_who_sees(everything: bool) -> AnonymousUser:
    """A person without records or rights of their own, to whom every state is visible or only what is public."""
    return _Colleague() if everything else AnonymousUser()
