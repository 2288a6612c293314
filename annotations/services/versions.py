"""One annotation at a time, as it stands now: the lock, and whether a person saw this version."""

from annotations.models import Annotation
from annotations.services.history import tags_of
from annotations.services.refusals import ChangedMeanwhile
from sources.snapshots import Snapshot


def locked(annotation: Annotation) -> Annotation:
    """The row as it stands, kept from other writers until the end of the transaction."""
    return Annotation.objects.select_for_update(of=("self",)).select_related("batch").get(pk=annotation.pk)


def snapshot(annotation: Annotation) -> Snapshot:
    """What a form shows and an overwritten version would lose. Tags stand by name: their order says nothing."""
    tags = sorted(annotation.tagged.values_list("tag__name", flat=True))
    return {"kind": annotation.kind, "note": annotation.note, "tags": tags}


def check_version(annotation: Annotation, version: int | None, yours: Snapshot) -> None:
    """ChangedMeanwhile unless `version` is the present one; None asks nothing."""
    if version is None or version == annotation.version:
        return
    seen = annotation.versions.filter(number=version).first()
    opened = {"kind": seen.kind, "note": seen.note, "tags": tags_of(seen)} if seen else {}
    raise ChangedMeanwhile(opened=opened, now=snapshot(annotation), yours=yours)
