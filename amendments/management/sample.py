"""Brings the sample to life: every step is an action of the person who would take it, so the record is a real one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from amendments.access import OPERATOR
from amendments.actions import advice, chair, committee, council, drafting, filing, member, secretary
from amendments.actions.chair import Verdict
from amendments.actions.filing import Work
from amendments.actions.meetings import Meeting
from amendments.actions.votes import Count
from amendments.management.sample_composites import join_those, make_composites
from amendments.management.sample_credentials import Sitting, sit
from amendments.management.sample_desk import Office, publish_lists, work_at_desk
from amendments.management.sample_division import divide_those
from amendments.management.sample_evening import FILE as EVENING
from amendments.management.sample_evening import hold_evening
from amendments.management.sample_office import read_scan, run_office
from amendments.management.sample_orders import orders_of
from amendments.management.sample_reading import document_plan, read_plan, take_up_again
from amendments.management.sample_signing import let_in_by_leave, sign, write_anew
from amendments.management.sample_sitting import put_questions
from amendments.management.sample_talk import Talk
from amendments.management.sample_voting import order_lists
from amendments.models import Amendment, Body, Congress, Document, Person
from amendments.models.fields import new_uid
from amendments.queries import clock
from amendments.queries.document import published_text
from amendments.queries.secondary import asked_for
from amendments.readers.draft import DraftText, read_draft
from amendments.readers.quoting import pieces_of
from amendments.readers.sample import AmendmentPlan, CongressPlan, DocumentPlan, PersonPlan, Sample, read_plans
from amendments.readers.source import read_file
from amendments.text.document import Document as Text
from amendments.text.outline import to_document

IN_ORDER = "It belongs to the text, and does not merely reverse it."
BEFORE_TIME = "The sitting that decides this document has begun."


@dataclass
class Hall:
    """A congress as it fills: people and bodies by name, documents and their published texts by number.

    `filed` are amendments by what they are about.
    """

    congress: Congress
    now: datetime
    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    texts: dict[int, Text] = field(default_factory=dict)
    filed: dict[str, Amendment] = field(default_factory=dict)

    def text(self, document: Document) -> Text:
        """Give the published text of a document, read once."""
        if document.number not in self.texts:
            self.texts[document.number] = published_text(document)
        return self.texts[document.number]

    def day(self, days: int) -> datetime:
        """Give six in the evening of a day so many days from now."""
        return on_day(self.now, self.congress.time_zone, days, 18)


def on_day(now: datetime, zone: str, days: int, hour: int) -> datetime:
    """Give an hour of a day so many days from now, in a zone."""
    return (now.astimezone(ZoneInfo(zone)) + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)


@transaction.atomic
def load_sample(sample: Sample) -> Congress:
    """Set up the sample congress: all of it, or nothing. Raises SampleError, Unquotable and Refused."""
    hall = open_hall(sample, sample.congress)
    for plan in sample.documents:
        draft = read_draft(read_file(sample.folder / plan.file), name=plan.file)
        hall.documents[plan.number] = bring_forward(hall, sample, plan, draft)
    filed = [(plan, _file(hall, sample, plan)) for plan in sample.amendments]
    for written, amendment in filed:
        write_anew(hall, written, amendment)
    _list(hall, sample, filed)
    for plan in sample.documents:
        if plan.stage == "on the floor":
            _take_to_floor(hall, sample, hall.documents[plan.number])
    make_composites(sample, filed, hall.documents, hall.people)
    join_those(filed, committee=_holder(hall, sample, "committee"))
    for amendment_plan, amendment in filed:
        let_in_by_leave(hall, sample, amendment_plan, amendment)
    for amendment_plan, amendment in filed:
        _decide(hall, sample, amendment_plan, amendment)
    divide_those(filed, hall.people, committee=_holder(hall, sample, "committee"))
    out = [hall.documents[plan.number] for plan in sample.documents if plan.stage != "drafting"]
    order_lists(
        Document.objects.filter(pk__in=[one.pk for one in out]), filed, hall.people, chair=_holder(hall, sample, "chair")
    )
    Talk(hall.people, hall.bodies, hall.documents, _holder(hall, sample, "committee")).of(sample)
    again = read_plan(sample)
    plan = document_plan(again)
    document = bring_forward(hall, sample, plan, read_draft(read_file(sample.folder / plan.file), name=plan.file))
    take_up_again(hall, _holder(hall, sample, "committee"), again, document)
    _evening(hall, sample)
    run_office(sample, hall.congress, hall.people, secretary=_holder(hall, sample, "secretary"))
    desk, presiding = (_holder(hall, sample, role) for role in ("credentials", "chair"))
    sitting = Sitting(hall.congress, hall.people, hall.documents, desk, presiding)
    sit(sample, sitting)
    put_questions(sample, sitting, hall.filed)
    return hall.congress


def _evening(hall: Hall, sample: Sample) -> None:
    """Bring the document forward that was decided in one evening, and do what was done in it."""
    plan = next(read_plans(DocumentPlan, sample.folder, EVENING, "document"))
    document = bring_forward(hall, sample, plan, read_draft(read_file(sample.folder / plan.file), name=plan.file))
    hall.documents[plan.number] = document
    for amendment in read_plans(AmendmentPlan, sample.folder, EVENING, "amendment"):
        _file(hall, sample, amendment)
    _take_to_floor(hall, sample, document)
    hold_evening(sample, hall, document, {role: _holder(hall, sample, role) for role in ("chair", "teller", "committee")})


@transaction.atomic
def load_people_and(sample: Sample, draft: DraftText) -> Congress:
    """Set up a congress with the sample's people and one draft of somebody else, published, without amendments."""
    hall = open_hall(sample, sample.draft)
    first = sample.documents[0]
    plan = DocumentPlan(draft.number or 1, "", "published for discussion", readers=first.readers, council=first.council)
    bring_forward(hall, sample, plan, draft)
    return hall.congress


