"""A second reading for tests: begun, worked on and published, by the acts of those who would do it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from amendments.actions import carried_over, second_reading
from amendments.actions.filing import Work, file_amendment
from amendments.actions.republishing import Terms, republish
from amendments.models import Amendment, CarriedOver, Entry, ReadingStep, SecondReading
from amendments.queries import clock
from amendments.queries.carried_over import combined_now
from amendments.queries.second_reading import open_reading, standing_steps, working_digest, working_text
from amendments.text.compose import Rewrite
from amendments.text.markdown import serialize
from tests.world import World

WHY = "Members asked for it."


def begun(world: World, **more: Any) -> SecondReading:
    return second_reading.begin_second_reading(
        acting_user=world.committee, document=world.document, reason="Discussion changed the draft.", **more
    )


def seen(world: World) -> str:
    reading = open_reading(world.document)
    assert reading is not None
    return working_digest(reading, standing_steps(reading))


def take(world: World, *amendments: Amendment, **more: Any) -> list[ReadingStep]:
    numbers = [one.number for one in amendments]
    wanted = {"seen": seen(world), "why": WHY} | more
    return second_reading.take_in(acting_user=world.committee, document=world.document, numbers=numbers, **wanted)


def working(world: World, label: str) -> str:
    reading = open_reading(world.document)
    assert reading is not None
    text = working_text(reading, standing_steps(reading))
    return serialize(next(one for one in text.paragraphs if one.label == label).tokens)


def edit(world: World, label: str, old: str, new: str, *, revision: int | None = None) -> ReadingStep:
    reading = open_reading(world.document)
    assert reading is not None
    number = second_reading.last_number(standing_steps(reading)) if revision is None else revision
    words = working(world, label) if revision is None else world.read(label)
    assert old in words
    pieces = [Rewrite(world.uid(label), words.replace(old, new))]
    return second_reading.edit_working_text(
        acting_user=world.committee, document=world.document, revision=number, pieces=pieces
    )


def terms() -> Terms:
    return Terms("What members asked for is in.", clock.now() + timedelta(days=21), clock.now() + timedelta(days=7))


def published(world: World, **more: Any) -> SecondReading:
    wanted = {"terms": terms(), "seen": seen(world)} | more
    made = republish(acting_user=world.committee, document=world.document, **wanted)
    world.reload()
    return made


def confirm(world: World, amendment: Amendment, person: str = "member", **more: Any) -> CarriedOver:
    fresh = world.fresh(amendment)
    return carried_over.confirm_carried_over(
        acting_user=world.people[person], amendment=fresh, digest=combined_now(fresh), **more
    )


def asked(amendment: Amendment) -> CarriedOver:
    return CarriedOver.objects.get(amendment=amendment)


def settled(world: World) -> SecondReading:
    SecondReading.objects.filter(document=world.document).update(answers_until=clock.now() - timedelta(hours=1))
    try:
        return carried_over.settle_answers(acting_user=world.committee, document=world.document)
    finally:
        entry = json.loads(Entry.objects.get(document=world.document, kind="republished").payload)
        SecondReading.objects.filter(document=world.document).update(answers_until=entry["body"]["answers"])


def member_files(world: World, work: Work) -> Amendment:
    assert world.document.published_revision is not None
    number = world.document.published_revision.number
    return file_amendment(acting_user=world.mover, document=world.document, revision=number, work=work)
