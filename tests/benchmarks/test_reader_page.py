"""The reader page beside a bare view that answers the same bytes from a constant, same middleware."""

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
from tests.benchmarks.conftest import median_seconds
from tests.benchmarks.corpus import article
from tests.factories import make_user

POSTS, PASSAGES = 25, 100
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
    document: Document, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    global constant  # noqa: PLW0603 - the view has no other way to know
    address = document.get_absolute_url()
    with django_assert_max_num_queries(10):
        constant = client.get(address).content
    researcher = Client()
    researcher.force_login(make_user())
    for encoding in ("identity", "gzip"):
        headers = {"accept-encoding": encoding}
        floor = median_seconds(lambda: client.get("/bare/", headers=headers), rounds=21)  # noqa: B023
        page = median_seconds(lambda: client.get(address, headers=headers), rounds=21)  # noqa: B023
        drawn = median_seconds(lambda: researcher.get(address, headers=headers), rounds=21)  # noqa: B023
        print(
            f"\nreader, {len(constant) / 1024:.0f} kB, {encoding}: {page * 1e3:.1f} ms for a visitor, "
            f"{drawn * 1e3:.1f} ms drawn anew for a researcher; bare view {floor * 1e3:.1f} ms; "
            f"ratio {page / floor:.1f} and {drawn / floor:.1f}"
        )
        assert page / floor <= 5
