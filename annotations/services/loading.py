"""A file of annotations (`annotations.loading`) brought onto the desk: all of it, or nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from accounts.models import Batch, User
from accounts.visibility import State
from annotations.anchoring import locate
from annotations.loading import AnnotationEntry, ClaimEntry, Collection, LeakEntry, NotLoadable, TagEntry
from annotations.models import Annotation, Subject, SubjectKind, WorkState
from annotations.services.annotating import annotate
from annotations.services.claims import change_status, set_claim
from annotations.services.evidence import Bearing
from annotations.services.leaks import add_figure, set_leak
from annotations.services.refusals import Refused
from annotations.services.relating import relate
from annotations.services.subjects import make_subject
from annotations.services.tagging import tags_named
from annotations.services.vocabulary import add_synonym, describe_tag, govern, set_parent
from archive.models import Document
from sources.models import Agent
from sources.names import name_key

LANGUAGE = "en"  # of the notes


@dataclass(slots=True)
class Loading:
    """One run: what it is about, and what has been made so far, by the keys of the file."""

    document: Document
    batch: Batch
    actor: User | None
    agents: Mapping[str, Agent]
    subjects: dict[str, Subject] = field(default_factory=dict)
    annotations: dict[str, Annotation] = field(default_factory=dict)

    @property
    def made(self) -> Counter[str]:
        """How many annotations, and how many Subjects of each kind."""
        return Counter({"annotation": len(self.annotations)}) + Counter(
            str(subject.kind) for subject in self.subjects.values()
        )


@transaction.atomic
def load(*, collection: Collection, document: Document, batch: Batch, actor: User | None) -> Counter[str]:
    """Everything in the file, public and accepted, in `batch`; counts of annotations and of Subjects by kind.

    For a desk that has none of it yet. Raises `NotLoadable`, and then wrote nothing, when an agent is not among those
    behind the Document and the Sources that it quotes or cites, or when a service refuses a value.
    """
    loading = Loading(document, batch, actor, _agents_behind(document))
    _write_vocabulary(collection.tags, actor)
    _write_subjects(collection, loading)
    for entry in collection.annotations:
        with _named("annotation", entry.key):
            loading.annotations[entry.key] = _write_annotation(entry, loading)
    _write_figures(collection.leaks, loading)
    for left, relation, right in collection.relations:
        with _named("relation", f"{left} {relation} {right}"):
            relate(left=loading.subjects[left], relation=relation, right=loading.subjects[right], actor=actor)
    _write_statuses(collection.claims, loading)
    return loading.made


@contextmanager
def _named(kind: str, key: str) -> Iterator[None]:
    """What a service refuses is told with its place in the file."""
    try:
        yield
    except Refused as error:
        raise NotLoadable([f"{kind} {key}: {error.field}: {error}"]) from error


def _agents_behind(document: Document) -> dict[str, Agent]:
    """The people and organisations behind a Document and what it quotes or cites, by each of their names."""
    sources = [document.source_id, *document.source.links_out.values_list("target", flat=True)]
    agents = Agent.objects.filter(
        Q(contributions__source__in=sources) | Q(accounts__posts__source__in=sources)
    )
    return {form.key: agent for agent in agents.with_names().distinct() for form in agent.names.all()}


def _write_vocabulary(entries: tuple[TagEntry, ...], actor: User | None) -> None:
    """The tags, governed and described; a broader tag may stand behind its narrower ones."""
    tags = {entry.name: tags_named([entry.name])[0] for entry in entries}
    for entry in entries:
        with _named("tag", entry.name):
            describe_tag(tag=tags[entry.name], description=entry.description, actor=actor)
            govern(tag=tags[entry.name], actor=actor)
            set_parent(tag=tags[entry.name], parent=tags.get(entry.broader), actor=actor)
            for synonym in entry.synonyms:
                add_synonym(tag=tags[entry.name], name=synonym, actor=actor)


def _write_subjects(collection: Collection, loading: Loading) -> None:
    for entry in collection.subjects:
        with _named("subject", entry.key):
            loading.subjects[entry.key] = make_subject(
                kind=entry.kind,
                name=entry.name,
                names=entry.names,
                description=entry.description,
                state=State.PUBLIC,
                batch=loading.batch,
                actor=loading.actor,
            )
    for claim in collection.claims:
        with _named("claim", claim.key):
            loading.subjects[claim.key] = _write_claim(claim, loading)
    for leak in collection.leaks:
        with _named("leak", leak.key):
            loading.subjects[leak.key] = _write_leak(leak, loading)


def _write_claim(entry: ClaimEntry, loading: Loading) -> Subject:
    claimed_by = loading.agents.get(name_key(entry.claimed_by))
    if entry.claimed_by and claimed_by is None:
        raise Refused("claimed_by", f"“{entry.claimed_by}” is not behind this document or what it cites")
    subject = _nameless(SubjectKind.CLAIM, entry.statement, entry.description, loading)
    set_claim(
        claim=subject.claim,
        version=None,
        actor=loading.actor,
        claimed_by=claimed_by,
        holds_when=entry.when,
        holds_where=loading.subjects[entry.where] if entry.where else None,
    )
    return subject


def _write_leak(entry: LeakEntry, loading: Loading) -> Subject:
    subject = _nameless(SubjectKind.LEAK, entry.title, entry.description, loading)
    set_leak(
        leak=subject.leak,
        version=None,
        actor=loading.actor,
        exposed=entry.exposed,
        whose=entry.whose,
        categories="\n".join(entry.categories),
        how=entry.how,
        found=entry.found,
    )
    return subject


def _nameless(kind: SubjectKind, name: str, description: str, loading: Loading) -> Subject:
    return make_subject(
        kind=kind,
        name=name,
        description=description,
        state=State.PUBLIC,
        batch=loading.batch,
        actor=loading.actor,
    )


def _write_annotation(entry: AnnotationEntry, loading: Loading) -> Annotation:
    place = locate(loading.document.text, quote=entry.quote.selector)
    return annotate(
        document=loading.document,
        ranges=[(place.start, place.end, place.exact)],
        kind=entry.kind,
        note=entry.note,
        tags=entry.tags,
        evidence=[
            Bearing(loading.subjects[key], stance, strength) for key, stance, strength in entry.evidence
        ],
        state=WorkState.ACCEPTED,
        language=LANGUAGE,
        batch=loading.batch,
        actor=loading.actor,
    )


def _write_figures(entries: tuple[LeakEntry, ...], loading: Loading) -> None:
    for entry in entries:
        for figure in entry.figures:
            with _named("leak", entry.key):
                add_figure(
                    leak=loading.subjects[entry.key].leak,
                    value=figure.value,
                    unit=figure.unit,
                    annotation=loading.annotations[figure.annotation],
                    actor=loading.actor,
                )


def _write_statuses(entries: tuple[ClaimEntry, ...], loading: Loading) -> None:
    """How claims stand, once the evidence is there that a status rests on."""
    for entry in entries:
        if entry.status:
            with _named("claim", entry.key):
                change_status(
                    claim=loading.subjects[entry.key].claim,
                    status=entry.status.status,
                    reason=entry.status.reason,
                    actor=loading.actor,
                )
