"""Tells those who follow: a row of the outbox for each, as it happens or once a day or week. For the machine alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from amendments.access import Operator
from amendments.actions import record
from amendments.models import Congress, Document, Mailing, Often, Outbox, Person, Reading, Role, Seat
from amendments.queries import clock
from amendments.queries.happenings import FOLLOWED, Following, Happening, actors, happenings
from amendments.rules import Acting, can_read

PERIODS = {Often.DAILY: timedelta(days=1), Often.WEEKLY: timedelta(days=7)}
EARLY = timedelta(hours=1)  # a timer is not to the second
MOST = 5000  # happenings that one summary looks at


@transaction.atomic
def spread(*, acting_user: Operator, row: Outbox, known: Collection[int] = ()) -> int:
    """Note for each person who follows what happened, and wants to hear at once, that they are to be told.

    `known` are people who were written to about it already. Gives how many rows there are to tell; the same queries for one
    follower as for twenty thousand, and nobody has two rows about the same thing.
    """
    del acting_user
    at_once = Q(mailings__congress=row.congress_id, mailings__often=Often.AT_ONCE)
    people = {one.pk: one for one in _reachable().filter(at_once)}
    some = [one for one in happenings([row]) if one.kind in FOLLOWED and one.public] if people else []
    if not some:
        return 0
    following = Following(some, row.congress_id)
    by, readers = actors([row], row.congress_id)[row.made_at], _Readers(row.congress_id)
    told: dict[int, Happening] = {}
    for one in some:
        for person in following.of(one) & people.keys():
            if person not in known and readers.may(person, one.document) and people[person].commitment not in by:
                told.setdefault(person, one)
    Outbox.objects.bulk_create(
        (_to(row, person, one) for person, one in sorted(told.items())), batch_size=5000, ignore_conflicts=True
    )
    return len(told)


@transaction.atomic
def address(*, acting_user: Operator, row: Outbox, people: Mapping[int, Mapping[str, Any]]) -> int:
    """Make what concerns several people a row for each, with what it holds, and hand these over. Gives how many are new."""
    del acting_user
    known = set(Outbox.objects.filter(of=row, to__in=people).values_list("to_id", flat=True))
    new = [
        Outbox(congress_id=row.congress_id, kind="notice", payload=held, to_id=person, of=row, made_at=row.made_at)
        for person, held in sorted(people.items())
        if person not in known
    ]
    record.hand_over(Outbox.objects.bulk_create(new))
    return len(new)


def _reachable() -> QuerySet[Person]:
    """Give who can be written to, with what their commitment is made from."""
    rows = Person.objects.filter(is_active=True).exclude(email="")
    return rows.only("pk", "salt", "member_number").order_by()


def _to(row: Outbox, person: int, one: Happening) -> Outbox:
    payload = {"kind": one.kind, "about": one.amendment.pk if one.amendment else None, "said": one.post}
    return Outbox(congress_id=row.congress_id, kind="told", payload=payload, to_id=person, of=row, made_at=row.made_at)


class _Readers:
    """Who may read the documents of a congress now: three queries for all people and documents."""

    def __init__(self, congress: int) -> None:
        seats = Seat.objects.filter(congress=congress, until__isnull=True).order_by().values_list("person_id", "role")
        self.roles: dict[int, set[Role]] = defaultdict(set)
        for person, role in seats:
            self.roles[person].add(Role(role))
        self.stages = dict(Document.objects.filter(congress=congress).order_by().values_list("pk", "stage"))
        rows = Reading.objects.filter(document__congress=congress).order_by().values_list("document_id", "stage", "audience")
        self.audiences = {(document, stage): audience for document, stage, audience in rows}
        self.known: dict[tuple[frozenset[Role], int], bool] = {}

    def may(self, person: int, document: int) -> bool:
        """Tell whether a person may read a document."""
        roles = frozenset(self.roles.get(person, ()))
        if (roles, document) not in self.known:
            stage = self.stages[document]
            acting = Acting(person_id=person, roles=roles)
            self.known[roles, document] = can_read(acting, stage, self.audiences.get((document, stage)))
        return self.known[roles, document]


@transaction.atomic
def sum_up(*, acting_user: Operator, congress: Congress, often: Often) -> int:
    """Note for each person who wants one mail a day, or a week, how many things are new. Gives how many are to be told.

    Nobody is told twice of the same: up to when each was told stands in a row of theirs, moved on in the same transaction.
    """
    del acting_user
    congress = Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
    at, period = clock.now(), PERIODS[often]
    mailings = {one.person_id: one for one in Mailing.objects.filter(congress=congress)}
    since = {
        one.pk: _since(mailings.get(one.pk), at, period)
        for one in _reachable().filter(_wants(congress.pk, often)).distinct()
        if _due(mailings.get(one.pk), at, period)
    }
    if not since:
        return 0
    first = min(since.values())
    rows = list(_rows(congress.pk).filter(made_at__gt=first, made_at__lte=at)[:MOST])
    new = _new(rows, congress.pk, since)
    last = {row.pk: row for row in rows}
    Outbox.objects.bulk_create(
        (
            Outbox(
                congress=congress, kind="summary", payload={"new": len(found)}, to_id=person, of=last[max(found)], made_at=at
            )
            for person, found in sorted(new.items())
        ),
        batch_size=5000,
        ignore_conflicts=True,
    )
    _told_until(congress, new, mailings, at)
    return len(new)


def _wants(congress: int, often: Often) -> Q:
    wanted = Q(mailings__congress=congress, mailings__often=often)
    if often == Often.DAILY:  # who has set nothing gets one mail a day at most
        here = Seat.objects.filter(congress=congress, until__isnull=True).values("person")
        wanted |= Q(pk__in=here) & ~Q(pk__in=Mailing.objects.filter(congress=congress).values("person"))
    return wanted


def _due(mailing: Mailing | None, at: datetime, period: timedelta) -> bool:
    return mailing is None or mailing.told_until is None or mailing.told_until <= at - period + EARLY


def _since(mailing: Mailing | None, at: datetime, period: timedelta) -> datetime:
    return mailing.told_until if mailing is not None and mailing.told_until else at - period


def _rows(congress: int) -> QuerySet[Outbox]:
    return Outbox.objects.filter(congress=congress, to__isnull=True, kind__in=FOLLOWED).order_by("-made_at")


def _new(rows: Sequence[Outbox], congress: int, since: dict[int, datetime]) -> dict[int, set[int]]:
    """Give by person the rows that are new to them and that they follow, but for their own acts."""
    some = [one for one in happenings(rows) if one.kind in FOLLOWED and one.public]
    following, by, readers = Following(some, congress), actors(rows, congress), _Readers(congress)
    commitments = {one.pk: one.commitment for one in _reachable()} if some else {}
    found: dict[int, set[int]] = defaultdict(set)
    for one in some:
        for person in following.of(one) & since.keys():
            mine = commitments.get(person) in by[one.at]
            if one.at > since[person] and not mine and readers.may(person, one.document):
                found[person].add(one.row)
    return found


def _told_until(congress: Congress, people: Collection[int], mailings: dict[int, Mailing], at: datetime) -> None:
    rows = [mailings.get(person) or Mailing(person_id=person, congress=congress) for person in people]
    for row in rows:
        row.pk, row.told_until = None, at
    Mailing.objects.bulk_create(
        rows, batch_size=5000, update_conflicts=True, unique_fields=["person", "congress"], update_fields=["told_until"]
    )
