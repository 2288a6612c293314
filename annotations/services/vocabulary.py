"""The vocabulary as editors keep it: renamed, merged and split again, described, put in order. The only writers of it.

In the log a tag goes by its row number: its name and its address may change.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import AuditEntry, User
from accounts.services import record_change
from annotations.models import Tag, TaggedAnnotation, TagSynonym
from annotations.models.tag import TagStanding
from annotations.services.refusals import GONE, Refused, storable
from annotations.services.tagging import clean_name, slug_for
from sources.names import name_key
from sources.searching.indexes import refresh_about

MERGED = "merged tag"


@transaction.atomic
def rename_tag(*, tag: Tag, name: str, actor: User | None) -> Tag:
    """Another name. The old one still leads here, typed or as an address.

    Refused when another tag or synonym has the name, for a name that no tag can have, and for a merged tag.
    """
    (tag,) = _locked(tag)
    name = clean_name(name)
    before, key, was = (
        tag.name,
        name_key(name),
        Tag(name=tag.name, key=tag.key, slug=tag.slug, merged_into=tag),
    )
    if key != tag.key:
        _make_room(tag, key)
        tag.slug = slug_for(name)
    tag.name, tag.key = name, key
    with _first_come(name):
        tag.save(update_fields=["name", "key", "slug"])
    if was.key != key:
        Tag.objects.bulk_create([was])
    refresh_about(Tag, [tag.pk])
    if before != name:
        _log(tag, actor, "renamed tag", {"name": [before, name]})
    return tag


@transaction.atomic
def merge_tags(*, kept: Tag, merged: Tag, actor: User | None, reason: str = "") -> Tag:
    """Everything tagged `merged` is tagged `kept`, once; its synonyms and narrower tags move, too. Its address redirects.

    Refused for one tag, for one that was merged already, and when `kept` is a narrower tag of `merged`.
    """
    if kept.pk == merged.pk:
        raise Refused("merged", _("These are one and the same tag."))
    kept, merged = _locked(kept, merged)
    if merged in _broader(kept):
        message = _("“%(kept)s” stands below “%(merged)s”: take it out of there first.")
        raise Refused("kept", message % {"kept": kept.name, "merged": merged.name})
    has_both = kept.uses.values("content_object")
    doubled = merged.uses.filter(content_object__in=has_both)
    annotations = [str(each) for each in doubled.values_list("content_object", flat=True)]
    doubled.delete()
    moved = {
        "uses": list(merged.uses.values_list("pk", flat=True)),
        "synonyms": list(merged.synonyms.values_list("pk", flat=True)),
        "narrower": list(merged.children.values_list("pk", flat=True)),
    }
    _move(moved, merged, kept)
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    refresh_about(Tag, [kept.pk, merged.pk])
    changes = {name: [rows, []] for name, rows in moved.items()} | {"on both": [annotations, []]}
    _log(merged, actor, MERGED, {"merged into": ["", kept.name]} | changes, reason)
    return kept


@transaction.atomic
def unmerge_tag(*, tag: Tag, actor: User | None) -> Tag:
    """Split what was merged: the tag has again what it had, less what people have changed since.

    Refused when the tag was not merged, and when a later merge has to be undone first.
    """
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    entry = AuditEntry.objects.about("tag", str(tag.pk)).filter(verb=MERGED).first()
    kept = tag.merged_into
    if kept is None or entry is None:
        raise Refused("tag", _("“%(name)s” has not been merged.") % {"name": tag.name})
    _refuse_unless_last(kept, tag, entry)
    moved = {name: entry.changes[name][0] for name in ("uses", "synonyms", "narrower")}
    tag.merged_into = None
    tag.save(update_fields=["merged_into"])
    _move(moved, kept, tag)
    on_both = kept.uses.filter(content_object__in=entry.changes["on both"][0])
    TaggedAnnotation.objects.bulk_create(
        TaggedAnnotation(tag=tag, content_object_id=each)
        for each in on_both.values_list("content_object", flat=True)
    )
    refresh_about(Tag, [kept.pk, tag.pk])
    _log(tag, actor, "split tag", {"merged into": [kept.name, ""]})
    return tag


@transaction.atomic
def add_synonym(*, tag: Tag, name: str, actor: User | None) -> TagSynonym:
    """Typing `name` gives this tag from now on. Refused when it is a tag or a synonym already."""
    (tag,) = _locked(tag)
    name = clean_name(name)
    key = name_key(name)
    if other := Tag.objects.filter(key=key).first():
        message = _("“%(name)s” is a tag: merge it into this one to make it another word for it.")
        raise Refused("name", message % {"name": other.name})
    _refuse_synonym(key)
    _log(tag, actor, "added synonym", {"synonyms": ["", name]})
    with _first_come(name):
        synonym = TagSynonym.objects.create(tag=tag, name=name, key=key)
    refresh_about(Tag, [tag.pk])
    return synonym


@transaction.atomic
def remove_synonym(*, synonym: TagSynonym, actor: User | None) -> None:
    """The word is free again. Refused when somebody else has removed it."""
    gone, _each = TagSynonym.objects.filter(pk=synonym.pk).delete()
    if not gone:
        raise Refused("synonym", str(GONE))
    _log(synonym.tag, actor, "removed synonym", {"synonyms": [synonym.name, ""]})
    refresh_about(Tag, [synonym.tag_id])


@transaction.atomic
def set_parent(*, tag: Tag, parent: Tag | None, actor: User | None) -> Tag:
    """Put the tag below a broader one, or below none. Refused when that would close a circle."""
    _lock_tree()
    if parent is None:
        (tag,) = _locked(tag)
    else:
        tag, parent = _locked(tag, parent)
        if tag == parent or tag in _broader(parent):
            message = _("“%(parent)s” is “%(tag)s” itself or stands below it.")
            raise Refused("parent", message % {"parent": parent.name, "tag": tag.name})
    before = tag.parent.name if tag.parent else ""
    tag.parent = parent
    tag.save(update_fields=["parent"])
    if before != (after := parent.name if parent else ""):
        _log(tag, actor, "edited", {"broader tag": [before, after]})
    return tag


@transaction.atomic
def describe_tag(*, tag: Tag, description: str, actor: User | None) -> Tag:
    """Say what the tag is for."""
    (tag,) = _locked(tag)
    before, tag.description = tag.description, storable("description", description.strip())
    tag.save(update_fields=["description"])
    refresh_about(Tag, [tag.pk])
    if before != tag.description:
        _log(tag, actor, "edited", {"description": [before, tag.description]})
    return tag


def govern(*, tag: Tag, actor: User | None) -> Tag:
    """Take a free tag into the vocabulary."""
    return _stand(tag, TagStanding.GOVERNED, actor)


def ungovern(*, tag: Tag, actor: User | None) -> Tag:
    """Let it be a free tag again."""
    return _stand(tag, TagStanding.FREE, actor)


@transaction.atomic
def _stand(tag: Tag, standing: TagStanding, actor: User | None) -> Tag:
    (tag,) = _locked(tag)
    before, tag.standing = TagStanding(tag.standing), standing
    tag.save(update_fields=["standing"])
    if before != standing:
        _log(tag, actor, "edited", {"standing": [str(before.label), str(standing.label)]})
    return tag


def _locked(*tags: Tag) -> list[Tag]:
    """The rows as they stand, in the order given; locked in one order, so that two people never wait for each other."""
    rows = Tag.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=[tag.pk for tag in tags])
    # Without what they refer to: PostgreSQL takes that as it was before the wait for the lock.
    now = {tag.pk: tag for tag in rows}
    for tag in now.values():
        if tag.merged_into_id:
            raise Refused("tag", _("“%(name)s” was merged into another tag.") % {"name": tag.name})
    return [now[tag.pk] for tag in tags]


def _lock_tree() -> None:
    """All tags, whoever uses them meanwhile: two moves far apart can close one circle."""
    list(Tag.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


@contextmanager
def _first_come(name: str) -> Iterator[None]:
    """Refused when somebody else has taken the name since it was looked for."""
    try:
        yield
    except IntegrityError as error:
        message = _("Somebody else has just taken the name “%(name)s”: look again.")
        raise Refused("name", message % {"name": name}) from error


def _broader(tag: Tag) -> list[Tag]:
    """The tags above it, nearest first."""
    above: list[Tag] = []
    while tag.parent is not None and tag.parent not in above:
        tag = tag.parent
        above.append(tag)
    return above


def _move(rows: Mapping[str, Sequence[int]], giver: Tag, taker: Tag) -> None:
    """Those of these rows that are the giver's become the taker's."""
    giver.uses.filter(pk__in=rows["uses"]).update(tag=taker)
    giver.synonyms.filter(pk__in=rows["synonyms"]).update(tag=taker)
    giver.children.filter(pk__in=rows["narrower"]).update(parent=taker)


def _make_room(tag: Tag, key: str) -> None:
    """Refused when the key is another's; an earlier name of this very tag gives way."""
    other = Tag.objects.filter(key=key).first()
    if other is not None:
        if other.merged_into_id != tag.pk or _was_merged(other):
            message = _("There is a tag “%(name)s” already: merge the two instead.")
            raise Refused("name", message % {"name": other.name})
        other.delete()
    TagSynonym.objects.filter(tag=tag, key=key).delete()
    _refuse_synonym(key)


