"""Tags: one for each meaning, however it is spelled; renamed, merged and split without losing a use."""

from collections.abc import Sequence

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import AuditEntry, User
from accounts.roles import EDITOR
from annotations.models import Annotation, Tag, TaggedAnnotation, TagSynonym, WorkState
from annotations.models.tag import TagStanding
from annotations.services.refusals import Refused
from annotations.services.tagging import tags_named
from annotations.services.vocabulary import (
    add_synonym,
    describe_tag,
    govern,
    merge_tags,
    remove_synonym,
    rename_tag,
    set_parent,
    ungovern,
    unmerge_tag,
)
from annotations.suggesting import suggest_tags
from tests.annotation_factories import make_annotation, make_tag
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def names(annotation: Annotation) -> list[str]:
    return sorted(annotation.tagged.values_list("tag__name", flat=True))


def test_case_width_and_spacing_do_not_make_another_tag() -> None:
    tag = make_tag("Street Lamps 灯")
    assert tags_named(["street  lamps 灯", "ＳＴＲＥＥＴ　lamps 灯", " ", ""]) == [tag]
    assert Tag.objects.count() == 1


def test_known_tags_cost_one_query(django_assert_num_queries: type) -> None:
    for name in ("lamps", "quay", "oil"):
        make_tag(name)
    with django_assert_num_queries(1):
        assert len(tags_named(["Oil", "Quay", "Lamps"])) == 3


def test_a_new_name_makes_a_free_tag_with_a_slug_of_its_own() -> None:
    first, second, third = tags_named(["AC/DC lamps", "AC DC lamps", "灯 火"])
    assert (first.slug, second.slug, third.slug) == ("ac-dc-lamps", "ac-dc-lamps-2", "灯-火")
    assert {first.standing, second.standing} == {TagStanding.FREE}
    assert tags_named(["?!"])[0].slug == "tag"


def test_a_synonym_gives_its_tag_and_a_merged_tag_what_it_became() -> None:
    lamps = make_tag("lamps", synonyms=["Lanterns"])
    lights, lux = make_tag("lights"), make_tag("lux")
    merge_tags(kept=lights, merged=lux, actor=None)
    merge_tags(kept=lamps, merged=lights, actor=None)
    assert tags_named(["LANTERNS", "lux", "lights"]) == [lamps]


def test_renaming_keeps_the_old_name_and_address_leading_here() -> None:
    tag = make_tag("surveilance", slug="surveilance")
    annotation = make_annotation(tags=["surveilance"])
    renamed = rename_tag(tag=tag, name="Surveillance", actor=None)
    assert (renamed.pk, renamed.name, renamed.slug) == (tag.pk, "Surveillance", "surveillance")
    assert names(annotation) == ["Surveillance"]
    assert Tag.objects.get(slug="surveilance").merged_into == tag
    assert tags_named(["surveilance"]) == [renamed]
    back = rename_tag(tag=tag, name="surveilance", actor=None)
    assert (back.name, back.slug) == ("surveilance", "surveilance")
    assert tags_named(["surveillance"]) == [back]
    assert rename_tag(tag=tag, name="Surveilance", actor=None).slug == "surveilance"


def test_a_name_in_use_is_not_given_twice() -> None:
    tag, other = make_tag("lamps"), make_tag("quay", synonyms=["wharf"])
    for name in ("Quay", "WHARF", "", "a, b"):
        with pytest.raises(Refused):
            rename_tag(tag=tag, name=name, actor=None)
        with pytest.raises(Refused):
            add_synonym(tag=tag, name=name, actor=None)
    merge_tags(kept=tag, merged=other, actor=None)
    with pytest.raises(Refused, match="merge"):
        rename_tag(tag=tag, name="quay", actor=None)


def test_merging_moves_every_use_once_and_splitting_gives_each_back() -> None:
    kept, merged = make_tag("lamps"), make_tag("lights", synonyms=["lux"])
    narrower = make_tag("lights of a quay", parent=merged)
    only, both, neither = (
        make_annotation(tags=tags) for tags in (["lights"], ["lamps", "lights"], ["lamps"])
    )
    merge_tags(kept=kept, merged=merged, actor=None, reason="The same.")
    assert [names(each) for each in (only, both, neither)] == [["lamps"]] * 3
    assert TaggedAnnotation.objects.count() == 3
    narrower.refresh_from_db()
    assert narrower.parent == kept
    assert TagSynonym.objects.get(key="lux").tag == kept
    later = make_annotation(tags=["Lights"])
    unmerge_tag(tag=merged, actor=None)
    assert [names(each) for each in (only, both, neither, later)] == [
        ["lights"],
        ["lamps", "lights"],
        ["lamps"],
        ["lamps"],
    ]
    narrower.refresh_from_db()
    merged.refresh_from_db()
    assert narrower.parent == merged
    assert merged.merged_into is None
    assert TagSynonym.objects.get(key="lux").tag == merged
    verbs = AuditEntry.objects.about("tag", str(merged.pk)).values_list("verb", "reason")
    assert list(verbs) == [("split tag", ""), ("merged tag", "The same.")]


