"""The app: amendments to a platform, from draft to adoption."""

from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    """One app, whose rooms are its folders."""

    name = "amendments"
    verbose_name = "Plank"
