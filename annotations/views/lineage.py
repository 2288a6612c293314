"""Where what is said of a Subject comes from, drawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.kinds import WORDS
from annotations.lineage import lineage_of
from annotations.models import SubjectKind
from annotations.views.subjects import current_at


@require_safe
def subject_lineage(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    """From a claim, or anything else that is spoken of, back to the earliest Sources known."""
    subject = current_at(request, kind, slug)
    context = {"subject": subject, "words": WORDS[kind], "lineage": lineage_of(subject, request.user)}
    return render(request, "annotations/lineage.html", context)
