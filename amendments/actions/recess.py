"""The chair lets the congress rest, and goes on: on the congress's own chain, since nothing is decided in between."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from amendments.access import User, access_congress_for
from amendments.actions import live, record
from amendments.actions.floor import FLOOR
from amendments.actions.silence import end_speaking
from amendments.actions.words import line
from amendments.models import Congress, Recess, Vote
from amendments.queries import clock
from amendments.queries.recess import recess_of
from amendments.refusals import Refused
from amendments.text.stored import sha256

LONGEST = timedelta(days=7)


@transaction.atomic
def take_recess(
    *, acting_user: User, congress: Congress, until: datetime | None = None, why: str = "", key: str = ""
) -> Recess:
    """Let the congress rest, until a moment where it is said. The question stays on the floor; whoever speaks has spoken.

    Raises Refused while a vote is open: it is closed first, or canceled.
    """
    congress = access_congress_for(acting_user, "take_recess", pk=congress.pk, lock=True).congress
    done = record.done_before(acting_user, "take_recess", key)
    if done is not None:
        return Recess.objects.get(pk=done)
    at, why = clock.now(), line(why, "What it is for", most=200)
    if recess_of(congress) is not None:
        raise Refused("The congress is in recess already. Resume first, then take another one.")
    if Vote.objects.filter(congress=congress, ended="", closed_at__isnull=True).exists():
        raise Refused("A vote is open. Close it or cancel it first: nobody votes in a recess.")
    if until is not None and not at < until <= at + LONGEST:
        raise Refused("A recess ends later than now, and within a week. Type the time again, or leave it empty.")
    end_speaking(congress, acting_user=acting_user)
    body = {"until": record.moment(until) if until else "", "why": sha256(why) if why else ""}
    entry = record.append("recess taken", body, congress=congress, acting_user=acting_user, at=at)
    by = record.person_of(acting_user)
    made = Recess.objects.create(congress=congress, why=why, began_at=at, until=until, by=by, entry=entry)
    record.remember(acting_user, "take_recess", key, result=made.pk, at=at)
    live.changed(congress, FLOOR)
    return made


@transaction.atomic
def resume(*, acting_user: User, congress: Congress) -> Recess | None:
    """Go on with the sitting. Gives the recess that ended; None where the congress sat already."""
    congress = access_congress_for(acting_user, "take_recess", pk=congress.pk, lock=True).congress
    found = recess_of(congress)
    if found is None:
        return None
    at = clock.now()
    record.append("sitting resumed", {"recess": found.entry.sequence}, congress=congress, acting_user=acting_user, at=at)
    found.ended_at = max(at, found.began_at)
    found.save(update_fields=["ended_at"])
    live.changed(congress, FLOOR)
    return found
