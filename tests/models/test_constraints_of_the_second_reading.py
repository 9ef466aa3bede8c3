"""What the database itself refuses of second readings, of the parts of an amendment, and of the minutes, whoever writes."""

import pytest

from amendments.life import Stage
from amendments.models import Addition, Amendment, CarriedOver, ReadingStep, SecondReading, StandingOrders
from tests.kept import kept
from tests.models.never import NOW, Never, changed, each_is_refused, entry, saved, twice
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    for label, old, new in (("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.3", "twice", "three times")):
        world.file(world.rewrite(label, old, new))
    return world


def amendment(world, number=1):
    return Amendment.objects.get(congress=world.congress, number=number)


def part(world, number=2, **values):
    return changed(amendment(world, number), **{"part_of": amendment(world), "part": 1} | values)


def unseen(row):
    """Mark a row that is saved out of the way: without its history."""
    row.skip_history_when_saving = True
    return row


def part_again(world):
    unseen(part(world)).save()
    return part(world, 3)


def reading(world, **values):
    given = {"document": world.document, "number": 2, "reason": "So.", "begun_at": NOW}
    return SecondReading(**given | {"base": world.document.published_revision} | values)


def found(world):
    return SecondReading.objects.first() or saved(reading(world))


def step(world, **values):
    given = {"reading": found(world), "number": 1, "edits": [], "edits_digest": "f" * 64, "text_digest": "f" * 64}
    return ReadingStep(**given | {"made_at": NOW, "entry": entry(world)} | values)


def taken_in(world, **values):
    number = ReadingStep.objects.count() + 1
    return step(world, **{"number": number, "amendment": amendment(world), "version": 1, "why": "It is right."} | values)


def carried_over(world, **values):
    return CarriedOver(**{"reading": found(world), "amendment": amendment(world), "version": 1, "state": "clean"} | values)


def addition(world, **values):
    about = world.document.entries.order_by("sequence")[0]
    given = {"document": world.document, "about": about, "kind": "dissent", "words": "No.", "person": world.delegate}
    return Addition(**given | {"entry": entry(world), "made_at": NOW} | values)


def orders(**values):
    return lambda world: changed(StandingOrders.objects.get(congress=world.congress), **values)


NEVER: Never = {
    "document_working_readers": lambda w: changed(w.document, working_readers="friends"),
    "second_reading_state": lambda w: reading(w, state="asleep"),
    "second_reading_number_once_a_document": lambda w: reading(w, number=saved(reading(w, state="abandoned")).number),
    "second_reading_one_open_a_document": lambda w: reading(w, number=saved(reading(w)).number + 1),
    "second_reading_counts_from_two": lambda w: reading(w, number=1),
    "second_reading_republished_has_text": lambda w: reading(w, state="republished"),
    "reading_step_number_once_a_reading": twice(step),
    "reading_step_takes_in_once": twice(taken_in),
    "reading_step_takes_in_a_version_with_reason": lambda w: taken_in(w, why=""),
    "carried_over_state": lambda w: carried_over(w, state="lost"),
    "carried_over_answer": lambda w: carried_over(w, answer="perhaps", answered_at=NOW),
    "carried_over_once_a_reading": twice(carried_over),
    "carried_over_answered_some_day": lambda w: carried_over(w, answer="confirmed"),
    "amendment_part_once": part_again,
    "amendment_part_of_a_whole": lambda w: part(w, part=None),
    "amendment_rests_in_its_whole": lambda w: part(w, rest="whole", rests_in=amendment(w, 3)),
    "addition_kind": lambda w: addition(w, kind="praise"),
    "addition_has_words": lambda w: addition(w, words=""),
    "addition_one_dissent_a_delegate": twice(addition),
    "orders_second_reading": orders(second_reading="never so"),
    "orders_second_reading_numbers": orders(second_reading_numbers="dice"),
    "orders_unanswered": orders(unanswered="burnt"),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)
