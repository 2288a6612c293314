"""The pages of citation lists: for whom they are there, what they say, and every act as a plain form."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from archive.citation_lists.entries import remove_entry
from archive.citation_lists.freezing import freeze_list
from archive.citation_lists.lists import share_list
from archive.citation_lists.sections import add_section
from archive.models import CitationList, Document
from sources.citing.engine import EngineFailed
from tests.archive.listed import make_citation_list, put, put_titles, titles, words_in
from tests.archive.results import text_of
from tests.archive.saved import page, signed_in
from tests.factories import make_agent, make_document, make_post, make_source, make_user
from tests.html import faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_style")]


def mine(**values: Any) -> tuple[Client, CitationList]:
    client, user = signed_in(EDITOR)
    return client, make_citation_list(user, **values)


def act(client: Client, made: CitationList, act: str, **more: str) -> str:
    answer = client.post(f"{made.get_absolute_url()}entries/", {"act": act, **more}, follow=True)
    html: str = answer.content.decode()
    assert answer.status_code == 200 and not faults(html)
    return text_of(html)


def test_the_shelves_and_what_an_empty_one_teaches() -> None:
    client, made = mine(title="Lamps of the quay")
    other = make_citation_list(make_user(RESEARCHER), "Theirs", access="team")
    assert "Lamps of the quay" in page(client, "/lists/") and "Theirs" not in page(client, "/lists/")
    assert "Theirs" in page(client, "/lists/?show=shared")
    assert "put no list away" in page(client, "/lists/?show=archived")
    assert "Lamps of the quay" in page(client, "/lists/?q=QUAY")
    assert "No list with these words" in page(client, "/lists/?q=%00")
    client.post(f"{made.get_absolute_url()}do/archive/")
    assert "Add all to a list" in text_of(page(client, "/lists/"))
    assert "Lamps of the quay" in page(client, "/lists/?show=archived")
    assert client.post(f"{other.get_absolute_url()}do/archive/").status_code == 403


def test_who_makes_no_lists_has_none_of_these_pages_and_no_link_to_them() -> None:
    client, _user = signed_in(READER)
    made = make_citation_list()
    for address in ("/lists/", "/lists/new/", "/lists/add/?source=x", f"{made.get_absolute_url()}edit/"):
        assert client.get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert client.get(made.get_absolute_url()).status_code == 404
    shown = page(client, make_source().get_absolute_url())
    assert "Add to a list" not in shown and "/lists/" not in shown


def test_a_reader_with_the_link_reads_what_is_public_and_hears_of_nothing_else() -> None:
    made = make_citation_list(title="Lamps")
    put(made, make_source("Hidden", state=State.DRAFT), make_source("Seen"))
    freeze_list(citation_list=made, actor=made.owner)
    key = share_list(citation_list=made, actor=made.owner)
    client, _user = signed_in(READER)
    for address in (
        f"{made.get_absolute_url()}?key={key}",
        f"{made.get_absolute_url()}versions/1/?key={key}",
    ):
        shown = page(client, address)
        assert "Seen" in shown and "Hidden" not in shown and "1 entry" in text_of(shown)
        assert not re.search(r"draft|2 entries|Edit", text_of(shown))
        assert Client().get(address.replace(key[:5], "wrong")).status_code == 404
    data = client.get(f"{made.get_absolute_url()}?key={key}&format=csl")
    told = b"".join(data).decode()
    assert "Seen" in told and "Hidden" not in told
    shown = page(_client_of(made), made.get_absolute_url())
    assert "1 entry is a draft" in text_of(shown)


def _client_of(made: CitationList) -> Client:
    client = Client()
    client.force_login(made.owner)
    return client


def test_a_new_list_keeps_what_was_typed_where_it_cannot_be_made() -> None:
    client, _user = signed_in(EDITOR)
    given = {
        "title": "",
        "intro": "Of the quay",
        "style": "apa",
        "locale": "de-DE",
        "order": "date",
        "access": "team",
    }
    answer = client.post("/lists/new/", given).content.decode()
    assert "This field is required" in answer and "Of the quay" in answer
    client.post("/lists/new/", given | {"title": "Lampen"})
    made = CitationList.objects.get()
    assert [getattr(made, name) for name in given] == [
        "Lampen",
        "Of the quay",
        "apa",
        "de-DE",
        "date",
        "team",
    ]


def test_the_look_that_a_page_asks_for_is_shown_and_not_kept() -> None:
    client, made = mine()
    put(made, make_source("B", issued="2020"), make_source("A", issued="2019"))
    html = page(client, f"{made.get_absolute_url()}edit/?order=date&style=apa")
    assert html.index("[<i>A</i>]") < html.index("[<i>B</i>]")
    shown = text_of(html)
    assert "Nothing can be moved by hand" in shown
    part = client.get(f"{made.get_absolute_url()}edit/preview/?order=date").content.decode()
    assert part.lstrip().startswith('<div id="list-work"') and "<html" not in part
    assert CitationList.objects.get().order == "hand"


def test_every_act_is_a_plain_form() -> None:
    client, made = mine()
    section = add_section(citation_list=made, heading="Quay", actor=made.owner)
    one, two, three = put_titles(made, "One", "Two", "Three")
    assert "Now number 2 of 3 in its section" in act(client, made, f"down:{one.pk}")
    act(client, made, f"place:{three.pk}", after=str(two.pk))
    assert titles(made) == ["Two", "Three", "One"]
    act(client, made, f"place:{two.pk}", section=str(section.pk), after="")
    assert titles(made) == ["Three", "One", "[Quay]", "Two"]
    assert "Taken out" in act(client, made, f"remove:{three.pk}")
    assert "back in its place" in act(client, made, f"restore:{three.pk}")
    assert "at the end of the list" in act(client, made, "add-section", heading="Mole")
    act(client, made, f"section-up:{made.sections.last().pk}")  # type: ignore[union-attr]
    act(client, made, f"section-rename:{section.pk}", **{f"heading-{section.pk}": "The quay"})
    assert [each.heading for each in made.sections.all()] == ["Mole", "The quay"]
    act(client, made, f"section-remove:{section.pk}")
    assert titles(made) == ["Three", "One", "[Mole]", "Two"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("", "Say what to do"),
        ("fly:1", "Say what to do"),
        ("up:999999", "not in the list"),
        ("up", "not in the list"),
        ("up:999999999999999999999", "Say what to do"),
        ("add-section", "This field is required"),
        ("section-rename:ONE", "Say what to do"),
    ],
)
def test_what_makes_no_sense_is_said(sent: str, said: str) -> None:
    client, made = mine()
    put_titles(made, "One")
    assert said in act(client, made, sent)
    assert titles(made) == ["One"]


def test_a_page_that_is_open_gets_the_entries_alone() -> None:
    client, made = mine()
    one, _two = put_titles(made, "One", "Two")
    address = f"{made.get_absolute_url()}entries/"
    answer = client.post(address, {"act": f"down:{one.pk}"}, headers={"HX-Request": "true"}).content.decode()
    assert answer.index("[<i>Two</i>]") < answer.index("[<i>One</i>]")
    assert 'data-said="Now number 2 of 2' in answer and "<html" not in answer
    refused = client.post(address, {"act": f"place:{one.pk}", "after": "x"}, headers={"HX-Request": "true"})
    assert 'role="alert">“x” is no place.' in refused.content.decode()


def test_a_note_and_a_place_by_number() -> None:
    client, made = mine()
    section = add_section(citation_list=made, heading="Quay", actor=made.owner)
    one, two = put_titles(made, "One", "Two")
    address = f"{made.get_absolute_url()}entries/{two.pk}/"
    assert 'value="2"' in page(client, address)
    given = {"note": "See\r\nthere.", "was": "", "section": "", "number": "1"}
    client.post(address, given)
    assert titles(made) == ["Two", "One"]
    assert "See<br>there." in page(client, f"{made.get_absolute_url()}edit/")
    client.post(address, given | {"was": "See\nthere.", "section": str(section.pk), "number": ""})
    assert titles(made) == ["One", "[Quay]", "Two"]
    refused = client.post(
        address, {"note": "Mine", "was": "Old", "section": "", "number": "1"}
    ).content.decode()
    assert "Somebody else wrote meanwhile" in refused and "Mine" in refused
    assert titles(made) == ["One", "[Quay]", "Two"]
    remove_entry(entry=one, actor=made.owner)
    assert client.get(f"{made.get_absolute_url()}entries/{one.pk}/").status_code == 404


def test_what_is_missing_has_the_link_that_mends_it() -> None:
    client, made = mine()
    source, post = make_source("", issued=""), make_post(issued="")
    put(made, source, post.source)
    shown = page(client, f"{made.get_absolute_url()}edit/")
    assert "2 entries have something missing or doubtful" in text_of(shown)
    assert f'{source.get_absolute_url()}edit/#id_issued"' in shown
    assert f'{post.get_absolute_url()}edit/#id_issued"' in shown
    doubted = make_source("SHOUTED IN CAPITALS", authors=[make_agent()])
    put(made, doubted)
    shown = page(client, f"{made.get_absolute_url()}edit/")
    assert f'{doubted.get_absolute_url()}edit/#id_title"' in shown and "doubtful" in text_of(shown)
    assert "keeps 1 of these out of its bibliography" in text_of(shown)


def test_where_nothing_can_be_formatted_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise EngineFailed("no pandoc here")

    monkeypatch.setattr("archive.citation_lists.preview.formatted", fail)
    client, made = mine()
    put_titles(made, "One")
    shown = text_of(page(client, made.get_absolute_url()))
    assert "cannot be made now: no pandoc here" in shown and "One" in shown


def test_withdrawn_words_of_a_post_are_nowhere_on_the_page_of_a_version() -> None:
    made = make_citation_list()
    put(made, make_post("Unlamped again.").source)
    version = freeze_list(citation_list=made, actor=made.owner)
    address = f"{version.get_absolute_url()}?key={share_list(citation_list=made, actor=made.owner)}"
    assert "Unlamped" in page(Client(), address)
    Document.objects.update(state=State.DRAFT)
    assert "were withdrawn since" in page(Client(), address)
    assert "Unlamped" not in page(Client(), address)  # one word: COinS are written as addresses are


def test_a_list_outlives_its_style() -> None:
    client, made = mine()
    put_titles(made, "One")
    CitationList.objects.update(style="house-style")  # as after its withdrawal: no style of that name is here
    for address in (made.get_absolute_url(), f"{made.get_absolute_url()}edit/"):
        shown = text_of(page(client, address))
        assert "One" in shown and "“house-style”, was withdrawn" in shown
        assert "was withdrawn" not in text_of(page(client, f"{address}?style=apa"))
    assert client.get(f"{made.get_absolute_url()}?format=csl").status_code == 200
    frozen = client.post(f"{made.get_absolute_url()}freeze/", follow=True).content.decode()
    assert "was withdrawn: choose another" in text_of(frozen) and not made.versions.exists()


def test_a_source_stands_once_in_the_data_and_an_unknown_format_is_not_there() -> None:
    client, made = mine()
    document = make_document("The lamp.", source=make_source("Lamps"))
    put(made, words_in(document, "lamp"), document.source)
    answer = client.get(f"{made.get_absolute_url()}?format=csl")
    told = b"".join(answer).decode()
    assert told.count(document.source.public_id) >= 1 and told.count('"Lamps"') == 1
    assert "attachment" in answer["Content-Disposition"] and answer["X-Item-Count"] == "1"
    assert client.get(f"{made.get_absolute_url()}?format=nonsense").status_code == 404


def test_frozen_shared_copied_and_ended() -> None:
    client, made = mine(title="Lamps")
    put_titles(made, "One")
    base = made.get_absolute_url()
    answer = client.post(f"{base}freeze/", {"remark": "As sent"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{base}versions/1/"
    assert "Nothing in the list has changed since" in text_of(answer.content.decode())
    assert "version" in page(client, base).lower() and client.get(f"{base}versions/2/").status_code == 404
    client.post(f"{base}do/share/")
    made.refresh_from_db()
    assert made.share_key and made.share_key in page(client, f"{base}edit/")
    other, _user = signed_in(RESEARCHER)
    assert other.post(f"{base}copy/").status_code == 404
    copied = other.post(f"{base}copy/", {"key": made.share_key}, follow=True)
    assert "Lamps (copy)" in copied.content.decode()
    client.post(f"{base}do/unshare/")
    assert client.post(f"{base}do/nonsense/").status_code == 404
    made.refresh_from_db()
    assert made.share_key is None


def test_the_pages_cost_the_same_whatever_the_length(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client, made = mine()
    for count in (3, 30):
        put_titles(made, *[f"{count}.{each}" for each in range(count)])
        put(made, *[words_in(make_document("The lamp."), "lamp") for _each in range(count)])
        for address, queries in ((made.get_absolute_url(), 10), (f"{made.get_absolute_url()}edit/", 12)):
            client.get(address)
            with django_assert_num_queries(queries):
                client.get(address)
