"""What is done with an annotation: its state, replies to it, its versions."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import person, requires
from accounts.models import User
from annotations.annotation_forms import ReasonForm, ReplyForm
from annotations.models import Annotation
from annotations.services import annotating, revising
from annotations.services.refusals import ChangedMeanwhile, NotAllowed, Refused
from annotations.services.reviewing import (
    accept,
    accept_and_publish,
    reopen,
    send_back,
    submit,
    withdraw,
)
from annotations.views.annotations import annotation_page
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
        user, version = person(request), sent.get("version", "")
        refusal = refusal_of(lambda: _do(act, annotation, user, reason, version))
        if not refusal or reason is None:
            return answered(request, refusal, str(DONE[act]), _next(request, annotation))
        reason.add_error(None, refusal)
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
    """Refused, the page has what was typed."""
    annotation, form = annotation_at(request, pk), ReplyForm(request.POST)
    if form.is_valid():
        note, user = form.cleaned_data["note"], person(request)
        refusal = refusal_of(lambda: annotating.reply(to=annotation, note=note, actor=user))
        if not refusal:
            return answered(request, "", _("Your reply is kept."), _next(request, annotation))
        form.add_error("note", refusal)
    return annotation_page(request, annotation, reply_form=form)


@requires("annotate")
@require_POST
def annotation_restore(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """An earlier version as the newest."""
    annotation, user = annotation_at(request, pk), person(request)
    refusal = refusal_of(lambda: revising.restore(annotation=annotation, number=number, actor=user))
    done = _("Version %(number)d is the present one again.") % {"number": number}
    return answered(request, refusal, done, annotation.get_absolute_url())


def refusal_of(work: Callable[[], object]) -> str:
    """Do it; "" or why not, in words."""
    try:
        work()
    except (NotAllowed, Refused, ChangedMeanwhile) as refusal:
        return str(refusal)
    return ""


def answered(request: HttpRequest, refusal: str, done: str, place: str) -> HttpResponse:
    """What came of it in words, at `place`."""
    if refusal:
        messages.error(request, refusal)
    else:
        messages.success(request, done)
    return redirect(place)


def _next(request: HttpRequest, annotation: Annotation) -> str:
    """Where the person came from, on this site; else the annotation's page."""
    place = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure()):
        return place
    return annotation.get_absolute_url()
