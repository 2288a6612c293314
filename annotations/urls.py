"""Pages of annotations, of what they are about, and of their tags. Each line's view lives in the file it names."""

from django.urls import path

from annotations.views import (
    acting,
    annotating,
    annotations,
    claims,
    jsonld,
    lineage,
    merging,
    moves,
    pairs,
    subject_forms,
    subject_parts,
    subjects,
    suggest,
    suggestions,
    tag_forms,
    tags,
)

app_name = "annotations"
urlpatterns = [
    path("documents/<slug:public_id>/annotate/", annotating.annotation_create, name="annotation_create"),
    path("documents/<slug:public_id>/suggestions/", suggestions.suggestion_list, name="suggestion_list"),
    path("documents/<slug:public_id>/moves/", moves.move_list, name="moves"),
    path("documents/<slug:public_id>/moves/<int:pk>/", moves.move_by_hand, name="move_by_hand"),
    path("annotations/", annotations.annotation_list, name="annotation_list"),
    path("annotations/<uuid:pk>/", annotations.annotation_detail, name="annotation_detail"),
    path("annotations/<uuid:pk>/edit/", annotating.annotation_edit, name="annotation_edit"),
    path("annotations/<uuid:pk>/reply/", acting.annotation_reply, name="annotation_reply"),
    path("annotations/<uuid:pk>/restore/<int:number>/", acting.annotation_restore, name="annotation_restore"),
    path("annotations/<uuid:pk>/evidence/", acting.annotation_evidence, name="annotation_evidence"),
    path(
        "annotations/<uuid:pk>/evidence/<int:evidence>/take-back/",
        acting.annotation_take_back,
        name="annotation_take_back",
    ),
    path("annotations/<uuid:pk>/<slug:act>/", acting.annotation_act, name="annotation_act"),
    path("ns/undersight.jsonld", jsonld.context_jsonld, name="context"),
    path("review/", annotations.review_queue, name="review_queue"),
    path("<plural:kind>/", subjects.subject_list, name="subject_list"),
    path("<plural:kind>/new/", subject_forms.subject_create, name="subject_create"),
    path("<plural:kind>/<str:slug>/", subjects.subject_detail, name="subject_detail"),
    path(
        "<plural:kind>/<str:slug>/with/<plural:other_kind>/<str:other_slug>/",
        pairs.pair_detail,
        name="pair_detail",
    ),
    path("<plural:kind>/<str:slug>/lineage/", lineage.subject_lineage, name="subject_lineage"),
    path(
        "<plural:kind>/<str:slug>/in/<slug:public_id>/",
        pairs.subject_in_document,
        name="subject_in_document",
    ),
    path("claims/<str:slug>/status/", claims.claim_status, name="claim_status"),
    path("<plural:kind>/<str:slug>/edit/", subject_forms.subject_edit, name="subject_edit"),
    path("<plural:kind>/<str:slug>/publish/", subject_forms.subject_publish, name="subject_publish"),
    path("<plural:kind>/<str:slug>/names/", subject_parts.name_add, name="name_add"),
    path("<plural:kind>/<str:slug>/names/<int:pk>/", subject_parts.name_remove, name="name_remove"),
    path("<plural:kind>/<str:slug>/relations/", subject_parts.relation_add, name="relation_add"),
    path(
        "<plural:kind>/<str:slug>/relations/<int:pk>/", subject_parts.relation_remove, name="relation_remove"
    ),
    path("<plural:kind>/<str:slug>/figures/", subject_parts.figure_add, name="figure_add"),
    path("<plural:kind>/<str:slug>/figures/<int:pk>/", subject_parts.figure_remove, name="figure_remove"),
    path("<plural:kind>/<str:slug>/merge/", merging.subject_merge, name="subject_merge"),
    path("<plural:kind>/<str:slug>/merge/<int:pk>/undo/", merging.subject_unmerge, name="subject_unmerge"),
    path("documents/<slug:public_id>/subjects/", pairs.document_subjects, name="document_subjects"),
    path("subjects/suggest/", suggest.subject_suggest, name="subject_suggest"),
    path("tags/", tags.tag_list, name="tag_list"),
    path("tags/suggest/", suggest.tag_suggest, name="tag_suggest"),
    path("tags/<str:slug>/", tags.tag_detail, name="tag_detail"),
    path("tags/<str:slug>/edit/", tag_forms.tag_edit, name="tag_edit"),
    path("tags/<str:slug>/edit/<slug:act>/", tag_forms.tag_act, name="tag_act"),
    path("tags/<str:slug>/synonyms/<int:pk>/", tag_forms.synonym_remove, name="synonym_remove"),
]
