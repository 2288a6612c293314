"""The lane of a timeline for what became of claims and annotations here: each change of how they stand, when it was made."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AuditEntry
from accounts.roles import may
from annotations.models import Annotation, StatusChange, Subject, WorkState
from annotations.search_tabs import annotation_rows
from archive.searchpage.lanes import Dated, LaneOf
from archive.searchpage.tabs import Row, Someone, draft_words, said
from sources.history import act_words
from sources.searching.engines.shape import Key
from sources.searching.plans import among
from sources.wording import date_words

CLAIM, ACT, MADE = "claim", "act", "made"
ACCEPTED = "accepted"
# What was refused is between those who work here.
DECIDED = (ACCEPTED, "sent back", "withdrew")


def _of_claims(keys: Sequence[Key], user: Someone) -> Iterable[Dated]:
    subjects = Subject.objects.visible_to(user).filter(among(keys))
    found = StatusChange.objects.filter(claim__subject__in=subjects.values("pk")).order_by()
    return (Dated((CLAIM, key), "", at) for key, at in found.values_list("pk", "at"))


def _of_annotations(keys: Sequence[Key], user: Someone) -> Iterator[Dated]:
    """Each time one was decided on. One that counted from the start was accepted when it was made; what
    nobody has decided on has no time.
    """
    found = Annotation.objects.visible_to(user).filter(among(keys)).order_by()
    made = {str(key): (key, state, at) for key, state, at in found.values_list("pk", "state", "created_at")}
    acts = AuditEntry.objects.filter(
        record_kind="annotation", record_id__in=made, verb__in=_verbs(user)
    ).order_by()
    decided: dict[str, set[str]] = defaultdict(set)
    for entry, annotation, verb, at in acts.values_list("pk", "record_id", "verb", "at"):
        decided[annotation].add(verb)
        yield Dated((ACT, entry), "", at)
    for annotation, (key, state, at) in made.items():
        if state == WorkState.ACCEPTED and ACCEPTED not in decided[annotation]:
            yield Dated((MADE, key), "", at)
        elif not decided[annotation]:
            yield Dated((MADE, key), "", None)


def _verbs(user: Someone) -> Sequence[str]:
    return DECIDED if may(user, "see_drafts") else (ACCEPTED,)


def _rows(keys: Sequence[tuple[str, Any]], user: Someone) -> Mapping[Any, Row]:
    by_kind: dict[str, list[Any]] = {CLAIM: [], ACT: [], MADE: []}
    for kind, key in keys:
        by_kind[kind].append(key)
    return _claim_rows(by_kind[CLAIM], user) | _annotation_rows(by_kind[ACT], by_kind[MADE], user)


def _claim_rows(keys: Sequence[int], user: Someone) -> dict[Hashable, Row]:
    seen = Subject.objects.visible_to(user).values("pk")
    found = StatusChange.objects.filter(pk__in=keys, claim__subject__in=seen).select_related("claim__subject")
    return {(CLAIM, each.pk): _claim_row(each) for each in found}


def _claim_row(change: StatusChange) -> Row:
    subject = change.claim.subject
    return Row(
        address=f"{subject.get_absolute_url()}#status-changes",
        title=f"{change.get_after_display()}: {subject.name}",
        facts=said(change.reason),
        day=_at(change.at),
        state=draft_words(subject.state),
    )


def _annotation_rows(acts: Sequence[int], made: Sequence[Any], user: Someone) -> dict[Hashable, Row]:
    entries = AuditEntry.objects.filter(pk__in=acts, verb__in=_verbs(user))
    by_entry = {entry: entry.record_id for entry in entries}
    found = annotation_rows([*made, *by_entry.values()], user)
    known = {str(key): row for key, row in found.items()}
    return {
        (ACT, entry.pk): _decided(known[annotation], act_words(entry), _at(entry.at))
        for entry, annotation in by_entry.items()
        if annotation in known
    } | {(MADE, key): _decided(found[key], _("accepted"), found[key].day) for key in made if key in found}


def _decided(row: Row, act: str, day: str) -> Row:
    return replace(row, title=f"{capfirst(act)}: {row.title}", day=day)


def _at(at: datetime) -> str:
    """To the minute, in UTC."""
    return date_words(at.strftime("%Y-%m-%dT%H:%MZ"))


CHANGED = (
    LaneOf(
        "changed",
        gettext_lazy("Claims and annotations here"),
        gettext_lazy("Annotations nobody has decided on yet: %(count)s"),
        {"claims": _of_claims, "annotations": _of_annotations},
        _rows,
        has_times_of_its_own=True,
    ),
)
