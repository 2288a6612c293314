"""Who made an annotation elsewhere: kept as it was said, shown beside who imported it, and given on again as it came."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from accounts.roles import RESEARCHER
from annotations.models import Annotation, Creator
from annotations.services.importing import Arrival, Outcome
from tests.annotations.foreign import BASE, TEXT, everything, forget_everything, imported, said_of
from tests.archive.pages import words_of
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db
GRACE = {"id": "acct:grace@elsewhere.example", "type": "Person", "name": "Grace"}
LAMPS = {"type": "Organization", "name": "燈火 <Lamps>"}
READER = {"id": "https://elsewhere.example/reader", "type": "Software"}
ADA = {"type": "Person", "name": "Ada Quill"}
TOLD: list[Any] = [
    GRACE,
    LAMPS,
    READER,
    ADA,
    {"name": "Ada Quill"},
    {**ADA, "id": "https://elsewhere.example/ada"},
    [GRACE, LAMPS, READER],
    [ADA, GRACE],
]


def creators_in(written: bytes) -> list[Any]:
    """Of the annotations in an export, in its order; None where it names nobody."""
    return [each.get("creator") for each in parsed(written)["items"]]


def parsed(written: bytes) -> Any:
    return json.loads(written)


def bring(path: Path) -> None:
    call_command("import_annotations", path, accept=True, stdout=StringIO())


@pytest.fixture
def ada() -> User:
    return make_user(first_name="Ada", last_name="Quill")


def test_creators_leave_as_they_came(tmp_path: Path, ada: User) -> None:
    """From another site to here, from here as a file, back, and out again: the same bytes, and whom they named."""
    document = make_document(TEXT)
    foreign = tmp_path / "foreign.jsonld"
    said = [
        said_of(document, "listened", id=f"https://elsewhere.example/{number}", creator=creator)
        for number, creator in enumerate(TOLD)
    ]
    foreign.write_text(
        json.dumps([each | {"created": f"2019-12-18T09:30:{n:02}Z"} for n, each in enumerate(said)])
    )
    bring(foreign)
    first = everything(tmp_path / "first.jsonld")
    assert creators_in(first) == TOLD
    forget_everything()
    bring(tmp_path / "first.jsonld")
    assert everything(tmp_path / "second.jsonld") == first


def test_only_a_name_without_an_iri_is_that_of_a_person_here(ada: User) -> None:
    document = make_document(TEXT)
    for number, creator in enumerate(TOLD):
        imported(said_of(document, "listened", id=f"https://elsewhere.example/{number}", creator=creator))
    made = Annotation.objects.filter(created_by=ada)
    assert {each.via[-1] for each in made} == {"3", "4", "7"}
    assert not Creator.objects.filter(annotation__via__endswith="/3").exists()


def test_who_imports_answers_for_it_and_the_page_says_both(client: Client) -> None:
    actor = make_user(RESEARCHER, first_name="Ben", last_name="Anchor")
    data = said_of(make_document(TEXT), "listened", creator=[LAMPS, READER])
    assert imported(data, Arrival(base=BASE, actor=actor)).outcome == Outcome.NEW
    annotation = Annotation.objects.get()
    assert annotation.created_by == actor
    client.force_login(actor)
    shown = words_of(client.get(annotation.get_absolute_url()).content.decode())
    assert "by 燈火 &lt;Lamps&gt;, https://elsewhere.example/reader, imported by Ben Anchor" in shown


def test_what_the_operator_imports_is_not_taken_for_the_dossier(client: Client) -> None:
    imported(said_of(make_document(TEXT), "listened"))
    client.force_login(make_user(RESEARCHER))
    shown = words_of(client.get(Annotation.objects.get().get_absolute_url()).content.decode())
    assert "imported by the operator" in shown
    assert "bundled dossier" not in shown


@pytest.mark.parametrize(
    ("creator", "reason"),
    [
        ({"name": "a\0b"}, "creator: There is a character in it that cannot be kept."),
        ({"name": "a" * 501}, "creator: It has 501 characters; 500 at most."),
        ({"id": f"https://elsewhere.example/{'a' * 2000}"}, "creator: It has 2026 characters; 2000 at most."),
        ([GRACE] * 101, "creator: It names 101 creators; 100 at most."),
    ],
)
def test_who_cannot_be_kept_refuses_the_annotation(creator: Any, reason: str) -> None:
    row = imported(said_of(make_document(TEXT), "listened", creator=creator))
    assert (row.outcome, row.reason) == (Outcome.REFUSED, reason)
    assert not Annotation.objects.exists()
