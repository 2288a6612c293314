"""The way from the page of a record to the network around it."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from annotations.network.wording import network_address
from archive.models import Document
from archive.panels import Panel, Record
from sources.models import Source

TEMPLATE = "annotations/_network_panel.html"


def network_panel(record: Record, user: User | AnonymousUser) -> Panel | None:
    """For a Source around its closest text, which costs a query; None where this person may see none of it."""
    around = _closest_text(record, user) if isinstance(record, Source) else record
    return Panel(TEMPLATE, network_address(around)) if around else None


def _closest_text(source: Source, user: User | AnonymousUser) -> Document | None:
    texts = Document.objects.visible_to(user).filter(source=source).closest_to_the_original()
    return texts.only("public_id").first()
