"""Annotations as linked data: one, a collection of them page by page, and the context of our own words.

The headers are those of the Web Annotation Protocol for reading (https://www.w3.org/TR/annotation-protocol/ §3).
"""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.request import MediaType
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.iris import Iris
from annotations.models import Annotation
from annotations.outgoing import as_seen_by, web_annotation
from annotations.webannotation import CONTEXT_DOCUMENT, MEDIA_TYPE, canonical, contexts, write, write_page
from archive.views.listing import PLACES
from sources.paging import Cursor, MalformedCursor, Order, Page, page_of, read_cursor

View = Callable[..., HttpResponseBase]
# Whoever reads all pages and comes back later finds what is new at the end.
OLDEST_FIRST = Order(("created_at", "pk"))
DATA = {"application/ld+json": MEDIA_TYPE, "application/json": "application/json"}
PAGES = ("text/html", "application/xhtml+xml", "text/*", "*/*")
A_DAY = 24 * 60 * 60


def wanted_type(request: HttpRequest) -> str:
    """The content type that JSON-LD is to be sent with, or "" where a page is wanted: `format=`, else by `Accept`."""
    if "format" in request.GET:
        return MEDIA_TYPE if request.GET["format"] == "jsonld" else ""
    for accepted in request.accepted_types_by_precedence:
        name = _without_parameters(accepted)
        if name in (*DATA, *PAGES):
            return DATA.get(name, "")
    return ""


def or_as_jsonld(data: View) -> Callable[[View], View]:
    """Gives what `data` answers to those who want JSON-LD, and the page to everybody else.

    Stands before all other decorators: caches are told that the answer depends on `Accept`.
    """

    def decorate(page: View) -> View:
        @wraps(page)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            view = data if wanted_type(request) else page
            response = view(request, *args, **kwargs)
            patch_vary_headers(response, ["Accept"])
            return response

        return answer

    return decorate


@require_safe
def annotation_jsonld(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """One annotation. 404 for what this person may not see; 410 for what they may and was withdrawn."""
    row = as_seen_by(request.user).filter(pk=pk).first()
    if row is not None:
        return _answer(request, write(web_annotation(row, _iris()), settings.BASE_URL))
    if Annotation.objects.visible_to(request.user).filter(pk=pk).exists():
        return HttpResponse(_("It was withdrawn."), status=HTTPStatus.GONE, content_type="text/plain")
    raise Http404


def annotations_jsonld(request: HttpRequest, chosen: "QuerySet[Annotation]") -> HttpResponseBase:
    """Those of `chosen` that stand and this person may see, the oldest first.

    An AnnotationCollection with its first AnnotationPage inside, or the page at the place that the address names.
    """
    rows = as_seen_by(request.user).filter(pk__in=chosen.order_by().values("pk"))
    page = page_of(rows, OLDEST_FIRST, _place(request))
    iris, head = _iris(), {"@context": contexts(settings.BASE_URL)}
    collection = iris.annotations(_query(request))
    if any(name in request.GET for name in PLACES):
        return _answer(request, {**head, **_page(request, page, {"partOf": collection})})
    whole: dict[str, object] = {**head, "id": collection, "type": "AnnotationCollection"}
    if page.is_counted:
        whole["total"] = page.total
    if page.rows:
        whole["first"] = _page(request, page, {})
    return _answer(request, whole)


@require_safe
def context_jsonld(request: HttpRequest) -> HttpResponseBase:
    """Our own words as a JSON-LD context; any page may read it, for programs that run in browsers do."""
    response = HttpResponse(canonical(CONTEXT_DOCUMENT), content_type="application/ld+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


def _place(request: HttpRequest) -> Cursor | None:
    """Where the page begins. Raises `Http404` where the address says what cannot be read: a program has to notice."""
    for name in PLACES:
        if text := request.GET.get(name):
            try:
                return read_cursor(text, OLDEST_FIRST, Annotation, backwards=name == "before")
            except MalformedCursor as error:
                raise Http404 from error
    return None


def _iris() -> Iris:
    return Iris(settings.BASE_URL)


def _page(request: HttpRequest, page: Page[Annotation], links: dict[str, object]) -> dict[str, object]:
    """With links to its neighbours. The first page has an address of its own, which an empty place makes."""
    iris = _iris()
    here = {name: request.GET[name] for name in PLACES if request.GET.get(name)} or {"after": ""}
    neighbours = {"next": ("after", page.after), "prev": ("before", page.before)}
    for link, (name, cursor) in neighbours.items():
        if cursor:
            links[link] = iris.annotations(_query(request, {name: cursor}))
    items = [web_annotation(each, iris) for each in page.rows]
    return write_page(iris.annotations(_query(request, here)), items, links)


def _query(request: HttpRequest, place: dict[str, str] | None = None) -> str:
    """The filters of the address in one order, so that the same selection has one IRI, and a place in it."""
    chosen = [pair for pair in sorted(request.GET.lists()) if pair[0] not in ("format", *PLACES)]
    return urlencode([*chosen, ("format", "jsonld"), *(place or {}).items()], doseq=True)


def _answer(request: HttpRequest, data: dict[str, object]) -> HttpResponseBase:
    """Canonical bytes, which the ETag is made of; 304 for whoever has them."""
    content = canonical(data).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type=wanted_type(request) or MEDIA_TYPE)
    response.headers["ETag"] = etag
    response.headers["Link"] = '<http://www.w3.org/ns/ldp#Resource>; rel="type"'
    patch_vary_headers(response, ["Accept"])
    return get_conditional_response(request, etag=etag, response=response) or response


def _without_parameters(accepted: MediaType) -> str:
    return f"{accepted.main_type}/{accepted.sub_type}"
