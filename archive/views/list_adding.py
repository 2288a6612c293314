"""Adding to a list from any page: a source, words of a text, an annotation, or all that a page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.gates import person, requires
from accounts.models import User
from archive.citation_lists.entries import Added, add_entries
from archive.citation_lists.lists import ListValues, make_list
from archive.citation_lists.refusals import Refused
from archive.citation_lists.selections import NotListable, Selection, selection_at, wanted_of
from archive.citation_lists.wanted import Wanted, whole_source, words_of
from archive.list_forms import AddForm
from archive.models import CitationList, Document
from archive.pinpoints.cited import place_asked_for
from archive.pinpoints.places import NoSuchPlace
from sources.citing.styles import DEFAULT_LOCALE, DEFAULT_STYLE
from sources.models import Source
from sources.searching.engines.shape import TooSlow

LISTS_OFFERED = 50
# What the address may say to be added; `back` is where it came from.
NAMES = ("source", "document", "p", "start", "end", "annotation", "from", "back")


@dataclass(frozen=True, slots=True)
class Offer:
    """What is to be added, and what it is called."""

    selection: Selection
    words: str = ""


@requires("make_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def list_add(request: HttpRequest) -> HttpResponse:
    """A page of its own, and, for a page that is open, the part of it that is laid over it. The list used last comes first."""
    given = {name: request.GET.get(name, "").replace("\0", "\ufffd") for name in NAMES}
    who = person(request)
    try:
        offer = _offered(given, who)
    except TooSlow:
        offer = Offer(Selection(_("That search takes too long to be added. Ask for less."), [], 0))
    lists = list(CitationList.objects.editable_by(who).open().last_used_first(who)[:LISTS_OFFERED])
    form = AddForm(request.POST if request.method == "POST" else None, lists=lists)
    context: dict[str, Any] = {"offer": offer, "form": form, "lists": lists, "back": _back(request, given)}
    if form.is_bound and form.is_valid():
        try:
            context |= _add(offer.selection.wanted, form.cleaned_data, lists, who)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, _template(request), context)


def _template(request: HttpRequest) -> str:
    return "archive/_list_add.html" if request.htmx else "archive/list_add.html"  # type: ignore[attr-defined]


def _add(
    wanted: Sequence[Wanted], given: Mapping[str, str], lists: Sequence[CitationList], who: User
) -> dict[str, CitationList | Added]:
    """To the list that was chosen, or to a new one where a title was given."""
    goal = next((each for each in lists if each.public_id == given["list"]), None)
    if given["title"] or goal is None:
        style = lists[0].style if lists else DEFAULT_STYLE
        locale = lists[0].locale if lists else DEFAULT_LOCALE
        goal = make_list(owner=who, values=ListValues(title=given["title"], style=style, locale=locale))
    return {"added_to": goal, "added": add_entries(citation_list=goal, wanted=wanted, actor=who)}


def _offered(given: Mapping[str, str], who: User) -> Offer:
    """Raises `Http404` for what there is not, or not for this person."""
    if given["from"]:
        try:
            return Offer(selection_at(given["from"], who))
        except NotListable as error:
            raise Http404(_("Nothing of that page can be put on a list.")) from error
    wanted = _one(given, who)
    if not wanted:
        raise Http404
    source = Source.objects.for_citing().get(pk=wanted[0].source)
    return Offer(Selection(_name(source), wanted, len(wanted)), wanted[0].exact)


def _one(given: Mapping[str, str], who: User) -> list[Wanted]:
    if given["annotation"]:
        return wanted_of("annotations.Annotation", [given["annotation"]], who)
    found = _words(given, who) if given["document"] else whole_source(given["source"], who)
    return [found] if found else []


def _words(given: Mapping[str, str], who: User) -> Wanted | None:
    """The words of a text that `p`, or `start` and `end`, name as on the page that cites them; without, its source."""
    document = Document.objects.visible_to(who).filter(public_id=given["document"]).first()
    if document is None:
        return None
    try:
        place = place_asked_for(document, given)
    except NoSuchPlace:
        return None
    return words_of(document, place.start, place.end) if place else Wanted(document.source_id)


def _name(source: Source) -> str:
    return str(source.post) if source.is_post else str(source)


def _back(request: HttpRequest, given: Mapping[str, str]) -> str:
    """Where the person came from, on this site, or ""."""
    place = given["back"] or given["from"]
    is_here = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return place if is_here and place.startswith("/") else ""
