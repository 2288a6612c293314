"""The import desk: references of other programs, from a file to sources."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import person, requires
from accounts.models import Batch, BatchKind
from accounts.roles import may
from archive import blobs
from archive.counted import all_counted
from archive.import_forms import ColumnsForm, ImportForm, choices_in
from archive.importing.service import (
    ChangedMeanwhile,
    Imported,
    choose,
    choose_all,
    discard_import,
    judge_again,
    read_again,
    rehearse_import,
    start_import,
    take_import,
)
from archive.importing.shown import IN_ORDER, rows_of, shown, verdicts_of
from archive.models import Import
from archive.models.imported import Choice
from archive.views.listing import place_in
from sources.csv_files import file_header
from sources.exchange.formats import format_named
from sources.exchange.shapes import Unreadable
from sources.paging import page_of

SHOWN = 20


@requires("ingest")
def import_start(request: HttpRequest) -> HttpResponse:
    """Give a file or paste references; or go on with a file that is on the desk."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        try:
            return redirect(start_import(file=form.file(), actor=person(request)))
        except Unreadable as error:
            form.add_error(form.place, str(error))
        except OSError as error:
            form.add_error(
                form.place, _("It could not be kept on this disk: %(why)s.") % {"why": error.strerror}
            )
    context = {
        "form": form,
        "waiting": Import.objects.visible_to(request.user).waiting().select_related("created_by")[:SHOWN],
        "batches": Batch.objects.visible_to(request.user)
        .filter(kind=BatchKind.IMPORT)
        .select_related("created_by")[:5],
    }
    return render(request, "archive/import_start.html", context)


@requires("ingest")
def import_rows(request: HttpRequest, public_id: str) -> HttpResponse:
    """Each row with what it is taken for and why; what is to be done with it can be chosen."""
    imported = _find(request, public_id)
    if request.method == "POST":
        return _choose(request, imported)
    verdict = request.GET.get("verdict", "")
    rows = rows_of(imported, verdict)
    page = page_of(rows, IN_ORDER, place_in(request, IN_ORDER, rows))
    context = {
        "imported": imported,
        "format": format_named(imported.format).label,
        "page": page,
        "rows": shown(page.rows),
        "verdicts": verdicts_of(imported),
        "verdict": verdict,
        "columns": ColumnsForm(imported.columns) if imported.columns and not imported.batch else None,
        "choices": [each for each in Choice if each],
    }
    return render(request, "archive/import_rows.html", context)


def _choose(request: HttpRequest, imported: Import) -> HttpResponse:
    every, verdict = request.POST.get("all", ""), request.POST.get("verdict", "")
    try:
        if every in Choice.values and every:
            choose_all(imported=imported, version=_version(request), verdict=verdict, choice=every)
        else:
            choose(imported=imported, version=_version(request), choices=choices_in(request.POST))
    except ChangedMeanwhile as error:
        messages.warning(request, str(error))
        return redirect(request.get_full_path())
    if request.POST.get("then") == "confirm":
        return redirect("archive:import_confirm", imported.public_id)
    messages.success(request, _("Your choices are kept. Nothing is made until you confirm."))
    return redirect(request.get_full_path())


@require_POST
@requires("ingest")
def import_columns(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read the table again, its columns taken for something else."""
    imported = _find(request, public_id)
    form = ColumnsForm(imported.columns, request.POST)
    if not form.is_valid():
        raise BadRequest("columns")
    try:
        read_again(
            imported=imported, version=_version(request), columns=form.columns(), actor=person(request)
        )
        messages.success(request, _("Read again. Look through the rows before you confirm."))
    except (ChangedMeanwhile, Unreadable) as error:
        messages.warning(request, str(error))
    except (FileNotFoundError, blobs.DamagedBlob):
        messages.error(request, _("The bytes of this file are missing or damaged on disk: give it again."))
    return redirect(imported)


@requires("ingest")
def import_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """What will be made, by doing it and rolling back; and the button that makes it."""
    imported = _find(request, public_id)
    if imported.batch:
        return redirect(imported)
    try:
        return _take(request, imported) if request.method == "POST" else _rehearse(request, imported)
    except ChangedMeanwhile as error:
        return _look_again(request, imported, str(error))


def _look_again(request: HttpRequest, imported: Import, why: str) -> HttpResponse:
    try:
        count = judge_again(imported=imported, actor=person(request))
    except ChangedMeanwhile as gone:
        messages.warning(request, str(gone))
        return redirect("archive:import_start")
    words = ngettext("%(count)d row is seen anew", "%(count)d rows are seen anew", count) % {"count": count}
    messages.warning(request, _("%(why)s %(rows)s: look through them again.") % {"why": why, "rows": words})
    return redirect(imported)


def _rehearse(request: HttpRequest, imported: Import) -> HttpResponse:
    result = rehearse_import(imported, person(request))
    context = {"imported": imported, "made": _told(result), "rows": result.rows}
    return render(request, "archive/import_confirm.html", context)


def _take(request: HttpRequest, imported: Import) -> HttpResponse:
    public = "public" in request.POST and may(request.user, "publish")
    result = take_import(imported=imported, version=_version(request), actor=person(request), public=public)
    if result.batch is None:
        messages.warning(request, _("No row was chosen, or nothing of them was new: nothing was made."))
        return redirect(imported)
    words = _("Imported: {}. <a href='{}'>See or undo</a>")
    messages.success(request, format_html(words, ", ".join(_told(result)), _batch_page(result.batch)))
    return redirect(imported)


def _batch_page(batch: Batch) -> str:
    return reverse("archive:batch_detail", args=[batch.public_id])


def _told(result: Imported) -> list[str]:
    count = result.made["filled"]
    filled = ngettext("%(count)d record filled in", "%(count)d records filled in", count) % {"count": count}
    return [*all_counted(result.made), *([filled] if count else [])]


@requires("ingest")
def import_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks, then takes the file off the desk."""
    imported = _find(request, public_id)
    if imported.batch:
        return redirect(imported)
    if request.method == "POST":
        try:
            discard_import(imported=imported, version=_version(request), actor=person(request))
        except ChangedMeanwhile as error:
            messages.warning(request, str(error))
            return redirect("archive:import_start")
        messages.success(request, _("The file was discarded; nothing was made of it."))
        return redirect("archive:import_start")
    return render(request, "archive/import_discard.html", {"imported": imported})


@require_safe
@requires("ingest")
def import_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bytes as they were given."""
    imported = _find(request, public_id)
    try:
        data = blobs.read(imported.sha256)
    except (FileNotFoundError, blobs.DamagedBlob):
        return render(request, "archive/capture_lost.html", {"capture": imported}, status=404)
    # Never shown as what it says it is: foreign markup on our own address.
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = file_header(
        str(imported).rpartition(".")[0] or str(imported), _ending(imported)
    )
    return response


def _ending(imported: Import) -> str:
    ending = imported.name.rpartition(".")[2]
    return ending if ending.isalnum() and ending != imported.name else "txt"


def _find(request: HttpRequest, public_id: str) -> Import:
    files = Import.objects.visible_to(request.user).select_related("created_by", "batch")
    return get_object_or_404(files, public_id=public_id)


def _version(request: HttpRequest) -> int:
    """The version that the form was made from. Raises `BadRequest`: no form of ours lacks it."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError as error:
        raise BadRequest("version") from error
