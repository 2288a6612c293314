"""Lists of Subjects, and everything known of one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.roles import may
from accounts.visibility import State
from annotations.exports import subject_export, witness_export
from annotations.kinds import WORDS, filters_of, list_template, page_template
from annotations.listings import rows_of
from annotations.models import Subject, SubjectKind
from annotations.pages import find_subject, subject_page, where_merged
from annotations.subject_forms import StatusForm
from annotations.views.exporting import download, wanted_format
from archive.views.listing import listing

SIBLINGS = (SubjectKind.VENDOR, SubjectKind.TECHNOLOGY, SubjectKind.AGENCY, SubjectKind.PLACE)


@require_safe
def subject_list(request: HttpRequest, kind: SubjectKind) -> HttpResponseBase:
    """All of a kind, to be narrowed and sorted; the same selection as data when the address asks for it."""
    filters = filters_of(kind)(request.GET, request.user)
    rows = filters.narrow(rows_of(kind, request.user))
    if as_data := wanted_format(request):
        return download(request, subject_export(kind, filters.order.sorted(rows)), as_data)
    context = {
        "kind": kind,
        "words": WORDS[kind],
        "siblings": SIBLINGS if kind in SIBLINGS else (),
        **listing(request, filters, rows),
    }
    return render(request, list_template(kind), context)


@require_safe
def subject_detail(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponseBase:
    """One Subject with what rests on it; a merged one is where it was merged to."""
    subject = subject_at(request, kind, slug)
    if subject.merged_into_id:
        became = where_merged(subject, request.user)
        if became is None:
            raise Http404
        return redirect(became, permanent=True)
    if as_data := wanted_format(request):
        return download(request, witness_export(subject, request.user), as_data)
    return render(request, page_template(kind), page_context(request, subject))


def page_context(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """What the page of a Subject shows; for editors with the form for the status of a claim."""
    kind = SubjectKind(subject.kind)
    context = subject_page(subject, request.user) | {"words": WORDS[kind], "kind": kind}
    if kind == SubjectKind.CLAIM and may(request.user, "review"):
        context["status_form"] = StatusForm(initial={"status": subject.claim.status}, label_suffix="")
    return context


def subject_at(request: HttpRequest, kind: str, slug: str) -> Subject:
    """The Subject of an address. Raises `Http404` when there is none that this person may see."""
    subject = find_subject(kind, slug, request.user)
    if subject is None:
        raise Http404
    return subject


def current_at(request: HttpRequest, kind: str, slug: str) -> Subject:
    """As `subject_at`, without those that were merged into another."""
    subject = subject_at(request, kind, slug)
    if subject.merged_into_id:
        raise Http404
    return subject


def editable(request: HttpRequest, kind: str, slug: str) -> Subject:
    """The Subject of an address, if this person may change it: a public one is for editors to change."""
    subject = current_at(request, kind, slug)
    if subject.state == State.PUBLIC and not may(request.user, "review"):
        raise PermissionDenied
    return subject
