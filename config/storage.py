"""Static files as served: hashed names, compressed, and never stale."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's manifest that also rewrites `import` in ES modules to the hashed names.

    Without it a browser would keep an old module for ever: the files are served as immutable.
    """

    support_js_module_import_aggregation = True
