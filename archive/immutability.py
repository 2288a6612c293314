"""Triggers that refuse to change kept text, one statement list per engine.

A rule in Python can be forgotten by the next writer; the database cannot. Deleting stays possible, for undoing
a batch: foreign keys protect everything that something else rests on.
"""

from collections.abc import Iterable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What may never change, by table. `state` is left out on purpose: publishing is not a change of text.
FROZEN = {
    "archive_document": (
        "public_id", "source_id", "capture_id", "text", "text_sha256", "kept_as", "kept_at", "text_status",
    ),
    "archive_passage": ("document_id", "number", "kind", "level", "start", "end", "text_key"),
    "archive_capture": ("public_id", "sha256", "size", "media_type", "encoding", "filename", "received_at"),
}  # fmt: skip

# The same for tables that later migrations made.
FROZEN_LISTS = {
    "archive_listversion": (
        "citation_list_id", "number", "title", "intro", "style", "locale", "order", "remark", "sha256", "made_at",
        "made_by_id",
    ),
    "archive_frozenentry": (
        "version_id", "position", "heading", "document_id", "start", "end", "locator", "words_sha256", "note", "item",
        "bibliography", "full_note", "in_text", "warning", "sha256",
    ),
}  # fmt: skip


def sqlite_statements(table: str, columns: Iterable[str]) -> list[str]:
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    return [
        f'CREATE TRIGGER "{table}_frozen" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN {changed} '
        f"BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
    ]


def postgresql_statements(table: str, columns: Iterable[str]) -> list[str]:
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
    return [
        f"""CREATE FUNCTION "{table}_frozen"() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{table} is immutable' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        f'CREATE TRIGGER "{table}_frozen" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({changed}) '
        f'EXECUTE FUNCTION "{table}_frozen"()',
    ]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}


def freeze(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Install the triggers. Raises `KeyError` on an engine that has none: better no archive than a soft one."""
    for table in FROZEN:
        freeze_table(schema_editor, table)


def freeze_table(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """The same for one table: for a migration that has made it anew."""
    columns = (FROZEN | FROZEN_LISTS)[table]
    for statement in STATEMENTS[schema_editor.connection.vendor](table, columns):
        schema_editor.execute(statement)


def freeze_lists(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """As `freeze`, for the versions of citation lists."""
    for table in FROZEN_LISTS:
        freeze_table(schema_editor, table)


def thaw_lists(schema_editor: BaseDatabaseSchemaEditor) -> None:
    thaw(schema_editor, FROZEN_LISTS)


def thaw(schema_editor: BaseDatabaseSchemaEditor, tables: Iterable[str] = FROZEN) -> None:
    """Remove the triggers, for a migration backwards."""
    for table in tables:
        suffix = f' ON "{table}"' if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f'DROP TRIGGER "{table}_frozen"{suffix}')
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP FUNCTION "{table}_frozen"()')
