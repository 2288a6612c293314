"""Two at once: the passages in which two Subjects meet, and those of one Document that speak of one Subject."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.company import PASSAGES_SHOWN, in_document, together
from annotations.exports import passage_export
from annotations.models import SubjectKind
from annotations.panels import spoken_of
from annotations.views.exporting import download, wanted_format
from annotations.views.subjects import current_at
from archive.models import Document


@require_safe
def pair_detail(
    request: HttpRequest, kind: SubjectKind, slug: str, other_kind: SubjectKind, other_slug: str
) -> HttpResponseBase:
    """Where two Subjects are marked in the same passage."""
    subject = current_at(request, kind, slug)
    other = current_at(request, other_kind, other_slug)
    marked = together(subject, other, request.user)
    if as_data := wanted_format(request):
        return download(request, passage_export(f"{subject} – {other}", marked), as_data)
    context = {"subject": subject, "other": other, "marked": marked, "shown_at_once": PASSAGES_SHOWN}
    return render(request, "annotations/pair_detail.html", context)


@require_safe
def document_subjects(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """What one Document speaks of, and which others speak of the same."""
    document = document_at(request, public_id)
    context = {"document": document, "panel": spoken_of(document, request.user)}
    return render(request, "annotations/document_subjects.html", context)


@require_safe
def subject_in_document(
    request: HttpRequest, kind: SubjectKind, slug: str, public_id: str
) -> HttpResponseBase:
    """Where one Document speaks of a Subject."""
    subject = current_at(request, kind, slug)
    document = document_at(request, public_id)
    marked = in_document(subject, document, request.user)
    if as_data := wanted_format(request):
        return download(request, passage_export(f"{subject} – {document}", marked), as_data)
    context = {"subject": subject, "document": document, "marked": marked, "shown_at_once": PASSAGES_SHOWN}
    return render(request, "annotations/pair_detail.html", context)


def document_at(request: HttpRequest, public_id: str) -> Document:
    """Raises `Http404` when there is none that this person may see."""
    documents = Document.objects.visible_to(request.user).select_related("source__post__account")
    return get_object_or_404(documents.defer("text"), public_id=public_id)
