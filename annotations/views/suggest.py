"""Tags and Subjects while somebody types: small JSON for the form of an annotation."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from annotations.choosing import suggest_subjects
from annotations.models import Kind
from annotations.suggesting import suggest_tags

LONGEST = 200


@require_safe
def tag_suggest(request: HttpRequest) -> JsonResponse:
    """`{"results": [{"name", "slug", "count", "governed"}]}`: what this person used last first, then what is used most."""
    tags = suggest_tags(typed(request), request.user)
    results = [
        {"name": tag.name, "slug": tag.slug, "count": tag.use_count, "governed": tag.standing == "governed"}
        for tag in tags
    ]
    return JsonResponse({"results": results})


@require_safe
def subject_suggest(request: HttpRequest) -> JsonResponse:
    """`{"results": [{"name", "kind", "slug", "names", "url"}]}`: found by a name in any script; `kind` narrows."""
    kind = request.GET.get("kind", "")
    subjects = suggest_subjects(typed(request), kind if kind in Kind.values else Kind.NOTE, request.user)
    results = [
        {
            "name": each.name,
            "kind": each.kind,
            "slug": each.slug,
            "names": [name.name for name in each.names.all()],
            "url": each.get_absolute_url(),
        }
        for each in subjects.prefetch_related("names")
    ]
    return JsonResponse({"results": results})


def typed(request: HttpRequest) -> str:
    """What was typed; no database can look for a NUL."""
    return request.GET.get("q", "").replace("\0", "")[:LONGEST]
