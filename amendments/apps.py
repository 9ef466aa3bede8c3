"""The app: amendments to a platform, from draft to adoption."""

from importlib import import_module

from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    """One app, whose rooms are its folders."""

    name = "amendments"
    verbose_name = "Plank"

    def ready(self) -> None:
        """Let what stands above the actions deliver what they promise, and tell what they changed."""
        deliveries, messengers = (
            import_module("amendments.actions.record").deliveries,
            import_module("amendments.actions.live").messengers,
        )
        hand_over, tell_broker = import_module("amendments.tasks").hand_over, import_module("amendments.live.watch").tell_broker
        if hand_over not in deliveries:
            deliveries.append(hand_over)
        if tell_broker not in messengers:
            messengers.append(tell_broker)
