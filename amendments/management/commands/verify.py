"""`python manage.py verify [DOCUMENT]`: replay the record, and compare everything that was made from it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amendments.models import Congress, Document
from amendments.queries.heads import congress_head
from amendments.queries.verify import congress_problems, problems

NAMES = "It is named like congress/1: the short name of its congress, as in its address, and its number in the series."


class Command(BaseCommand):
    """Replays each document from its draft, and names the first row that is not what the entries say; it then exits with 1."""

    help = "Replay the record of all congresses, or of one document, and compare every row with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what the command takes."""
        parser.add_argument("document", nargs="?", metavar="DOCUMENT", help=f"one document. {NAMES}")

    def handle(self, *_args: Any, document: str | None, **_options: Any) -> None:
        """Verify one document, or all with their congresses; stop at the first row that is wrong."""
        for one in [_document(document)] if document else Document.objects.order_by("congress__slug", "number"):
            self._expect_none(f"{one.congress.slug}/{one.number} “{one}”", problems(one))
            self.stdout.write(f"{one.congress.slug}/{one.number} “{one}”: {one.entries.count()} entries, head {one.head}")
        for congress in [] if document else Congress.objects.order_by("slug"):
            self._expect_none(f"{congress.slug} “{congress}”", congress_problems(congress))
            self.stdout.write(f"{congress.slug} “{congress}”: head {congress_head(congress)}")
        self.stdout.write("Everything is what the record says.")

    def _expect_none(self, name: str, found: Iterable[str]) -> None:
        first = next(iter(found), None)
        if first is not None:
            self.stderr.write(f"{name}: {first}")
            sys.exit(1)


def _document(name: str) -> Document:
    slug, _, number = name.rpartition("/")
    found = Document.objects.filter(congress__slug=slug, number=number).first() if number.isdecimal() else None
    if found is None:
        raise CommandError(f"There is no document “{name}”. {NAMES}")
    return found
