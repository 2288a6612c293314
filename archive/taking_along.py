"""`?format=` on any page that shows Sources gives them as data or as a paper: answered in one place, so no page has to know of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from archive.papers import COUNT, MOST, TooMany, no_paper, paper_answer, paper_of_sources
from archive.pinpoints.looks import look_asked_for, remember
from archive.source_exports import Choose, Export, NoSources, formats_at, items
from sources.citing.engine import EngineFailed
from sources.citing.styles import LOCALES, all_styles
from sources.csv_files import absolute, file_header
from sources.exchange.formats import UnknownFormat, format_named
from sources.exchange.shapes import Format, Selection
from sources.papers.formats import PAPERS, paper_named
from sources.papers.shapes import PaperFormat
from sources.searching.engines.shape import TooSlow

SAFE = ("GET", "HEAD")
CHOOSE = "paper"  # the name of no format: asks in which
ASKED_FOR_PAPER = ("format", "style", "locale")


class TakingAlong:
    """A middleware. A format that nobody knows is a 404 that says so; a page that answers some itself is asked first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name, match = request.GET.get("format", ""), request.resolver_match
        if (
            not name
            or match is None
            or request.method not in SAFE
            or match.view_name not in settings.SOURCE_EXPORTS
        ):
            return None
        path, *own = settings.SOURCE_EXPORTS[match.view_name]
        form = _format(name, match.view_name)
        if form is None and name != CHOOSE:
            if own:
                return None
            raise Http404(_("“%(format)s” is no format that sources can be exported in.") % {"format": name})
        choose: Choose = import_string(path)
        try:
            export = choose(kwargs, request.GET, request.user)
        except NoSources:
            raise
        except (TooSlow, Http404):
            return None  # the page says so, or where the record is now
        if isinstance(form, Format):
            return answer(request, form, export)
        return paper(request, form, export) if form else choose_paper(request, export)


def _format(name: str, view_name: str) -> Format | PaperFormat | None:
    try:
        form = format_named(name)
    except UnknownFormat:
        return _paper_format(name)
    return form if form in formats_at(view_name) else None


def _paper_format(name: str) -> PaperFormat | None:
    try:
        return paper_named(name)
    except UnknownFormat:
        return None


def choose_paper(request: HttpRequest, export: Export) -> HttpResponse:
    """In which style, language and format: a form that asks for the file at the same address."""
    query = [pair for pair in request.GET.items() if pair[0] not in ASKED_FOR_PAPER]
    context = {
        "export": export,
        "count": len(export.keys),
        "most": MOST,
        "query": query,
        "back": f"{request.path}?{urlencode(query)}" if query else request.path,
        "look": look_asked_for(request),
        "styles": all_styles(),
        "locales": LOCALES.items(),
        "papers": PAPERS,
    }
    return render(request, "archive/paper_choose.html", context)


def paper(request: HttpRequest, form: PaperFormat, export: Export) -> HttpResponse:
    """The file in the style that is asked for, or was chosen last; or the page that says why there is none."""
    look = look_asked_for(request)
    query = request.GET.copy()
    for name in ASKED_FOR_PAPER:
        query.pop(name, None)
    path = f"{request.path}?{query.urlencode()}" if query else request.path
    try:
        made = paper_answer(form, paper_of_sources(export, look, request.user, path))
    except (TooMany, EngineFailed) as error:
        return no_paper(request, error)
    return remember(made, request, look)


def answer(request: HttpRequest, form: Format, export: Export) -> StreamingHttpResponse:
    """The file. The number of its items stands in a header and in its name, so that one that was cut shows."""
    assert form.write  # noqa: S101 - only such formats are asked for
    selection = Selection(
        title=export.title,
        address=absolute(request.get_full_path()),
        style=request.GET.get("style", ""),
        locale=request.GET.get("locale", ""),
    )
    count = len(export.keys)
    headers = {
        "Content-Disposition": file_header(
            f"{export.title[:50]} {count}" if count != 1 else export.title, form.suffix
        ),
        "Link": f'<{selection.address}>; rel="self"',
        COUNT: str(count),
    }
    written = form.write(items(export.keys, request.user), selection)
    return StreamingHttpResponse(written, content_type=form.content_type, headers=headers)
