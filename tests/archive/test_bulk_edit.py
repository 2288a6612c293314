"""One change to many sources: who, which, before and after, all or none, and all of it taken back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry, Batch
from accounts.roles import READER
from sources.merging.bulk import MOST, preview
from sources.merging.changes import Change, Precision, coarser
from sources.models import Source
from tests import factories as make
from tests.archive.pages import listed, seen, signed_in, words_of
from tests.indexing import differences, index_everything

pytestmark = pytest.mark.django_db
ADDRESS = "/sources/change/"


def picked(*sources: Source, **more: str) -> dict[str, Any]:
    return {"pick": [each.public_id for each in sources], **more}


def written(client: Client, query: dict[str, Any]) -> Batch:
    """Looked at and then written."""
    context = client.get(ADDRESS, query).context
    values = {"seen": context["seen"], **dict(context["sent"])}
    answer = client.post(f"{ADDRESS}?{context['request'].META['QUERY_STRING']}", values)
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.latest("pk")


def test_rows_can_be_ticked_by_those_who_may_write() -> None:
    source = make.make_source("One")
    page = listed("source_list", client=signed_in())
    assert f'name="pick" value="{source.public_id}" form="selection"' in page
    assert "Change the one that matches" in page
    for client in (Client(), signed_in(READER)):
        assert 'name="pick"' not in listed("source_list", client=client)


def test_one_sees_each_before_and_after_and_nothing_is_written() -> None:
    one, other = make.make_source("One", publisher="Quay"), make.make_source("Other")
    page = words_of(
        seen(
            signed_in(),
            f"{ADDRESS}?pick={one.public_id}&pick={other.public_id}&field=publisher&value=Quay+Press",
        )
    )
    assert "2 would change" in page
    assert "One Quay Quay Press" in page
    one.refresh_from_db()
    assert one.publisher == "Quay"


@pytest.mark.parametrize(
    ("query", "field", "after"),
    [
        ({"field": "csl_type", "value": "report"}, "csl_type", "report"),
        ({"field": "container_title", "value": "The Quay"}, "container_title", "The Quay"),
        (
            {"field": "container_title", "find": "Lantern", "value": "Lamp"},
            "container_title",
            "The Sorrel Lamp",
        ),
        ({"field": "language", "value": "ZH-hans"}, "language", "zh-Hans"),
        ({"field": "issued", "value": "month"}, "issued", "2019-12"),
    ],
)
def test_each_field_is_written_in_all_of_them(query: dict[str, Any], field: str, after: str) -> None:
    sources = [make.make_source(f"Source {number}") for number in range(3)]
    index_everything()
    written(signed_in(), picked(*sources, **query))
    assert set(Source.objects.values_list(field, flat=True)) == {after}
    assert differences() == []


def test_a_contributor_is_added_behind_those_that_are_there() -> None:
    one = make.make_source("One", authors=[make.make_agent("Ada Quill")])
    other = make.make_source("Other")
    written(signed_in(), picked(one, other, field="contributors", value="Bo Reed", role="editor"))
    assert [str(each) for each in one.contributions.all()] == ["Ada Quill", "Bo Reed"]
    assert other.contributions.get().agent == one.contributions.get(role="editor").agent


def test_all_that_match_the_filters_are_meant() -> None:
    make.make_source("In", container_title="The Quay")
    make.make_source("Out")
    client = signed_in()
    written(client, {"all": "1", "where": "outlet=quay", "field": "publisher", "value": "Quay Press"})
    assert [each.title for each in Source.objects.filter(publisher="Quay Press")] == ["In"]


def test_all_of_it_is_taken_back_but_what_somebody_changed_since() -> None:
    one, other = make.make_source("One", publisher="Old"), make.make_source("Other")
    index_everything()
    client = signed_in()
    batch = written(client, picked(one, other, field="publisher", value="New"))
    Source.objects.filter(pk=other.pk).update(publisher="By hand")
    page = client.post(f"{ADDRESS}{batch.public_id}/undo/", follow=True)
    words = words_of(page.content.decode())
    assert "1 source is as it was." in words
    assert f"Changed since, and left as they are: {other.public_id}." in words
    assert sorted(Source.objects.values_list("publisher", flat=True)) == ["By hand", "Old"]
    again = client.post(f"{ADDRESS}{batch.public_id}/undo/", follow=True)
    assert "taken back already" in again.content.decode()


def test_the_page_of_the_change_says_what_it_was() -> None:
    one = make.make_source("One", publisher="Old")
    client = signed_in()
    batch = written(client, picked(one, field="publisher", value="New", reason="A slip."))
    page = words_of(seen(client, f"{ADDRESS}{batch.public_id}/"))
    assert f"{one.public_id} Publisher Old New" in page
    assert AuditEntry.objects.filter(batch=batch, verb="edited").get().reason == "A slip."
    assert (
        client.get(f"/ingest/batches/{batch.public_id}/")
        .headers["Location"]
        .endswith(f"{ADDRESS}{batch.public_id}/")
    )


def test_what_was_not_seen_is_not_written() -> None:
    one = make.make_source("One", publisher="Old")
    client = signed_in()
    query = picked(one, field="publisher", value="New")
    context = client.get(ADDRESS, query).context
    Source.objects.filter(pk=one.pk).update(publisher="Meanwhile")
    values = {"seen": context["seen"], **dict(context["sent"])}
    page = client.post(f"{ADDRESS}?{context['request'].META['QUERY_STRING']}", values)
    assert "Some of them have changed since the preview" in page.content.decode()
    assert "Meanwhile" in page.content.decode()
    assert Source.objects.get().publisher == "Meanwhile"
    assert not Batch.objects.exists()


def test_one_that_cannot_be_written_leaves_all_as_they_were() -> None:
    for _each in range(2):
        make.make_agent("Ada Quill")
    sources = [make.make_source(f"Source {number}") for number in range(2)]
    client = signed_in()
    context = client.get(
        ADDRESS, picked(*sources, field="contributors", value="Ada Quill", role="author")
    ).context
    values = {"seen": context["seen"], **dict(context["sent"])}
    page = client.post(f"{ADDRESS}?{context['request'].META['QUERY_STRING']}", values)
    assert "Several agents go by" in page.content.decode()
    assert not AuditEntry.objects.filter(verb="edited").exists()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Nothing is ticked"),
        ("pick=nowhere&pick=%00", "Nothing is ticked"),
        ("all=1&where=&field=nonsense", "Select a valid choice"),
        ("all=1&where=&field=language&value=not a tag", "is not a language tag"),
        ("all=1&where=&field=csl_type&value=post", "Select a valid choice"),
        ("all=1&where=&field=publisher&value=Same", "They all say that already"),
    ],
)
def test_what_makes_no_sense_is_said(query: str, says: str) -> None:
    if query.startswith("all"):
        make.make_source("One", publisher="Same")
    assert says in seen(signed_in(), f"{ADDRESS}?{query}")


def test_who_may_not_write_is_not_let_in() -> None:
    assert signed_in(READER).get(ADDRESS).status_code == 403
    assert signed_in().get(f"{ADDRESS}nowhere/").status_code == 404


def test_more_than_a_person_can_look_through_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST >= 100
    monkeypatch.setattr("archive.views.bulk.MOST", 1)
    make.make_source("One")
    make.make_source("Two")
    assert "Narrow the list first" in seen(signed_in(), f"{ADDRESS}?all=1&field=publisher&value=x")


def test_a_preview_costs_the_same_for_more() -> None:
    costs = []
    for count in (1, 5):
        for number in range(count):
            make.make_source(f"Source {number}", authors=[make.make_agent()])
        with CaptureQueriesContext(connection) as queries:
            preview(Source.objects.all(), Change("publisher", "New"))
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("edtf", "precision", "after"),
    [
        ("2019-12-18", "year", "2019"),
        ("2019-12-18", "month", "2019-12"),
        ("2019-12-18~", "month", "2019-12~"),
        ("2019-12-18T09:30Z", "month", "2019-12"),
        ("2019", "month", "2019"),
        ("", "year", ""),
        ("2019-12/2020-01", "year", "2019-12/2020-01"),
        ("-0044-03-15", "year", "-0044-03-15"),
    ],
)
def test_a_date_is_made_less_exact_never_more(edtf: str, precision: str, after: str) -> None:
    assert coarser(edtf, Precision(precision)) == after
