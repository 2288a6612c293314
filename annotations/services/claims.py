"""Claims: who made them, when and where they hold, and how they stand. The only writers of a claim's status.

What a status rests on: `supported` on accepted evidence that supports the claim; `disputed` and `refuted` on accepted
evidence that disputes it. `unreviewed` and `withdrawn` rest on nothing. When the last evidence of that kind goes, the
claim is unreviewed again at once, and its history says why.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import record_change
from annotations.models import Claim, ClaimStatus, Evidence, Stance, StatusChange
from annotations.models.annotation import LIVE
from annotations.services.refusals import Refused, storable

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


@transaction.atomic
def change_status(*, claim: Claim, status: str, reason: str, actor: User | None) -> StatusChange:
    """Say how the claim stands and why, for everybody to read. Refused without a reason, a change, or evidence."""
    claim = Claim.objects.select_for_update(of=("self",)).select_related("subject").get(pk=claim.pk)
    reason = storable("reason", reason.strip(), at_most=LONGEST_REASON)
    if status not in ClaimStatus.values:
        raise Refused("status", _("“%(word)s” is no status of a claim.") % {"word": status})
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
