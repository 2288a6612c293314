"""Feeds of what changes in what is known: how claims stand, what is tied to a Subject, what is tagged."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.models import Annotation, Evidence, StatusChange, Subject, SubjectKind, Tag, Target
from annotations.pages import find_subject, tag_became, where_merged
from archive.feeds import LENGTH, Entry, Feed, answer

ANYBODY = AnonymousUser()
QUOTED = 120  # code points of the marked words in a title


@require_safe
def claim_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Every change of status of any claim, with its reason."""
    changes = StatusChange.objects.filter(
        claim__subject__in=Subject.objects.visible_to(ANYBODY).current()
    ).select_related("claim__subject")
    entries = [
        Entry(
            title=f"{change.get_after_display()}: {change.claim.subject.name}",
            address=f"{change.claim.subject.get_absolute_url()}?change={change.pk}",
            at=change.at,
            words=change.reason,
        )
        for change in changes.order_by("-at", "-pk")[:LENGTH]
    ]
    words = _("Each change of how a claim stands, with its reason.")
    feed = Feed(_("How claims stand"), reverse("annotations:subject_list", args=["claims"]), words, entries)
    return answer(request, feed, form)


@require_safe
def subject_feed(request: HttpRequest, kind: SubjectKind, slug: str, form: str) -> HttpResponse:
    """What is newly tied to a Subject; one that was merged leads to what it became."""
    subject = find_subject(kind, slug, ANYBODY)
    if subject is None:
        raise Http404
    if subject.merged_into_id:
        became = where_merged(subject, ANYBODY)
        if became is None:
            raise Http404
        return redirect("annotations:subject_feed", became.kind, became.slug, form, permanent=True)
    tied = Evidence.objects.visible_to(ANYBODY).filter(subject=subject).order_by("-created_at", "-pk")
    rows = list(tied.values_list("annotation", "created_at", "stance")[:LENGTH])
    stances = {annotation: Evidence(stance=stance).get_stance_display() for annotation, _at, stance in rows}
    found = {each.pk: each for each in _annotations(annotation for annotation, _at, _stance in rows)}
    entries = [
        replace(_entry(found[annotation], stances[annotation]), at=at)
        for annotation, at, _stance in rows
        if annotation in found
    ]
    words = _("Passages that were tied to it, the newest first.")
    return answer(request, Feed(subject.name, subject.get_absolute_url(), words, entries), form)


@require_safe
def tag_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """What is newly annotated with a tag; one that was merged leads to what it became."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise Http404
    if tag.merged_into_id:
        return redirect("annotations:tag_feed", tag_became(tag).slug, form, permanent=True)
    tagged = Annotation.objects.visible_to(ANYBODY).standing().filter(tagged__tag=tag)
    newest = tagged.order_by("-updated_at", "-pk").values_list("pk", flat=True)[:LENGTH]
    entries = [_entry(annotation, annotation.get_kind_display()) for annotation in _annotations(newest)]
    words = _("Passages that were annotated with this tag, the newest first.")
    return answer(
        request, Feed(_("Tag: %(name)s") % {"name": tag.name}, tag.get_absolute_url(), words, entries), form
    )


def _annotations(keys: Iterable[object]) -> list[Annotation]:
    """Newest first, with their places."""
    found = (
        Annotation.objects.filter(pk__in=list(keys))
        .prefetch_related("targets")
        .order_by("-updated_at", "-pk")
    )
    return list(found)


def _entry(annotation: Annotation, what: str) -> Entry:
    places: list[Target] = list(annotation.targets.all())
    quoted = " ".join(places[0].exact.split()) if places else ""
    short = quoted if len(quoted) <= QUOTED else quoted[:QUOTED] + "…"
    words = "\n\n".join(filter(None, [f"“{quoted}”" if quoted else "", annotation.note]))
    return Entry(f"{what}: “{short}”", annotation.get_absolute_url(), annotation.updated_at, words)
