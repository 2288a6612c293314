"""Annotations as records: all of them, each, and those that wait for review."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.gates import requires
from accounts.models import User
from accounts.roles import may
from annotations.annotation_filters import AnnotationFilters
from annotations.annotation_forms import ReplyForm
from annotations.evidence_forms import BearingForm, EvidenceForm
from annotations.models import Annotation, WorkState
from annotations.models.annotation import AnnotationQuerySet
from annotations.pages import history
from annotations.place_forms import PlaceForm
from annotations.services.allowed import acts_open_to
from annotations.standing import drafts_of, in_full, labels_on, with_words
from annotations.tag_pages import annotation_export
from annotations.views.exporting import download, wanted_format
from annotations.views.finding import annotation_at
from annotations.views.jsonld import annotation_jsonld, annotations_jsonld, or_as_jsonld, wanted_type
from archive.views.listing import listing
from sources.paging import Order, page_of

REVIEWED_AT_ONCE = 20
LONGEST_WAITING = Order(("updated_at", "pk"))


@vary_on_headers("Accept")
@require_safe
def annotation_list(request: HttpRequest) -> HttpResponseBase:
    """Every annotation that this person may see; replies stand with what they answer. As data for who wants that."""
    filters = AnnotationFilters(request.GET, request.user)
    rows = filters.narrow(with_words(_heads(request)))
    if wanted_type(request):
        return annotations_jsonld(request, rows)
    if wanted_format(request) == "csv":
        return download(request, annotation_export(_("Annotations"), rows), "csv")
    context = listing(request, filters, rows)
    context["rows"] = labels_on(context["page"], request.user)
    return render(request, "annotations/annotation_list.html", context)


@or_as_jsonld(annotation_jsonld)
@require_safe
def annotation_detail(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One annotation: the words, what is said of them, by whom, and what became of it."""
    return annotation_page(request, annotation_at(request, pk))


def annotation_page(request: HttpRequest, annotation: Annotation, **refused: forms.Form) -> HttpResponse:
    """`reply_form`, `evidence_form`: what was typed into one of them and could not be kept."""
    context: dict[str, Any] = {**in_full(annotation, request.user), "annotation": annotation, "acts": []}
    if isinstance(request.user, User) and may(request.user, "annotate"):
        context["acts"] = [act.replace("_", "-") for act in acts_open_to(annotation, request.user)]
        context["drafts"] = drafts_of([annotation.pk], request.user)[annotation.pk]
        context["may_change"] = may_change(annotation, request.user)
        context["history"] = history(request.user, "annotation", str(annotation.pk))
        context["reply_form"] = ReplyForm()
        context["bearing_forms"] = [BearingForm(evidence=each) for each in context["evidence"]]
        context["place_form"] = PlaceForm(None, request.user, document=context["places"][0].document)
        context["evidence_form"] = EvidenceForm(None, request.user, kind=annotation.kind)
    return render(request, "annotations/annotation_detail.html", context | refused)


@requires("review")
@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """What waits for an editor, replies too, the longest wait first, with the words around it. One key for each act."""
    submitted = Annotation.objects.visible_to(request.user).filter(state=WorkState.SUBMITTED)
    waiting = with_words(submitted)
    page = page_of(waiting, LONGEST_WAITING, size=REVIEWED_AT_ONCE)
    drafts = drafts_of([each.pk for each in page.rows], request.user)
    rows = [(each, labels, drafts[each.pk]) for each, labels in labels_on(page, request.user)]
    return render(request, "annotations/review.html", {"page": page, "rows": rows})


def may_change(annotation: Annotation, user: User) -> bool:
    """Whether this person may change its words or its evidence as it stands."""
    if annotation.state == WorkState.WITHDRAWN:
        return False
    return annotation.state != WorkState.ACCEPTED or may(user, "review")


def _heads(request: HttpRequest) -> AnnotationQuerySet:
    return Annotation.objects.visible_to(request.user).filter(reply_to__isnull=True)
