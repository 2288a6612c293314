"""The public addresses, on one screen. What stands behind each prefix is its app's own `urls.py`."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("sources.urls")),
    path("", include("annotations.urls")),
    path("", include("archive.urls")),
]
