"""From what a merged record was known by to the record that it is now. Reads only."""

from collections.abc import Iterable, Mapping
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


def current_ids(ids: Mapping[str, str]) -> dict[str, str]:
    """The same with the public id of what each was merged into, where it was. One query, none for nothing."""
    if not ids:
        return {}
    merges = Merge.objects.standing().filter(merged_id__in=set(ids.values()))
    merges = merges.select_related("kept_source", "kept_agent", "kept_account")
    now = {merge.merged_id: kept.public_id for merge in merges if (kept := merge.kept)}
    return {key: now.get(each, each) for key, each in ids.items()}


def accounts_once(handles: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Account]:
    """By (platform, folded handle): the account that one of this handle was merged into. One query, none for nothing."""
    wanted = set(handles)
    if not wanted:
        return {}
    merges = Merge.objects.standing().filter(handle_key__in={handle for _platform, handle in wanted})
    merges = merges.select_related("kept_account__agent")
    found = {(merge.platform, merge.handle_key): merge.kept_account for merge in merges}
    return {key: account for key, account in found.items() if account and key in wanted}


def sources_once(url_keys: Iterable[str]) -> dict[str, Source]:
    """By the key of an address: the source that one of this address was merged into. One query, none for nothing."""
    wanted = set(url_keys)
    if not wanted:
        return {}
    merges = Merge.objects.standing().filter(url_key__in=wanted).select_related("kept_source").order_by("pk")
    return {merge.url_key: merge.kept_source for merge in merges if merge.kept_source}
