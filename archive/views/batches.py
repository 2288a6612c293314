"""Batches: what each made, and undoing one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.gates import person, requires
from accounts.models import Batch
from archive.batches import made_by, may_undo, rehearse_undo
from archive.counted import all_counted
from archive.elsewhere import made_elsewhere
from archive.undo import CannotUndo, undo_batch
from archive.views.listing import place_in
from sources.filters import LATEST
from sources.merging.bulk import changed_many
from sources.paging import page_of


@require_safe
@requires("see_drafts")
def batch_list(request: HttpRequest) -> HttpResponse:
    """Every batch, newest first."""
    batches = Batch.objects.visible_to(request.user).select_related("created_by", "undone_by")
    page = page_of(batches, LATEST, place_in(request, LATEST, batches))
    return render(request, "archive/ingest_batches.html", {"page": page})


@require_safe
@requires("see_drafts")
def batch_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a batch made, who did it, and a way to undo it."""
    batch = _find(request, public_id)
    if changed_many(batch):
        return redirect("archive:bulk_detail", public_id)
    context = {
        "batch": batch,
        "made": made_by(batch, request.user),
        "made_elsewhere": made_elsewhere(batch),
        "may_undo": may_undo(request.user, batch),
    }
    return render(request, "archive/ingest_batch.html", context)


@requires("ingest")
def batch_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Says what would go and what would stay; then does it."""
    batch = _find(request, public_id)
    if not may_undo(request.user, batch):
        raise PermissionDenied
    if changed_many(batch):  # made nothing: it is taken back, not removed
        return redirect("archive:bulk_detail", public_id)
    try:
        if request.method == "POST":
            undone = undo_batch(batch=batch, actor=person(request))
            gone = ", ".join(all_counted(undone.removed)) or _("nothing")
            messages.success(request, _("Undone. Removed: %(what)s.") % {"what": gone})
            return redirect("archive:batch_detail", public_id)
        would = rehearse_undo(batch)
    except CannotUndo as error:
        messages.warning(request, str(error))
        return redirect("archive:batch_detail", public_id)
    context = {"batch": batch, "removed": all_counted(would.removed), "kept": all_counted(would.kept)}
    return render(request, "archive/ingest_undo.html", context)


def _find(request: HttpRequest, public_id: str) -> Batch:
    batches = Batch.objects.visible_to(request.user).select_related("created_by", "undone_by")
    return get_object_or_404(batches, public_id=public_id)
