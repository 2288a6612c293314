"""Changing what an annotation says: each change is a version, and any version can be had again."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from annotations import searched
from annotations.models import Annotation, Kind, Tag
from annotations.services.allowed import check_change
from annotations.services.annotating import motivation_for
from annotations.services.evidence import Bearing, replace_evidence
from annotations.services.history import log, tags_of, write_version
from annotations.services.refusals import Refused, one_of, storable
from annotations.services.tagging import tags_named, write_uses
from annotations.services.versions import check_version, locked, snapshot
from sources.snapshots import differences


class Revision(TypedDict, total=False):
    """What may change. What is left out stays as it is; lists are the whole new list."""

    note: str
    kind: str
    tags: Iterable[str]
    evidence: Sequence[Bearing]


@transaction.atomic
def revise(
    *, annotation: Annotation, version: int, actor: User | None, **changes: Unpack[Revision]
) -> Annotation:
    """Write a new version over `version`, the one that the person saw.

    ChangedMeanwhile when it is not the last any more; NotAllowed when it is withdrawn, or accepted and this is no editor;
    Refused for values that cannot be. Nothing changes, and no version is made, when all is as it was.
    """
    annotation = locked(annotation)
    check_change(annotation, actor)
    typed: dict[str, Any] = {**changes}
    evidence = typed.pop("evidence", None)
    if "tags" in typed:
        typed["tags"] = list(typed["tags"])
    check_version(annotation, version, typed)
    _write(annotation, typed, actor, "revised")
    if evidence is not None:
        replace_evidence(annotation, evidence, actor)
    return annotation


@transaction.atomic
def restore(*, annotation: Annotation, number: int, actor: User | None) -> Annotation:
    """Make the version `number` the newest. Tags that were renamed or merged since come back as what they are now.

    NotAllowed as for `revise`; Refused when there is no such version.
    """
    annotation = locked(annotation)
    check_change(annotation, actor)
    version = annotation.versions.filter(number=number).first()
    if version is None:
        raise Refused("number", _("There is no version %(number)d of it.") % {"number": number})
    typed = {"kind": version.kind, "note": version.note, "tags": tags_of(version)}
    _write(annotation, typed, actor, "restored")
    return annotation


def _write(annotation: Annotation, typed: dict[str, Any], actor: User | None, verb: str) -> None:
    before = snapshot(annotation)
    tags = sorted(tags_named(typed["tags"] if "tags" in typed else before["tags"]), key=lambda tag: tag.name)
    wanted = before | typed | {"tags": [tag.name for tag in tags]}
    changes = differences(before, wanted)
    if not changes:
        return
    if "tags" in changes:
        _write_tags(annotation, tags)
    _write_words(annotation, wanted, before)
    write_version(annotation, tags, actor)
    searched.annotations.refresh([annotation.pk])
    log(annotation, actor, verb, changes)


def _write_words(annotation: Annotation, wanted: dict[str, Any], before: dict[str, Any]) -> None:
    """The columns. The motivation follows the rest, unless it had been chosen by hand."""
    is_derived = annotation.motivation == motivation_for(
        before["kind"], before["note"], before["tags"], annotation.reply_to_id
    )
    annotation.kind = one_of("kind", wanted["kind"], Kind.values)
    annotation.note = storable("note", wanted["note"])
    if is_derived:
        annotation.motivation = motivation_for(
            annotation.kind, annotation.note, wanted["tags"], annotation.reply_to_id
        )
    annotation.version += 1
    annotation.updated_at = timezone.now()
    annotation.save(update_fields=["kind", "note", "motivation", "version", "updated_at"])


def _write_tags(annotation: Annotation, tags: Sequence[Tag]) -> None:
    """Only what differs: a use that stays is the same row."""
    annotation.tagged.exclude(tag__in=tags).delete()
    kept = set(annotation.tagged.values_list("tag", flat=True))
    write_uses(annotation, [tag for tag in tags if tag.pk not in kept])
