"""The vocabulary and its only writers: tags found by what people type, made, renamed, merged and split again."""

from collections.abc import Iterable
from itertools import chain, count

from django.utils.translation import gettext as _

from annotations.models import Tag, TagSynonym
from annotations.services.refusals import Refused, storable
from sources.names import name_key

LONGEST_NAME = 100


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags that people mean by these names, each once, in order; a name that no tag has makes a free one.

    Case, width and spacing do not matter; a synonym gives its tag, a merged tag the one that it was merged into.
    Blank names are passed over. One query when all names are those of tags. Refused for a name no tag can have.
    """
    wanted = {name_key(name): _clean(name) for name in names if name_key(name)}
    if not wanted:
        return []
    found = {tag.key: tag for tag in Tag.objects.filter(key__in=wanted)}
    if missing := wanted.keys() - found.keys():
        synonyms = TagSynonym.objects.filter(key__in=missing).select_related("tag")
        found |= {synonym.key: synonym.tag for synonym in synonyms}
    tags = [found.get(key) or _made(name, key) for key, name in wanted.items()]
    return list(dict.fromkeys(_followed(tags)))


def _clean(name: str) -> str:
    """Refused for a name that is too long or has a comma: commas stand between tags."""
    name = " ".join(storable("tags", name).split())
    if "," in name:
        raise Refused("tags", _("“%(name)s”: a tag has no comma in it.") % {"name": name})
    if max(len(name), len(name_key(name))) > LONGEST_NAME:
        message = _("“%(name)s…” is too long for a tag: %(most)d characters at most.")
        raise Refused("tags", message % {"name": name[:30], "most": LONGEST_NAME})
    return name


def _made(name: str, key: str) -> Tag:
    """A new free tag. Whoever makes the same one at the same time gets the same row; a taken slug gets a number."""
    for number in chain([None], count(2)):
        slug = Tag().slugify(name, number)[-LONGEST_NAME:]
        Tag.objects.bulk_create([Tag(name=name, key=key, slug=slug)], ignore_conflicts=True)
        if tag := Tag.objects.filter(key=key).first():
            return tag
    raise AssertionError  # the numbers do not end


def _followed(tags: list[Tag]) -> list[Tag]:
    """Each tag, or the one that it has become by merging."""
    while merged := {tag.merged_into_id for tag in tags if tag.merged_into_id}:
        into = Tag.objects.in_bulk(merged)
        tags = [into[tag.merged_into_id] if tag.merged_into_id else tag for tag in tags]
    return tags
