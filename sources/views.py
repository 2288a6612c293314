"""Editing the metadata of records, and the help page of the search.

A form comes back with what was typed until it has been saved.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from accounts.models import AuditEntry
from sources.desks import Desk, account_desk, agent_desk, post_desk, source_desk
from sources.forms import EditForm
from sources.history import RESTORABLE, Conflict, read_conflicts
from sources.people import Refused, names_to_suggest
from sources.restoring import restore
from sources.search_help import FIELDS, REPAIRED, SCRIPTS, WORDS, field_helps
from sources.searching.querying import MAX_LENGTH, MAX_TERMS
from sources.services import ChangedMeanwhile, Edit
from sources.snapshots import Snapshot, differences


@requires("edit_records")
def source_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    return edit_page(request, source_desk(request.user, public_id))


@requires("edit_records")
def post_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    return edit_page(request, post_desk(request.user, public_id))


@requires("edit_records")
def account_edit(request: HttpRequest, platform: str, handle: str) -> HttpResponse:
    return edit_page(request, account_desk(request.user, platform, handle))


@requires("edit_records")
def agent_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    return edit_page(request, agent_desk(request.user, public_id))


@require_POST
@requires("edit_records")
def source_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    return restored(request, source_desk(request.user, public_id))


@require_POST
@requires("edit_records")
def post_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    return restored(request, post_desk(request.user, public_id))


@require_POST
@requires("edit_records")
def account_restore(request: HttpRequest, platform: str, handle: str) -> HttpResponse:
    return restored(request, account_desk(request.user, platform, handle))


@require_POST
@requires("edit_records")
def agent_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    return restored(request, agent_desk(request.user, public_id))


def edit_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form; after a save, the record's page. Nothing is written over what this person has not seen."""
    if request.method != "POST":
        now = desk.read()
        return shown(request, desk, desk.form.of(now, now))
    form = desk.form(request.POST)
    if not form.is_valid():
        return shown(request, desk, form)
    edit = Edit(actor=person(request), reason=form.cleaned_data["reason"], opened=form.cleaned_data["opened"])
    try:
        entry = desk.write(form.values(), edit)
    except (
        ObjectDoesNotExist
    ) as gone:  # merged or undone since it was found: its address says what is there now
        raise Http404 from gone
    except ChangedMeanwhile as meanwhile:
        return shown(request, desk, *reopened(form, meanwhile.now))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return shown(request, desk, form)
    messages.success(request, _("Saved.") if entry else _("Nothing was different, so nothing was changed."))
    return redirect(desk.record)


def reopened(form: EditForm, now: Snapshot) -> tuple[EditForm, list[Conflict]]:
    """The form on what the record is now, with what this person changed kept; and the fields that moved."""
    opened, typed = form.cleaned_data["opened"], form.values()
    kept = {name: value for name, (_was, value) in differences(opened, typed).items()}
    return form.of({**now, **kept, "reason": form.cleaned_data["reason"]}, now), read_conflicts(
        opened, now, typed
    )


def shown(
    request: HttpRequest, desk: Desk, form: EditForm, conflicts: Sequence[Conflict] = ()
) -> HttpResponse:
    context = {
        "record": desk.record,
        "form": form,
        "conflicts": conflicts,
        "agent_names": names_to_suggest(),
    }
    return render(request, desk.template, context)


def restored(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Back to the version before an entry of this record's own history, named in the form as `entry`."""
    own = AuditEntry.objects.filter(record_kind__in=desk.kinds, record_id=desk.public_id, verb__in=RESTORABLE)
    named = request.POST.get("entry", "")
    entry = get_object_or_404(own, pk=named if named.isdecimal() else None)
    try:
        written = restore(versions=desk.versions, entry=entry, actor=person(request))
    except (Refused, ChangedMeanwhile) as problem:
        messages.error(request, _("That version could not be restored: %(why)s") % {"why": problem})
        return redirect(desk.record)
    messages.success(
        request, _("The earlier version is back.") if written else _("The record is like that already.")
    )
    return redirect(desk.record)


def search_help(request: HttpRequest) -> HttpResponse:
    """The language of queries, said by the parser itself: examples are read anew each time."""
    context = {
        "words": WORDS,
        "scripts": SCRIPTS,
        "repaired": REPAIRED,
        "fields": list(field_helps()),
        "of_fields": FIELDS,
        "max_terms": MAX_TERMS,
        "max_length": MAX_LENGTH,
    }
    return render(request, "sources/search_help.html", context)
