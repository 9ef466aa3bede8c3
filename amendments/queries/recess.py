"""The recess: whether the congress rests now, and until when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from amendments.models import Congress, Recess
from amendments.refusals import Refused


def recess_of(congress: Congress) -> Recess | None:
    """Give the recess that the congress is in; None where it sits: one query."""
    return Recess.objects.filter(congress=congress, ended_at__isnull=True).select_related("congress", "entry").first()


def until_in_words(recess: Recess) -> str:
    """Say until when, in the congress's own time: "until 14:00", with the day where it is another; "" where nobody said."""
    if recess.until is None:
        return ""
    zone = ZoneInfo(recess.congress.time_zone)
    began, until = recess.began_at.astimezone(zone), recess.until.astimezone(zone)
    return f"until {until:%H:%M}" if began.date() == until.date() else f"until {until:%A, %H:%M}"


def check_no_recess(congress: Congress, means: str) -> None:
    """Refuse what is not done while the congress rests. `means` says what follows from it."""
    found = recess_of(congress)
    if found is not None:
        until = until_in_words(found)
        raise Refused(f"The congress is in recess{' ' + until if until else ''}. {means} The chair resumes the sitting.")
