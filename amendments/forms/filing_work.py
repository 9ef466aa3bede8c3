"""From the sheet of the filing page to the work that is kept or filed."""

from __future__ import annotations

from amendments.actions.filing import Work
from amendments.actions.meetings import Meeting
from amendments.forms.filing import meeting_of
from amendments.models import Body
from amendments.queries.sheet import Sheet
from amendments.refusals import Refused
from amendments.text.compose import Unclear


def work_of(sheet: Sheet, *, strict: bool) -> Work:
    """Give the work of a sheet. `strict` refuses a mover or meeting that cannot be read; a draft keeps the rest without."""
    body = Body.objects.filter(pk=sheet.mover).first() if sheet.mover.isdecimal() and len(sheet.mover) < 12 else None
    if strict and body is None and sheet.mover != "me":
        raise Refused("There is no such body to move it. Choose who moves it once more.")
    meeting = None
    try:
        read = meeting_of(sheet) if body else None
        meeting = Meeting(*read) if read else None
    except Unclear as unclear:
        if strict:
            raise Refused(str(unclear)) from unclear
    return Work(pieces=sheet.pieces, about=sheet.about, reason=sheet.reason, body=body, meeting=meeting, typed=sheet.meeting)
