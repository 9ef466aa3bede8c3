"""What must never be is refused by the database itself, whoever writes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from amendments.access import OPERATOR
from amendments.actions.record import append
from amendments.life import Stage
from amendments.models import (
    Amendment,
    Body,
    Change,
    Congress,
    Decision,
    Document,
    Draft,
    Entry,
    IdempotencyKey,
    Paragraph,
    Person,
    Reading,
    Revision,
    Ruling,
    Seat,
    Section,
    StandingOrders,
)
from tests.kept import kept
from tests.models import (
    test_constraints_of_advice,
    test_constraints_of_credentials,
    test_constraints_of_people,
    test_constraints_of_reopening,
    test_constraints_of_signing,
    test_constraints_of_talk,
    test_constraints_of_the_floor,
    test_constraints_of_the_second_reading,
    test_constraints_of_the_whole,
    test_constraints_of_voting,
)
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.file(world.rewrite("1.2", "wages", "prices"))
    return world


def amendment(world, number):
    return Amendment.objects.get(congress=world.congress, number=number)


def twin(row, **changes):
    """Give an unsaved copy of a row with other values."""
    copy = type(row).objects.get(pk=row.pk)
    copy.pk = None
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def entry(world):
    return append("test", {}, congress=world.congress, document=world.document, acting_user=OPERATOR, at=NOW)


def decision(world, **values):
    given = {"document": world.document, "entry": entry(world), "made_at": NOW, "matter": "amendment", "outcome": "lost"}
    return Decision(**given | values)


def row(table, **values):
    return lambda world: table(**{name: value(world) if callable(value) else value for name, value in values.items()})


def changed(pick, **values):
    """Change a row that is there."""

    def make(world):
        found = world.fresh(pick(world))
        for name, value in values.items():
            setattr(found, name, value(world) if callable(value) else value)
        return found

    return make


def saved(found):
    found.save()
    return found


def adopted(world):
    return decision(world, matter="adoption", outcome="carried")


def ruling(world, **values):
    given = {"document": world.document, "entry": entry(world), "kind": "override", "reason": "So.", "made_at": NOW}
    return Ruling(**given | values)


def draft(world):
    base = world.document.current_revision
    return Draft.objects.create(person=world.chair, document=world.document, base_revision=base, saved_at=NOW)


def reading(world):
    return Reading.objects.create(document=world.document, stage="floor", audience="members")


def numbered(world):
    seat = Seat(congress=world.congress, person=world.member, role="delegate", number=7, since=NOW)
    return saved(seat)


def remembered(world):
    return IdempotencyKey.objects.create(person=world.chair, act="a", key="k", result=1, made_at=NOW)


def orders(**values):
    return changed(lambda world: StandingOrders.objects.get(congress=world.congress), **values)


DOC, PARAGRAPH = (lambda w: w.document), (lambda w: w.document.paragraphs.first())
NEVER = {
    "two people with one number": lambda w: Person(member_number=w.member.member_number, name="Twin"),
    "a person without a number": row(Person, member_number="", name="A"),
    "a person without a salt": row(Person, member_number="x", name="A", salt=""),
    "an erased person with a name": changed(lambda w: w.member, erased=True),
    "two congresses with one slug": lambda w: Congress(slug=w.congress.slug, name="A", organization="B"),
    "a congress that ends before it begins": changed(lambda w: w.congress, opens=NOW, closes=NOW - timedelta(days=1)),
    "a change of nothing": row(Change, congress=lambda w: w.congress, topic=""),
    "a majority above the whole": changed(
        lambda w: StandingOrders.objects.get(congress=w.congress), final_numerator=3, final_denominator=2
    ),
    "a kind of body that is none": row(Body, congress=lambda w: w.congress, kind="crowd", name="A", slug="a"),
    "two bodies with one name": lambda w: twin(w.branch, slug="another"),
    "a seat held twice": lambda w: twin(Seat.objects.get(person=w.chair)),
    "a seat in a body held twice": lambda w: twin(Seat.objects.get(person=w.speaker)),
    "a speaker of no body": changed(lambda w: Seat.objects.get(person=w.chair), speaks_for_body=True),
    "a seat that ends before it begins": changed(lambda w: Seat.objects.get(person=w.chair), until=NOW - timedelta(days=9999)),
    "a role that is none": changed(lambda w: Seat.objects.get(person=w.chair), role="king"),
    "a card held twice": lambda w: twin(numbered(w), person=w.mover),
    "a majority of nothing known": orders(amendment_base="hats"),
    "a final majority of nothing known": orders(final_base="hats"),
    "a tie that is decided by none": orders(ties="coin"),
    "an appeal heard by none": orders(appeals="the street"),
    "names shown to none": orders(discussion_names="ghosts"),
    "objections by none": orders(objectors="guests"),
    "composites made by none": orders(composers="guests"),
    "en bloc of a length that is none": orders(en_bloc="much"),
    "two documents with one number": lambda w: twin(w.document, slug="another"),
    "a stage that is none": changed(DOC, stage="burnt"),
    "a published document without a text": changed(DOC, published_revision=None),
    "an adopted document without a seal": changed(DOC, stage="adopted"),
    "a seal before adoption": changed(DOC, seal="0" * 64),
    "an audience that is none": row(Reading, document=DOC, stage="floor", audience="friends"),
    "two documents with one slug": lambda w: twin(w.document, number=9),
    "readers of a stage that is none": row(Reading, document=DOC, stage="dawn", audience="members"),
    "two audiences in one stage": lambda w: twin(reading(w)),
    "two bodies with one slug": lambda w: twin(w.branch, name="Another"),
    "a section without an id": changed(lambda w: w.document.sections.first(), uid=""),
    "a revision without a digest": lambda w: Revision(document=w.document, number=9, entry=entry(w)),
    "a repeated request": lambda w: twin(remembered(w)),
    "two entries of a congress at one place": lambda w: twin(w.congress.entries.filter(document=None).last(), digest="1" * 64),
    "two paragraphs with one id": lambda w: twin(PARAGRAPH(w), position=9**15),
    "two paragraphs at one place": lambda w: twin(PARAGRAPH(w), uid="f" * 16),
    "a paragraph without a digest": changed(PARAGRAPH, digest=""),
    "two sections at one place": lambda w: twin(w.document.sections.first(), uid="f" * 16),
    "two amendments with one number": lambda w: twin(amendment(w, 1)),
    "an amendment that nobody moves": changed(lambda w: amendment(w, 1), mover_person=None),
    "an amendment moved by two": changed(lambda w: amendment(w, 1), mover_body=lambda w: w.branch),
    "a meeting of a person": changed(lambda w: amendment(w, 1), met_for=3),
    "an amendment to itself": changed(lambda w: amendment(w, 1), primary=lambda w: amendment(w, 1)),
    "a decision that is none": changed(lambda w: amendment(w, 1), decision="maybe"),
    "a reason to fall for one that stands": changed(lambda w: amendment(w, 1), fallen_because=lambda w: amendment(w, 2)),
    "a confirmation by nobody": changed(lambda w: amendment(w, 1), confirmed_digest="0" * 64),
    "a carried one that was withdrawn": changed(lambda w: amendment(w, 1), decision="carried", state="withdrawn"),
    "a carried one that was out of order": changed(lambda w: amendment(w, 1), decision="carried", admissibility="out of order"),
    "a state that is none": changed(lambda w: amendment(w, 1), state="asleep"),
    "an admissibility that is none": changed(lambda w: amendment(w, 1), admissibility="perhaps"),
    "an advice that is none": changed(lambda w: amendment(w, 1), recommendation="think"),
    "a visibility that is none": changed(lambda w: amendment(w, 1), visibility="fog"),
    "a rebase that is none": changed(lambda w: amendment(w, 1), rebase_state="lost"),
    "one place twice": lambda w: twin(amendment(w, 1).places.first()),
    "two drafts on one document": lambda w: twin(draft(w)),
    "a decision that decides nothing": lambda w: decision(w, amendment=amendment(w, 1), outcome="pending"),
    "a decision about nothing": decision,
    "a matter that is none": lambda w: decision(w, matter="why"),
    "an outcome that is none": lambda w: decision(w, amendment=amendment(w, 1), outcome="draw"),
    "a method that is none": lambda w: decision(w, amendment=amendment(w, 1), method="shouting"),
    "a text adopted twice": lambda w: twin(saved(adopted(w)), entry=entry(w)),
    "two decisions that stand": lambda w: twin(saved(decision(w, amendment=amendment(w, 1))), entry=entry(w)),
    "a ruling that is none": lambda w: ruling(w, kind="scolding"),
    "a ruling without a reason": lambda w: ruling(w, reason=""),
    "a final vote about an amendment": lambda w: decision(w, amendment=amendment(w, 1), matter="adoption"),
    "more votes than people": lambda w: decision(w, amendment=amendment(w, 1), votes_for=3, present=2),
    "an entry without a payload": lambda w: twin(entry(w), sequence=99, digest="1" * 64, payload=""),
    "two entries at one place": lambda w: twin(entry(w), digest="1" * 64),
    "two entries with one digest": lambda w: twin(entry(w), sequence=99),
    "an entry that follows nothing": lambda w: twin(entry(w), sequence=99, digest="1" * 64, previous=""),
    "two revisions with one number": lambda w: Revision(document=w.document, number=1, entry=entry(w), digest="0" * 64),
    "a key without letters": row(IdempotencyKey, person=lambda w: w.chair, act="a", key="", result=1, made_at=NOW),
}
OTHERS = (
    test_constraints_of_advice,
    test_constraints_of_credentials,
    test_constraints_of_people,
    test_constraints_of_reopening,
    test_constraints_of_signing,
    test_constraints_of_talk,
    test_constraints_of_the_floor,
    test_constraints_of_the_second_reading,
    test_constraints_of_the_whole,
    test_constraints_of_voting,
)


def test_it_must_never_be(world, subtests):
    broken = set()
    for name, make in NEVER.items():
        with subtests.test(name):
            kept = transaction.savepoint()
            found = make(world)
            found.skip_history_when_saving = True
            with pytest.raises(IntegrityError) as error, transaction.atomic():
                found.save()
            transaction.savepoint_rollback(kept)
            broken.add(getattr(getattr(error.value.__cause__, "diag", None), "constraint_name", None))
    if connection.vendor == "postgresql":  # SQLite does not name what was broken
        known = {rule.name for table in apps.get_app_config("amendments").get_models() for rule in table._meta.constraints}
        assert sorted(known - broken.union(*(other.NEVER for other in OTHERS))) == []


def test_two_decisions_on_one_amendment(world):
    decision(world, amendment=Amendment.objects.get(number=1)).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        decision(world, amendment=Amendment.objects.get(number=1)).save()
    Decision.objects.update(superseded=True)
    decision(world, amendment=Amendment.objects.get(number=1)).save()


@pytest.mark.parametrize("table", [Paragraph, Section, Amendment])
def test_no_history_row_without_its_revision(world, table):
    found = table.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


def test_an_entry_is_never_altered(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(kind="filed").update(payload="{}")
    found = Entry.objects.filter(kind="filed").first()
    found.kind = "lost"
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save(update_fields=["kind"])


def test_labels_may_repeat(world):
    last = world.document.paragraphs.last()
    last.label = "1.1"
    last.skip_history_when_saving = True
    last.save(update_fields=["label"])
    assert Document.objects.get().paragraphs.filter(label="1.1").count() == 2


def test_the_last_sign_in_keeps_the_day_alone(world):
    Person.objects.filter(pk=world.member.pk).update(last_login=datetime(2026, 5, 1, 17, 30, tzinfo=UTC))
    assert str(world.fresh(world.member).last_login) == "2026-05-01"


def test_entries_of_a_congress_and_of_a_document_are_two_chains(world):
    assert Entry.objects.filter(document=None, sequence=1).exists()
    assert Entry.objects.filter(document=world.document, sequence=1).exists()
