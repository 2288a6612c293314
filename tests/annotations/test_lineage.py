"""From a claim back to the earliest Source: as a drawing and as a table."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.lineage import lineage_of
from annotations.models import Subject
from sources.models import Relation
from tests.annotation_factories import make_annotation, make_claim, make_evidence
from tests.annotations.desk import contested_claim, editor, page
from tests.factories import make_document, make_link, make_source
from tests.html import faults

pytestmark = pytest.mark.django_db
QUERIES = 14


def drawing_of(client: Client, subject: Subject) -> str:
    address = reverse("annotations:subject_lineage", args=[subject.kind, subject.slug])
    html = client.get(address).content.decode()
    assert faults(html) == []
    return html


def boxes(html: str) -> list[str]:
    return re.findall(r"picture__box--(\w+)", html)


def test_every_source_has_one_box_and_each_step_one_row(client: Client) -> None:
    claim = contested_claim(5)
    html = drawing_of(client, claim.subject)
    assert sorted(boxes(html)) == ["claim", *["earliest"] * 2, *["source"] * 4]
    assert html.count("<tr>") == html.count("picture__arrow") + 1
    assert "goes back to 2 sources" in html


def test_a_longer_way_moves_what_is_earlier_to_the_right() -> None:
    """One text rests on the oldest directly, another by a third."""
    oldest, between = make_source("The oldest"), make_source("Between")
    texts = [make_document(f"{number} lamps were out.") for number in range(2)]
    for one, other in ((texts[0].source, oldest), (texts[1].source, between), (between, oldest)):
        make_link(one, other, relation=Relation.REPORTS_ON)
    claim = make_claim("The lamps were out")
    for document in texts:
        make_evidence(make_annotation("lamps were out", document=document), claim.subject)
    lineage = lineage_of(claim.subject, AnonymousUser())
    assert lineage is not None
    columns = {box.node.words: box.node.column for box in lineage.picture.boxes}
    assert columns["The oldest"] == 3
    assert columns["Between"] == 2
    assert [each.name.words for each in lineage.earliest] == ["The oldest"]


def test_a_circle_of_quotations_is_drawn_too(client: Client) -> None:
    texts = [make_document(f"{number} lamps were out.") for number in range(2)]
    make_link(texts[0].source, texts[1].source, relation=Relation.CITES)
    make_link(texts[1].source, texts[0].source, relation=Relation.CITES)
    claim = make_claim("The lamps were out")
    for document in texts:
        make_evidence(make_annotation("lamps were out", document=document), claim.subject)
    assert len(boxes(drawing_of(client, claim.subject))) == 3


def test_where_nothing_is_tied_to_it_the_page_says_so(client: Client) -> None:
    assert "Nothing rests here yet" in drawing_of(client, make_claim("The lamps were out").subject)


def test_what_one_may_not_see_is_not_drawn(client: Client) -> None:
    claim = make_claim("The lamps were out")
    draft = make_document(
        "Lamps were out.", source=make_source("Secret", state=State.DRAFT), state=State.DRAFT
    )
    make_evidence(make_annotation("Lamps were out", document=draft), claim.subject)
    assert "Secret" not in drawing_of(client, claim.subject)
    assert "Secret" in drawing_of(editor(), claim.subject)


def test_the_claim_leads_there(client: Client) -> None:
    claim = contested_claim(1)
    assert reverse("annotations:subject_lineage", args=["claim", claim.subject.slug]) in page(claim.subject)


def test_the_number_of_queries_is_constant(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    claim = contested_claim(12)
    with django_assert_max_num_queries(QUERIES):
        drawing_of(client, claim.subject)
