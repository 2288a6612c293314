"""The tabs of search results for annotations, for what they are about, and for tags."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.expressions import Combinable, Subquery
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.visibility import visible_states
from annotations.models import Annotation, Subject, SubjectKind, Tag, Target, WorkState
from annotations.models.subject import PLURALS
from annotations.suggesting import with_use_count
from archive.citing import Citing
from archive.search_tabs import TEXT, record_appeared
from archive.searchpage.tabs import Row, Someone, Tab, draft_words, said
from sources.appearing import Stamps, appeared, stamps
from sources.searching.engines.shape import Key
from sources.wording import date_words

LABELS = {
    SubjectKind.CLAIM: gettext_lazy("Claims"),
    SubjectKind.LEAK: gettext_lazy("Leaks"),
    SubjectKind.VENDOR: gettext_lazy("Vendors"),
    SubjectKind.TECHNOLOGY: gettext_lazy("Technologies"),
    SubjectKind.AGENCY: gettext_lazy("Agencies"),
    SubjectKind.PLACE: gettext_lazy("Places"),
}


def annotation_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    """Each with the text that it stands in: two queries."""
    places = Target.objects.select_related("document__source__post__account").defer("document__text")
    found = (
        Annotation.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related("created_by")
        .prefetch_related(Prefetch("targets", places))
    )
    citing = Citing(user)
    return {each.pk: _annotation_row(each, citing) for each in found}


def _annotation_row(annotation: Annotation, citing: Citing) -> Row:
    place = next(iter(annotation.targets.all()), None)
    where = citing.cited(place.document.source) if place else None
    accepted = annotation.state == WorkState.ACCEPTED
    return Row(
        address=f"{place.document.get_absolute_url()}#{annotation.anchor}"
        if place
        else annotation.get_absolute_url(),
        title=_("%(kind)s in %(text)s") % {"kind": annotation.get_kind_display(), "text": where.name.words}
        if where
        else annotation.get_kind_display(),
        facts=said(where and where.container, annotation.created_by),
        day=date_words(annotation.created_at.date().isoformat()),
        state="" if accepted else annotation.get_state_display(),
        language=annotation.language,
        lasting=annotation.get_absolute_url(),
    )


def subject_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    found = (
        Subject.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related("claim__claimed_by", "leak")
        .prefetch_related("names")
    )
    states = visible_states(user)
    return {each.pk: _subject_row(each, states) for each in found}


def _subject_row(subject: Subject, states: Sequence[str]) -> Row:
    facts: list[object] = [", ".join(each.name for each in subject.names.all() if each.name != subject.name)]
    day = ""
    if subject.kind == SubjectKind.CLAIM:
        claimant = subject.claim.claimed_by
        facts = [subject.claim.get_status_display()]
        facts += [claimant] if claimant and claimant.state in states else []
        day = date_words(subject.claim.holds_when)
    elif subject.kind == SubjectKind.LEAK:
        facts, day = [subject.leak.get_state_now_display()], date_words(subject.leak.found)
    return Row(
        address=subject.get_absolute_url(),
        title=subject.name,
        facts=said(*facts),
        day=day,
        state=draft_words(subject.state),
    )


def tag_rows(keys: Sequence[Any], user: Someone) -> Mapping[Key, Row]:
    found = with_use_count(Tag.objects.filter(pk__in=keys), user).prefetch_related("synonyms")
    return {
        each.pk: Row(
            address=each.get_absolute_url(),
            title=each.name,
            facts=said(
                ", ".join(map(str, each.synonyms.all())),
                _uses(each.use_count),
            ),
        )
        for each in found
    }


def _uses(count: int) -> str:
    return ngettext("%(count)d annotation", "%(count)d annotations", count) % {"count": count}


def subjects_of_kind(kind: SubjectKind, user: Someone) -> "QuerySet[Any]":
    return Subject.objects.visible_to(user).current().filter(kind=kind)


def annotation_appeared(user: Someone) -> Combinable:
    """Not before the last of the texts that it stands in."""
    places = Target.objects.filter(annotation=OuterRef("pk"))
    since = Greatest(TEXT.since, stamps("document__source__").since)
    last = places.annotate(since=since).order_by("-since").values("since")[:1]
    return appeared(user, Stamps("created_at", "accepted_at"), Subquery(last))


SAID = (
    *(
        Tab(
            PLURALS[kind],
            LABELS[kind],
            Subject,
            partial(subjects_of_kind, kind),
            subject_rows,
            spells=kind == SubjectKind.VENDOR,
            appeared=record_appeared,
        )
        for kind in SubjectKind
    ),
    Tab(
        "annotations",
        gettext_lazy("Annotations"),
        Annotation,
        Annotation.objects.visible_to,
        annotation_rows,
        appeared=annotation_appeared,
    ),
)
TAGGED = (Tab("tags", gettext_lazy("Tags"), Tag, lambda _user: Tag.objects.current(), tag_rows, spells=True),)
