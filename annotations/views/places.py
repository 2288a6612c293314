"""Where one annotation stands: on more words, or on fewer."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from annotations.place_forms import PlaceForm
from annotations.services.places import add_place, remove_place
from annotations.views.acting import answered, refusal_of
from annotations.views.annotations import annotation_page
from annotations.views.finding import annotation_at


@requires("annotate")
@require_POST
def place_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same said of other words, too."""
    annotation, user = annotation_at(request, pk), person(request)
    first = annotation.targets.select_related("document__source")[0]
    form = PlaceForm(request.POST, user, document=first.document)
    if form.is_valid():
        place = form.cleaned_data["place"]
        refusal = refusal_of(
            lambda: add_place(annotation=annotation, document=form.document, place=place, actor=user)
        )
        if not refusal:
            return answered(request, "", _("It stands on these words, too."), annotation.get_absolute_url())
        form.add_error("quote", refusal)
    return annotation_page(request, annotation, place_form=form)


@requires("annotate")
@require_POST
def place_remove(request: HttpRequest, pk: uuid.UUID, place: int) -> HttpResponse:
    annotation, user = annotation_at(request, pk), person(request)
    target = get_object_or_404(annotation.targets.select_related("annotation", "document"), pk=place)
    refusal = refusal_of(lambda: remove_place(target=target, actor=user))
    return answered(request, refusal, _("It stands on those words no more."), annotation.get_absolute_url())
