"""What all who sign have in common: how entries name them, until when they may, and what ends when one becomes the mover."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from amendments.actions.stages import local
from amendments.life import STANDING, Outcome, Rest, Stage
from amendments.models import Amendment, Body, CoMover, Document, Leave, Person, Support
from amendments.models.support import ABOUT, Answer
from amendments.refusals import Forbidden, Refused
from amendments.rules import Acting


def named(person: Person | None, body: Body | None) -> dict[str, Any]:
    """Name a person or a body as entries do: a commitment, or the body's short name."""
    return {"person": person.commitment if person else None, "body": body.slug if body else None}


def day(moment: datetime, document: Document) -> str:
    """Write a day as people of the congress read it."""
    return f"{moment.astimezone(ZoneInfo(document.congress.time_zone)):%d %B %Y}".lstrip("0")


def check_standing(amendment: Amendment) -> None:
    """Refuse what is possible only while an amendment stands and nothing is decided about it."""
    if amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} is {amendment.get_decision_display()}: nobody signs what is decided.")
    if amendment.state not in STANDING:
        raise Refused(f"{amendment} was withdrawn by its mover. Whoever wants it to stand can take it over.")
    check_by_itself(amendment)


def check_by_itself(amendment: Amendment) -> None:
    """Refuse what is possible only while an amendment is put by itself."""
    if amendment.rest == Rest.PARTS:
        raise Refused(f"{amendment} is divided: its parts are put in its place, and whoever moves it acts on each of them.")
    if amendment.rest == Rest.WHOLE:
        raise Refused(f"{amendment} is no question of its own any more: it is one with {amendment.rests_in} again.")
    if amendment.rests_in is not None:
        raise Refused(
            f"{amendment} rests in {amendment.rests_in}, which is put in its place. "
            f"Its mover can leave {amendment.rests_in} before the vote: then {amendment} stands by itself again."
        )
    if amendment.rest == Rest.TAKEN_IN:
        raise Refused(f"{amendment} was taken into the text at a second reading. File another one for what you miss there.")
    if amendment.rest == Rest.UNCONFIRMED:
        raise Refused(
            f"{amendment} rests, because its mover did not confirm it on the new text in time. "
            "The committee or the chair can let it stand again."
        )


def check_open(document: Document, at: datetime, what: str) -> None:
    """Refuse what is possible only until the filing deadline. `what` closes with it: "Support for A12"."""
    deadline = document.filing_deadline
    if deadline is not None and at > deadline:
        raise Refused(f"{what} closed on {local(deadline, document)}, when filing did.")


def check_support_open(document: Document, at: datetime, amendment: Amendment) -> None:
    """Refuse to change signatures once filing is closed, by the hour or by an act."""
    check_open(document, at, f"Support for {amendment}")
    if document.stage != Stage.DISCUSSION:
        raise Refused(
            f"Support for {amendment} closed when filing did. It opens again if the committee or the chair opens that."
        )


def check_speaks(acting: Acting, body: Body | None, what: str) -> None:
    """Refuse to act for a body that one does not speak for."""
    if body is not None and body.pk not in acting.speaks_for:
        raise Forbidden(f"You do not speak for {body}. Whoever does can {what}.")


def end_support(amendment: Amendment, *, person: Person | None, body: Body | None, at: datetime) -> None:
    """End the signature of whoever moves an amendment now. The caller's entry says that they do."""
    for support in Support.objects.filter(amendment=amendment, person=person, body=body, withdrawn_at__isnull=True):
        support.withdrawn_at = at
        support.save(update_fields=["withdrawn_at"])


def end_beside(amendment: Amendment, *, person: Person | None, body: Body | None, at: datetime) -> None:
    """End the place beside the mover of whoever is the mover now. The caller's entry says that they are."""
    for row in CoMover.objects.filter(amendment=amendment, person=person, body=body, answer__in=ABOUT):
        row.answer, row.answered_at = Answer.LEFT, at
        row.save(update_fields=["answer", "answered_at"])


def ask_again(amendment: Amendment) -> None:
    """Ask those who move an amendment together about its new version. The caller's entry tells of the version."""
    for row in CoMover.objects.filter(amendment=amendment, answer__in=ABOUT):
        row.answer, row.answered_at, row.version = Answer.ASKED, None, amendment.version
        row.save(update_fields=["answer", "answered_at", "version"])


def use_leave(leave: Leave | None, amendment: Amendment) -> None:
    """Note which amendment was filed by a leave, if by one; a leave is for one amendment."""
    if leave is not None:
        leave.used_on = amendment
        leave.save(update_fields=["used_on"])
