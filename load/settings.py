"""Production, but for static files, of which nothing was collected for a site that lives a minute."""

from platform_app.settings import *  # noqa: F403

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
