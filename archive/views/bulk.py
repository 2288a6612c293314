"""One change to many sources: what it would do, row by row; then all of it, and the way back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import person, requires
from accounts.models import Batch, BatchKind
from archive.bulk import Selection, selection_of
from archive.bulk_forms import ChangeForm, FieldForm
from sources.history import read_history, value_words
from sources.merging.bulk import MOST, OtherRows, change_all, changes_of, digest, preview, take_back
from sources.merging.changes import Row
from sources.people import Refused, names_to_suggest

SHOWN = 200  # rows of a preview; the rest is counted


@requires("edit_records")
def bulk_edit(request: HttpRequest) -> HttpResponse:
    """`?pick=` or `?all=1&where=`: which sources; `&field=`: what of them. Shows before and after; a POST writes it."""
    selection = selection_of(request.GET)
    count = selection.sources(request.user).count()
    choose = FieldForm(request.GET if "field" in request.GET else None)
    context: dict[str, Any] = {"selection": selection, "count": count, "most": MOST, "choose": choose}
    if 0 < count <= MOST and choose.is_bound and choose.is_valid():
        done = _change(request, selection, choose.cleaned_data["field"], context)
        if done:
            return done
    return render(request, "archive/bulk_edit.html", context)


def _change(
    request: HttpRequest, selection: Selection, field: str, context: dict[str, Any]
) -> HttpResponse | None:
    """The form and its preview; the answer once it is written."""
    asked = "value" in request.GET or "find" in request.GET
    data = request.POST if request.method == "POST" else request.GET if asked else None
    form = ChangeForm(data, field=field)
    context |= {"form": form, "field": field, "agent_names": names_to_suggest()}
    if not (form.is_bound and form.is_valid()):
        return None
    if request.method == "POST" and (batch := _written(request, selection, form)):
        return redirect("archive:bulk_detail", batch.public_id)
    rows = preview(selection.sources(request.user), form.change)
    context |= {
        "rows": [_in_words(row, field) for row in rows[:SHOWN]],
        "changed": len(rows),
        "seen": digest(rows, form.change),
        "sent": [(name, value) for name, value in form.cleaned_data.items()],
        "is_previewed": True,
    }
    return None


def _written(request: HttpRequest, selection: Selection, form: ChangeForm) -> Batch | None:
    try:
        batch = change_all(
            sources=selection.sources(request.user),
            change=form.change,
            seen=request.POST.get("seen", ""),
            actor=person(request),
            reason=form.cleaned_data["reason"],
        )
    except OtherRows:
        form.add_error(
            None, _("Some of them have changed since the preview. It shows what would be done now.")
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    else:
        messages.success(request, _("Changed. All of it can be taken back here."))
        return batch
    return None


def _in_words(row: Row, field: str) -> tuple[Row, str, str]:
    return row, value_words(field, row.before), value_words(field, row.after)


@require_safe
@requires("see_drafts")
def bulk_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one change did, row by row."""
    batch = _find(request, public_id)
    entries = changes_of(batch).select_related("actor", "batch")
    context = {"batch": batch, "count": entries.count(), "lines": read_history(entries[:SHOWN])}
    return render(request, "archive/bulk_detail.html", context)


@require_POST
@requires("edit_records")
def bulk_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of it, but for what somebody has changed since."""
    batch = _find(request, public_id)
    try:
        done = take_back(batch=batch, actor=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("archive:bulk_detail", public_id)
    words = ngettext(
        "%(count)s source is as it was.", "%(count)s sources are as they were.", len(done.restored)
    )
    messages.success(request, words % {"count": len(done.restored)})
    if done.left:
        words = _("Changed since, and left as they are: %(ids)s.")
        messages.warning(request, words % {"ids": ", ".join(done.left)})
    return redirect("archive:bulk_detail", public_id)


def _find(request: HttpRequest, public_id: str) -> Batch:
    batches = Batch.objects.visible_to(request.user).filter(kind=BatchKind.FORM)
    batch = get_object_or_404(batches.select_related("created_by", "undone_by"), public_id=public_id)
    if not changes_of(batch).exists():
        raise Http404
    return batch
