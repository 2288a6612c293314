"""The list of claims and the page of one: how it stands, what speaks for it and against it, and where that comes from."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.models import ClaimStatus, Stance, Strength
from annotations.services.claims import change_status
from annotations.services.relating import relate
from archive.models import Document
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject, make_tag
from tests.annotations.desk import contested_claim, editor, listed, page, plain, quoting_documents, researcher
from tests.archive.pages import words_of
from tests.factories import make_agent, make_document, make_link, make_source

pytestmark = pytest.mark.django_db

LIST_QUERIES = 6
PAGE_QUERIES = 26


def side(html: str, name: str) -> str:
    """The words of one side of the page."""
    return words_of(html.split(f'id="side-{name}"')[1].split("</section>", maxsplit=1)[0])


def test_evidence_stands_on_its_side_with_all_that_a_journalist_asks() -> None:
    claim = contested_claim()
    html = page(claim.subject)
    for_it, against_it = side(html, "supports"), side(html, "disputes")
    assert for_it.count("482 residents") == 3
    assert "Nothing was ever open" not in for_it
    assert "Nothing was ever open" in against_it
    assert "¶ 2" in for_it
    assert "¶ 3" in against_it
    assert "Report 0" in for_it
    assert "said by Ada Quill" in for_it
    assert "said by Ben Anchor" in against_it
    assert "supports, moderate" in for_it
    assert "11 December 2019" in for_it
    assert "<strong>how many</strong>" in html


def test_each_quote_leads_to_the_very_words() -> None:
    claim = contested_claim(1)
    evidence = claim.subject.evidence.get(stance=Stance.SUPPORTS)
    document = evidence.annotation.targets.get().document
    assert f'href="{document.get_absolute_url()}#a-{evidence.annotation_id}"' in page(claim.subject)


def test_reports_that_rest_on_one_post_are_told_from_reports_of_their_own() -> None:
    claim = contested_claim(5)
    html = page(claim.subject)
    assert "5 documents rest on one source:" in words_of(html)
    assert "6 pieces of evidence in 5 documents, from 2 different sources." in words_of(html)
    chain = words_of(html.split('class="chain"')[1].split("</div>")[0])
    assert re.search("Report 0.*quotes.*Post by .*the earliest known here", chain)


def test_a_chain_goes_on_over_whole_sources_and_never_in_a_circle() -> None:
    first, second, third = make_source("First"), make_source("Second"), make_source("Third")
    make_link(first, second, relation="reports_on")
    make_link(second, third, relation="translates")
    make_link(third, first, relation="cites")
    claim = make_claim()
    make_evidence(
        make_annotation("quay", document=make_document("On the quay.", source=first)), claim.subject
    )
    chain = words_of(page(claim.subject).split('class="chain"')[1].split("</div>")[0])
    assert re.search("First.*reports on.*Second.*translates.*Third.*the earliest known here", chain)
    assert chain.count("First") == 1


def test_words_beside_a_quotation_are_the_articles_own() -> None:
    (document,) = quoting_documents(1)
    claim = make_claim()
    for words in ("Seen from the quay", "Nothing was ever open"):
        make_evidence(make_annotation(words, document=document), claim.subject)
    html = page(claim.subject)
    assert 'class="chain"' not in html
    assert side(html, "supports").count("said by Ben Anchor") == 2


def test_a_chain_ends_before_what_the_reader_may_not_see() -> None:
    hidden = make_source("Hidden report", state=State.DRAFT)
    first = make_source("First")
    make_link(first, hidden, relation="reports_on")
    claim = make_claim()
    make_evidence(
        make_annotation("quay", document=make_document("On the quay.", source=first)), claim.subject
    )
    assert "Hidden report" not in page(claim.subject)
    assert "Hidden report" in page(claim.subject, researcher())


def test_nothing_of_what_is_not_public_shows() -> None:
    ada = make_agent("Secret Quill", state=State.DRAFT)
    place = make_subject("Secret Port", kind="place", state=State.DRAFT)
    claim = make_claim(claimed_by=ada, holds_where=place)
    make_evidence(make_annotation("The lamps", note="Secret note", state="submitted"), claim.subject)
    vendor = make_subject("Secret Works", state=State.DRAFT)
    relate(left=claim.subject, relation="about", right=vendor, actor=None)
    for html in (page(claim.subject), listed("claims")):
        assert "Secret" not in html
    inside = page(claim.subject, researcher())
    for each in ("Secret Quill", "Secret Port", "Secret note", "Secret Works"):
        assert each in inside


def test_a_draft_is_for_those_who_work_here() -> None:
    claim = make_claim(state=State.DRAFT)
    assert Client().get(claim.subject.get_absolute_url()).status_code == 404
    assert claim.subject.name not in listed("claims")
    assert claim.subject.name in page(claim.subject, researcher())


def test_what_is_not_accepted_does_not_count_and_says_so() -> None:
    claim = make_claim()
    make_evidence(make_annotation(state="submitted"), claim.subject)
    assert "does not count yet" in plain(claim.subject, researcher())
    assert "no evidence yet" in words_of(listed("claims", client=researcher()))


def test_the_strongest_evidence_comes_first() -> None:
    claim = make_claim()
    document = make_document("One lamp.\nTwo lamps.\nThree lamps.")
    for words, strength in (("One", Strength.WEAK), ("Two", Strength.STRONG), ("Three", Strength.MODERATE)):
        make_evidence(make_annotation(words, document=document), claim.subject, strength=strength)
    quotes = re.findall(r'<blockquote class="quote__words"[^>]*>([^<]*)<', page(claim.subject))
    assert quotes == ["Two", "Three", "One"]


def test_every_change_of_status_is_public_with_its_reason() -> None:
    claim = contested_claim(1)
    change_status(claim=claim, status="supported", reason="Quoted word for word.", actor=None)
    change_status(claim=claim, status="disputed", reason="The office denies it.", actor=None)
    words = plain(claim.subject)
    assert "Quoted word for word." in words
    assert words.count("The office denies it.") == 2  # at the top, and in the list of changes
    assert "before: Supported" in words


def status(claim: object, **typed: str) -> str:
    address = reverse("annotations:claim_status", args=[claim.subject.slug])  # type: ignore[attr-defined]
    return words_of(editor().post(address, typed, follow=True).content.decode())


def test_an_editor_changes_the_status() -> None:
    claim = contested_claim(1)
    assert "The status has changed" in status(claim, status="supported", reason="Two witnesses.")
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.SUPPORTED
    assert claim.status_changes.get().reason == "Two witnesses."


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"status": "supported", "reason": "It is so."}, "needs accepted evidence that supports the claim"),
        ({"status": "refuted", "reason": "It is not."}, "needs accepted evidence that disputes the claim"),
        ({"status": "withdrawn", "reason": "  "}, "Say why"),
        ({"status": "proved", "reason": "It is so."}, "Select a valid choice"),
        ({"status": "unreviewed", "reason": "Again."}, "how the claim stands already"),
    ],
)
def test_a_status_without_ground_is_refused_in_words_and_nothing_typed_is_lost(
    typed: dict[str, str], says: str
) -> None:
    claim = make_claim()
    make_evidence(make_annotation(state="submitted"), claim.subject)
    address = reverse("annotations:claim_status", args=[claim.subject.slug])
    html = editor().post(address, typed).content.decode()
    assert says in html
    assert typed["reason"].strip() in html
    claim.refresh_from_db()
    assert (claim.status, claim.status_changes.count()) == (ClaimStatus.UNREVIEWED, 0)


def test_only_editors_change_the_status() -> None:
    claim = contested_claim(1)
    address = reverse("annotations:claim_status", args=[claim.subject.slug])
    typed = {"status": "supported", "reason": "Two witnesses."}
    assert researcher().post(address, typed).status_code == 403
    assert Client().post(address, typed).status_code == 302
    assert "Change its status" not in page(claim.subject, researcher())


def statements(query: str) -> list[str]:
    return re.findall(r'record__title statement"><a [^>]*>([^<]*)<', listed("claims", query))


def test_claims_are_filtered() -> None:
    port = make_subject("Port Sorrel 索雷尔港", kind="place")
    works = make_subject("Sorrel Lamp Works")
    ada = make_agent("Ada Quill 羽安")
    make_claim("Alpha.", claimed_by=ada, holds_where=port)
    beta = make_claim("Beta.")
    gamma = make_claim("Gamma.", status=ClaimStatus.REFUTED)
    make_tag("Street lamps", synonyms=["灯"])
    make_evidence(make_annotation(tags=["street lamps"]), beta.subject)
    make_evidence(make_annotation(), gamma.subject)
    make_evidence(make_annotation(), gamma.subject, Stance.DISPUTES)
    relate(left=beta.subject, relation="about", right=works, actor=None)
    assert sorted(statements("")) == ["Alpha.", "Beta.", "Gamma."]
    assert statements("?status=refuted") == statements("?evidence=both") == ["Gamma."]
    assert (
        statements("?claimed_by=羽安")
        == statements("?place=索雷尔")
        == statements("?evidence=none")
        == ["Alpha."]
    )
    assert (
        statements("?about=lamp+works")
        == statements("?tag=ＳＴＲＥＥＴ+lamps")
        == statements("?tag=灯")
        == ["Beta."]
    )
    assert statements("?evidence=against&status=unreviewed") == []
    assert statements("?name=alph") == ["Alpha."]


def test_claims_are_sorted_and_paged_by_what_no_column_holds() -> None:
    document = make_document()
    for number in range(60):
        claim = make_claim(f"Claim {number:02}.")
        if number in (7, 9):
            for _each in range(number):
                make_evidence(make_annotation(document=document), claim.subject)
    assert statements("?sort=name")[:2] == ["Claim 00.", "Claim 01."]
    assert statements("?sort=evidence")[:2] == ["Claim 09.", "Claim 07."]
    change_status(claim=make_claim("Changed."), status="withdrawn", reason="A slip.", actor=None)
    make_claim("Made last.")
    assert statements("")[:2] == ["Made last.", "Changed."]
    for sort in ("changed", "evidence", "name"):
        first = listed("claims", f"?sort={sort}")
        following = re.search(r'rel="next" href="([^"]*)"', first)
        assert following
        both = statements(f"?sort={sort}") + statements(following[1].replace("&amp;", "&"))
        assert len(both) == len(set(both)) == 62


def test_the_list_asks_the_database_as_often_whatever_its_length(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    document = make_document()
    for number in range(30):
        claim = make_claim(
            f"Claim {number}.", claimed_by=make_agent(), holds_where=make_subject(kind="place")
        )
        make_evidence(make_annotation(document=document), claim.subject)
    client = researcher()
    for query in ("", "?sort=evidence", "?place=sorrel&tag=lamps&about=x&claimed_by=ada&evidence=for"):
        with django_assert_max_num_queries(LIST_QUERIES):
            client.get(reverse("annotations:subject_list", args=["claims"]) + query)


def test_the_page_asks_the_database_as_often_whatever_rests_on_it(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    claim = contested_claim(9)
    assert Document.objects.count() > 9
    client = editor()
    with django_assert_max_num_queries(PAGE_QUERIES):
        client.get(claim.subject.get_absolute_url())


def test_an_empty_list_teaches() -> None:
    assert "A claim appears here when" in listed("claims")
    assert reverse("annotations:subject_create", args=["claims"]) in listed("claims", client=researcher())
    assert "Nothing matches" in listed("claims", "?name=nowhere")
