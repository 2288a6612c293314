"""Making and editing Subjects. A form comes back with what was typed until it has been saved."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from accounts.models import User
from accounts.visibility import State
from annotations.models import Subject, SubjectKind
from annotations.services.claims import set_claim
from annotations.services.leaks import set_leak
from annotations.services.refusals import ChangedMeanwhile, Refused
from annotations.services.subjects import edit_subject, make_subject, publish_subject, withdraw_subject
from annotations.subject_forms import SubjectForm, form_for
from annotations.views.subject_editing import add_refusal, lists, shown
from annotations.views.subjects import current_at, editable


@requires("annotate")
def subject_create(request: HttpRequest, kind: SubjectKind) -> HttpResponse:
    """A draft; an editor publishes it."""
    form = form_for(kind)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            subject = made(kind, form, person(request))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Made, as a draft."))
            return redirect(subject)
    return render(request, "annotations/subject_new.html", lists(kind) | {"form": form})


@requires("annotate")
def subject_edit(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    """Nothing is written over what this person has not seen."""
    subject = editable(request, kind, slug)
    if request.method != "POST":
        return shown(request, subject, form_for(kind)(subject=subject))
    form = form_for(kind)(request.POST, subject=subject)
    if not form.is_valid():
        return shown(request, subject, form)
    try:
        saved(subject, form, person(request))
    except ChangedMeanwhile:
        return shown(request, *reopened(request, kind, slug))
    except Refused as refused:
        add_refusal(form, refused)
        return shown(request, subject, form)
    messages.success(request, _("Saved."))
    return redirect(subject)


@require_POST
@requires("publish")
def subject_publish(request: HttpRequest, kind: SubjectKind, slug: str) -> HttpResponse:
    """Public, or back to draft."""
    subject = current_at(request, kind, slug)
    if subject.state == State.PUBLIC:
        withdraw_subject(subject=subject, actor=person(request))
        messages.success(request, _("A draft again: only those who work here see it."))
    else:
        publish_subject(subject=subject, actor=person(request))
        messages.success(request, _("Public now. What it rests on is published on its own."))
    return redirect(subject)


def made(kind: SubjectKind, form: SubjectForm, actor: User) -> Subject:
    """The Subject with its part, or nothing of it."""
    with transaction.atomic():
        values = form.shared_values()
        names = [line.strip() for line in form.cleaned_data.get("names", "").splitlines() if line.strip()]
        subject = make_subject(kind=kind, actor=actor, names=names, **values)
        write_part(subject, form, actor)
    return subject


def saved(subject: Subject, form: SubjectForm, actor: User) -> None:
    with transaction.atomic():
        edit_subject(
            subject=subject,
            version=form.cleaned_data["version"] or 0,
            actor=actor,
            **form.shared_values(),
        )
        write_part(subject, form, actor)


def write_part(subject: Subject, form: SubjectForm, actor: User) -> None:
    """What only its kind has; the version was looked at with the Subject."""
    if subject.kind == SubjectKind.CLAIM:
        set_claim(claim=subject.claim, version=None, actor=actor, **form.own_values())
    elif subject.kind == SubjectKind.LEAK:
        set_leak(leak=subject.leak, version=None, actor=actor, **form.own_values())


def reopened(
    request: HttpRequest, kind: SubjectKind, slug: str
) -> tuple[Subject, SubjectForm, list[tuple[Any, str, str]]]:
    """The form with all that was typed, on the present version, and (label, now, typed) where the two differ."""
    subject = current_at(request, kind, slug)
    now = form_for(kind).read(subject)
    typed = request.POST.copy()
    typed["version"] = str(subject.version)
    form = form_for(kind)(typed, subject=subject)
    differ = [
        (field.label, str(now.get(name) or ""), typed.get(name, ""))
        for name, field in form.fields.items()
        if name != "version" and _plain(now.get(name)) != _plain(typed.get(name))
    ]
    return subject, form, differ


def _plain(value: Any) -> str:  # noqa: ANN401 - any value of a field
    return " ".join(str(value or "").split())
