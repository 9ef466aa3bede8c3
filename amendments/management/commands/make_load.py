"""`python manage.py make_load`: a congress as big as they come, to see how the site bears it."""

from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from amendments.life import Stage
from amendments.management.load import Load, Size
from amendments.models import AmendmentRelation, Congress, Person
from amendments.queries.verify import congress_problems, problems
from amendments.refusals import Refused

STAGES = {"discussion": Stage.DISCUSSION, "closed": Stage.CLOSED, "floor": Stage.FLOOR}
WIDTH = 30


class Command(BaseCommand):
    """Makes a congress of its own with invented people, text and amendments, and says where it is."""

    help = "Make a big congress by chance (the same for the same seed), on the database that the site uses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what the command takes."""
        parser.add_argument("--paragraphs", type=int, default=1000)
        parser.add_argument("--amendments", type=int, default=5000)
        parser.add_argument("--people", type=int, default=20_000)
        parser.add_argument("--seed", type=int, default=1, help="another seed gives another congress")
        parser.add_argument("--stage", choices=STAGES, default="discussion", help="where the document stands in the end")
        parser.add_argument("--verify", action="store_true", help="replay the whole record afterwards")

    def handle(self, *_args: Any, seed: int, stage: str, verify: bool, **options: Any) -> None:
        """Make it, and say what there is."""
        size = Size(options["paragraphs"], options["amendments"], options["people"])
        if min(seed, *vars(size).values()) < 1:
            raise CommandError("Paragraphs, amendments, people and the seed are numbers from 1 on.")
        self._may()
        load = Load(size, seed, Bar(self.stdout.write, alive=self.stdout.isatty()).step)
        if Congress.objects.filter(slug=load.slug).exists():
            raise CommandError(f"The congress “{load.slug}” is there already. Another --seed makes another one.")
        began = monotonic()
        try:
            document = load.make(STAGES[stage])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        pairs = AmendmentRelation.objects.filter(document=document).count()
        self.stdout.write(f"Made in {monotonic() - began:.0f} s: /c/{load.slug}/, with {pairs:,} relations.")
        if verify:
            found = [*congress_problems(Congress.objects.get(slug=load.slug)), *problems(document)]
            self.stdout.write("\n".join(found) or "Verified: every row is what the record says.")
            if found:
                raise CommandError("The record and the rows differ.")

    def _may(self) -> None:
        """Refuse a database of real people: what is on record stays, so this congress could never be taken out again."""
        if not settings.DEMO and any(person.has_usable_password() for person in Person.objects.only("password").iterator()):
            raise CommandError("People have passwords in this database, so it is in use. Give the load a database of its own.")


class Bar:
    """Says how far the work is: a bar that moves where somebody looks, else a line for each quarter."""

    def __init__(self, write: Any, *, alive: bool) -> None:
        self.write, self.alive = write, alive
        self.last = ("", -1.0)
        self.began = monotonic()

    def step(self, what: str, done: int, of: int) -> None:
        """Note that so many of so many are done."""
        if self.last[0] != what:
            self.began = monotonic()
        part = done / of
        if done < of and self.last[0] == what and part - self.last[1] < (0.005 if self.alive else 0.25):
            return
        self.last = (what, part)
        left = f", {(monotonic() - self.began) * (1 / part - 1):.0f} s left" if part and done < of else ""
        line = f"{done:>6,} of {of:,} {what}{left}"
        if self.alive:
            sign = "█" * round(WIDTH * part)
            self.write(f"\r{sign:·<{WIDTH}} {line:<50}", ending="\n" if done == of else "")
        else:
            self.write(line)
