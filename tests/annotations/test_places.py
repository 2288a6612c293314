"""One annotation on several words: added and taken away by form, in one text and in others."""

import pytest
from django.test import Client

from accounts.roles import EDITOR, RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation, WorkState
from annotations.reads import annotations_on
from annotations.services.annotating import reply
from annotations.services.places import add_place, remove_place
from annotations.services.refusals import NotAllowed, Refused
from tests.annotation_factories import make_annotation
from tests.archive.pages import words_of
from tests.factories import make_document, make_user
from tests.html import faults

pytestmark = pytest.mark.django_db
TEXT = "The lamps listened.\nNobody saw the lamps."


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user(EDITOR))
    return client


@pytest.fixture
def annotation() -> Annotation:
    return make_annotation("listened", document=make_document(TEXT))


def places(annotation: Annotation) -> list[tuple[str, int]]:
    return [(each.exact, each.start) for each in annotation.targets.order_by("position")]


def add(client: Client, annotation: Annotation, **typed: str) -> str:
    answer = client.post(f"{annotation.get_absolute_url()}places/", typed, follow=True)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def test_words_are_added_and_taken_away_by_form(editor: Client, annotation: Annotation) -> None:
    assert "It stands on these words, too." in add(editor, annotation, quote="lamps", passage="2")
    assert places(annotation) == [("listened", 10), ("lamps", 35)]
    html = editor.get(annotation.get_absolute_url()).content.decode()
    assert faults(html) == []
    assert html.count("Not these words") == 2
    first = annotation.targets.order_by("position")[0]
    editor.post(f"{annotation.get_absolute_url()}places/{first.pk}/remove/")
    assert places(annotation) == [("lamps", 35)]
    shown = editor.get(annotation.get_absolute_url()).content.decode()
    assert "Not these words" not in shown
    told = words_of(shown.split('id="history"')[1])
    assert told.index("taken from some of its words") < told.index("placed on more words")


def test_words_of_another_text_show_there_with_the_replies(editor: Client, annotation: Annotation) -> None:
    other = make_document("Elsewhere they listened, too.")
    reply(to=annotation, note="Where?", actor=None, state=WorkState.ACCEPTED)
    address = f"http://testserver{other.get_absolute_url()}#p1"
    assert "It stands on these words" in add(editor, annotation, document_named=address, quote="listened")
    (placed,) = annotations_on(other, make_user(EDITOR))
    assert (str(placed.annotation.pk), len(placed.replies)) == (str(annotation.pk), 1)
    (target,) = annotation.targets.filter(document=other)
    remove_place(target=target, actor=None)
    assert annotations_on(other, make_user(EDITOR)) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quote": "lanterns"}, "“lanterns” is not in this text."),
        ({"quote": "lamps"}, "These words stand there 2 times"),
        ({"quote": "lamps", "passage": "9"}, "That text has no passage ¶ 9."),
        ({"quote": "listened"}, "It stands on these words already."),
        ({"quote": "lamps", "document_named": "/documents/nothing/"}, "There is no document at"),
        ({"quote": ""}, "This field is required."),
        ({"quote": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    editor: Client, annotation: Annotation, typed: dict[str, str], said: str
) -> None:
    assert said in add(editor, annotation, **typed)
    assert places(annotation) == [("listened", 10)]


def test_a_place_in_a_draft_would_hide_it(annotation: Annotation) -> None:
    draft = make_document("They listened.", state=State.DRAFT)
    with pytest.raises(Refused, match="Publish that text first"):
        add_place(annotation=annotation, document=draft, place=(5, 13, "listened"), actor=None)


def test_the_last_words_stay_and_what_is_gone_is_gone(annotation: Annotation) -> None:
    add_place(
        annotation=annotation, document=annotation.targets.get().document, place=(4, 9, "lamps"), actor=None
    )
    first, second = annotation.targets.all()
    remove_place(target=first, actor=None)
    with pytest.raises(Refused, match="Somebody else has removed it already"):
        remove_place(target=first, actor=None)
    with pytest.raises(Refused, match="these are its last words"):
        remove_place(target=second, actor=None)


def test_what_was_accepted_is_for_editors_to_change(client: Client, annotation: Annotation) -> None:
    researcher = make_user(RESEARCHER)
    with pytest.raises(NotAllowed):
        add_place(
            annotation=annotation,
            document=annotation.targets.get().document,
            place=(4, 9, "lamps"),
            actor=researcher,
        )
    client.force_login(researcher)
    assert "It is about other words" not in client.get(annotation.get_absolute_url()).content.decode()
