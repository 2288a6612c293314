"""Making a document public, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from archive.models import Document
from archive.publishing import publish, withdraw


@require_POST
@requires("publish")
def document_publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """The document with all that it names; says how much that was."""
    document = get_object_or_404(Document.objects.visible_to(request.user), public_id=public_id)
    published = publish(document=document, actor=person(request))
    others = published.sources + published.accounts + published.agents
    words = ngettext(
        "Public now, with %(count)s record that it names.",
        "Public now, with %(count)s records that it names.",
        others,
    )
    messages.success(request, words % {"count": others})
    return redirect(document)


@require_POST
@requires("publish")
def document_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """The document, and what no other public document names."""
    document = get_object_or_404(Document.objects.visible_to(request.user), public_id=public_id)
    withdraw(document=document, actor=person(request))
    words = _("A draft again, with all that no other public document names: only those who work here see it.")
    messages.success(request, words)
    return redirect(document)
