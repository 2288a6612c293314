"""Tags: the vocabulary as a tree, the free ones to review, and everything known of one."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.roles import may
from annotations.company import standing, subjects_of, tags_beside
from annotations.echoes import echoes_of
from annotations.exports import tag_export
from annotations.filters import LAST_MADE, TagFilters
from annotations.models import Tag
from annotations.models.tag import TagStanding
from annotations.pages import history, tag_became
from annotations.suggesting import with_use_count
from annotations.tag_pages import annotation_export, annotations_with, broader_of, tree_of
from annotations.views.exporting import download, wanted_format
from archive.views.listing import listing, place_in
from sources.paging import page_of


@require_safe
def tag_list(request: HttpRequest) -> HttpResponseBase:
    """The governed vocabulary first, as a tree; then, or filtered, tags as a list."""
    filters = TagFilters(request.GET, request.user)
    tags = with_use_count(Tag.objects.current(), request.user)
    rows = filters.narrow(tags).select_related("parent").prefetch_related("synonyms")
    if as_data := wanted_format(request):
        return download(request, tag_export(filters.order.sorted(rows)), as_data)
    is_whole = not filters.chips()
    context = listing(request, filters, rows.filter(standing=TagStanding.FREE) if is_whole else rows)
    if is_whole:
        context["tree"] = tree_of(tags.filter(standing=TagStanding.GOVERNED).order_by("key"))
    return render(request, "annotations/tag_list.html", context)


@require_safe
def tag_detail(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One tag; a merged one is where it was merged to."""
    tag = tag_at(slug)
    if tag.merged_into is not None:
        return redirect(tag_became(tag), permanent=True)
    annotations = annotations_with(tag, request.user)
    if as_data := wanted_format(request):
        return download(request, annotation_export(tag.name, annotations), as_data)
    tagged = standing(request.user).filter(tagged__tag=tag)
    context = {
        "tag": tag,
        "broader": broader_of(tag),
        "narrower": with_use_count(tag.children.current(), request.user).order_by("name"),
        "synonyms": tag.synonyms.all(),
        "earlier": tag.merged_from.order_by("name"),
        "page": page_of(annotations, LAST_MADE, place_in(request, LAST_MADE, annotations)),
        "beside": tags_beside(tagged, but=tag),
        "subjects": subjects_of(tagged, request.user),
        "echoes": echoes_of(tagged, request.user),
        "history": history(request.user, "tag", str(tag.pk)),
        "is_editor": may(request.user, "review"),
    }
    return render(request, "annotations/tag_detail.html", context)


def tag_at(slug: str) -> Tag:
    """The tag of an address, merged ones too. Raises `Http404`."""
    tag = Tag.objects.select_related("parent", "merged_into").filter(slug=slug).first()
    if tag is None:
        raise Http404
    return tag
