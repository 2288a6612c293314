"""Tags: the vocabulary as a tree, the page of one, what editors do with them, and suggestions."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.roles import READER, RESEARCHER
from accounts.visibility import State
from annotations.models import Tag
from annotations.models.tag import TagStanding
from annotations.services.vocabulary import merge_tags
from tests.annotation_factories import make_annotation, make_evidence, make_subject, make_tag
from tests.annotations.desk import editor, researcher
from tests.archive.pages import seen, signed_in, words_of
from tests.factories import make_document

pytestmark = pytest.mark.django_db
GOVERNED = TagStanding.GOVERNED


def tags_page(query: str = "", client: Client | None = None) -> str:
    return seen(client or Client(), reverse("annotations:tag_list") + query)


def tag_page(tag: Tag, client: Client | None = None) -> str:
    return words_of(seen(client or Client(), tag.get_absolute_url()))


def act(tag: Tag, what: str, /, **typed: str) -> str:
    where = reverse("annotations:tag_act", args=[tag.slug, what])
    return words_of(editor().post(where, typed, follow=True).content.decode())


def test_the_vocabulary_is_a_tree_and_free_tags_wait_below() -> None:
    light = make_tag("light", standing=GOVERNED, description="Whatever shines.")
    lamps = make_tag("lamps", standing=GOVERNED, parent=light)
    make_tag("灯", standing=GOVERNED, parent=lamps)
    make_tag("new word")
    make_annotation(tags=["lamps"])
    html = tags_page()
    tree = html.split('id="vocabulary"')[1].split("</section>")[0]
    assert "light 0 Whatever shines. lamps 1 灯 0" in words_of(tree)
    assert tree.count("<ul") == 3
    assert "new word" not in tree
    assert "new word" in html.split("Free tags, to be reviewed")[1]


def test_a_filter_searches_all_tags() -> None:
    make_tag("lamps", standing=GOVERNED, synonyms=["灯"])
    make_tag("quay")
    rows = words_of(tags_page("?name=灯").split("<tbody>")[1].split("</tbody>")[0])
    assert "lamps" in rows
    assert "quay" not in rows
    assert "quay" not in tags_page("?standing=governed").split("<tbody>")[1]


def test_uses_that_one_may_not_see_are_not_counted() -> None:
    make_annotation(tags=["lamps"])
    make_annotation(tags=["lamps"], state="submitted")
    make_annotation(tags=["lamps"], document=make_document(state=State.DRAFT))
    tag = Tag.objects.get()
    assert "1 annotation with it" in tag_page(tag)
    assert "3 annotations with it" in tag_page(tag, researcher())
    assert 'class="number">1<' in tags_page()


def test_a_tag_shows_what_is_around_it() -> None:
    light = make_tag("light")
    tag = make_tag("lamps", parent=light, description="On posts.", synonyms=["lanterns"])
    make_tag("gas lamps", parent=tag)
    works = make_subject("Works")
    make_evidence(make_annotation(tags=["lamps", "quay"], note="By **night**."), works)
    words = tag_page(tag)
    for each in (
        "On posts.", "Broader light", "Narrower gas lamps 0", "Also called lanterns", "Often beside quay 1",
        "Subjects met Works Vendor, 1", "did more than give light", "¶ 2", "By night",
    ):  # fmt: skip
        assert each in words, each


def test_a_merged_tag_leads_on() -> None:
    kept, merged = make_tag("lamps", slug="lamps"), make_tag("lantern", slug="lantern")
    merge_tags(kept=kept, merged=merged, actor=None)
    answer = Client().get(merged.get_absolute_url())
    assert (answer.status_code, answer.headers["Location"]) == (301, kept.get_absolute_url())
    assert "Was once lantern" in tag_page(kept)
    assert Client().get(reverse("annotations:tag_detail", args=["nothing"])).status_code == 404


def test_editors_rename_describe_order_and_govern() -> None:
    light, tag = make_tag("light", slug="light"), make_tag("lamp", slug="lamp")
    act(tag, "rename", name="lamps")
    tag.refresh_from_db()
    act(tag, "describe", description="On posts.")
    act(tag, "parent", parent="LIGHT")
    act(tag, "standing")
    act(tag, "synonyms", name="灯")
    tag.refresh_from_db()
    assert (tag.name, tag.description, tag.parent, tag.standing) == ("lamps", "On posts.", light, GOVERNED)
    assert Client().get("/tags/lamp/").headers["Location"] == tag.get_absolute_url()
    editor().post(reverse("annotations:synonym_remove", args=[tag.slug, tag.synonyms.get().pk]))
    assert not tag.synonyms.exists()
    act(tag, "parent", parent="")
    act(tag, "standing")
    tag.refresh_from_db()
    assert (tag.parent, tag.standing) == (None, TagStanding.FREE)
    shown = tag_page(tag, editor())
    assert "renamed Name before: lamp after: lamps" in shown.replace(" → ", " ")


def test_a_merge_of_tags_can_be_undone() -> None:
    kept, merged = make_tag("lamps", slug="lamps"), make_tag("lantern", slug="lantern")
    make_annotation(tags=["lantern"])
    act(merged, "merge", kept="lamps", reason="One and the same.")
    assert "1 annotation with it" in tag_page(kept)
    act(merged, "unmerge")
    assert "0 annotations with it" in tag_page(kept)
    assert "1 annotation with it" in tag_page(merged)


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("rename", {"name": "quay"}, "merge the two instead"),
        ("rename", {"name": ""}, "This field is required"),
        ("synonyms", {"name": "quay"}, "is a tag"),
        ("parent", {"parent": "nothing"}, "There is no tag"),
        ("parent", {"parent": "lamps"}, "is “lamps” itself"),
        ("merge", {"kept": "lamps"}, "one and the same tag"),
        ("unmerge", {}, "has not been merged"),
    ],
)
def test_what_cannot_be_is_refused_in_words(name: str, typed: dict[str, str], says: str) -> None:
    tag = make_tag("lamps", slug="lamps")
    make_tag("quay", slug="quay")
    assert says in act(tag, name, **typed)


@pytest.mark.parametrize("role", ["", READER, RESEARCHER])
def test_the_vocabulary_is_for_editors_to_keep(role: str) -> None:
    tag, client = make_tag(), signed_in(role)
    assert client.get(reverse("annotations:tag_edit", args=[tag.slug])).status_code == 403
    assert client.post(reverse("annotations:tag_act", args=[tag.slug, "standing"])).status_code == 403
    assert editor().post(reverse("annotations:tag_act", args=[tag.slug, "explode"])).status_code == 404
    assert seen(editor(), reverse("annotations:tag_edit", args=[tag.slug]))


def suggested(name: str, query: str, client: Client | None = None) -> list[str]:
    answer = (client or Client()).get(reverse(f"annotations:{name}") + query)
    return [each["name"] for each in answer.json()["results"]]


def test_tags_are_suggested_by_any_of_their_words() -> None:
    make_tag("lamps", synonyms=["灯"])
    make_tag("lantern")
    for _each in range(2):
        make_annotation(tags=["lantern"])
    assert suggested("tag_suggest", "?q=LA") == ["lantern", "lamps"]
    assert suggested("tag_suggest", "?q=灯") == ["lamps"]
    assert suggested("tag_suggest", "?q=%00") == suggested("tag_suggest", "") == ["lantern", "lamps"]
    assert suggested("tag_suggest", "?q=nothing") == []


def test_subjects_are_suggested_by_a_name_in_any_script() -> None:
    make_subject("Works", names=["Works", "索雷尔灯厂"])
    make_subject("Workshop", kind="place")
    make_subject("Works in secret", state=State.DRAFT)
    assert suggested("subject_suggest", "?q=索雷尔") == ["Works"]
    assert suggested("subject_suggest", "?q=work") == ["Works", "Workshop"]
    assert suggested("subject_suggest", "?q=work&kind=place") == ["Workshop"]
    assert suggested("subject_suggest", "?q=work&kind=colour") == ["Works", "Workshop"]
    assert "Works in secret" in suggested("subject_suggest", "?q=work", researcher())


def test_pages_of_tags_ask_as_often_whatever_they_hold(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    document = make_document()
    for number in range(20):
        make_tag(f"governed {number}", standing=GOVERNED)
        make_tag(f"free {number}", parent=make_tag(f"parent {number}"), synonyms=[f"other {number}"])
        make_evidence(make_annotation(document=document, tags=["lamps", f"tag {number}"]), make_subject())
    client = editor()
    for query, most in (("", 6), ("?name=a", 6)):
        with django_assert_max_num_queries(most):
            client.get(reverse("annotations:tag_list") + query)
    with django_assert_max_num_queries(16):
        client.get(Tag.objects.get(name="lamps").get_absolute_url())
