"""What becomes of Subjects and claims when the Agent that they are or come from is merged into another."""

from django.utils.translation import ngettext_lazy

from annotations.models import Claim, Subject
from sources.merging.rules import Rule

RULES = (
    Rule(
        Subject,
        "agent",
        state="state",
        words=ngettext_lazy("%(count)d subject", "%(count)d subjects", "count"),
    ),
    Rule(Claim, "claimed_by", words=ngettext_lazy("%(count)d claim", "%(count)d claims", "count")),
)
