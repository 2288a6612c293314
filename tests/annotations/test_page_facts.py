"""What pages of annotations and their subjects say to other programs."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from pyld import jsonld

from accounts.visibility import State
from annotations.models import SubjectKind
from annotations.models.claim import ClaimStatus
from tests import annotation_factories as say
from tests import factories as make

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def node_at(client: Client, path: str) -> dict[str, Any]:
    (block,) = BLOCK.findall(client.get(path).content.decode())
    return json.loads(block)  # type: ignore[no-any-return]


def expanded(node: dict[str, Any]) -> dict[str, Any]:
    """With the context that schema.org serves in short: every name is one of its vocabulary."""
    context = {"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}}

    def loaded(address: str, _options: Any) -> dict[str, Any]:
        return {
            "contextUrl": None,
            "documentUrl": address,
            "document": context,
            "contentType": "application/ld+json",
        }

    (found,) = jsonld.expand(node, {"documentLoader": loaded})
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("status", ClaimStatus.values)
def test_only_a_verdict_is_a_review(client: Client, status: str) -> None:
    claim = say.make_claim(status=status, claimed_by=make.make_agent("Ada Quill"))
    node = node_at(client, claim.subject.get_absolute_url())
    assert (node["@type"], node["name"], node["author"]["name"]) == ("Claim", claim.subject.name, "Ada Quill")
    assert ("review" in node) == (status in {"supported", "disputed", "refuted"})
    if "review" in node:
        rating = node["review"]["reviewRating"]
        assert rating == {"@type": "Rating", "alternateName": str(ClaimStatus(status).label)}
        linked = expanded(node)["https://schema.org/review"][0]
        assert linked["@type"] == ["https://schema.org/ClaimReview"]
        assert linked["https://schema.org/itemReviewed"] == [{"@id": node["@id"]}]


def test_who_claims_it_is_named_to_those_who_may_know(client: Client) -> None:
    claim = say.make_claim(claimed_by=make.make_agent("Secret Person", state=State.DRAFT))
    assert "author" not in node_at(client, claim.subject.get_absolute_url())
    client.force_login(make.make_user())
    assert node_at(client, claim.subject.get_absolute_url())["author"]["name"] == "Secret Person"


def test_a_leak_is_a_dataset_and_a_vendor_an_organisation(client: Client) -> None:
    leak, vendor = say.make_subject("A leak", kind=SubjectKind.LEAK), say.make_subject()
    assert node_at(client, leak.get_absolute_url())["@type"] == "Dataset"
    assert node_at(client, vendor.get_absolute_url())["@type"] == "Organization"


def test_an_annotation_quotes_the_work_that_its_words_stand_in(client: Client) -> None:
    annotation = say.make_annotation()
    answer = client.get(annotation.get_absolute_url())
    node = node_at(client, annotation.get_absolute_url())
    (place,) = annotation.targets.all()
    (quoted,) = node["about"]
    assert (node["@type"], node["text"]) == ("Comment", annotation.note)
    assert (quoted["@type"], quoted["text"]) == ("Quotation", place.exact)
    assert quoted["isPartOf"]["@id"].endswith(place.document.source.get_absolute_url())
    assert answer.content.decode().count("Z3988") == 1
    assert expanded(node)["@type"] == ["https://schema.org/Comment"]


def test_the_page_of_a_claim_has_a_span_for_each_source_that_it_rests_on(client: Client) -> None:
    claim = say.make_claim()
    for number in range(2):
        document = make.make_document(f"The lamps listened, {number}.")
        say.make_evidence(say.make_annotation("listened", document=document), claim.subject)
    assert client.get(claim.subject.get_absolute_url()).content.decode().count("Z3988") == 2


@pytest.mark.parametrize("path", ["/claims/", "/leaks/", "/vendors/", "/annotations/", "/tags/"])
def test_lists_name_their_rows(client: Client, path: str) -> None:
    annotation, claim = say.make_annotation(), say.make_claim()
    node = node_at(client, path)
    assert node["@type"] == "CollectionPage"
    rows = [each["url"] for each in node.get("mainEntity", {}).get("itemListElement", ())]
    here = {"/claims/": claim.subject.get_absolute_url(), "/annotations/": annotation.get_absolute_url()}.get(
        path
    )
    assert [each.partition("8000")[2] for each in rows] == ([here] if here else [])
