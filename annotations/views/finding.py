"""The annotation of an address, for whoever may see it."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from annotations.models import Annotation


def annotation_at(request: HttpRequest, pk: uuid.UUID) -> Annotation:
    """With its author. Raises `Http404` when there is none that this person may see."""
    seen = Annotation.objects.visible_to(request.user).select_related("created_by", "reply_to")
    return get_object_or_404(seen, pk=pk)
