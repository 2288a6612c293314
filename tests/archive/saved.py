"""What tests of saved searches share."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from accounts.models import User
from accounts.visibility import State
from archive.models import Document, SavedSearch
from archive.saving import SearchValues, save_search
from tests.factories import make_document, make_source, make_user
from tests.html import faults
from tests.indexing import index_everything

LONG_AGO = datetime(2020, 1, 2, tzinfo=UTC)


def keep(owner: User, query: str = "lamp", **values: Any) -> SavedSearch:
    usual = SearchValues(name=f"About {query}", query=query, kind="", sort="", is_shared=False)
    wanted: Any = {**usual, **values}
    return save_search(owner=owner, values=wanted)


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    html: str = response.content.decode()
    assert not faults(html)
    return html


def signed_in(role: str) -> tuple[Client, User]:
    user, client = make_user(role), Client()
    client.force_login(user)
    return client, user


def old(title: str, *, state: str = State.PUBLIC, text: str = "A lamp.") -> Document:
    """Made long ago: news to nobody."""
    source = make_source(title, state=state, created_at=LONG_AGO)
    return make_document(text, source=source, state=state, kept_at=LONG_AGO)


def keep_harbour() -> Document:
    """A public text about a lamp, and a draft of another, which is given."""
    old("Known")
    draft = old("Hidden", state=State.DRAFT)
    index_everything()
    return draft
