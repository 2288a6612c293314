"""Every foreign key to a record that can be merged has a rule: a new table cannot be forgotten."""

import pytest
from django.db.models import Model
from pytest_django import Settings

from sources.merging.rules import keys_to, rules_of
from sources.models import Account, Agent, Post, Source
from tests.sources.merging.world import merged, two_articles


@pytest.mark.parametrize("model", [Source, Agent, Account, Post])
def test_every_key_that_leads_to_a_record_has_one_rule(model: type[Model]) -> None:
    ruled = [(rule.model, rule.field) for rule in rules_of(model)]
    assert sorted(map(str, ruled)) == sorted(map(str, keys_to(model)))


@pytest.mark.django_db
def test_a_table_that_no_rule_speaks_of_is_refused_before_anything_is_lost(settings: Settings) -> None:
    settings.MERGE_RULES = ["sources.merging.rules.RULES"]
    one, other = two_articles()
    with pytest.raises(LookupError, match=r"archive\.Document\.source"):
        merged(one, other)