def open_hall(sample: Sample, plan: CongressPlan) -> Hall:
    """Set up congress, standing orders, bodies, people and seats. People who are known already take seats here too."""
    now = clock.now()
    congress = secretary.create_congress(
        acting_user=OPERATOR,
        slug=plan.slug,
        name=plan.name,
        organization=plan.organization,
        series=plan.series,
        place=plan.place,
        time_zone=plan.zone,
        opens=on_day(now, plan.zone, plan.opens, 10),
        closes=on_day(now, plan.zone, plan.closes, 16),
        orders=orders_of(sample.orders),
    )
    hall = Hall(congress, now)
    for body in sample.bodies:
        hall.bodies[body.name] = secretary.create_body(
            acting_user=OPERATOR, congress=congress, kind=body.kind, name=body.name, short_name=body.short
        )
    for person in sample.people:
        _seat(hall, person)
    return hall


def _seat(hall: Hall, plan: PersonPlan) -> None:
    """Enter a person who is not known yet, and give the seats."""
    person = Person.objects.filter(member_number=plan.number).first() or secretary.create_person(
        acting_user=OPERATOR, member_number=plan.number, name=plan.name, email=plan.email
    )
    hall.people[plan.name] = person
    for seat in plan.seats:
        secretary.give_seat(
            acting_user=OPERATOR,
            congress=hall.congress,
            person=person,
            role=seat.role,
            body=hall.bodies[seat.body],
            speaks_for_body=seat.speaks,
            number=seat.card,
        )


def bring_forward(hall: Hall, sample: Sample, plan: DocumentPlan, draft: DraftText) -> Document:
    """Load a document, and take it to the council and to publication where the plan says so."""
    author = _holder(hall, sample, "committee")
    document = drafting.load_document(
        acting_user=author,
        congress=hall.congress,
        text=to_document(draft.outline),
        title=plan.title or draft.title,
        number=plan.number,
    )
    for stage, audience in plan.readers.items():
        secretary.set_readers(acting_user=OPERATOR, document=document, stage=stage, audience=audience)
    if plan.stage == "drafting":
        return document
    committee.put_to_council(acting_user=author, document=document)
    council.approve(acting_user=_holder(hall, sample, "council"), document=document, count=_count(plan.council))
    return committee.publish(acting_user=author, document=document, deadline=hall.day(plan.filing_closes or 12))


