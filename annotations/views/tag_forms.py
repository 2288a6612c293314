"""What editors do with tags: one form, one act, and back to the tag with what came of it in words."""

from collections.abc import Callable
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
    context = {
        "tag": tag,
        "rename": RenameForm(initial={"name": tag.name}, auto_id="rename-%s", label_suffix=""),
        "describe": DescribeForm(
            initial={"description": tag.description}, auto_id="describe-%s", label_suffix=""
        ),
        "parent": ParentForm(initial={"parent": tag.parent or ""}, auto_id="parent-%s", label_suffix=""),
        "synonym": SynonymForm(auto_id="synonym-%s", label_suffix=""),
        "merge": MergeForm(auto_id="merge-%s", label_suffix=""),
        "synonyms": tag.synonyms.all(),
        "merged": tag.merged_from.order_by("name"),
        "tag_names": Tag.objects.current().order_by("name").values_list("name", flat=True)[:MOST_SUGGESTED],
    }
    return render(request, "annotations/tag_edit.html", context)


@require_POST
@requires("review")
def tag_act(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """One of `ACTS`. A refusal changes nothing and is said in words."""
    if act not in ACTS:
        raise Http404
    form_class, perform = ACTS[act]
    tag, form = tag_at(slug), form_class(request.POST)
    try:
        if not form.is_valid():
            raise Refused("", " ".join(str(error) for errors in form.errors.values() for error in errors))
        done = perform(tag, person(request), form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("annotations:tag_edit", (tag.merged_into or tag).slug)
    messages.success(request, _("Saved."))
    return redirect(done) if isinstance(done, Tag) else redirect("annotations:tag_edit", tag.slug)


@require_POST
@requires("review")
def synonym_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    tag = tag_at(slug)
    synonym = get_object_or_404(TagSynonym.objects.select_related("tag"), tag=tag, pk=pk)
    vocabulary.remove_synonym(synonym=synonym, actor=person(request))
    messages.success(request, _("Saved."))
    return redirect("annotations:tag_edit", tag.slug)
