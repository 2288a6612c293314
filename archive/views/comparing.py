"""Two texts side by side."""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from archive.citing import Citing
from archive.compare_forms import CompareForm, comparable
from archive.models import Document
from archive.side_by_side import side_by_side
from archive.views.finished import finished
from sources.models import Link

OFFERED = 12
OPENING = 120  # code points


@require_safe
@finished
def compare_texts(request: HttpRequest) -> HttpResponse:
    """`?a=&b=`: what both say, marked; with `&mark=apart`, what differs. With one of them: what may be beside it."""
    form = CompareForm(request.user, request.GET if request.GET.keys() & {"a", "b"} else None)
    if form.is_valid():
        one, other = form.cleaned_data["a"], form.cleaned_data["b"]
        pair = side_by_side(one, other, request.user)
        apart = request.GET.get("mark", "apart" if pair.mostly_same else "both") == "apart"
        return render(request, "archive/compare.html", {"form": form, "pair": pair, "apart": apart})
    known = cast("Document | None", getattr(form, "cleaned_data", {}).get("a"))
    if known and not request.GET.get("b"):
        form.errors.pop("b", None)
    return render(request, "archive/compare_choose.html", {"form": form, **_offered(known, request.user)})


def _offered(known: Document | None, user: User | AnonymousUser) -> dict[str, object]:
    """The text that is chosen, and those near it with their names."""
    if known is None:
        return {}
    citing = Citing(user)
    near = [(each, citing.cited(each.source).name.words) for each in near_texts(known, user)]
    return {"known": known, "known_as": citing.cited(known.source).name.words, "near": near}


def near_texts(document: Document, user: User | AnonymousUser) -> list[Document]:
    """Other texts of its Source, then those of Sources that it is linked with, with their `opening`. One query."""
    links = Link.objects.visible_to(user)
    linked = Q(source__in=links.filter(source=document.source_id).values("target")) | Q(
        source__in=links.filter(target=document.source_id).values("source")
    )
    texts = comparable(user).filter(Q(source=document.source_id) | linked).exclude(pk=document.pk)
    shown = texts.defer("text").annotate(opening=Substr("text", 1, OPENING))
    same_first = shown.order_by("-kept_as", "-kept_at", "-pk")[: 4 * OFFERED]
    return sorted(same_first, key=lambda each: each.source_id != document.source_id)[:OFFERED]
