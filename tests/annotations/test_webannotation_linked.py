"""Linked data: our JSON-LD goes through a JSON-LD processor without losing a term."""

import json
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from annotations.webannotation import CONTEXT_DOCUMENT, contexts, write, write_page
from annotations.webannotation.vocabulary import ANNO_CONTEXT, VOCABULARY
from tests.annotations.foreign import FULL

# The terms that we use, with the IRIs that the vocabulary gives them.
OUR_PART_OF_ANNO = json.loads((Path(__file__).parents[1] / "data/webannotation/anno.jsonld").read_text())
LAMPS = "https://lamps.example"


def load(url: str, _options: object = None) -> dict[str, Any]:
    """The two contexts, from here: nothing is asked of the network."""
    documents = {ANNO_CONTEXT: OUR_PART_OF_ANNO, f"{LAMPS}/ns/undersight.jsonld": CONTEXT_DOCUMENT}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": documents[url],
    }


def leaves(value: Any) -> list[str]:
    """Every single value in a document but its context, in order of their text."""
    if isinstance(value, dict):
        return sorted(leaf for name, each in value.items() if name != "@context" for leaf in leaves(each))
    if isinstance(value, list):
        return sorted(leaf for each in value for leaf in leaves(each))
    return [str(value)]


PAGE = {
    "@context": contexts(LAMPS),
    **write_page(
        f"{LAMPS}/annotations/?format=jsonld", [FULL], {"next": f"{LAMPS}/n", "partOf": f"{LAMPS}/c"}
    ),
}


@pytest.mark.parametrize("document", [write(FULL, LAMPS), PAGE], ids=["annotation", "page"])
def test_a_json_ld_processor_loses_nothing(document: dict[str, Any]) -> None:
    """Expanded to IRIs and compacted again, every value is still there: no term is unknown to the contexts."""
    expanded = jsonld.expand(document, {"documentLoader": load})
    compacted = jsonld.compact(expanded, document["@context"], {"documentLoader": load})
    assert leaves(compacted) == leaves(document)
    text = json.dumps(expanded)
    assert f'"{VOCABULARY}stance"' in text
    assert '"http://www.w3.org/ns/oa#exact"' in text


def test_that_check_would_see_a_lost_term() -> None:
    document = write(FULL, LAMPS) | {"colour": "red"}
    expanded = jsonld.expand(document, {"documentLoader": load})
    assert "red" not in json.dumps(expanded)
