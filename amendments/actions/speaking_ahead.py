"""Asking for the floor ahead: on an amendment that comes up, before it is put. Then the list goes along with it.

This is talk, and not on record.
"""

from __future__ import annotations

from django.db import transaction

from amendments.access import User, access_amendment_for, access_congress_for
from amendments.actions import live, record
from amendments.actions.floor import FLOOR
from amendments.actions.speaking import check_speaker
from amendments.life import Stage
from amendments.models import Amendment, Congress, Question, Seat, Speaker
from amendments.queries import clock
from amendments.queries.amendment import is_open
from amendments.refusals import Forbidden, Refused


@transaction.atomic
def ask_ahead(*, acting_user: User, seat: Seat, amendment: Amendment, side: str, key: str = "") -> Speaker:
    """Ask for the floor on an amendment that is not put yet. Asked again with another side, the place on the list stays."""
    person = record.must_be_person(acting_user)
    congress = access_congress_for(acting_user, "ask_to_speak", pk=amendment.congress_id, lock=True).congress
    if seat.person_id != person.pk:
        raise Forbidden("You do not hold this seat, so you cannot ask for its floor.")
    return _enter(congress, seat, amendment, side, acting_user=acting_user, key=key)


@transaction.atomic
def enter_ahead(*, acting_user: User, seat: Seat, amendment: Amendment, side: str, key: str = "") -> Speaker:
    """Enter a delegate ahead, for whoever asks by raising a card."""
    congress = access_congress_for(acting_user, "enter_speaker", pk=amendment.congress_id, lock=True).congress
    return _enter(congress, seat, amendment, side, acting_user=acting_user, key=key)


def _enter(congress: Congress, seat: Seat, amendment: Amendment, side: str, *, acting_user: User, key: str) -> Speaker:
    done = record.done_before(acting_user, "ask_ahead", key)
    if done is not None:
        return Speaker.objects.get(pk=done)
    now = check_speaker(seat, side)
    found = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk)
    if now.congress_id != congress.pk or found.document.stage != Stage.FLOOR or not is_open(found.amendment):
        raise Refused(f"{amendment} does not come up on the floor, so nobody speaks to it. Choose one that is on the list.")
    if Question.objects.filter(congress=congress, amendment=found.amendment, ended="").exists():
        raise Refused(f"{amendment} is on the floor now. Ask for the floor there.")
    live.changed(congress, FLOOR)
    known = Speaker.objects.filter(amendment=found.amendment, seat=now, question=None, ended="").first()
    if known is None:
        ahead = {"congress": congress, "amendment": found.amendment, "seat": now, "side": side, "asked_at": clock.now()}
        known = Speaker.objects.create(**ahead)
    known.side = side
    known.save(update_fields=["side"])
    record.remember(acting_user, "ask_ahead", key, result=known.pk, at=clock.now())
    return known
