"""What the office does: congresses, standing orders, people, bodies, seats, and who may read."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify

from amendments.access import OPERATOR, User, access_congress_for, access_document_for, acting_in, require
from amendments.actions import record, words
from amendments.actions.vacating import forget_presence, vacate
from amendments.life import Stage
from amendments.models import (
    Body,
    Congress,
    Document,
    Looked,
    Outbox,
    Paper,
    PeopleList,
    Person,
    Post,
    Reading,
    Report,
    Seat,
    StandingOrders,
)
from amendments.models.body import BodyKind
from amendments.models.document import Audience
from amendments.models.fields import new_salt, new_uid
from amendments.models.seat import Role
from amendments.queries import clock
from amendments.queries.orders import last_set
from amendments.refusals import Forbidden, Refused
from amendments.rules import Relation, can, relations_to, why_not
from amendments.text import plain
from amendments.text.stored import sha256


@transaction.atomic
def create_congress(
    *,
    acting_user: User,
    slug: str,
    name: str,
    organization: str,
    series: str = "",
    place: str = "",
    time_zone: str = "UTC",
    opens: datetime | None = None,
    closes: datetime | None = None,
    orders: dict[str, Any] | None = None,
) -> Congress:
    """Set up a congress with its standing orders. Only the operator can: nobody has a seat in it yet."""
    if acting_user is not OPERATOR:
        raise Forbidden("Only the operator of this site can set up a congress.")
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(f"“{time_zone}” is no time zone. Use a name like Europe/Berlin.") from error
    if Congress.objects.filter(slug=slug).exists():
        raise Refused(f"There is a congress “{slug}” already. Choose another short name.")
    called = _called(name=name, organization=organization, series=series, place=place)
    congress = Congress.objects.create(slug=slug, **called, time_zone=time_zone, opens=opens, closes=closes)
    body = {"name": congress.name, "organization": congress.organization}
    record.append("congress set up", body, congress=congress, acting_user=acting_user, at=clock.now())
    StandingOrders.objects.create(congress=congress)
    set_orders(acting_user=acting_user, congress=congress, **(orders or {}))
    return congress


def _called(**names: str) -> dict[str, str]:
    """Check what a congress is called, and who holds it where."""
    given = {field: words.line(typed, f"The {field}") for field, typed in names.items()}
    if not given["name"]:
        raise Refused("A congress needs a name: words that people can see.")
    return given


@transaction.atomic
def set_orders(*, acting_user: User, congress: Congress, seen: int | None = None, **rules: Any) -> StandingOrders:
    """Set standing orders by name. The whole of them is put on record, the words as a digest.

    `seen` is the sequence of the entry that had set them last when the page was opened, so that nobody undoes what they have
    not seen; None where it does not say.
    """
    congress = access_congress_for(acting_user, "set_orders", pk=congress.pk, lock=True).congress
    if seen is not None and seen != last_set(congress):
        raise Refused(
            "Somebody set the standing orders since you opened this page. Please look at what is changed, and set yours."
        )
    orders = StandingOrders.objects.get(congress=congress)
    names = [field.name for field in StandingOrders._meta.concrete_fields if field.name not in {"id", "congress"}]
    unknown = set(rules) - set(names)
    if unknown:
        raise Refused(f"Standing orders have no rule called {', '.join(sorted(unknown))}.")
    if "text" in rules:
        rules["text"] = words.prose(rules["text"], "The text of the standing orders", most=words.ORDERS)
    for name, value in rules.items():
        setattr(orders, name, value)
    try:
        with transaction.atomic():
            orders.save(update_fields=names)
    except IntegrityError as error:
        raise Refused(
            "These standing orders contradict themselves. A majority is a part of a whole, like 1/2 or 2/3."
        ) from error
    body = {name: getattr(orders, name) for name in names if name != "text"} | {"text": sha256(orders.text)}
    record.append("orders set", body, congress=congress, acting_user=acting_user, at=clock.now())
    return orders


def _office(acting_user: User, action: str, congress: Congress | None) -> None:
    """Check an act of the office that may be about no congress at all; then only the operator can."""
    acting = acting_in(acting_user, congress.pk if congress else 0)
    if not can(acting, action):
        raise Forbidden(why_not(acting, action))


@transaction.atomic
def create_person(
    *,
    acting_user: User,
    member_number: str,
    name: str,
    email: str = "",
    language: str = "",
    password: str | None = None,
    congress: Congress | None = None,
) -> Person:
    """Enter a person. Without a password they cannot sign in with one. `congress` is the one whose secretary acts."""
    _office(acting_user, "create_person", congress)
    member_number = words.line(member_number, "The member number", most=40)
    name, email = words.line(name, "The name"), words.address(email)
    if not member_number or not name:
        raise Refused("A person needs a name and a member number.")
    if found := plain.unseen(member_number):
        raise Refused(f"The member number holds {found}. Nobody could type it to sign in: please delete it there.")
    if Person.objects.filter(member_number__iexact=member_number).exists():
        raise Refused(f"The member number {member_number} is taken. Each person has their own.")
    person = Person(member_number=member_number, name=name, email=email, language=language)
    person.set_password(password)
    person.save()
    return person


@transaction.atomic
def erase_person(*, acting_user: User, person: Person, congress: Congress | None = None) -> Person:
    """Forget who a person is: name, number, address, salt, what they did not file, the papers that bear their name.

    What they moved stays, without the name, and the record still verifies. A person may do this to themselves.
    """
    acting = acting_in(acting_user, congress.pk if congress else 0)
    require(acting, "erase_person", relations=relations_to(acting, person))
    held = Seat.objects.filter(person=person, until__isnull=True).select_related("congress", "person", "body")
    for seat in held.order_by("congress_id", "pk"):
        _check_office_of(acting_user, seat, mine=Relation.SELF in relations_to(acting, person))
        Congress.objects.select_for_update(no_key=True).get(pk=seat.congress_id)
        _end(seat, acting_user=acting_user)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    person.name = person.email = person.salt = person.language = ""
    person.member_number = f"erased-{new_salt()[:16]}"
    person.erased, person.is_active, person.last_login = True, False, None
    person.set_unusable_password()
    person.save(
        update_fields=["name", "email", "salt", "language", "member_number", "erased", "is_active", "last_login", "password"]
    )
    person.drafts.all().delete()
    person.credentials.all().delete()
    for owned in (person.notes, person.follows, person.mailings):
        owned.all().delete()
    for rows in (Looked.objects, Report.objects):
        rows.filter(person=person).delete()
    forget_presence(person, acting_user=acting_user)
    Outbox.objects.filter(to=person).delete()
    for post in Post.objects.filter(person=person, seat__isnull=False):  # what they said stays, without name and seat
        post.seat = None
        post.save(update_fields=["seat"])
    PeopleList.objects.all().delete()  # a list that waits may name them; it is brought again
    for paper in Paper.objects.filter(amendment__mover_person=person).only("pk"):
        paper.data = b""
        paper.save(update_fields=["data"])
    for seat in Seat.objects.filter(Q(person=person) | Q(handed_from__person=person)).exclude(why=""):
        seat.why = ""
        seat.save(update_fields=["why"])
    return person


def _check_office_of(user: User, seat: Seat, *, mine: bool) -> None:
    """Refuse to end, by the way, a seat in a congress whose office somebody else holds."""
    if not mine and not can(acting_in(user, seat.congress_id), "end_seat"):
        raise Refused(f"{seat.person} holds a seat in {seat.congress} too. Its office must end that seat first.")


@transaction.atomic
def create_body(*, acting_user: User, congress: Congress, kind: str, name: str, slug: str = "", short_name: str = "") -> Body:
    """Set up a body."""
    congress = access_congress_for(acting_user, "create_body", pk=congress.pk, lock=True).congress
    name, short_name = words.line(name, "The name"), words.line(short_name, "The short name", most=60)
    if not name:
        raise Refused("A body needs a name: words that people can see.")
    if kind not in BodyKind.values:
        raise Refused(f"“{kind}” is no kind of body. There are: {', '.join(BodyKind.values)}.")
    known = dict(Body.objects.filter(congress=congress).values_list("slug", "name"))
    if slug in known or name.casefold() in {one.casefold() for one in known.values()}:
        raise Refused(f"The congress has a body “{name}” already.")
    slug = slug or slugify(name)[:60].strip("-")
    if not slug or slug in known:  # a name in letters that no address has, or that begins or reads there like another
        slug = f"{slug}-{new_uid()}".lstrip("-")
    body = Body.objects.create(congress=congress, kind=kind, slug=slug, name=name, short_name=short_name)
    entry = {"body": slug, "kind": kind, "name": name}
    record.append("body set up", entry, congress=congress, acting_user=acting_user, at=clock.now())
    return body


@transaction.atomic
def give_seat(
    *,
    acting_user: User,
    congress: Congress,
    person: Person,
    role: str,
    body: Body | None = None,
    speaks_for_body: bool = False,
    number: int | None = None,
) -> Seat:
    """Give a person a role in the congress, in a body where one is named."""
    congress = access_congress_for(acting_user, "give_seat", pk=congress.pk, lock=True).congress
    if role not in Role.values:
        raise Refused(f"“{role}” is no role. There are: {', '.join(Role.values)}.")
    if person.erased or not person.is_active:
        raise Refused("This person cannot hold a seat: their entry was erased or closed.")
    if body is not None and body.congress_id != congress.pk:
        raise Refused(f"{body} is a body of another congress.")
    if speaks_for_body and body is None:
        raise Refused("Who speaks for a body must hold the seat in that body.")
    at = clock.now()
    try:
        with transaction.atomic():
            seat = Seat.objects.create(
                congress=congress, person=person, role=role, body=body, speaks_for_body=speaks_for_body, number=number, since=at
            )
    except IntegrityError as error:
        raise Refused(f"{person} holds this seat already, or seat number {number} is held by another.") from error
    record.append("seat given", seat_told(seat), congress=congress, acting_user=acting_user, at=at)
    return seat


@transaction.atomic
def end_seat(*, acting_user: User, seat: Seat) -> Seat:
    """End a seat now. It stays on the list of those that were held."""
    congress = access_congress_for(acting_user, "end_seat", pk=seat.congress_id, lock=True).congress
    seat = Seat.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "body").get(pk=seat.pk)
    seat.congress = congress
    if seat.until is not None:
        raise Refused(f"This seat ended on {seat.until:%d %B %Y} already.")
    return _end(seat, acting_user=acting_user)


def _end(seat: Seat, *, acting_user: User) -> Seat:
    """End a seat on record; the congress is locked."""
    seat.until = clock.now()
    seat.save(update_fields=["until"])
    vacate([seat], acting_user=acting_user, at=seat.until)
    record.append("seat ended", seat_told(seat), congress=seat.congress, acting_user=acting_user, at=seat.until)
    return seat


def seat_told(seat: Seat) -> dict[str, Any]:
    """Give a seat as entries have it: the person as a commitment."""
    return {
        "seat": seat.pk,
        "person": seat.person.commitment,
        "role": seat.role,
        "body": seat.body.slug if seat.body else None,
        "speaks": seat.speaks_for_body,
        "number": seat.number,
        "weight": seat.weight,
    }


@transaction.atomic
def set_readers(*, acting_user: User, document: Document, stage: str, audience: str) -> Reading:
    """Set who may read a document in a stage. Set twice, it is on record once."""
    document = access_document_for(acting_user, "set_readers", pk=document.pk, lock=True).document
    if stage not in Stage.values or audience not in Audience.values:
        raise Refused("Choose one of the stages, and one of: the committee, delegates, members, everyone.")
    known = Reading.objects.filter(document=document, stage=stage, audience=audience).first()
    if known is not None:
        return known
    reading, _ = Reading.objects.update_or_create(document=document, stage=stage, defaults={"audience": audience})
    body = {"stage": stage, "audience": audience}
    record.append("readers set", body, congress=document.congress, document=document, acting_user=acting_user, at=clock.now())
    return reading
