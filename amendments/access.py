"""The gates: fetch *and* authorize one object for one purpose, and lock it when the caller will write.

What is absent and what this person may not know of look alike: both raise `Absent`. What they may see but not do raises
`Forbidden`, which says why and who can. Locks are taken in one order, congress, documents by id, amendments by id; a plain
`FOR UPDATE` would block every child insert, so they are `FOR NO KEY UPDATE`. SQLite's transactions are IMMEDIATE and need none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import Enum
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet

from amendments.models import Amendment, Body, CoMover, Congress, Document, Draft, Person, Reading, Seat, Support
from amendments.models.seat import Role
from amendments.models.support import ABOUT
from amendments.refusals import Absent, Forbidden
from amendments.rules import BY_ACTION, Acting, Relation, can_read, can_see, relations_to, why_not


class Operator(Enum):
    """Whoever runs commands on the machine itself. Never given to a page's caller."""

    OPERATOR = "operator"


OPERATOR = Operator.OPERATOR
User: TypeAlias = Person | AnonymousUser | Operator
Lock: TypeAlias = Literal[False, True, "share"]
Row = TypeVar("Row", bound=models.Model)


class ForCongress(NamedTuple):
    """A congress, and what the person is in it."""

    congress: Congress
    acting: Acting


class ForDocument(NamedTuple):
    """A document that the person may read, and what they are in its congress."""

    document: Document
    acting: Acting


class ForAmendment(NamedTuple):
    """An amendment that the person may see, its document, and what they are in its congress."""

    amendment: Amendment
    document: Document
    acting: Acting


class ForPerson(NamedTuple):
    """A person of a congress, and what whoever asks is in it."""

    person: Person
    congress: Congress
    acting: Acting


class ForBody(NamedTuple):
    """A body of a congress, and what whoever asks is in it."""

    body: Body
    congress: Congress
    acting: Acting


class ForSeat(NamedTuple):
    """A seat of a congress, and what whoever asks is in it."""

    seat: Seat
    congress: Congress
    acting: Acting


def acting_in(user: User, congress_id: int) -> Acting:
    """Find what a person is in a congress now: one query."""
    if isinstance(user, Operator):
        return Acting(operator=True)
    if not isinstance(user, Person) or not user.is_active:
        return Acting()
    return actings_in([user.pk], congress_id)[user.pk]


def actings_in(people: Collection[int], congress_id: int) -> dict[int, Acting]:
    """Find what people, by key, are in a congress now: one query for all of them."""
    lent = Q(handed_to__lent=True, handed_to__until__isnull=True)
    held = Seat.objects.filter(Q(until__isnull=True) | lent, congress_id=congress_id, person__in=people)
    seats: dict[int, list[tuple[str, int | None, bool, bool]]] = {person: [] for person in people}
    for person, role, body, speaks, until in held.order_by().values_list(
        "person_id", "role", "body_id", "speaks_for_body", "until"
    ):
        seats[person].append((role, body, speaks, until is None))
    return {
        person: Acting(
            person_id=person,
            # whoever gave a seat up for a time stays a member meanwhile
            roles=frozenset(Role(role) if held else Role.MEMBER for role, _, _, held in rows),
            speaks_for=frozenset(body for _, body, speaks, held in rows if held and speaks and body is not None),
        )
        for person, rows in seats.items()
    }


def access_congress_for(user: User, purpose: str, *, slug: str = "", pk: int | None = None, lock: Lock = False) -> ForCongress:
    """Fetch a congress for a purpose. Raises Absent or Forbidden."""
    found = Congress.objects.filter(pk=pk) if pk is not None else Congress.objects.filter(slug=slug)
    congress = _first(found, lock)
    acting = acting_in(user, congress.pk)
    require(acting, purpose)
    return ForCongress(congress, acting)


def access_document_for(
    user: User, purpose: str, *, congress: str = "", slug: str = "", pk: int | None = None, lock: Lock = False
) -> ForDocument:
    """Fetch a document for a purpose, by its id or by the slugs of congress and document.

    `purpose` is an action of the table, or `read_document`. Raises Absent where it may not be read, Forbidden where it may be
    read and the purpose is not granted.
    """
    wanted = Q(pk=pk) if pk is not None else Q(congress__slug=congress, slug=slug)
    document = _first(Document.objects.filter(wanted), lock)
    acting = acting_in(user, document.congress_id)
    if not can_read(acting, document.stage, audience_of(document)):
        raise Absent
    if purpose != "read_document":
        require(acting, purpose, stage=document.stage)
    return ForDocument(document, acting)


def access_amendment_for(
    user: User, purpose: str, *, congress: str = "", number: int = 0, pk: int | None = None, lock: Lock = False
) -> ForAmendment:
    """Fetch an amendment for a purpose, by its id or by congress and number. Its document is locked first.

    `purpose` is an action of the table, or `read_amendment`. Raises Absent or Forbidden.
    """
    wanted = Q(pk=pk) if pk is not None else Q(congress__slug=congress, number=number)
    where = Amendment.objects.filter(wanted).order_by("pk").values_list("pk", "document_id").first()
    if where is None:
        raise Absent
    document, acting = access_document_for(user, "read_document", pk=where[1], lock=lock)
    amendment = _first(Amendment.objects.filter(pk=where[0]), lock)
    relations = relations_to(acting, amendment)
    if _asks_who_signed(purpose) or not can_see(acting, amendment.visibility, relations):
        relations |= signed(acting, amendment)
    if not can_see(acting, amendment.visibility, relations):
        raise Absent
    if purpose != "read_amendment":
        require(acting, purpose, stage=document.stage, relations=relations)
    return ForAmendment(amendment, document, acting)


