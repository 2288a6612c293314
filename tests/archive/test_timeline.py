"""Results over time: what is drawn for whom, where it leads, and in how many queries."""

import datetime as dt
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import EDITOR
from accounts.visibility import State
from annotations.models import Annotation, Claim, ClaimStatus, StatusChange, WorkState
from annotations.services.reviewing import accept, send_back, submit
from archive.models import Document
from archive.searchpage import timeline
from archive.timeline_lanes import KEPT
from sources.pictures.lanes import MOST_MARKS
from sources.searching import counting, matching
from sources.searching.engines.shape import TooSlow
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject, make_tag
from tests.archive.pages import signed_in
from tests.archive.results import answer, keep_one_of_each, text_of
from tests.factories import make_document, make_post, make_source
from tests.html import faults
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
# PostgreSQL is told of its time limit, and told again when it ends.
MOST_QUERIES = 25 if connection.vendor == "sqlite" else 30


def drawn(client: Client, q: str = "", **more: str) -> str:
    response = client.get(f"/search/timeline/?{urlencode({'q': q} | more)}")
    assert response.status_code == 200
    html = response.content.decode()
    assert not faults(html)
    return html


def marks(html: str) -> list[str]:
    """What each link of the drawing says, in its order."""
    picture = html.partition("<svg")[2].partition("</svg>")[0]
    return [unescape(each) for each in re.findall(r'<a href="[^"]*" aria-label="([^"]*)"', picture)]


def addresses(html: str) -> dict[str, str]:
    picture = html.partition("<svg")[2].partition("</svg>")[0]
    found = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"', picture)
    return {unescape(said): unescape(address) for address, said in found}


def rows(html: str) -> list[str]:
    table = html.partition("<tbody>")[2].partition("</table>")[0]
    return [text_of(f"<main {row}") for row in table.split("<tr><td>")[1:]]


def lanes(html: str) -> list[str]:
    return [unescape(each.strip()) for each in re.findall(r'timeline__lane"[^>]*>([^<]*)', html)]


def change(claim: Claim, at: dt.datetime, after: str = ClaimStatus.SUPPORTED) -> StatusChange:
    return StatusChange.objects.create(
        claim=claim, before=ClaimStatus.UNREVIEWED, after=after, reason="The ledger says so.", at=at
    )


def accepted_on(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)


def annotation_of(made_at: dt.datetime, document: Document) -> Annotation:
    """Accepted when it was made; its words are "lamp", it speaks of a canary."""
    said = make_annotation("lamp", document=document, note="A canary is meant by lamp.")
    Annotation.objects.filter(pk=said.pk).update(created_at=made_at)
    return said


def test_a_text_a_post_and_a_claim_each_have_their_lane(client: Client) -> None:
    document = make_document("The lamps were out.", source=make_source("Lamps", issued="2019-12-17"))
    post = make_post("A lamp went out.", issued="2019-12-18T13:05:00Z")
    claim = make_claim("A lamp listened.")
    change(claim, dt.datetime(2020, 3, 4, 5, 6, tzinfo=dt.UTC))
    index_everything()
    html = drawn(client, "lamp*")
    assert lanes(html) == ["Published · 1", "Posts · 1", "Claims and annotations here · 1"]
    found = addresses(html)
    assert found["17 December 2019: Lamps"] == document.source.get_absolute_url()
    said = f"18 December 2019, 13:05 UTC: {post.account}: A lamp went out."
    assert found[said] == post.get_absolute_url()
    changed = "4 March 2020, 05:06 UTC: Supported: A lamp listened."
    assert found[changed] == f"{claim.subject.get_absolute_url()}#status-changes"
    assert "3 entries, 17 December 2019 to 4 March 2020" in text_of(html)


