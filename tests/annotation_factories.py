"""Rows of the annotation desk for tests: plain functions, fictional people, anything else by keyword.

Subjects are public and annotations accepted unless a test says otherwise. `**fields: Any`: the fields of the model
(for `make_annotation`: what `annotate` takes), checked by the callee itself.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

from accounts.visibility import State
from annotations.models import (
    Annotation,
    Claim,
    Evidence,
    Figure,
    Kind,
    Leak,
    Stance,
    Strength,
    Subject,
    SubjectKind,
    SubjectName,
    Tag,
    TagSynonym,
    Target,
    WorkState,
)
from annotations.services.annotating import annotate
from archive.models import Document
from sources.names import name_forms, name_key
from tests.factories import make_document

number = count(1)


def make_annotation(
    words: str = "did more than give light",
    *,
    document: Document | None = None,
    kind: str = Kind.NOTE,
    **fields: Any,
) -> Annotation:
    """An accepted annotation of `words` where they first stand in `document`; `skip=1`: the second place."""
    document = document or make_document()
    values: dict[str, Any] = {
        "actor": None,
        "state": WorkState.ACCEPTED,
        "note": "Seen on the quay.",
    } | fields
    start = -1
    for _each in range(values.pop("skip", 0) + 1):
        start = document.text.index(words, start + 1)
    return annotate(document=document, ranges=[(start, start + len(words), words)], kind=kind, **values)


def make_target(annotation: Annotation, document: Document, words: str) -> Target:
    """One place more for an annotation, where `words` first stand."""
    start = document.text.index(words)
    return Target.objects.create(
        annotation=annotation,
        document=document,
        start=start,
        end=start + len(words),
        exact=words,
        position=annotation.targets.count(),
    )


def make_subject(
    name: str = "Sorrel Lamp Works",
    *,
    kind: str = SubjectKind.VENDOR,
    names: Sequence[str] | None = None,
    **fields: Any,
) -> Subject:
    """A Subject with its names: those given, else the forms that `name` shows. Claims and leaks get their part."""
    values: dict[str, Any] = {"slug": f"{'-'.join(name_key(name).split())[:80]}-{next(number)}"} | fields
    subject = Subject.objects.create(kind=kind, name=name, **{"state": State.PUBLIC} | values)
    forms = [form for each in names or [] for form in name_forms(each)]
    if names is None and kind not in (SubjectKind.CLAIM, SubjectKind.LEAK):
        forms = name_forms(name)
    for position, form in enumerate(forms):
        SubjectName.objects.create(
            subject=subject,
            name=form.name,
            key=name_key(form.name),
            language=form.language,
            position=position,
        )
    if kind == SubjectKind.CLAIM:
        Claim.objects.create(subject=subject)
    if kind == SubjectKind.LEAK:
        Leak.objects.create(subject=subject)
    return subject


def make_claim(name: str = "The lamps of Port Sorrel listened.", **fields: Any) -> Claim:
    """The Claim of a new Subject: `status`, `claimed_by`, `holds_when` and `holds_where` are the Claim's."""
    own = {
        each: fields.pop(each)
        for each in ("status", "claimed_by", "holds_when", "holds_where")
        if each in fields
    }
    claim = make_subject(name, kind=SubjectKind.CLAIM, **fields).claim
    for each, value in own.items():
        setattr(claim, each, value)
    claim.save()
    return claim


def make_leak(
    name: str = "The harbour ledger",
    *,
    exposed: str = "Names of everyone who crossed the quay.",
    **fields: Any,
) -> Leak:
    """The Leak of a new Subject."""
    leak = make_subject(name, kind=SubjectKind.LEAK, **fields).leak
    leak.exposed = exposed
    leak.save()
    return leak


def make_figure(
    leak: Leak, value: int = 482, unit: str = "residents", *, annotation: Annotation | None = None
) -> Figure:
    return Figure.objects.create(leak=leak, value=value, unit=unit, annotation=annotation)


def make_evidence(
    annotation: Annotation | None = None,
    subject: Subject | None = None,
    stance: str = "",
    *,
    strength: str = Strength.MODERATE,
) -> Evidence:
    """Supports a claim, mentions anything else, unless `stance` says otherwise."""
    subject = subject or make_subject("The lamps of Port Sorrel listened.", kind=SubjectKind.CLAIM)
    usual = Stance.SUPPORTS if subject.kind == SubjectKind.CLAIM else Stance.MENTIONS
    return Evidence.objects.create(
        annotation=annotation or make_annotation(), subject=subject, stance=stance or usual, strength=strength
    )


def make_tag(name: str = "street lamps", *, synonyms: Sequence[str] = (), **fields: Any) -> Tag:
    tag: Tag = Tag.objects.create(name=name, key=name_key(name), **fields)
    for each in synonyms:
        TagSynonym.objects.create(tag=tag, name=each, key=name_key(each))
    return tag


def mark(words: str, subject: Subject, document: Document, **fields: Any) -> Evidence:
    """An annotation of these words that is evidence for the subject."""
    return make_evidence(make_annotation(words, document=document, **fields), subject)
