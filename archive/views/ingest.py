"""The ingest desk: from a file to a proposal, from there into the archive."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from accounts.models import Batch
from accounts.roles import may
from archive import blobs
from archive.counted import all_counted
from archive.desk import Desk, missing_in
from archive.drafts import (
    ChangedMeanwhile,
    Started,
    arrival_of,
    confirm_draft,
    discard_draft,
    reread_draft,
    save_corrections,
    start_draft,
)
from archive.forms import StartForm
from archive.ingest import Ingested, rehearse
from archive.models import Draft, OutdatedDraft
from archive.reading.proposal import UnreadableInput

SHOWN = 30


@requires("ingest")
def ingest_start(request: HttpRequest) -> HttpResponse:
    """Give files or pasted words; or go on with a draft."""
    form = StartForm(request.POST, request.FILES) if request.method == "POST" else StartForm()
    started = _start_all(request, form) if form.is_bound and form.is_valid() else []
    if started and not form.errors:
        return _after_start(request, started)
    for each in started:
        messages.success(request, _what_started(each))
    context = {
        "form": form,
        "drafts": Draft.objects.visible_to(request.user).summaries()[:SHOWN],
        "batches": Batch.objects.visible_to(request.user).select_related("created_by")[:5],
    }
    return render(request, "archive/ingest_start.html", context)


def _start_all(request: HttpRequest, form: StartForm) -> list[Started]:
    """What can be read is started; what cannot is an error at its field."""
    started = []
    for field, given in form.inputs():
        try:
            started.append(start_draft(given=given, actor=person(request)))
        except UnreadableInput as error:
            form.add_error(field, f"{given.name}: {error}" if given.name not in str(error) else str(error))
        except OSError as error:
            form.add_error(field, _("It could not be kept on this disk: %(why)s.") % {"why": error.strerror})
    return started


def _after_start(request: HttpRequest, started: list[Started]) -> HttpResponse:
    for each in started:
        messages.success(request, _what_started(each))
    only = started[0] if len(started) == 1 else None
    return redirect((only.draft or only.known) if only else reverse("archive:ingest_start"))  # type: ignore[arg-type]


def _what_started(started: Started) -> str:
    if started.draft is None:
        words = _("These very bytes are kept already, as <a href='{}'>{}</a>: nothing new was made.")
        return format_html(words, started.known.get_absolute_url(), started.known)  # type: ignore[union-attr]
    words = _("Read: <a href='{}'>{}</a>. Nothing is in the archive until you confirm it.")
    if not started.is_new:
        words = _("You had these very bytes on the desk: here is your draft, <a href='{}'>{}</a>.")
    return format_html(words, started.draft.get_absolute_url(), started.draft.title)


@requires("ingest")
def draft_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The proposal beside the text: correct, add, reject, match; then save."""
    draft = _find(request, public_id)
    try:
        desk = Desk(draft, request.POST if request.method == "POST" else None)
    except OutdatedDraft:
        return render(request, "archive/ingest_outdated.html", {"draft": draft})
    if request.method != "POST":
        return _page(request, desk)
    version = _version(request)
    if version != draft.version:
        return _page(request, desk, meanwhile=True)
    corrected = desk.corrected()
    if corrected is None:
        return _page(request, desk)
    try:
        save_corrections(draft=draft, version=version, proposal=corrected[0], matches=corrected[1])
    except ChangedMeanwhile:
        return _page(request, Desk(_find(request, public_id), request.POST), meanwhile=True)
    return _after_save(request, desk, draft)


