"""The app: amendments to a platform, from draft to adoption."""

from importlib import import_module

from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    """One app, whose rooms are its folders."""

    name = "amendments"
    verbose_name = "Plank"

    def ready(self) -> None:
        """Let what stands above the actions deliver what they promise."""
        deliveries, hand_over = (
            import_module("amendments.actions.record").deliveries,
            import_module("amendments.tasks").hand_over,
        )
        if hand_over not in deliveries:
            deliveries.append(hand_over)
