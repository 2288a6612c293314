"""Reading: from bytes to a proposal. Pure: no database, no network, no clock."""

from archive.reading.proposal import Proposal, UnreadableInput
from archive.reading.reader import read

__all__ = ["Proposal", "UnreadableInput", "read"]
