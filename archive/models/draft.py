"""A proposal that somebody is still working on."""

from typing import Any, ClassVar

import msgspec
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Left
from django.utils import timezone

from accounts.identifiers import new_public_id, page_of
from accounts.models import User
from accounts.roles import may
from archive.models.capture import CaptureMethod
from archive.reading.proposal import Proposal
from sources.models.record import known_choice

# Characters of a text that has neither title nor file name.
OPENING = 60


class OutdatedDraft(Exception):
    """What is stored is no proposal of this version: the kept bytes have to be read again (`reread_draft`)."""


def _opening(text: str) -> str:
    words = text[:OPENING].split("\n", maxsplit=1)[0].strip()
    return f"“{words}…”"


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User | AnonymousUser) -> "DraftQuerySet":
        """Whoever may ingest sees every draft: work can be taken over."""
        return self if may(user, "ingest") else self.none()

    def summaries(self) -> "DraftQuerySet":
        """For lists: `given_name`, `given_title` and `opening` words from the proposal, without loading its text."""
        return (
            self.select_related("created_by")
            .defer("proposal", "matches")
            .annotate(
                given_name=KT("proposal__name"),
                given_title=KT("proposal__metadata__title__value"),
                opening=Left(KT("proposal__text"), OPENING),
            )
        )


class Draft(models.Model):
    """A proposal with a person's corrections; it survives a closed browser. Its bytes are in the blob store.

    `proposal` is `Proposal.to_json()`, corrections applied; `matches` maps a proposal key to the public id of the
    record it is to be joined with. `version` rises with each save, so that two tabs never overwrite each other.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=8, choices=CaptureMethod)
    proposal: "models.JSONField[Any, Any]" = models.JSONField()
    matches: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-updated_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["created_by", "sha256"], name="draft_one_for_bytes_and_person"),
            known_choice("method", CaptureMethod, "draft_method_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("archive:draft_edit", self.public_id)

    @property
    def title(self) -> str:
        """The article's title as far as it is known, else the file's name, else its opening words."""
        if "proposal" in self.get_deferred_fields():
            return self.given_title or self.given_name or _opening(self.opening)  # type: ignore[attr-defined]
        told = _told(self.proposal, "metadata", "title", "value") or _told(self.proposal, "name")
        return told or _opening(_told(self.proposal, "text"))

    @property
    def saves(self) -> int:
        """How often corrections were saved."""
        return self.version - 1

    def read(self) -> Proposal:
        """The proposal as corrected so far. Raises `OutdatedDraft` when another version of this site wrote it."""
        try:
            return Proposal.from_json(self.proposal)
        except msgspec.ValidationError as error:
            raise OutdatedDraft(str(error)) from error


def _told(proposal: object, *path: str) -> str:
    """What stands at the end of a path into stored JSON of whatever version; "" when that is no text."""
    for step in path:
        proposal = proposal.get(step) if isinstance(proposal, dict) else None
    return proposal if isinstance(proposal, str) else ""
