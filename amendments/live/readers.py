"""Who may go on reading a part that is open: asked of the rules before each event, for all its readers at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.utils import timezone

from amendments.access import actings_in
from amendments.live.part import PASSER_BY, Part
from amendments.models import Person


class Reader(NamedTuple):
    """Whoever has a part open: the person, their session, and what their signing in stands and falls with; or a passer-by."""

    person: int | None = None
    session: str = ""
    proof: str = ""


NOBODY = Reader()


def allowed(part: Part, readers: Collection[Reader]) -> set[Reader]:
    """Give those who are signed in as they were, and may read the part as it stands: as many queries for one as for many."""
    known = {one for one in readers if one.person is not None}
    found = _signed_in(known)
    actings = actings_in({one.person for one in found if one.person is not None}, part.congress.pk) if found else {}
    may = {person for person, acting in actings.items() if part.may(acting)}
    passing = {one for one in readers if one.person is None}
    return {one for one in found if one.person in may} | (passing if passing and part.may(PASSER_BY) else set())


def _signed_in(readers: Collection[Reader]) -> set[Reader]:
    """Give those whose session is there, and whose password and account are as they were: two queries, or none."""
    if not readers:
        return set()
    keys = {one.session for one in readers}
    sessions = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list("session_key", flat=True)
    )
    people = Person.objects.filter(pk__in={one.person for one in readers}, is_active=True).only("pk", "password")
    proofs = {one.pk: proof_of(one) for one in people}
    return {one for one in readers if one.session in sessions and one.proof == proofs.get(one.person or 0)}


def proof_of(person: Person) -> str:
    """Give what changes when the person's password does."""
    return person.get_session_auth_hash()