def test_the_table_says_what_the_drawing_says(client: Client) -> None:
    for number in range(25):
        make_source(f"Lamp {number}", issued=f"2019-{number % 2 + 1:02}-0{number % 9 + 1}")
    make_source("Lamp of a year", issued="2019")
    make_source("Lamp, perhaps", issued="2019-01-03?")
    make_post("A lamp", issued="2019-02")
    index_everything()
    html = drawn(client, "lamp")
    assert marks(html)[0] == "2019: 1 entry"
    assert len(rows(html)) == len(marks(html))
    assert rows(html)[1].startswith("2019 1 entry no more exact date")
    assert sum(int(count) for count in re.findall(r"(\d+) entr", " ".join(rows(html)))) == 27
    assert "of them 1 with an unsure date" in text_of(html)


def test_a_column_leads_to_its_time_and_back(client: Client) -> None:
    for number in range(30):
        make_source(f"Lamp {number}", issued=f"201{8 + number // 15}-0{number % 3 + 1}-01")
    index_everything()
    html = drawn(client, "lamp", kind="sources")
    nearer = addresses(html)["January 2018: 5 entries"]
    assert nearer == "/search/timeline/?q=lamp+on%3A2018-01&kind=sources"
    html = client.get(nearer).content.decode()
    assert lanes(html)[0] == "Published · 5"
    assert "/search/timeline/?q=lamp+on%3A2018&amp;kind=sources" in html  # zoom out
    assert "/search/timeline/?q=lamp+on%3A2017-12&amp;kind=sources" in html
    assert "/search/timeline/?q=lamp+on%3A2018-02&amp;kind=sources" in html
    assert 'href="/search/timeline/?q=lamp&amp;kind=sources">All dates' in html


def test_many_posts_of_one_day_lead_to_the_list(client: Client) -> None:
    for number in range(25):
        make_post(f"Lamp {number}", issued=f"2019-12-18T13:{number:02}:00Z")
    index_everything()
    found = addresses(drawn(client, "lamp on:2019-12-18", kind="posts"))
    assert found == {
        "18 December 2019, 13:00 to 14:00 UTC: 25 entries": "/search/?q=lamp+on%3A2019-12-18&kind=posts"
    }


def test_one_text_is_drawn_once_however_often_it_was_found(client: Client) -> None:
    make_document("\n".join(f"Lamp {each}." for each in range(30)), source=make_source("Lamp"))
    index_everything()
    assert lanes(drawn(client, "lamp"))[0] == "Published · 1"


def test_what_has_no_date_is_counted(client: Client) -> None:
    make_source("Lamp", issued="")
    make_source("Old lamp", issued="../1900")
    make_post("A lamp", issued="")
    index_everything()
    said = text_of(drawn(client, "lamp"))
    assert "Published at a date not known: 2" in said
    assert "Posted at a date not known: 1" in said
    assert "Nothing here has a date" in said


def test_dates_of_a_query_are_those_of_what_became_of_a_claim(client: Client) -> None:
    claim = make_claim("A lamp listened.")  # made today
    for year in (2019, 2020):
        change(claim, dt.datetime(year, 3, 4, tzinfo=dt.UTC))
    index_everything()
    assert [each[:12] for each in marks(drawn(client, "lamp on:2019"))] == ["4 March 2019"]
    assert [each[:12] for each in marks(drawn(client, "on:2020"))] == ["4 March 2020"]
    assert marks(drawn(client, "lamp on:2021")) == []


def test_an_annotation_is_there_when_it_was_accepted(client: Client) -> None:
    document = make_document("A lamp on the quay.", source=make_source("Quay"))
    annotation_of(accepted_on(2019, 1, 2), document)
    waiting = make_annotation("quay", document=document, note="A canary.", state=WorkState.SUBMITTED)
    index_everything()
    assert marks(drawn(client, "canary", kind="annotations")) == ["2 January 2019: Accepted: Note in Quay"]
    editor, undated = signed_in(EDITOR), "nobody has decided on yet"
    assert undated in drawn(editor, "canary")
    send_back(annotation=waiting, reason="Say which.", actor=None)
    assert undated not in drawn(editor, "canary")
    submit(annotation=waiting, actor=None)
    accept(annotation=waiting, actor=None)
    assert [each.split(": ")[1] for each in marks(drawn(client, "canary", kind="annotations"))] == [
        "Accepted"
    ] * 2
    seen_by_editor = marks(drawn(editor, "canary", kind="annotations"))
    assert sum("Returned" in each or "returned" in each for each in seen_by_editor) == 1


