from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

APPS = ("accounts", "sources", "archive", "annotations")


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def chosen_columns() -> Iterator[tuple[type[models.Model], str, list[str]]]:
    """(model, column, what may stand in it) for every column that holds one of a few words."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.fields:
                if field.choices:
                    yield model, field.name, [str(value) for value, _label in field.flatchoices]


def test_what_a_column_may_hold_is_said_in_the_database() -> None:
    columns = list(chosen_columns())
    assert columns
    unsaid = [
        f"{model.__name__}.{name}"
        for model, name, values in columns
        if models.Q(**{f"{name}__in": values})
        not in [
            each.condition for each in model._meta.constraints if isinstance(each, models.CheckConstraint)
        ]
    ]
    assert unsaid == []
