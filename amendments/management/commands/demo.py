"""`manage.py demo`: set up the sample congress once, and say who can sign in. `make demo` calls it before it serves."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from amendments.management.sample import load_people_and, load_sample
from amendments.models import Congress, Person, Seat
from amendments.queries.door import seats_to_try
from amendments.readers.draft import read_draft
from amendments.readers.preview import in_words
from amendments.readers.sample import Sample, read_sample
from amendments.readers.source import Unreadable, read_file
from amendments.refusals import Refused


class Command(BaseCommand):
    """Sets up what a newcomer tries Plank with. What is there already stays as it is."""

    help = "Set up the sample congress, or one with your own draft, for trying Plank out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what the command takes."""
        parser.add_argument("--draft", type=Path, help="a text to load instead of the sample: its people, no amendments")
        parser.add_argument("--reset", action="store_true", help="delete everything first")

    def handle(self, *_args: Any, draft: Path | None, reset: bool, **_options: Any) -> None:
        """Load what is not there yet, and print who can sign in."""
        if not settings.DEMO:
            raise CommandError("The demo invents people whom anyone may sign in as. Set PLANK_DEMO=1, or run “make demo”.")
        sample = read_sample()
        if reset:
            self._empty()
        try:
            congress = self._draft(sample, draft) if draft else self._sample(sample)
        except (Unreadable, Refused) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell_who(congress)

    def _empty(self) -> None:
        """Delete all rows, unless people have passwords: those are real, and so is what they did."""
        if any(person.has_usable_password() for person in Person.objects.all()):
            raise CommandError("People have passwords in this database, so it is no demo. Nothing was deleted.")
        call_command("flush", interactive=False, verbosity=0)

    def _sample(self, sample: Sample) -> Congress:
        found = Congress.objects.filter(slug=sample.congress.slug).first()
        if found:
            self.stdout.write(f"The sample congress is there: {found.organization}, {found.name}. What was done in it is kept.")
            return found
        self.stdout.write(f"Loading the sample congress ({len(sample.people)} people, {len(sample.amendments)} amendments) ...")
        self.stdout.flush()
        return load_sample(sample)

    def _draft(self, sample: Sample, path: Path) -> Congress:
        found = Congress.objects.filter(slug=sample.draft.slug).first()
        if found:
            self.stdout.write("A draft is there already, and what was done with it is kept. To begin anew: make demo-reset")
            return found
        draft = read_draft(read_file(path), name=path.name)
        self.stdout.write(f"Loading {path.name}: {in_words(draft)}.")
        for warning in draft.outline.warnings:
            self.stdout.write(f"  {warning.message}")
        return load_people_and(sample, draft)

    def _tell_who(self, congress: Congress) -> None:
        """Name those for whom the sign-in page has a button: one person of each role."""
        self.stdout.write("\nAnyone can sign in without a password, with a button on the sign-in page:")
        for one in seats_to_try():
            self.stdout.write(f"  {one.role:40} {one.name}")
        held = Seat.objects.filter(congress=congress, until__isnull=True)
        self.stdout.write(f"{held.values('person').distinct().count()} people have seats in {congress}.")
