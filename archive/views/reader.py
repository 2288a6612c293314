"""The reader page of one Document, and its downloads."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archive import blobs
from archive.drawing import Flow
from archive.footnotes import footnotes_drawn
from archive.layers import layers_of
from archive.models import Capture, Document
from archive.models.document import DocumentQuerySet
from archive.reader import read_page, with_passages
from archive.views.finished import finished


@require_safe
@finished
def document_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text with its numbered passages, the posts it quotes and everything it rests on."""
    documents = with_passages(_documents(request).knowing_versions())
    document = get_object_or_404(documents, public_id=public_id)
    layers = layers_of(document, request.user, request.GET)
    page = read_page(document, request.user, layers.marks)
    context = {
        "document": document,
        "layers": layers,
        "page": page,
        "flow": Flow(layers.passage_acts).drawn(page.parts),
        "footnotes": footnotes_drawn(page.footnotes),
    }
    return render(request, "archive/reader.html", context)


@require_safe
def document_text(request: HttpRequest, public_id: str) -> HttpResponse:
    """The kept text and nothing else: UTF-8, one passage a line."""
    document = get_object_or_404(_documents(request), public_id=public_id)
    return _attachment(document.text.encode(), "text/plain; charset=utf-8", f"{document.public_id}.txt")


@require_safe
def document_capture(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bytes as received. 410 when they are not on this disk any more, 503 when they are not what was kept."""
    document = get_object_or_404(_documents(request), public_id=public_id)
    capture = get_object_or_404(Capture.objects.visible_to(request.user), pk=document.capture_id)
    try:
        data = blobs.read(capture.sha256)
    except FileNotFoundError:
        return render(
            request, "archive/capture_lost.html", {"capture": capture, "damaged": False}, status=410
        )
    except blobs.DamagedBlob:
        return render(request, "archive/capture_lost.html", {"capture": capture, "damaged": True}, status=503)
    return _attachment(data, capture.media_type, capture.filename or f"{capture.sha256[:16]}.bin")


def _documents(request: HttpRequest) -> DocumentQuerySet:
    """Those that this person may see, each with what its page says of its Source and of its capture."""
    capture = Capture.objects.visible_to(request.user).filter(pk=OuterRef("capture"))
    return (
        Document.objects.visible_to(request.user)
        .select_related("capture", "source__post__account")
        .annotate(shows_capture=Exists(capture))
    )


def _attachment(data: bytes, media_type: str, filename: str) -> HttpResponse:
    """For saving, never for showing: whatever the bytes are, no browser runs them here."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
