"""What editors do with tags: one form, one act, and back to the tag with what came of it in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gates import person, requires
from accounts.models import User
from annotations.models import Tag, TagSynonym
from annotations.models.tag import TagStanding
from annotations.services import vocabulary
from annotations.services.refusals import Refused
from annotations.tag_forms import DescribeForm, MergeForm, ParentForm, RenameForm, SynonymForm
from annotations.views.tags import tag_at

Act = Callable[[Tag, User, dict[str, Any]], object]
MOST_SUGGESTED = 1000


def _rename(tag: Tag, actor: User, values: dict[str, Any]) -> object:
    return vocabulary.rename_tag(tag=tag, actor=actor, **values)


def _describe(tag: Tag, actor: User, values: dict[str, Any]) -> object:
    return vocabulary.describe_tag(tag=tag, actor=actor, **values)


def _place(tag: Tag, actor: User, values: dict[str, Any]) -> object:
    return vocabulary.set_parent(tag=tag, actor=actor, **values)


def _add_synonym(tag: Tag, actor: User, values: dict[str, Any]) -> object:
    return vocabulary.add_synonym(tag=tag, actor=actor, **values)


def _merge(tag: Tag, actor: User, values: dict[str, Any]) -> object:
    return vocabulary.merge_tags(merged=tag, actor=actor, **values)


def _stand(tag: Tag, actor: User, _values: dict[str, Any]) -> object:
    other = vocabulary.ungovern if tag.standing == TagStanding.GOVERNED else vocabulary.govern
    return other(tag=tag, actor=actor)


def _unmerge(tag: Tag, actor: User, _values: dict[str, Any]) -> object:
    return vocabulary.unmerge_tag(tag=tag, actor=actor)


# The last part of the address → the form and the act.
ACTS: dict[str, tuple[type[forms.Form], Act]] = {
    "rename": (RenameForm, _rename),
    "describe": (DescribeForm, _describe),
    "parent": (ParentForm, _place),
    "synonyms": (SynonymForm, _add_synonym),
    "merge": (MergeForm, _merge),
    "standing": (forms.Form, _stand),
    "unmerge": (forms.Form, _unmerge),
}


@require_safe
@requires("review")
def tag_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """A form for each act."""
    tag = tag_at(slug)
    if tag.merged_into_id:
        raise Http404
    return _page(request, tag)


@require_POST
@requires("review")
def tag_act(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """One of `ACTS`. A refusal changes nothing, is said in words, and leaves what was typed."""
    if act not in ACTS:
        raise Http404
    form_class, perform = ACTS[act]
    tag, form = tag_at(slug), form_class(request.POST, auto_id=f"{act}-%s", label_suffix="")
    if not form.is_valid():
        return _refused(request, tag, act, form)
    try:
        done = perform(tag, person(request), form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _refused(request, tag, act, form)
    messages.success(request, _("Saved."))
    return redirect(done) if isinstance(done, Tag) else redirect("annotations:tag_edit", tag.slug)


def _refused(request: HttpRequest, tag: Tag, act: str, form: forms.Form) -> HttpResponse:
    """The page with what was typed, open at it. Where there is no field for that, the words alone."""
    if tag.merged_into is not None or not form.fields:
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return redirect("annotations:tag_edit", (tag.merged_into or tag).slug)
    first = next((name for name in form.fields if name in form.errors), next(iter(form.fields)))
    form.fields[first].widget.attrs["autofocus"] = True
    return _page(request, tag, {act: form})


def _page(request: HttpRequest, tag: Tag, refused: Mapping[str, forms.Form] | None = None) -> HttpResponse:
    now: dict[str, dict[str, Any]] = {
        "rename": {"name": tag.name},
        "describe": {"description": tag.description},
        "parent": {"parent": tag.parent or ""},
    }
    empty = {
        act: form_class(initial=now.get(act), auto_id=f"{act}-%s", label_suffix="")
        for act, (form_class, _perform) in ACTS.items()
    }
    context = {
        "tag": tag,
        "forms": {**empty, **(refused or {})},
        "synonyms": tag.synonyms.all(),
        "merged": tag.merged_from.order_by("name"),
        "tag_names": Tag.objects.current().order_by("name").values_list("name", flat=True)[:MOST_SUGGESTED],
    }
    return render(request, "annotations/tag_edit.html", context)


@require_POST
@requires("review")
def synonym_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    tag = tag_at(slug)
    synonym = get_object_or_404(TagSynonym.objects.select_related("tag"), tag=tag, pk=pk)
    try:
        vocabulary.remove_synonym(synonym=synonym, actor=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return redirect("annotations:tag_edit", tag.slug)
