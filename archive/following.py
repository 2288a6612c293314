"""The trigger by which a kept text stays of the Source that it was read from, unless that Source is merged into another.

Takes the place of the plain one of `archive.immutability` for the table of Documents: all other columns stay frozen as
they were. A text may go from the merged Source to the one that stays, and back, while the merge stands.

On SQLite a migration that makes the table of Documents or that of merges anew has to `hold_texts` first, and let them
follow again afterwards: the trigger speaks of both.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from archive.immutability import FROZEN, freeze_table

TABLE = "archive_document"
NAME = f"{TABLE}_frozen"
COLUMNS = tuple(column for column in FROZEN[TABLE] if column != "source_id")
MERGED = """EXISTS (SELECT 1 FROM "sources_merge" WHERE "undone_at" IS NULL AND (
    ("merged_key" = OLD."source_id" AND "kept_source_id" = NEW."source_id")
    OR ("merged_key" = NEW."source_id" AND "kept_source_id" = OLD."source_id")))"""


def sqlite_statements() -> list[str]:
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in COLUMNS)
    moved = f'(OLD."source_id" IS NOT NEW."source_id" AND NOT {MERGED})'
    return [
        f'DROP TRIGGER "{NAME}"',
        f'CREATE TRIGGER "{NAME}" BEFORE UPDATE ON "{TABLE}" FOR EACH ROW WHEN {changed} OR {moved} '
        f"BEGIN SELECT RAISE(ABORT, '{TABLE} is immutable'); END",
    ]


def postgresql_statements() -> list[str]:
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in COLUMNS)
    return [
        f"""CREATE OR REPLACE FUNCTION "{NAME}"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {changed} OR (OLD."source_id" <> NEW."source_id" AND NOT {MERGED}) THEN
                RAISE EXCEPTION '{TABLE} is immutable' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$"""
    ]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}


def let_texts_follow(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Raises `KeyError` on an engine that has no triggers of ours."""
    for statement in STATEMENTS[schema_editor.connection.vendor]():
        schema_editor.execute(statement)


def hold_texts(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The plain trigger again, for a migration backwards."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f'DROP TRIGGER "{NAME}"' + (f' ON "{TABLE}"' if on_postgresql else ""))
    if on_postgresql:
        schema_editor.execute(f'DROP FUNCTION "{NAME}"()')
    freeze_table(schema_editor, TABLE)
