"""The reader page beside a bare view that answers the same bytes from a constant, same middleware."""

from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path as route
from pytest_django import DjangoAssertNumQueries, Settings

from archive.ingest import Arrival, ingest
from archive.models import Document
from archive.reading import read
from config.urls import urlpatterns as site
from tests.benchmarks.conftest import fastest
from tests.benchmarks.corpus import article
from tests.factories import make_user

POSTS, PASSAGES = 25, 100
# How many bare views a page drawn anew may cost: about twice what it did when this was written. Plain, a bare view is
# next to nothing; compressed, it is mostly compression.
ANEW = {"identity": 200, "gzip": 40}
constant = b""


def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but the bytes."""
    return HttpResponse(constant)


urlpatterns = [*site, route("bare/", bare)]


@pytest.fixture
def document(settings: Settings, tmp_path: Path) -> Document:
    settings.DATA_DIR = tmp_path / "data"
    settings.ROOT_URLCONF = __name__
    data = article(1, paragraphs=PASSAGES - 1 - 2 * POSTS, posts=POSTS)
    made = ingest(read(data), Arrival(data=data, method="file", public=True)).document
    assert (made.passages.count(), made.references.count()) == (PASSAGES, POSTS)
    return made


def test_the_reader_page_costs_at_most_five_bare_views(
    document: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """For a visitor and for a researcher, as both get it while nothing changes; and drawn anew, as after a change."""
    global constant  # noqa: PLW0603 - the view has no other way to know
    address = document.get_absolute_url()
    visitor, researcher = Client(), Client()
    researcher.force_login(make_user())
    for client, queries in ((visitor, 10), (researcher, 12)):
        with django_assert_max_num_queries(queries):
            constant = client.get(address).content
    stranger, colleague = anew(visitor), anew(researcher)
    for encoding, limit in ANEW.items():
        floor, given, given_researcher, drawn, drawn_researcher = fastest(
            *(
                partial(client.get, path, headers={"accept-encoding": encoding})
                for client, path in (
                    (researcher, "/bare/"),
                    (visitor, address),
                    (researcher, address),
                    (stranger, address),
                    (colleague, address),
                )
            )
        )
        print(
            f"\nreader, {len(constant) / 1024:.0f} kB, {encoding}, bare view {floor * 1e3:.2f} ms: "
            f"visitor {given * 1e3:.2f} ms ({given / floor:.1f} times), drawn anew {drawn * 1e3:.1f} ms "
            f"({drawn / floor:.0f}); researcher {given_researcher * 1e3:.2f} ms ({given_researcher / floor:.1f}), "
            f"drawn anew {drawn_researcher * 1e3:.1f} ms ({drawn_researcher / floor:.0f})"
        )
        assert given <= 5 * floor
        assert given_researcher <= 5 * floor
        assert max(drawn, drawn_researcher) <= limit * floor


def anew(client: Client) -> Client:
    """The same person with a cookie that the keep of finished pages does not know."""
    other = Client()
    other.cookies = SimpleCookie(client.cookies)
    other.cookies["drawn"] = "anew"
    return other
