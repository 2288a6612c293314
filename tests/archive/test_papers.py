"""Documents of lists, versions, pages of sources and searches: what each says, for whom, and when there is none."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.roles import EDITOR, READER
from accounts.visibility import State
from archive.citation_lists.entries import note_entry
from archive.citation_lists.freezing import freeze_list
from archive.citation_lists.lists import share_list
from archive.citation_lists.sections import add_section
from archive.models import CitationList, Document
from archive.papers import COUNT
from sources.citing.engine import EngineFailed
from sources.citing.formatted import Citation, Formatted
from sources.citing.styles import Style
from sources.models import Source
from sources.papers.formats import PAPERS
from tests.archive.listed import make_citation_list, plainly, put, put_titles, words_in
from tests.archive.results import text_of
from tests.archive.saved import page, signed_in
from tests.factories import make_document, make_post, make_source
from tests.html import faults
from tests.indexing import index_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_style")]
SOURCES = reverse("archive:source_list")


@pytest.fixture
def plain_style(monkeypatch: pytest.MonkeyPatch) -> None:
    """Citations as `plainly` makes them; the files are made by the real engine."""
    monkeypatch.setattr("archive.citation_lists.preview.formatted", plainly)
    monkeypatch.setattr("archive.papers.formatted", plainly)


def asked(address: str, name: str = "md", client: Client | None = None) -> Any:
    answer = (client or Client()).get(f"{address}{'&' if '?' in address else '?'}format={name}")
    assert answer.status_code == 200, answer.status_code
    return answer


def said(address: str, name: str = "md", client: Client | None = None) -> str:
    return str(asked(address, name, client).content.decode())


@pytest.fixture
def lamps() -> tuple[Client, CitationList]:
    client, user = signed_in(EDITOR)
    made = make_citation_list(user, "Lamps", intro="Of the quay.")
    document = make_document("The lamp is out.\nNobody looked.", source=make_source("Quay"))
    put(made, document.source)
    section = add_section(citation_list=made, heading="Seen", actor=user)
    entries = put(
        made, words_in(document, "The lamp is out."), make_post("Out again.").source, section=section
    )
    note_entry(entry=entries[0], note="The better copy.", was="", actor=user)
    return client, made


def test_a_list_is_what_its_page_shows(lamps: tuple[Client, CitationList]) -> None:
    client, made = lamps
    told = said(made.get_absolute_url(), client=client)
    body = told.partition("3 references in Chicago 18")[2]
    assert "exported" in body and f"<{settings.BASE_URL}{made.get_absolute_url()}>" in body
    order = ["Of the quay.", "Quay](", "[^1]", "# Seen", "> The lamp is out.[^2]", "¶ 1", "The better copy.", "Out again.](", "[^3]", "# Bibliography", "\\[*Quay*\\]"]  # fmt: skip
    places = [body.index(each) for each in order]
    assert places == sorted(places)
    assert body.count("\\[*Quay*\\]") == 1
    assert "It stands in full in note 3." in body
    assert re.search(r"\[\^2\]: \{Quay, 1\}|\[\^2\]: \\?\{Quay, 1\\?\}", body)


def test_a_list_in_another_look_is_asked_for_as_its_page_is(lamps: tuple[Client, CitationList]) -> None:
    client, made = lamps
    told = said(f"{made.get_absolute_url()}?style=apa&locale=de-DE", client=client)
    assert "references in APA 7" in told and "[^" not in told and "# Literaturverzeichnis" in told
    shown = page(client, f"{made.get_absolute_url()}?style=apa&locale=de-DE")
    assert "?style=apa&amp;locale=de-DE&amp;format=docx" in shown


def test_a_frozen_version_says_what_it_said(lamps: tuple[Client, CitationList]) -> None:
    client, made = lamps
    version = freeze_list(citation_list=made, actor=made.owner)
    address = version.get_absolute_url()
    before = said(address, client=client)
    Source.objects.filter(title="Quay").update(title="Mole")
    after = said(address, client=client)
    assert after.count("Quay") == before.count("Quay") and "Mole" not in after
    assert f"<{settings.BASE_URL}{address}>" in after and "# Seen" in after and "[^3]" in after
    assert '"title":"Quay"' in b"".join(asked(address, "csl", client)).decode().replace('": "', '":"')
    assert "format=docx" in page(client, address)
    assert client.get(f"{address}?format=wordperfect").status_code == 404
    Source.objects.update(state=State.DRAFT)
    key = share_list(citation_list=made, actor=made.owner)
    assert "0 references" in said(f"{address}?key={key}")


def test_withdrawn_words_of_a_post_are_in_no_file_of_a_version() -> None:
    _client, user = signed_in(EDITOR)
    made = make_citation_list(user)
    document = make_document("Out again.", source=make_post("Out again.").source)
    put(made, document.source, make_source("Quay"))
    version = freeze_list(citation_list=made, actor=user)
    address = f"{version.get_absolute_url()}?key={share_list(citation_list=made, actor=user)}"
    assert "2 references" in said(address) and "Out again" in said(address)
    Document.objects.filter(source=document.source).update(state=State.DRAFT)
    assert "1 reference " in said(address) and "Out again" not in said(address)
    assert "Out again" not in b"".join(asked(address, "csl")).decode()


def test_what_a_reader_may_not_see_is_in_no_file() -> None:
    made = make_citation_list(title="Lamps")
    put(made, make_source("Hidden", state=State.DRAFT), make_source("Seen"))
    key = share_list(citation_list=made, actor=made.owner)
    client, _user = signed_in(READER)
    for each in PAPERS:
        answer = asked(f"{made.get_absolute_url()}?key={key}", each.name, client)
        assert answer[COUNT] == "1" and answer["Content-Type"] == each.content_type
        assert key not in answer.content.decode("latin-1") and key not in answer["Link"]
    told = said(f"{made.get_absolute_url()}?key={key}", client=client)
    assert "Seen" in told and "Hidden" not in told
    assert client.get(f"{made.get_absolute_url()}?format=docx").status_code == 404
    assert "Hidden" not in said(SOURCES) and "1 reference in" in said(SOURCES)
    assert "2 references in" in said(SOURCES, client=signed_in(EDITOR)[0])


def test_a_page_of_sources_is_what_it_shows_in_its_order() -> None:
    make_source("Old", issued="2018"), make_source("New", issued="2019")
    make_source("Book", issued="2017", csl_type="book")
    told = said(f"{SOURCES}?sort=oldest")
    assert told.index("Book](") < told.index("Old](") < told.index("New](")
    answer = asked(f"{SOURCES}?type=book", "docx")
    assert unquote(answer["Content-Disposition"]) == 'attachment; filename="sources.docx"'
    assert answer["Link"] == f'<{settings.BASE_URL}{SOURCES}?type=book>; rel="canonical"'
    assert "sources-3.odt" in asked(SOURCES, "odt")["Content-Disposition"]


def test_a_search_is_what_it_finds() -> None:
    make_document("lamps here\nlamps there", source=make_source("Quarterly lamps"))
    index_everything()
    address = f"{reverse('archive:search')}?q=lamps&kind=passages"
    assert said(address).count("[^1]:") == 1
    assert f"]({settings.BASE_URL}{address})" in said(address)
    assert Client().get(f"{reverse('archive:search')}?q=lamps&kind=people&format=docx").status_code == 404


def test_the_style_chosen_last_is_taken_again() -> None:
    make_source("Quay")
    client = Client()
    assert "in Chicago 18" in said(SOURCES, client=client)
    assert "in APA 7" in said(f"{SOURCES}?style=apa", client=client)
    assert "in APA 7" in said(SOURCES, client=client)


def test_one_chooses_a_style_where_one_is_told_how_many_there_are() -> None:
    make_source("Quay"), make_source("Mole")
    shown = asked(f"{SOURCES}?sort=oldest&style=apa", "paper").content.decode()
    assert not faults(shown) and "2 references" in text_of(shown)
    assert '<input type="hidden" name="sort" value="oldest">' in shown
    assert 'value="apa" selected' in shown and 'name="format"' in shown
    assert "format=paper" in page(Client(), SOURCES)


def test_more_than_a_document_holds_is_refused_with_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("papers", "taking_along"):
        monkeypatch.setattr(f"archive.{module}.MOST", 1)
    make_source("Quay"), make_source("Mole")
    answer = Client().get(f"{SOURCES}?format=docx&sort=oldest")
    shown = answer.content.decode()
    assert answer.status_code == 413 and not faults(shown)
    assert "at most 1 references; these are 2" in text_of(shown)
    assert f'href="{SOURCES}?sort=oldest"' in shown
    assert "at most 1 references" in text_of(asked(SOURCES, "paper").content.decode())


def test_where_nothing_can_be_formatted_there_is_no_file(
    monkeypatch: pytest.MonkeyPatch, lamps: tuple[Client, CitationList]
) -> None:
    def fails(citations: list[Citation], style: Style, locale: str) -> list[Formatted]:
        raise EngineFailed("pandoc is tired")

    for module in ("papers", "citation_lists.preview"):
        monkeypatch.setattr(f"archive.{module}.formatted", fails)
    client, made = lamps
    for address in (SOURCES, made.get_absolute_url()):
        answer: HttpResponse = client.get(f"{address}?format=docx")  # type: ignore[assignment]
        assert answer.status_code == 503 and "Content-Disposition" not in answer
        assert "pandoc is tired" in text_of(answer.content.decode())


def test_the_menus_offer_each_document(lamps: tuple[Client, CitationList]) -> None:
    client, made = lamps
    for address in (SOURCES, made.get_absolute_url()):
        shown = page(client, address)
        for each in PAPERS:
            assert f'format={each.name}" download' in shown


@pytest.mark.parametrize("name", ["docx", "md"])
def test_the_count_of_queries_is_that_of_the_page(name: str, django_assert_num_queries: Any) -> None:
    client, user = signed_in(EDITOR)
    made = make_citation_list(user)
    put_titles(made, "One", "Two")
    with django_assert_num_queries(8):
        asked(made.get_absolute_url(), name, client)
    put_titles(made, *[f"Title {number}" for number in range(20)])
    with django_assert_num_queries(8):
        asked(made.get_absolute_url(), name, client)


def test_a_post_is_named_by_its_beginning_and_a_work_without_a_title_is_said_to_be_one() -> None:
    told = said(make_post("lamp " * 30).source.get_absolute_url())
    assert f"[{'lamp ' * 15}lamp…](" in told and "lamp " * 20 in told.partition("[^1]:")[2]
    assert "[A work without a title](" in said(make_source("", issued="2019").get_absolute_url())
