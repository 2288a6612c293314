"""A foreign key that a longer index begins with is looked up by that: it has no index of its own."""

from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Model

from annotations.models import AnnotationVersion, Evidence, TaggedAnnotation, Target

pytestmark = pytest.mark.django_db
SOMETHING: dict[str, int | UUID] = {"annotation": UUID(int=7), "document": 7, "tag": 7}


@pytest.mark.parametrize(
    ("model", "field", "index"),
    [
        (Target, "annotation", "target_once"),
        (Target, "document", "target_by_place"),
        (TaggedAnnotation, "tag", "taggedannotation_once"),
        (AnnotationVersion, "annotation", "annotationversion_once"),
        (Evidence, "annotation", "evidence_once"),
    ],
)
def test_the_longer_index_is_used_and_is_the_only_one(model: type[Model], field: str, index: str) -> None:
    column = f"{field}_id"
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, model._meta.db_table)
    beginning = [
        name
        for name, each in known.items()
        if (each["index"] or each["unique"]) and each["columns"][:1] == [column]
    ]
    if connection.vendor == "postgresql":  # any index is as good to it as another while a table is empty
        assert beginning == [index]
        return
    assert len(beginning) == 1
    plan = model._default_manager.filter(**{field: SOMETHING[field]}).order_by().explain()
    # SQLite numbers the indexes of constraints.
    assert index in plan or ("sqlite_autoindex_" in plan and f"({column}=?)" in plan), plan
