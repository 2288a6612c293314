"""Kept text cannot be changed, whoever writes; the triggers are in the database itself."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from accounts.visibility import State
from archive.following import let_texts_follow
from archive.immutability import FROZEN
from archive.models import Capture, Document, Passage
from tests.factories import make_document

pytestmark = pytest.mark.django_db

MODELS = {"archive_document": Document, "archive_passage": Passage, "archive_capture": Capture}
OTHER: dict[str, Any] = {
    "start": 1,
    "level": 3,
    "number": 99,
    "size": 1,
    "kept_as": "quotation",
    "kind": "heading",
}


def frozen_columns() -> list[tuple[str, str]]:
    plain = [(table, column) for table, columns in FROZEN.items() for column in columns]
    return [(table, column) for table, column in plain if not column.endswith(("_id", "_at", "end"))]


@pytest.mark.parametrize(("table", "column"), [*frozen_columns(), ("archive_document", "public_id")])
def test_a_frozen_column_refuses_an_update(table: str, column: str) -> None:
    document = make_document()
    value = OTHER.get(column, "paraphrase" if column == "text_status" else "0" * 10)
    model = MODELS[table]
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        model.objects.filter(pk=model.objects.values("pk")[:1]).update(**{column: value})  # type: ignore[attr-defined]
    document.refresh_from_db()


def test_raw_sql_is_refused_too() -> None:
    document = make_document()
    with (
        pytest.raises(IntegrityError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE archive_document SET text = 'other' WHERE id = %s", [document.pk])


def test_publishing_is_no_change_of_text() -> None:
    document = make_document()
    assert Document.objects.filter(pk=document.pk).update(state=State.DRAFT) == 1


def test_every_trigger_is_there_after_all_migrations() -> None:
    """On SQLite a later migration that rebuilds a table would drop its trigger without a word."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert {f"{table}_frozen" for table in FROZEN} <= {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite walks over a text to what stands behind it"
)
def test_a_text_stands_last_in_a_table_that_is_as_it_was_before() -> None:
    document = make_document()
    migration = import_module("archive.migrations.0009_text_last")
    with connection.schema_editor() as schema_editor:
        migration.lay_out_anew(apps, schema_editor)
    with connection.cursor() as cursor:
        columns = [
            column.name
            for column in connection.introspection.get_table_description(cursor, "archive_document")
        ]
        assert columns[-1] == "text"
        connection.check_constraints()
    assert Document.objects.values().get() == {
        field.attname: getattr(document, field.attname) for field in Document._meta.concrete_fields
    }
    with pytest.raises(IntegrityError, match="immutable"):
        Document.objects.update(text="Other words.")
    with pytest.raises(IntegrityError):
        Document.objects.update(state="nonsense")
    with connection.schema_editor() as schema_editor:
        let_texts_follow(schema_editor)  # as a later migration does: this table is for the next test, too
