"""What a page of results says of passages, as one would ask the database for it by hand: a statement for each thing."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from archive.models import Passage
from sources.searching.engines import engine
from sources.searching.engines.shape import Asked, Statement
from sources.searching.indexes import index_of
from sources.searching.plans import plan
from sources.searching.querying import parse

YEAR = {"sqlite": "strftime('%%Y', s.issued_on)", "postgresql": "extract(year FROM s.issued_on)"}
MADE_OF = """FROM archive_passage p JOIN archive_document d ON d.id = p.document_id
JOIN sources_source s ON s.id = d.source_id """
AUTHORS = "JOIN sources_contribution c ON c.source_id = s.id JOIN sources_agent a ON a.id = c.agent_id "
TAGS = """JOIN annotations_target t ON t.document_id = d.id AND t.start < p."end" AND t."end" > p.start
JOIN annotations_taggedannotation g ON g.content_object_id = t.annotation_id """
WORDS = 'SELECT p.id, s.title, d.state, substr(d.text, p.start + 1, p."end" - p.start) '


def best_and_count(query: str) -> int:
    """The twenty best of all, and how many there are."""
    sql, values = _matching(query)
    order, more = {"sqlite": ("rank", []), "postgresql": ("ts_rank(hit.words, %s::tsquery) DESC", values)}[
        connection.vendor
    ]
    _rows(f"{sql} ORDER BY {order} LIMIT 20", [*values, *more])
    return int(_rows(f"SELECT count(*) FROM ({sql}) AS hits", values)[0][0])  # noqa: S608 - of our own making


def whole_page(query: str, facet_cap: int) -> int:
    """The same with the words of the twenty, and how the last of all hits are made up."""
    sql, values = _matching(query)
    count = best_and_count(query)
    key = engine().key_of(index_of(Passage).shape)
    keys = [key for (key,) in _rows(f"{sql} ORDER BY {key} DESC LIMIT {facet_cap}", values)]
    shown, some = engine().among(keys[:20])
    _rows(f"{WORDS}{MADE_OF}WHERE p.id IN ({shown})", some)
    among, every = engine().among(keys)
    for value in ("s.csl_type", "s.container_title", "d.language", YEAR[connection.vendor], "d.state"):
        _rows(f"SELECT {value}, count(*) {MADE_OF} WHERE p.id IN ({among}) GROUP BY 1", every)
    for value, way in (("a.name", AUTHORS), ("g.tag_id", TAGS)):
        _rows(
            f"SELECT {value}, count(DISTINCT p.id) {MADE_OF}{way} WHERE p.id IN ({among}) GROUP BY 1", every
        )
    return count


def _matching(query: str) -> Statement:
    index = index_of(Passage)
    planned = plan(index, parse(query).tree, AnonymousUser())
    assert planned is not None
    assert isinstance(planned.asked, Asked)
    return engine().matching(index.shape, planned.asked)


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
