"""A finished page is given again to the person it was made for, and to nobody else, and only as long as it is theirs."""

import re
import time
from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import path
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.roles import EDITOR, RESEARCHER
from accounts.visibility import State
from archive.models import Document
from archive.views.finished import finished
from config.urls import urlpatterns as pages
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PUBLISH = "publish/"


@pytest.fixture
def document() -> Document:
    return make.make_document("Lamps.", source=make.make_source("First title"))


def signed_in(username: str = "ann", role: str = RESEARCHER, **options: bool) -> Client:
    """A browser in which that person has opened a page before: it has both cookies."""
    client = Client(**options)  # type: ignore[arg-type]
    client.force_login(make.make_user(role, username=username))
    client.get("/documents/")
    assert set(client.cookies) == {site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME}
    return client


def read(client: Client, document: Document, query: str = "") -> str:
    response = client.get(document.get_absolute_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def is_given_again(client: Client, document: Document) -> bool:
    """A drawn page has a mask of its own over its token, so only the very same page has the same bytes."""
    return read(client, document) == read(client, document)


def test_a_page_is_given_again_for_the_price_of_asking_who_it_is(
    document: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ann = signed_in()
    drawn = ann.get(document.get_absolute_url())
    with django_assert_num_queries(3):
        again = ann.get(document.get_absolute_url())
    assert again.content == drawn.content
    assert dict(again.items()) == dict(drawn.items())
    assert "Cookie" in again["Vary"]
    sent = again.cookies[site.CSRF_COOKIE_NAME]
    assert sent["max-age"] == site.CSRF_COOKIE_AGE
    assert sent.value == drawn.cookies[site.CSRF_COOKIE_NAME].value


def test_nobody_gets_the_page_of_somebody_else_even_with_the_same_secret(document: Document) -> None:
    ann, bob, visitor = signed_in("ann"), signed_in("bob"), Client()
    for other in (bob, visitor):
        other.cookies[site.CSRF_COOKIE_NAME] = ann.cookies[site.CSRF_COOKIE_NAME].value
    assert ">ann</span>" in read(ann, document)
    assert is_given_again(ann, document)
    for _ in range(2):
        assert ">bob</span>" in read(bob, document)
        assert "Log in" in read(visitor, document)


def test_two_browsers_of_one_person_have_each_their_own_token(document: Document) -> None:
    one, other = signed_in(), Client()
    other.force_login(User.objects.get(username="ann"))
    other.get("/documents/")
    assert is_given_again(one, document)
    assert is_given_again(other, document)
    assert TOKEN.findall(read(one, document)) != TOKEN.findall(read(other, document))


def test_who_logs_out_is_nobody_at_once_and_so_is_the_session(document: Document) -> None:
    ann = signed_in()
    assert is_given_again(ann, document)
    old = SimpleCookie(ann.cookies)
    ann.post("/logout/")
    assert "Log in" in read(ann, document)
    thief = Client()
    thief.cookies = old
    assert "Log in" in read(thief, document)


def test_a_session_that_ends_by_itself_ends_the_page_with_it(document: Document) -> None:
    ann = signed_in()
    session = ann.session
    session.set_expiry(1)
    session.save()
    assert is_given_again(ann, document)
    time.sleep(1.1)
    assert "Log in" in read(ann, document)


def test_who_may_no_longer_gets_another_page_at_once(document: Document) -> None:
    ann = signed_in()
    assert is_given_again(ann, document)
    assert "Edit its details" in read(ann, document)
    User.objects.get().groups.clear()
    assert "Edit its details" not in read(ann, document)
    Document.objects.update(state=State.DRAFT)
    assert ann.get(document.get_absolute_url()).status_code == 404
    User.objects.get().groups.add(Group.objects.get(name=RESEARCHER))
    assert ">ann</span>" in read(ann, document)
    User.objects.update(is_active=False)
    assert ann.get(document.get_absolute_url()).status_code == 404


def test_a_new_password_ends_the_sessions_of_the_old_one(document: Document) -> None:
    ann = signed_in()
    assert is_given_again(ann, document)
    person = User.objects.get()
    person.set_password("another long password")
    person.save()
    assert "Log in" in read(ann, document)


def test_a_change_by_another_connection_shows_at_once(document: Document) -> None:
    ann = signed_in()
    assert is_given_again(ann, document)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE sources_source SET title = 'Second title'")
    finally:
        other.close()
    assert "Second title" in read(ann, document)
    assert is_given_again(ann, document)


@pytest.mark.parametrize("kept_in", ["cookie", "session"])
def test_a_message_is_shown_once(settings: Settings, document: Document, kept_in: str) -> None:
    settings.MESSAGE_STORAGE = f"django.contrib.messages.storage.{kept_in}.{kept_in.title()}Storage"
    Document.objects.update(state=State.DRAFT)
    edith = signed_in("edith", EDITOR)
    assert 'class="messages"' not in read(edith, document)
    edith.post(document.get_absolute_url() + PUBLISH)
    shown = ['class="messages"' in read(edith, document) for _ in range(3)]
    assert shown == [True, False, False]
    edith.cookies.pop("messages", None)  # a browser drops it when told so, this one keeps it empty
    assert is_given_again(edith, document)


def test_a_form_on_a_page_given_again_is_taken(document: Document) -> None:
    Document.objects.update(state=State.DRAFT)
    edith = signed_in("edith", EDITOR, enforce_csrf_checks=True)
    assert is_given_again(edith, document)
    (token, *_others) = TOKEN.findall(read(edith, document))
    stranger = signed_in("eve", EDITOR, enforce_csrf_checks=True)
    address, values = document.get_absolute_url() + PUBLISH, {"csrfmiddlewaretoken": token}
    assert stranger.post(address, values).status_code == 403
    assert edith.post(address, values).status_code == 302
    assert Document.objects.get().state == State.PUBLIC


def test_another_address_has_another_mask(document: Document) -> None:
    """What a stranger can vary never stands beside the same masked token twice."""
    ann = signed_in()
    queries = ("", "?guess=a", "?guess=b")
    tokens = [TOKEN.findall(read(ann, document, query))[0] for query in queries]
    assert len(set(tokens)) == 3
    assert tokens == [TOKEN.findall(read(ann, document, query))[0] for query in queries]


@pytest.mark.parametrize("name", ["other", "messages"])
def test_a_cookie_that_is_not_known_makes_a_page_of_its_own(document: Document, name: str) -> None:
    ann = signed_in()
    assert is_given_again(ann, document)
    ann.cookies[name] = "1"
    assert not is_given_again(ann, document)


@pytest.mark.parametrize("secret", [None, "too-short", "!" * 32])
def test_a_new_secret_is_for_one_answer(document: Document, secret: str | None) -> None:
    """Who comes without a secret that is one gets it with the page: the next who comes so gets another."""
    tokens = set()
    session = signed_in().cookies[site.SESSION_COOKIE_NAME].value
    for _ in range(3):
        browser = Client()
        browser.cookies[site.SESSION_COOKIE_NAME] = session
        if secret is not None:
            browser.cookies[site.CSRF_COOKIE_NAME] = secret
        tokens.add(TOKEN.findall(read(browser, document))[0])
    assert len(tokens) == 3


def a_cookie(_request: HttpRequest, response: HttpResponse) -> None:
    response.set_cookie("seen", "1")


def a_change_of_the_session(request: HttpRequest, _response: HttpResponse) -> None:
    request.session["seen"] = True


def a_message(request: HttpRequest, _response: HttpResponse) -> None:
    messages.success(request, "Seen.")


def a_failure(_request: HttpRequest, response: HttpResponse) -> None:
    response.status_code = 404


def a_new_secret(request: HttpRequest, _response: HttpResponse) -> None:
    request.META["CSRF_COOKIE"] = "n" * 32
    get_token(request)


def a_header(_request: HttpRequest, response: HttpResponse) -> None:
    response["Cache-Control"], response["Content-Type"] = "private", "text/plain"


Deed = Callable[[HttpRequest, HttpResponse], None]
LEFT_BEHIND = (a_cookie, a_change_of_the_session, a_message, a_failure, a_new_secret)
times: list[str] = []


def view_that_leaves(deed: Deed) -> Callable[..., HttpResponseBase]:
    @finished
    def view(request: HttpRequest) -> HttpResponse:
        times.append(deed.__name__)
        response = HttpResponse(f"Drawn {len(times)} times.")
        deed(request, response)
        return response

    return view


@pytest.fixture
def stubs(settings: Settings) -> None:
    """The views of this file beside the site's; and a session that is no row, so that no write gives it away."""
    settings.ROOT_URLCONF = __name__
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"


def say(request: HttpRequest) -> HttpResponse:
    messages.success(request, "The lamps are lit.")
    return HttpResponse()


urlpatterns = [
    path("say", say),
    *(path(deed.__name__, view_that_leaves(deed)) for deed in (*LEFT_BEHIND, a_header)),
    *pages,
]


@pytest.mark.usefixtures("stubs")
@pytest.mark.parametrize("deed", LEFT_BEHIND)
def test_an_answer_that_leaves_something_behind_is_never_given_again(deed: Deed) -> None:
    answers = set()
    ann = signed_in()
    cookies = SimpleCookie(ann.cookies)
    for _ in range(3):
        ann.cookies = SimpleCookie(cookies)
        answers.add(ann.get(f"/{deed.__name__}").content)
    assert len(answers) == 3


@pytest.mark.usefixtures("stubs")
def test_a_message_that_no_row_holds_is_shown_all_the_same(document: Document) -> None:
    ann = signed_in()
    assert is_given_again(ann, document)
    ann.get("/say")
    assert ["The lamps are lit." in read(ann, document) for _ in range(2)] == [True, False]


@pytest.mark.usefixtures("stubs")
def test_the_headers_of_a_page_come_with_it() -> None:
    ann = signed_in()
    drawn, again = ann.get("/a_header"), ann.get("/a_header")
    assert again.content == drawn.content
    assert (again["Cache-Control"], again["Content-Type"]) == ("private", "text/plain")
