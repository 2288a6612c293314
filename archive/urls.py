"""Pages of records and their words. Each line's view lives in the file of `archive.views` that it names."""

from django.urls import path

from archive.views import home, reader

app_name = "archive"
urlpatterns = [
    path("", home.home, name="home"),
    path("documents/<slug:public_id>/", reader.document_detail, name="document_detail"),
    path("documents/<slug:public_id>/text/", reader.document_text, name="document_text"),
    path("documents/<slug:public_id>/capture/", reader.document_capture, name="document_capture"),
]
