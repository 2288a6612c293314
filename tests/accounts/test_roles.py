"""What people may do, and what it costs to ask."""

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import EDITOR, PERMISSIONS, READER, RESEARCHER, may, role_names
from accounts.visibility import State, sees_every_state, somebody_who_sees, visible_states
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_each_person_has_their_own_roles() -> None:
    bo, ada = make.make_user(RESEARCHER), make.make_user(EDITOR)
    assert role_names(bo) == {RESEARCHER}
    assert role_names(ada) == {EDITOR}
    assert role_names(User.objects.create_user("nobody")) == frozenset()
    assert role_names(AnonymousUser()) == frozenset()


def test_roles_are_read_once_for_a_request(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    bo = make.make_user(RESEARCHER)
    with django_assert_num_queries(1):
        assert may(bo, "annotate")
        assert not may(bo, "publish")
    bo.groups.clear()
    assert not may(User.objects.get(pk=bo.pk), "annotate")


def test_drafts_are_for_those_who_work_here() -> None:
    assert sees_every_state(make.make_user(RESEARCHER))
    assert not sees_every_state(make.make_user(READER))
    assert not sees_every_state(AnonymousUser())
    assert visible_states(AnonymousUser()) == [State.PUBLIC]


def test_somebody_sees_as_much_and_is_nobody() -> None:
    colleague, visitor = somebody_who_sees(everything=True), somebody_who_sees(everything=False)
    assert sees_every_state(colleague)
    assert not sees_every_state(visitor)
    assert (colleague.pk, visitor.pk) == (None, None)
    assert not any(may(visitor, permission) for permission in PERMISSIONS)
    assert not may(colleague, "publish")
