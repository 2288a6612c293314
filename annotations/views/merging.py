"""Two Subjects that are one, joined by an editor after a look at what moves, and parted again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from annotations.kinds import WORDS
from annotations.merge_forms import ChooseForm, ReasonForm
from annotations.models import Subject, SubjectKind, SubjectMerge
from annotations.naming import names_of
from annotations.services.merging import merge_subjects, unmerge
from annotations.services.refusals import Refused
from annotations.views.subject_editing import add_refusal
from annotations.views.subjects import current_at


@requires("review")
def subject_merge(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    """Choose the other, see what moves, say why."""
    subject = current_at(request, kind, slug)
    choose = ChooseForm(request.GET if "other" in request.GET else None, subject=subject)
    kept: Subject | None = choose.cleaned_data["other"] if choose.is_bound and choose.is_valid() else None
    reason = ReasonForm(request.POST or None, label_suffix="")
    if request.method == "POST" and kept is not None and reason.is_valid():
        try:
            merge_subjects(
                kept=kept, merged=subject, reason=reason.cleaned_data["reason"], actor=person(request)
            )
        except Refused as refused:
            add_refusal(reason, refused)
        else:
            messages.success(request, _("Merged. The old address leads here; you can part them again."))
            return redirect(kept)
    context = {
        "subject": subject,
        "kind": kind,
        "words": WORDS[kind],
        "choose": choose,
        "kept": kept,
        "reason": reason,
        "moves": moves_of(subject),
        "merges": subject.merges.filter(undone_at=None).select_related("merged", "by"),
        "subject_names": names_of(kind),
    }
    return render(request, "annotations/subject_merge.html", context)


@require_POST
@requires("review")
def subject_unmerge(request: HttpRequest, kind: SubjectKind, slug: str, pk: int) -> HttpResponse:
    """Part them again, each row as it was."""
    kept = current_at(request, kind, slug)
    merge = get_object_or_404(SubjectMerge, kept=kept, pk=pk)
    try:
        parted = unmerge(merge=merge, actor=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("annotations:subject_merge", kind, slug)
    messages.success(request, _("Parted again: each has what it had."))
    return redirect(parted)


def moves_of(subject: Subject) -> list[tuple[Any, int]]:
    """(what, how many) that a merge would move."""
    evidence, names = subject.evidence.count(), subject.names.count()
    relations = subject.relations_out.count() + subject.relations_in.count()
    counts = [
        (ngettext("piece of evidence", "pieces of evidence", evidence), evidence),
        (ngettext("name", "names", names), names),
        (ngettext("relation", "relations", relations), relations),
    ]
    if subject.kind == SubjectKind.LEAK:
        figures = subject.leak.figures.count()
        counts.append((ngettext("figure", "figures", figures), figures))
    return counts
