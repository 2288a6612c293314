"""The parts of the page on which a Subject is edited: its names, its relations, its figures. One act each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from annotations.bearing import bearing
from annotations.models import Figure, Subject, SubjectKind, SubjectName, SubjectRelation
from annotations.services.leaks import add_figure, remove_figure
from annotations.services.refusals import Refused
from annotations.services.relating import relate, unrelate
from annotations.services.subjects import add_name, remove_name
from annotations.subject_forms import IN, FigureForm, NameForm, RelationForm, form_for
from annotations.views.subject_editing import add_refusal, passages_of, shown
from annotations.views.subjects import editable


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
    """Do it, and go back to the page of the form; refused, the page has what was typed, and why not."""
    if form is not None and not form.is_valid():
        return _refused(request, subject, form)
    try:
        act(form.cleaned_data if form is not None else {})
    except Refused as refused:
        if form is not None:
            add_refusal(form, refused)
            return _refused(request, subject, form)
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return redirect("annotations:subject_edit", subject.kind, subject.slug)


def _refused(request: HttpRequest, subject: Subject, form: forms.Form) -> HttpResponse:
    """The page opens at the field that is wrong."""
    first = next((name for name in form.fields if name in form.errors), next(iter(form.fields)))
    form.fields[first].widget.attrs["autofocus"] = True
    return shown(request, subject, form_for(subject.kind)(subject=subject), refused=form)
