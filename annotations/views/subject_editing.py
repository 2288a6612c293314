"""The page on which a Subject is edited: the form of its fields, and one for each kind of row that it has."""

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator

from accounts.models import User
from annotations.bearing import bearing
from annotations.kinds import WORDS
from annotations.models import Figure, Subject, SubjectKind
from annotations.naming import names_of
from annotations.relations import related_to
from annotations.services.refusals import Refused
from annotations.services.subjects import NAMELESS
from annotations.subject_forms import FigureForm, NameForm, RelationForm, SubjectForm
from sources.people import names_to_suggest

OPENING = 80
PARTS: dict[type[forms.Form], str] = {
    NameForm: "name_form",
    RelationForm: "relation_form",
    FigureForm: "figure_form",
}


def shown(
    request: HttpRequest,
    subject: Subject,
    form: SubjectForm,
    differ: list[tuple[Any, str, str]] | None = None,
    refused: forms.Form | None = None,
) -> HttpResponse:
    """`differ`: what somebody else changed meanwhile. `refused`: the form of a row, with what was typed."""
    context = {"subject": subject, "form": form, "differ": differ, **parts_of(subject, request.user)}
    if refused is not None:
        context[PARTS[type(refused)]] = refused
    return render(request, "annotations/subject_edit.html", lists(SubjectKind(subject.kind)) | context)


def lists(kind: SubjectKind) -> dict[str, Any]:
    """What the fields of a form suggest."""
    return {
        "kind": kind,
        "words": WORDS[kind],
        "agent_names": names_to_suggest(),
        "place_names": names_of(SubjectKind.PLACE),
        "subject_names": names_of(),
    }


def add_refusal(form: Any, refused: Refused) -> None:  # noqa: ANN401 - any form
    """The words of a service beside the field that it named."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def parts_of(subject: Subject, user: User | AnonymousUser) -> dict[str, Any]:
    """What the page shows besides the fields, with an empty form for each kind of row."""
    parts: dict[str, Any] = {
        "related": related_to(subject, user),
        "relation_form": RelationForm(kind=subject.kind),
    }
    if subject.kind not in NAMELESS:
        parts |= {"names": subject.names.all(), "name_form": NameForm()}
    if subject.kind == SubjectKind.LEAK:
        figures = Figure.objects.filter(leak=subject.pk)
        parts |= {"figures": figures, "figure_form": FigureForm(passages=passages_of(subject, user))}
    return parts


def passages_of(subject: Subject, user: User | AnonymousUser) -> list[tuple[str, str]]:
    """(annotation, its opening words) of the evidence for a Subject."""
    evidence = bearing(user).filter(subject=subject).prefetch_related("annotation__targets")
    return [
        (str(each.annotation_id), Truncator(each.annotation.targets.all()[0].exact).chars(OPENING))
        for each in evidence
    ]
