"""In and out, and the pages that say what went wrong."""

import pytest
from django.test import Client
from django.test.client import RequestFactory
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error

from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db


def test_a_person_gets_in_and_out(client: Client) -> None:
    user = make.make_user(username="ada")
    answer = client.post("/login/", {"username": "ada", "password": make.PASSWORD, "next": "/documents/"})
    assert (answer.status_code, answer["Location"]) == (302, "/documents/")
    assert str(user) in client.get("/login/").content.decode()
    assert client.post("/logout/")["Location"] == "/"
    assert b"Log in" in client.get("/").content


def test_nobody_is_led_off_the_site(client: Client) -> None:
    make.make_user(username="ada")
    credentials = {"username": "ada", "password": make.PASSWORD}
    assert client.post("/login/", {**credentials, "next": "https://elsewhere.example/"})["Location"] == "/"


def test_a_wrong_password_is_said_and_the_name_kept(client: Client) -> None:
    html = client.post("/login/", {"username": "ada", "password": "wrong"}).content.decode()
    assert faults(html) == []
    assert "Please enter a correct username and password" in html
    assert 'value="ada"' in html
    assert "wrong" not in html.replace("went wrong", "")


def test_logging_out_takes_a_form(client: Client) -> None:
    assert client.get("/logout/").status_code == 405


@pytest.mark.parametrize("view", [bad_request, permission_denied, page_not_found])
def test_refusals_are_pages_of_the_site(rf: RequestFactory, view: object) -> None:
    response = view(rf.get("/somewhere/", headers={"host": "localhost"}), Exception("inner words"))  # type: ignore[operator]
    html = response.content.decode()
    assert faults(html) == []
    assert "css/components" in html
    assert "inner words" not in html


def test_a_fault_needs_nothing_to_be_said(rf: RequestFactory) -> None:
    html = server_error(rf.get("/")).content.decode()
    assert faults(html) == []
    assert "Something broke on our side" in html


def test_a_form_without_its_token_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/login/", {"username": "ada"})
    assert response.status_code == 403
    assert "This form could not be accepted" in response.content.decode()
