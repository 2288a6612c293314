"""Which static files are published."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class PublishedFilesConfig(StaticFilesConfig):
    """Leaves out what the htmx package brings and no page loads: extensions and its next major version."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*", "htm*-4*.js"]
