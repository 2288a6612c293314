"""A citation list, and a frozen version of one, as a file: its sources as data, or all of it as a document."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from archive.citation_lists.preview import Look, preview_of
from archive.citation_lists.reading import list_citations
from archive.citation_lists.versions import FrozenPart
from archive.models import CitationList, ListVersion
from archive.papers import COUNT, no_paper, paper_answer, paper_of_list, paper_of_version
from sources.citing.engine import EngineFailed
from sources.csv_files import absolute, file_header
from sources.exchange.formats import UnknownFormat, format_named
from sources.exchange.shapes import Format, Selection
from sources.papers.formats import paper_named
from sources.papers.shapes import PaperFormat


def list_file(request: HttpRequest, citation_list: CitationList, look: Look) -> HttpResponseBase:
    """In the look that its page would have. Raises `Http404` for a format that there is not."""
    form = _format(request.GET["format"])
    if isinstance(form, Format):
        items = [each.item for each in list_citations(citation_list, request.user)]
        return _data(form, items, _selection(citation_list))
    try:
        return paper_answer(form, paper_of_list(citation_list, preview_of(citation_list, request.user, look)))
    except EngineFailed as error:
        return no_paper(request, error)


def version_file(request: HttpRequest, version: ListVersion, parts: list[FrozenPart]) -> HttpResponseBase:
    """With the items and strings that it was frozen with; `parts`, for whom they were read. Raises `Http404`."""
    form = _format(request.GET["format"])
    if isinstance(form, Format):
        items = [line.entry.item for part in parts for line in part.lines]
        return _data(form, items, _selection(version))
    try:
        return paper_answer(form, paper_of_version(version, parts))
    except EngineFailed as error:
        return no_paper(request, error)


def _format(name: str) -> Format | PaperFormat:
    try:
        form = format_named(name)
    except UnknownFormat:
        try:
            return paper_named(name)
        except UnknownFormat as error:
            raise Http404(_("“%(format)s” is no format.") % {"format": name}) from error
    if form.write is None:
        raise Http404(_("“%(format)s” is no format that sources can be exported in.") % {"format": name})
    return form


def _selection(made: CitationList | ListVersion) -> Selection:
    return Selection(
        title=made.title, address=absolute(made.get_absolute_url()), style=made.style, locale=made.locale
    )


def _data(form: Format, found: Iterable[Any], selection: Selection) -> StreamingHttpResponse:
    """Each source once, in the order of the list."""
    assert form.write  # noqa: S101 - only such formats are asked for
    items = {str(each["id"]): dict(each) for each in found}
    headers = {"Content-Disposition": file_header(selection.title, form.suffix), COUNT: str(len(items))}
    written = form.write(items.values(), selection)
    return StreamingHttpResponse(written, content_type=form.content_type, headers=headers)
