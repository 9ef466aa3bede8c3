"""`manage.py demo_congress`: seat the delegates whom the computer plays in the sample. `make demo-congress` calls it."""

from __future__ import annotations

import tomllib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from amendments.access import OPERATOR
from amendments.actions.credentials_desk import mark_here
from amendments.actions.crowd import Newcomer, enter_crowd
from amendments.models import Body, Congress, Person, Role, Seat
from amendments.readers.sample import FOLDER, read_sample


class Command(BaseCommand):
    """Seats them once, here, and prints the slug of the congress and the keys of these people: what `load.congress` takes."""

    help = "Seat the delegates whom the computer plays in the sample congress."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seat whoever has no seat yet, and print them."""
        if not settings.DEMO:
            raise CommandError("These delegates are invented, and anyone may sign in as them. Run “make demo-congress”.")
        congress = Congress.objects.filter(slug=read_sample().congress.slug).first()
        if congress is None:
            raise CommandError("The sample congress is not there. Run “manage.py demo” first.")
        with (FOLDER / "hall.toml").open("rb") as file:
            plan = tomllib.load(file)
        numbers = [f"V-{card}" for card in range(plan["card"], plan["card"] + len(plan["names"]))]
        if not Person.objects.filter(member_number__in=numbers).exists():
            branches = list(Body.objects.filter(congress=congress, kind="branch").order_by("pk"))
            crowd = [
                Newcomer(number, name, Role.DELEGATE, branches[at % len(branches)], card=plan["card"] + at)
                for at, (number, name) in enumerate(zip(numbers, plan["names"], strict=True))
            ]
            self._seat(congress, crowd)
        keys = Person.objects.filter(member_number__in=numbers).order_by("pk").values_list("pk", flat=True)
        self.stdout.write(" ".join([congress.slug, *map(str, keys)]))

    def _seat(self, congress: Congress, crowd: list[Newcomer]) -> None:
        """Enter all of them; the desk marks each as here."""
        people = enter_crowd(acting_user=OPERATOR, congress=congress, crowd=crowd)
        desk = Person.objects.filter(seats__congress=congress, seats__role=Role.CREDENTIALS, seats__until=None).first()
        for seat in Seat.objects.filter(congress=congress, person__in=people).order_by("number"):
            mark_here(acting_user=desk or OPERATOR, seat=seat)
