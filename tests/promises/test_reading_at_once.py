"""A second reading with real threads on PostgreSQL: publishing against filing, two who take in the same, and two clicks."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from amendments.actions import record, second_reading
from amendments.actions.filing import Work, file_amendment
from amendments.actions.republishing import republish
from amendments.life import Stage
from amendments.models import Amendment, CarriedOver, Entry, ReadingStep
from amendments.queries import clock
from faults.at_once import at_once
from faults.promise import no_locks
from tests.reading import WHY, begun, edit, seen, take, terms
from tests.world import build, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


def escaped(rounds: int) -> int:
    """File while the text is published anew. Gives how many amendments stand on the old text and nobody is asked about them."""
    world = build(Stage.DISCUSSION, words=[f"Paragraph {i} wants homes for all. It says so." for i in range(rounds + 1)])
    wrong = 0
    for i in range(1, rounds + 1):
        begun(world)
        edit(world, f"1.{i}", "homes", "houses")
        base, piece = world.reload().published_revision, world.rewrite(f"1.{i}", "It says", "It also says")
        assert base is not None
        publish = partial(republish, acting_user=world.committee, document=world.document, terms=terms(), seen=seen(world))
        file = partial(file_amendment, acting_user=world.member, document=world.document, revision=base.number)
        at_once([publish, partial(file, work=Work((piece,), about="also", reason="Why not."))])
        now = world.reload().published_revision
        last = Amendment.objects.filter(document=world.document).order_by("-pk").first()
        assert now is not None
        assert now.number > base.number
        if last is not None and last.base_revision_id == base.pk:
            wrong += not CarriedOver.objects.filter(amendment=last, reading__revision=now).exists()
    world.sound()
    return wrong


def test_no_amendment_escapes_a_republication() -> None:
    assert escaped(4) == 0


def test_two_members_of_the_committee_take_in_the_same_amendment_once() -> None:
    world = build(Stage.DISCUSSION)
    other = person(world, "second", "committee")
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    wanted: dict[str, Any] = {"document": world.document, "numbers": [one.number], "why": WHY, "seen": seen(world)}
    said = at_once([partial(second_reading.take_in, acting_user=who, **wanted) for who in (world.committee, other)])
    assert sum("Somebody changed the working text" in str(answer) for answer in said) == 1
    assert ReadingStep.objects.count() == 1
    world.sound()


def test_two_clicks_publish_once() -> None:
    world = build(Stage.DISCUSSION)
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    take(world, one)
    good, digest = terms(), seen(world)
    publish = partial(republish, acting_user=world.committee, document=world.document, terms=good, seen=digest, key="k")
    said = at_once([publish, publish])
    assert said[0] == said[1]
    assert Entry.objects.filter(document=world.document, kind="republished").count() == 1
    assert world.reload().filing_deadline == good.deadline > clock.now() + timedelta(days=1)
    world.sound()


def test_two_who_take_in_without_locks_are_caught() -> None:
    world = build(Stage.DISCUSSION)
    other = person(world, "second", "committee")
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begun(world)
    wanted: dict[str, Any] = {"document": world.document, "numbers": [one.number], "why": WHY, "seen": seen(world)}
    with no_locks():
        said = at_once([partial(second_reading.take_in, acting_user=who, **wanted) for who in (world.committee, other)])
    assert sum("Somebody changed the working text" in str(answer) for answer in said) == 0  # the database alone stopped one
    assert ReadingStep.objects.count() == 1
