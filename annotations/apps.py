from django.apps import AppConfig
from django.urls import register_converter


class AnnotationsConfig(AppConfig):
    name = "annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Reads the models, which are not there yet when this file is.
        from annotations.addresses import NameInPath, PluralInPath  # noqa: PLC0415

        register_converter(NameInPath, "name")
        register_converter(PluralInPath, "plural")
