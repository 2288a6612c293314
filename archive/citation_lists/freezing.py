"""Freezing a list: the only writer of its versions."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citation_lists.lists import locked, note_change
from archive.citation_lists.preview import Line, Part, Preview, drawn, look_of
from archive.citation_lists.reading import cited_sections
from archive.citation_lists.refusals import Refused
from archive.models import CitationList, FrozenEntry, ListVersion

HASHED = ("heading", "item", "locator", "words_sha256", "note", "bibliography", "full_note", "in_text")


def freeze_list(*, citation_list: CitationList, actor: User, remark: str = "") -> ListVersion:
    """A version that never changes: items, formatted strings and hashes, by whom and when.

    Names and words of posts are those that the public may see. Refused where the list is empty, cannot be
    formatted, or its style was withdrawn. Raises `PermissionDenied`.
    """
    _as_public_sees(citation_list, actor)  # formats before anybody has to wait for the list
    with transaction.atomic():
        held = locked(citation_list, actor)
        preview = _as_public_sees(held, actor)
        if preview.look.gone:
            raise Refused(
                "style", _("Its style, “%(style)s”, was withdrawn: choose another.") % {"style": held.style}
            )
        if preview.failed or not preview.count:
            raise Refused("", preview.failed or _("There is nothing in this list to freeze."))
        return _freeze(held, preview, actor, remark)


def _as_public_sees(citation_list: CitationList, actor: User) -> Preview:
    """All entries that the actor sees, with the names that anybody may see."""
    return drawn(cited_sections(citation_list, actor, named_for=AnonymousUser()), look_of(citation_list))


def _freeze(held: CitationList, preview: Preview, actor: User, remark: str) -> ListVersion:
    rows = [_frozen(part, line) for part in preview.parts for line in part.lines]
    last = held.versions.aggregate(last=Max("number"))["last"] or 0
    version = ListVersion.objects.create(
        citation_list=held,
        number=last + 1,
        title=held.title,
        intro=held.intro,
        style=preview.look.style.id,
        locale=preview.look.locale,
        order=held.order,
        remark=remark,
        sha256=digest([each.sha256 for each in rows]),
        made_by=actor,
    )
    for position, row in enumerate(rows):
        row.version, row.position = version, position
    FrozenEntry.objects.bulk_create(rows)
    note_change(held, actor, "froze", {"version": ["", version.number]})
    return version


def _frozen(part: Part, line: Line) -> FrozenEntry:
    entry, forms = line.listed.entry, line.forms
    row = FrozenEntry(
        heading=part.section.heading,
        source_id=entry.source_id,
        document_id=entry.document_id,
        start=entry.start,
        end=entry.end,
        locator=line.listed.citation.locator,
        words_sha256=hashlib.sha256(entry.exact.encode()).hexdigest() if entry.exact else "",
        note=entry.note,
        item=dict(line.listed.citation.item),
        bibliography=forms.bibliography,
        full_note=forms.note,
        in_text=forms.in_text,
        warning=forms.warning,
    )
    row.sha256 = entry_digest(row)
    return row


def entry_digest(row: FrozenEntry) -> str:
    """SHA-256, in hexadecimal, of what the entry says, as JSON with sorted keys and no spaces."""
    return digest({name: getattr(row, name) for name in HASHED})


def digest(value: Mapping[str, Any] | Iterable[str]) -> str:
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
