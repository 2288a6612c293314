"""How a claim stands: changed by editors, with a reason that everybody reads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gates import person, requires
from annotations.kinds import page_template
from annotations.models import SubjectKind
from annotations.services.claims import change_status
from annotations.services.refusals import Refused
from annotations.subject_forms import StatusForm
from annotations.views.subject_editing import add_refusal
from annotations.views.subjects import current_at, page_context


@require_POST
@requires("review")
def claim_status(request: HttpRequest, slug: str) -> HttpResponse:
    """Refused without a reason, and without the evidence that the status would rest on; then nothing has changed."""
    subject = current_at(request, SubjectKind.CLAIM, slug)
    form = StatusForm(request.POST, label_suffix="")
    if form.is_valid():
        try:
            change_status(claim=subject.claim, actor=person(request), **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The status has changed; the reason is shown to everybody."))
            return redirect(subject)
    context = page_context(request, subject) | {"status_form": form}
    return render(request, page_template(SubjectKind.CLAIM), context)
