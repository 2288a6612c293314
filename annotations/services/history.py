"""What is kept of each act on an annotation: its versions and its entries in the audit log."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_change
from annotations.models import Annotation, AnnotationVersion, Tag
from annotations.services.refusals import Refused

LONGEST_TAG_LIST = 1000
BETWEEN_TAGS = ", "


def write_version(annotation: Annotation, tags: Iterable[Tag], actor: User | None) -> AnnotationVersion:
    """The row of its history for how it stands now. Refused when the names of its tags are too much for a row."""
    names = BETWEEN_TAGS.join(tag.name for tag in tags)
    if len(names) > LONGEST_TAG_LIST:
        raise Refused("tags", _("These are too many tags for one annotation."))
    return AnnotationVersion.objects.create(
        annotation=annotation,
        number=annotation.version,
        kind=annotation.kind,
        note=annotation.note,
        tag_names=names,
        by=actor,
    )


def tags_of(version: AnnotationVersion) -> list[str]:
    """The names of the tags that it had then."""
    return [name for name in version.tag_names.split(BETWEEN_TAGS) if name]


def log(
    annotation: Annotation,
    actor: User | None,
    verb: str,
    changes: dict[str, list[str]] | None = None,
    reason: str = "",
) -> None:
    """An entry of the audit log, in the batch that made the annotation."""
    record_change(
        actor=actor,
        verb=verb,
        record=("annotation", str(annotation.pk)),
        changes=changes,
        reason=reason,
        batch=annotation.batch,
    )
