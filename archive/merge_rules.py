"""What becomes of kept texts and of lists when their Source is merged into another: `settings.MERGE_RULES`."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from archive.models import Document, FrozenEntry, ImportedRow, ListEntry, Statement
from sources.merging.rules import Rule

RULES = (
    # A trigger lets a text change its Source only so (`archive.following`).
    Rule(
        Document,
        "source",
        same=("text_sha256", "capture_id"),
        state="state",
        words=ngettext_lazy("%(count)d kept text", "%(count)d kept texts", "count"),
        once=_(
            "Both have a text of the same words from one file (%(row)s). Undo the ingest that kept one of them."
        ),
    ),
    Rule(Statement, "source"),
    Rule(ImportedRow, "source"),
    Rule(ImportedRow, "match"),
    Rule(
        ListEntry,
        "source",
        same=("citation_list_id",),
        where=Q(document__isnull=True, removed_at__isnull=True),
        words=ngettext_lazy("%(count)d entry of a list", "%(count)d entries of lists", "count"),
    ),
    # What a version prints stays as it was; only where it leads to changes.
    Rule(
        FrozenEntry,
        "source",
        words=ngettext_lazy(
            "%(count)d entry of a kept version", "%(count)d entries of kept versions", "count"
        ),
    ),
)