def _was_merged(tag: Tag) -> bool:
    return AuditEntry.objects.about("tag", str(tag.pk)).filter(verb=MERGED).exists()


def _refuse_synonym(key: str) -> None:
    if other := TagSynonym.objects.filter(key=key).select_related("tag").first():
        message = _("“%(name)s” is another word for “%(tag)s”.")
        raise Refused("name", message % {"name": other.name, "tag": other.tag.name})


def _refuse_unless_last(kept: Tag, tag: Tag, entry: AuditEntry) -> None:
    """What was moved can only be told in the reverse order of the merges."""
    message = _("“%(name)s” was merged later: split that first.")
    if kept.merged_into_id:
        raise Refused("tag", message % {"name": kept.name})
    others = {str(other.pk): other for other in kept.merged_from.exclude(pk=tag.pk)}
    later = AuditEntry.objects.filter(record_kind="tag", record_id__in=others, verb=MERGED, pk__gt=entry.pk)
    if last := later.order_by("pk").last():
        raise Refused("tag", message % {"name": others[last.record_id].name})


def _log(tag: Tag, actor: User | None, verb: str, changes: dict[str, list[Any]], reason: str = "") -> None:
    record_change(actor=actor, verb=verb, record=("tag", str(tag.pk)), changes=changes, reason=reason)
