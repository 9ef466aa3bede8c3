"""Private notes: written, changed and taken away by who wrote them. Seen by nobody else, or by those who sit in one body."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, require
from amendments.access_things import Thing, access_again
from amendments.actions import record
from amendments.actions.words import prose
from amendments.models import Body, Note, Seat
from amendments.queries import clock
from amendments.refusals import Forbidden

MOST = 10_000  # characters of one note


@transaction.atomic
def write_note(*, acting_user: User, thing: Thing, words: str, body: Body | None = None) -> Note | None:
    """Keep one's note on a thing, for oneself or for a body in which one sits; with no words it is taken away."""
    person = record.must_be_person(acting_user)
    thing = access_again(acting_user, thing)
    require(thing.acting, "write_note", stage=thing.document.stage)
    if body is not None and not Seat.objects.filter(person=person, body=body, until__isnull=True).exists():
        raise Forbidden(f"You hold no seat in {body}. Those who do can leave notes for each other.")
    words = prose(words, "A note", most=MOST)
    if not words:
        Note.objects.filter(person=person, body=body, **thing.where).delete()
        return None
    kept = {"words": words, "written_at": clock.now()}
    note, _ = Note.objects.update_or_create(person=person, body=body, **thing.where, defaults=kept)
    return note
