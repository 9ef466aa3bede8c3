"""Where static files are gathered: each under a name with its digest, so that browsers may keep it for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class Gathered(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """As whitenoise does it, and our scripts that import each other find each other under the new names.

    Django's own switch for this would read others' scripts too, where an import in a comment stops everything.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("plank/*.js", _IMPORTS))
