"""Annotations over HTTP as linked data: the same address gives the page or the data, and caches can tell."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.roles import EDITOR, RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation, WorkState
from annotations.services.reviewing import withdraw
from annotations.webannotation import MEDIA_TYPE, Creator, NotAnAnnotation, items_of, parse, read
from annotations.webannotation.faults import Node
from annotations.webannotation.shapes import check_collection, check_page
from annotations.webannotation.vocabulary import ANNO_CONTEXT, VOCABULARY
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.annotations.foreign import BASE, IRIS
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db
PAGE = "text/html; charset=utf-8"


def fetch(client: Client, address: str, accept: str = "", **headers: str) -> Any:
    return client.get(address.removeprefix(BASE), headers={"accept": accept, **headers})


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (MEDIA_TYPE, MEDIA_TYPE),
        ("application/ld+json", MEDIA_TYPE),
        ('application/ld+json; profile="http://www.w3.org/ns/json-ld#expanded"', MEDIA_TYPE),
        ("application/json", "application/json"),
        ("text/html;q=0.8, application/ld+json", MEDIA_TYPE),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGE),
        ("text/html, application/ld+json;q=0.5", PAGE),
        ("application/ld+json;q=0, text/html", PAGE),
        ("application/ld+json;q=0", PAGE),
        ("*/*", PAGE),
        ("", PAGE),
        ("nonsense;;q=,/", PAGE),
    ],
)
def test_the_same_address_gives_the_page_or_the_data(client: Client, accept: str, content_type: str) -> None:
    response = fetch(client, make_annotation().get_absolute_url(), accept)
    assert response.headers["Content-Type"] == content_type
    assert "Accept" in response.headers["Vary"].split(", ")


def test_the_data_of_an_annotation_are_valid_and_say_what_they_are(client: Client) -> None:
    annotation = make_annotation(
        tags=["lamps"], actor=make_user(EDITOR, first_name="Ada", last_name="Quill", email="ada@quay.example")
    )
    make_evidence(annotation)
    response = fetch(client, annotation.get_absolute_url() + "?format=jsonld")
    said = read(parse(response.content)).annotation
    assert said.iri == BASE + annotation.get_absolute_url()
    assert said.targets[0].source == BASE + make_target_address(annotation)
    assert said.bearings[0].subject == BASE + annotation.evidence.get().subject.get_absolute_url()
    assert said.creators == (Creator(name="Ada Quill", type="Person"),)
    assert "quay.example" not in response.content.decode()
    assert response.headers["Link"] == '<http://www.w3.org/ns/ldp#Resource>; rel="type"'
    assert response.headers["Content-Type"] == MEDIA_TYPE
    assert re.fullmatch('"[0-9a-f]{64}"', response.headers["ETag"])


def make_target_address(annotation: Annotation) -> str:
    return annotation.targets.get().document.get_absolute_url()


def test_what_did_not_change_is_not_sent_again(client: Client) -> None:
    annotation = make_annotation()
    address = annotation.get_absolute_url()
    first = fetch(client, address, MEDIA_TYPE)
    again = fetch(client, address, MEDIA_TYPE, if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert "Accept" in again.headers["Vary"].split(", ")
    Annotation.objects.update(note="Otherwise.")
    assert fetch(client, address, MEDIA_TYPE, if_none_match=first.headers["ETag"]).status_code == 200


def test_what_may_not_be_seen_is_not_there_in_any_form(client: Client) -> None:
    draft = make_annotation(state=WorkState.DRAFT)
    withdrawn = make_annotation()
    withdraw(annotation=withdrawn, reason="Wrong.", actor=None)
    for annotation in (draft, withdrawn):
        assert fetch(client, annotation.get_absolute_url(), MEDIA_TYPE).status_code == 404
    client.force_login(make_user(RESEARCHER))
    assert fetch(client, draft.get_absolute_url(), MEDIA_TYPE).status_code == 200
    assert fetch(client, withdrawn.get_absolute_url(), MEDIA_TYPE).status_code == 410


def test_a_subject_that_may_not_be_seen_is_not_named(client: Client) -> None:
    annotation = make_annotation()
    make_evidence(annotation, make_subject("Secret Works", state=State.DRAFT))
    assert b"Secret" not in fetch(client, annotation.get_absolute_url(), MEDIA_TYPE).content
    client.force_login(make_user(RESEARCHER))
    assert b"Secret" in fetch(client, annotation.get_absolute_url(), MEDIA_TYPE).content


def test_the_site_knows_its_own_addresses() -> None:
    document, annotation = make_document(), make_annotation()
    subject = make_subject("燈 & (lamp)", slug="燈-&-(lamp)")
    assert IRIS.document(document.public_id) == BASE + document.get_absolute_url()
    assert IRIS.annotation(annotation.pk) == BASE + annotation.get_absolute_url()
    assert IRIS.subject(subject.kind, subject.slug) == BASE + subject.get_absolute_url()
    assert IRIS.text_of(document.public_id) == BASE + reverse(
        "archive:document_text", args=[document.public_id]
    )
    assert settings.BASE_URL == BASE
    assert IRIS.document_id(IRIS.document(document.public_id)) == document.public_id
    assert IRIS.annotation_key(IRIS.annotation(annotation.pk)) == annotation.pk
    assert IRIS.subject_key(IRIS.subject(subject.kind, subject.slug)) == (subject.kind, subject.slug)
    for iri in (
        f"https://elsewhere.example/documents/{document.public_id}/",
        f"{BASE}/documents/a/text/",
        BASE,
    ):
        assert IRIS.document_id(iri) == ""
        assert IRIS.subject_key(iri) is None


def test_data_are_only_read(client: Client) -> None:
    response = client.post(make_annotation().get_absolute_url(), headers={"accept": MEDIA_TYPE})
    assert response.status_code in (403, 405)


def test_an_empty_collection_is_valid(client: Client) -> None:
    data = json.loads(fetch(client, "/annotations/?format=jsonld").content)
    check_collection(Node(data))
    assert (data["total"], "first" in data) == (0, False)


def test_every_annotation_is_in_the_collection_once(client: Client) -> None:
    document = make_document()
    made = [make_annotation(document=document, tags=["lamps"]) for _each in range(120)]
    make_annotation(document=document, state=WorkState.DRAFT)
    pages = list(all_pages(client, "/annotations/?format=jsonld"))
    assert [len(page["items"]) for page in pages] == [50, 50, 20]
    assert [each["id"] for page in pages for each in page["items"]] == [
        BASE + each.get_absolute_url() for each in made
    ]
    for page in pages[1:]:
        check_page(Node(page))
        assert page["partOf"] == f"{BASE}/annotations/?format=jsonld"
    assert pages[0]["next"] == pages[1]["id"]
    back = json.loads(fetch(client, pages[1]["prev"]).content)
    assert back["items"] == pages[0]["items"]
    first = json.loads(fetch(client, pages[0]["id"]).content)
    assert (first["type"], first["items"]) == ("AnnotationPage", pages[0]["items"])


def all_pages(client: Client, address: str) -> Any:
    collection = json.loads(fetch(client, address).content)
    assert (collection["total"], collection["@context"][0]) == (120, ANNO_CONTEXT)
    check_collection(Node(collection))
    page = collection["first"]
    yield page
    while "next" in page:
        page = json.loads(fetch(client, page["next"]).content)
        assert all(reader() for reader in items_of(page))
        yield page


def test_a_selection_as_data_is_the_selection_of_the_page(client: Client) -> None:
    document = make_document()
    make_annotation(document=document, kind="note")
    claim = make_annotation(document=document, kind="claim")
    data = json.loads(fetch(client, "/annotations/?kind=claim&format=jsonld").content)
    assert data["id"] == f"{BASE}/annotations/?kind=claim&format=jsonld"
    assert [each["id"] for each in data["first"]["items"]] == [BASE + claim.get_absolute_url()]


def test_a_place_that_cannot_be_read_is_no_page(client: Client) -> None:
    for place in ("after=x", "before=%00", "after=WzFd"):
        assert fetch(client, f"/annotations/?format=jsonld&{place}").status_code == 404


def test_a_collection_asks_as_often_for_many_as_for_few(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    document = make_document()
    for _each in range(60):
        make_evidence(make_annotation(document=document, tags=["lamps"]))
    with django_assert_max_num_queries(6):
        fetch(client, "/annotations/?format=jsonld")
    address = make_annotation().get_absolute_url()
    with django_assert_max_num_queries(6):
        fetch(client, address, MEDIA_TYPE)


def test_the_context_of_our_words_is_served_to_everybody(client: Client) -> None:
    data = json.loads(fetch(client, make_annotation().get_absolute_url(), MEDIA_TYPE).content)
    address = data["@context"][1]
    assert address == f"{BASE}/ns/undersight.jsonld"
    response = fetch(client, address)
    assert json.loads(response.content) == {"@context": {"undersight": VOCABULARY}}
    assert response.headers["Content-Type"] == "application/ld+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_what_we_serve_without_its_context_would_be_no_annotation(client: Client) -> None:
    """That the checks above can fail."""
    data = json.loads(fetch(client, make_annotation().get_absolute_url(), MEDIA_TYPE).content)
    del data["@context"]
    with pytest.raises(NotAnAnnotation):
        read(data)
