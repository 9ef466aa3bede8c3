"""Papers from which the office files for a member or a body: who moves is named, who files too, and the paper is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from amendments.access import User, acting_in, people_of
from amendments.actions import record
from amendments.models import Amendment, Body, Document, Paper, Person
from amendments.models.seat import Role
from amendments.readers.paper import ScannedPaper
from amendments.refusals import Refused


@dataclass(frozen=True)
class Sheet:
    """The paper that somebody brought, and the member who moves what is on it (None: a body does, see `Work.body`)."""

    scan: ScannedPaper
    mover: Person | None = None

    @property
    def digest(self) -> str:
        """What the record keeps of the file."""
        return sha256(self.scan.data).hexdigest()


def check_mover(document: Document, sheet: Sheet, body: Body | None) -> None:
    """Refuse a paper that nobody of the congress brought, or both a member and a body."""
    if (sheet.mover is None) == (body is None):
        raise Refused("Name the member or the body that brought the paper: one of them.")
    if body is not None and body.congress_id != document.congress_id:
        raise Refused(f"{body} is a body of another congress.")
    if sheet.mover is None:
        return
    known = people_of(document.congress).filter(pk=sheet.mover.pk, is_active=True).exists()
    if not known or Role.MEMBER not in acting_in(sheet.mover, document.congress_id).everyone:
        raise Refused(f"{sheet.mover} holds no seat in this congress, and only a member can file an amendment.")


def keep(amendment: Amendment, sheet: Sheet | None, *, acting_user: User, at: datetime) -> None:
    """Keep the paper with the amendment that was just filed from it; nothing where there is none."""
    if sheet is not None:
        Paper.objects.create(
            amendment=amendment,
            kind=sheet.scan.kind,
            data=sheet.scan.data,
            size=len(sheet.scan.data),
            digest=sheet.digest,
            added_by=record.must_be_person(acting_user),
            added_at=at,
        )
