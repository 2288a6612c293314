"""What a person may do, by the groups they are in. Unknown permission means no."""

from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection

if TYPE_CHECKING:
    from accounts.models import User

READER = "reader"
RESEARCHER = "researcher"
EDITOR = "editor"
ADMIN = "admin"
ROLES = (READER, RESEARCHER, EDITOR, ADMIN)

PERMISSIONS = {
    "see_drafts": {RESEARCHER, EDITOR, ADMIN},
    "ingest": {RESEARCHER, EDITOR, ADMIN},
    "edit_records": {RESEARCHER, EDITOR, ADMIN},
    "publish": {EDITOR, ADMIN},
    "undo_any_batch": {EDITOR, ADMIN},
    "annotate": {RESEARCHER, EDITOR, ADMIN},
    "review": {EDITOR, ADMIN},
    "keep_styles": {EDITOR, ADMIN},
    "share_searches": {RESEARCHER, EDITOR, ADMIN},
    "make_lists": {RESEARCHER, EDITOR, ADMIN},
}


def may(user: "User | AnonymousUser", permission: str) -> bool:
    """Whether this person may do that. Superusers may do all that has a name; asks the database once a request."""
    allowed = PERMISSIONS.get(permission, set())
    if not allowed or not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or not allowed.isdisjoint(role_names(user))


def role_names(user: "User | AnonymousUser") -> frozenset[str]:
    """The groups a person is in, read once and kept on the instance for the rest of the request."""
    known = getattr(user, "_role_names", None)
    if known is None:
        known = frozenset(_group_names(user.pk)) if user.is_authenticated else frozenset()
        user._role_names = known  # type: ignore[union-attr]
    return known


def _group_names(person: int) -> list[str]:
    """Read at each request of whoever has signed in, so by a statement that is put together once."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [person])
        return [name for (name,) in cursor.fetchall()]


@cache
def _statement() -> str:
    statement, _parameters = Group.objects.filter(user=0).values_list("name").query.sql_with_params()
    return statement
