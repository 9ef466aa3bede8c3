"""Tells Django about the project's own checks."""

from importlib import import_module

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The project itself: it has no tables, only checks."""

    name = "platform_app"

    def ready(self) -> None:
        """Register the system checks."""
        import_module("platform_app.checks")
