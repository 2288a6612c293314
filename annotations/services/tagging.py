"""The vocabulary and its only writers: tags found by what people type, made, renamed, merged and split again."""

from collections.abc import Iterable

from django.db import IntegrityError
from django.utils.translation import gettext as _

from annotations import searched
from annotations.models import Annotation, Tag, TaggedAnnotation, TagSynonym
from annotations.services.refusals import Refused, storable
from annotations.slugs import free_slug, slug_of
from sources.names import name_key

LONGEST_NAME = 100
ATTEMPTS = 3  # to find a free slug while others are making tags


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags that people mean by these names, each once, in order; a name that no tag has makes a free one.

    Case, width and spacing do not matter; a synonym gives its tag, a merged tag the one that it was merged into.
    Blank names are passed over. One query when all names are those of tags. Refused for a name no tag can have.
    """
    wanted = {name_key(name): clean_name(name) for name in names if name_key(name)}
    if not wanted:
        return []
    found = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted).order_by()}
    if missing := wanted.keys() - found.keys():
        synonyms = TagSynonym.objects.filter(key__in=missing).select_related("tag")
        found |= {synonym.key: synonym.tag for synonym in synonyms}
    tags = [found.get(key) or _made(name, key) for key, name in wanted.items()]
    return list(dict.fromkeys(_followed(tags)))


def write_uses(annotation: Annotation, tags: Iterable[Tag]) -> None:
    """The rows that say that an annotation has these tags, in one statement. Refused for a tag merged this very moment."""
    try:
        TaggedAnnotation.objects.bulk_create(
            TaggedAnnotation(tag=tag, content_object=annotation) for tag in tags
        )
    except IntegrityError as error:  # `annotations.merged`
        raise Refused("tags", _("Somebody has just merged one of these tags: save it again.")) from error


def clean_name(name: str) -> str:
    """Refused for a name that is empty or too long or has a comma: commas stand between tags."""
    name = " ".join(storable("tags", name).split())
    if not name_key(name):
        raise Refused("tags", _("A tag needs a name."))
    if "," in name:
        raise Refused("tags", _("“%(name)s”: a tag has no comma in it.") % {"name": name})
    if max(len(name), len(name_key(name))) > LONGEST_NAME:
        message = _("“%(name)s…” is too long for a tag: %(most)d characters at most.")
        raise Refused("tags", message % {"name": name[:30], "most": LONGEST_NAME})
    return name


def slug_for(name: str) -> str:
    """A slug that no tag has, numbered when the plain one is taken."""
    plain = slug_of(name, otherwise="tag")
    return free_slug(plain, set(Tag.objects.filter(slug__startswith=plain).values_list("slug", flat=True)))


def _made(name: str, key: str) -> Tag:
    """A new free tag. Whoever makes the same one at the same time gets the same row."""
    for _attempt in range(ATTEMPTS):
        Tag.objects.bulk_create([Tag(name=name, key=key, slug=slug_for(name))], ignore_conflicts=True)
        if tag := Tag.objects.filter(key=key).first():
            searched.tags.refresh([tag.pk])
            return tag
    raise Refused("tags", _("The tag “%(name)s” could not be made. Try again.") % {"name": name})


def _followed(tags: list[Tag]) -> list[Tag]:
    """Each tag, or the one that it has become by merging."""
    while merged := {tag.merged_into_id for tag in tags if tag.merged_into_id}:
        into = Tag.objects.in_bulk(merged)
        tags = [into[tag.merged_into_id] if tag.merged_into_id else tag for tag in tags]
    return tags
