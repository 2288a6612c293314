"""The only writers of citation lists as a whole: make, change, put away, share, copy."""

import secrets
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from accounts.services import record_change
from archive.citation_lists.refusals import Refused
from archive.models import CitationList, ListAccess, ListEntry, ListSection

KIND = "citation_list"
MOST_LISTS = 500  # of one person
MOST_ENTRIES = 2_000  # of one list


class ListValues(TypedDict, total=False):
    """What a form says of a list; what is left out stays."""

    title: str
    intro: str
    style: str
    locale: str
    order: str
    access: str


@transaction.atomic
def make_list(*, owner: User, values: ListValues) -> CitationList:
    """`values` needs title, style and locale. Refused beyond `MOST_LISTS`. Raises `PermissionDenied`."""
    if not may(owner, "make_lists"):
        raise PermissionDenied
    if CitationList.objects.filter(owner=owner).count() >= MOST_LISTS:
        raise Refused("title", _("You have %(most)d lists, more cannot be kept.") % {"most": MOST_LISTS})
    made = CitationList.objects.create(owner=owner, **values)
    note_change(made, owner, "created", {"title": ["", made.title]})
    return made


@transaction.atomic
def edit_list(*, citation_list: CitationList, values: ListValues, actor: User) -> CitationList:
    """What differs is written, and told in the log. Only the owner says who works on it. Raises `PermissionDenied`."""
    held = locked(citation_list, actor)
    given: dict[str, Any] = {**values}
    changes = {
        name: [getattr(held, name), value] for name, value in given.items() if value != getattr(held, name)
    }
    if "access" in changes:
        check_owner(held, actor)
    if changes:
        for name, (_before, after) in changes.items():
            setattr(held, name, after)
        held.save(update_fields=[*changes])
        note_change(held, actor, "edited", changes)
    return held


@transaction.atomic
def archive_list(*, citation_list: CitationList, actor: User) -> None:
    """Put it away: it is offered nowhere, and stays at its address. Raises `PermissionDenied` for all but its owner."""
    held = check_owner(locked(citation_list, actor), actor)
    if held.archived_at is None:
        held.archived_at = timezone.now()
        held.save(update_fields=["archived_at"])
        note_change(held, actor, "put away")


@transaction.atomic
def reopen_list(*, citation_list: CitationList, actor: User) -> None:
    """As it was before it was put away. Raises `PermissionDenied` for all but its owner."""
    held = check_owner(locked(citation_list, actor), actor)
    if held.archived_at is not None:
        held.archived_at = None
        held.save(update_fields=["archived_at"])
        note_change(held, actor, "took out again")


@transaction.atomic
def share_list(*, citation_list: CitationList, actor: User) -> str:
    """The key of the link by which anybody may read it: 43 letters that nobody guesses. The same while it is shared."""
    held = check_owner(locked(citation_list, actor), actor)
    if held.share_key is None:
        held.share_key = secrets.token_urlsafe(32)
        held.save(update_fields=["share_key"])
        note_change(held, actor, "shared")
    return held.share_key


@transaction.atomic
def unshare_list(*, citation_list: CitationList, actor: User) -> None:
    """The link leads nowhere any more, for good: sharing again makes another."""
    held = check_owner(locked(citation_list, actor), actor)
    if held.share_key is not None:
        held.share_key = None
        held.save(update_fields=["share_key"])
        note_change(held, actor, "unshared")


@transaction.atomic
def duplicate_list(*, citation_list: CitationList, title: str, actor: User) -> CitationList:
    """A copy that is the actor's alone, with what of it they may see, in the same places; without versions or a link."""
    same = ListValues(
        intro=citation_list.intro,
        style=citation_list.style,
        locale=citation_list.locale,
        order=citation_list.order,
    )
    values = ListValues(title=title, access=ListAccess.PRIVATE, **same)
    made = make_list(owner=actor, values=values)
    CitationList.objects.filter(pk=made.pk).update(copied_from=citation_list)
    sections: dict[int | None, ListSection | None] = {None: None}
    for section in citation_list.sections.all():
        sections[section.pk] = ListSection.objects.create(
            citation_list=made, heading=section.heading, position=section.position
        )
    entries = ListEntry.objects.visible_to(actor).present().filter(citation_list=citation_list)
    ListEntry.objects.bulk_create(_copied(each, made, sections, actor) for each in entries)
    return made


def _copied(
    entry: ListEntry, made: CitationList, sections: "dict[int | None, ListSection | None]", actor: User
) -> ListEntry:
    kept = ("position", "source_id", "document_id", "start", "end", "exact", "annotation", "note")
    values = {name: getattr(entry, name) for name in kept}
    return ListEntry(citation_list=made, section=sections[entry.section_id], added_by=actor, **values)


def locked(citation_list: CitationList, actor: User) -> CitationList:
    """The list as it is now, held until the end of the transaction: whoever else changes it waits.

    Raises `PermissionDenied` for whom it is not to change.
    """
    held = CitationList.objects.select_for_update().get(pk=citation_list.pk)
    if not may(actor, "make_lists") or (held.owner_id != actor.pk and held.access != ListAccess.TEAM):
        raise PermissionDenied
    return held


def check_owner(held: CitationList, actor: User) -> CitationList:
    if held.owner_id != actor.pk:
        raise PermissionDenied
    return held


def note_change(
    held: CitationList, actor: User, verb: str, changes: dict[str, list[Any]] | None = None
) -> None:
    """Call it last in each change of a list, or of anything in it."""
    CitationList.objects.filter(pk=held.pk).update(changed_at=timezone.now())
    record_change(actor=actor, verb=verb, record=(KIND, held.public_id), changes=changes)
