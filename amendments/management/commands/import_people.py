"""`python manage.py import_people`: enter a list of people from the machine itself, with a bar that says how far it is."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from amendments.access import OPERATOR
from amendments.actions.importing import import_people
from amendments.management.commands.make_load import Bar
from amendments.models import Congress
from amendments.readers.people import ENCODINGS, Column, guessed, read_table
from amendments.readers.people_plan import Plan, plan_of
from amendments.readers.source import Unreadable
from amendments.refusals import Refused

SHOWN = 20


class Command(BaseCommand):
    """Says what a list would change, and with --enter changes it: all of it, or nothing."""

    help = "Look at a list of people (XLSX or CSV), and enter it with --enter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what the command takes."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--congress", required=True, help="the short name of the congress, as in its address")
        parser.add_argument("--encoding", choices=ENCODINGS, default="", help="of a CSV file that is not UTF-8")
        parser.add_argument("--ignore", action="append", default=[], metavar="COLUMN", help="leave a column out, by its name")
        parser.add_argument("--set-up-bodies", action="store_true", help="set up bodies that are not known, as branches")
        parser.add_argument("--enter", action="store_true", help="enter the list; without it nothing is changed")

    def handle(self, *_args: Any, file: Path, congress: str, encoding: str, ignore: list[str], **options: Any) -> None:
        """Look at the list, say what it would change, and enter it where that is asked for."""
        found = Congress.objects.filter(slug=congress).first()
        if found is None or not file.is_file():
            raise CommandError(f"There is no congress “{congress}”." if found is None else f"There is no file {file.name}.")
        try:
            table = read_table(file.read_bytes(), file.name, encoding)
            if table.question:
                raise CommandError(f"{file.name} is not UTF-8. Say its --encoding: {', '.join(ENCODINGS)}.")
            columns = [
                Column.IGNORE.value if name in ignore else column
                for name, column in zip(table.header, guessed(table.header), strict=True)
            ]
            plan = plan_of(found, table, columns, set_up=options["set_up_bodies"])
            self._tell(plan)
            if options["enter"] and not plan.faults:
                bar = Bar(self.stdout.write, alive=self.stdout.isatty())
                import_people(
                    acting_user=OPERATOR,
                    congress=found,
                    table=table,
                    columns=columns,
                    set_up=options["set_up_bodies"],
                    seen=plan.digest,
                    progress=lambda done, of: bar.step("people and seats", done, of),
                )
                self.stdout.write("Entered, on record.")
        except (Unreadable, Refused) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _tell(self, plan: Plan) -> None:
        for fault in plan.faults[:SHOWN]:
            self.stdout.write(f"  Line {fault.line}: {fault.says}" if fault.line else f"  {fault.says}")
        if plan.faults:
            raise CommandError(f"{len(plan.faults)} faults. Nothing is entered before the list is right.")
        same = f"{plan.same} stay as they are"
        self.stdout.write(f"{len(plan.new)} new, {len(plan.changes)} changed, {len(plan.gifts)} seats given; {same}.")
