"""A frozen version of a citation list at its permanent address."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.citation_lists.reading import cited_sections
from archive.citation_lists.versions import differences, frozen_parts, style_title, told
from archive.models import ListVersion
from archive.views.list_files import version_file
from archive.views.lists import may_edit, readable
from sources.citing.styles import LOCALES
from sources.exchange.formats import written_formats
from sources.papers.formats import PAPERS


@require_safe
def list_version(request: HttpRequest, public_id: str, number: int) -> HttpResponseBase:
    """As it was frozen, and for those who work on the list how it differs now; `?format=` for a file of it."""
    citation_list = readable(request, public_id)
    versions = ListVersion.objects.filter(citation_list=citation_list).select_related("made_by")
    version = get_object_or_404(versions, number=number)
    parts = frozen_parts(version, request.user)
    if "format" in request.GET:
        return version_file(request, version, told(parts))
    is_editor = may_edit(request, citation_list)
    context = {
        "list": citation_list,
        "version": version,
        "parts": parts,
        "count": sum(len(part.lines) for part in parts),
        "style": style_title(version.style),
        "locale": LOCALES.get(version.locale, version.locale),
        "may_edit": is_editor,
        "formats": written_formats(),
        "papers": PAPERS,
        "key": request.GET.get("key", ""),
    }
    if is_editor:
        now = cited_sections(citation_list, request.user, named_for=AnonymousUser())
        context["changes"] = differences(version, citation_list, now, request.user)
    return render(request, "archive/list_version.html", context)
