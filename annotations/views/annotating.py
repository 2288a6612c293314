"""Saying something of words: the form, as a page of its own that the reader also shows in place."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gates import person, requires
from accounts.models import User
from annotations.annotation_forms import AnnotationForm, QuoteForm, RevisionForm, SelectionForm
from annotations.models import Annotation
from annotations.services.refusals import ChangedMeanwhile, NotAllowed, Refused
from annotations.services.revising import revise
from annotations.services.saying import say
from annotations.suggesting import suggest_tags
from annotations.views.finding import annotation_at
from archive.models import Document, Passage
from sources.history import read_conflicts

UNDONE = "undone"


@requires("annotate")
@require_http_methods(["GET", "HEAD", "POST"])
def annotation_create(request: HttpRequest, public_id: str) -> HttpResponse:
    """`?passage=12`: words of that passage, cut down by hand. `?start=…&end=…`: that range, in code points."""
    document = get_object_or_404(
        Document.objects.visible_to(request.user).only("public_id", "text", "language", "source"),
        public_id=public_id,
    )
    user, sent = person(request), request.POST if request.method == "POST" else None
    form = _form_for(document, user, sent, request.GET)
    if sent is not None and form.is_valid():
        try:
            said = form.saying(sent.get("state", ""))
            annotation = say(document=document, ranges=form.ranges(), saying=said, actor=user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _saved(annotation))
            return redirect(f"{document.get_absolute_url()}#{annotation.anchor}")
    return render(
        request, "annotations/create.html", {"form": form, "document": document, "words": _words(form)}
    )


def _form_for(document: Document, user: User, sent: QueryDict | None, query: QueryDict) -> AnnotationForm:
    """The form for a range, or for a passage. Raises `Http404` when the address names neither."""
    if sent is not None and "exact" in sent:
        return SelectionForm(document, user, sent)
    if "start" in query:
        start, end = _number(query.get("start", "")), _number(query.get("end", ""))
        if not 0 <= start < end <= len(document.text):
            raise Http404
        words = {"start": start, "end": end, "exact": document.text[start:end]}
        return SelectionForm(document, user, initial=words)
    passage = get_object_or_404(Passage, document=document, number=_number(query.get("passage", "")))
    return QuoteForm(document, user, sent, passage=passage)


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):  # noqa: PLR2004 - digits of an offset
        raise Http404
    return int(typed)


def _words(form: AnnotationForm) -> str:
    """What the form is about; "" where its own field shows it."""
    return "" if isinstance(form, QuoteForm) else str(form["exact"].value() or "")


def _saved(annotation: Annotation) -> str:
    """A message with the way back."""
    undo = reverse("annotations:annotation_act", args=[annotation.pk, "withdraw"])
    return format_html('{} <a href="{}?reason={}" data-undo>{}</a>', _("Saved."), undo, UNDONE, _("Undo"))


@requires("annotate")
@require_http_methods(["GET", "HEAD", "POST"])
def annotation_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Another version of its kind, note and tags."""
    annotation = annotation_at(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = RevisionForm(sent, annotation=annotation)
    conflicts = []
    if sent is not None and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            revise(annotation=annotation, version=version, actor=person(request), **form.typed())
        except ChangedMeanwhile as change:
            conflicts = read_conflicts(change.opened, change.now, change.yours)
            form = form.of_now(annotation.version)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect(annotation)
    context = {"annotation": annotation, "form": form, "conflicts": conflicts}
    context["recent_tags"] = suggest_tags("", person(request))
    return render(request, "annotations/edit.html", context)
