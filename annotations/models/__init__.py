"""Annotations, what they are about, and the stance between the two."""

from annotations.models.annotation import (
    Annotation,
    AnnotationVersion,
    Creator,
    CreatorKind,
    Kind,
    Motivation,
    Target,
    WorkState,
)
from annotations.models.claim import Claim, ClaimStatus, StatusChange
from annotations.models.evidence import Evidence, Stance, Strength
from annotations.models.leak import Figure, Leak, LeakState
from annotations.models.move import Move, MoveState
from annotations.models.subject import (
    Subject,
    SubjectKind,
    SubjectMerge,
    SubjectName,
    SubjectRelation,
    SubjectRelationKind,
)
from annotations.models.suggestion import Dismissal
from annotations.models.tag import Tag, TaggedAnnotation, TagSynonym

__all__ = [
    "Annotation",
    "AnnotationVersion",
    "Claim",
    "ClaimStatus",
    "Creator",
    "CreatorKind",
    "Dismissal",
    "Evidence",
    "Figure",
    "Kind",
    "Leak",
    "LeakState",
    "Motivation",
    "Move",
    "MoveState",
    "Stance",
    "StatusChange",
    "Strength",
    "Subject",
    "SubjectKind",
    "SubjectMerge",
    "SubjectName",
    "SubjectRelation",
    "SubjectRelationKind",
    "Tag",
    "TagSynonym",
    "TaggedAnnotation",
    "Target",
    "WorkState",
]
