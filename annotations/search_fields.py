"""What annotations and their subjects add to the fields of a query: see `sources.search_fields`. Pure."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.models import ClaimStatus, Kind, LeakState, Stance, WorkState
from sources.search_fields import HAS, KIND, STATUS
from sources.searching.querying.fields import Field

FIELDS = (
    Field(
        "tag",
        _("a tag, by its name or by another word for it"),
        pgettext_lazy("search", "tagged %(value)s"),
        example="policing",
        aliases=("tagged", "标签"),
    ),
    Field(
        "about",
        _("a claim, a leak, a vendor or anything else that annotations speak of, by any of its names"),
        pgettext_lazy("search", "about %(value)s"),
        example="Hikvision",
        aliases=("subject", "关于"),
    ),
    KIND.having({"annotation": _("Annotation"), "tag": _("Tag")} | {each.value: each.label for each in Kind}),
    STATUS.having(
        {each.value: each.label for choices in (ClaimStatus, WorkState, LeakState) for each in choices}
    ),
    Field(
        "stance",
        _("how it bears on a claim or another subject"),
        pgettext_lazy("search", "stance: %(value)s"),
        example="disputes",
        aliases=("立场",),
        values={each.value: each.label for each in Stance},
    ),
    HAS.having(
        {
            "annotation": _("annotations"),
            "evidence": _("evidence"),
            "note": _("a note"),
            "tag": _("tags"),
        }
    ),
)
