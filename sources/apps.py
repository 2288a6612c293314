from django.apps import AppConfig
from django.core.checks import Tags, register
from django.urls import register_converter
from django.utils.module_loading import import_string

from sources.addresses import HandleInPath


class SourcesConfig(AppConfig):
    name = "sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register_converter(HandleInPath, "handle")
        # By name: it reads the indexes, which need the models that are still to come when this module is read.
        register(import_string("sources.searching.checks.editions"), Tags.database)
