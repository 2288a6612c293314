from django.apps import AppConfig
from django.urls import register_converter

from sources.addresses import HandleInPath


class SourcesConfig(AppConfig):
    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register_converter(HandleInPath, "handle")
