"""What a page of results says of passages, as one would ask the database for it by hand: a statement for each thing."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Model

from annotations.models import Annotation, Subject, Tag
from archive.models import Passage
from sources.models import Account, Agent, Post, Source, Thread
from sources.searching.engines import engine
from sources.searching.engines.shape import Asked, Statement
from sources.searching.indexes import index_of
from sources.searching.plans import plan
from sources.searching.querying import parse

YEAR = {"sqlite": "strftime('%%Y', s.issued_on)", "postgresql": "extract(year FROM s.issued_on)"}
MADE_OF = """FROM archive_passage p JOIN archive_document d ON d.id = p.document_id
JOIN sources_source s ON s.id = d.source_id """
AUTHORS = "JOIN sources_contribution c ON c.source_id = s.id JOIN sources_agent a ON a.id = c.agent_id "
QUOTED = """SELECT l.target_id, p.id AS passage_id {made_of} JOIN archive_reference r ON r.document_id = d.id
AND r.start < p."end" AND r."end" > p.start JOIN sources_link l ON l.id = r.link_id
WHERE p.id IN ({among}) UNION SELECT s.id, p.id {made_of} WHERE p.id IN ({among})"""
HANDLES = """SELECT c.handle, count(DISTINCT q.passage_id) FROM ({quoted}) AS q
JOIN sources_post o ON o.source_id = q.target_id JOIN sources_account c ON c.id = o.account_id GROUP BY 1"""
MARKS = """JOIN annotations_target t ON t.document_id = d.id AND t.start < p."end" AND t."end" > p.start
JOIN annotations_annotation m ON m.id = t.annotation_id AND m.state <> 'withdrawn' """
TAGS = f"{MARKS}JOIN annotations_taggedannotation g ON g.content_object_id = m.id "
SUBJECTS = f"{MARKS}JOIN annotations_evidence e ON e.annotation_id = m.id "
WORDS = 'SELECT p.id, s.title, d.state, substr(d.text, p.start + 1, p."end" - p.start) '
# What else is counted under the other tabs, and what parts it there.
TABS: Sequence[tuple[type[Model], str, str]] = (
    (Post, "SELECT count(*) FROM sources_post o WHERE o.source_id", ""),
    (Source, "SELECT count(*) FROM sources_source s WHERE s.csl_type <> 'post' AND s.id", ""),
    (Agent, "SELECT count(*) FROM sources_agent a WHERE a.id", ""),
    (Account, "SELECT count(*) FROM sources_account a WHERE a.id", ""),
    (Thread, "SELECT count(*) FROM sources_thread t WHERE t.id", ""),
    (
        Subject,
        "SELECT u.kind, count(*) FROM annotations_subject u WHERE u.merged_into_id IS NULL AND u.id",
        "GROUP BY 1",
    ),
    (Annotation, "SELECT count(*) FROM annotations_annotation m WHERE m.id", ""),
    (Tag, "SELECT count(*) FROM annotations_tag g WHERE g.merged_into_id IS NULL AND g.id", ""),
)


def best_and_count(query: str) -> int:
    """The twenty best of all, and how many there are."""
    sql, values = _matching(query)
    order, more = {"sqlite": ("rank", []), "postgresql": ("ts_rank(hit.words, %s::tsquery) DESC", values)}[
        connection.vendor
    ]
    _rows(f"{sql} ORDER BY {order} LIMIT 20", [*values, *more])
    return int(_rows(f"SELECT count(*) FROM ({sql}) AS hits", values)[0][0])  # noqa: S608 - of our own making


def whole_page(query: str, facet_cap: int) -> int:
    """The same with the words of the twenty, how the last of all hits are made up, and how many there are elsewhere."""
    sql, values = _matching(query)
    count = best_and_count(query)
    key = engine().key_of(index_of(Passage).shape)
    keys = [key for (key,) in _rows(f"{sql} ORDER BY {key} DESC LIMIT {facet_cap}", values)]
    shown, some = engine().among(keys[:20])
    _rows(f"{WORDS}{MADE_OF}WHERE p.id IN ({shown})", some)
    among, every = engine().among(keys)
    for value in ("s.csl_type", "s.container_title", "d.language", YEAR[connection.vendor], "d.state"):
        _rows(f"SELECT {value}, count(*) {MADE_OF} WHERE p.id IN ({among}) GROUP BY 1", every)
    quoted = QUOTED.format(made_of=MADE_OF, among=among)
    _rows(HANDLES.format(quoted=quoted), [*every, *every])
    for value, way in (
        ("a.name", AUTHORS),
        ("g.tag_id", TAGS),
        ("e.subject_id", SUBJECTS),
        ("m.kind", MARKS),
    ):
        _rows(
            f"SELECT {value}, count(DISTINCT p.id) {MADE_OF}{way} WHERE p.id IN ({among}) GROUP BY 1", every
        )
    for model, counted, by in TABS:
        elsewhere, asked = _matching(query, model)
        _rows(f"{counted} IN ({elsewhere}) {by}", asked)
    return count


def _matching(query: str, model: type[Model] = Passage) -> Statement:
    index = index_of(model)
    planned = plan(index, parse(query).tree, AnonymousUser())
    assert planned is not None
    assert isinstance(planned.asked, Asked)
    return engine().matching(index.shape, planned.asked)


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
