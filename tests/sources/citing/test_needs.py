"""One table says what each type needs: the badge, the filter, the form and the document of it agree."""

import re
from pathlib import Path
from typing import Any

import pytest

from sources.citing.items import COLUMNS
from sources.citing.needs import PEOPLE, TYPES, WORDS, missing, need_words
from sources.models import Source, SourceType
from tests.factories import make_agent, make_post, make_source

DOCUMENT = Path(__file__).parents[3] / "docs" / "citations.md"


def test_the_table_has_every_type_and_only_fields_of_a_source() -> None:
    assert set(TYPES) == set(SourceType.values)
    for csl_type, cited in TYPES.items():
        assert cited.used - {PEOPLE} <= set(COLUMNS), csl_type
        needs = (*cited.required, *cited.wanted)
        assert {name for need in needs for name in need} <= cited.used
        assert all(need[0] in WORDS for need in needs), csl_type


def test_one_of_several_fields_will_do() -> None:
    assert missing("report", ["title", "issued", "publisher"]) == []
    assert missing("report", ["title", "issued"]) == [("contributors", "publisher", "authority")]
    assert need_words(("contributors", "publisher")) == "author"


@pytest.mark.django_db
def test_the_badge_and_the_filter_agree_for_every_type() -> None:
    agent = make_agent()
    for csl_type in SourceType.values:
        if csl_type == SourceType.POST:
            continue
        bare: dict[str, Any] = {"csl_type": csl_type, "container_title": "", "issued": ""}
        make_source("", **bare)
        make_source(**bare, publisher="Quay Press")
        make_source(**bare | {"issued": "2019"}, authority="Harbour Court", number="7")
        make_source(**bare | {"issued": "2019", "container_title": "The Sorrel Lantern"}, authors=[agent])
    make_post()
    lacking = set(Source.objects.needing_details().values_list("pk", flat=True))
    every = Source.objects.with_contributors()
    assert lacking == {source.pk for source in every if source.missing_details}
    assert 0 < len(lacking) < len(every)


def test_the_document_has_the_table() -> None:
    """docs/citations.md is read by people: a row of it that the code does not have would mislead them."""
    _before, _head, table = DOCUMENT.read_text(encoding="utf-8").partition(
        "| type | required | wanted |\n|---|---|---|\n"
    )
    rows = re.findall(r"^\| `([\w-]+)` \| ([^|]*) \| ([^|]*) \|$", table.partition("\n\n")[0], re.MULTILINE)
    assert {name: (required.split(), wanted.split()) for name, required, wanted in rows} == {
        str(csl_type): (
            ["/".join(need) for need in cited.required],
            ["/".join(need) for need in cited.wanted],
        )
        for csl_type, cited in TYPES.items()
    }
