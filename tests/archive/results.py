"""What tests of the page of results ask of it."""

import re
from html import unescape
from urllib.parse import urlencode

from django.test import Client

from annotations.models import Kind, SubjectKind
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject, make_tag
from tests.factories import make_agent, make_document, make_post, make_source, make_thread
from tests.html import faults
from tests.indexing import index_everything


def answer(client: Client, q: str, **more: str) -> str:
    response = client.get(f"/search/?{urlencode({'q': q} | more)}")
    assert response.status_code == 200
    html = response.content.decode()
    assert not faults(html)
    return html


def links(html: str, inside: str = "hit__title") -> list[str]:
    return [unescape(each) for each in re.findall(rf'class="{inside}"><a href="([^"]*)"', html)]


def titles(html: str) -> list[str]:
    return re.findall(r'hit__title"><a [^>]*>([^<]*)', html)


def tabs(html: str) -> dict[str, str]:
    """Name in words to count in words."""
    row = html.partition('class="search-tabs"')[2].partition("</nav>")[0]
    found = re.findall(r'<li><a [^>]*>([^<]+?)(?: <span class="search-tabs__count">([^<]*)</span>)?</a>', row)
    return dict(found)


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition("<main")[2])).split())


def facet_links(html: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<a href="([^"]*)" rel="nofollow"', html)]


def keep_one_of_each() -> None:
    """One of each kind, with a lamp in it."""
    agent = make_agent("Ada Lamp 羽安")
    make_thread(account=None)
    make_post("The lamp is out again.")
    document = make_document(
        "A lamp on the quay.\nNobody looked at it.", source=make_source("Lamp and harbour", authors=[agent])
    )
    said = make_annotation("lamp", document=document, kind=Kind.VENDOR, note="The lamp of the quay.")
    make_evidence(said, make_subject("Lamp Works"))
    make_claim("A lamp listened.")
    make_subject("Lamp leak", kind=SubjectKind.LEAK)
    make_tag("lamp")
    index_everything()
