"""unAPI: a work of a page by its identifier, in a format of one's choice."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.metadata.unapi import formats_document, offered
from archive.source_exports import Export
from archive.taking_along import answer
from sources.models import Source

XML = "application/xml"
PLAIN = "text/plain; charset=utf-8"


@require_safe
def unapi(request: HttpRequest) -> HttpResponseBase:
    """Nothing asked: the formats of all. `id`: 300, and those of this one. `id` and `format`: the work.

    404 for an identifier that is nobody's for this person, 406 for a format that it is not given in, 400 for a format
    of nothing.
    """
    identifier, name = request.GET.get("id", "").replace("\0", ""), request.GET.get("format", "")
    formats = offered()
    if not identifier:
        if name:
            return _said(_("Say with “id” of what."), HTTPStatus.BAD_REQUEST)
        return HttpResponse(formats_document(formats.items()), content_type=XML)
    try:
        source = get_object_or_404(Source.objects.visible_to(request.user), public_id=identifier)
    except Http404:
        return _said(_("There is nothing with this identifier."), HTTPStatus.NOT_FOUND)
    if not name:
        listed = formats_document(formats.items(), identifier)
        return HttpResponse(listed, content_type=XML, status=HTTPStatus.MULTIPLE_CHOICES)
    if name not in formats:
        return _said(_("It is not to be had in this format."), HTTPStatus.NOT_ACCEPTABLE)
    return answer(request, formats[name], Export(str(source), [source.pk]))


def _said(words: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type=PLAIN, status=status)
