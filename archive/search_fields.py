"""What kept texts add to the fields of a query: see `sources.search_fields`. Pure."""

from django.utils.translation import gettext_lazy as _

from sources.search_fields import HAS, KIND

FIELDS = (
    KIND.having({"passage": _("Passage of a document")}),
    HAS.having({"text": _("its words kept here")}),
)
