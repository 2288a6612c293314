"""The filters over lists of Subjects and tags; see `sources.filters` for what all lists share."""

from typing import Any

from django.db.models import DateTimeField, Exists, IntegerField, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.visibility import State
from annotations.bearing import bearing
from annotations.models import (
    ClaimStatus,
    Evidence,
    LeakState,
    Stance,
    Subject,
    SubjectName,
    SubjectRelation,
    TaggedAnnotation,
)
from annotations.models.annotation import LIVE
from annotations.models.tag import Tag, TagStanding, TagSynonym
from sources.filters import WRITTEN_IN, Filters, choice, words
from sources.languages import SCRIPT_WORDS
from sources.models import Agent
from sources.names import name_key
from sources.paging import BY_NAME, Order

LAST_MADE = Order(("created_at", "pk"), descending=True)
MOST_EVIDENCE = Order(("evidence_count", "pk"), descending=True, computed={"evidence_count": IntegerField()})
LAST_CHANGED = Order(("changed_at", "pk"), descending=True, computed={"changed_at": DateTimeField()})
MOST_USED = Order(("use_count", "pk"), descending=True, computed={"use_count": IntegerField()})
NONE = "none"


class SubjectFilters(Filters):
    """What the lists of all kinds share."""

    orders = {
        "name": (_("name"), BY_NAME),
        "evidence": (_("most passages"), MOST_EVIDENCE),
        "made": (_("newest first"), LAST_MADE),
    }
    name = words(_("Name"))

    def narrow(self, subjects: "QuerySet[Any]") -> "QuerySet[Any]":
        if name := self.chosen("name"):
            by_alias = SubjectName.objects.filter(key__contains=name_key(name)).values("subject")
            subjects = subjects.filter(Q(name__icontains=name) | Q(pk__in=by_alias))
        if state := self.chosen("state"):
            subjects = subjects.filter(state=state)
        return self._tagged(self._narrowed(subjects))

    def _narrowed(self, subjects: "QuerySet[Any]") -> "QuerySet[Any]":
        """By the filters of the kind."""
        return subjects

    def _tagged(self, subjects: "QuerySet[Any]") -> "QuerySet[Any]":
        """Those with visible evidence that has the tag, by its name, a synonym or a name before a merge."""
        if not (tag := self.chosen("tag")):
            return subjects
        uses = TaggedAnnotation.objects.filter(
            tag__in=tags_called(tag), content_object=OuterRef("annotation")
        )
        evidence = bearing(self.user).filter(Exists(uses), subject=OuterRef("pk"))
        return subjects.filter(Exists(evidence))


class NamedFilters(SubjectFilters):
    """Vendors, technologies, agencies and places."""

    script = choice(_("Name in script"), list(SCRIPT_WORDS.items()))
    tag = words(_("Tag"))
    state = choice(_("State"), State.choices)

    def _narrowed(self, subjects: "QuerySet[Any]") -> "QuerySet[Any]":
        if script := self.chosen("script"):
            usual = WRITTEN_IN.get(script, ())
            written = SubjectName.objects.filter(Q(language__contains=f"-{script}") | Q(language__in=usual))
            subjects = subjects.filter(pk__in=written.values("subject"))
        return subjects


class ClaimFilters(SubjectFilters):
    orders = {
        "changed": (_("newest change"), LAST_CHANGED),
        "evidence": (_("most evidence"), MOST_EVIDENCE),
        "name": (_("statement"), BY_NAME),
    }
    name = words(_("Words of the claim"))
    status = choice(_("Status"), ClaimStatus.choices)
    claimed_by = words(_("Claimed by"))
    place = words(_("Place"))
    about = words(_("About"))
    tag = words(_("Tag"))
    evidence = choice(
        _("Evidence"),
        [
            ("for", _("some for it")),
            ("against", _("some against it")),
            ("both", _("on both sides")),
            (NONE, _("none yet")),
        ],
    )
    state = choice(_("State"), State.choices)

    def _narrowed(self, subjects: "QuerySet[Any]") -> "QuerySet[Any]":
        if status := self.chosen("status"):
            subjects = subjects.filter(claim__status=status)
        if name := self.chosen("claimed_by"):
            people = Agent.objects.visible_to(self.user).filter(names__key__contains=name_key(name))
            subjects = subjects.filter(claim__claimed_by__in=people)
        if place := self.chosen("place"):
            subjects = subjects.filter(claim__holds_where__in=self._called(place))
        if about := self.chosen("about"):
            relations = SubjectRelation.objects.filter(left=OuterRef("pk"), right__in=self._called(about))
            subjects = subjects.filter(Exists(relations))
        return self._by_evidence(subjects)

    def _called(self, name: str) -> "QuerySet[Subject]":
        names = SubjectName.objects.filter(key__contains=name_key(name)).values("subject")
        return Subject.objects.visible_to(self.user).filter(pk__in=names)

    def _by_evidence(self, subjects: "QuerySet[Any]") -> "QuerySet[Any]":
        wanted = self.chosen("evidence")
        if not wanted:
            return subjects
        live = Evidence.objects.visible_to(self.user).filter(
            subject=OuterRef("pk"), annotation__state__in=LIVE
        )
        if wanted == NONE:
            return subjects.filter(~Exists(live))
        if wanted in ("for", "both"):
            subjects = subjects.filter(Exists(live.filter(stance=Stance.SUPPORTS)))
        if wanted in ("against", "both"):
            subjects = subjects.filter(Exists(live.filter(stance=Stance.DISPUTES)))
        return subjects


class LeakFilters(SubjectFilters):
    whose = words(_("Whose data"))
    category = words(_("Category of data"))
    state_now = choice(_("State now"), LeakState.choices)
    tag = words(_("Tag"))
    state = choice(_("State"), State.choices)

    def _narrowed(self, subjects: "QuerySet[Any]") -> "QuerySet[Any]":
        if whose := self.chosen("whose"):
            subjects = subjects.filter(leak__whose__icontains=whose)
        if category := self.chosen("category"):
            subjects = subjects.filter(leak__categories__icontains=category)
        if state_now := self.chosen("state_now"):
            subjects = subjects.filter(leak__state_now=state_now)
        return subjects


class TagFilters(Filters):
    orders = {
        "name": (_("name"), Order(("key",))),
        "used": (_("most used"), MOST_USED),
    }
    name = words(_("Name"))
    standing = choice(_("Standing"), TagStanding.choices)

    def narrow(self, tags: "QuerySet[Tag]") -> "QuerySet[Tag]":
        if name := self.chosen("name"):
            key = name_key(name)
            synonyms = TagSynonym.objects.filter(tag=OuterRef("pk"), key__contains=key)
            tags = tags.filter(Q(key__contains=key) | Exists(synonyms))
        if standing := self.chosen("standing"):
            tags = tags.filter(standing=standing)
        return tags


def tags_called(name: str) -> "QuerySet[Tag]":
    """The tag of that name, whatever its case and width, by its own name, a synonym or a name it once had."""
    key = name_key(name)
    return Tag.objects.filter(Q(key=key) | Q(synonyms__key=key) | Q(merged_from__key=key))


FILTERS: dict[str, type[SubjectFilters]] = {"claim": ClaimFilters, "leak": LeakFilters}
