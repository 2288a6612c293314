"""The list of leaks and the page of one: described, with its figures and the passage behind each."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.models import Leak
from annotations.services.relating import relate
from tests.annotation_factories import (
    make_annotation,
    make_evidence,
    make_figure,
    make_leak,
    make_subject,
)
from tests.annotations.desk import address, editor, listed, page, plain, researcher
from tests.archive.pages import words_of
from tests.factories import make_document

pytestmark = pytest.mark.django_db


def described() -> Leak:
    leak = make_leak(exposed="A table of every door on the quay.")
    leak.whose, leak.how, leak.found, leak.state_now = "residents", "No password.", "2019-12-11", "closed"
    leak.categories = "identity numbers\n\n人脸\n"
    leak.save()
    return leak


def test_everything_known_is_on_the_page_and_what_is_not_says_so() -> None:
    words = plain(described().subject)
    for each in ("A table of every door", "residents", "No password.", "11 December 2019", "Closed", "人脸"):
        assert each in words
    bare = plain(make_leak("Another", exposed="").subject)
    assert "not described yet" in bare
    assert bare.count("not known") == 4  # whose, categories, how, found
    assert "State now Not known" in bare


def test_a_figure_leads_to_the_passage_that_reports_it() -> None:
    leak = described()
    marked = make_annotation("482 doors", document=make_document("Seen:\nall of 482 doors."), kind="leak")
    make_evidence(marked, leak.subject)
    make_figure(leak, 482, "doors", annotation=marked)
    make_figure(leak, 2_500_000, "openings")
    html = page(leak.subject)
    figures = words_of(html.split('class="figures"')[1].split("</ul>")[0])
    assert "482 doors" in figures
    assert "¶ 2" in figures
    assert "2,500,000 openings no passage given for it" in figures
    assert f"#a-{marked.pk}" in html


def test_a_figure_whose_evidence_is_not_public_is_not_either() -> None:
    leak = described()
    make_figure(leak, 482, "doors", annotation=make_annotation(state="submitted"))
    assert "482" not in plain(leak.subject)
    assert "482" not in listed("leaks")
    assert "482" in plain(leak.subject, researcher())


def test_what_it_exposes_and_where_it_is_told_stand_there() -> None:
    leak = described()
    relate(left=leak.subject, relation="exposes", right=make_subject("Lower Quay", kind="place"), actor=None)
    make_evidence(make_annotation(note="As the office said."), leak.subject, "describes")
    words = plain(leak.subject)
    assert "exposes Lower Quay" in words
    assert "did more than give light" in words
    assert "As the office said." in words


def titles(query: str) -> list[str]:
    return re.findall(r'record__title"><a [^>]*>([^<]*)<', listed("leaks", query))


def test_leaks_are_filtered_and_sorted() -> None:
    described()
    other = make_leak("Another")
    make_evidence(make_annotation(tags=["doors"]), other.subject, "describes")
    assert titles("") == ["Another", "The harbour ledger"]
    assert titles("?sort=evidence") == ["Another", "The harbour ledger"]
    for query in ("?whose=RESIDENTS", "?category=identity", "?state_now=closed", "?name=ledger"):
        assert titles(query) == ["The harbour ledger"], query
    assert titles("?tag=doors") == ["Another"]


def test_the_list_and_the_page_ask_as_often_whatever_they_hold(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    document = make_document()
    leak = described()
    for number in range(20):
        marked = make_annotation(document=document, kind="leak")
        make_evidence(marked, leak.subject, "describes")
        make_figure(leak, number, "doors", annotation=marked)
        make_figure(make_leak(f"Leak {number}"))
    client = editor()
    with django_assert_max_num_queries(6):
        client.get(reverse("annotations:subject_list", args=["leaks"]))
    with django_assert_max_num_queries(26):
        client.get(leak.subject.get_absolute_url())


def test_the_form_says_that_nothing_may_be_copied_and_takes_no_more_than_a_description() -> None:
    client = researcher()
    new = reverse("annotations:subject_create", args=["leaks"])
    assert "Describe, never reproduce" in client.get(new).content.decode()
    typed = {"name": "Ledger", "exposed": "door " * 401, "state_now": "unknown"}
    html = client.post(new, typed).content.decode()
    assert "at most 2000 characters" in html
    assert not Leak.objects.exists()


def test_figures_are_added_with_their_passage_and_taken_off() -> None:
    leak = make_leak(state=State.DRAFT)
    marked = make_annotation()
    make_evidence(marked, leak.subject, "describes")
    client = researcher()
    add = address("figure_add", leak.subject)
    client.post(add, {"value": "2,500,000", "unit": "doors", "annotation": str(marked.pk)})
    figure = leak.figures.get()
    assert (int(figure.value), figure.unit, figure.annotation) == (2_500_000, "doors", marked)
    for value, says in (("many", "is not a number"), ("-3", "from 0 on"), ("2500000", "there already")):
        html = client.post(add, {"value": value, "unit": "doors"}, follow=True).content.decode()
        assert says in html
    client.post(address("figure_remove", leak.subject, figure.pk))
    assert not leak.figures.exists()


def test_a_figure_rests_on_evidence_for_this_leak_alone() -> None:
    leak = make_leak(state=State.DRAFT)
    elsewhere = make_annotation()
    typed = {"value": "3", "unit": "doors", "annotation": str(elsewhere.pk)}
    assert (
        "Select a valid choice"
        in researcher().post(address("figure_add", leak.subject), typed, follow=True).content.decode()
    )
    assert not leak.figures.exists()


def test_figures_are_for_leaks() -> None:
    vendor = make_subject(state=State.DRAFT)
    assert researcher().post(address("figure_add", vendor), {"value": "3", "unit": "x"}).status_code == 404


def test_a_draft_is_for_those_who_work_here() -> None:
    leak = make_leak(state=State.DRAFT)
    assert Client().get(leak.subject.get_absolute_url()).status_code == 404