def _holder(hall: Hall, sample: Sample, role: str) -> Person:
    return hall.people[sample.holder_of(role).name]


def _count(votes: dict[str, Any]) -> Count:
    counted = Count(votes.get("for", 0), votes.get("against", 0), votes.get("abstained", 0))
    return Count(counted.votes_for, counted.votes_against, counted.abstentions, method=votes.get("method", counted.method))


def _file(hall: Hall, sample: Sample, plan: AmendmentPlan) -> Amendment:
    """File an amendment; rule on it, advise, withdraw it where the plan says so."""
    document = hall.documents[plan.document]
    body = hall.bodies.get(plan.mover)
    mover = hall.people[sample.speaker_of(plan.mover).name] if body else hall.people[plan.mover]
    meeting = None
    if plan.meeting:
        met_on = hall.day(plan.meeting["days"]).date()
        meeting = Meeting(met_on, plan.meeting["for"], plan.meeting["against"])
    amends = hall.filed.get(plan.amends)
    pieces = pieces_of(asked_for(amends) if amends else hall.text(document), plan.change, new_uid)
    work = Work(pieces=pieces, about=plan.about, reason=plan.reason, body=body, meeting=meeting)
    if amends is not None:
        work = replace(work, amends=amends, amends_version=Amendment.objects.get(pk=amends.pk).version)
    files = mover
    if plan.paper:
        work = replace(work, paper=read_scan(sample, plan.paper, None if body else mover))
        files = _holder(hall, sample, "secretary")
    revision = document.published_revision
    amendment = filing.file_amendment(
        acting_user=files, document=document, revision=revision.number if revision else 0, work=work
    )
    hall.filed[plan.about] = amendment
    amendment = sign(hall, sample, plan, amendment, mover)
    author = _holder(hall, sample, "committee")
    if plan.ruled:
        in_order, reason = plan.ruled["order"] == "in order", plan.ruled.get("reason", IN_ORDER)
        committee.rule_on_order(acting_user=author, amendment=amendment, in_order=in_order, reason=reason)
    if plan.advised:
        _advise(hall, sample, plan.advised, amendment)
    work_at_desk(_office(hall, sample), plan.desk, amendment, mover)
    if plan.withdrawn:
        member.withdraw_amendment(acting_user=mover, amendment=amendment)
    return amendment


def _office(hall: Hall, sample: Sample) -> Office:
    return Office(_holder(hall, sample, "committee"), _holder(hall, sample, "council"), hall.people)


def _list(hall: Hall, sample: Sample, filed: list[tuple[AmendmentPlan, Amendment]]) -> None:
    """Publish the lists of each document, in their order."""
    listed: dict[int, dict[int, list[int]]] = {}
    for plan, amendment in filed:
        if plan.listed:
            listed.setdefault(plan.document, {}).setdefault(plan.listed, []).append(amendment.number)
    for number, rows in listed.items():
        publish_lists(_office(hall, sample), hall.documents[number], rows)


def _advise(hall: Hall, sample: Sample, plan: dict[str, Any], amendment: Amendment) -> None:
    """Publish the committee's advice, with its count and, where it has some, its own words."""
    text = hall.text(hall.documents[amendment.document.number])
    advice.recommend(
        acting_user=_holder(hall, sample, "committee"),
        amendment=amendment,
        recommendation=plan["advice"],
        reason=plan["reason"],
        referred_to=plan.get("to", ""),
        count=(plan["for"], plan["against"], plan.get("abstained", 0)),
        pieces=pieces_of(text, plan["words"], new_uid) if "words" in plan else (),
    )


def _take_to_floor(hall: Hall, sample: Sample, document: Document) -> None:
    presiding = _holder(hall, sample, "chair")
    committee.close_filing(acting_user=presiding, document=document, reason=BEFORE_TIME)
    chair.take_to_floor(acting_user=presiding, document=document)


def _decide(hall: Hall, sample: Sample, plan: AmendmentPlan, amendment: Amendment) -> None:
    if not plan.decided:
        return
    verdict = Verdict(plan.decided["decision"], _count(plan.decided), plan.decided.get("to", ""))
    chair.record_decision(acting_user=_holder(hall, sample, "chair"), amendment=amendment, verdict=verdict)
