"""Suggestions: offered while nobody has answered them, an annotation when accepted, gone for good when dismissed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, User
from accounts.visibility import State
from annotations.folding import fold_name
from annotations.models import Annotation, Dismissal, Motivation, Stance, Subject, SubjectKind, WorkState
from annotations.services.merging import merge_subjects
from annotations.services.refusals import Refused
from annotations.services.reviewing import withdraw
from annotations.services.suggesting import accept_suggestion, dismiss_suggestion, undismiss
from annotations.suggestions import Settled, dismissed_in, suggestions_for
from archive.models import Document
from sources.names import name_key
from tests.annotation_factories import make_annotation, make_evidence, make_leak, make_subject
from tests.factories import make_document, make_quoted_post, make_user

pytestmark = pytest.mark.django_db
TEXT = "Gates by Cisco, 👁️海康威视 and JVT stood on the quay.\nA smile for Cisco’s men in San Francisco."


@pytest.fixture
def user() -> User:
    return make_user()


@pytest.fixture
def document() -> Document:
    return make_document(TEXT)


def offered(document: Document, user: User | AnonymousUser) -> list[tuple[int, str]]:
    found = suggestions_for(document, user)
    assert all(document.text[each.start : each.end] == each.exact for each in found)
    return [(each.start, each.exact) for each in found]


def place_of(document: Document, words: str, skip: int = 0) -> tuple[int, int, str]:
    start = -1
    for _each in range(skip + 1):
        start = document.text.index(words, start + 1)
    return start, start + len(words), words


def test_names_and_aliases_in_any_script_are_offered_in_order(document: Document, user: User) -> None:
    make_subject("Cisco")
    make_subject("Hikvision", names=["Hikvision", "海康威视"])
    make_subject("Smile")
    make_leak("A harbour ledger")
    make_subject("San Francisco", kind=SubjectKind.CLAIM, names=["San Francisco"])
    assert offered(document, user) == [
        place_of(document, "Cisco")[::2],
        place_of(document, "海康威视")[::2],
        place_of(document, "Cisco", 1)[::2],
    ]


def test_a_name_of_two_offers_both(document: Document, user: User) -> None:
    subjects = [make_subject("JVT"), make_subject("JVT", kind=SubjectKind.TECHNOLOGY)]
    (one,) = suggestions_for(document, user)
    assert one.subjects == subjects
    dismiss_suggestion(document=document, place=place_of(document, "JVT"), subject=subjects[0], actor=user)
    (one,) = suggestions_for(document, user)
    assert one.subjects == subjects[1:]


def test_subjects_that_a_person_may_not_see_are_not_looked_for(document: Document, user: User) -> None:
    make_subject("Cisco", state=State.DRAFT)
    make_subject("JVT stood", state=State.DRAFT)
    make_subject("JVT")
    assert offered(document, AnonymousUser()) == [place_of(document, "JVT")[::2]]
    assert len(offered(document, user)) == 3


def test_a_merged_subject_is_offered_as_what_it_became(document: Document, user: User) -> None:
    kept, merged = make_subject("Sorrel Gates"), make_subject("Cisco")
    merge_subjects(kept=kept, merged=merged, reason="", actor=None)
    assert [each.subjects for each in suggestions_for(document, user)] == [[kept], [kept]]


@pytest.mark.parametrize("words", ["Cisco", "Gates by Cisco, ", "isc"])
def test_words_that_overlap_an_annotation_with_that_subject_are_not_offered(
    document: Document, user: User, words: str
) -> None:
    cisco, jvt = make_subject("Cisco"), make_subject("JVT")
    annotation = make_annotation(words, document=document, state=WorkState.DRAFT)
    make_evidence(annotation, cisco)
    make_evidence(make_annotation("JVT", document=document), cisco)
    second = place_of(document, "Cisco", 1)[::2]
    assert offered(document, user) == [place_of(document, "JVT")[::2], second]
    withdraw(annotation=annotation, reason="Not them.", actor=None)
    assert offered(document, user)[0] == place_of(document, "Cisco")[::2]
    assert suggestions_for(document, user)[1].subjects == [jvt]


def test_an_annotation_beside_the_name_or_elsewhere_leaves_it_offered(document: Document, user: User) -> None:
    cisco = make_subject("Cisco")
    make_evidence(make_annotation("by ", document=document), cisco)
    make_evidence(make_annotation("Cisco", document=make_document(TEXT)), cisco)
    assert len(offered(document, user)) == 2


def test_what_is_said_of_a_quoted_post_counts_in_the_article_and_the_other_way_round(user: User) -> None:
    jvt, lamps = make_subject("JVT"), make_subject("Sorrel Lamp Works")
    _post, reference = make_quoted_post("JVT and Sorrel Lamp Works and JVT")
    article, own = reference.document, reference.target_document
    assert own is not None
    make_evidence(make_annotation("JVT", document=own, skip=1), jvt)
    make_evidence(make_annotation("Sorrel Lamp Works", document=article), lamps)
    assert offered(article, user) == [place_of(article, "JVT")[::2]]
    assert offered(own, user) == [place_of(own, "JVT")[::2]]
    reference.check_result = "altered"
    reference.save()
    assert len(offered(article, user)) == len(offered(own, user)) == 2


def test_four_queries_at_any_length(
    user: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Cisco", "JVT", "Sorrel Lamp Works"):
        make_subject(name)
    document = make_document("\n".join([TEXT] * 50))
    make_evidence(make_annotation("Cisco", document=document), Subject.objects.get(name="Cisco"))
    user.groups.first()
    suggestions_for(document, user)  # who this person is, is asked once
    with django_assert_max_num_queries(4):
        assert len(suggestions_for(document, user)) == 149


def test_a_new_name_is_looked_for_at_once(document: Document, user: User) -> None:
    subject = make_subject("Sorrel Gates")
    assert offered(document, user) == []
    subject.names.create(name="Cisco", key="cisco")
    assert len(offered(document, user)) == 2
    subject.names.all().delete()
    assert offered(document, user) == []


def test_accepting_says_that_the_words_mention_the_subject(document: Document, user: User) -> None:
    subject = make_subject("海康威视")
    place = place_of(document, "海康威视")
    annotation = accept_suggestion(document=document, place=place, subject=subject, actor=user)
    assert (annotation.kind, annotation.motivation) == (SubjectKind.VENDOR, Motivation.IDENTIFYING)
    assert (annotation.state, annotation.created_by) == (WorkState.SUBMITTED, user)
    target, evidence = annotation.targets.get(), annotation.evidence.get()
    assert (target.start, target.end, target.exact) == place
    assert (evidence.subject, evidence.stance) == (subject, Stance.MENTIONS)
    assert offered(document, user) == []
    verbs = AuditEntry.objects.filter(record_id=str(annotation.pk)).values_list("verb", flat=True)
    assert sorted(verbs) == ["accepted suggestion", "annotated"]


def test_dismissing_is_for_good_for_everybody_and_can_be_undone(document: Document, user: User) -> None:
    subject = make_subject("Cisco")
    place, other = place_of(document, "Cisco"), place_of(document, "Cisco", 1)
    dismissal = dismiss_suggestion(document=document, place=place, subject=subject, actor=user)
    assert dismiss_suggestion(document=document, place=place, subject=subject, actor=make_user()) == dismissal
    assert offered(document, make_user()) == [other[::2]]
    assert [(each.start, each.by) for each in dismissed_in(document, user)] == [(place[0], user)]
    assert Annotation.objects.count() == 0
    undismiss(dismissal=dismissal, actor=user)
    assert offered(document, user) == [place[::2], other[::2]]
    entries = AuditEntry.objects.filter(record_id=document.public_id).order_by("pk")
    assert [entry.verb for entry in entries] == ["dismissed suggestion", "undid dismissal"]
    assert entries[0].changes == {"suggestion": ["", "Cisco: Cisco"]}
    with pytest.raises(Refused, match="undone it already"):
        undismiss(dismissal=dismissal, actor=user)


def test_what_cannot_be_answered_is_refused_and_nothing_written(document: Document, user: User) -> None:
    cisco, claim = make_subject("Cisco"), make_subject("JVT", kind=SubjectKind.CLAIM, names=["JVT"])
    place, jvt = place_of(document, "Cisco"), place_of(document, "JVT")
    faults = [
        ((place[0] + 1, place[1] + 1, "Cisco"), cisco, "Other words"),
        ((-5, 0, ""), cisco, "Other words"),
        ((10**6, 10**6 + 5, "Cisco"), cisco, "Other words"),
        ((place[0], place[0], ""), cisco, "Other words"),
        ((10**6, 10**6 + 5, ""), cisco, "Other words"),
        (jvt, cisco, "“JVT” is no name of “Cisco”"),
        (jvt, claim, "is no name of"),
    ]
    for answer in (accept_suggestion, dismiss_suggestion):
        for where, subject, words in faults:
            with pytest.raises(Refused, match=words):
                answer(document=document, place=where, subject=subject, actor=user)
    assert (Annotation.objects.count(), Dismissal.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_an_answer_is_given_once(document: Document, user: User) -> None:
    cisco = make_subject("Cisco")
    first, second = place_of(document, "Cisco"), place_of(document, "Cisco", 1)
    accept_suggestion(document=document, place=first, subject=cisco, actor=user)
    for answer in (accept_suggestion, dismiss_suggestion):
        with pytest.raises(Refused, match="is annotated with “Cisco” already"):
            answer(document=document, place=first, subject=cisco, actor=make_user())
    dismiss_suggestion(document=document, place=second, subject=cisco, actor=user)
    with pytest.raises(Refused, match="Somebody has dismissed"):
        accept_suggestion(document=document, place=second, subject=cisco, actor=user)
    assert Annotation.objects.count() == 1


RANGE = st.tuples(st.integers(0, 30), st.integers(1, 5)).map(lambda each: (each[0], sum(each)))


@given(st.lists(RANGE), RANGE)
def test_settled_ranges_are_met_where_they_overlap(
    ranges: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    done = Settled()
    for start, end in sorted(ranges):
        done.add(start, end)
    assert done.meets(place) == any(start < place[1] and place[0] < end for start, end in ranges)


class SuggestedWords(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        st.text("aAbB 海康ｶﾞガ㍿Ａé👁\ufe0f.@/'’", min_size=1, max_size=50),
        st.lists(
            st.text("aAbB海康ガＡé'’", min_size=2, max_size=3), min_size=1, max_size=4, unique_by=fold_name
        ),
    )
    def test_fold_to_a_name_of_each_subject_offered(self, text: str, names: list[str]) -> None:
        user, document = make_user(), make_document(text)
        for name in names:
            make_subject("Lamp", names=[]).names.create(name=name, key=name_key(name))
        for each in suggestions_for(document, user):
            assert document.text[each.start : each.end] == each.exact
            for subject in each.subjects:
                known = {fold_name(name) for name in subject.names.values_list("name", flat=True)}
                assert fold_name(each.exact) in known