def test_what_people_took_off_since_does_not_come_back() -> None:
    kept, merged = make_tag("lamps"), make_tag("lights")
    only, both = (make_annotation(tags=tags) for tags in (["lights"], ["lamps", "lights"]))
    merge_tags(kept=kept, merged=merged, actor=None)
    TaggedAnnotation.objects.all().delete()
    unmerge_tag(tag=merged, actor=None)
    assert names(only) == names(both) == []


def test_merges_are_split_in_reverse_order() -> None:
    lamps, lights, lux = make_tag("lamps"), make_tag("lights"), make_tag("lux")
    annotation = make_annotation(tags=["lights", "lux"])
    merge_tags(kept=lamps, merged=lights, actor=None)
    merge_tags(kept=lamps, merged=lux, actor=None)
    with pytest.raises(Refused, match="lux"):
        unmerge_tag(tag=lights, actor=None)
    unmerge_tag(tag=lux, actor=None)
    assert names(annotation) == ["lamps", "lux"]
    unmerge_tag(tag=lights, actor=None)
    assert names(annotation) == ["lights", "lux"]
    with pytest.raises(Refused, match="not been merged"):
        unmerge_tag(tag=lights, actor=None)


def test_no_merge_with_itself_or_into_a_narrower_tag_or_of_a_merged_one() -> None:
    lamps = make_tag("lamps")
    quay = make_tag("quay lamps", parent=make_tag("harbour lamps", parent=lamps))
    for kept, merged in ((lamps, lamps), (quay, lamps)):
        with pytest.raises(Refused):
            merge_tags(kept=kept, merged=merged, actor=None)
    merge_tags(kept=lamps, merged=quay, actor=None)
    with pytest.raises(Refused, match="was merged"):
        merge_tags(kept=quay, merged=lamps, actor=None)


def test_a_broader_tag_never_closes_a_circle() -> None:
    wide, middle, narrow = make_tag("light"), make_tag("lamps"), make_tag("quay lamps")
    set_parent(tag=middle, parent=wide, actor=None)
    set_parent(tag=narrow, parent=middle, actor=None)
    for parent in (wide, middle, narrow):
        with pytest.raises(Refused):
            set_parent(tag=wide, parent=parent, actor=None)
    assert set_parent(tag=middle, parent=None, actor=None).parent is None


def test_the_vocabulary_is_described_governed_and_logged() -> None:
    editor, tag = make_user(EDITOR), make_tag("lamps")
    describe_tag(tag=tag, description=" What gives light. ", actor=editor)
    assert govern(tag=tag, actor=editor).standing == TagStanding.GOVERNED
    assert ungovern(tag=tag, actor=editor).description == "What gives light."
    synonym = add_synonym(tag=tag, name="Lanterns", actor=editor)
    remove_synonym(synonym=synonym, actor=editor)
    assert not TagSynonym.objects.exists()
    entries = AuditEntry.objects.about("tag", str(tag.pk))
    assert [each.actor for each in entries] == [editor] * 5


def suggested(typed: str, user: User | AnonymousUser) -> Sequence[tuple[str, int]]:
    return [(tag.name, tag.use_count) for tag in suggest_tags(typed, user)]


def test_suggestions_begin_with_what_this_person_used_last(django_assert_num_queries: type) -> None:
    user = make_user()
    for tags in (["lamp oil", "lamps"], ["lamps"], ["lamp posts"]):
        make_annotation(tags=tags, actor=None)
    assert suggested("Lamp", user) == [("lamps", 2), ("lamp oil", 1), ("lamp posts", 1)]
    make_annotation(tags=["lamp posts"], actor=user, state=WorkState.DRAFT)
    assert suggested("LAMP", user) == [("lamp posts", 2), ("lamps", 2), ("lamp oil", 1)]
    assert suggested("", user)[0] == ("lamp posts", 2)
    assert suggested("lamp p", NOBODY) == [("lamp posts", 1)]
    assert suggested("%", user) == []
    with django_assert_num_queries(1):
        list(suggest_tags("lamp", user))


def test_suggestions_know_synonyms_and_earlier_names() -> None:
    lamps, lights = make_tag("lamps", synonyms=["wicks"]), make_tag("lights")
    merge_tags(kept=lamps, merged=lights, actor=None)
    for typed in ("wick", "light", "lamp"):
        assert suggested(typed, NOBODY) == [("lamps", 0)]
