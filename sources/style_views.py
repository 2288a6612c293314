"""The citation styles of the site: which there are, and for editors the upload and withdrawal of their own."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import person, requires
from accounts.roles import may
from sources.citing.stylefile import MAX_BYTES, BadStyle
from sources.citing.styles import coming_along
from sources.models import UploadedStyle
from sources.styling import upload_style, withdraw_style


class StyleForm(forms.Form):
    """A CSL file; whether it is a style that can be used is for `upload_style` to say."""

    file = forms.FileField(
        label=gettext_lazy("CSL file"),
        max_length=255,
        help_text=gettext_lazy(
            "The file of a style, its name ends in .csl. It is tried on a sample before it is kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".csl,application/vnd.citationstyles.style+xml,text/xml"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def style_list(request: HttpRequest) -> HttpResponse:
    """Anybody may see which styles there are; a POST is an upload."""
    if request.method == "POST":
        return style_upload(request)
    return _page(request, StyleForm(label_suffix=""))


@requires("keep_styles")
def style_upload(request: HttpRequest) -> HttpResponse:
    form = StyleForm(request.POST, request.FILES, label_suffix="")
    if not form.is_valid():
        return _page(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        style = upload_style(csl=file.read(MAX_BYTES + 1), file_name=file.name, actor=person(request))
    except BadStyle as error:
        form.add_error("file", str(error))
        return _page(request, form, status=422)
    messages.success(request, _("“%(style)s” can be chosen now.") % {"style": style})
    return redirect("sources:style_list")


@require_POST
@requires("keep_styles")
def style_withdraw(request: HttpRequest, name: str) -> HttpResponse:
    style = get_object_or_404(UploadedStyle.objects.in_use(), name=name)
    withdraw_style(style=style, actor=person(request))
    messages.success(request, _("“%(style)s” was withdrawn.") % {"style": style})
    return redirect("sources:style_list")


def _page(request: HttpRequest, form: StyleForm, *, status: int = 200) -> HttpResponse:
    added = UploadedStyle.objects.in_use().select_related("uploaded_by").defer("csl")
    keeps = may(request.user, "keep_styles")
    context = {
        "form": form if keeps else None,
        "added": added,
        "coming_along": coming_along(),
        "keeps": keeps,
    }
    return render(request, "sources/style_list.html", context, status=status)
