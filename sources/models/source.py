"""Anything that exists in the world and can be cited; its fields are those of CSL 1.0.2."""

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.identifiers import page_of
from accounts.models import User
from accounts.visibility import State, visible_states
from sources.citing.needs import PEOPLE, missing, need_words, types_that_require
from sources.kinds import Role, SourceType
from sources.models.agent import Agent
from sources.models.details import Details
from sources.models.record import UNKNOWN_LANGUAGE, Record, RecordQuerySet, RowCount, known_choice

__all__ = ["Contribution", "Role", "Source", "SourceQuerySet", "SourceType"]

REQUIRED_COLUMNS = tuple({name for need in types_that_require() for name in need if name != PEOPLE})


class SourceQuerySet(RecordQuerySet["Source"]):
    def with_contributors(self) -> "SourceQuerySet":
        """Contributions with their agents, in order: one query more, whatever the length."""
        return self.prefetch_related(
            Prefetch("contributions", Contribution.objects.select_related("agent").order_by("position"))
        )

    def for_citing(self) -> "SourceQuerySet":
        """With all that an item of CSL-JSON is made of (`sources.citing.csl.item_of`): two queries more."""
        contributions = Contribution.objects.select_related("agent").order_by("position")
        return self.select_related("post__account").prefetch_related(
            Prefetch("contributions", contributions.prefetch_related("agent__names"))
        )

    def with_counts(self, user: User | AnonymousUser) -> "SourceQuerySet":
        """Adds `quoted_count`: how many visible sources quote or cite this one."""
        citing = Source.objects.filter(
            pk=models.OuterRef("pk"), links_in__source__state__in=visible_states(user)
        )
        return self.annotate(quoted_count=RowCount(citing.values("links_in__source").distinct()))

    def articles(self) -> "SourceQuerySet":
        """Everything but posts."""
        return self.exclude(csl_type=SourceType.POST)

    def needing_details(self) -> "SourceQuerySet":
        """Sources with a field missing that a citation of their type needs (`Source.missing_details`)."""
        nobody = ~models.Exists(Contribution.objects.filter(source=models.OuterRef("pk")))
        lacking = models.Q()
        for need, types in types_that_require().items():
            empty = models.Q(csl_type__in=types)
            for name in need:
                empty &= models.Q(nobody) if name == PEOPLE else models.Q(**{name: ""})
            lacking |= empty
        return self.filter(lacking)


class Source(Details, Record):
    """A citable thing. Dates of the world are EDTF beside a sortable first day; "" is "not known"."""

    csl_type = models.CharField(_("type"), max_length=32, choices=SourceType, default=SourceType.DOCUMENT)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    container_title = models.CharField(
        _("published in"),
        max_length=500,
        blank=True,
        help_text=_("The newspaper, site or book it is part of."),
    )
    publisher = models.CharField(_("publisher"), max_length=500, blank=True)
    publisher_place = models.CharField(_("place of publication"), max_length=200, blank=True)
    volume = models.CharField(pgettext_lazy("of a periodical", "volume"), max_length=50, blank=True)
    issue = models.CharField(pgettext_lazy("of a periodical", "issue"), max_length=50, blank=True)
    page = models.CharField(_("pages"), max_length=50, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    genre = models.CharField(_("genre"), max_length=100, blank=True)
    issued = models.CharField(
        _("date"), max_length=60, blank=True, help_text=_("EDTF: 2019-12-18, 2019-12, 2019-12-18~ …")
    )
    issued_on = models.DateField(null=True, blank=True, editable=False)
    accessed = models.CharField(_("consulted"), max_length=60, blank=True)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    # What two addresses of the same page share (`sources.addresses.url_key`).
    url_key = models.CharField(max_length=2000, blank=True, editable=False, db_index=True)
    doi = models.CharField(_("DOI"), max_length=300, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=35, default=UNKNOWN_LANGUAGE)
    note = models.TextField(_("note"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-issued_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-issued_on", "-id"], name="source_by_date"),
            models.Index(fields=["csl_type", "-issued_on", "-id"], name="source_by_type_and_date"),
            models.Index(fields=["title", "id"], name="source_by_title"),
        ]
        constraints: ClassVar = [
            known_choice("csl_type", SourceType, "source_type_known"),
            known_choice("state", State, "source_state_known"),
            models.CheckConstraint(
                condition=models.Q(issued_on__isnull=True) | ~models.Q(issued=""),
                name="source_sortable_date_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(url="", url_key="") | (~models.Q(url="") & ~models.Q(url_key="")),
                name="source_url_has_key",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or str(_("Untitled source"))

    def get_absolute_url(self) -> str:
        return page_of("archive:source_detail", self.public_id)

    @property
    def is_post(self) -> bool:
        return self.csl_type == SourceType.POST

    @property
    def authors(self) -> "list[Contribution]":
        """Contributions as author, in order. Costs no query after `with_contributors()`."""
        return [each for each in self.contributions.all() if each.role == Role.AUTHOR]

    @property
    def missing_details(self) -> list[str]:
        """The fields a citation needs and nobody knows yet, as words for people; empty when complete."""
        filled = [name for name in REQUIRED_COLUMNS if getattr(self, name)]
        people = [PEOPLE] if self.contributions.all() else []
        return [need_words(need) for need in missing(self.csl_type, (*filled, *people))]


class Contribution(models.Model):
    """Who did what for a Source. `credited_as` is the name as printed there."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="contributions")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(_("role"), max_length=32, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(default=0)
    credited_as = models.CharField(_("credited as"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "role", "agent"], name="contribution_once_in_role"),
            known_choice("role", Role, "contribution_role_known"),
        ]

    def __str__(self) -> str:
        return self.credited_as or self.agent.name
