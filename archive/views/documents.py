"""Documents: the register of kept texts."""

from django.db.models import Prefetch
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.filters import DocumentFilters
from archive.models import Document
from archive.models.document import DocumentQuerySet
from archive.views.listing import listing
from sources.models import Contribution

OPENING = 160  # code points


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """Every kept text that this person may see, newest first."""
    filters = DocumentFilters(request.GET, request.user)
    rows = with_source(filters.narrow(Document.objects.visible_to(request.user)))
    return render(request, "archive/document_list.html", listing(request, filters, rows))


def with_source(documents: DocumentQuerySet) -> DocumentQuerySet:
    """What a row shows: of the text only its `opening`. One query more, whatever the length."""
    people = Contribution.objects.select_related("agent").order_by("position", "pk")
    return (
        documents.defer("text")
        .annotate(opening=Substr("text", 1, OPENING))
        .select_related("source__post__account")
        .prefetch_related(Prefetch("source__contributions", people))
    )
