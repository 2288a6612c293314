"""Two people, one moment: one merges while the other writes. Nothing is lost, and whoever comes second is told in words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from sources.merging.parting import part_records
from sources.models import Agent, Contribution, Merge, Source
from sources.people import Refused
from sources.services import ChangedMeanwhile, Edit, edit_source
from sources.snapshots import source_snapshot
from tests import factories as make
from tests.annotations.test_at_once import Work, at_once
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.indexing import differences, index_everything
from tests.sources.merging.world import merged, two_agents, two_articles

pytestmark = pytest.mark.django_db(transaction=True)
# What a page turns into words, or into the address of what there is now.
TOLD = (Refused, ChangedMeanwhile, ObjectDoesNotExist)


def both_merge() -> list[Work]:
    one, other = two_articles()
    return [lambda: merged(one, other), lambda: merged(one, other)]


def each_into_the_other() -> list[Work]:
    one, other = two_articles()
    return [lambda: merged(one, other), lambda: merged(other, one)]


def merge_and_edit() -> list[Work]:
    one, other = two_articles()
    return [lambda: merged(one, other), lambda: edited(other, publisher="Harbour Press")]


def merge_and_credit() -> list[Work]:
    """Somebody credits the agent that is being merged away."""
    one, other = two_agents()
    source = make.make_source("New")
    row = {"agent": other.public_id, "name": other.name, "role": "author", "credited_as": ""}
    return [lambda: merged(one, other), lambda: edited(source, contributors=[row])]


def merge_and_ingest() -> list[Work]:
    ingest_text(ARTICLE)
    agent, kept = Agent.objects.get(), make.make_agent("Ada of the Quay")
    index_everything()
    return [lambda: merged(kept, agent), lambda: ingest_text(article_with("Elsewhere"))]


def both_part() -> list[Work]:
    merge = merged(*two_articles())
    return [lambda: part_records(merge=merge, actor=None) for _each in range(2)]


def edited(source: Source, **values: Any) -> object:
    return edit_source(source=source, values=values, edit=Edit(actor=None, opened=source_snapshot(source)))


@pytest.mark.parametrize("meeting", [both_merge, each_into_the_other, both_part])
def test_the_second_is_told_why_not(meeting: Callable[[], list[Work]]) -> None:
    given = at_once(meeting())
    assert sorted(isinstance(each, TOLD) for each in given) == [False, True], given
    assert differences() == []


@pytest.mark.parametrize("meeting", [merge_and_edit, merge_and_credit, merge_and_ingest])
def test_what_meets_a_merge_is_done_or_told(meeting: Callable[[], list[Work]]) -> None:
    given = at_once(meeting())
    assert all(isinstance(each, TOLD) for each in given if isinstance(each, Exception)), given
    assert any(isinstance(each, Merge) for each in given) or Merge.objects.count() <= 1
    assert not Contribution.objects.exclude(agent__in=Agent.objects.all()).exists()
    assert differences() == []
