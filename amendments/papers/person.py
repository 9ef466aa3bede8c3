"""What is kept of one person, to take along: all of it, as one JSON file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from amendments.models import (
    Amendment,
    Challenge,
    Credential,
    Draft,
    Follow,
    HeldVote,
    Note,
    Paper,
    Person,
    Post,
    Presence,
    Seat,
)
from amendments.papers.traces import traces_of


def export_of(person: Person, *, mine: bool) -> dict[str, Any]:
    """Gather what the tables hold of a person: a query for each way in which one of them names a person, whatever there is.

    What is private to them, unfiled work and the salt of their commitments, is in it only where they ask for it themselves.
    """
    seats = Seat.objects.filter(person=person).select_related("congress", "body").order_by("since", "pk")
    filed = Amendment.objects.filter(Q(mover_person=person) | Q(filed_by=person)).select_related("congress", "document")
    drafts = Draft.objects.filter(person=person).select_related("document") if mine else []
    return {
        "member_number": person.member_number,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "last_sign_in": _when(person.last_login),
        "has_password": person.has_usable_password(),
        "commitment": person.commitment,
        "salt": person.salt if mine else None,
        "seats": [_seat(seat) for seat in seats],
        **_sat(person),
        "amendments": [_amendment(one, person) for one in filed.order_by("pk")],
        "drafts": [{"document": one.document.title, "saved": _when(one.saved_at), "work": one.work} for one in drafts],
        "credentials": [_credential(one) for one in Credential.objects.filter(person=person).order_by("pk")],
        "posts": [_post(one) for one in Post.objects.filter(person=person).select_related("thread__amendment").order_by("pk")],
        "notes": [_note(one) for one in _own(Note, person, mine=mine)],
        "follows": [str(one.amendment or one.body or one.uid) for one in _own(Follow, person, mine=mine)],
        "papers": [
            {"amendment": number, "sha256": digest, "bytes": size}
            for number, digest, size in Paper.objects.filter(amendment__mover_person=person)
            .order_by("pk")
            .values_list("amendment__number", "digest", "size")
        ],
        "further": traces_of(person, mine=mine),
    }


def _sat(person: Person) -> dict[str, Any]:
    """Give when they were here as a delegate, what they challenged, and whose votes they gave or held."""
    return {
        "here": [
            {"seat": one.seat_id, "since": _when(one.since), "until": _when(one.until), "by": one.by}
            for one in Presence.objects.filter(seat__person=person).order_by("pk")
        ],
        "challenges": [
            {"about": one.about, "reason": one.reason, "made": _when(one.made_at), "answer": one.answer}
            for one in Challenge.objects.filter(seat__person=person).order_by("pk")
        ],
        "votes_held": [
            {"of_seat": one.giver_id, "by_seat": one.holder_id, "since": _when(one.since), "until": _when(one.until)}
            for one in HeldVote.objects.filter(Q(giver__person=person) | Q(holder__person=person)).order_by("pk")
        ],
    }


def _own(model: type[Note] | type[Follow], person: Person, *, mine: bool) -> list[Any]:
    """Give what is private to a person; nothing where somebody else asks."""
    rows = model._default_manager.filter(person=person).select_related("amendment", "body").order_by("pk")
    return list(rows) if mine else []


def _post(one: Post) -> dict[str, Any]:
    about = str(one.thread.amendment or one.thread.uid)
    return {"on": about, "side": one.side, "words": one.words, "written": _when(one.written_at)}


def _note(one: Note) -> dict[str, Any]:
    about = str(one.amendment or one.uid)
    return {"on": about, "for": str(one.body) if one.body else None, "words": one.words, "written": _when(one.written_at)}


def _when(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _seat(seat: Seat) -> dict[str, Any]:
    return {
        "seat": seat.pk,
        "congress": seat.congress.name,
        "role": seat.role,
        "body": seat.body.name if seat.body else None,
        "speaks_for_body": seat.speaks_for_body,
        "number": seat.number,
        "since": _when(seat.since),
        "until": _when(seat.until),
        "handed_over_because": seat.why or None,
    }


def _amendment(one: Amendment, person: Person) -> dict[str, Any]:
    return {
        "congress": one.congress.name,
        "document": one.document.title,
        "number": one.number,
        "about": one.about,
        "reason": one.reason,
        "filed": _when(one.filed_at),
        "moved_by_me": one.mover_person_id == person.pk,
        "filed_by_me": one.filed_by_id == person.pk,
        "edits": one.edits,
        "state": one.state,
        "decision": one.decision,
    }


def _credential(one: Credential) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "issued": _when(one.issued_at),
        "expires": _when(one.expires_at),
        "used_on": _when(one.used_on),
        "revoked": _when(one.revoked_at),
    }
