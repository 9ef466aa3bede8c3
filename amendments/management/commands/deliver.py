"""`python manage.py deliver`: deliver what waits in the outbox. For a timer, where no Celery beat runs.

Each minute `deliver`; once a day `deliver --digest daily` and once a week `deliver --digest weekly`, for those who want it so.
The daily one also forgets what open pages were told more than a day ago.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from amendments.models import Often
from amendments.tasks import deliver_waiting, forget_changes, sum_up


class Command(BaseCommand):
    """Deliver once and say how much."""

    help = "Deliver what waits in the outbox: mails that failed, or that a stopped broker left."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether what is new is to be summed up first."""
        summaries = [Often.DAILY.value, Often.WEEKLY.value]
        parser.add_argument("--digest", choices=summaries, help="First sum up what is new for who wants it so often.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Deliver what is due."""
        if options["digest"]:
            self.stdout.write(f"{sum_up(options['digest'])} to be told what is new")
        if options["digest"] == Often.DAILY:
            self.stdout.write(f"{forget_changes()} changes forgotten that pages were told long ago")
        self.stdout.write(f"{deliver_waiting()} delivered")
