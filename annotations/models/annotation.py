"""What a researcher says about a range of words, in the shape of the W3C Web Annotation Data Model."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.models import Batch, User
from accounts.roles import may
from accounts.visibility import sees_every_state, visible_states
from annotations.models.tag import TaggedAnnotation
from archive.models import Document
from sources.models.record import UNKNOWN_LANGUAGE, known_choice
from sources.searching.querysets import Searchable


class Kind(models.TextChoices):
    """What the words are said to be. Each but the last leads to a Subject of that kind."""

    CLAIM = "claim", _("Claim")
    LEAK = "leak", _("Data leak")
    VENDOR = "vendor", _("Vendor")
    TECHNOLOGY = "technology", _("Technology")
    AGENCY = "agency", _("Agency")
    PLACE = "place", _("Place")
    NOTE = "note", _("Note")


class Motivation(models.TextChoices):
    """The motivations of the W3C Web Annotation Vocabulary §3.1 that this desk uses."""

    ASSESSING = "assessing", _("assessing")
    CLASSIFYING = "classifying", _("classifying")
    COMMENTING = "commenting", _("commenting")
    DESCRIBING = "describing", _("describing")
    HIGHLIGHTING = "highlighting", _("highlighting")
    IDENTIFYING = "identifying", _("identifying")
    QUESTIONING = "questioning", _("questioning")
    REPLYING = "replying", _("replying")
    TAGGING = "tagging", _("tagging")


class WorkState(models.TextChoices):
    """Draft → submitted → accepted, or returned with a reason; withdrawn with a reason, never deleted."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What other people than those who work here may see, and what counts as evidence.
LIVE = (WorkState.ACCEPTED,)
NEEDS_REASON = (WorkState.RETURNED, WorkState.WITHDRAWN)


class AnnotationQuerySet(Searchable["Annotation"]):
    def visible_to(self, user: User | AnonymousUser) -> "AnnotationQuerySet":
        """Never wider than the Documents it stands in: all its targets must be visible, and it accepted for the public."""
        if sees_every_state(user):
            return self.all()  # nor need each Document be looked at
        states = visible_states(user)
        hidden = Target.objects.filter(annotation=models.OuterRef("pk")).exclude(
            document__state__in=states, document__source__state__in=states
        )
        seen = self.filter(~models.Exists(hidden))
        return seen if may(user, "see_drafts") else seen.filter(state__in=LIVE)

    def live(self) -> "AnnotationQuerySet":
        """Accepted ones: what a claim may rest on."""
        return self.filter(state__in=LIVE)

    def standing(self) -> "AnnotationQuerySet":
        """All that have not been withdrawn."""
        return self.exclude(state=WorkState.WITHDRAWN)


class Annotation(models.Model):  # type: ignore[django-manager-missing]
    """`note` is Markdown as typed. `version` rises with each revision, so that nobody overwrites another's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    motivation = models.CharField(max_length=16, choices=Motivation)
    note = models.TextField(_("note"), blank=True)
    language = models.CharField(max_length=35, default=UNKNOWN_LANGUAGE)
    state = models.CharField(_("state"), max_length=12, choices=WorkState, default=WorkState.DRAFT)
    # Why it was returned or withdrawn; empty in every other state.
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    reply_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="annotations"
    )
    updated_at = models.DateTimeField(default=timezone.now)
    # When it was last accepted; NULL where that was when it was made, or never (`sources.appearing`).
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # An IRI it had elsewhere, when it was imported.
    via = models.CharField(max_length=2000, blank=True)

    tags = TaggableManager(through=TaggedAnnotation, blank=True)
    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "-created_at"], name="annotation_by_state"),
            models.Index(fields=["kind", "-created_at"], name="annotation_by_kind"),
        ]
        constraints: ClassVar = [
            known_choice("kind", Kind, "annotation_kind_known"),
            known_choice("motivation", Motivation, "annotation_motivation_known"),
            known_choice("state", WorkState, "annotation_state_known"),
            models.CheckConstraint(
                condition=(Q(state__in=NEEDS_REASON) & ~Q(reason=""))
                | (~Q(state__in=NEEDS_REASON) & Q(reason="")),
                name="annotation_reason_when_sent_back",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="annotation_version_counts"),
            models.CheckConstraint(
                condition=~Q(reply_to=models.F("id")) | Q(reply_to__isnull=True),
                name="annotation_not_own_reply",
            ),
            models.CheckConstraint(
                condition=Q(reply_to__isnull=True) | Q(motivation="replying"), name="annotation_reply_says_so"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {str(self.id)[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("annotations:annotation_detail", args=[self.id])

    @property
    def anchor(self) -> str:
        """The id of its place on the reader page."""
        return f"a-{self.id}"


class Target(models.Model):
    """A code-point range of one Document with its quote selector. `text[start:end] == exact`, or it is not written."""

    # Not indexed alone, here and below: a longer index begins with it.
    annotation = models.ForeignKey(
        Annotation, on_delete=models.CASCADE, related_name="targets", db_index=False
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="annotation_targets", db_index=False
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [models.Index(fields=["document", "start"], name="target_by_place")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="target_not_empty"),
            models.CheckConstraint(condition=~Q(exact=""), name="target_has_words"),
            models.UniqueConstraint(fields=["annotation", "document", "start", "end"], name="target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class CreatorKind(models.TextChoices):
    """The classes of the W3C Web Annotation Data Model §3.3.2."""

    UNSAID = "", _("not said")
    PERSON = "Person", _("person")
    ORGANIZATION = "Organization", _("organisation")
    SOFTWARE = "Software", _("software")


class Creator(models.Model):
    """Who made an annotation elsewhere, as it said when it was imported. `created_by` is who answers for it here."""

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="creators")
    kind = models.CharField(max_length=12, choices=CreatorKind, blank=True)
    name = models.CharField(max_length=500, blank=True)
    iri = models.CharField(max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            known_choice("kind", CreatorKind, "creator_kind_known"),
            models.CheckConstraint(condition=~Q(name="") | ~Q(iri=""), name="creator_is_told"),
            models.UniqueConstraint(fields=["annotation", "position"], name="creator_once_in_place"),
        ]

    def __str__(self) -> str:
        return self.name or self.iri


class AnnotationVersion(models.Model):
    """A note as it stood, with its kind and tags; `number` counts from 1, the highest is the present one."""

    annotation = models.ForeignKey(
        Annotation, on_delete=models.CASCADE, related_name="versions", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.TextField(blank=True)
    # Tag names as shown then, joined by ", ": a picture of the past, not a relation.
    tag_names = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["annotation", "number"], name="annotationversion_once"),
            known_choice("kind", Kind, "annotationversion_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.annotation_id} v{self.number}"