def _after_save(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    """To the confirmation when it was asked for; but what was just added has to be filled in first."""
    if added := desk.added_in(draft.read()):
        messages.success(request, _("Saved. Say now what you know of what you added."))
        return redirect(f"{draft.get_absolute_url()}#card-{added}")
    if desk.begun:
        messages.success(request, _("Saved: the post begins there now."))
        return redirect(f"{draft.get_absolute_url()}#card-{desk.begun}")
    if request.POST.get("then") == "confirm":
        return redirect("archive:draft_confirm", draft.public_id)
    messages.success(request, _("Saved. Nothing is in the archive until you confirm it."))
    return redirect(draft)


@requires("ingest")
def draft_confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """What will be made, and the button that makes it."""
    draft = _find(request, public_id)
    try:
        return _confirm(request, draft) if request.method == "POST" else _rehearse(request, draft)
    except OutdatedDraft:
        return redirect(draft)
    except ChangedMeanwhile as error:
        messages.warning(request, _("%(why)s Look again at what will be made.") % {"why": error})
        return redirect("archive:draft_confirm", public_id)
    except (FileNotFoundError, blobs.DamagedBlob):
        return _lost_bytes(request, draft)


def _lost_bytes(request: HttpRequest, draft: Draft) -> HttpResponse:
    messages.error(request, _("The bytes of this draft are missing or damaged on disk: give the file again."))
    return redirect(draft)


def _rehearse(request: HttpRequest, draft: Draft) -> HttpResponse:
    proposal = draft.read()
    rehearsed = rehearse(proposal, arrival_of(draft, actor=person(request)))
    context = {
        "draft": draft,
        "missing": missing_in(proposal.metadata),
        "rehearsed": rehearsed,
        "created": all_counted(rehearsed.tally.created),
        "matched": all_counted(rehearsed.tally.matched),
    }
    return render(request, "archive/ingest_confirm.html", context)


def _confirm(request: HttpRequest, draft: Draft) -> HttpResponse:
    public = "public" in request.POST and may(request.user, "publish")
    result = confirm_draft(draft=draft, version=_version(request), actor=person(request), public=public)
    return _after_confirm(request, result)


def _after_confirm(request: HttpRequest, result: Ingested) -> HttpResponse:
    if result.is_new and result.document.batch:
        made = ", ".join(all_counted(result.tally.created))
        undo = reverse("archive:batch_detail", args=[result.document.batch.public_id])
        messages.success(request, format_html(_("Kept. Made: {}. <a href='{}'>See or undo</a>"), made, undo))
    else:
        messages.success(request, _("These very bytes were kept already: nothing new was made."))
    return redirect(result.document)


@require_POST
@requires("ingest")
def draft_reread(request: HttpRequest, public_id: str) -> HttpResponse:
    """The kept bytes read anew, with what was corrected; says what of it has no place any more."""
    draft = _find(request, public_id)
    try:
        carried = reread_draft(draft=draft, version=_version(request))
    except (ChangedMeanwhile, UnreadableInput) as error:
        messages.warning(request, str(error))
        return redirect(draft)
    except (FileNotFoundError, blobs.DamagedBlob):
        return _lost_bytes(request, draft)
    messages.success(request, _("Read again from the kept file. Look it through before you confirm it."))
    for words in carried.lost:
        messages.warning(request, _("A correction has no place any more: %(what)s.") % {"what": words})
    return redirect(draft)


@requires("ingest")
def draft_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks, then takes the draft off the desk."""
    draft = _find(request, public_id)
    if request.method == "POST":
        discard_draft(draft=draft, actor=person(request))
        messages.success(request, _("The draft was discarded."))
        return redirect("archive:ingest_start")
    return render(request, "archive/ingest_discard.html", {"draft": draft})


def _find(request: HttpRequest, public_id: str) -> Draft:
    drafts = Draft.objects.visible_to(request.user).select_related("created_by")
    return get_object_or_404(drafts, public_id=public_id)


def _page(request: HttpRequest, desk: Desk, *, meanwhile: bool = False) -> HttpResponse:
    return render(
        request, "archive/ingest_desk.html", {"desk": desk, "draft": desk.draft, "meanwhile": meanwhile}
    )


def _version(request: HttpRequest) -> int:
    """The version that the form was made from. Raises `BadRequest`: no form of ours lacks it."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError as error:
        raise BadRequest("version") from error
