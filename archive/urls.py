"""Pages of records and their words. Each line's view lives in the file of `archive.views` that it names."""

from django.urls import path

from archive.views import (
    accounts,
    agents,
    batches,
    comparing,
    documents,
    feeds,
    home,
    ingest,
    jump,
    posts,
    publishing,
    reader,
    search,
    sources,
    threads,
)

app_name = "archive"
urlpatterns = [
    path("", home.home, name="home"),
    path("documents/", documents.document_list, name="document_list"),
    path("documents/<slug:public_id>/", reader.document_detail, name="document_detail"),
    path("documents/<slug:public_id>/text/", reader.document_text, name="document_text"),
    path("documents/<slug:public_id>/capture/", reader.document_capture, name="document_capture"),
    path("search/", search.search, name="search"),
    path("feeds/documents.<feed_form:form>", feeds.document_feed, name="document_feed"),
    path("jump/", jump.jump, name="jump"),
    path("compare/", comparing.compare_texts, name="compare"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:public_id>/", sources.source_detail, name="source_detail"),
    path("posts/", posts.post_list, name="post_list"),
    path("posts/<slug:public_id>/", posts.post_detail, name="post_detail"),
    path("threads/", threads.thread_list, name="thread_list"),
    path("threads/<slug:public_id>/", threads.thread_detail, name="thread_detail"),
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/<slug:platform>/<handle:handle>/", accounts.account_detail, name="account_detail"),
    path("agents/", agents.agent_list, name="agent_list"),
    path("agents/<slug:public_id>/", agents.agent_detail, name="agent_detail"),
    path("documents/<slug:public_id>/publish/", publishing.document_publish, name="document_publish"),
    path("documents/<slug:public_id>/withdraw/", publishing.document_withdraw, name="document_withdraw"),
    path("ingest/", ingest.ingest_start, name="ingest_start"),
    path("ingest/batches/", batches.batch_list, name="batch_list"),
    path("ingest/batches/<slug:public_id>/", batches.batch_detail, name="batch_detail"),
    path("ingest/batches/<slug:public_id>/undo/", batches.batch_undo, name="batch_undo"),
    path("ingest/<slug:public_id>/", ingest.draft_edit, name="draft_edit"),
    path("ingest/<slug:public_id>/read-again/", ingest.draft_reread, name="draft_reread"),
    path("ingest/<slug:public_id>/confirm/", ingest.draft_confirm, name="draft_confirm"),
    path("ingest/<slug:public_id>/discard/", ingest.draft_discard, name="draft_discard"),
]
