"""What is done with an annotation: its state, replies to it, its versions, what it is evidence for."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import person, requires
from accounts.models import User
from annotations.annotation_forms import EvidenceForm, ReasonForm, ReplyForm
from annotations.models import Annotation
from annotations.services import annotating, revising
from annotations.services.evidence import Bearing, give_evidence, take_back
from annotations.services.refusals import ChangedMeanwhile, NotAllowed, Refused
from annotations.services.reviewing import (
    accept,
    accept_and_publish,
    reopen,
    send_back,
    submit,
    withdraw,
)
from annotations.services.saying import usual_stance
from annotations.views.finding import annotation_at

AT_ONCE: dict[str, Callable[..., Annotation]] = {
    "submit": submit,
    "accept": accept,
    "accept-and-publish": accept_and_publish,
    "reopen": reopen,
}
AS_READ = ("submit", "accept", "accept-and-publish")  # done to the version that the person saw
WITH_REASON: dict[str, Callable[..., Annotation]] = {"send-back": send_back, "withdraw": withdraw}
DONE = {
    "submit": gettext_lazy("Submitted for review."),
    "accept": gettext_lazy("Accepted: it counts, and everybody sees it."),
    "accept-and-publish": gettext_lazy("Accepted, and what it is evidence for is public now, too."),
    "reopen": gettext_lazy("It is a draft again."),
    "send-back": gettext_lazy("Returned to its author."),
    "withdraw": gettext_lazy("Withdrawn. It stays in the archive and can be reopened."),
}


@requires("annotate")
@require_http_methods(["GET", "HEAD", "POST"])
def annotation_act(request: HttpRequest, pk: uuid.UUID, act: str) -> HttpResponse:
    """One change of its state. A page that asks first, and for a reason where one is needed; `next`: where to go then."""
    if act not in DONE:
        raise Http404
    annotation = annotation_at(request, pk)
    sent = request.POST if request.method == "POST" else None
    reason = (
        ReasonForm(sent, initial={"reason": request.GET.get("reason", "")[:500]})
        if act in WITH_REASON
        else None
    )
    if sent is not None and (reason is None or reason.is_valid()):
        _attempt(
            request,
            lambda: _do(act, annotation, person(request), reason, sent.get("version", "")),
            str(DONE[act]),
        )
        return redirect(_next(request, annotation))
    context = {"annotation": annotation, "act": act, "reason": reason, "next": request.GET.get("next", "")}
    return render(request, "annotations/act.html", context)


def _do(act: str, annotation: Annotation, user: User, reason: ReasonForm | None, version: str) -> None:
    seen = {"version": int(version)} if version.isascii() and version.isdecimal() and act in AS_READ else {}
    if reason is None:
        AT_ONCE[act](annotation=annotation, actor=user, **seen)
    else:
        WITH_REASON[act](annotation=annotation, actor=user, reason=reason.cleaned_data["reason"])


@requires("annotate")
@require_POST
def annotation_reply(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    annotation, form = annotation_at(request, pk), ReplyForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    _attempt(
        request,
        lambda: annotating.reply(to=annotation, note=note, actor=person(request)),
        _("Your reply is kept."),
    )
    return redirect(_next(request, annotation))


@requires("annotate")
@require_POST
def annotation_restore(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """An earlier version as the newest."""
    annotation = annotation_at(request, pk)
    done = _("Version %(number)d is the present one again.") % {"number": number}
    _attempt(
        request, lambda: revising.restore(annotation=annotation, number=number, actor=person(request)), done
    )
    return redirect(annotation)


@requires("annotate")
@require_POST
def annotation_evidence(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """It bears on one Subject more."""
    annotation = annotation_at(request, pk)
    form = EvidenceForm(request.POST, person(request), kind=annotation.kind)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return redirect(annotation)
    subject = form.cleaned_data["subject"]
    bearing = Bearing(subject, form.cleaned_data["stance"] or usual_stance(subject.kind))
    given = _("It is evidence for “%(name)s”.") % {"name": subject.name}
    _attempt(
        request, lambda: give_evidence(annotation=annotation, bearing=bearing, actor=person(request)), given
    )
    return redirect(annotation)


@requires("annotate")
@require_POST
def annotation_take_back(request: HttpRequest, pk: uuid.UUID, evidence: int) -> HttpResponse:
    annotation = annotation_at(request, pk)
    row = get_object_or_404(annotation.evidence.select_related("annotation", "subject"), pk=evidence)
    _attempt(
        request, lambda: take_back(evidence=row, actor=person(request)), _("It is evidence for that no more.")
    )
    return redirect(annotation)


def _attempt(request: HttpRequest, work: Callable[[], object], done: str) -> None:
    """Do it and say so, or say why not."""
    try:
        work()
    except (NotAllowed, Refused, ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def _next(request: HttpRequest, annotation: Annotation) -> str:
    """Where the person came from, on this site; else the annotation's page."""
    place = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure()):
        return place
    return annotation.get_absolute_url()
