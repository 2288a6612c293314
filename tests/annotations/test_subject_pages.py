"""Vendors, technologies, agencies and places: their lists, and what one page gathers."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.models.subject import PLURALS, SubjectKind
from annotations.services.relating import relate
from tests.annotation_factories import (
    make_annotation,
    make_claim,
    make_evidence,
    make_subject,
    make_target,
)
from tests.annotations.desk import editor, listed, page, plain, researcher
from tests.archive.pages import seen, words_of
from tests.factories import make_account, make_agent, make_document, make_post, make_source

pytestmark = pytest.mark.django_db

NAMED = ["vendors", "technologies", "agencies", "places"]


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_each_kind_has_its_list_and_its_page(kind: SubjectKind) -> None:
    subject = make_subject("Sorrel 索雷尔", kind=kind)
    assert "Sorrel" in listed(PLURALS[kind])
    assert str(kind.label) in plain(subject)


@pytest.mark.parametrize("plural", NAMED)
def test_a_list_shows_names_in_every_script_and_how_much_there_is(plural: str) -> None:
    kind = {plural: kind for kind, plural in PLURALS.items()}[plural]
    subject = make_subject("Sorrel 索雷尔", kind=kind, agent=make_agent("Sorrel plc"))
    make_evidence(make_annotation(), subject)
    relate(left=make_claim().subject, relation="about", right=subject, actor=None)
    row = words_of(listed(plural).split("<tbody>")[1])
    for each in ("索雷尔", "Sorrel plc", "1 1"):
        assert each in row


def test_drafts_show_to_nobody_outside() -> None:
    draft = make_subject("Hidden Works", state=State.DRAFT)
    assert "Hidden" not in listed("vendors")
    assert Client().get(draft.get_absolute_url()).status_code == 404
    assert "Hidden" in listed("vendors", client=researcher())


def test_passages_stand_by_document_with_their_words() -> None:
    works = make_subject("Sorrel Lamp Works")
    texts = [
        make_document("Lamps by Sorrel.\nMore lamps by Sorrel.", source=make_source(title))
        for title in ("Old", "New")
    ]
    first = make_annotation("More lamps", document=texts[0], note="Two of them.")
    make_target(first, texts[0], "Lamps by")
    make_evidence(first, works, "describes")
    make_evidence(make_annotation("Lamps by", document=texts[1]), works)
    words = plain(works)
    assert "3 passages that speak of it" in words
    old = words.split("Old")[1]
    assert words.index("New") < words.index("Old")  # kept last, shown first
    assert old.index("Lamps by") < old.index("More lamps")  # in the order of the text
    assert "¶ 2 describes" in old
    assert "Two of them." in old


def test_the_words_of_a_post_are_those_of_its_account() -> None:
    post = make_post("Sorrel lamps again.", account=make_account("quill", agent=make_agent("Ada Quill")))
    works = make_subject()
    make_evidence(make_annotation("Sorrel lamps", document=post.source.documents.get()), works)
    assert "said by Ada Quill @quill" in plain(works)


def test_relations_are_read_from_both_sides() -> None:
    works, cameras = make_subject("Works"), make_subject("Cameras", kind="technology")
    relate(left=works, relation="sells", right=cameras, actor=None)
    assert "sells Cameras Technology" in plain(works)
    assert "is sold by Works Vendor" in plain(cameras)
    hidden = make_subject("Hidden Works", state=State.DRAFT)
    relate(left=hidden, relation="sells", right=cameras, actor=None)
    assert "Hidden" not in plain(cameras)
    assert "is sold by Hidden Works" in plain(cameras, researcher())


def test_claims_about_it_show_how_they_stand() -> None:
    works = make_subject()
    claim = make_claim("They sold cameras.", status="disputed")
    relate(left=claim.subject, relation="about", right=works, actor=None)
    hidden = make_claim("Hidden claim.", state=State.DRAFT)
    relate(left=hidden.subject, relation="about", right=works, actor=None)
    words = plain(works)
    assert "Disputed They sold cameras." in words
    assert "Hidden claim." not in words


def test_who_is_named_with_whom() -> None:
    works, police, place = (
        make_subject("Works"),
        make_subject("Police", kind="agency"),
        make_subject("Port", kind="place"),
    )
    document = make_document("Works sold it to the Police.\nIn the Port.")
    make_evidence(make_annotation("Works", document=document), works)
    make_evidence(make_annotation("Police", document=document), police)
    make_evidence(make_annotation("Port", document=document), place)
    make_evidence(make_annotation("sold it", document=document, state="submitted"), make_subject("Secret"))
    html = page(works)
    table = words_of(html.split('id="company"')[1].split("</table>")[0])
    assert "Police Agency 1 passages with Works and Police 1" in table
    assert "Port" not in table  # one document in common says little beside a passage in common
    assert "Secret" not in table
    alone = words_of(page(place).split('id="company"')[1].split("</table>")[0])
    assert "Works Vendor – 1" in alone  # but it is shown where nothing says more
    assert reverse("annotations:pair_detail", args=["vendors", works.slug, "agencies", police.slug]) in html


def test_tags_of_its_annotations_are_counted() -> None:
    works = make_subject()
    for tags in (["sales"], ["sales", "灯"]):
        make_evidence(make_annotation(tags=tags), works)
    make_annotation(tags=["elsewhere"])
    shown = words_of(page(works).split('id="tags"')[1].split("</section>")[0])
    assert "sales 2" in shown
    assert "灯 1" in shown
    assert "elsewhere" not in shown


def names(query: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)<', listed("vendors", query))


def test_vendors_are_filtered_by_any_name_and_sorted() -> None:
    make_subject("Alpha", names=["Alpha", "阿尔法"])
    beta = make_subject("Beta")
    make_evidence(make_annotation(tags=["sales"]), beta)
    assert names("") == ["Alpha", "Beta"]
    assert names("?sort=evidence") == ["Beta", "Alpha"]
    assert names("?name=阿尔") == names("?script=Hani") == ["Alpha"]
    assert names("?tag=SALES") == ["Beta"]


def test_lists_and_pages_ask_as_often_whatever_they_hold(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    works = make_subject("Works")
    for number in range(20):
        document = make_document(f"Text {number} of lamps.")
        marked = make_annotation("lamps", document=document, tags=[f"tag {number}"])
        for each in (works, make_subject(f"Vendor {number} 灯", agent=make_agent(f"Agent {number}"))):
            make_evidence(marked, each)
    client = editor()
    with django_assert_max_num_queries(6):
        client.get(reverse("annotations:subject_list", args=["vendors"]) + "?sort=evidence&tag=tag+1")
    with django_assert_max_num_queries(26):
        client.get(works.get_absolute_url())


def test_records_say_what_else_speaks_of_them() -> None:
    ada = make_agent("Ada Quill")
    source = make_source("Own", authors=[ada])
    document, other = (
        make_document("Lamps of Works.", source=source),
        make_document("Works again.", source=make_source("Other")),
    )
    works = make_subject("Works", agent=ada)
    make_evidence(make_annotation("Works", document=document, tags=["sales"]), works)
    make_evidence(make_annotation("Works", document=other), works)
    for address in (source.get_absolute_url(), ada.get_absolute_url()):
        spoken = words_of(seen(Client(), address).split('id="spoken-of"')[1].split("</section>")[0])
        assert "Works Vendor, 1 time here" in spoken, address
        assert "#sales 1" in spoken
        assert "Other 1 subject" in spoken
    assert "Is, or claims Works" in spoken
    here = seen(Client(), reverse("annotations:document_subjects", args=[document.public_id]))
    assert "Other 1 subject" in words_of(here)
    assert (
        reverse("annotations:subject_in_document", args=["vendors", works.slug, document.public_id]) in here
    )
    silent = make_document("Silence.", source=make_source("Quiet"))
    assert "Nothing marked yet" in seen(
        Client(), reverse("annotations:document_subjects", args=[silent.public_id])
    )
    assert "spoken-of" not in seen(Client(), make_source("Silent").get_absolute_url())


@pytest.mark.parametrize("address", ["/claims/a%00b/", "/claims/a%00b/network/", "/tags/a%00b/"])
def test_an_address_that_no_column_can_hold_is_of_nothing(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
