"""`manage.py load_platform FILE`: load a draft platform as a document of a congress, or say what it would be."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction

from amendments.access import OPERATOR
from amendments.actions.drafting import load_document
from amendments.actions.secretary import create_congress
from amendments.models import Congress, Document
from amendments.readers.draft import DraftText, read_draft
from amendments.readers.preview import in_words
from amendments.readers.source import Unreadable, read_file
from amendments.refusals import Refused
from amendments.text.outline import to_document

NO_TABLES = "The database has no tables yet, or old ones. Run “python manage.py migrate” first; --dry-run needs no database."


class Command(BaseCommand):
    """Reads a file, prints its outline with every warning, and keeps it as a draft."""

    help = "Load a draft platform (plain text or Markdown, UTF-8) as a document in drafting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what the command takes."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--congress", metavar="SLUG", default="", help="the congress; made if there is none of this name")
        parser.add_argument("--number", type=int, help="the number in the series; otherwise as the text has it, or the next")
        parser.add_argument("--title", default="", help="the title; otherwise as the text, or the name of the file, has it")
        parser.add_argument("--dry-run", action="store_true", help="only say what was found; keep nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")

    def handle(self, *_args: Any, file: Path, congress: str, number: int | None, title: str, **options: Any) -> None:
        """Read, keep, print."""
        if number is not None and not 1 <= number <= 9999:
            raise CommandError("The number in the series is one from 1 to 9999.")
        try:
            draft = read_draft(read_file(file), name=file.name)
            kept = None if options["dry_run"] else _keep(draft, congress, number, title)
        except (Unreadable, Refused) as refusal:
            raise CommandError(str(refusal)) from refusal
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(NO_TABLES) from error
        if options["json"]:
            self.stdout.write(json.dumps(draft.facts, ensure_ascii=False, indent=2))
        else:
            self._tell(draft, kept)

    def _tell(self, draft: DraftText, kept: Document | None) -> None:
        warnings = draft.outline.warnings
        self.stdout.write(f"{in_words(draft).capitalize()}.")
        if warnings:
            self.stdout.write("One place to look at:" if len(warnings) == 1 else f"{len(warnings)} places to look at:")
        for warning in warnings:
            self.stdout.write(f"  {warning.message}")
        if kept is None:
            self.stdout.write("Nothing was kept (--dry-run).")
        else:
            self.stdout.write(f"Loaded as document {kept.number}, “{kept.title}”, a draft of the congress “{kept.congress}”.")


@transaction.atomic
def _keep(draft: DraftText, slug: str, number: int | None, title: str) -> Document:
    """Load the draft into the congress that is meant; raises Refused."""
    return load_document(
        acting_user=OPERATOR,
        congress=_congress(slug),
        text=to_document(draft.outline),
        title=title or draft.title,
        number=number or draft.number,
    )


def _congress(slug: str) -> Congress:
    """Find the congress, or set up the first one."""
    known = list(Congress.objects.all()) if not slug else list(Congress.objects.filter(slug=slug))
    if len(known) > 1:
        names = ", ".join(sorted(congress.slug for congress in known))
        raise Refused(f"There are several congresses. Say which one is meant: --congress with one of {names}.")
    if known:
        return known[0]
    name = slug.replace("-", " ").capitalize() if slug else "Congress"
    return create_congress(acting_user=OPERATOR, slug=slug or "congress", name=name, organization="Organization")
