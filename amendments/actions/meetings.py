"""The meeting of a body that passed what it moves: when it was, how it voted, and whether that can be so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from amendments.models import Body, Document, StandingOrders
from amendments.refusals import Refused


@dataclass(frozen=True)
class Meeting:
    """When a body passed what it moves, and how it voted."""

    met_on: date
    votes_for: int
    votes_against: int


def check_meeting(body: Body, meeting: Meeting | None, document: Document, at: datetime) -> None:
    """Refuse what no meeting of a body can have passed: one to come, a lost vote, or too few voters by the orders."""
    quorum = StandingOrders.objects.values_list("body_quorum", flat=True).get(congress=document.congress_id)
    if meeting is None:
        if quorum:
            raise Refused(
                f"By the standing orders {body} moves what a meeting of at least {quorum} voters passed. "
                "Give the day of that meeting, and its votes for and against."
            )
        return
    today = at.astimezone(ZoneInfo(document.congress.time_zone)).date()
    if meeting.met_on > today:
        raise Refused(f"The meeting of {body} cannot have passed this on {meeting.met_on:%d %B %Y}, which is still to come.")
    if meeting.votes_for <= meeting.votes_against:
        count = f"{meeting.votes_for} to {meeting.votes_against}"
        raise Refused(f"By {count} the meeting of {body} did not pass this. A member can move it in their own name.")
    if meeting.votes_for + meeting.votes_against < quorum:
        voted = meeting.votes_for + meeting.votes_against
        raise Refused(f"{voted} voted at the meeting of {body}, and by the standing orders it takes {quorum} to be quorate.")
