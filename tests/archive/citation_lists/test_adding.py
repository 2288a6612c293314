"""Adding to a list from the pages of the site: one thing, or all that a page shows."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.roles import EDITOR, RESEARCHER
from accounts.visibility import State
from annotations.models import SubjectKind
from archive.citation_lists.lists import archive_list
from archive.models import CitationList, ListEntry
from sources.searching.engines.shape import TooSlow
from tests.annotation_factories import make_annotation, make_subject, make_tag, mark
from tests.archive.listed import make_citation_list, put_titles
from tests.archive.results import text_of
from tests.archive.saved import page, signed_in
from tests.factories import make_document, make_post, make_quoted_post, make_source, make_thread
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db


def add(client: Client, made: CitationList, **what: object) -> str:
    """What was said, having looked at the page first."""
    address = f"/lists/add/?{urlencode(what)}"
    page(client, address)
    answer = client.post(address, {"list": made.public_id})
    assert answer.status_code == 200
    return text_of(answer.content.decode())


@pytest.fixture
def mine() -> tuple[Client, CitationList]:
    client, user = signed_in(EDITOR)
    return client, make_citation_list(user)


def test_a_source_a_passage_words_and_an_annotation(mine: tuple[Client, CitationList]) -> None:
    client, made = mine
    document = make_document("The lamp on the quay.\nThe lamp on the mole.")
    annotation = make_annotation("quay", document=document)
    assert "1 entry added" in add(client, made, source=document.source.public_id)
    assert "1 entry added" in add(client, made, document=document.public_id, p=2)
    assert "1 entry added" in add(client, made, document=document.public_id, start=4, end=8)
    assert "1 entry added" in add(client, made, annotation=annotation.pk)
    assert "0 entries added; 1 is on it already" in add(client, made, annotation=annotation.pk)
    entries = made.entries.in_place()
    assert [each.exact for each in entries] == ["", "The lamp on the mole.", "lamp", "quay"]
    assert entries[3].annotation == annotation.pk


@pytest.mark.parametrize(
    "what",
    [
        {},
        {"source": "nonsense"},
        {"source": "\0"},
        {"document": "nonsense", "p": 1},
        {"document": "DOC", "p": 99},
        {"document": "DOC", "start": 5, "end": 5},
        {"document": "DOC", "start": "x", "end": "9" * 99},
        {"document": "DRAFT", "p": 1},
        {"annotation": "nonsense"},
        {"from": "/nowhere/"},
        {"from": "//[x"},
        {"from": "/lists/"},
        {"from": "https://elsewhere.example/sources/"},
        {"from": "/search/?q="},
        {"from": "/search/?q=lamp&kind=people"},
        {"from": "/tags/nonsense/"},
        {"from": "/claims/nonsense/"},
        {"from": "/documents/nonsense/"},
    ],
)
def test_what_is_not_there_is_not_there(mine: tuple[Client, CitationList], what: dict[str, object]) -> None:
    client, _made = mine
    ids = {"DOC": make_document("The lamp.").public_id}
    given = {name: ids.get(str(value), value) for name, value in what.items()}
    assert client.get(f"/lists/add/?{urlencode(given)}").status_code == 404


def test_what_a_page_cites_is_added_as_it_is_cited(mine: tuple[Client, CitationList]) -> None:
    client, made = mine
    document = make_document("One.\nTwo.\nThree.")
    for address in (
        f"{document.get_absolute_url()}cite/?p=2-3",
        f"{document.source.get_absolute_url()}cite/",
    ):
        link = re.search(r'href="(/lists/add/[^"]*)"', page(client, address))
        assert link
        client.post(unescape(link[1]), {"list": made.public_id})
        assert "/lists/add/" not in page(Client(), address)
    assert [each.exact for each in made.entries.in_place()] == ["Two.\nThree.", ""]
    assert "1 is on it already" in add(client, made, document=document.public_id)


def test_a_researchers_page_names_the_list_used_last_first(mine: tuple[Client, CitationList]) -> None:
    client, made = mine
    newer = make_citation_list(made.owner, "Newer")
    away = make_citation_list(made.owner, "Away")
    archive_list(citation_list=away, actor=made.owner)
    address = f"/lists/add/?source={make_source().public_id}"
    shown = text_of(page(client, address))
    assert shown.index("Newer") < shown.index("Lamps") and "Away" not in shown
    put_titles(made, "One")
    shown = text_of(page(client, address))
    assert shown.index("Lamps") < shown.index("Newer")
    assert newer.entries.count() == 0


def test_a_new_list_is_made_on_the_way(mine: tuple[Client, CitationList]) -> None:
    client, made = mine
    address = f"/lists/add/?source={make_source().public_id}"
    client.post(address, {"list": made.public_id, "title": "Quay"})
    assert ListEntry.objects.get().citation_list.title == "Quay"
    other, _user = signed_in(RESEARCHER)
    assert "give a new one a title" in text_of(other.post(address, {}).content.decode())
    refused = other.post(address, {"list": made.public_id})
    assert "Select a valid choice" in text_of(refused.content.decode())


def test_all_that_a_page_shows(mine: tuple[Client, CitationList]) -> None:
    client, made = mine
    make_source("Old", issued="1999")
    thread = make_thread((2, 1))
    post, reference = make_quoted_post("Out again.")
    tag, subject = make_tag("lamps"), make_subject("Lamp Works", kind=SubjectKind.VENDOR)
    document = make_document("The lamp on the quay, and one on the mole.")
    mark("quay", subject, document)
    make_annotation("mole", document=document, tags=[tag.name])
    pages = {
        "/sources/?year=1999": 1,
        thread.get_absolute_url(): 2,
        f"/posts/?account={post.account}": 1,
        reference.document.get_absolute_url(): 2,
        tag.get_absolute_url(): 1,
        subject.get_absolute_url(): 1,
        "/annotations/?sort=newest": 2,
    }
    for address, count in pages.items():
        fresh = make_citation_list(made.owner, address)
        assert f"{count} entr" in add(client, fresh, **{"from": address})
        assert fresh.entries.count() == count
        assert "Add all to a list" in page(client, address)


def test_all_that_a_search_finds_in_its_order(mine: tuple[Client, CitationList]) -> None:
    client, made = mine
    make_document("A lamp.\nA quay.", source=make_source("One", issued="2001"))
    make_document("Another lamp.", source=make_source("Two", issued="2002"))
    make_document("A hidden lamp.", source=make_source("Three"), state=State.DRAFT)
    make_post("No lamp at all.")
    index_everything()
    shown = page(client, "/search/?q=lamp&sort=newest&kind=passages")
    assert "%2Fsearch%2F%3Fq%3Dlamp%26sort%3Dnewest%26kind%3Dpassages" in shown
    add(client, made, **{"from": "/search/?q=lamp&sort=oldest&kind=passages"})
    assert [each.exact for each in made.entries.in_place()][:2] == ["A lamp.", "Another lamp."]
    assert "Add all" not in text_of(page(client, "/search/?q=Quill&kind=people"))


def test_more_than_fits_is_said(mine: tuple[Client, CitationList], monkeypatch: pytest.MonkeyPatch) -> None:
    client, made = mine
    monkeypatch.setattr("archive.citation_lists.selections.MOST_AT_ONCE", 2)
    for each in range(3):
        make_source(f"{each}")
    shown = text_of(page(client, "/lists/add/?from=/sources/"))
    assert "the first 2 of 3" in shown
    add(client, made, **{"from": "/sources/"})
    assert made.entries.count() == 2


def test_a_search_that_takes_too_long_adds_nothing(
    mine: tuple[Client, CitationList], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_given: object) -> None:
        raise TooSlow

    monkeypatch.setattr("archive.views.list_adding.selection_at", slow)
    client, made = mine
    address = "/lists/add/?from=/search/?q=lamp"
    assert "takes too long" in text_of(page(client, address))
    client.post(address, {"list": made.public_id})
    assert made.entries.count() == 0


def test_a_page_that_is_open_gets_the_form_alone(mine: tuple[Client, CitationList]) -> None:
    client, _made = mine
    address = f"/lists/add/?source={make_source().public_id}&back=https://elsewhere.example/"
    answer = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in answer and "list-add-title" in answer and 'href="https:' not in answer


def test_a_text_has_two_links_for_those_who_make_lists(mine: tuple[Client, CitationList]) -> None:
    client, _made = mine
    document = make_document()
    assert page(client, document.get_absolute_url()).count("data-add-to-list") == 2
    assert "data-add-to-list" not in page(Client(), document.get_absolute_url())
