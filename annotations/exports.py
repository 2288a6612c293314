"""Lists as data: what a row says, for a table (CSV) and for linked data (JSON-LD). Pure but for reading the rows.

JSON-LD is in the words of schema.org; what they lack has a word of this archive, `us:`. The context stands in the file
itself, so that nobody has to ask another site what it means.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from annotations.company import Marked
from annotations.models import Annotation, Subject, SubjectKind
from annotations.witnesses import Witness, witnesses_for
from sources.models import Source

Row = dict[str, Any]
CHUNK = 500
SCHEMA_TYPES = {
    SubjectKind.CLAIM: "Claim",
    SubjectKind.LEAK: "Dataset",
    SubjectKind.VENDOR: "Organization",
    SubjectKind.TECHNOLOGY: "Product",
    SubjectKind.AGENCY: "GovernmentOrganization",
    SubjectKind.PLACE: "Place",
}
# Columns whose values schema.org has a word for; the others are in our own.
SCHEMA_WORDS = {
    "name": "name",
    "other_names": "alternateName",
    "description": "description",
    "address": "url",
    "id": "identifier",
    "claimed_by": "author",
    "quote": "text",
    "source": "isPartOf",
    "issued": "datePublished",
    "synonyms": "alternateName",
}


@dataclass(frozen=True, slots=True)
class Export:
    """A selection as rows, each a dict with the same keys: text, numbers or lists of text. `kind` is schema.org's."""

    title: str
    columns: list[str]
    rows: Iterable[Row]
    schema_type: str


def subject_export(kind: str, rows: "QuerySet[Any]") -> Export:
    """Subjects of one kind, as `annotations.listings.rows_of` reads them."""
    own = {SubjectKind.CLAIM: _claim_row, SubjectKind.LEAK: _leak_row}.get(SubjectKind(kind), _named_row)
    shared = ["id", "address", "name", "state", "description", "evidence"]
    columns = shared + {
        SubjectKind.CLAIM: [
            "status",
            "claimed_by",
            "holds_when",
            "holds_where",
            "for",
            "against",
            "context",
            "changed",
        ],
        SubjectKind.LEAK: ["exposed", "whose", "categories", "how", "found", "state_now", "figures"],
    }.get(SubjectKind(kind), ["other_names", "agent", "claims"])
    read = (_subject_row(each) | own(each) for each in rows.iterator(chunk_size=CHUNK))
    return Export(str(SubjectKind(kind).label), columns, read, SCHEMA_TYPES[SubjectKind(kind)])


def witness_export(subject: Subject, user: User | AnonymousUser) -> Export:
    """The evidence of one Subject, a row for each place."""
    columns = [
        "id", "address", "quote", "stance", "strength", "state", "note", "tags",
        "source", "issued", "passage", "document", "rests_on", "chain",
    ]  # fmt: skip
    rows = (
        _place_row(place) | _witness_row(witness)
        for witness in witnesses_for(subject, user, at_most=None)
        for place in witness.places
    )
    return Export(subject.name, columns, rows, "Quotation")


def passage_export(title: str, marked: Iterable[Marked]) -> Export:
    """Marked ranges, a row for each."""
    columns = ["id", "address", "quote", "kind", "state", "note", "source", "issued", "passage", "document"]
    rows = (annotation_row(place, place.annotation) for each in marked for place in each.places)
    return Export(title, columns, rows, "Quotation")


def tag_export(rows: "QuerySet[Any]") -> Export:
    """Tags with `use_count`."""
    columns = ["address", "name", "standing", "broader", "synonyms", "description", "uses"]
    read = (
        {
            "address": each.get_absolute_url(),
            "name": each.name,
            "standing": each.get_standing_display(),
            "broader": each.parent.name if each.parent else "",
            "synonyms": [synonym.name for synonym in each.synonyms.all()],
            "description": each.description,
            "uses": each.use_count,
        }
        for each in rows.iterator(chunk_size=CHUNK)
    )
    return Export(_("Tags"), columns, read, "DefinedTerm")


def linked(row: Row, schema_type: str, absolute: Callable[[str], str]) -> Row:
    """A row as a node of JSON-LD: its address is its IRI, empty values are left out."""
    node: Row = {"@id": absolute(str(row["address"])), "@type": schema_type}
    for name, value in row.items():
        if value not in ("", None, []):
            node[SCHEMA_WORDS.get(name, f"us:{name}")] = absolute(value) if name == "address" else value
    return node


def _subject_row(subject: Any) -> Row:  # noqa: ANN401 - a Subject with annotations
    return {
        "id": subject.public_id,
        "address": subject.get_absolute_url(),
        "name": subject.name,
        "state": subject.get_state_display(),
        "description": subject.description,
        "evidence": subject.evidence_count,
    }


def _claim_row(subject: Any) -> Row:  # noqa: ANN401
    claim = subject.claim
    return {
        "status": claim.get_status_display(),
        "claimed_by": str(claim.claimed_by or ""),
        "holds_when": claim.holds_when,
        "holds_where": str(claim.holds_where or ""),
        "for": subject.for_count,
        "against": subject.against_count,
        "context": subject.context_count,
        "changed": subject.changed_at.isoformat(),
    }


def _leak_row(subject: Any) -> Row:  # noqa: ANN401
    leak = subject.leak
    return {
        "exposed": leak.exposed,
        "whose": leak.whose,
        "categories": [line for line in leak.categories.splitlines() if line],
        "how": leak.how,
        "found": leak.found,
        "state_now": leak.get_state_now_display(),
        "figures": [f"{figure.value.normalize():f} {figure.unit}" for figure in leak.shown_figures],
    }


def _named_row(subject: Any) -> Row:  # noqa: ANN401
    return {
        "other_names": [each.name for each in subject.names.all() if each.name != subject.name],
        "agent": subject.agent.name if subject.agent else "",
        "claims": subject.claim_count,
    }


def _place_row(place: Any) -> Row:  # noqa: ANN401 - a Target with its ¶
    source: Source = place.document.source
    return {
        "id": str(place.annotation_id),
        "address": f"{place.document.get_absolute_url()}#a-{place.annotation_id}",
        "quote": place.exact,
        "source": source_words(source),
        "issued": source.issued,
        "passage": place.passage_number,
        "document": place.document.public_id,
    }


def annotation_row(place: Any, annotation: Annotation) -> Row:  # noqa: ANN401 - a Target with its ¶
    """A place, and what was said of it."""
    return _place_row(place) | {
        "kind": annotation.get_kind_display(),
        "state": annotation.get_state_display(),
        "note": annotation.note,
    }


def _witness_row(witness: Witness) -> Row:
    evidence = witness.evidence
    return {
        "stance": evidence.get_stance_display(),
        "strength": evidence.get_strength_display(),
        "state": evidence.annotation.get_state_display(),
        "note": evidence.annotation.note,
        "tags": [use.tag.name for use in evidence.annotation.tagged.all()],
        "rests_on": source_words(witness.origin),
        "chain": [source_words(step.source) for step in witness.chain],
    }


def source_words(source: Source) -> str:
    """A Source in a line: its title and where it appeared, or whose post it is."""
    if source.is_post:
        account = source.post.account
        return _("Post by %(account)s") % {"account": account} if account else _("Post by an unknown account")
    return ", ".join(part for part in (str(source), source.container_title) if part)
