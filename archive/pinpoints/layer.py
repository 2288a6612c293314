"""The reader page's way to a citation: a link beside each passage, for everybody."""

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from archive.layers import Layer, PassageAct
from archive.models import Document


def cite_layer(document: Document, _user: User | AnonymousUser, _query: QueryDict) -> list[Layer]:
    """As `archive.layers` asks for."""
    address = f"{reverse('archive:document_cite', args=[document.public_id])}?p="
    return [Layer(passage_act=PassageAct(address, "”", _("Cite"), "cite", "cite"))]
