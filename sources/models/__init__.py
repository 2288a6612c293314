"""Records of the world: sources, posts, the people behind them, and the links between them."""

from sources.models.agent import Account, Agent, AgentKind, AgentName, Platform
from sources.models.link import Link, Relation
from sources.models.merge import DistinctPair, LikelyPair, Merge, PairKind
from sources.models.post import Attachment, AttachmentKind, Post, Thread, ThreadBasis
from sources.models.source import Contribution, Role, Source, SourceType
from sources.models.style import UploadedStyle

__all__ = [
    "Account",
    "Agent",
    "AgentKind",
    "AgentName",
    "Attachment",
    "AttachmentKind",
    "Contribution",
    "DistinctPair",
    "LikelyPair",
    "Link",
    "Merge",
    "PairKind",
    "Platform",
    "Post",
    "Relation",
    "Role",
    "Source",
    "SourceType",
    "Thread",
    "ThreadBasis",
    "UploadedStyle",
]
