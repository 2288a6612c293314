"""What the fields of a query mean for annotations, what they are about, and tags; and for passages and posts that are annotated."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.visibility import State
from annotations.company import standing
from annotations.filters import tags_called
from annotations.models import (
    Annotation,
    ClaimStatus,
    Evidence,
    Kind,
    LeakState,
    Stance,
    Subject,
    SubjectKind,
    SubjectName,
    TaggedAnnotation,
    Target,
    WorkState,
)
from archive import search_conditions as archive
from archive.models import Document, Reference
from sources.models import Agent, Source
from sources.names import name_key
from sources.search_conditions import (
    EVERY,
    Someone,
    agents_called,
    dated,
    either,
    is_kind,
    language_is,
    published_in,
    said_by,
    said_so,
)
from sources.searching.indexes import Condition


def subjects_called(value: str, user: Someone) -> "QuerySet[Subject]":
    """Subjects by the last part of their address, by their name, or by another name in any script or by its sound."""
    names = SubjectName.objects.filter(key=name_key(value))
    return Subject.objects.visible_to(user).filter(
        Q(slug=value)
        | Q(name__iexact=value)
        | Q(pk__in=names.values("subject"))
        | said_so(Subject, value, user)
    )


# On annotations


def _tagged(value: str, _user: Someone) -> Q | None:
    used = TaggedAnnotation.objects.filter(tag__in=tags_called(value).values("pk"))
    return Q(pk__in=used.values("content_object"))


def _with_evidence(narrowed: "QuerySet[Evidence]") -> Q:
    return Q(pk__in=narrowed.values("annotation"))


def _with_stance(value: str, user: Someone) -> Q | None:
    if value not in Stance.values:
        return None
    return _with_evidence(Evidence.objects.visible_to(user).filter(stance=value))


def _about(value: str, user: Someone) -> Q | None:
    subjects = subjects_called(value, user).values("pk")
    return _with_evidence(Evidence.objects.visible_to(user).filter(subject__in=subjects))


def _of_kind(value: str, _user: Someone) -> Q | None:
    return Q(kind=value) if value in Kind.values else None


def _has(value: str, user: Someone) -> Q | None:
    return {
        "annotation": EVERY,
        "date": EVERY,
        "evidence": _with_evidence(Evidence.objects.visible_to(user)),
        "note": ~Q(note=""),
        "tag": Q(Exists(TaggedAnnotation.objects.filter(content_object=OuterRef("pk")))),
        "text": EVERY,
    }.get(value)


def _words_by(value: str, user: Someone) -> Q:
    """Annotations on words of somebody of that name: in a text of theirs, or where a text quotes them."""
    sources = Source.objects.filter(said_by(value, user)).values("pk")
    quoted = Reference.objects.filter(
        document=OuterRef("document"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
        link__target__in=sources,
    )
    places = Target.objects.filter(Q(document__source__in=sources) | Q(Exists(quoted)))
    return Q(pk__in=places.values("annotation"))


def _in_outlet(value: str, user: Someone) -> Q:
    documents = Document.objects.filter(
        source__in=Source.objects.filter(published_in(value, user)).values("pk")
    )
    return Q(pk__in=Target.objects.filter(document__in=documents.values("pk")).values("annotation"))


def _in_language(value: str, _user: Someone) -> Q:
    places = Target.objects.filter(language_is("document__language", value))
    return language_is("language", value) | Q(pk__in=places.values("annotation"))


ON_ANNOTATIONS: dict[str, Condition] = {
    "about": _about,
    "kind": _of_kind,
    "stance": _with_stance,
    "tag": _tagged,
}
ANNOTATIONS: dict[str, Condition] = {
    **ON_ANNOTATIONS,
    **dated("created_at__date"),
    "from": _words_by,
    "has": _has,
    "kind": either(is_kind("annotation"), _of_kind),
    "lang": _in_language,
    "outlet": _in_outlet,
    "status": lambda value, _user: Q(state=value) if value in WorkState.values else None,
}

# On subjects


def _tied(condition: Condition) -> Condition:
    """Subjects that an annotation of which the condition is true speaks of."""

    def tied(value: str, user: Someone) -> Q | None:
        found = condition(value, user)
        if found is None:
            return None
        seen = Evidence.objects.visible_to(user)
        return Q(
            pk__in=seen.filter(annotation__in=Annotation.objects.filter(found).values("pk")).values("subject")
        )

    return tied


def _stance_towards(value: str, user: Someone) -> Q | None:
    if value not in Stance.values:
        return None
    return Q(pk__in=Evidence.objects.visible_to(user).filter(stance=value).values("subject"))


def _subject_has(value: str, user: Someone) -> Q | None:
    tied = Q(pk__in=Evidence.objects.visible_to(user).values("subject"))
    return {"annotation": tied, "date": EVERY, "evidence": tied, "note": ~Q(description="")}.get(value)


def _standing_of(value: str, _user: Someone) -> Q | None:
    known = [
        Q(**{path: value})
        for path, choices in (
            ("state", State),
            ("claim__status", ClaimStatus),
            ("leak__state_now", LeakState),
        )
        if value in choices.values
    ]
    whole = Q()
    for each in known:
        whole |= each
    return whole if known else None


SUBJECTS: dict[str, Condition] = {
    **dated("created_at__date"),
    "about": lambda value, user: Q(pk__in=subjects_called(value, user).values("pk")),
    "from": lambda value, user: Q(
        claim__claimed_by__in=Agent.objects.filter(agents_called(value, user)).values("pk")
    ),
    "has": _subject_has,
    "kind": lambda value, _user: Q(kind=value) if value in SubjectKind.values else None,
    "lang": lambda value, _user: Q(
        pk__in=SubjectName.objects.filter(language_is("language", value)).values("subject")
    ),
    "stance": _stance_towards,
    "status": _standing_of,
    "tag": _tied(_tagged),
}
TAGS: dict[str, Condition] = {
    "kind": is_kind("tag"),
    "tag": lambda value, _user: Q(pk__in=tags_called(value).values("pk")),
}

# On passages and posts, by the annotations on them


def _annotated(condition: Condition, places: "QuerySet[Target]") -> Condition:
    """Records that one of `places` meets whose annotation the condition is true of; `places` refer to the record."""

    def annotated(value: str, user: Someone) -> Q | None:
        found = condition(value, user)
        if found is None:
            return None
        return Q(Exists(places.filter(annotation__in=standing(user).filter(found).values("pk"))))

    return annotated


def _has_on(value: str, user: Someone) -> Q | None:
    return _has(value, user) if value in {"annotation", "evidence", "note", "tag"} else None


def _on(places: "QuerySet[Target]", own: dict[str, Condition]) -> dict[str, Condition]:
    on_it = {name: _annotated(condition, places) for name, condition in ON_ANNOTATIONS.items()}
    has, kind = own["has"], own["kind"]
    return {
        **own,
        **on_it,
        "has": either(has, _annotated(_has_on, places)),
        "kind": either(kind, on_it["kind"]),
    }


PASSAGES = _on(
    Target.objects.filter(
        document=OuterRef("document"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
    ),
    archive.PASSAGES,
)
POSTS = _on(Target.objects.filter(document__source=OuterRef("source")), archive.POSTS)
