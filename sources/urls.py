"""Editing metadata, each form under the record that it edits, and how to search."""

from django.urls import path

from sources import style_views, views

app_name = "sources"
urlpatterns = [
    path("sources/<slug:public_id>/edit/", views.source_edit, name="source_edit"),
    path("sources/<slug:public_id>/restore/", views.source_restore, name="source_restore"),
    path("posts/<slug:public_id>/edit/", views.post_edit, name="post_edit"),
    path("posts/<slug:public_id>/restore/", views.post_restore, name="post_restore"),
    path("accounts/<slug:platform>/<handle:handle>/edit/", views.account_edit, name="account_edit"),
    path(
        "accounts/<slug:platform>/<handle:handle>/restore/",
        views.account_restore,
        name="account_restore",
    ),
    path("agents/<slug:public_id>/edit/", views.agent_edit, name="agent_edit"),
    path("agents/<slug:public_id>/restore/", views.agent_restore, name="agent_restore"),
    path("lists/styles/", style_views.style_list, name="style_list"),
    path("lists/styles/<slug:name>/withdraw/", style_views.style_withdraw, name="style_withdraw"),
    path("help/search/", views.search_help, name="search_help"),
]
