"""Statements that are put together once: for everybody who sees as much, and for nobody in particular."""

from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation
from archive.models import Passage, SavedSearch
from sources.models import Agent, Contribution, Source
from sources.searching.compiled import compiled
from sources.searching.indexes import index_of
from sources.searching.matching import match
from sources.searching.plans import Person
from sources.searching.querying import parse
from tests import factories as make
from tests.annotation_factories import make_annotation
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def reading(calls: list[Person] | None = None) -> Any:
    @compiled
    def titles(user: Person, keys: RawSQL) -> "QuerySet[Any]":
        if calls is not None:
            calls.append(user)
        return Source.objects.visible_to(user).filter(pk__in=keys).order_by("title").values_list("title")

    return titles


def test_it_gives_what_the_queryset_gives_to_each_kind_of_reader() -> None:
    sources = [make.make_source("Lamp"), make.make_source("Ash", state=State.DRAFT), make.make_source("Elm")]
    titles, keys = reading(), [each.pk for each in sources]
    for user in (VISITOR, make.make_user(READER), make.make_user(RESEARCHER), make.make_user(EDITOR)):
        seen = Source.objects.visible_to(user).filter(pk__in=keys).order_by("title").values_list("title")
        assert titles(user, keys) == list(seen)
        assert titles(user, keys[:1]) == [("Lamp",)]
        assert titles(user, keys[1:2]) == list(seen.filter(title="Ash"))


def test_it_is_put_together_once_for_all_who_see_as_much() -> None:
    calls: list[Person] = []
    titles, keys = reading(calls), [make.make_source("Lamp").pk]
    for user in (VISITOR, make.make_user(READER), make.make_user(RESEARCHER), make.make_user(EDITOR)) * 2:
        titles(user, keys)
    assert len(calls) == 2
    assert all(each.pk is None for each in calls)


def test_it_is_one_query_and_none_without_keys(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    titles, key = reading(), make.make_source("Lamp").pk
    with django_assert_num_queries(0):
        assert titles(VISITOR, []) == []
    for _again in range(2):
        with django_assert_num_queries(1):
            assert titles(VISITOR, {key: "a mapping will do"}) == [("Lamp",)]


def test_records_come_with_what_is_joined_and_fetched_beside_them(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    @compiled
    def works(user: Person, keys: RawSQL) -> "QuerySet[Any]":
        return Source.objects.visible_to(user).filter(pk__in=keys).with_contributors()

    @compiled
    def parts(_user: Person, keys: RawSQL) -> "QuerySet[Any]":
        return Contribution.objects.filter(agent__in=keys).select_related("agent", "source")

    ada = make.make_agent("Ada")
    source = make.make_source("Lamp", authors=[ada])
    for _again in range(2):
        with django_assert_num_queries(2):
            assert [str(each) for each in works(VISITOR, [source.pk])[0].authors] == ["Ada"]
        with django_assert_num_queries(1):
            assert [(each.agent, each.source) for each in parts(VISITOR, [ada.pk])] == [(ada, source)]


def test_dates_and_uuids_come_as_the_fields_have_them() -> None:
    @compiled
    def days(_user: Person, keys: RawSQL) -> "QuerySet[Any]":
        return Annotation.objects.filter(pk__in=keys).values_list("pk", "created_at")

    annotation = make_annotation()
    assert days(VISITOR, [annotation.pk]) == [(annotation.pk, annotation.created_at)]


def test_what_can_find_nothing_finds_nothing() -> None:
    nothing = compiled(lambda _user, keys: Agent.objects.none().filter(pk__in=keys))
    assert nothing(VISITOR, [make.make_agent("Ada").pk]) == []


def test_what_is_one_persons_own_is_in_nobodys_statement() -> None:
    """A read that asks who the person is would keep the answer for the first for everybody: it finds nothing instead."""
    own = compiled(lambda user, keys: SavedSearch.objects.owned_by(user).filter(pk__in=keys))
    ada, bo = make.make_user(RESEARCHER), make.make_user(EDITOR)
    hers = SavedSearch.objects.create(owner=ada, name="Lamps", query="lamp")
    assert [own(user, [hers.pk]) for user in (ada, bo, VISITOR)] == [[], [], []]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection() -> None:
    titles, key = reading(), make.make_source("Lamp").pk
    titles(VISITOR, [key])
    found: list[Any] = []

    def ask() -> None:
        found.extend(titles(VISITOR, [key]))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [("Lamp",)]


def test_a_match_puts_together_once_who_may_see_the_hits() -> None:
    make.make_document("A lamp.")
    make.make_document("Another lamp.", state=State.DRAFT)
    index_everything()
    calls: list[Person] = []

    def visible(user: Person) -> "QuerySet[Any]":
        calls.append(user)
        return Passage.objects.visible_to(user)

    people: list[User | AnonymousUser] = [VISITOR, make.make_user(READER), make.make_user(RESEARCHER)]
    counts = [
        match(index_of(Passage), parse("lamp").tree, visible=visible, user=user).count for user in people * 2
    ]
    assert counts == [1, 1, 2, 1, 1, 2]
    assert len(calls) == 2
    assert all(each.pk is None for each in calls)
