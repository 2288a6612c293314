"""What becomes of Subjects and claims when the Agent that they are or come from is merged into another."""

from annotations.models import Claim, Subject
from sources.merging.rules import Rule

RULES = (Rule(Subject, "agent", state="state"), Rule(Claim, "claimed_by"))
