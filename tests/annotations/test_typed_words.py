"""A refusal says why beside the field, opens the page there, and leaves all that was typed."""

import re
from html import unescape

import pytest
from django.test import Client

from annotations.models import Annotation, TagSynonym, WorkState
from annotations.services.reviewing import withdraw
from tests.annotation_factories import make_annotation, make_leak, make_subject, make_tag
from tests.annotations.desk import address, editor
from tests.html import faults

pytestmark = pytest.mark.django_db


def refused(client: Client, place: str, typed: dict[str, str]) -> str:
    """The page that answers, which is a valid one and still has every word."""
    answer = client.post(place, typed)
    assert answer.status_code == 200, answer.headers.get("Location")
    html = answer.content.decode()
    assert faults(html) == []
    for words in typed.values():
        assert re.search(rf'value="{re.escape(words)}"|>\s*{re.escape(words)}</textarea>', unescape(html)), (
            words
        )
    assert html.count("autofocus") <= 1
    return html


@pytest.mark.parametrize(
    ("part", "typed", "says"),
    [
        ("name_add", {"name": "Lamp Works", "language": "not a language"}, "language"),
        ("name_add", {"name": "Ledger", "language": "en"}, "It has the name"),
        ("relation_add", {"how": "sells-out", "other": "Nobody"}, "Nobody"),
        ("figure_add", {"value": "many", "unit": "residents"}, "many"),
    ],
)
def test_of_a_row_of_a_subject(part: str, typed: dict[str, str], says: str) -> None:
    subject = make_leak("The harbour ledger").subject if part == "figure_add" else make_subject("Ledger")
    html = refused(editor(), address(part, subject), typed)
    assert says in unescape(html)
    assert "autofocus" in html


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        ("rename", {"name": "doors"}),
        ("parent", {"parent": "nothing of that name"}),
        ("synonyms", {"name": "doors"}),
        ("merge", {"kept": "nothing of that name", "reason": "The same."}),
    ],
)
def test_of_an_act_on_a_tag(act: str, typed: dict[str, str]) -> None:
    make_tag("lamps", slug="lamps")
    make_tag("doors", slug="doors")
    html = refused(editor(), f"/tags/lamps/edit/{act}/", typed)
    assert "autofocus" in html
    assert "errorlist" in html
    assert not TagSynonym.objects.exists()


def test_of_a_reply_and_of_what_it_is_evidence_for() -> None:
    annotation, client = make_annotation(state=WorkState.SUBMITTED), editor()
    place = annotation.get_absolute_url()
    html = refused(client, f"{place}evidence/", {"subject": "Nobody", "stance": ""})
    assert "There is no subject" in html
    assert "<details open>" in html
    withdraw(annotation=annotation, reason="Said twice.", actor=None)
    answer = client.post(f"{place}reply/", {"note": "Is it so?"})
    assert "Is it so?" in answer.content.decode()
    assert not Annotation.objects.filter(reply_to=annotation).exists()


def test_of_the_reason_for_an_act() -> None:
    annotation = make_annotation(state=WorkState.DRAFT)  # what was not submitted cannot be returned
    html = refused(editor(), f"{annotation.get_absolute_url()}send-back/", {"reason": "Which quay?"})
    assert 'role="alert"' in html
    assert Annotation.objects.get().state == WorkState.DRAFT
