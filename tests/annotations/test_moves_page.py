"""The page on which annotations of an older text are carried over, and what the reader page says of it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import EDITOR, READER
from accounts.visibility import State
from annotations.models import Annotation, Move, MoveState, WorkState
from annotations.services.moving import propose_moves
from archive.models import Document
from tests.annotation_factories import make_annotation
from tests.annotations.moving import GONE, NEW, OLD, SAME, annotate_old, kept_again, make_versions, move_of
from tests.archive.pages import seen, words_of
from tests.factories import make_document, make_quoted_post, make_source, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions() -> tuple[Document, Document]:
    return make_versions()


@pytest.fixture
def three(versions: tuple[Document, Document]) -> tuple[Annotation, Annotation, Annotation]:
    """On the older text: words that stay, that change, that go; looked for in the newer one."""
    made = annotate_old(versions[0])
    propose_moves(document=versions[1], actor=None)
    return made


@pytest.fixture
def editor() -> Client:
    return client_of(make_user(EDITOR))


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(document: Document, show: str = "") -> str:
    return reverse("annotations:moves", args=[document.public_id]) + (f"?show={show}" if show else "")


def answer(move: Move) -> str:
    return f"{move.pk}-{move.start}-{move.end}"


def said(client: Client, document: Document, **sent: str) -> str:
    response = client.post(address(document), sent, follow=True)
    assert response.status_code == 200
    return words_of(response.content.decode())


def test_only_those_who_annotate_see_it(versions: tuple[Document, Document]) -> None:
    new = versions[1]
    move = propose_one(versions)
    by_hand = reverse("annotations:move_by_hand", args=[new.public_id, move.pk])
    for place in (address(new), by_hand):
        assert Client().get(place).headers["Location"] == f"/login/?next={place}"
        assert client_of(make_user(READER)).get(place).status_code == 403
    assert client_of(make_user()).get(address(new)).status_code == 200
    assert client_of(make_user()).get(by_hand).status_code == 404
    post, _reference = make_quoted_post("Lamp 9 sees.")
    assert client_of(make_user()).get(address(post.source.documents.get())).status_code == 404


def propose_one(versions: tuple[Document, Document]) -> Move:
    annotation = make_annotation(SAME, document=versions[0])
    propose_moves(document=versions[1], actor=None)
    return move_of(annotation, versions[1])


def test_old_and_new_words_stand_side_by_side_with_score_and_reason(
    editor: Client, versions: tuple[Document, Document], three: tuple[Annotation, ...]
) -> None:
    page = seen(editor, address(versions[1]))
    plain = words_of(page)
    assert "To decide 2 Not found 1 Refused 0 Carried over 0" in plain.replace("  ", " ")
    assert "sure, 1.00" in plain
    assert "likely: look at it, 0.8" in plain
    assert "Accept the exact one (1)" in plain
    assert f'href="{versions[0].get_absolute_url()}#{three[0].anchor}"' in page
    assert f'href="{versions[1].get_absolute_url()}#p3"' in page
    assert 'm--0">没有' not in page
    assert '<span lang="und-Hani">没有保护的服务器</span></mark>' in page
    assert '<span lang="und-Hani">沒有保护的服务器</span></mark>' in page


def test_what_stays_behind_is_listed_with_the_reason(
    editor: Client, versions: tuple[Document, Document], three: tuple[Annotation, ...]
) -> None:
    plain = words_of(seen(editor, address(versions[1], "not_found")))
    assert GONE in plain
    assert "No place. The annotation stays where it is." in plain
    assert "The words are gone, or nothing tells which of several places is meant." in plain


def test_places_are_looked_for_when_a_person_asks(
    editor: Client, versions: tuple[Document, Document]
) -> None:
    old, new = versions
    annotate_old(old)
    assert "3 marked places of older versions were not looked for yet." in words_of(
        seen(editor, address(new))
    )
    assert not Move.objects.exists()
    assert "Looked for: 2 found, 1 not." in said(editor, new, propose="1")
    assert "not looked for" not in words_of(seen(editor, address(new)))


def test_accept_refuse_and_all_exact_ones(
    editor: Client, versions: tuple[Document, Document], three: tuple[Annotation, ...]
) -> None:
    new = versions[1]
    changed = move_of(three[1], new)
    assert "Refused. It stays where it is" in said(editor, new, refuse=answer(changed))
    assert "1 carried over." in said(editor, new, accept_exact="1")
    assert three[0].targets.filter(document=new).exists()
    assert not three[1].targets.filter(document=new).exists()
    assert "Accept after all" in words_of(seen(editor, address(new, "refused")))
    assert "Carried over: “沒有保护的服务器”" in said(editor, new, accept=answer(changed))
    assert three[1].targets.get(document=new).exact == "沒有保护的服务器"
    assert "Carried over 2" in words_of(seen(editor, address(new, "accepted")))
    assert "It stands in the newer text already." in said(editor, new, accept=answer(changed))


@pytest.mark.parametrize("sent", ["", "x", "1", "1-2", "999999999999999-1-2", "٣-1-2", "-1-2-3", "1-2-3\0"])
def test_an_answer_to_nothing_is_refused(
    editor: Client, versions: tuple[Document, Document], three: tuple[Annotation, ...], sent: str
) -> None:
    assert "is no proposal for this text" in said(editor, versions[1], accept=sent)
    assert "Say what to do" in said(editor, versions[1])
    assert not Move.objects.filter(state=MoveState.ACCEPTED).exists()


def test_a_stale_page_accepts_nothing_else(
    editor: Client, versions: tuple[Document, Document], three: tuple[Annotation, ...]
) -> None:
    move = move_of(three[0], versions[1])
    assert "stands “lamps count ships”" in said(editor, versions[1], accept=f"{move.pk}-0-12")
    assert move_of(three[0], versions[1]).state == MoveState.PROPOSED


def test_others_see_and_do_not_decide(
    versions: tuple[Document, Document], three: tuple[Annotation, ...]
) -> None:
    new, client = versions[1], client_of(make_user())
    page = seen(client, address(new))
    assert 'name="accept"' not in page
    assert 'name="accept_exact"' not in page
    assert "Its author or an editor decides." in page
    assert "Only its author or an editor can do that." in said(
        client, new, accept=answer(move_of(three[0], new))
    )
    place = reverse("annotations:move_by_hand", args=[new.public_id, move_of(three[0], new).pk])
    assert client.get(place).status_code == 404


def test_an_author_carries_over_what_is_their_own(versions: tuple[Document, Document]) -> None:
    old, new = versions
    author = make_user()
    own = make_annotation(SAME, document=old, actor=author, state=WorkState.DRAFT)
    make_annotation("Nobody was told", document=old)
    propose_moves(document=new, actor=author)
    assert "Accept the exact one (1)" in words_of(seen(client_of(author), address(new)))
    assert "1 carried over." in said(client_of(author), new, accept_exact="1")
    assert own.targets.filter(document=new).exists()


def test_by_hand_the_words_are_found_in_the_newer_text(
    editor: Client, versions: tuple[Document, Document], three: tuple[Annotation, ...]
) -> None:
    new, gone = versions[1], three[2]
    place = reverse("annotations:move_by_hand", args=[new.public_id, move_of(gone, new).pk])
    assert GONE in words_of(seen(editor, place))
    for quote, passage, fault in (
        ("Nobody at all", "", "is not in this text"),
        ("lamps count", "", "These words stand there 2 times"),
        ("lamps count", "99", "has no passage ¶ 99"),
        ("lamps count", "9999999999999", "less than or equal to"),
        ("", "", "This field is required"),
        ("a\0b", "", "Null characters"),
    ):
        page = editor.post(place, {"quote": quote, "passage": passage}).content.decode()
        assert fault in words_of(page), quote
    assert not gone.targets.filter(document=new).exists()
    answered = editor.post(place, {"quote": "That was all.", "passage": "5"}, follow=True)
    assert "Placed. It stands in the newer text now, too." in answered.content.decode()
    target = gone.targets.get(document=new)
    assert (target.start, target.exact) == (NEW.index("That was all."), "That was all.")
    assert editor.get(place).status_code == 404


def test_a_draft_is_published_first(editor: Client) -> None:
    old, new = make_versions(state=State.DRAFT)
    annotation = make_annotation(SAME, document=old)
    propose_moves(document=new, actor=None)
    assert "Publish the newer text first" in said(editor, new, accept_exact="1")
    move = move_of(annotation, new)
    place = reverse("annotations:move_by_hand", args=[new.public_id, move.pk])
    page = editor.post(place, {"quote": "Nobody was told"}).content.decode()
    assert "Publish the newer text first" in page
    assert "Nobody was told</textarea>" in page


def test_the_page_takes_as_many_queries_for_many_as_for_few(
    versions: tuple[Document, Document], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    old, new = versions
    for start in range(0, 200, 4):
        make_annotation(OLD[start : start + 20], document=old)
    propose_moves(document=new, actor=None)
    client = client_of(make_user(EDITOR))
    with django_assert_max_num_queries(11):
        page = client.get(address(new)).content.decode()
    assert page.count('class="move"') == 25
    assert "Next" in page
    assert client.get(address(new) + "?after=x&show=nothing").status_code == 200


def test_the_reader_page_says_what_waits(
    versions: tuple[Document, Document], three: tuple[Annotation, ...], editor: Client
) -> None:
    old, new = versions
    newer = words_of(seen(editor, new.get_absolute_url()))
    older = words_of(seen(editor, old.get_absolute_url()))
    assert "3 annotations stand on an older version" in newer
    assert address(new) in editor.get(old.get_absolute_url()).content.decode()
    assert "3 annotations of older versions wait to be carried over to the newest" in older
    said(editor, new, accept_exact="1")
    assert "2 annotations stand on an older version" in words_of(seen(editor, new.get_absolute_url()))


def test_readers_are_told_of_a_newer_version_and_nothing_of_the_work(
    versions: tuple[Document, Document], three: tuple[Annotation, ...]
) -> None:
    old, new = versions
    older, newer = seen(Client(), old.get_absolute_url()), seen(Client(), new.get_absolute_url())
    assert "A newer version is kept" in words_of(older)
    assert f'href="{new.get_absolute_url()}"' in older
    assert "A newer version is kept" not in words_of(newer)
    assert "/moves/" not in older + newer
    hidden = kept_again("Yet another.", source=old.source, days=5, state=State.DRAFT)
    assert hidden.get_absolute_url() not in seen(Client(), old.get_absolute_url())


def test_a_text_without_versions_asks_for_none(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    alone = make_document(OLD, source=make_source())
    make_annotation(SAME, document=alone)
    client = client_of(make_user())
    with django_assert_max_num_queries(15) as few:
        assert "/moves/" not in client.get(alone.get_absolute_url()).content.decode()
    assert not any("annotations_move" in each["sql"] for each in few.captured_queries)
