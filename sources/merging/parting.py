"""Two records that were merged, parted again: each is what it was, with what people have done since where they did it.

What came to the one that stayed while the two were one stays there, and is said. Merges are undone newest first, for only
then is it certain whose each row was.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from accounts.visibility import State
from sources.history import field_label
from sources.merging.choices import without
from sources.merging.kinds import KINDS, Kind, Mergeable
from sources.merging.posts import part_posts
from sources.merging.rules import Rule, rules_of
from sources.merging.upkeep import shown_with
from sources.merging.wholes import put_back
from sources.models import Account, Agent, Merge, PairKind, Source
from sources.people import Refused
from sources.services import Edit
from sources.snapshots import Snapshot, differences
from sources.turns import one_writer_at_a_time


@dataclass(slots=True)
class Parted:
    """The record that is back, and what is not as it was before the merge.

    `added`: what has come to the other since and stays there, counted by rule. `edited`: its fields that people have
    written since, which stay as they wrote them. `gone`: how many rows have been removed since, and are not made anew.
    """

    record: Any
    kept: Any
    added: Counter[str] = field(default_factory=Counter)
    edited: list[str] = field(default_factory=list)
    gone: int = 0
    is_public_since: bool = False

    def edited_labels(self) -> list[str]:
        return [field_label(name) for name in self.edited]

    def added_words(self) -> list[str]:
        """`2 kept texts`, for each kind of which there are any."""
        rules = rules_of(type(self.kept))
        return [
            words for rule in rules if (count := self.added[rule.name]) and (words := rule.counted(count))
        ]


@transaction.atomic
def part_records(*, merge: Merge, actor: User | None) -> Parted:
    """Undo a merge. Raises `Refused` with words where it cannot be."""
    one_writer_at_a_time()
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kind = KINDS[PairKind(merge.kind)]
    _refuse_unless_last(merge, kind)
    kept = kind.model._default_manager.select_for_update(of=("self",)).get(pk=merge.kept.pk)  # type: ignore[union-attr]
    shown = shown_with(kept)  # type: ignore[arg-type]
    parted = Parted(record=None, kept=kept)
    _give_back_values(merge, kind, parted, actor)
    parted.gone += len(put_back(merge.rows))
    parted.gone += len(put_back(merge.moved["doubles"]))
    for rule in rules_of(kind.model):
        if not rule.is_part:
            _move_back(rule, merge, parted)
    _hand_back(merge)
    parted.record = kind.model._default_manager.get(pk=merge.merged_key)
    _open_where_needed(parted)
    merge.undone_at, merge.undone_by = timezone.now(), actor
    merge.save(update_fields=["undone_at", "undone_by"])
    for model, keys in shown_with(parted.record, kept).keys.items():  # type: ignore[arg-type]
        shown.keys[model] |= keys
    shown.refresh()
    _log(merge, parted, actor)
    return parted


def rehearse_parting(*, merge: Merge, actor: User | None) -> Parted:
    """What `part_records()` would say, by doing it and rolling back."""
    with transaction.atomic():
        parted = part_records(merge=merge, actor=actor)
        transaction.set_rollback(True)
    return parted


def _refuse_unless_last(merge: Merge, kind: Kind) -> None:
    if merge.undone_at is not None or merge.kept is None:
        raise Refused("merge", _("This merge has been undone already."))
    message = _("“%(name)s” was merged later: undo that first.")
    later = Merge.objects.standing().filter(pk__gt=merge.pk)
    if last := later.filter(**{kind.field: merge.kept}).order_by("pk").last():
        raise Refused("merge", message % {"name": last.name})
    moved = {
        (rule.model._meta.label_lower, key)
        for rule in rules_of(kind.model)
        for key in merge.moved["rules"].get(rule.name, {}).get("keys", [])
    }
    for each in later.only("name", "rows").iterator():
        if any((row["model"], str(row["pk"])) in moved for row in each.rows):
            raise Refused("merge", message % {"name": each.name})


def _give_back_values(merge: Merge, kind: Kind, parted: Parted, actor: User | None) -> None:
    """The fields that the merge wrote and nobody has written since; of lists, what the merge brought."""
    now = kind.read(parted.kept)
    values: Snapshot = {}
    for name, (before, after) in merge.values.items():
        if not differences({name: after}, now):
            values[name] = before
            continue
        parted.edited.append(name)
        if isinstance(after, list):
            values[name] = without(now[name], before, after)
    if isinstance(parted.kept, Source):
        part_posts(parted.kept, merge.moved["post"])
    reason = _("parted from “%(name)s”") % {"name": merge.name}
    kind.write(parted.kept, now | values, Edit(actor=actor, reason=reason[:500], verb="restored"))
    parted.kept = kind.again(parted.kept)


def _move_back(rule: Rule, merge: Merge, parted: Parted) -> None:
    """Rows that lead to the kept one still; others have been removed, or tied to something else by a person."""
    moved = merge.moved["rules"].get(rule.name)
    if moved is None:  # a table that is newer than the merge: all of it was added since
        parted.added[rule.name] += rule.of(parted.kept.pk).count()
        return
    rows = rule.of(parted.kept.pk)
    mine = rows.filter(_among(rule, moved))
    keys = list(mine.values_list("pk", flat=True))
    parted.gone += len(moved["keys"]) - len(keys)
    if rule.state:
        parted.is_public_since |= mine.filter(**{rule.state: State.PUBLIC}).count() > moved["public"]
    rule.model._base_manager.filter(pk__in=keys).update(**{rule.field: merge.merged_key})
    if moved["newest"] is not None:
        parted.added[rule.name] += rule.of(parted.kept.pk).filter(pk__gt=moved["newest"]).count()


def _among(rule: Rule, moved: dict[str, Any]) -> Q:
    if not rule.again:
        return Q(pk__in=moved["keys"])
    found = Q(pk__in=[])
    for values in moved["again"]:
        found |= Q(**dict(zip(rule.again, values, strict=True)))
    return found


def _hand_back(merge: Merge) -> None:
    """To the doubles that are back what was handed over to the rows that stayed."""
    for label, name, row, heir, keys in merge.moved["handed"]:
        model = apps.get_model(label)
        target = model._meta.get_field(name).related_model
        if target._base_manager.filter(pk=row).exists():
            model._base_manager.filter(pk__in=keys, **{name: heir}).update(**{name: row})


def _open_where_needed(parted: Parted) -> None:
    """Public, where something of it has been made public while the two were one."""
    record: Mergeable = parted.record
    if parted.is_public_since and record.state == State.DRAFT:
        record.state, record.published_at = State.PUBLIC, timezone.now()
        record.save(update_fields=["state", "published_at"])


def _log(merge: Merge, parted: Parted, actor: User | None) -> None:
    kept: Source | Agent | Account = parted.kept
    for public_id, other in (
        (merge.merged_id, f"{kept} ({kept.public_id})"),
        (kept.public_id, f"{merge.name} ({merge.merged_id})"),
    ):
        record_change(
            actor=actor,
            verb="parted record",
            record=(merge.kind, public_id),
            changes={"merged with": [other, ""]},
        )
