"""What an annotation is evidence for, by form: how, how strongly, and weighed otherwise later on."""

import pytest
from django.test import Client

from accounts.roles import EDITOR, RESEARCHER
from annotations.models import Claim, ClaimStatus, Evidence, Stance, Strength, WorkState
from annotations.services.claims import change_status
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject
from tests.archive.pages import words_of
from tests.factories import make_user
from tests.html import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(EDITOR))
    return client


def change(client: Client, evidence: Evidence, **typed: str) -> str:
    where = f"{evidence.annotation.get_absolute_url()}evidence/{evidence.pk}/change/"
    return words_of(client.post(where, typed, follow=True).content.decode())


def test_evidence_is_given_with_its_strength(editor: Client) -> None:
    claim, annotation = make_claim("The lamps listened."), make_annotation(kind="claim")
    typed = {"subject": "The lamps listened.", "stance": "disputes", "strength": "strong"}
    editor.post(f"{annotation.get_absolute_url()}evidence/", typed)
    evidence = annotation.evidence.get()
    assert (evidence.subject, evidence.stance, evidence.strength) == (claim.subject, "disputes", "strong")
    assert "disputes, strong" in words_of(Client().get(claim.subject.get_absolute_url()).content.decode())


def test_nothing_said_of_its_strength_is_moderate(editor: Client) -> None:
    make_subject("Sorrel Works")
    annotation = make_annotation()
    editor.post(f"{annotation.get_absolute_url()}evidence/", {"subject": "Sorrel Works", "stance": ""})
    assert annotation.evidence.get().strength == Strength.MODERATE


def test_the_page_offers_the_stances_that_suit(editor: Client) -> None:
    annotation = make_annotation()
    make_evidence(annotation, make_claim().subject)
    make_evidence(annotation, make_subject("Sorrel Works"))
    html = editor.get(annotation.get_absolute_url()).content.decode()
    assert faults(html) == []
    forms = [each.split("</form>")[0] for each in html.split("Weigh it otherwise:")[1:]]
    assert [("supports" in each, "mentions" in each) for each in forms] == [(True, False), (False, True)]


def test_weighed_otherwise_a_claim_falls_back(editor: Client) -> None:
    evidence = make_evidence()
    change_status(claim=Claim.objects.get(), status="supported", reason="Seen.", actor=None)
    assert "Saved." in change(editor, evidence, stance="context", strength="weak")
    evidence.refresh_from_db()
    assert (evidence.stance, evidence.strength) == (Stance.CONTEXT, Strength.WEAK)
    assert Claim.objects.get().status == ClaimStatus.UNREVIEWED


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"stance": "mentions", "strength": "weak"}, "mentions is not one of the available choices."),
        ({"stance": "disputes", "strength": "iron"}, "iron is not one of the available choices."),
        ({}, "This field is required."),
    ],
)
def test_what_cannot_be_changes_nothing(editor: Client, typed: dict[str, str], said: str) -> None:
    evidence = make_evidence()
    assert said in change(editor, evidence, **typed)
    evidence.refresh_from_db()
    assert (evidence.stance, evidence.strength) == (Stance.SUPPORTS, Strength.MODERATE)


def test_who_may_not_change_it_is_told_so_or_sees_no_form(client: Client) -> None:
    researcher = make_user(RESEARCHER)
    client.force_login(researcher)
    evidence = make_evidence(make_annotation(actor=researcher, state=WorkState.DRAFT))
    evidence.annotation.__class__.objects.update(state=WorkState.ACCEPTED)
    assert "It has been accepted: only an editor can change it now." in change(
        client, evidence, stance="disputes", strength="weak"
    )
    page = client.get(evidence.annotation.get_absolute_url()).content.decode()
    assert "Weigh it otherwise" not in page
    other = make_annotation(actor=researcher, state=WorkState.DRAFT)
    where = f"{other.get_absolute_url()}evidence/{evidence.pk}/change/"
    assert client.post(where, {"stance": "disputes", "strength": "weak"}).status_code == 404
