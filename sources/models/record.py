"""What every record of the world shares: a public id, a state, and the batch that made it."""

from typing import Self, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id
from accounts.models import Batch, User
from accounts.visibility import State, sees_every_state, visible_states
from sources.searching.querysets import Searchable

# A language tag in the form of BCP 47 (RFC 5646); "und" is its own word for "not known".
UNKNOWN_LANGUAGE = "und"


T = TypeVar("T", bound=models.Model)


class RowCount(models.Subquery):
    """How many rows a query has, as a column: counted for the rows of one page, not for all before the first."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


class RecordQuerySet(Searchable[T]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What this person may see; the first call of every read."""
        return self.all() if sees_every_state(user) else self.filter(state__in=visible_states(user))


class Record(models.Model):
    """Columns only: the state machine is `accounts.visibility`, the writers are services."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now)
    # When it was last made public; NULL where that was when it was made, or never (`sources.appearing`).
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


def known_choice(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """A named constraint: the column holds one of the choices, whoever writes it."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)
