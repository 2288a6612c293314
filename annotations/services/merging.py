"""Two Subjects that are one: joined, and parted again as they were.

A merge records the row numbers of what it moved, by table, and keeps whole the rows that would have stood twice: the
same annotation as evidence on both, the same name, the same relation. Merges into a Subject are undone in reverse
order, for only then is it certain whose each row was.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.core import serializers
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotations.models import (
    Claim,
    Dismissal,
    Evidence,
    Figure,
    Subject,
    SubjectMerge,
    SubjectName,
    SubjectRelation,
)
from annotations.services.claims import settle
from annotations.services.editing import bump, locked_subject, log
from annotations.services.refusals import Refused, storable
from archive.models import Document
from sources.searching.indexes import refresh_about


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that belong to a Subject by `owner`; two of one Subject with equal `same` would stand twice."""

    model: type[models.Model]
    owner: str
    same: tuple[str, ...] = ()

    def of(self, subject: Subject) -> "models.QuerySet[Any]":
        return self.model._base_manager.filter(**{self.owner: subject.pk})


TABLES = {
    "evidence": Table(Evidence, "subject_id", ("annotation_id",)),
    "names": Table(SubjectName, "subject_id", ("key",)),
    "relations_out": Table(SubjectRelation, "left_id", ("right_id", "relation")),
    "relations_in": Table(SubjectRelation, "right_id", ("left_id", "relation")),
    "dismissals": Table(Dismissal, "subject_id", ("document_id", "start", "end")),
    "figures": Table(Figure, "leak_id", ("value", "unit")),
    "claims_there": Table(Claim, "holds_where_id"),
}


@transaction.atomic
def merge_subjects(*, kept: Subject, merged: Subject, reason: str, actor: User | None) -> SubjectMerge:
    """Everything that `merged` has becomes `kept`'s; its address redirects. What both have stays once.

    Refused for one Subject, for two kinds, and for one that was merged already.
    """
    kept, merged = _both(kept, merged)
    if kept.kind != merged.kind:
        raise Refused("merged", _("Only subjects of one kind can be merged."))
    reason = storable("reason", reason.strip(), at_most=500)
    moved: dict[str, Any] = {"kept_whole": _take_out_doubles(kept, merged)}
    for name, table in TABLES.items():
        rows = table.of(merged)
        moved[name] = list(rows.order_by("pk").values_list("pk", flat=True))
        rows.update(**{table.owner: kept.pk})
    if kept.agent is None and merged.agent is not None:
        kept.agent = merged.agent
        kept.save(update_fields=["agent"])
        moved["agent"] = merged.agent_id
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    bump(kept)
    refresh_about(Subject, [kept.pk, merged.pk])
    log(merged, actor, "merged subject", {"merged into": ["", kept.name]}, reason)
    return SubjectMerge.objects.create(kept=kept, merged=merged, moved=moved, reason=reason, by=actor)


@transaction.atomic
def unmerge(*, merge: SubjectMerge, actor: User | None) -> Subject:
    """Part the two again: each row is whose it was, less what people have removed since. The parted Subject.

    A claim whose status rests on nothing then falls back. Refused when it is undone already, and when a later merge has
    to be undone first.
    """
    merge = SubjectMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, merged = _locked_both(merge)
    _refuse_unless_last(merge, kept)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    for name, table in TABLES.items():
        table.of(kept).filter(pk__in=merge.moved[name]).update(**{table.owner: merged.pk})
    _put_back(merge.moved["kept_whole"])
    if kept.agent_id is not None and kept.agent_id == merge.moved.get("agent"):
        kept.agent = None
        kept.save(update_fields=["agent"])
    bump(kept)
    bump(merged)
    refresh_about(Subject, [kept.pk, merged.pk])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    log(merged, actor, "parted subject", {"merged into": [kept.name, ""]})
    settle(subjects=[kept.pk, merged.pk], actor=actor)
    return merged


def _both(kept: Subject, merged: Subject) -> tuple[Subject, Subject]:
    """Both under lock, in one order, so that two people never wait for each other."""
    if kept.pk == merged.pk:
        raise Refused("merged", _("That is one and the same subject."))
    now = {each.pk: locked_subject(each) for each in sorted((kept, merged), key=lambda each: each.pk)}
    return now[kept.pk], now[merged.pk]


def _locked_both(merge: SubjectMerge) -> tuple[Subject, Subject]:
    """What was kept and what was merged into it, as they stand now, in the same order under lock."""
    rows = Subject.objects.select_for_update(of=("self",)).select_related("agent").order_by("pk")
    now = {each.pk: each for each in rows.filter(pk__in=[merge.kept_id, merge.merged_id])}
    return now[merge.kept_id], now[merge.merged_id]


def _take_out_doubles(kept: Subject, merged: Subject) -> list[Any]:
    """Rows of `merged` that `kept` has, too, or that tie the two together: out of their tables, as plain values."""
    rows: dict[tuple[str, int], models.Model] = {}
    for name, table in TABLES.items():
        if table.same:
            has = set(table.of(kept).values_list(*table.same))
            label = table.model._meta.label
            for row in table.of(merged):
                same = tuple(getattr(row, each) for each in table.same)
                if same in has or (name.startswith("relations") and kept.pk in same):
                    rows[label, row.pk] = row
    # Not the serializer for JSON: it cuts times to milliseconds.
    values = serializers.serialize("python", rows.values())
    whole: list[Any] = json.loads(json.dumps(values, default=str))
    for row in rows.values():
        row.delete()
    return whole


def _put_back(rows: list[Any]) -> None:
    """With their old row numbers. What was dismissed in a Document that is gone since has nowhere to stand."""
    for row in serializers.deserialize("python", rows):
        if (
            not isinstance(row.object, Dismissal)
            or Document.objects.filter(pk=row.object.document_id).exists()
        ):
            row.save()


def _refuse_unless_last(merge: SubjectMerge, kept: Subject) -> None:
    if merge.undone_at is not None:
        raise Refused("merge", _("This merge has been undone already."))
    message = _("“%(name)s” was merged later: undo that first.")
    if kept.merged_into_id:
        raise Refused("merge", message % {"name": kept.name})
    later = SubjectMerge.objects.filter(kept=kept, undone_at__isnull=True, pk__gt=merge.pk)
    if last := later.select_related("merged").order_by("pk").last():
        raise Refused("merge", message % {"name": last.merged.name})
