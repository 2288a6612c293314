"""Rows taken out of their tables whole, as plain values that survive JSON, and put back as they were."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.core import serializers
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from sources.merging.rules import keys_to
from sources.models import Account, Agent, Merge, Source
from sources.people import Refused

Whole = dict[str, Any]


def wholes(rows: Iterable[Model]) -> list[Whole]:
    """In their order. Not the serializer for JSON: it cuts times to milliseconds."""
    values: list[Whole] = json.loads(json.dumps(serializers.serialize("python", rows), default=str))
    return values


def put_back(rows: Sequence[Whole]) -> list[Whole]:
    """Write them with their old keys; those that lead to what is gone for good are left out, and returned.

    Raises `Refused` where something has come to stand in their place, and where what they lead to was merged later.
    """
    left_out = []
    for whole in rows:
        (row,) = serializers.deserialize("python", [whole])
        if not _has_its_ends(row.object):
            left_out.append(whole)
            continue
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            message = _("Something else has taken the place of “%(row)s” since: move that first.")
            raise Refused("merge", message % {"row": row.object}) from error
    return left_out


def hand_over(row: Model, heir: Model) -> list[list[Any]]:
    """Everything that leads to `row` leads to `heir` then: [model, field, row, heir, keys] of each table."""
    handed = []
    for model, field in keys_to(type(row)):
        rows = model._base_manager.filter(**{field: row.pk})
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
            rows.update(**{field: heir.pk})
            handed.append([model._meta.label, field, row.pk, heir.pk, keys])
    return handed


def is_rested_on(row: Model) -> bool:
    """Whether any row leads to this one."""
    return any(model._base_manager.filter(**{field: row.pk}).exists() for model, field in keys_to(type(row)))


def _has_its_ends(row: Model) -> bool:
    """Whether all that it leads to is there. An end that may be empty becomes so."""
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname) if field.many_to_one or field.one_to_one else None
        if key is None or field.related_model._base_manager.filter(pk=key).exists():  # type: ignore[union-attr]
            continue
        _refuse_merged(field.related_model, key)  # type: ignore[arg-type]
        if not field.null:
            return False
        setattr(row, field.attname, None)
    return True


def _refuse_merged(model: type[Model], key: int) -> None:
    fields: dict[type[Model], str] = {Source: "kept_source", Agent: "kept_agent", Account: "kept_account"}
    if field := fields.get(model):
        merges = Merge.objects.standing().filter(merged_key=key, **{f"{field}__isnull": False})
        if merge := merges.first():
            raise Refused("merge", _("“%(name)s” was merged later: undo that first.") % {"name": merge.name})
