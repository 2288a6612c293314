"""What the pages of tags show: the vocabulary as a tree, and the annotations with a tag."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from accounts.models import User
from annotations.company import standing
from annotations.exports import CHUNK, Export, annotation_row
from annotations.models import Annotation, Tag
from annotations.witnesses import placed


@dataclass(frozen=True, slots=True)
class Branch:
    """A tag with `use_count`, and its narrower tags."""

    tag: Any
    branches: "list[Branch]"


def tree_of(tags: Iterable[Any]) -> list[Branch]:
    """Each tag below its broader one; at the top those whose broader tag is not among them. Keeps their order."""
    rows = list(tags)
    known = {tag.pk for tag in rows}
    below: dict[int | None, list[Any]] = defaultdict(list)
    for tag in rows:
        below[tag.parent_id if tag.parent_id in known else None].append(tag)
    return _branches(below, None)


def _branches(below: "dict[int | None, list[Any]]", parent: int | None) -> list[Branch]:
    # The service lets no circle close, so this ends.
    return [Branch(tag, _branches(below, tag.pk)) for tag in below.get(parent, [])]


def annotations_with(tag: Tag, user: User | AnonymousUser) -> "QuerySet[Annotation]":
    """Those that this person may see, with the places of each."""
    found: QuerySet[Annotation] = standing(user).filter(tagged__tag=tag)
    return found.select_related("created_by").prefetch_related(Prefetch("targets", placed()))


def annotation_export(title: str, annotations: "QuerySet[Annotation]") -> Export:
    """A row for each place of each annotation, the newest annotation first."""
    columns = ["id", "address", "quote", "kind", "state", "note", "source", "issued", "passage", "document"]
    newest = annotations.order_by("-created_at", "-pk")
    rows = (
        annotation_row(place, each)
        for each in newest.iterator(chunk_size=CHUNK)
        for place in each.targets.all()
    )
    return Export(title, columns, rows, "Quotation")


def broader_of(tag: Tag) -> list[Tag]:
    """The tags above it, the broadest first; one query for each level."""
    above: list[Tag] = []
    while tag.parent is not None and tag.parent not in above:
        tag = tag.parent
        above.insert(0, tag)
    return above
