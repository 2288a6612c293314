"""What FTS5 is told: its tables, its query language, and keys and words as its tables hold them. Pure."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from uuid import UUID

from sources.searching.engines.shape import AllOf, AnyOf, Asked, Expression, Key, Shape, writable
from sources.searching.preparing import FTS5_TOKENIZE
from sources.searching.terms import Term


def tables(shape: Shape) -> Iterator[str]:
    columns, table = ", ".join(f'"{column.name}"' for column in shape.columns), shape.table
    content = "" if shape.keeps_words else "content='', "
    yield f'CREATE VIRTUAL TABLE "{table}" USING fts5({columns}, {content}tokenize="{FTS5_TOKENIZE}")'
    if shape.by_uuid:
        yield f'CREATE TABLE "{table}_rows" (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE)'
    if not shape.keeps_words:
        yield f'CREATE TABLE "{table}_rows" (id INTEGER PRIMARY KEY, digest INTEGER NOT NULL)'


def digest_of(words: Sequence[str]) -> int:
    """63 bits of BLAKE2b of the prepared words."""
    digest = blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def stored(key: Key) -> int | str:
    return key.hex if isinstance(key, UUID) else key


def key_read(shape: Shape, key: int | str) -> Key:
    return UUID(str(key)) if shape.by_uuid else int(key)


def match_of(shape: Shape, asked: Asked) -> str:
    columns = asked.columns(shape)
    match = _expression(asked.expression)
    if len(columns) == len(shape.columns):
        return match
    return "{" + " ".join(f'"{column.name}"' for column in columns) + "} : (" + match + ")"


def _expression(expression: Expression) -> str:
    match expression:
        case Term(forms, prefix):
            words = " ".join(map(writable, forms)).replace('"', '""')
            return f'"{words}"{" *" if prefix else ""}'
        case AnyOf(parts):
            return f"({' OR '.join(map(_expression, parts))})"
        case AllOf(parts, but_not):
            whole = " AND ".join(map(_expression, parts))
            without = " OR ".join(map(_expression, but_not))
            return f"(({whole}) NOT ({without}))" if but_not else f"({whole})"
