"""Two records that are one: joined by an editor, field by field, after a look at what moves; and parted again."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import person, requires
from archive.duplicates import lines_of, loaded
from archive.merge_forms import MergeForm, OtherForm
from archive.views.listing import place_in
from archive.views.record import history_of
from sources.filters import LATEST
from sources.history import Change, field_label, value_words
from sources.merging.choices import choices
from sources.merging.kinds import Mergeable, kind_of, record_called
from sources.merging.looking import has_moved, would_move
from sources.merging.merging import Decision, merge_records
from sources.merging.parting import part_records, rehearse_parting
from sources.merging.refusals import refuse_two
from sources.models import Merge
from sources.paging import page_of
from sources.people import Refused
from sources.services import ChangedMeanwhile


@requires("review")
def merge_new(request: HttpRequest) -> HttpResponse:
    """`?keep=` the record that stays `&other=` the one that goes into it, by their ids; without the other: a form for it."""
    kept = record_called(request.GET.get("keep", ""), request.user)
    if kept is None:
        raise Http404
    choose = OtherForm(request.GET if "other" in request.GET else None, kept=kept, user=request.user)
    if not (choose.is_bound and choose.is_valid()):
        return render(request, "archive/merge_choose.html", {"kept": kept, "choose": choose})
    return _merge_two(request, kept, choose.cleaned_data["other"])


def _merge_two(request: HttpRequest, kept: Mergeable, other: Mergeable) -> HttpResponse:
    kind = kind_of(kept)
    snapshots = (kind.read(kept), kind.read(other))
    form = MergeForm(request.POST or None, choices=choices(*snapshots), snapshots=snapshots)
    if request.method == "POST" and form.is_valid() and _merged(request, kept, other, form):
        return redirect(kept)
    both = loaded(kind.name, request.user).in_bulk([kept.pk, other.pk])
    context = {
        "kept": kept,
        "other": other,
        "form": form,
        "refusal": _refusal(kept, other),
        "moves": would_move(other),
        "lines": lines_of(both[kept.pk], both[other.pk]),
        "is_draft_into_public": (other.state, kept.state) == ("draft", "public"),
    }
    return render(request, "archive/merge_new.html", context)


def _merged(request: HttpRequest, kept: Mergeable, other: Mergeable, form: MergeForm) -> bool:
    """Whether it was done; what stands in the way is said in the form."""
    decision = Decision(
        actor=person(request),
        reason=form.cleaned_data["reason"],
        picks=form.picks,
        opened=form.cleaned_data["opened"],
    )
    try:
        merge_records(kept=kept, merged=other, decision=decision)
    except Refused as refused:
        form.add_error(None, str(refused))
    except ChangedMeanwhile:
        form.start_over(
            _(
                "Somebody has changed one of the two since you opened this page. It shows what they are now: look again."
            )
        )
    else:
        messages.success(request, _("Merged. The old address leads here; you can part them again."))
        return True
    return False


def _refusal(kept: Mergeable, other: Mergeable) -> str:
    try:
        refuse_two(kept, other)
    except Refused as refused:
        return str(refused)
    return ""


@require_safe
@requires("see_drafts")
def merge_list(request: HttpRequest) -> HttpResponse:
    """What was merged, the latest first."""
    merges = _merges()
    return render(
        request,
        "archive/merge_list.html",
        {"page": page_of(merges, LATEST, place_in(request, LATEST, merges))},
    )


@require_safe
@requires("see_drafts")
def merge_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one merge did, and what parting the two again would leave where it is."""
    merge = get_object_or_404(_merges(), public_id=public_id)
    changes = [
        Change(field_label(name), value_words(name, before), value_words(name, after))
        for name, (before, after) in merge.values.items()
    ]
    history = history_of(request.user, merge.merged_id, (merge.kind, "source"))
    context: dict[str, Any] = {
        "merge": merge,
        "changes": changes,
        "moved": has_moved(merge),
        "history": history,
    }
    if merge.undone_at is None:
        try:
            context["parted"] = rehearse_parting(merge=merge, actor=None)
        except Refused as refused:
            context["refusal"] = str(refused)
    return render(request, "archive/merge_detail.html", context)


@require_POST
@requires("review")
def merge_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Part them again."""
    merge = get_object_or_404(_merges(), public_id=public_id)
    try:
        parted = part_records(merge=merge, actor=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(merge)
    messages.success(request, _("Parted again: each is what it was."))
    return redirect(parted.record)


def _merges() -> "QuerySet[Merge]":
    return Merge.objects.select_related("kept_source", "kept_agent", "kept_account", "by", "undone_by")
