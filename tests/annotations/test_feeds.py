"""Feeds: what is new, for everybody, as Atom and as JSON."""

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.visibility import State
from annotations.models import Annotation, ClaimStatus, Kind, Stance, SubjectKind, WorkState
from annotations.services.claims import change_status
from annotations.services.merging import merge_subjects
from tests import factories as make
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject
from tests.annotations.desk import contested_claim

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries_of(address: str, client: Client | None = None) -> list[dict[str, Any]]:
    """The items of the JSON feed, which has what the Atom feed has."""
    client = client or Client()
    answer = client.get(address + "json")
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    found = json.loads(answer.content)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert {found["feed_url"], found["home_page_url"]} & {"http://testserver" + address + "json"}
    atom = ElementTree.fromstring(client.get(address + "atom").content)  # noqa: S314 - our own
    assert [each.findtext(f"{ATOM}id") for each in atom.iter(f"{ATOM}entry")] == [
        each["id"] for each in found["items"]
    ]
    assert [each.findtext(f"{ATOM}title") for each in atom.iter(f"{ATOM}entry")] == [
        each["title"] for each in found["items"]
    ]
    return list(found["items"])


def test_new_documents_come_newest_first() -> None:
    for number in range(3):
        make.make_document(
            f"Lamps {number}.",
            source=make.make_source(f"Lamps {number}", authors=[make.make_agent("Bo Fen")]),
        )
    make.make_document("Secret.", source=make.make_source("Secret", state=State.DRAFT), state=State.DRAFT)
    entries = entries_of("/feeds/documents.")
    assert [each["title"] for each in entries] == ["Lamps 2", "Lamps 1", "Lamps 0"]
    assert entries[0]["authors"] == [{"name": "Bo Fen"}]
    assert entries[0]["content_text"] == "Lamps 2."


def test_what_one_may_see_oneself_is_not_in_a_feed() -> None:
    make.make_document("Secret.", source=make.make_source("Secret", state=State.DRAFT), state=State.DRAFT)
    client = Client()
    client.force_login(make.make_user())
    assert entries_of("/feeds/documents.", client) == []


def test_each_change_of_a_claim_is_an_entry_of_its_own() -> None:
    claim = contested_claim(1)
    for status in (ClaimStatus.SUPPORTED, ClaimStatus.DISPUTED):
        change_status(
            claim=claim, status=status, reason=f"So it is: {status}.", actor=make.make_user("editor")
        )
    entries = entries_of("/feeds/claims.")
    assert [each["content_text"] for each in entries] == ["So it is: disputed.", "So it is: supported."]
    assert entries[0]["title"] == "Disputed: 482 residents were written down."
    assert len({each["id"] for each in entries}) == 2


def test_what_is_tied_to_a_subject_and_tagged() -> None:
    document = make.make_document("The lamps were out. Nobody came.")
    claim = make_claim("The lamps were out.")
    for words, state in (("lamps were out", WorkState.ACCEPTED), ("Nobody came", WorkState.DRAFT)):
        made = make_annotation(
            words, document=document, kind=Kind.CLAIM, tags=["Light"], state=state, note="*Seen*"
        )
        make_evidence(made, claim.subject, Stance.SUPPORTS)
    for address in (f"/feeds/claims/{claim.subject.slug}.", "/feeds/tags/light."):
        (entry,) = entries_of(address)
        assert "“lamps were out”" in entry["title"]
        assert entry["content_text"] == "“lamps were out”\n\n*Seen*"


def test_what_was_merged_leads_on() -> None:
    kept, merged = (make_subject(name, kind=SubjectKind.VENDOR) for name in ("Lamp Works", "Lampworks"))
    merge_subjects(kept=kept, merged=merged, reason="The same.", actor=make.make_user("editor"))
    answer = Client().get(f"/feeds/vendors/{merged.slug}.atom")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/feeds/vendors/{kept.slug}.atom")


@pytest.mark.parametrize(
    "address", ["/feeds/tags/none.atom", "/feeds/claims/none.json", "/feeds/documents.rss"]
)
def test_there_is_no_feed_of_nothing(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_drafts_have_no_feed() -> None:
    hidden = make_subject("Hidden Works", kind=SubjectKind.VENDOR, state=State.DRAFT)
    client = Client()
    client.force_login(make.make_user())
    assert client.get(f"/feeds/vendors/{hidden.slug}.atom").status_code == 404


def test_a_reader_that_has_it_gets_nothing_again() -> None:
    make.make_document("Lamps.")
    client = Client()
    first = client.get("/feeds/documents.atom")
    again = client.get("/feeds/documents.atom", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_words_that_xml_cannot_hold_are_left_out() -> None:
    make.make_document("Lamps\x0b and <b>&amp; “quotes” 𠮷.", source=make.make_source("<i>Lamps\x01</i>"))
    (entry,) = entries_of("/feeds/documents.")
    assert entry["title"] == "<i>Lamps</i>"
    assert entry["content_text"] == "Lamps and <b>&amp; “quotes” 𠮷."


def test_pages_name_their_feeds() -> None:
    claim = contested_claim(1)
    for page, feed in (
        (reverse("archive:document_list"), "/feeds/documents.atom"),
        (reverse("annotations:subject_list", args=["claims"]), "/feeds/claims.atom"),
        (claim.subject.get_absolute_url(), f"/feeds/claims/{claim.subject.slug}.atom"),
    ):
        html = Client().get(page).content.decode()
        assert f'type="application/atom+xml" href="{feed}"' in html
        assert f'<a href="{feed}"' in html


def test_an_entry_bears_the_time_at_which_it_was_tied() -> None:
    """Not that of a later change of its note: the newest tie stays first."""
    claim = make_claim("The lamps were out.")
    document = make.make_document("The lamps were out. Nobody came.")
    for words in ("lamps were out", "Nobody came"):
        make_evidence(
            make_annotation(words, document=document, kind=Kind.CLAIM), claim.subject, Stance.SUPPORTS
        )
    first = claim.subject.evidence.order_by("pk")[0]
    Annotation.objects.filter(pk=first.annotation_id).update(updated_at=timezone.now() + timedelta(days=1))
    entries = entries_of(f"/feeds/claims/{claim.subject.slug}.")
    assert ["Nobody came" in each["title"] for each in entries] == [True, False]
    assert entries[0]["date_published"] >= entries[1]["date_published"]
