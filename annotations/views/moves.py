"""Annotations of older texts beside where they may stand in a newer one: accepted, refused, placed by hand."""

import re
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.gates import person, requires
from accounts.models import User
from annotations.models import Move, MoveState
from annotations.move_forms import HandForm
from annotations.moves import (
    counts_of,
    exact_moves,
    moves_to,
    not_looked_for,
    side_by_side,
)
from annotations.services.moving import accept_exact, accept_move, place_by_hand, propose_moves, refuse_move
from annotations.services.refusals import NotAllowed, Refused
from archive.models import Document
from archive.views.listing import place_in
from sources.paging import Order, page_of

IN_ORDER_OF_THE_OLD_TEXT = Order(("target__start", "pk"))
SHOWN_AT_ONCE = 25
ANSWER = re.compile(r"(?P<move>\d{1,15})-(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.ASCII)
SHELVES = {
    MoveState.PROPOSED: gettext_lazy("To decide"),
    MoveState.NOT_FOUND: gettext_lazy("Not found"),
    MoveState.REFUSED: gettext_lazy("Refused"),
    MoveState.ACCEPTED: gettext_lazy("Carried over"),
}


@requires("annotate")
@require_http_methods(["GET", "HEAD", "POST"])
def move_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Old words and new words side by side, on four shelves; `show` is the state of the one that is seen."""
    document = _text(request, public_id)
    if request.method == "POST":
        _attempt(request, document)
        return redirect(f"{request.path}?show={_shelf(request)}" if _shelf(request) else request.path)
    moves = moves_to(document)
    counts = counts_of(moves)
    shown = _shelf(request) or next((state for state in SHELVES if counts[state]), MoveState.PROPOSED)
    on_shelf = moves.filter(state=shown)
    page = page_of(
        on_shelf,
        IN_ORDER_OF_THE_OLD_TEXT,
        place_in(request, IN_ORDER_OF_THE_OLD_TEXT, on_shelf),
        size=SHOWN_AT_ONCE,
    )
    user = person(request)
    context = {
        "document": document,
        "shown": shown,
        "shelves": [(state.value, label, counts[state]) for state, label in SHELVES.items()],
        "page": page,
        "proposals": side_by_side(document, page.rows, user),
        "exact_count": exact_moves(document, user).count() if counts[MoveState.PROPOSED] else 0,
        "unsought": not_looked_for(document).count(),
    }
    return render(request, "annotations/move_list.html", context)


@requires("annotate")
@require_http_methods(["GET", "HEAD", "POST"])
def move_by_hand(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """The quote field, as for annotating without scripts: words of the newer text for one annotation."""
    document = _text(request, public_id)
    move = get_object_or_404(moves_to(document), pk=pk)
    user = person(request)
    proposal = side_by_side(document, [move], user)[0]
    if move.state == MoveState.ACCEPTED or not proposal.may_decide:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = HandForm(sent, document, words=(proposal.new or proposal.old).exact)
    if sent is not None and form.is_valid():
        try:
            place_by_hand(move=move, place=form.cleaned_data["place"], actor=user)
        except (Refused, NotAllowed) as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Placed. It stands in the newer text now, too."))
            return redirect("annotations:moves", document.public_id)
    context = {"document": document, "proposal": proposal, "form": form}
    return render(request, "annotations/move_by_hand.html", context)


def _text(request: HttpRequest, public_id: str) -> Document:
    documents = Document.objects.visible_to(request.user).whole().select_related("source")
    return get_object_or_404(documents, public_id=public_id)


def _shelf(request: HttpRequest) -> str:
    """The shelf that the address names; "" for none that there is."""
    named = request.GET.get("show", "")
    return named if named in SHELVES else ""


def _attempt(request: HttpRequest, document: Document) -> None:
    """Do what was asked and say what was done, or why not."""
    try:
        messages.success(request, _answer(request.POST, document, person(request)))
    except (Refused, NotAllowed) as fault:
        messages.error(request, str(fault))


def _answer(sent: Mapping[str, str], document: Document, actor: User) -> str:
    """Do what the pressed button says; what became of it, in words."""
    if "propose" in sent:
        found, not_found = propose_moves(document=document, actor=actor)
        return _("Looked for: %(found)d found, %(not_found)d not.") % {"found": found, "not_found": not_found}
    if "accept_exact" in sent:
        count = accept_exact(document=document, actor=actor)
        return ngettext("%(count)d carried over.", "%(count)d carried over.", count) % {"count": count}
    if "accept" in sent:
        move, words = _meant(sent["accept"], document)
        accept_move(move=move, words=words, actor=actor)
        return _("Carried over: “%(words)s” stands in the newer text now, too.") % {"words": words[:60]}
    if "refuse" in sent:
        refuse_move(move=_meant(sent["refuse"], document)[0], actor=actor)
        return _("Refused. It stays where it is, and can be placed by hand.")
    raise Refused("move", _("Say what to do: accept, refuse or place by hand."))


def _meant(answer: str, document: Document) -> tuple[Move, str]:
    """The proposal that a form names, and the words that its person saw there. Refused when there is none such."""
    named = ANSWER.fullmatch(answer)
    move = moves_to(document).filter(pk=int(named["move"])).first() if named else None
    if named is None or move is None:
        raise Refused("move", _("“%(answer)s” is no proposal for this text.") % {"answer": answer[:60]})
    return move, document.text[int(named["start"]) : int(named["end"])]
