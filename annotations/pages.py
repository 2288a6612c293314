"""What the pages of Subjects and tags show, each read in a fixed number of queries for one person."""

from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from accounts.models import User
from annotations.company import about, company_of, tags_beside
from annotations.echoes import echoes_of
from annotations.listings import figures, rows_of, with_people
from annotations.models import Stance, Subject, SubjectKind, SubjectRelationKind, Tag, Target
from annotations.relations import by_words, related_to
from annotations.witnesses import Witness, left_out, origins_of, placed, witnesses_for
from archive.models import Document
from archive.views.record import history_of
from sources.history import HistoryLine
from sources.models import Agent

Someone = User | AnonymousUser


def subject_page(subject: Subject, user: Someone) -> dict[str, Any]:
    """The parts of the page of any Subject, and those that only its kind has."""
    own = {SubjectKind.CLAIM: claim_parts, SubjectKind.LEAK: leak_parts}.get(
        SubjectKind(subject.kind), named_parts
    )
    return {
        "subject": subject,
        "related": by_words(related_to(subject, user)),
        "company": company_of(subject, user),
        "tags": tags_beside(about(subject, user)),
        "echoes": echoes_of(about(subject, user), user),
        "history": history(user, "subject", subject.public_id),
        **own(subject, user),
    }


def claim_parts(subject: Subject, user: Someone) -> dict[str, Any]:
    """Evidence by side, the sources that several documents rest on, and how its status changed."""
    witnesses = witnesses_for(subject, user)
    return {
        "claim": subject.claim,
        "left_out": left_out(witnesses, subject, user),
        "sides": [
            (Stance.SUPPORTS, _of(witnesses, Stance.SUPPORTS)),
            (Stance.DISPUTES, _of(witnesses, Stance.DISPUTES)),
        ],
        "background": _of(witnesses, Stance.CONTEXT),
        "origins": origins_of(witnesses),
        "tally": tally(witnesses),
        "changes": list(subject.claim.status_changes.all()),
    }


def tally(witnesses: list[Witness]) -> dict[str, int]:
    """How much accepted evidence there is by stance, in how many documents, from how many sources."""
    live = [each for each in witnesses if each.counts]
    by_stance = Counter(each.evidence.stance for each in live)
    return {
        "supports": by_stance[Stance.SUPPORTS],
        "disputes": by_stance[Stance.DISPUTES],
        "context": by_stance[Stance.CONTEXT],
        "pieces": len(live),
        "documents": len({each.places[0].document_id for each in live}),
        "origins": len({each.origin.pk for each in live}),
    }


def leak_parts(subject: Subject, user: Someone) -> dict[str, Any]:
    """Figures with the passage that each rests on, and the evidence."""
    witnesses = witnesses_for(subject, user)
    places = Prefetch("annotation__targets", placed())
    return {
        "leak": subject.leak,
        "left_out": left_out(witnesses, subject, user),
        "categories": [line.strip() for line in subject.leak.categories.splitlines() if line.strip()],
        "figures": figures(user)
        .filter(leak=subject.pk)
        .select_related("annotation")
        .prefetch_related(places),
        "witnesses": witnesses,
        "origins": origins_of(witnesses),
        "claims": claims_about(subject, user),
    }


def named_parts(subject: Subject, user: Someone) -> dict[str, Any]:
    """The passages that speak of it, by document, and the claims about it."""
    witnesses = witnesses_for(subject, user)
    return {
        "left_out": left_out(witnesses, subject, user),
        "documents": by_document(witnesses),
        "passage_count": sum(len(each.places) for each in witnesses),
        "claims": claims_about(subject, user),
    }


def by_document(witnesses: list[Witness]) -> list[tuple[Document, list[tuple[Target, Witness]]]]:
    """(document, its places in order), the newest document first."""
    found: dict[Document, list[tuple[Target, Witness]]] = defaultdict(list)
    for witness in witnesses:
        for place in witness.places:
            found[place.document].append((place, witness))
    newest = sorted(found, key=lambda each: (each.kept_at, each.pk), reverse=True)
    return [(each, sorted(found[each], key=lambda row: (row[0].start, row[0].end))) for each in newest]


def claims_about(subject: Subject, user: Someone) -> list[Any]:
    """The claims that are about a Subject, as the list of claims shows them."""
    rows = rows_of(SubjectKind.CLAIM, user).filter(
        relations_out__right=subject, relations_out__relation=SubjectRelationKind.ABOUT
    )
    return list(rows.order_by("name", "pk"))


def find_subject(kind: str, slug: str, user: Someone) -> Subject | None:
    """The Subject at an address, merged ones too; with what the head of its page shows. None when there is none."""
    subjects: QuerySet[Any] = Subject.objects.visible_to(user).filter(kind=kind, slug=slug)
    if kind == SubjectKind.CLAIM:
        subjects = with_people(subjects.select_related("claim"), user)
    elif kind == SubjectKind.LEAK:
        subjects = subjects.select_related("leak")
    else:
        subjects = subjects.prefetch_related("names")
    return (
        subjects.select_related("batch")
        .prefetch_related(Prefetch("agent", Agent.objects.visible_to(user)))
        .first()
    )


def where_merged(record: Subject, user: Someone) -> Subject | None:
    """What a merged Subject has become, over any number of merges; None where this person may not see that."""
    while record.merged_into_id:
        found = Subject.objects.visible_to(user).filter(pk=record.merged_into_id).first()
        if found is None:
            return None
        record = found
    return record


def tag_became(tag: Tag) -> Tag:
    """What a merged tag has become, over any number of merges."""
    while tag.merged_into is not None:
        tag = tag.merged_into
    return tag


def history(user: Someone, kind: str, record: str) -> list[HistoryLine]:
    """Who changed what, for those who work here. Earlier versions of these records are read, not restored."""
    lines = history_of(user, record, (kind,))
    return [replace(line, can_restore=False) for line in lines]


def _of(witnesses: list[Witness], stance: Stance) -> list[Witness]:
    return [each for each in witnesses if each.evidence.stance == stance]
