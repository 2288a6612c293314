"""What an annotation is evidence for: given, weighed otherwise, taken back. One form each."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from annotations.evidence_forms import BearingForm, EvidenceForm
from annotations.models import Annotation, Evidence
from annotations.services.evidence import Bearing, change_evidence, give_evidence, take_back
from annotations.services.saying import usual_stance
from annotations.views.acting import answered, refusal_of
from annotations.views.annotations import annotation_page
from annotations.views.finding import annotation_at


@requires("annotate")
@require_POST
def annotation_evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """It bears on one Subject more."""
    annotation = annotation_at(request, pk)
    user = person(request)
    form = EvidenceForm(request.POST, user, kind=annotation.kind)
    if form.is_valid():
        subject = form.cleaned_data["subject"]
        bearing = Bearing(
            subject,
            form.cleaned_data["stance"] or usual_stance(subject.kind),
            form.cleaned_data["strength"],
        )
        refusal = refusal_of(lambda: give_evidence(annotation=annotation, bearing=bearing, actor=user))
        if not refusal:
            done = _("It is evidence for “%(name)s”.") % {"name": subject.name}
            return answered(request, "", done, annotation.get_absolute_url())
        form.add_error("subject", refusal)
    return annotation_page(request, annotation, evidence_form=form)


@requires("annotate")
@require_POST
def annotation_change_evidence(request: HttpRequest, pk: uuid.UUID, evidence: int) -> HttpResponse:
    """It bears otherwise on that Subject; a claim that rested on it falls back."""
    annotation, user = annotation_at(request, pk), person(request)
    row = _evidence_at(annotation, evidence)
    form = BearingForm(request.POST, evidence=row)
    if not form.is_valid():
        refusal = " ".join(str(each) for errors in form.errors.values() for each in errors)
    else:
        refusal = refusal_of(lambda: change_evidence(evidence=row, actor=user, **form.cleaned_data))
    return answered(request, refusal, _("Saved."), annotation.get_absolute_url())


@requires("annotate")
@require_POST
def annotation_take_back(request: HttpRequest, pk: uuid.UUID, evidence: int) -> HttpResponse:
    annotation = annotation_at(request, pk)
    row = _evidence_at(annotation, evidence)
    user = person(request)
    refusal = refusal_of(lambda: take_back(evidence=row, actor=user))
    done = _("It is evidence for that no more.")
    return answered(request, refusal, done, annotation.get_absolute_url())


def _evidence_at(annotation: Annotation, pk: int) -> Evidence:
    """Raises `Http404` when the annotation has none such."""
    rows: Evidence = get_object_or_404(annotation.evidence.select_related("annotation", "subject"), pk=pk)
    return rows
