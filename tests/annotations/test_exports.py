"""Lists and pages as CSV and JSON-LD: the same selection, guarded against formulas, with a count at the end."""

import csv
import io
import json
from typing import Any

import pytest
from django.conf import settings
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.models import ClaimStatus
from sources.csv_files import guarded
from tests.annotation_factories import (
    make_annotation,
    make_claim,
    make_evidence,
    make_figure,
    make_leak,
    make_subject,
    make_tag,
)
from tests.annotations.desk import address, contested_claim, listed, researcher
from tests.factories import make_agent, make_document

pytestmark = pytest.mark.django_db

Row = dict[str, str]


def body(where: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(where)
    assert isinstance(answer, StreamingHttpResponse)
    assert "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer).decode()


def table(where: str, client: Client | None = None) -> tuple[list[Row], str]:
    """The rows, and the last line."""
    text = body(where, client)
    assert text.startswith("\ufeff")
    head, *rows, last = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    return [dict(zip(head, row, strict=True)) for row in rows], last[0]


def linked(where: str, client: Client | None = None) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(body(where, client))
    return data


def claims(query: str) -> str:
    return reverse("annotations:subject_list", args=["claims"]) + query


def test_a_list_exports_what_its_filters_leave_in_its_order() -> None:
    for number in range(70):
        make_claim(f"Claim {number:02}.", status=ClaimStatus.REFUTED if number % 2 else ClaimStatus.DISPUTED)
    query = "?status=refuted&sort=name"
    rows, last = table(claims(f"{query}&format=csv"))
    assert [row["name"] for row in rows] == [f"Claim {number:02}." for number in range(1, 70, 2)]
    assert "35 records" in listed("claims", query)
    assert last.startswith(f"# 35 rows; {settings.BASE_URL}/claims/?status=refuted&sort=name&format=csv; ")
    data = linked(claims(f"{query}&format=jsonld"))
    assert [node["name"] for node in data["hasPart"]] == [row["name"] for row in rows]
    assert data["collectionSize"] == 35


def test_a_claim_says_in_its_row_what_the_list_shows() -> None:
    claim = contested_claim(2)
    ((row,), _last) = table(claims("?format=csv"))
    assert (row["for"], row["against"], row["evidence"], row["status"]) == ("2", "1", "3", "Unreviewed")
    assert (row["claimed_by"], row["holds_when"]) == ("Ada Quill", "2019-12")
    assert row["address"] == f"{settings.BASE_URL}{claim.subject.get_absolute_url()}"
    (node,) = linked(claims("?format=jsonld"))["hasPart"]
    assert (node["@id"], node["@type"], node["author"]) == (row["address"], "Claim", "Ada Quill")
    assert node["us:for"] == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    assert guarded(f"{start}1+1") == f"'{start}1+1"


def test_a_name_that_looks_like_a_formula_is_guarded_and_the_file_says_so() -> None:
    make_claim('=HYPERLINK("https://example.org")', slug="formula")
    ((row,), last) = table(claims("?format=csv"))
    assert row["name"] == '\'=HYPERLINK("https://example.org")'
    assert "apostrophe" in last
    (node,) = linked(claims("?format=jsonld"))["hasPart"]
    assert node["name"].startswith("=")  # nothing takes this for a formula


def test_commas_quotes_and_lines_survive() -> None:
    make_claim('A "claim", with commas', description="Two\nlines")
    ((row,), _last) = table(claims("?format=csv"))
    assert (row["name"], row["description"]) == ('A "claim", with commas', "Two\nlines")


def test_exports_hold_nothing_that_one_may_not_see() -> None:
    claim = make_claim("Open.", claimed_by=make_agent("Secret Quill", state=State.DRAFT))
    make_claim("Secret claim.", state=State.DRAFT)
    make_evidence(make_annotation(note="Secret note", state="submitted"), claim.subject)
    leak = make_leak("Ledger")
    make_figure(leak, 7, "Secret doors", annotation=make_annotation(state="submitted"))
    addresses = [
        claims(""),
        claim.subject.get_absolute_url(),
        reverse("annotations:subject_list", args=["leaks"]),
    ]
    for form in ("csv", "jsonld"):
        for each in addresses:
            assert "Secret" not in body(f"{each}?format={form}"), each
            assert "Secret" in body(f"{each}?format={form}", researcher()), each


def test_the_evidence_of_one_subject() -> None:
    claim = contested_claim(2)
    rows, last = table(claim.subject.get_absolute_url() + "?format=csv")
    assert last.startswith("# 3 rows")
    quotes = {(row["quote"], row["stance"], row["passage"], row["source"]) for row in rows}
    assert ("482 residents", "supports", "2", "Report 1, The Sorrel Lantern") in quotes
    assert ("Nothing was ever open", "disputes", "3", "Report 0, The Sorrel Lantern") in quotes
    supporting = next(row for row in rows if row["stance"] == "supports")
    assert supporting["rests_on"].startswith("Post by @")
    assert "#a-" in supporting["address"]


def test_each_list_and_page_has_its_files() -> None:
    works, police = make_subject("Works"), make_subject("Police", kind="agency")
    marked = make_annotation("lamps", document=make_document("Works of lamps and Police."), tags=["sales"])
    for subject in (works, police):
        make_evidence(marked, subject)
    make_tag("lamps", synonyms=["灯"])
    places = [
        reverse("annotations:subject_list", args=["vendors"]),
        reverse("annotations:tag_list"),
        "/tags/sales/",
        works.get_absolute_url(),
        address("pair_detail", works, police.kind, police.slug),
        address("subject_in_document", works, marked.targets.get().document.public_id),
    ]
    for where in places:
        rows, last = table(f"{where}?format=csv")
        data = linked(f"{where}?format=jsonld")
        assert rows, where
        assert last.startswith(f"# {len(rows)} row"), where
        assert data["collectionSize"] == len(data["hasPart"]) == len(rows), where
        assert all(node["@id"].startswith(settings.BASE_URL) for node in data["hasPart"])


def test_another_format_is_the_page() -> None:
    assert "<h1>" in Client().get(claims("?format=xlsx")).content.decode()


def test_a_long_export_asks_the_database_for_few_chunks(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(60):
        make_claim(f"Claim {number}.", claimed_by=make_agent())
    with django_assert_max_num_queries(4):
        assert len(table(claims("?format=csv"))[0]) == 60
