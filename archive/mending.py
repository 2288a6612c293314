"""A record's form with some of its fields only, for mending what is missing."""

from collections.abc import Iterable, Mapping
from typing import Any

from sources.desks import Desk, Someone, post_desk, source_desk
from sources.forms import EditForm, sign
from sources.history import Conflict, read_conflicts
from sources.models import Source
from sources.snapshots import Snapshot

ALWAYS = ("opened", "reason")


def desk_of(source: Source, user: Someone) -> Desk:
    """Raises `Http404` when this person may not see it."""
    return (post_desk if source.is_post else source_desk)(user, source.public_id)


def mending_form(desk: Desk, fields: Iterable[str], data: Mapping[str, Any] | None = None) -> EditForm:
    """On the record as it is now, with these fields of its own form."""
    now = desk.read()
    form = desk.form(data, initial={**now, "opened": sign(now)})
    wanted = set(fields)
    for name in list(form.fields):
        if name not in wanted and name not in ALWAYS:
            del form.fields[name]
    if form.rows_name not in wanted:
        form.rows = None
    return form


def meanwhile(form: EditForm, now: Snapshot) -> list[Conflict]:
    """Somebody else has written the record: the form keeps what was typed and is about what it is now."""
    conflicts = read_conflicts(form.cleaned_data["opened"], now, form.values())
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["opened"] = sign(now)  # type: ignore[index]
    return conflicts