def _asks_who_signed(purpose: str) -> bool:
    rule = BY_ACTION.get(purpose)
    return rule is not None and not rule.who.isdisjoint({Relation.SUPPORTER, Relation.CO_MOVER})


def signed(acting: Acting, amendment: Amendment) -> frozenset[Relation]:
    """Give what a person is to an amendment by having signed it or being named with its mover: two queries, or none."""
    if acting.person_id is None:
        return frozenset()
    mine = Q(person=acting.person_id) | Q(body__in=acting.speaks_for)
    rows: list[Support | CoMover] = list(Support.objects.filter(mine, amendment=amendment, withdrawn_at__isnull=True))
    rows += CoMover.objects.filter(mine, amendment=amendment, answer__in=ABOUT)
    return frozenset(relation for row in rows for relation in relations_to(acting, row))


def access_draft_for(
    user: User,
    *,
    document: Document,
    revises: Amendment | None = None,
    amends: Amendment | None = None,
    floor: bool = False,
) -> Draft | None:
    """Fetch this person's own unfiled work on a document; None where there is none. Nobody else's can be asked for.

    `revises` asks for the work on a new version of that amendment instead, `amends` for that on an amendment to it, `floor` for
    what they type for a delegate who moves it from the floor.
    """
    if not isinstance(user, Person):
        return None
    found = Draft.objects.filter(person=user, document=document, revises=revises, amends=amends, floor=floor)
    return found.select_related("base_revision").first()


def access_person_for(user: User, purpose: str, *, congress: str = "", pk: int, lock: Lock = False) -> ForPerson:
    """Fetch a person of a congress for a purpose: whoever holds or held a seat there, or holds none anywhere yet.

    Those who sit only in other congresses are absent here. Raises Absent or Forbidden.
    """
    held, acting = access_congress_for(user, "read_congress", slug=congress)
    mine = isinstance(user, Person) and user.pk == pk
    require(acting, purpose, relations=[Relation.SELF] if mine else [])  # first: who may not, learns nothing of who is there
    return ForPerson(_first(Person.objects.filter(pk=pk) if mine else people_of(held).filter(pk=pk), lock), held, acting)


def people_of(congress: Congress) -> QuerySet[Person]:
    """Give the people whom the office of a congress sees: who holds or held a seat in it, and who never held one anywhere."""
    seats = Seat.objects.filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(seats.filter(congress=congress)) | ~Exists(seats), erased=False)


def require_signed_in(user: User, purpose: str) -> Person:
    """Give the person who asks, for a purpose that is about no congress. Raises Forbidden."""
    person = user if isinstance(user, Person) and user.is_active else None
    require(Acting(person_id=person.pk if person else None), purpose)
    if person is None:
        raise Absent
    return person


def access_body_for(user: User, purpose: str, *, congress: str, slug: str) -> ForBody:
    """Fetch a body of a congress for a purpose. Raises Absent or Forbidden."""
    held, acting = access_congress_for(user, purpose, slug=congress)
    return ForBody(_first(Body.objects.filter(congress=held, slug=slug), False), held, acting)


def access_seat_for(user: User, purpose: str, *, congress: str = "", pk: int, lock: Lock = False) -> ForSeat:
    """Fetch a seat for a purpose, by the slug of its congress or without. Its congress is locked first.

    Raises Forbidden, also where there is no such seat and the person may not know: the two look alike. Else raises Absent.
    """
    where = Q(slug=congress) if congress else Q(pk__in=Seat.objects.filter(pk=pk).values("congress"))
    held = _first(Congress.objects.filter(where), lock)
    acting = acting_in(user, held.pk)
    rows = Seat.objects.filter(congress=held, pk=pk).select_related("person", "body", "handed_from__person")
    try:
        seat = _first(rows, lock)
    except Absent:
        require(acting, purpose)
        raise
    require(acting, purpose, relations=relations_to(acting, seat))
    seat.congress = held
    return ForSeat(seat, held, acting)


def readable_documents(acting: Acting, congress: Congress) -> list[Document]:
    """Give the documents of a congress that may be read, in the order of the series: two queries, however many there are."""
    documents = Document.objects.filter(congress=congress).select_related("published_revision", "current_revision")
    readings = Reading.objects.filter(document__congress=congress).values_list("document_id", "stage", "audience")
    audiences = {(document, stage): audience for document, stage, audience in readings}
    return [one for one in documents if can_read(acting, one.stage, audiences.get((one.pk, one.stage)))]


def audience_of(document: Document) -> str | None:
    """Give who may read a document at its stage; None unless it is set."""
    found = Reading.objects.filter(document=document, stage=document.stage).order_by("pk")
    return found.values_list("audience", flat=True).first()


def require(acting: Acting, purpose: str, *, stage: str | None = None, relations: Iterable[Relation] = ()) -> None:
    """Raise Forbidden, with why and who can, unless the table grants the purpose."""
    reason = why_not(acting, purpose, stage=stage, relations=relations)
    if reason:
        raise Forbidden(reason)


def _first(rows: QuerySet[Row], lock: Lock) -> Row:
    """Fetch one row and lock it. A shared lock lets others share it, and keeps out whoever decides on the document."""
    rows = rows.order_by("pk")  # there is one at most; the order that lists have would join other tables
    if lock is True:
        rows = rows.select_for_update(no_key=True, of=("self",))
    elif lock == "share" and connection.vendor == "postgresql":
        pk = rows.values_list("pk", flat=True).first()
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{rows.model._meta.db_table}" WHERE id = %s FOR SHARE', [pk])  # noqa: S608
    row = rows.first()
    if row is None:
        raise Absent
    return row
