"""Claims: who made them, when and where they hold, and how they stand. The only writers of a claim's status.

What a status rests on: `supported` on accepted evidence that supports the claim; `disputed` and `refuted` on accepted
evidence that disputes it. `unreviewed` and `withdrawn` rest on nothing. When the last evidence of that kind goes, the
claim is unreviewed again at once, and its history says why.
"""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import record_change
from annotations.models import Claim, ClaimStatus, Evidence, Stance, StatusChange, Subject, SubjectKind
from annotations.models.annotation import LIVE
from annotations.services.editing import Part, date_of_the_world, edited, plain
from annotations.services.refusals import Refused, one_of, storable
from sources.models import Agent
from sources.snapshots import Snapshot

RESTS_ON = {
    ClaimStatus.SUPPORTED: Stance.SUPPORTS,
    ClaimStatus.DISPUTED: Stance.DISPUTES,
    ClaimStatus.REFUTED: Stance.DISPUTES,
}
NOTHING_LEFT = {
    Stance.SUPPORTS: gettext_lazy("No accepted evidence that supports it is left."),
    Stance.DISPUTES: gettext_lazy("No accepted evidence that disputes it is left."),
}
NEEDED = {
    Stance.SUPPORTS: gettext_lazy("That needs accepted evidence that supports the claim, and there is none."),
    Stance.DISPUTES: gettext_lazy("That needs accepted evidence that disputes the claim, and there is none."),
}
LONGEST_REASON = 1000


class ClaimValues(TypedDict, total=False):
    """What `set_claim` may change. `holds_when` is EDTF, `holds_where` a place. What is left out stays as it is."""

    claimed_by: Agent | None
    holds_when: str
    holds_where: Subject | None


def set_claim(
    *, claim: Claim, version: int | None, actor: User | None, **values: Unpack[ClaimValues]
) -> Claim:
    """Say who made the claim, when and where it holds. `version`: that of its Subject which the person saw, or None.

    Refused for a date that is not EDTF and for a Subject that is no place; ChangedMeanwhile.
    """
    if "holds_when" in values:
        date_of_the_world("holds_when", values["holds_when"])
    place = values.get("holds_where")
    if place is not None and (place.kind != SubjectKind.PLACE or place.merged_into_id):
        raise Refused("holds_where", _("“%(name)s” is no place.") % {"name": place.name})
    return edited(claim.subject, CLAIM, values, version=version, actor=actor).claim


@transaction.atomic
def change_status(*, claim: Claim, status: str, reason: str, actor: User | None) -> StatusChange:
    """Say how the claim stands and why, for everybody to read. Refused without a reason, a change, or evidence."""
    claim = Claim.objects.select_for_update(of=("self",)).select_related("subject").get(pk=claim.pk)
    reason = storable("reason", reason.strip(), at_most=LONGEST_REASON)
    one_of("status", status, ClaimStatus.values)
    if claim.subject.merged_into_id:
        raise Refused(
            "claim", _("“%(name)s” was merged into another subject.") % {"name": claim.subject.name}
        )
    if not reason:
        raise Refused("reason", _("Say why: the reason is shown to everybody."))
    if status == claim.status:
        raise Refused("status", _("That is how the claim stands already."))
    stance = RESTS_ON.get(ClaimStatus(status))
    if stance and not _has_live(claim, stance):
        raise Refused("status", str(NEEDED[stance]))
    return _changed(claim, ClaimStatus(status), reason, actor)


def settle(*, subjects: Iterable[int], actor: User | None) -> list[StatusChange]:
    """Let claims fall back whose status has lost what it rested on. Call it where evidence was lost, in that transaction.

    Every claim is locked before it is looked at, so that a status given at the same moment is judged, too.
    """
    claims = Claim.objects.select_for_update(of=("self",)).select_related("subject")
    changes = []
    for claim in claims.filter(pk__in=list(subjects)).order_by("pk"):
        stance = RESTS_ON.get(ClaimStatus(claim.status))
        if stance and not _has_live(claim, stance):
            changes.append(_changed(claim, ClaimStatus.UNREVIEWED, str(NOTHING_LEFT[stance]), actor))
    return changes


def _has_live(claim: Claim, stance: Stance) -> bool:
    return Evidence.objects.filter(subject=claim.pk, stance=stance, annotation__state__in=LIVE).exists()


def _changed(claim: Claim, status: ClaimStatus, reason: str, actor: User | None) -> StatusChange:
    before = ClaimStatus(claim.status)
    claim.status = status
    claim.save(update_fields=["status"])
    record_change(
        actor=actor,
        verb="changed status",
        record=("subject", claim.subject.public_id),
        changes={"status": [str(before.label), str(status.label)]},
        reason=reason[:500],
    )
    return StatusChange.objects.create(claim=claim, before=before, after=status, reason=reason, by=actor)


def _read(subject: Subject) -> Snapshot:
    claim = Claim.objects.select_related("claimed_by", "holds_where").get(pk=subject.pk)
    return {
        "claimed_by": plain(claim.claimed_by),
        "holds_when": claim.holds_when,
        "holds_where": plain(claim.holds_where),
    }


def _write(subject: Subject, values: Snapshot) -> None:
    for name, value in values.items():
        setattr(subject.claim, name, value)
    subject.claim.save(update_fields=list(values))


CLAIM = Part(_read, _write)
