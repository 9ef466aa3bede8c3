"""What is open at the door now, and who has the number that the desk typed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from amendments.models import Congress, Door, Role, Seat


def open_doors(congress: Congress, at: datetime) -> list[Door]:
    """Give the doors whose codes are taken at a moment."""
    rows = Door.objects.filter(congress=congress, closed_at__isnull=True, until__gt=at)
    return list(rows.select_related("congress").order_by("-kind"))


def typed_seats(congress: Congress, typed: str) -> list[Seat]:
    """Give the delegates' seats with this very number on the card, or of the member with this very number."""
    rows = Seat.objects.filter(congress=congress, role=Role.DELEGATE, until__isnull=True)
    rows = rows.select_related("person", "body", "congress").order_by("pk")
    card = list(rows.filter(number=int(typed))) if typed.isdecimal() and len(typed) < 10 else []
    return card or list(rows.filter(Q(person__member_number__iexact=typed))[:2])
