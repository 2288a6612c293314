"""How to cite what is on the screen: a source, a text, or words in it."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.models import Document
from archive.pinpoints.cited import Cited, cited_source, cited_text, cited_thread, place_asked_for
from archive.pinpoints.looks import look_asked_for, remember
from archive.pinpoints.places import NoSuchPlace
from archive.pinpoints.written import written
from sources.citing.styles import LOCALES, all_styles
from sources.models import Source, Thread


@require_safe
def source_cite(request: HttpRequest, public_id: str) -> HttpResponse:
    """`?style=&locale=`; the last chosen ones without."""
    sources = Source.objects.visible_to(request.user).for_citing()
    source = get_object_or_404(sources, public_id=public_id)
    return citation_page(request, cited_source(source, request.user))


@require_safe
def thread_cite(request: HttpRequest, public_id: str) -> HttpResponse:
    """A thread as one work; see `source_cite`."""
    threads = Thread.objects.visible_to(request.user).select_related("account")
    cited = cited_thread(get_object_or_404(threads, public_id=public_id), request.user)
    if cited is None:
        raise Http404
    return citation_page(request, cited)


@require_safe
def document_cite(request: HttpRequest, public_id: str) -> HttpResponse:
    """`?p=12`, `?p=12-14` or `?start=&end=` in code points; the whole text without. 404 for a place that is none."""
    texts = Document.objects.visible_to(request.user)
    texts = texts.prefetch_related(Prefetch("source", Source.objects.for_citing()))
    document = get_object_or_404(texts, public_id=public_id)
    try:
        place = place_asked_for(document, request.GET.dict())
    except NoSuchPlace as error:
        return citation_page(request, cited_text(document, request.user), str(error))
    return citation_page(request, cited_text(document, request.user, place))


def citation_page(request: HttpRequest, cited: Cited, problem: str = "") -> HttpResponse:
    """In the style that is asked for. `problem`: why it is not what was asked for, in words; then it is a 404."""
    look = look_asked_for(request)
    context = {
        "cited": cited,
        "look": look,
        "written": written(cited, look.style, look.locale),
        "styles": all_styles(),
        "locales": LOCALES.items(),
        "problem": problem,
    }
    response = render(request, "archive/cite.html", context, status=404 if problem else 200)
    return remember(response, request, look)
