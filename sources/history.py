"""Who changed what, in words: from entries of the audit log to lines that people read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from accounts.models import AuditEntry
from sources.models import Account, Agent, Post, Role, Source
from sources.snapshots import Snapshot, differences

# What each verb of the log says, whichever app writes it.
VERBS = {
    "accepted": gettext_lazy("accepted"),
    "accepted suggestion": gettext_lazy("made from a suggestion"),
    "added entries": gettext_lazy("added to it"),
    "added figure": gettext_lazy("added a figure"),
    "added name": gettext_lazy("added a name"),
    "added place": gettext_lazy("placed on more words"),
    "added section": gettext_lazy("added a section"),
    "added synonym": gettext_lazy("added another word for it"),
    "annotated": gettext_lazy("said of these words"),
    "carried over": gettext_lazy("placed in a newer text, too"),
    "changed evidence": gettext_lazy("changed how it is evidence"),
    "changed status": gettext_lazy("changed how it stands"),
    "changed many": gettext_lazy("changed many at once"),
    "created": gettext_lazy("made by a form"),
    "discarded": gettext_lazy("discarded"),
    "dismissed suggestion": gettext_lazy("dismissed a suggestion"),
    "edited": gettext_lazy("edited"),
    "enriched": gettext_lazy("filled in by a later ingest"),
    "froze": gettext_lazy("froze a version"),
    "gave evidence": gettext_lazy("made evidence"),
    "imported": gettext_lazy("imported"),
    "ingested": gettext_lazy("ingested"),
    "kept apart": gettext_lazy("said that it is not the same as another"),
    "make": gettext_lazy("given a role"),
    "merged record": gettext_lazy("merged into another"),
    "merged subject": gettext_lazy("merged into another"),
    "merged tag": gettext_lazy("merged into another"),
    "moved entry": gettext_lazy("moved an entry"),
    "moved section": gettext_lazy("moved a section"),
    "noted entry": gettext_lazy("changed the note of an entry"),
    "parted record": gettext_lazy("parted from the other again"),
    "parted subject": gettext_lazy("parted from the other again"),
    "proposed moves": gettext_lazy("looked for what was said of an older text"),
    "published": gettext_lazy("made public"),
    "put away": gettext_lazy("put away"),
    "put back entry": gettext_lazy("put an entry back"),
    "refused a move": gettext_lazy("refused a place in a newer text"),
    "related": gettext_lazy("related to another"),
    "removed entry": gettext_lazy("took an entry out"),
    "removed figure": gettext_lazy("removed a figure"),
    "removed name": gettext_lazy("removed a name"),
    "removed place": gettext_lazy("taken from some of its words"),
    "removed section": gettext_lazy("took a section away"),
    "removed synonym": gettext_lazy("removed another word for it"),
    "renamed section": gettext_lazy("renamed a section"),
    "renamed tag": gettext_lazy("renamed"),
    "reopened": gettext_lazy("made a draft again"),
    "restored": gettext_lazy("went back to an earlier version"),
    "revised": gettext_lazy("revised"),
    "sent back": gettext_lazy("returned to its author"),
    "set password": gettext_lazy("given a new password"),
    "shared": gettext_lazy("shared by a link"),
    "split tag": gettext_lazy("split from the other again"),
    "submitted": gettext_lazy("submitted for review"),
    "took back evidence": gettext_lazy("took back what it was evidence for"),
    "took out again": gettext_lazy("took out again"),
    "took in record": gettext_lazy("took in another that is the same"),
    "undid": gettext_lazy("undone"),
    "undid dismissal": gettext_lazy("offered a suggestion again"),
    "unrelated": gettext_lazy("took back a relation"),
    "unshared": gettext_lazy("ended its link"),
    "uploaded": gettext_lazy("uploaded"),
    "withdrew": gettext_lazy("taken back to draft"),
}
# Where a verb means something else for one kind of record.
OF_KIND = {
    ("annotation", "withdrew"): gettext_lazy("withdrawn"),
    ("style", "withdrew"): gettext_lazy("withdrawn"),
}
# These changed metadata, so the version before them can be had again.
RESTORABLE = ("edited", "restored", "enriched")
MODELS: tuple[type[Model], ...] = (Source, Post, Account, Agent)
LABELS = {
    "contributors": gettext_lazy("contributors"),
    "names": gettext_lazy("names"),
    "agent": gettext_lazy("agent"),
    "account": gettext_lazy("account"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it was, what it became; "" is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act. `can_restore`: whether the version before it can be had again."""

    entry: AuditEntry
    act: str
    changes: list[Change]
    can_restore: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else changed while a form was open."""

    label: str
    opened: str
    now: str
    typed: str


def read_history(entries: Iterable[AuditEntry]) -> list[HistoryLine]:
    """The entries in words, in the order given."""
    return [
        HistoryLine(
            entry=entry,
            act=act_words(entry),
            changes=[
                Change(field_label(name), value_words(name, before), value_words(name, after))
                for name, (before, after) in entry.changes.items()
            ],
            can_restore=entry.verb in RESTORABLE,
        )
        for entry in entries
    ]


def act_words(entry: AuditEntry) -> str:
    """What was done, in words; a verb that only an older version wrote stands as it is."""
    words = OF_KIND.get((entry.record_kind, entry.verb)) or VERBS.get(entry.verb)
    return str(words or entry.verb)


def read_conflicts(opened: Snapshot, now: Snapshot, typed: Snapshot) -> list[Conflict]:
    """What changed between opening a form and sending it, beside what was typed."""
    return [
        Conflict(
            field_label(name),
            value_words(name, before),
            value_words(name, after),
            value_words(name, typed.get(name)),
        )
        for name, (before, after) in differences(opened, now).items()
    ]


def field_label(name: str) -> str:
    """A column by its name for people; a name that no model knows stays as it is."""
    if name in LABELS:
        return str(capfirst(LABELS[name]))
    field = _field(name)
    return str(capfirst(field.verbose_name)) if field else name.replace("_", " ")


def value_words(name: str, value: Any) -> str:  # noqa: ANN401 - any JSON
    """A value of a snapshot as people read it; "" for nothing."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return "; ".join(value_words(name, each) for each in value)
    if isinstance(value, dict):
        return _row_words(value)
    field = _field(name)
    labels = dict(field.flatchoices) if field and field.choices else {}
    return str(labels.get(value, value))


def _row_words(row: dict[str, Any]) -> str:
    notes = []
    if role := row.get("role"):
        notes.append(str(dict(Role.choices).get(role, role)).lower())
    if (credited_as := row.get("credited_as")) and credited_as != row["name"]:
        notes.append(gettext("credited as %(name)s") % {"name": credited_as})
    if language := row.get("language"):
        notes.append(language)
    if row.get("is_citation_form"):
        notes.append(gettext("citation form"))
    return f"{row['name']} ({', '.join(notes)})" if notes else str(row["name"])


def _field(name: str) -> "Field[Any, Any] | None":
    for model in MODELS:
        for field in model._meta.fields:
            if field.name == name:
                return field
    return None
