"""What credentials ask of people: take a seat back that was given up for a time, answer a challenge."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from amendments.models import Challenge, Congress, Role, Seat
from amendments.queries.desk_duties import Duty
from amendments.rules import Acting, can


def credentials_duties(acting: Acting, congress: Congress) -> Iterator[Duty]:
    """Give what credentials ask of a person: a query for a member, one more for whoever answers challenges."""
    if Role.MEMBER in acting.everyone:
        lent = Seat.objects.filter(congress=congress, handed_from__person=acting.person_id, lent=True, until__isnull=True)
        for seat in lent.select_related("person").order_by("pk"):
            what = f"{seat.person} sits in your seat{f' {seat.number}' if seat.number else ''}"
            why = "You gave it up for a time, and can take it back at any moment."
            yield Duty(None, what, why, "My seat", reverse("my-seat", args=[congress.slug]))
    if can(acting, "answer_challenge"):
        waiting = Challenge.objects.filter(congress=congress, answered_at__isnull=True).exclude(seat__person=acting.person_id)
        for one in waiting.select_related("seat", "register").order_by("pk"):
            what = f"Answer the challenge of {one.register or 'the quorum'}"
            who = f"Seat {one.seat.number}" if one.seat.number else "A delegate"
            why = f"{who} says that {one.get_about_display()} is wrong."
            yield Duty(None, what, why, "Read and answer", reverse("answer-challenge", args=[congress.slug, one.pk]))
