"""The only writers of saved searches, and of how far people have seen what they find."""

from datetime import datetime, timedelta
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import may
from archive.models import SavedSearch, SearchMark

RESTORABLE_DAYS = 30
MOST = 500  # of one person, beside what they have deleted


class TooMany(Exception):
    """This person has `MOST` saved searches already."""


class SearchValues(TypedDict):
    """What is kept of a search. `kind` "" is all kinds."""

    name: str
    query: str
    kind: str
    sort: str
    is_shared: bool


@transaction.atomic
def save_search(*, owner: User, values: SearchValues) -> SavedSearch:
    """Keep a search; what it finds by now counts as seen. Those deleted long ago go for good.

    Raises `TooMany`, and `PermissionDenied` where somebody shares who may not.
    """
    _check_sharing(owner, values, was_shared=False)
    owned = SavedSearch.objects.owned_by(owner)
    owned.filter(deleted_at__lt=timezone.now() - timedelta(days=RESTORABLE_DAYS)).delete()
    if owned.kept().count() >= MOST:
        raise TooMany
    search = SavedSearch.objects.create(owner=owner, **values)
    mark_seen(search=search, person=owner, until=timezone.now())
    return search


@transaction.atomic
def edit_search(*, search: SavedSearch, values: SearchValues, actor: User) -> SavedSearch:
    """Another name, another query, shared or not. How far people have seen it stays. Raises `PermissionDenied`."""
    search = _own(search, actor)
    _check_sharing(actor, values, was_shared=search.is_shared)
    for name, value in values.items():
        setattr(search, name, value)
    search.save(update_fields=[*values])
    return search


@transaction.atomic
def delete_search(*, search: SavedSearch, actor: User) -> None:
    """Nobody finds it any more; its owner can restore it for `RESTORABLE_DAYS`. Raises `PermissionDenied`."""
    search = _own(search, actor)
    search.deleted_at = search.deleted_at or timezone.now()
    search.save(update_fields=["deleted_at"])


@transaction.atomic
def restore_search(*, search: SavedSearch, actor: User) -> None:
    """As it was before it was deleted. Raises `PermissionDenied`."""
    search = _own(search, actor)
    search.deleted_at = None
    search.save(update_fields=["deleted_at"])


@transaction.atomic
def mark_seen(*, search: SavedSearch, person: User, until: datetime) -> datetime:
    """What this person could see until then counts as seen. The mark as it stands then.

    It never goes back, and never into what is still to come.
    """
    until = min(until, timezone.now())
    made, is_new = SearchMark.objects.select_for_update().get_or_create(
        search=search, person=person, defaults={"seen_until": until}
    )
    if not is_new and until > made.seen_until:
        made.seen_until = until
        made.save(update_fields=["seen_until"])
    return made.seen_until


def _own(search: SavedSearch, actor: User) -> SavedSearch:
    """The search as it is now, locked."""
    if search.owner_id != actor.pk:
        raise PermissionDenied
    return SavedSearch.objects.select_for_update().get(pk=search.pk)


def _check_sharing(actor: User, values: SearchValues, *, was_shared: bool) -> None:
    """Whoever may not share any more may leave shared what was."""
    if values["is_shared"] and not was_shared and not may(actor, "share_searches"):
        raise PermissionDenied
