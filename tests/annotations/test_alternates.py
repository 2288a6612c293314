"""Pages that can be had as data say so in their head, and what they name is there."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from tests.annotation_factories import make_evidence, make_subject, make_tag
from tests.annotations.desk import contested_claim, editor
from tests.archive.pages import seen

pytestmark = pytest.mark.django_db
ALTERNATE = re.compile(r'<link rel="alternate" type="([^"]*)" href="([^"]*)">')
LINKED, TABLE = "application/ld+json", "text/csv"
FEEDS = {"application/atom+xml", "application/feed+json"}


@pytest.fixture
def claim_page() -> str:
    make_tag("lamps", slug="lamps")
    claim = contested_claim()
    make_evidence(claim.subject.evidence.all()[0].annotation, make_subject("Works", slug="works"))
    return claim.subject.get_absolute_url()


def alternates(html: str, page: str) -> dict[str, str]:
    """The address of each, as a browser makes it out of what the page says."""
    found = {kind: unescape(address) for kind, address in ALTERNATE.findall(html)}
    assert html.index("</head>") > html.index('rel="alternate"')
    return {
        kind: address if address.startswith("/") else page.partition("?")[0] + address
        for kind, address in found.items()
    }


def streamed(client: Client, address: str) -> Iterator[bytes]:
    content = client.get(address).streaming_content  # type: ignore[attr-defined]
    return iter(content)


@pytest.mark.parametrize(
    "page",
    [
        "/annotations/?kind=claim",
        "/claims/?status=unreviewed",
        "/vendors/",
        "/tags/",
        "/tags/lamps/",
        "/vendors/works/",
    ],
)
def test_a_selection_is_there_as_linked_data_and_as_a_table(
    client: Client, claim_page: str, page: str
) -> None:
    named = alternates(seen(client, page), page)
    assert named.keys() - FEEDS == {LINKED, TABLE}
    assert all(value in named[LINKED] for value in page.partition("?")[2].split("&"))
    for kind, address in named.items():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(kind)


def test_pages_of_one_are_there_too(client: Client, claim_page: str) -> None:
    pair = f"/vendors/works/with{claim_page}"
    for page in (claim_page, pair):
        assert alternates(seen(client, page), page).keys() - FEEDS == {LINKED, TABLE}
    marked = re.search(r"/annotations/[0-9a-f-]{36}/", seen(client, "/annotations/"))
    assert marked
    named = alternates(seen(client, marked[0]), marked[0])
    assert named.keys() == {LINKED}
    assert client.get(named[LINKED]).json()["type"] == "Annotation"


def test_a_form_that_was_refused_still_names_the_page_that_it_stands_on(claim_page: str) -> None:
    answer = editor().post(f"{claim_page}status/", {"status": "refuted", "reason": ""})
    html = answer.content.decode()
    assert alternates(html, f"{claim_page}status/")[LINKED] == f"{claim_page}?format=jsonld"
    assert f'href="{claim_page}?format=csv" download' in html


def test_the_list_of_annotations_is_a_table_of_its_selection(client: Client, claim_page: str) -> None:
    rows = b"".join(streamed(client, "/annotations/?kind=claim&format=csv")).decode("utf-8-sig")
    assert rows.startswith("id,address,quote")
    assert rows.count("482 residents") == 3
    assert "482 residents" not in b"".join(streamed(client, "/annotations/?kind=note&format=csv")).decode()
