"""How a document moves from stage to stage: shared by the acts that move it. The moves themselves are data in `life`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q

from amendments import life
from amendments.access import User, access_document_for, require
from amendments.actions import record
from amendments.models import Amendment, Document, Entry, Vote
from amendments.models.vote import VoteEnd
from amendments.refusals import Refused
from amendments.rules import Acting


class Begun(NamedTuple):
    """An act on a locked document: the document, who acts, and what the same request made before, if it did."""

    document: Document
    acting: Acting
    done: int | None


def begin(action: str, document: Document, *, acting_user: User, key: str) -> Begun:
    """Lock and check: fetch a document, locked, for an act. A request that was answered before is not checked again."""
    found = access_document_for(acting_user, "read_document", pk=document.pk, lock=True)
    done = record.done_before(acting_user, action, key)
    if done is None:
        require(found.acting, action, stage=found.document.stage)
        check_not_set_aside(found.document)
    return Begun(found.document, found.acting, done)


def check_not_set_aside(document: Document) -> None:
    """Refuse to work on a draft that lost the choice of the base text."""
    if document.set_aside_for is not None:
        raise Refused(
            f"“{document}” is closed: the congress chose “{document.set_aside_for}” as the base text. Work on that one."
        )


def leaving(document: Document, action: str) -> dict[str, str]:
    """Give a move as entries have it, from where to where. Raises Refused where the document is at another stage."""
    move = life.move(action)
    if document.stage != move.source:
        raise Refused(f"“{document}” is at the stage “{document.get_stage_display()}”, so this cannot be done with it now.")
    return {"from": move.source.value, "to": move.target.value}


def move_on(document: Document, action: str, *, acting_user: User, at: datetime, kind: str, **body: Any) -> Entry:
    """Move a locked document by the move of this name, on record."""
    moved = leaving(document, action)
    document.stage = moved["to"]
    document.save(update_fields=["stage"])
    return record.append(kind, moved | body, congress=document.congress, document=document, acting_user=acting_user, at=at)


def local(moment: datetime | None, document: Document) -> str:
    """Write a time as people of the congress read it, with its zone."""
    if moment is None:
        return "no date"
    return f"{moment.astimezone(ZoneInfo(document.congress.time_zone)):%d %B %Y, %H:%M %Z}".lstrip("0")


def check_seen(document: Document, head: str) -> None:
    """Refuse an act on a page that is out of date: `head` is the record's as the page showed it, "" where it does not say."""
    if head and head != document.head:
        raise Refused(f"Something was decided about “{document}” since you opened this page. Please look at it again.")


def check_version(amendment: Amendment, version: int | None) -> None:
    """Refuse an act on words that their mover has revised since: `version` is the page's, None where it does not say."""
    if version is not None and version != amendment.version:
        raise Refused(
            f"{amendment} was revised since you opened this page: version {amendment.version} stands now. Please read it first."
        )


def check_versions(amendments: Iterable[Amendment], read: Mapping[int, int] | None) -> None:
    """Refuse the same of several: `read` has the versions that the page showed, by number."""
    for one in amendments:
        check_version(one, (read or {}).get(one.number))


def check_not_voted_on(amendment: Amendment) -> None:
    """Refuse to take an amendment away, or to change what it is, from under a vote that is not declared yet."""
    own, listed = Q(question__amendment=amendment), Q(question__items__amendment=amendment, question__items__pulled_at=None)
    if Vote.objects.filter(own | listed, ended=VoteEnd.RUNNING).exists():
        raise Refused(
            f"{amendment} is being voted on. First the vote is declared, or annulled by the chair; then nothing is lost."
        )
