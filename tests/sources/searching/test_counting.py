"""Counting hits of several queries at once: what may be seen of them, and how the database is made to ask that."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.visibility import State
from archive.models import Passage
from sources.searching.counting import Asking, Count, counts
from sources.searching.indexes import index_of
from sources.searching.querying import parse
from tests.factories import make_document
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db


def counted(query: str) -> Count:
    visitor = AnonymousUser()
    asking = Asking(parse(query).tree, index_of(Passage), Passage.objects.visible_to(visitor))
    return counts([asking], visitor)[0]


@pytest.fixture
def texts() -> None:
    """Forty passages with a lamp, of which ten are in a draft."""
    for number in range(4):
        state = State.DRAFT if number == 3 else State.PUBLIC
        document = make_document("\n".join(f"the lamp {place}" for place in range(10)))
        type(document).objects.filter(pk=document.pk).update(state=state)
    index_everything()


@pytest.mark.usefixtures("texts")
def test_only_what_may_be_seen_is_counted() -> None:
    assert counted("lamp") == Count(30)
    assert counted("harbour") == Count(0)


@pytest.mark.postgres
@pytest.mark.usefixtures("texts")
def test_hits_are_asked_one_by_one_whether_they_may_be_seen() -> None:
    """A join would read all passages, where the planner mistakes how many hits there are."""
    with CaptureQueriesContext(connection) as sent:
        counted("lamp")
    [sql] = [each["sql"] for each in sent if "hits0" in each["sql"]]
    statement = sql[sql.index("WITH hits0") :].split(";")[0]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        found = "\n".join(line for (line,) in cursor.fetchall())
    assert "SubPlan" in found
    assert "Semi Join" not in found
