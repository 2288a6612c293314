"""A citation list to work on: what it is called, how it looks, who sees it, and its versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import person, requires
from archive.citation_lists.entries import RESTORABLE_DAYS
from archive.citation_lists.freezing import freeze_list
from archive.citation_lists.lists import (
    archive_list,
    duplicate_list,
    edit_list,
    reopen_list,
    share_list,
    unshare_list,
)
from archive.citation_lists.origins import origins_of
from archive.citation_lists.preview import Look, look_of, preview_of
from archive.citation_lists.refusals import Refused
from archive.list_forms import HeadingForm, ListForm, RemarkForm
from archive.models import CitationList, ListEntry, ListOrder
from archive.views.record import history_of
from sources.citing.styles import LOCALES

LOOK = ("style", "locale", "order")
SHOWN_REMOVED = 10
DONE = {
    "archive": gettext_lazy("Put away. It is offered nowhere any more, and stays at its address."),
    "reopen": gettext_lazy("It is open again."),
    "share": gettext_lazy("Shared: whoever has the link can read it."),
    "unshare": gettext_lazy("The link leads nowhere any more."),
}
ACTS: dict[str, Callable[..., Any]] = {
    "archive": archive_list,
    "reopen": reopen_list,
    "share": share_list,
    "unshare": unshare_list,
}


@requires("make_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def list_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that can be changed of a list. `?style=&locale=&order=` show another look, and keep nothing."""
    citation_list, who = editable(request, public_id), person(request)
    sent = request.POST if request.method == "POST" else None
    form = ListForm(sent, person=who, citation_list=citation_list)
    if sent is not None and form.is_valid():
        edit_list(citation_list=citation_list, values=form.values, actor=who)
        messages.success(request, _("Saved."))
        return redirect("archive:list_edit", public_id)
    context = workbench(request, citation_list, look_asked(request, citation_list)) | {
        "form": form,
        "remark_form": RemarkForm(label_suffix=""),
        "heading_form": HeadingForm(label_suffix=""),
        "versions": citation_list.versions.select_related("made_by"),
        "is_owner": citation_list.owner_id == who.pk,
        "history": history_of(who, public_id, ("citation_list",)),
        "locales": LOCALES,
    }
    return render(request, "archive/list_edit.html", context)


@requires("make_lists")
@require_http_methods(["GET", "HEAD"])
def list_preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The entries alone, in the look that the address asks for: what a page that is open takes over."""
    citation_list = editable(request, public_id)
    context = workbench(request, citation_list, look_asked(request, citation_list))
    return render(request, "archive/_list_work.html", context)


@require_POST
@requires("make_lists")
def list_act(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """One change of the list as a whole."""
    if act not in ACTS:
        raise Http404
    citation_list = editable(request, public_id)
    ACTS[act](citation_list=citation_list, actor=person(request))
    messages.success(request, DONE[act])
    return redirect("archive:list_list" if act == "archive" else citation_list)


@require_POST
@requires("make_lists")
def list_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A copy of a list that they may see, their own from then on."""
    lists = CitationList.objects.readable_by(request.user, request.POST.get("key", "").replace("\0", ""))
    citation_list = get_object_or_404(lists, public_id=public_id)
    title = _("%(title)s (copy)") % {"title": citation_list.title[:190]}
    try:
        made = duplicate_list(citation_list=citation_list, title=title, actor=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(citation_list)
    messages.success(request, _("This is the copy. It is yours alone."))
    return redirect("archive:list_edit", made.public_id)


@require_POST
@requires("make_lists")
def list_freeze(request: HttpRequest, public_id: str) -> HttpResponse:
    """A version that stays as it is, at an address of its own."""
    citation_list, form = editable(request, public_id), RemarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return redirect("archive:list_edit", public_id)
    remark = form.cleaned_data["remark"]
    try:
        version = freeze_list(citation_list=citation_list, actor=person(request), remark=remark)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("archive:list_edit", public_id)
    messages.success(request, _("Frozen. This address shows it so for good."))
    return redirect(version)


def editable(request: HttpRequest, public_id: str) -> CitationList:
    """The list of an address, for whoever may change it. Raises `Http404`."""
    lists = CitationList.objects.editable_by(request.user).select_related("owner")
    return get_object_or_404(lists, public_id=public_id)


def look_asked(request: HttpRequest, citation_list: CitationList) -> Look:
    """The list's own look, but for what the address says."""
    return look_of(citation_list, **{name: request.GET.get(name, "") for name in LOOK})


def workbench(request: HttpRequest, citation_list: CitationList, look: Look) -> dict[str, Any]:
    """The entries with what can be done with each, and those taken out last."""
    preview = preview_of(citation_list, request.user, look)
    removed = ListEntry.objects.visible_to(request.user).filter(
        citation_list=citation_list, removed_at__isnull=False
    )
    return {
        "list": citation_list,
        "preview": preview,
        "by_hand": look.order == ListOrder.HAND,
        "origins": origins_of([each.listed.entry.annotation for each in preview.lines], request.user),
        "removed": removed.select_related("source__post__account").order_by("-removed_at")[:SHOWN_REMOVED],
        "restorable_days": RESTORABLE_DAYS,
    }
