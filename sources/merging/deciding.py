"""Two records that somebody has looked at: they are not the same, and are not offered again until somebody says so."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from sources.merging.kinds import Mergeable, kind_of
from sources.models import DistinctPair
from sources.people import Refused


@transaction.atomic
def keep_apart(*, one: Mergeable, other: Mergeable, actor: User | None) -> DistinctPair:
    """Remember that the two are not the same; a second call changes nothing. Raises `Refused` for two kinds."""
    if kind_of(one) is not kind_of(other) or one.pk == other.pk:
        raise Refused("pair", _("Only two records of one kind can be kept apart."))
    left, right = sorted((one, other), key=lambda each: each.public_id)
    pair, is_new = DistinctPair.objects.get_or_create(
        left_id=left.public_id,
        right_id=right.public_id,
        defaults={"kind": kind_of(one).name, "decided_by": actor},
    )
    if is_new:
        _log(pair, actor, ["", f"{other} ({other.public_id})"])
    return pair


@transaction.atomic
def offer_again(*, pair: DistinctPair, actor: User | None) -> None:
    """Take the decision back. Whether the two are likely is for the next look at all records to say."""
    if DistinctPair.objects.filter(pk=pair.pk).delete()[0]:
        _log(pair, actor, [f"{pair.right_id}", ""])


def _log(pair: DistinctPair, actor: User | None, change: list[str]) -> None:
    record_change(
        actor=actor, verb="kept apart", record=(pair.kind, pair.left_id), changes={"not the same as": change}
    )
