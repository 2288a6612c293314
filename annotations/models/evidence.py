"""How an annotation bears on a Subject."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.visibility import sees_every_state, visible_states
from annotations.models.annotation import Annotation
from annotations.models.subject import Subject
from sources.models.record import known_choice


class Stance(models.TextChoices):
    """The first three are for claims, the other two for everything else."""

    SUPPORTS = "supports", _("supports")
    DISPUTES = "disputes", _("disputes")
    CONTEXT = "context", _("gives context")
    DESCRIBES = "describes", _("describes")
    MENTIONS = "mentions", _("mentions")


FOR_CLAIMS = (Stance.SUPPORTS, Stance.DISPUTES, Stance.CONTEXT)
FOR_THE_REST = (Stance.DESCRIBES, Stance.MENTIONS)


class Strength(models.TextChoices):
    WEAK = "weak", _("weak")
    MODERATE = "moderate", _("moderate")
    STRONG = "strong", _("strong")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User | AnonymousUser) -> "EvidenceQuerySet":
        """Both ends must be visible; otherwise it does not exist for this person."""
        if sees_every_state(user):
            return self.all()
        # Asked of each: a list of all annotations that are visible would be made anew for every few pieces of evidence.
        seen = Annotation.objects.visible_to(user).filter(pk=models.OuterRef("annotation"))
        return self.filter(models.Exists(seen), subject__state__in=visible_states(user))


class Evidence(models.Model):
    # Not indexed alone: `evidence_once` begins with it.
    annotation = models.ForeignKey(
        Annotation, on_delete=models.CASCADE, related_name="evidence", db_index=False
    )
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="evidence")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, default=Strength.MODERATE)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["annotation", "subject"], name="evidence_once"),
            known_choice("stance", Stance, "evidence_stance_known"),
            known_choice("strength", Strength, "evidence_strength_known"),
        ]

    def __str__(self) -> str:
        return f"{self.annotation_id} {self.stance} {self.subject}"