def test_without_a_query_everything_with_a_date_is_drawn(client: Client) -> None:
    make_source("Lamp", issued="2019-12-17")
    make_post("Rain", issued="2019-12-18")
    index_everything()
    assert len(marks(drawn(client))) == 2


def test_what_one_may_not_see_is_in_no_lane(client: Client) -> None:
    hidden = make_source("Secret lamp", issued="2001", state=State.DRAFT)
    document = make_document("A hidden lamp.", source=hidden, state=State.DRAFT)
    for _each in range(MOST_MARKS):  # so that they are columns, of which no row is read
        make_source("Secret lamp", issued="2001", state=State.DRAFT)
        make_post("A secret lamp", issued="2002", state=State.DRAFT)
    make_post("A secret lamp", issued="2002", state=State.DRAFT)
    claim = make_claim("A secret lamp listened.", state=State.DRAFT)
    change(claim, accepted_on(2003, 1, 1))
    said = annotation_of(accepted_on(2004, 1, 1), document)
    make_evidence(said, claim.subject)
    make_source("Lamp", issued="2019")
    index_everything()
    for query in ("lamp", "", "on:2019", "before:2020"):
        assert marks(drawn(client, query)) == ["2019: Lamp"]
    editor = signed_in(EDITOR)
    assert lanes(drawn(editor, "lamp")) == ["Published · 22", "Posts · 21", "Claims and annotations here · 2"]
    assert "2001: Secret lamp (Draft)" in marks(drawn(editor, "hidden"))


def test_it_takes_as_many_queries_for_any_number(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keep_one_of_each()
    claim = make_claim("A lamp spoke.")
    for number in range(18):
        make_source(f"Lamp {number}", issued=f"20{number:02}")
        make_post(f"A lamp {number}")
        change(claim, accepted_on(2019, 1, number + 1))
    index_everything()
    with django_assert_max_num_queries(MOST_QUERIES):
        html = drawn(client, "lamp")
    assert len(marks(html)) > 35


def test_what_is_more_than_is_looked_at_is_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        make_source(f"Lamp {number}", issued=f"201{number}")
    index_everything()
    for module in (matching, counting, timeline):
        monkeypatch.setattr(module, "COUNT_CAP", 3)
    html = drawn(client, "lamp")
    assert "More than 3 sources were found: the 3 last added are drawn." in text_of(html)
    assert lanes(html)[0] == "Published · 3"


def test_what_takes_too_long_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_args: object) -> None:
        raise TooSlow

    monkeypatch.setattr("archive.searchpage.dated.every_hit", stopped)
    assert "it took too long" in text_of(drawn(client, "lamp"))


@pytest.mark.parametrize(
    "query",
    ["", '"', "-lamp", "on:9998", "after:9998", "before:0002", "after:2020 before:2019", "on:0001 kind:x", "\0 灯", "lamp OR on:2019", "-on:2019"],
)  # fmt: skip
def test_any_query_has_a_page(client: Client, query: str) -> None:
    make_source("Lamp", issued="0001")
    make_source("Lamp", issued="9998-12")
    make_source("Lamp", issued="9999")
    index_everything()
    drawn(client, query)


def test_each_page_of_results_of_a_subject_and_of_a_tag_leads_there(client: Client) -> None:
    subject, tag = make_subject("Sorrel Lamp Works"), make_tag("street lamps")
    document = make_document("A lamp on the quay.")
    make_evidence(make_annotation("lamp", document=document, tags=["street lamps"]), subject)
    index_everything()
    assert 'href="/search/timeline/?q=lamp&amp;kind=passages"' in answer(client, "lamp", kind="passages")
    for record in (subject, tag):
        page = client.get(record.get_absolute_url()).content.decode()
        address = unescape(re.findall(r'href="(/search/timeline/[^"]*)"', page)[0])
        assert "The lamps that watched a harbour" in client.get(address).content.decode()


def test_lanes_know_only_tabs_that_there_are() -> None:
    assert {name for lane in KEPT for name in lane.dates} <= set(timeline.drawn_kinds())
