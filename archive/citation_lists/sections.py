"""The only writers of the sections of a list. No entry goes with a section that is taken away."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citation_lists.lists import locked, note_change
from archive.citation_lists.ordering import next_position
from archive.citation_lists.places import DOWN, UP
from archive.citation_lists.refusals import Refused
from archive.models import CitationList, ListSection

MOST_SECTIONS = 100


@transaction.atomic
def add_section(*, citation_list: CitationList, heading: str, actor: User) -> ListSection:
    """After the last one. Refused beyond `MOST_SECTIONS`."""
    held = locked(citation_list, actor)
    known = list(held.sections.values_list("position", flat=True))
    if len(known) >= MOST_SECTIONS:
        raise Refused("heading", _("A list has at most %(most)d sections.") % {"most": MOST_SECTIONS})
    section = ListSection.objects.create(
        citation_list=held, heading=heading, position=max(known, default=-1) + 1
    )
    note_change(held, actor, "added section", {"section": ["", heading]})
    return section


@transaction.atomic
def rename_section(*, section: ListSection, heading: str, actor: User) -> None:
    held, section = _held(section, actor)
    if heading != section.heading:
        before, section.heading = section.heading, heading
        section.save(update_fields=["heading"])
        note_change(held, actor, "renamed section", {"section": [before, heading]})


@transaction.atomic
def move_section(*, section: ListSection, way: str, actor: User) -> None:
    """One place up or down, with its entries. Nothing happens at the ends."""
    held, section = _held(section, actor)
    sections = list(held.sections.all())
    here = sections.index(section)
    there = here + {UP: -1, DOWN: 1}[way]
    if not 0 <= there < len(sections):
        return
    sections.insert(there, sections.pop(here))
    for position, each in enumerate(sections):
        each.position = position
    ListSection.objects.bulk_update(sections, ["position"])
    note_change(held, actor, "moved section", {"section": [section.heading, section.heading]})


@transaction.atomic
def remove_section(*, section: ListSection, actor: User) -> None:
    """Its entries go, in their order, to the end of what stands before it."""
    held, section = _held(section, actor)
    sections: list[ListSection] = list(held.sections.all())
    here = sections.index(section)
    goal = sections[here - 1].pk if here else None
    shift = next_position(held, goal)
    held.entries.filter(section=section).update(section=goal, position=F("position") + shift)
    heading = section.heading
    section.delete()
    note_change(held, actor, "removed section", {"section": [heading, ""]})


def _held(section: ListSection, actor: User) -> tuple[CitationList, ListSection]:
    """The list, held, and the section as it is now. Refused when it was taken away meanwhile."""
    held = locked(section.citation_list, actor)
    now = held.sections.filter(pk=section.pk).first()
    if now is None:
        raise Refused("section", _("This section is not there any more."))
    return held, now
