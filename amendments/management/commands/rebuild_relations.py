"""`python manage.py rebuild_relations`: work out anew how the amendments of each document relate."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amendments.access import OPERATOR
from amendments.actions.relations import rebuild
from amendments.models import Congress, Document


class Command(BaseCommand):
    """Makes the index of relations anew, and says how many there are. Every act keeps it, so nothing should change."""

    help = "Work out anew how amendments relate, of all congresses or of one. Only needed where rows were changed by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what the command takes."""
        parser.add_argument("congress", nargs="?", help="the short name of one congress, as in its address")

    def handle(self, *_args: Any, congress: str | None, **_options: Any) -> None:
        """Rebuild, document by document."""
        if congress and not Congress.objects.filter(slug=congress).exists():
            raise CommandError(f"There is no congress “{congress}”. Its short name stands in its address, after /c/.")
        documents = Document.objects.filter(published_revision__isnull=False).order_by("pk")
        for document in documents.filter(congress__slug=congress) if congress else documents:
            self.stdout.write(f"{document}: {rebuild(acting_user=OPERATOR, document=document)} relations")
