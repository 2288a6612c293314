"""From what a merged record was known by to the record that it is now. Reads only."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model

from sources.models import Account, Agent, Merge, Source

R = TypeVar("R", Source, Agent, Account)
FIELDS: dict[type[Model], str] = {Source: "kept_source", Agent: "kept_agent", Account: "kept_account"}


def called(model: type[R], ids: Iterable[str]) -> dict[str, R]:
    """The records that have these public ids, and those that the records which had them were merged into, by that id.

    One query, and one more only where an id is of no record.
    """
    wanted = set(ids)
    found: dict[str, R] = {
        each.public_id: each for each in model._default_manager.filter(public_id__in=wanted)
    }
    if missing := wanted - found.keys():
        field = FIELDS[model]
        merges = Merge.objects.standing().filter(merged_id__in=missing, **{f"{field}__isnull": False})
        found |= {each.merged_id: getattr(each, field) for each in merges.select_related(field)}
    return found


def kept_account(platform: str, handle: str) -> Account | None:
    """The account that one of this handle was merged into."""
    merges = Merge.objects.standing().filter(platform=platform, handle_key=handle.casefold())
    merge = merges.select_related("kept_account").first()
    return merge.kept_account if merge else None
