"""What is on a list: moved, noted, taken out and put back; and its sections. Each works as a plain form, too."""

import re
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import person, requires
from accounts.models import User
from archive.citation_lists.entries import note_entry, remove_entry, restore_entry
from archive.citation_lists.ordering import number_entry, place_entry, settle_order, shelves_of, step_entry
from archive.citation_lists.places import STEPS, Place
from archive.citation_lists.preview import look_of
from archive.citation_lists.reading import cited_sections
from archive.citation_lists.refusals import Refused
from archive.citation_lists.sections import add_section, move_section, remove_section, rename_section
from archive.list_forms import EntryForm, HeadingForm
from archive.models import CitationList, ListEntry, ListSection
from archive.views.list_editing import editable, workbench

ACT = re.compile(r"(?P<verb>[a-z-]{1,20})(?::(?P<key>\d{1,15}))?", re.ASCII)
LAST_PLACE = 1_000_000
NUMBER = re.compile(r"\d{1,15}", re.ASCII)


@require_POST
@requires("make_lists")
def list_entries(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the pressed button says: `act` is a verb and the key of the entry or section that it is done to."""
    citation_list = editable(request, public_id)
    said = refusal = ""
    try:
        said = _do(request.POST, citation_list, person(request))
    except Refused as refused:
        refusal = str(refused)
    if not request.htmx:  # type: ignore[attr-defined]
        if said or refusal:
            (messages.error if refusal else messages.success)(request, refusal or said)
        return redirect("archive:list_edit", public_id)
    citation_list.refresh_from_db()
    context = workbench(request, citation_list, look_of(citation_list))
    return render(request, "archive/_list_work.html", context | {"said": said, "refusal": refusal})


def _do(sent: QueryDict, citation_list: CitationList, actor: User) -> str:
    """What became of it, in words; "" where the list itself shows it. Refused for what it does not know."""
    act = ACT.fullmatch(sent.get("act", ""))
    verb, key = (act["verb"], int(act["key"] or 0)) if act else ("", 0)
    if verb in FOR_LIST:
        return FOR_LIST[verb](sent, citation_list, actor)
    if verb in FOR_ENTRY:
        entry = ListEntry.objects.filter(citation_list=citation_list, pk=key).select_related("source").first()
        if entry is None:
            raise Refused("", _("This entry is not in the list."))
        return FOR_ENTRY[verb](sent, entry, actor)
    section = ListSection.objects.filter(citation_list=citation_list, pk=key).first()
    if verb not in FOR_SECTION or section is None:
        raise Refused(
            "", _("Say what to do, and with what: this is neither an entry nor a section of the list.")
        )
    return FOR_SECTION[verb](sent, section, actor)


def _step(way: str, _sent: QueryDict, entry: ListEntry, actor: User) -> str:
    step_entry(entry=entry, way=way, actor=actor)
    return _told_place(entry)


def _place(sent: QueryDict, entry: ListEntry, actor: User) -> str:
    """As dragged: `after` is an entry, or "" for the beginning of `section`."""
    place_entry(entry=entry, place=Place(_number(sent, "section"), _number(sent, "after")), actor=actor)
    return _told_place(entry)


def _told_place(entry: ListEntry) -> str:
    """Where it stands now, for those who do not see it move."""
    shelf = next((each for each in shelves_of(entry.citation_list) if entry.pk in each.entries), None)
    if shelf is None:
        return _("Somebody has taken it out meanwhile.")
    place = {"place": shelf.entries.index(entry.pk) + 1, "of": len(shelf.entries)}
    return _("Now number %(place)d of %(of)d in its section.") % place


def _remove(_sent: QueryDict, entry: ListEntry, actor: User) -> str:
    remove_entry(entry=entry, actor=actor)
    return _("Taken out. It can be put back, at the end of this page.")


def _restore(_sent: QueryDict, entry: ListEntry, actor: User) -> str:
    restore_entry(entry=entry, actor=actor)
    return _("It is back in its place.")


def _heading(sent: QueryDict, name: str = "heading") -> str:
    form = HeadingForm({"heading": sent.get(name, "")})
    if not form.is_valid():
        raise Refused("heading", " ".join(map(str, form.errors["heading"])))
    return str(form.cleaned_data["heading"])


def _add_section(sent: QueryDict, citation_list: CitationList, actor: User) -> str:
    add_section(citation_list=citation_list, heading=_heading(sent), actor=actor)
    return _("The section is at the end of the list. Move entries into it.")


def _settle(_sent: QueryDict, citation_list: CitationList, actor: User) -> str:
    sections = cited_sections(citation_list, actor)
    shown = [each.entry.pk for section in sections for each in section.entries]
    settle_order(citation_list=citation_list, entries=shown, actor=actor)
    return _("From now on the list is ordered by hand.")


def _move_section(way: str, _sent: QueryDict, section: ListSection, actor: User) -> str:
    move_section(section=section, way=way, actor=actor)
    return ""


def _rename_section(sent: QueryDict, section: ListSection, actor: User) -> str:
    rename_section(section=section, heading=_heading(sent, f"heading-{section.pk}"), actor=actor)
    return _("Renamed.")


def _remove_section(_sent: QueryDict, section: ListSection, actor: User) -> str:
    remove_section(section=section, actor=actor)
    return _("The heading is gone; its entries stand at the end of what was before it.")


FOR_LIST: dict[str, Callable[[QueryDict, CitationList, User], str]] = {
    "add-section": _add_section,
    "settle": _settle,
}
FOR_ENTRY: dict[str, Callable[[QueryDict, ListEntry, User], str]] = {
    **{way: partial(_step, way) for way in STEPS},
    "place": _place,
    "remove": _remove,
    "restore": _restore,
}
FOR_SECTION: dict[str, Callable[[QueryDict, ListSection, User], str]] = {
    "section-up": partial(_move_section, "up"),
    "section-down": partial(_move_section, "down"),
    "section-rename": _rename_section,
    "section-remove": _remove_section,
}


def _number(sent: QueryDict, name: str) -> int | None:
    """None for nothing. Refused for what is no number."""
    text = sent.get(name, "")
    if text and not NUMBER.fullmatch(text):
        raise Refused(name, _("“%(text)s” is no place.") % {"text": text[:40]})
    return int(text) if text else None


@requires("make_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def list_entry(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """One entry: its note, and its place by number."""
    citation_list = editable(request, public_id)
    rows = ListEntry.objects.visible_to(request.user).present().filter(citation_list=citation_list)
    entry = get_object_or_404(rows.with_words().select_related("source__post__account"), pk=pk)
    shelf = next((each for each in shelves_of(citation_list) if pk in each.entries), None)
    if shelf is None:  # taken out since it was read
        raise Http404
    place = {"section": entry.section_id or "", "number": shelf.entries.index(pk) + 1}
    initial: dict[str, object] = {"note": entry.note, "was": entry.note, **place}
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(sent, sections=citation_list.sections.all(), initial=initial)  # type: ignore[arg-type]
    if sent is not None and form.is_valid() and _kept(form, entry, person(request)):
        messages.success(request, _("Saved."))
        return redirect(f"{citation_list.get_absolute_url()}edit/#entry-{pk}")
    context = {"list": citation_list, "entry": entry, "form": form}
    return render(request, "archive/list_entry.html", context)


def _kept(form: EntryForm, entry: ListEntry, actor: User) -> bool:
    """Whether it was; if not, the form says why, and a second try puts the new note in the place of the other."""
    given = form.cleaned_data
    try:
        with transaction.atomic():
            note_entry(entry=entry, note=given["note"], was=given["was"], actor=actor)
            if {"section", "number"} & {*form.changed_data}:
                section = given.get("section") if "section" in form.fields else entry.section_id
                number = given.get("number") or LAST_PLACE
                number_entry(entry=entry, section=section, number=number, actor=actor)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["was"] = ListEntry.objects.values_list("note", flat=True).get(pk=entry.pk)  # type: ignore[index]
        return False
    return True
