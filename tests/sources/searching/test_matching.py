"""A page of hits: who sees what, counted how far, in which order, from which place on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.roles import RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation, Subject, WorkState
from archive.models import Document, Passage
from sources.models import Account, Agent, Post, Source
from sources.paging import MalformedCursor
from sources.searching import matching
from sources.searching.indexes import index_of
from sources.searching.matching import Hits, Wanted, match
from sources.searching.plans import Person
from sources.searching.querying import parse
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.factories import make_account, make_agent, make_document, make_post, make_source, make_user
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


def passages(query: str, user: Person = ANYBODY, **wanted: Any) -> Hits:
    visible = Passage.objects.visible_to(user)
    return match(index_of(Passage), parse(query).tree, visible=visible, user=user, wanted=Wanted(**wanted))


def texts(hits: Hits) -> list[str]:
    rows = Passage.objects.select_related("document").in_bulk(list(hits.keys))
    return [rows[key].document.text[rows[key].start : rows[key].end] for key in hits.keys]


def keep(*lines: str, **fields: Any) -> Document:
    document = make_document("\n".join(lines), **fields)
    index_everything()
    return document


def everything(query: str, user: Person) -> list[tuple[Any, int]]:
    """What a person finds with it, in every index: by `match` and by `search`."""
    lists: list[QuerySet[Any]] = [
        Passage.objects.visible_to(user), Post.objects.visible_to(user), Source.objects.visible_to(user),
        Agent.objects.visible_to(user), Account.objects.visible_to(user), Subject.objects.visible_to(user),
        Annotation.objects.visible_to(user),
    ]  # fmt: skip
    found = []
    for visible in lists:
        hits = match(index_of(visible.model), parse(query).tree, visible=visible, user=user)
        assert set(hits.keys) == set(visible.search(query, user).values_list("pk", flat=True))  # type: ignore[attr-defined]
        assert (hits.count, len(hits.candidates)) == (len(hits.keys), len(hits.keys))
        found += [(visible.model, hits.count)] if hits.count else []
    return found


def a_draft_text() -> None:
    make_document("The canary sang.", state=State.DRAFT)


def a_text_of_a_draft_source() -> None:
    make_document("The canary sang.", source=make_source("Bird", state=State.DRAFT))


def a_draft_source() -> None:
    make_source("The canary", state=State.DRAFT)


def a_draft_text_of_a_public_post() -> None:
    post = make_post("A lamp.")
    make_document("The canary sang.", source=post.source, state=State.DRAFT, kept_as="quotation")


def a_public_post_of_a_draft_agent() -> None:
    make_post("A lamp.", account=make_account("quill", agent=make_agent("Canary", state=State.DRAFT)))


def a_public_agent_with_a_draft_account() -> None:
    make_account("canary", agent=make_agent("Ada Quill"), state=State.DRAFT)


def a_public_work_by_a_draft_agent() -> None:
    make_source("Lamps", authors=[make_agent("Canary", state=State.DRAFT)])


def an_annotation_not_accepted() -> None:
    make_annotation(note="The canary sang.", state=WorkState.SUBMITTED)


def an_annotation_of_a_draft_text() -> None:
    make_annotation("canary", document=make_document("The canary sang.", state=State.DRAFT))


def evidence_for_a_draft_subject() -> None:
    make_evidence(make_annotation(), make_subject("Canary", state=State.DRAFT))


def a_subject_with_a_draft_agent() -> None:
    make_subject("Lamp Works", agent=make_agent("Canary", state=State.DRAFT))


@pytest.mark.parametrize(
    "hide",
    [
        a_draft_text, a_text_of_a_draft_source, a_draft_source, a_draft_text_of_a_public_post,
        a_public_post_of_a_draft_agent, a_public_agent_with_a_draft_account, a_public_work_by_a_draft_agent,
        an_annotation_not_accepted, an_annotation_of_a_draft_text, evidence_for_a_draft_subject,
        a_subject_with_a_draft_agent,
    ],
)  # fmt: skip
def test_what_a_person_may_not_see_is_in_no_hit_and_in_no_count(hide: Callable[[], None]) -> None:
    hide()
    index_everything()
    for query in ("canary", "can*", "canary OR kingfisher", "canary kind:passage OR canary"):
        assert everything(query, ANYBODY) == [], query
        assert everything(query, make_user(RESEARCHER)), query


def test_what_is_hidden_leaves_nothing_out() -> None:
    a_draft_text_of_a_public_post()
    index_everything()
    assert everything("lamp -canary", ANYBODY) == everything("lamp", ANYBODY)


def test_hidden_hits_take_no_place_below_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "COUNT_CAP", 3)
    keep("lamp one", "lamp two")
    keep("lamp three", "lamp four", "lamp five", "lamp six", state=State.DRAFT)
    assert (passages("lamp").count, passages("lamp").is_more) == (2, False)
    hits = passages("lamp", make_user(RESEARCHER))
    assert (hits.count, hits.is_more, len(hits.candidates)) == (3, True, 3)


def test_the_best_come_first_and_then_those_beyond_the_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "RANK_CAP", 2)
    keep("lamp lamp", "a long line of words with one lamp in it somewhere", "a lamp", "a lamp of old times")
    assert texts(passages("lamp")) == [
        "a lamp", "a lamp of old times", "a long line of words with one lamp in it somewhere", "lamp lamp",
    ]  # fmt: skip


def test_words_just_as_typed_come_before_others_that_fold_to_them() -> None:
    keep("张三", "張三 and more words", "张三 once more")
    assert texts(passages("張三"))[0] == "張三 and more words"
    assert set(texts(passages("张三"))[:2]) == {"张三", "张三 once more"}
    assert passages("张三").count == passages("張三").count == 3


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("user", [ANYBODY, None])
def test_pages_follow_one_another_without_a_gap(sort: str, user: Person | None) -> None:
    for day in (3, 1, 2, 2):
        keep("a lamp", "the lamps and a lamp", source=make_source(issued=f"2019-12-0{day}"))
    keep("one lamp more", source=make_source(issued=""))
    reader = user or make_user(RESEARCHER)
    pages: list[Hits] = [passages("lamp", reader, sort=sort, size=2)]
    while pages[-1].next:
        pages.append(passages("lamp", reader, sort=sort, size=2, after=pages[-1].next))
    keys = [key for page in pages for key in page.keys]
    assert len(keys) == len(set(keys)) == pages[0].count == 9
    assert tuple(keys) == passages("lamp", reader, sort=sort, size=20).keys


def test_sorted_by_date() -> None:
    for day in (2, 3, 1):
        keep(f"lamp {day}", source=make_source(issued=f"2019-12-0{day}"))
    keep("lamp of no day", source=make_source(issued=""))
    assert texts(passages("lamp", sort="newest")) == ["lamp 3", "lamp 2", "lamp 1", "lamp of no day"]
    assert texts(passages("lamp", sort="oldest")) == ["lamp 1", "lamp 2", "lamp 3", "lamp of no day"]


def test_the_next_page_begins_right_though_its_mark_is_gone() -> None:
    document = keep("lamp", "the lamp", "the old lamp", "the very old lamp")
    first = passages("lamp", size=2)
    index_of(Passage).remove([first.keys[-1]])
    Passage.objects.filter(pk=first.keys[-1]).delete()
    rest: set[Any] = set()
    after = first.next
    while after:
        page = passages("lamp", size=2, after=after)
        rest, after = rest | set(page.keys), page.next
    assert rest >= set(document.passages.values_list("pk", flat=True)) - set(first.keys)


@pytest.mark.parametrize("after", ["nonsense", "x~1", "~", "nan", "1~~2"])
def test_a_place_that_is_none_is_refused_or_passed_over(after: str) -> None:
    keep("lamp", "the lamp")
    try:
        hits = passages("lamp", after=after)
    except MalformedCursor:
        return
    assert set(hits.keys) <= set(passages("lamp").keys)


def test_fields_narrow_before_anything_is_counted() -> None:
    keep("lamp", source=make_source(container_title="The Lantern", issued="2019-12-18"))
    keep("lamp", source=make_source(container_title="The Beacon", issued="2020-01-01"))
    for query, count in (
        ("lamp", 2), ("lamp outlet:lantern", 1), ("lamp -outlet:lantern", 1), ("lamp before:2020", 1),
        ("lamp (outlet:lantern OR after:2019)", 2), ("outlet:lantern", 1), ("quay OR outlet:lantern", 1),
        ("lamp stance:supports", 0), ("kind:passage", 2), ("kind:tag", 0), ("-lamp", 0), ("", 0),
    ):  # fmt: skip
        assert passages(query).count == count, query
        assert Passage.objects.search(query).count() == count, query


def test_facets_count_what_was_counted() -> None:
    keep("a lamp", "a quay", "lamps")
    hits = passages("lamp*")
    assert set(Passage.objects.filter(hits.condition())) == set(
        Passage.objects.filter(pk__in=hits.candidates)
    )
    assert not Passage.objects.filter(passages("nothing").condition()).exists()
    annotation = make_annotation(note="A canary.")
    found = match(
        index_of(Annotation),
        parse("canary").tree,
        visible=Annotation.objects.visible_to(ANYBODY),
        user=ANYBODY,
    )
    assert Annotation.objects.get(found.condition()) == annotation


def test_no_hits_have_no_texts() -> None:
    assert index_of(Passage).texts(passages("nothing").keys) == index_of(Annotation).texts([]) == {}


def test_names_without_a_letter_leave_the_others_to_be_found() -> None:
    """Nothing of them stands in the entry: not even the place where they would."""
    agent = make_agent("Ada Quill")
    for position, name in enumerate(("\x1b", "💡", "羽安"), start=1):
        agent.names.create(name=name, key=name, position=position)
    index_of(Agent).refresh([agent.pk])
    assert index_of(Agent).differences() == []
    assert list(Agent.objects.search("羽安")) == [agent]
