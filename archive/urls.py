"""Pages of records and their words. Each line's view lives in the file of `archive.views` that it names."""

from django.urls import path

from archive.views import home

app_name = "archive"
urlpatterns = [
    path("", home.home, name="home"),
]
