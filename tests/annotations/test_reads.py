"""What stands in a Document for a reader: its own annotations, and those on the same words elsewhere."""

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.visibility import State
from annotations.models import Stance, WorkState
from annotations.reads import annotations_on
from annotations.services.annotating import reply
from annotations.services.evidence import Bearing
from annotations.services.reviewing import withdraw
from archive.models import Document, QuoteCheck, ReferenceKind
from tests.annotation_factories import make_annotation, make_subject, make_target
from tests.factories import make_document, make_post, make_reference, make_source, make_user

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
WORDS = "The 💡 of 燈 saw 482 residents, and 482 more."


def shown(document: Document, user: User | AnonymousUser = NOBODY) -> list[tuple[str, bool]]:
    """The words of each annotation as they stand in the Document, and whether it was made elsewhere."""
    return [
        (document.text[each.start : each.end], each.is_projected) for each in annotations_on(document, user)
    ]


def quoted_twice() -> tuple[Document, Document, Document]:
    """A post's own text, and two articles that quote it word for word at different places."""
    post = make_post(WORDS)
    articles = []
    for before in ("Seen from the quay.", "😀 The harbour, a year later, by night."):
        article = make_document(f"{before}\n{WORDS}\nThe lamps went out.", source=make_source(before))
        make_reference(article, post.source, WORDS, kind=ReferenceKind.POST)
        articles.append(article)
    return post.source.documents.get(), articles[0], articles[1]


def test_those_of_the_document_itself_stand_by_place() -> None:
    document = make_document()
    for words in ("two winters", "lamps", "For two winters the lamps"):
        make_annotation(words, document=document)
    wide, narrow = "For two winters the lamps", "two winters"
    assert shown(document) == [("lamps", False), (wide, False), (narrow, False)]


@pytest.mark.parametrize("made_on", [0, 1, 2])
def test_the_same_words_carry_it_wherever_they_are_quoted(made_on: int) -> None:
    documents = quoted_twice()
    annotation = make_annotation("saw 482 residents", document=documents[made_on])
    for number, document in enumerate(documents):
        assert shown(document) == [("saw 482 residents", number != made_on)]
        (placed,) = annotations_on(document, NOBODY)
        assert (placed.annotation.pk, placed.made_in) == (str(annotation.pk), documents[made_on].pk)


def test_it_is_placed_by_its_range_not_by_its_words() -> None:
    post, article, _other = quoted_twice()
    make_annotation("482", document=article, skip=1)
    (placed,) = annotations_on(post, NOBODY)
    assert placed.start == WORDS.rindex("482")


def test_words_outside_the_quotation_stay_where_they_are() -> None:
    post, article, other = quoted_twice()
    make_annotation("The lamps went out", document=article)
    make_annotation("quay.\nThe 💡", document=article)
    assert shown(post) == shown(other) == []
    assert len(shown(article)) == 2


def test_only_a_quotation_word_for_word_carries_it() -> None:
    post = make_post(WORDS)
    article = make_document(f"So it was said.\n{WORDS}")
    make_reference(article, post.source, WORDS, kind=ReferenceKind.POST, check_result=QuoteCheck.ALTERED)
    make_annotation("residents", document=post.source.documents.get())
    assert shown(article) == []


def test_a_quotation_that_differs_in_spacing_shows_it_on_the_very_words_or_not_at_all() -> None:
    """Double spaces in the article: ranges behind them are moved."""
    own = make_post("One lamp  and one lampllamp and two ropes.").source.documents.get()
    text = "It read: one lamp and one lampllamp and two ropes."
    article = make_document(text)
    reference = make_reference(article, own.source, text[9:], kind=ReferenceKind.POST)
    type(reference).objects.filter(pk=reference.pk).update(
        check_result=QuoteCheck.VERBATIM, target_document=own, target_start=0, target_end=len(own.text)
    )
    make_annotation("two ropes", document=own)
    make_annotation("lamp", document=own, skip=1)  # stands three times: which one is meant?
    make_annotation("l", document=own, skip=2)  # stands at the very place, but it is another one
    make_annotation("One", document=own)  # not letter for letter the same
    assert shown(article) == [("two ropes", True)]


def test_made_here_and_there_it_shows_once() -> None:
    post, article, other = quoted_twice()
    annotation = make_annotation("residents", document=post)
    make_target(annotation, article, "residents")
    assert shown(article) == [("residents", False)]
    assert shown(post) == [("residents", False)]
    assert shown(other) == [("residents", True)]


def test_nobody_sees_more_than_they_may() -> None:
    post, article, other = quoted_twice()
    make_annotation("residents", document=article, state=WorkState.SUBMITTED)
    hidden = make_annotation("more", document=other)
    researcher = make_user()
    assert shown(post) == [("more", True)]
    Document.objects.filter(pk=other.pk).update(state=State.DRAFT)
    assert shown(post) == shown(article) == []
    assert [words for words, _elsewhere in shown(post, researcher)] == ["residents", "more"]
    withdraw(annotation=hidden, reason="Wrong lamp.", actor=None)
    assert [words for words, _elsewhere in shown(post, researcher)] == ["residents"]


def test_a_quotation_in_a_draft_tells_the_public_nothing() -> None:
    """The post is public, and so is the annotation on it; the article that quotes it is not."""
    post, article, _other = quoted_twice()
    Document.objects.filter(pk=article.pk).update(state=State.DRAFT)
    make_annotation("residents", document=post)
    assert shown(article) == []


def test_replies_stand_below_what_they_answer() -> None:
    document = make_document()
    answer = reply(to=make_annotation(document=document), note="Which?", actor=None, state="accepted")
    further = reply(to=answer, note="The tall one.", actor=None, state="accepted")
    reply(to=answer, note="Not for all to see.", actor=None)
    (placed,) = annotations_on(document, NOBODY)
    assert [each.pk for each in placed.replies] == [str(answer.pk), str(further.pk)]


def test_labels_are_tags_and_the_subjects_that_a_reader_may_see() -> None:
    document = make_document()
    seen, secret = make_subject("Lampworks"), make_subject("Oilworks", state=State.DRAFT)
    bearings = [Bearing(secret, Stance.MENTIONS), Bearing(seen, Stance.DESCRIBES, "strong")]
    make_annotation(document=document, tags=["quay", "lamps"], evidence=bearings)
    (placed,) = annotations_on(document, NOBODY)
    assert [label.name for label in placed.tags] == ["lamps", "quay"]
    (label,) = placed.subjects
    assert (label.name, label.stance, label.strength, label.slug) == (
        "Lampworks",
        "describes",
        "strong",
        seen.slug,
    )
    (placed,) = annotations_on(document, make_user())
    assert [label.name for label in placed.subjects] == ["Lampworks", "Oilworks"]


def test_two_queries_however_many(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    post, article, other = quoted_twice()
    subject = make_subject()
    for document in (post, article, other):
        for words in ("residents", "more", "saw"):
            bearing = Bearing(subject, Stance.MENTIONS)
            make_annotation(words, document=document, tags=["lamps", "quay"], evidence=[bearing])
    with django_assert_max_num_queries(2):
        placed = annotations_on(article, NOBODY)
        assert {each.annotation.person for each in placed} == {""}
    assert len(placed) == 9
    assert all(len(each.annotation.labels) == 3 for each in placed)
