"""Triggers that tie nothing new to what was merged into something else, one statement list per engine.

A form shows a Subject or a tag, somebody merges it away, and the form is sent: what it ties would stand on a page that
only redirects, and nobody would find it. The writers look first, and one who merges locks the row; the trigger closes
the moment between the two, without a statement more. `services` say in words what it refuses.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True, slots=True)
class Tie:
    """New rows of `table` whose `column` leads to a row of `to` that is merged into another are refused."""

    table: str
    column: str
    to: str

    @property
    def name(self) -> str:
        return f"{self.table}_not_to_merged"


TIES = (
    Tie("annotations_evidence", "subject_id", "annotations_subject"),
    Tie("annotations_taggedannotation", "tag_id", "annotations_tag"),
)


def sqlite_statements(tie: Tie) -> Sequence[str]:
    merged = f'SELECT 1 FROM "{tie.to}" WHERE "id" = NEW."{tie.column}" AND "merged_into_id" IS NOT NULL'  # noqa: S608 - names of our own
    return [
        f'CREATE TRIGGER "{tie.name}" BEFORE INSERT ON "{tie.table}" FOR EACH ROW WHEN EXISTS ({merged}) '
        f"BEGIN SELECT RAISE(ABORT, '{tie.name}'); END"
    ]


def postgresql_statements(tie: Tie) -> Sequence[str]:
    """The lock is the one that the foreign key takes a moment later; it waits for whoever is merging."""
    return [
        f"""CREATE FUNCTION "{tie.name}"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM "{tie.to}" WHERE "id" = NEW."{tie.column}" AND "merged_into_id" IS NULL FOR KEY SHARE;
            IF NOT FOUND AND EXISTS (SELECT 1 FROM "{tie.to}" WHERE "id" = NEW."{tie.column}") THEN
                RAISE EXCEPTION '{tie.name}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$""",  # noqa: S608
        f'CREATE TRIGGER "{tie.name}" BEFORE INSERT ON "{tie.table}" FOR EACH ROW '
        f'EXECUTE FUNCTION "{tie.name}"()',
    ]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}


def watch(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Install the triggers. Raises `KeyError` on an engine that has none."""
    statements = STATEMENTS[schema_editor.connection.vendor]
    for tie in TIES:
        for statement in statements(tie):
            schema_editor.execute(statement)


def unwatch(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers, for a migration backwards."""
    for tie in TIES:
        suffix = f' ON "{tie.table}"' if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f'DROP TRIGGER "{tie.name}"{suffix}')
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f'DROP FUNCTION "{tie.name}"()')
