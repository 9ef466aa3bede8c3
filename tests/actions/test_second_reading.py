"""Second reading: the committee takes amendments in, edits, undoes, abandons, and publishes the text anew."""

from __future__ import annotations

import pytest

from amendments.actions import member, second_reading
from amendments.life import Outcome, Rest, Stage
from amendments.models import CarriedOver, ReadingStep, SecondReading
from amendments.queries import clock
from amendments.queries.document import text_at
from amendments.queries.provenance import first_published, traced
from amendments.queries.second_reading import open_reading
from amendments.queries.verify import problems
from amendments.refusals import Conflict, Forbidden, Refused
from tests.reading import WHY, begun, edit, published, seen, take, working
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build(Stage.DISCUSSION)


def test_taken_in_edited_and_published_anew(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    take(world, one)
    edit(world, "1.2", "no faster", "more slowly")
    assert world.text() == text_at(world.revision)  # nothing of the published text has changed
    assert working(world, "1.2") == "Rents are set by the town. They rise more slowly than wages."
    world.sound()
    base = world.revision
    made = published(world)
    assert world.read("1.2") == "Rents are set by the town. They rise more slowly than wages."
    assert made.revision == world.document.published_revision == world.document.current_revision
    assert (world.document.stage, made.state) == (Stage.DISCUSSION, "republished")
    one = world.fresh(one)
    assert (one.rest, one.decision, one.state, one.rests_in) == (Rest.TAKEN_IN, Outcome.PENDING, "filed", None)
    assert first_published(world.document) == base
    world.sound()


def test_a_word_knows_the_amendment_and_the_reading_that_put_it_there(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    take(world, one)
    edit(world, "2.1", "Every member", "Each member")
    published(world)
    place = traced(world.document).paragraphs
    by = {row.token.text: row.by for row in place[world.uid("1.2")].tokens if row.struck_by is None}
    own = {row.token.text: row.by for row in place[world.uid("2.1")].tokens if row.struck_by is None}
    assert (by["town"], by["Rents"], own["Each"]) == ("R2.A1", "", "R2")


def test_taking_in_more_than_one_that_do_not_conflict(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    two = world.file(world.rewrite("1.3", "twice", "once"), mover="mover")
    begun(world)
    steps = take(world, two, one)
    assert [(step.number, step.amendment) for step in steps] == [(1, one), (2, two)]
    with pytest.raises(Refused, match="A1 is taken in already"):
        take(world, one)
    world.sound()


def test_what_conflicts_is_refused_by_name_and_nothing_is_taken_in(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    two = world.file(world.rewrite("1.2", "municipality", "people"), mover="mover")
    begun(world)
    with pytest.raises(Refused, match="A2 cannot be taken into the text as it is now"):
        take(world, one, two)
    with pytest.raises(Refused, match="no amendment A9"):
        second_reading.take_in(acting_user=world.committee, document=world.document, numbers=[9], why=WHY, seen=seen(world))
    with pytest.raises(Refused, match="Say why"):
        take(world, one, why=" ")
    assert not ReadingStep.objects.exists()


def test_what_does_not_stand_is_not_taken_in(world: World) -> None:
    gone = world.file(world.rewrite("1.2", "municipality", "town"))
    member.withdraw_amendment(acting_user=world.member, amendment=gone)
    begun(world)
    with pytest.raises(Refused, match="A1 does not stand"):
        take(world, gone)


def test_a_page_that_is_out_of_date_takes_nothing_in(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    before = seen(world)
    edit(world, "1.3", "twice", "once")
    with pytest.raises(Refused, match="Somebody changed the working text"):
        take(world, one, seen=before)
    with pytest.raises(Refused, match="Somebody changed the working text"):
        published(world, seen=before)


def test_two_who_edit_one_place_lose_nothing(world: World) -> None:
    begun(world)
    edit(world, "1.3", "twice", "once")
    edit(world, "1.2", "municipality", "town", revision=0)  # elsewhere: it does not matter
    with pytest.raises(Conflict) as caught:
        edit(world, "1.3", "twice", "thrice", revision=0)
    assert "once" in caught.value.theirs
    assert "thrice" in caught.value.mine
    world.sound()


def test_steps_are_undone_from_the_last_one(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    take(world, one)
    edit(world, "1.3", "twice", "once")
    with pytest.raises(Refused, match="was changed since"):
        second_reading.undo_step(acting_user=world.committee, document=world.document, step=1)
    for step in (2, 1):
        second_reading.undo_step(acting_user=world.committee, document=world.document, step=step)
    assert working(world, "1.2") == world.read("1.2")
    with pytest.raises(Refused, match="nothing to undo"):
        second_reading.undo_step(acting_user=world.committee, document=world.document, step=1)
    take(world, one)
    assert ReadingStep.objects.get(undone_at__isnull=True).number == 3
    world.sound()


def test_abandoned_the_published_text_stands(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    take(world, one)
    second_reading.abandon_second_reading(acting_user=world.committee, document=world.document, reason="No time.")
    assert open_reading(world.document) is None
    assert "municipality" in world.read("1.2")
    assert world.fresh(one).rest == Rest.NONE
    assert begun(world).number == 3
    world.sound()


def test_only_one_is_under_way_and_the_orders_say_when() -> None:
    world = build(Stage.DISCUSSION, second_reading="closed")
    with pytest.raises(Refused, match="once filing is closed"):
        begun(world)
    world.to(Stage.CLOSED)
    with pytest.raises(Forbidden):
        second_reading.begin_second_reading(acting_user=world.member, document=world.document, reason="No.")
    begun(world)
    with pytest.raises(Refused, match="under way already"):
        begun(world)
    with pytest.raises(Refused, match="before the congress takes it up"):
        world.to(Stage.FLOOR)


def test_verify_sees_what_is_not_on_record(world: World) -> None:
    world.file(world.rewrite("1.3", "twice", "once"))
    begun(world)
    step = edit(world, "1.2", "municipality", "town")
    ReadingStep.objects.filter(pk=step.pk).update(edits={"format": 1, "edits": []})
    assert any("its steps are not those of the record" in one for one in problems(world.reload()))
    ReadingStep.objects.filter(pk=step.pk).update(edits=step.edits)
    published(world)
    CarriedOver.objects.update(answer="confirmed", answered_at=clock.now())
    SecondReading.objects.update(summary="Something else.")
    found = list(problems(world.reload()))
    assert any("its questions is not" in one for one in found)
    assert any("its summary is not" in one for one in found)
