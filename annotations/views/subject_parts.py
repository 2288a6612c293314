"""The parts of the page on which a Subject is edited: its names, its relations, its figures. One act each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from accounts.models import User
from annotations.bearing import bearing
from annotations.models import Figure, Subject, SubjectKind, SubjectName, SubjectRelation
from annotations.relations import related_to
from annotations.services.leaks import add_figure, remove_figure
from annotations.services.refusals import Refused
from annotations.services.relating import relate, unrelate
from annotations.services.subjects import NAMELESS, add_name, remove_name
from annotations.subject_forms import IN, FigureForm, NameForm, RelationForm
from annotations.views.subjects import editable

OPENING = 80


def parts_of(subject: Subject, user: User | AnonymousUser) -> dict[str, Any]:
    """What the page shows besides the fields, with an empty form for each kind of row."""
    parts: dict[str, Any] = {
        "related": related_to(subject, user),
        "relation_form": RelationForm(kind=subject.kind),
    }
    if subject.kind not in NAMELESS:
        parts |= {"names": subject.names.all(), "name_form": NameForm(label_suffix="", auto_id="name-%s")}
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


@require_POST
@requires("annotate")
def name_add(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    subject = editable(request, kind, slug)
    form = NameForm(request.POST)
    return _acted(
        request, subject, form, lambda values: add_name(subject=subject, actor=person(request), **values)
    )


@require_POST
@requires("annotate")
def name_remove(request: HttpRequest, kind: SubjectKind, slug: str, pk: int) -> HttpResponse:
    subject = editable(request, kind, slug)
    name = get_object_or_404(SubjectName.objects.select_related("subject"), subject=subject, pk=pk)
    return _acted(request, subject, None, lambda _values: remove_name(name=name, actor=person(request)))


@require_POST
@requires("annotate")
def relation_add(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    subject = editable(request, kind, slug)

    def act(values: dict[str, Any]) -> object:
        relation, _dash, direction = values["how"].partition("-")
        left, right = (values["other"], subject) if direction == IN else (subject, values["other"])
        return relate(left=left, relation=relation, right=right, actor=person(request))

    return _acted(request, subject, RelationForm(request.POST, kind=kind), act)


@require_POST
@requires("annotate")
def relation_remove(request: HttpRequest, kind: SubjectKind, slug: str, pk: int) -> HttpResponse:
    subject = editable(request, kind, slug)
    rows = SubjectRelation.objects.filter(left=subject) | SubjectRelation.objects.filter(right=subject)
    relation = get_object_or_404(rows.select_related("left", "right"), pk=pk)
    return _acted(request, subject, None, lambda _values: unrelate(relation=relation, actor=person(request)))


@require_POST
@requires("annotate")
def figure_add(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    subject = editable(request, SubjectKind.LEAK, slug)
    form = FigureForm(request.POST, passages=passages_of(subject, request.user))

    def act(values: dict[str, Any]) -> object:
        chosen = (
            bearing(request.user).filter(subject=subject, annotation=values["annotation"] or None).first()
        )
        return add_figure(
            leak=subject.leak,
            value=values["value"],
            unit=values["unit"],
            annotation=chosen.annotation if chosen else None,
            actor=person(request),
        )

    return _acted(request, subject, form, act)


@require_POST
@requires("annotate")
def figure_remove(request: HttpRequest, kind: SubjectKind, slug: str, pk: int) -> HttpResponse:
    subject = editable(request, SubjectKind.LEAK, slug)
    figure = get_object_or_404(Figure.objects.select_related("leak__subject"), leak=subject.pk, pk=pk)
    return _acted(request, subject, None, lambda _values: remove_figure(figure=figure, actor=person(request)))


def _acted(
    request: HttpRequest,
    subject: Subject,
    form: forms.Form | None,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Do it, and go back to the page of the form with what came of it in words."""
    try:
        if form is not None and not form.is_valid():
            raise Refused("", " ".join(str(error) for errors in form.errors.values() for error in errors))
        act(form.cleaned_data if form is not None else {})
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return redirect("annotations:subject_edit", subject.kind, subject.slug)
