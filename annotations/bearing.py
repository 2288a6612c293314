"""Evidence as pages and counts read it: what stands, and what counts."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, QuerySet

from accounts.models import User
from annotations.models import Evidence, WorkState
from annotations.models.annotation import LIVE
from sources.models.record import RowCount

Someone = User | AnonymousUser


def bearing(user: Someone) -> "QuerySet[Evidence]":
    """Everything that this person may see and that has not been withdrawn, drafts of those who work here too."""
    return Evidence.objects.visible_to(user).exclude(annotation__state=WorkState.WITHDRAWN)


def live_count(user: Someone, *stances: str) -> RowCount:
    """How much accepted evidence a Subject has, of these stances or of any: the same number for everybody."""
    live = Evidence.objects.visible_to(user).filter(subject=OuterRef("pk"), annotation__state__in=LIVE)
    if stances:
        live = live.filter(stance__in=stances)
    return RowCount(live.order_by().values("pk"))
