"""The suggestions of one Document, without JavaScript too, and the answers to them."""

import re
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gates import person, requires
from accounts.models import User
from annotations.models import Subject
from annotations.offering import offers_in
from annotations.services.annotating import Range
from annotations.services.refusals import NotAllowed, Refused
from annotations.services.suggesting import accept_suggestion, dismiss_suggestion, undismiss
from annotations.suggestions import dismissed_in, suggestions_for
from archive.models import Document

ANSWER = re.compile(r"(?P<start>\d{1,9})-(?P<end>\d{1,9})-(?P<subject>\w{1,16})", re.ASCII)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("annotate")
def suggestion_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Known names in the text with the words around them; what was dismissed, to be undone; and the answers."""
    documents = Document.objects.visible_to(request.user).select_related("source")
    document = get_object_or_404(documents, public_id=public_id)
    if request.method == "POST":
        return _answered(request, document)
    return render(request, "annotations/suggestion_list.html", _context(request, document))


def _context(request: HttpRequest, document: Document) -> dict[str, Any]:
    """`from` in the query is the place in the text to go on at; anything but a number is the beginning."""
    typed = request.GET.get("from", "")
    begin = int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else 0
    found = suggestions_for(document, request.user)
    ahead = [each for each in found if each.start >= begin]
    offers = offers_in(document, ahead)
    return {
        "document": document,
        "total": len(found),
        "offers": offers,
        "begin": begin,
        "further": ahead[len(offers)].start if len(ahead) > len(offers) else None,
        "dismissed": [
            (each, document.text[each.start : each.end]) for each in dismissed_in(document, request.user)
        ],
    }


def _answered(request: HttpRequest, document: Document) -> HttpResponse:
    """The page that was answered from, with what became of it; as data for the script that asks for that."""
    wants_data = request.headers.get("Accept") == "application/json"
    try:
        with transaction.atomic():  # several at once: all of them or none
            said = _answer(request, document)
    except (Refused, NotAllowed) as fault:
        if wants_data:
            return JsonResponse({"said": str(fault), "is_refused": True})
        messages.error(request, str(fault))
    else:
        if wants_data:
            return JsonResponse(said)
        messages.success(request, said["said"])
    if request.POST.get("back") == "reader":
        return redirect(f"{document.get_absolute_url()}#suggestions")
    return redirect("annotations:suggestion_list", document.public_id)


def _answer(request: HttpRequest, document: Document) -> dict[str, Any]:
    """Do what the pressed button says: `said` for the person, and where to go or what to undo."""
    actor = person(request)
    if "accept" in request.POST:
        place, subject = _meant(request.POST["accept"], document, actor)
        made = accept_suggestion(document=document, place=place, subject=subject, actor=actor)
        said = _("Annotated: “%(words)s” is %(subject)s. It waits for review.")
        return {
            "said": said % {"words": place[2], "subject": subject.name},
            "address": made.get_absolute_url(),
        }
    if "dismiss" in request.POST:
        return _dismiss(request.POST.getlist("dismiss"), document, actor)
    if "undismiss" in request.POST:
        return _undo(request.POST.getlist("undismiss"), document, actor)
    raise Refused("suggestion", _("Say what to do with the suggestion: accept or dismiss it."))


def _dismiss(answers: list[str], document: Document, actor: User) -> dict[str, Any]:
    meant = [_meant(each, document, actor) for each in answers]
    done = [
        dismiss_suggestion(document=document, place=place, subject=subject, actor=actor)
        for place, subject in meant
    ]
    names = ", ".join(subject.name for _place, subject in meant)
    said = _("Dismissed: “%(words)s” is not %(subject)s here.") % {"words": meant[0][0][2], "subject": names}
    return {"said": said, "undo": [each.pk for each in done]}


def _undo(answers: list[str], document: Document, actor: User) -> dict[str, Any]:
    known = {str(each.pk): each for each in dismissed_in(document, actor)}
    for each in answers:
        if each not in known:
            raise Refused("suggestion", _("Somebody else has undone it already."))
        undismiss(dismissal=known[each], actor=actor)
    return {"said": _("Offered again.")}


def _meant(answer: str, document: Document, actor: User) -> tuple[Range, Subject]:
    """The words and the Subject that a form names. Refused when there are none such."""
    named = ANSWER.fullmatch(answer)
    subjects = Subject.objects.visible_to(actor).current()
    subject = subjects.filter(public_id=named["subject"]).first() if named else None
    if named is None or subject is None:
        raise Refused(
            "suggestion", _("“%(answer)s” is no suggestion of this text.") % {"answer": answer[:60]}
        )
    start, end = int(named["start"]), int(named["end"])
    return (start, end, document.text[start:end]), subject
