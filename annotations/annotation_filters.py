"""The filters over the list of annotations; see `sources.filters` for what all lists share."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Trim
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from annotations.filters import tags_called
from annotations.models import Creator, Evidence, Kind, SubjectName, TaggedAnnotation, Target, WorkState
from archive.models import Document
from sources.filters import Filters, choice, words
from sources.names import name_key
from sources.paging import Order


def _made_by(name: str) -> Q:
    """By their user name, by the name that pages show, or by that of whoever made it elsewhere."""
    people = User.objects.annotate(shown=Trim(Concat("first_name", Value(" "), "last_name")))
    here = people.filter(Q(username__iexact=name) | Q(shown__iexact=name))
    elsewhere = Creator.objects.filter(annotation=OuterRef("pk"), name__iexact=name)
    return Q(created_by__in=here.values("pk")) | Q(Exists(elsewhere))


class AnnotationFilters(Filters):
    orders = {
        "newest": (_("newest first"), Order(("created_at", "pk"), descending=True)),
        "oldest": (_("oldest first"), Order(("created_at", "pk"))),
    }
    kind = choice(_("Kind"), Kind.choices)
    state = choice(_("State"), WorkState.choices)
    tag = words(_("Tag"))
    by = words(_("Person"))
    about = words(_("Subject"))
    document = words(_("Document"))

    def narrow(self, annotations: "QuerySet[Any]") -> "QuerySet[Any]":
        if kind := self.chosen("kind"):
            annotations = annotations.filter(kind=kind)
        if state := self.chosen("state"):
            annotations = annotations.filter(state=state)
        if tag := self.chosen("tag"):
            uses = TaggedAnnotation.objects.filter(content_object=OuterRef("pk"), tag__in=tags_called(tag))
            annotations = annotations.filter(Exists(uses))
        if person := self.chosen("by"):
            annotations = annotations.filter(_made_by(person))
        return self._in_document(self._about(annotations))

    def _about(self, annotations: "QuerySet[Any]") -> "QuerySet[Any]":
        if not (name := self.chosen("about")):
            return annotations
        names = SubjectName.objects.filter(key__contains=name_key(name)).values("subject")
        called = Q(subject__name__icontains=name) | Q(subject__in=names)
        evidence = Evidence.objects.visible_to(self.user).filter(called, annotation=OuterRef("pk"))
        return annotations.filter(Exists(evidence))

    def _in_document(self, annotations: "QuerySet[Any]") -> "QuerySet[Any]":
        """By the public id of a document, or words of its title."""
        if not (name := self.chosen("document")):
            return annotations
        documents = Document.objects.visible_to(self.user).filter(
            Q(public_id=name) | Q(source__title__icontains=name)
        )
        return annotations.filter(
            Exists(Target.objects.filter(annotation=OuterRef("pk"), document__in=documents))
        )
