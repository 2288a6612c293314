"""How to cite a claim, or anything else that is spoken of."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from annotations.citing import cited_subject
from annotations.models import SubjectKind
from annotations.views.subjects import current_at
from archive.views.citing import citation_page


@require_safe
def subject_cite(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    """`?style=&locale=`. What it rests on is cited passage by passage, from its own page."""
    return citation_page(request, cited_subject(current_at(request, kind, slug)))
