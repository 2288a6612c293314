"""By which edition of this code each index was made, kept beside it: entries made otherwise are not found as they should.

A query is cut into forms as the entries were. After an upgrade that cuts otherwise nothing would fail, and less be found.
"""

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sources.searching import folding, namesounds
from sources.searching.engines import create_tables, drop_tables
from sources.searching.engines.shape import Shape

TABLE = "search_editions"
# To be raised whenever entries come to hold other words of a record, or an engine lays them down otherwise.
ENTRIES = 2


def edition_of(shape: Shape) -> str:
    """What an index made now is. It changes with Python's Unicode and with the packages that know Chinese, too."""
    columns = ",".join(column.name for column in shape.columns)
    return f"{ENTRIES} {columns} folded-{folding.EDITION} said-{namesounds.EDITION}"


def kept_editions() -> dict[str, str]:
    """The edition of each index, by its name; an index that nobody ever made whole has none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, edition FROM search_editions")
        return dict(cursor.fetchall())


def keep_edition(shape: Shape) -> None:
    """Say that the whole index is as it would be made now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_editions(name, edition) VALUES (%s, %s) "
            "ON CONFLICT (name) DO UPDATE SET edition = EXCLUDED.edition",
            [shape.name, edition_of(shape)],
        )


# For migrations


def create_table(schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(
        "CREATE TABLE search_editions (name varchar(40) PRIMARY KEY, edition text NOT NULL)"
    )


def drop_table(schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE search_editions")


def make_tables_anew(schema_editor: BaseDatabaseSchemaEditor, *shapes: Shape) -> None:
    """The same tables with the columns that the indexes have now, and empty: `manage.py reindex --outdated` fills them."""
    drop_tables(schema_editor, shapes)
    create_tables(schema_editor, shapes)
