"""The reader page's way to a citation list: a link beside each passage, for whoever makes lists."""

from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from archive.layers import Layer, PassageAct
from archive.models import Document


def list_layer(document: Document, user: User | AnonymousUser, _query: QueryDict) -> list[Layer]:
    """As `archive.layers` asks for."""
    if not may(user, "make_lists"):
        return []
    back = urlencode({"document": document.public_id, "back": document.get_absolute_url()})
    address = f"{reverse('archive:list_add')}?{back}&passage="
    return [Layer(passage_act=PassageAct(address, "+", _("Add to a list"), "list", "add-to-list"))]
