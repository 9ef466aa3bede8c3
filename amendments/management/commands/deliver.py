"""`python manage.py deliver`: deliver what waits in the outbox. For a timer, where no Celery beat runs."""

from typing import Any

from django.core.management.base import BaseCommand

from amendments.tasks import deliver_waiting


class Command(BaseCommand):
    """Deliver once and say how much."""

    help = "Deliver what waits in the outbox: mails that failed, or that a stopped broker left."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Deliver what is due."""
        self.stdout.write(f"{deliver_waiting()} delivered")
