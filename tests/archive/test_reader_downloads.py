"""What can be taken away from a reader page: the text, and the bytes as received."""

import pytest
from django.test import Client

from accounts.roles import READER, RESEARCHER
from accounts.visibility import State
from archive import blobs
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db


def test_the_text_comes_as_it_is_kept(client: Client) -> None:
    document = make.make_document("One 👁.\nTwo <b>.")
    response = client.get(f"{document.get_absolute_url()}text/")
    assert response.content == "One 👁.\nTwo <b>.".encode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")


def test_the_capture_comes_as_it_was_received_and_never_runs(client: Client) -> None:
    data = b"<script>alert(1)</script>\xff\x00"
    capture = make.make_capture(data, media_type="text/html", filename='a"b.html')
    response = client.get(f"{make.make_document(capture=capture).get_absolute_url()}capture/")
    assert response.content == data
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    ("damage", "status", "words"), [(b"changed", 503, "not the bytes"), (None, 410, "missing")]
)
def test_a_lost_capture_is_said_and_never_served(
    client: Client, damage: bytes | None, status: int, words: str
) -> None:
    document = make.make_document("Lamps.")
    path = blobs.path_of(document.capture.sha256)
    path.chmod(0o644)
    path.unlink() if damage is None else path.write_bytes(damage)
    response = client.get(f"{document.get_absolute_url()}capture/")
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert document.capture.sha256 in html
    assert faults(html) == []


@pytest.mark.parametrize("name", ["document_detail", "document_text", "document_capture"])
def test_a_draft_is_seen_by_those_who_work_here(client: Client, name: str) -> None:
    hidden = make.make_document("Secret.", state=State.DRAFT)
    of_hidden = make.make_document("Secret too.", source=make.make_source("S", state=State.DRAFT))
    suffix = {"document_text": "text/", "document_capture": "capture/"}.get(name, "")
    addresses = [each.get_absolute_url() + suffix for each in (hidden, of_hidden)]
    assert [client.get(each).status_code for each in addresses] == [404, 404]
    client.force_login(make.make_user(READER))
    assert [client.get(each).status_code for each in addresses] == [404, 404]
    client.force_login(make.make_user(RESEARCHER))
    assert [client.get(each).status_code for each in addresses] == [200, 200]


def test_a_public_post_does_not_open_the_draft_that_quotes_it(client: Client) -> None:
    """Both are texts of one file: what surrounds the post is not public with it."""
    capture = make.make_capture(b"The secret article, and a post.", filename="secret.html")
    make.make_document("The secret article.", capture=capture, state=State.DRAFT)
    post = make.make_post("Lamps are out.", capture=capture).source.documents.get().get_absolute_url()
    assert client.get(f"{post}text/").content == b"Lamps are out."
    assert client.get(f"{post}capture/").status_code == 404
    page = client.get(post).content.decode()
    assert "capture/" not in page
    assert "secret.html" not in page
    assert capture.sha256 not in page
    client.force_login(make.make_user(RESEARCHER))
    assert client.get(f"{post}capture/").content == b"The secret article, and a post."
    assert "secret.html" in client.get(post).content.decode()


def test_a_public_post_leads_to_the_public_file_that_it_was_read_from(client: Client) -> None:
    capture = make.make_capture(b"The article, and a post.")
    make.make_document("The article.", capture=capture)
    post = make.make_post("Lamps are out.", capture=capture).source.documents.get().get_absolute_url()
    assert client.get(f"{post}capture/").content == b"The article, and a post."
    assert f"{post}capture/" in client.get(post).content.decode()
