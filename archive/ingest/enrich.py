"""Filling in what nobody knew of a record that was here already. Never overwrites."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.services import record_change
from archive.ingest.context import Context
from archive.reading.proposal import FoundPost
from archive.statements import UNSAID, gaps_filled
from sources.dates import moment
from sources.models import Contribution, Post, Source
from sources.snapshots import contributor_row

DERIVED = ("url_key", "issued_on")


def enrich(context: Context, source: Source, fields: dict[str, Any]) -> None:
    """Fill empty columns; a value that is there stays, and a different one is noted, not taken."""
    known = {name: getattr(source, name) for name in fields}
    filled = gaps_filled(known, fields)
    changes = {name: [str(known[name] or ""), str(value)] for name, value in filled.items()}
    for name, value in fields.items():
        if name in filled:
            setattr(source, name, value)
        elif value not in UNSAID and value != known[name] and name not in DERIVED:
            context.tally.notes.append(_disagreement(source, name, known[name], value))
    if changes:
        source.save(update_fields=list(changes))
        _log(context, "source", source.public_id, changes)


def _disagreement(source: Source, name: str, before: object, value: object) -> str:
    label = str(source._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    facts = {"record": source.public_id, "field": label, "kept": before, "found": value}
    return _("%(record)s: %(field)s stays “%(kept)s”; this file says “%(found)s”") % facts


def enrich_post(context: Context, post: Post, found: FoundPost) -> None:
    """The platform's id, the time and the number in the thread, where they were not known."""
    values = {
        "platform_id": found.platform_id,
        "posted_at": moment(found.posted),
        "thread_number": found.thread_number,
    }
    changes: dict[str, list[Any]] = {}
    for name, value in values.items():
        if value and getattr(post, name) in ("", None):
            changes[name] = ["", str(value)]
            setattr(post, name, value)
    if changes:
        post.save(update_fields=list(changes))
        _log(context, "post", post.source.public_id, changes)


def log_credit(context: Context, source: Source, credited: Iterable[Contribution]) -> None:
    """Who is now credited with a source that nobody was credited with."""
    changes = {"contributors": [[], [contributor_row(each) for each in credited]]}
    _log(context, "source", source.public_id, changes)


def _log(context: Context, kind: str, public_id: str, changes: dict[str, list[Any]]) -> None:
    shown = {name: pair for name, pair in changes.items() if name not in DERIVED}
    record_change(
        actor=context.actor, verb="enriched", record=(kind, public_id), changes=shown, batch=context.batch
    )
