"""Who is named with whom, around a Subject, an Agent or a Document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotations.models import SubjectKind
from annotations.network.drawing import Record, network_around
from annotations.network.filters import NetworkFilters
from annotations.views.pairs import document_at
from annotations.views.subjects import current_at
from sources.models import Agent


@require_safe
def subject_network(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    return _drawn(request, current_at(request, kind, slug))


@require_safe
def agent_network(request: HttpRequest, public_id: str) -> HttpResponse:
    return _drawn(request, get_object_or_404(Agent.objects.visible_to(request.user), public_id=public_id))


@require_safe
def document_network(request: HttpRequest, public_id: str) -> HttpResponse:
    return _drawn(request, document_at(request, public_id))


def _drawn(request: HttpRequest, record: Record) -> HttpResponse:
    filters = NetworkFilters(request.GET)
    context = {"record": record, "filters": filters, "network": network_around(record, request.user, filters)}
    return render(request, "annotations/network.html", context)
