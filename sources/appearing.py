"""Since when can somebody see a record? This is what "new" means, in feeds and in saved searches.

Those who see drafts: since it was made. Everybody else: since it was last made public, or was made, where it was public
from the start; and no longer than what it cannot be seen without. Changing what a record says does not make it new.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import DateTimeField, F
from django.db.models.expressions import Combinable, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.models import User
from accounts.visibility import sees_every_state


@dataclass(frozen=True, slots=True)
class Stamps:
    """The fields, seen from the record that is asked about, with the times when something was made and made public."""

    made: str
    opened: str

    @property
    def since(self) -> Coalesce:
        """Since when everybody sees it, where they do."""
        return Coalesce(self.opened, self.made)


def stamps(way: str = "") -> Stamps:
    """Those of a `Record`, or of the one that `way` leads to: `stamps("source__")`."""
    return Stamps(f"{way}created_at", f"{way}published_at")


def appeared(user: User | AnonymousUser, own: Stamps, *needed: Stamps | Subquery) -> Combinable:
    """Since when this person can see records with these stamps, which nobody sees without what is `needed`.

    True of records that they can see. A subquery that finds nothing needs nothing.
    """
    if sees_every_state(user):
        return F(own.made)
    others = [each.since if isinstance(each, Stamps) else Coalesce(each, own.made) for each in needed]
    return Greatest(own.since, *others, output_field=DateTimeField()) if others else own.since
