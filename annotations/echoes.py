"""The same words elsewhere: passages of other texts that say, word for word, what somebody marked here."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet
from django.db.models.functions import Least, Substr

from accounts.models import User
from annotations.company import in_passages
from annotations.models import Annotation, Target
from archive.models import Document, Passage, PassageKind

SHOWN = 20
EXCERPT = 160  # characters
# A heading or a signature is the same in many texts and says nothing of either.
TELLING = [kind for kind in PassageKind if kind not in (PassageKind.HEADING, PassageKind.ATTRIBUTION)]


def echoes_of(annotations: "QuerySet[Annotation]", user: User | AnonymousUser) -> list[Any]:
    """Passages with `words`, in Documents that this person may see and none of these annotations stands in.

    The same means `Passage.text_key`: case, width, spacing and shortened addresses may differ. Two queries, one when
    nothing is marked.
    """
    places = in_passages(Target.objects.filter(annotation__in=annotations))
    met = set(places.values_list("document", "passage"))
    if not met:
        return []
    keys = Passage.objects.filter(pk__in={passage for _document, passage in met}, kind__in=TELLING)
    elsewhere = Document.objects.visible_to(user).exclude(pk__in={document for document, _passage in met})
    found = (
        Passage.objects.filter(
            document__in=elsewhere, text_key__in=keys.exclude(text_key="").values("text_key")
        )
        .select_related("document__source__post__account")
        .defer("document__text")
        .annotate(words=Substr("document__text", F("start") + 1, Least(F("end") - F("start"), EXCERPT)))
    )
    return list(found.order_by("-document__kept_at", "document", "number")[:SHOWN])
