"""From page to page of the results, forth and back, by links alone."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.archive.results import answer, links, text_of
from tests.factories import make_document
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db


def test_pages_follow_each_other_and_lead_back(client: Client) -> None:
    make_document("\n".join(f"Lamp number {each}." for each in range(45)))
    index_everything()
    seen: list[str] = []
    html = answer(client, "lamp")
    first = links(html)
    for _page in range(2):
        seen += links(html)
        following = re.search(r'<a rel="next" href="([^"]*)"', html)
        assert following
        html = client.get(unescape(following[1])).content.decode()
    seen += links(html)
    assert len(seen) == len(set(seen)) == 45
    assert 'rel="next"' not in html
    back = re.search(r'<a href="([^"]*)">⇤', html)
    assert back
    assert links(client.get(unescape(back[1])).content.decode()) == first


@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_previous_leads_back_page_by_page(client: Client, sort: str) -> None:
    make_document("\n".join(f"Lamp number {each}." for each in range(45)))
    index_everything()
    pages = [answer(client, "lamp", sort=sort)]
    assert "45 in passages 1–20" in text_of(pages[0])
    assert 'rel="prev"' not in pages[0]
    for _page in range(2):
        pages.append(client.get(rel(pages[-1], "next")).content.decode())
    assert "41–45" in text_of(pages[2])
    assert 'rel="next"' not in pages[2]
    for earlier, later in zip(pages[1::-1], pages[:0:-1], strict=True):
        back = client.get(rel(later, "prev")).content.decode()
        assert links(back) == links(earlier)
        assert ("⇤" in back) == ("⇤" in earlier)


def rel(html: str, name: str) -> str:
    found = re.search(rf'<a rel="{name}" href="([^"]*)"', html)
    assert found
    return unescape(found[1])


def test_a_place_that_is_none_is_the_first_page(client: Client) -> None:
    make_document("A lamp.")
    index_everything()
    for way in ("after", "before"):
        html = answer(client, "lamp", **{way: "nonsense"})
        assert "cannot be read" in html
        assert len(links(html)) == 1
