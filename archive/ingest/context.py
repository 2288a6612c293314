"""What the steps of one ingest share."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from accounts.models import Batch, User
from accounts.visibility import State
from archive.ingest.tally import Tally
from archive.models import Capture
from archive.reading.proposal import Proposal
from sources.models import Account, Agent, Post


@dataclass(slots=True)
class Context:
    """One article on its way in.

    `chosen` maps a proposal key to the public id of the record it is; `known` has those records, by public id, that
    matching has read already. `findable` collects the rows that search has to hear of, by model.
    """

    proposal: Proposal
    chosen: Mapping[str, str]
    known: Mapping[str, Account | Agent | Post]
    batch: Batch
    actor: User | None
    state: State
    now: datetime
    capture: Capture
    tally: Tally = field(default_factory=Tally)
    findable: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))

    def stamp(self) -> dict[str, Any]:
        """The columns that every new record shares: its state, and when and by which batch it was made."""
        return {"state": self.state, "batch": self.batch, "created_at": self.now}
