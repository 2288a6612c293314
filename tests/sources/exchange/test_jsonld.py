"""schema.org: one node for each item, in classes that search engines know."""

import json
from typing import Any

import pytest
from pyld import jsonld

from sources.exchange.jsonld import CLASSES, node_of, write
from sources.models import SourceType
from tests.sources.exchange.generated import generated


def test_a_graph_of_all_items_that_is_whole_json() -> None:
    items = list(generated(200))
    document = json.loads("".join(write(items)))
    assert document["@context"] == "https://schema.org"
    assert len(document["@graph"]) == len(items)
    assert json.loads("".join(write([])))["@graph"] == []


def test_a_newspaper_article() -> None:
    node = node_of(
        {
            "type": "article-newspaper",
            "title": "Lamps",
            "author": [{"family": "Quill", "given": "Ada"}, {"literal": "新华社"}],
            "container-title": "The Lantern",
            "issued": {"date-parts": [[2019, 12, 18]]},
            "URL": "https://example.org/lamps",
            "archive_location": "https://here/sources/x/",
            "volume": "7",
        }
    )
    assert node == {
        "@type": "NewsArticle",
        "@id": "https://here/sources/x/",
        "name": "Lamps",
        "url": "https://example.org/lamps",
        "sameAs": "https://example.org/lamps",
        "author": [
            {"@type": "Person", "name": "Ada Quill", "givenName": "Ada", "familyName": "Quill"},
            {"@type": "Thing", "name": "新华社"},
        ],
        "datePublished": "2019-12-18",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "7",
            "isPartOf": {"@type": "Newspaper", "name": "The Lantern"},
        },
    }


@pytest.mark.parametrize("csl_type", SourceType.values)
def test_every_type_has_a_class(csl_type: str) -> None:
    assert node_of({"type": csl_type})["@type"] == CLASSES.get(csl_type, ("CreativeWork",))[0]


def test_no_term_is_lost_to_a_processor() -> None:
    """As linked data, with the context that schema.org serves in short: every name is one of its vocabulary."""
    context = {
        "@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}
    }

    def loaded(address: str, _options: Any) -> dict[str, Any]:
        return {
            "contextUrl": None,
            "documentUrl": address,
            "document": context,
            "contentType": "application/ld+json",
        }

    item = {
        "type": "post",
        "title": "t",
        "author": [{"literal": "a"}],
        "archive_location": "https://here/posts/x/",
    }
    document = json.loads("".join(write([item])))
    (node,) = jsonld.expand(document, {"documentLoader": loaded})
    assert node["@type"] == ["https://schema.org/SocialMediaPosting"]
    assert node["https://schema.org/name"] == [{"@value": "t"}]
